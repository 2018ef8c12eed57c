"""Edits of a label layer, each one step of its own undo history, nothing written until labels are saved."""

from __future__ import annotations

import contextlib
import dataclasses
from typing import Iterable, Iterator, Mapping, Optional, Sequence

from qgis.core import (
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from qgis.PyQt.QtCore import QVariant

from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.class_colours import plain_name
from deepsat_qgis.layers.class_styles import (
    LabelClass,
    Value,
    classes_of,
    natural_colour,
    renderer_of,
    value_of,
)
from deepsat_qgis.layers.class_words import name_of, with_words, words_in
from deepsat_qgis.layers.style_changes import StyleChange, carry_out
from deepsat_qgis.translation import tr


class ClassEdits:
    """Edits of one layer by one class field.

    A class is known by the value of its polygons (`LabelClass.name`), whatever that is called. Every method raises
    `UserError` `OUTPUT_UNWRITABLE` where the layer cannot be edited, and `NAME_UNUSABLE` for names that cannot be a
    class.
    """

    def __init__(self, layer: QgsVectorLayer, class_field: str) -> None:
        self.layer = layer
        self._field = class_field

    def add(self, typed: str, classes: Sequence[LabelClass]) -> LabelClass:
        """Makes a class without polygons.

        Args:
            typed: its name. In a field of numbers a name that is none gets the number that it stands for, else the
                next one.
            classes: those that there are.
        """
        title, words = self._new_title(typed, classes), words_in(self.layer, self._field)
        name = next((value for value, called in words.items() if called == title), title)
        if value_of(self.layer, self._field, name) is None:
            name = self._next_number({*words, *(one.name for one in classes)})
        self._check_free(name, classes)
        called = words.get(name, "" if name == title else title)
        made = LabelClass(name, natural_colour(called or name, classes), called)
        self._restyle([*classes, made], words={} if name in words else {name: called})
        return made

    def recolour(self, name: str, colour: str, classes: Sequence[LabelClass]) -> None:
        """Gives a class another colour, `#rrggbb`."""
        self._restyle([dataclasses.replace(one, colour=colour) if one.name == name else one for one in classes])

    def rename(self, name: str, typed: str, classes: Sequence[LabelClass]) -> str:
        """Renames a class; returns the value that its polygons have then.

        A class whose value has words, or gets some because its field takes numbers only, keeps the value: its words
        change, in legend and value map. The polygons of any other class get its new name.
        """
        title = self._new_title(typed, [one for one in classes if one.name != name])
        has_words = any(one.words for one in classes if one.name == name)
        if has_words or value_of(self.layer, self._field, title) is None:
            self._rename_words(name, title, classes)
            return name
        self._check_free(title, [one for one in classes if one.name != name])
        renamed = [LabelClass(title, one.colour) if one.name == name else one for one in classes]
        with self._step(tr("Rename class “{old}” to “{new}”").format(old=name, new=title)):
            self._rewrite(name, self._value(title))
            self._restyle(renamed, {title: name})
        return title

    def merge(self, name: str, target: str, classes: Sequence[LabelClass]) -> int:
        """Gives the polygons of the class `name` to `target`, which `name` becomes part of; returns how many."""
        old, new = title_of(name, classes), title_of(target, classes)
        with self._step(tr("Merge class “{old}” into “{new}”").format(old=old, new=new)):
            count = self._rewrite(name, self._value(target))
            self._restyle([one for one in classes if one.name != name])
        return count

    def delete(self, name: str, classes: Sequence[LabelClass]) -> int:
        """Deletes a class with its polygons; returns how many."""
        with self._step(tr("Delete class “{}”").format(title_of(name, classes))):
            polygons = self._ids_of(name)
            if polygons and not self.layer.deleteFeatures(polygons):
                raise _not_editable(self.layer)
            self._restyle([one for one in classes if one.name != name])
        return len(polygons)

    def draw(self, geometry: QgsGeometry, name: str, classes: Sequence[LabelClass]) -> int:
        """Adds a polygon of a class, in the CRS of the layer; returns its id."""
        with self._step(tr("Draw “{}”").format(title_of(name, classes))):
            if name not in {one.name for one in classes_of(self.layer, self._field)}:
                self._restyle(classes)
            index = self.layer.fields().lookupField(self._field)
            values = {index: self._value(name)}
            for shape in geometry.coerceToType(self.layer.wkbType()):
                feature = QgsVectorLayerUtils.createFeature(self.layer, shape, values)
                if not self.layer.addFeature(feature):
                    raise _not_editable(self.layer)
        return int(feature.id())

    def erase(self, geometry: QgsGeometry) -> int:
        """Takes an area, in the CRS of the layer, away from all polygons; returns how many lost some."""
        request = QgsFeatureRequest().setFilterRect(geometry.boundingBox()).setNoAttributes()
        near = ((one.id(), _valid(one.geometry())) for one in self.layer.getFeatures(request))
        # A polygon that only touches the area loses nothing.
        met = {key: shape for key, shape in near if shape.intersection(geometry).area() > 0}
        rests = {key: shape.difference(geometry) for key, shape in met.items()}
        # Where GEOS could not tell what is left there is no geometry at all: such a polygon stays as it is.
        rests = {key: rest for key, rest in rests.items() if not rest.isNull()}
        if not rests:
            return 0
        with self._step(tr("Erase")):
            for key, rest in rests.items():
                if rest.isEmpty() or rest.area() <= 0:
                    self.layer.deleteFeature(key)
                else:
                    self._replace(key, rest)
        return len(rests)

    def ensure_editable(self) -> None:
        """Opens an edit session unless there is one, where the class of a polygon can be written at all."""
        fields = self.layer.fields()
        if fields.fieldOrigin(fields.lookupField(self._field)) not in _OWN:
            raise _not_own(self.layer, self._field)
        if not self.layer.isEditable() and not self.layer.startEditing():
            raise _not_editable(self.layer)

    def _replace(self, feature_id: int, geometry: QgsGeometry) -> None:
        """Gives a polygon another shape; parts that do not fit into one polygon of the layer become further ones."""
        first, *others = geometry.coerceToType(self.layer.wkbType())
        self.layer.changeGeometry(feature_id, first)
        if others:
            attributes = dict(enumerate(self.layer.getFeature(feature_id).attributes()))
            for key in self.layer.primaryKeyAttributes():
                attributes.pop(key, None)
            for part in others:
                self.layer.addFeature(QgsVectorLayerUtils.createFeature(self.layer, part, attributes))

    @contextlib.contextmanager
    def _step(self, title: str) -> Iterator[None]:
        """One step of the undo history; what fails half-way leaves no trace."""
        self.ensure_editable()
        self.layer.beginEditCommand(title)
        try:
            yield
        except UserError:
            self.layer.destroyEditCommand()
            raise
        self.layer.endEditCommand()
        self.layer.triggerRepaint()

    def _restyle(
        self,
        classes: Sequence[LabelClass],
        former_names: Optional[Mapping[str, str]] = None,
        words: Optional[Mapping[str, str]] = None,
    ) -> None:
        """Draws these classes; `words` are what values are called from now on, where that is new."""
        renderer = renderer_of(self.layer, self._field, classes, former_names)
        value_map = with_words(self.layer, self._field, words) if words else None
        carry_out(StyleChange(self.layer, self._field, renderer, value_map))

    def _rename_words(self, name: str, title: str, classes: Sequence[LabelClass]) -> None:
        """Calls a value otherwise; the value itself, typed as its name, leaves it without words."""
        words = "" if title == name else title
        if words and value_of(self.layer, self._field, words) is not None and self._is_numeric():
            raise _no_class(tr("words, or the number {} itself").format(name), words)
        renamed = [dataclasses.replace(one, words=words) if one.name == name else one for one in classes]
        self._restyle(renamed, words={name: words})

    def _ids_of(self, name: str) -> list[int]:
        index = self.layer.fields().lookupField(self._field)
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes([index])
        return [one.id() for one in self.layer.getFeatures(request) if name_of(one.attribute(index)) == name]

    def _rewrite(self, name: str, value: Value) -> int:
        index, polygons = self.layer.fields().lookupField(self._field), self._ids_of(name)
        for feature_id in polygons:
            if not self.layer.changeAttributeValue(feature_id, index, value):
                raise _not_editable(self.layer)
        return len(polygons)

    def _value(self, name: str) -> Value:
        """What the field is to hold for a class; refused where the field cannot hold it."""
        value = value_of(self.layer, self._field, name)
        index = self.layer.fields().lookupField(self._field)
        field = self.layer.fields().at(index)
        if value is None or not _fits(field, value):
            wanted = tr("a whole number") if field.isNumeric() else tr("at most {} letters").format(field.length())
            raise _no_class(tr("{wanted} for the field “{field}”").format(wanted=wanted, field=self._field), name)
        return value

    def _new_title(self, typed: str, others: Sequence[LabelClass]) -> str:
        title = plain_name(typed)
        if not title:
            raise _no_class(tr("a name"), tr("none"))
        if title in {text for one in others for text in (one.title, one.name)}:
            raise _no_class(tr("a name that no other class has"), tr("a second class “{}”").format(title))
        return title

    def _check_free(self, name: str, others: Sequence[LabelClass]) -> None:
        """Refuses a value that another class has, or that the field cannot hold."""
        if name in {one.name for one in others}:
            raise _no_class(tr("a name that no other class has"), tr("a second class “{}”").format(name))
        self._value(name)

    def _next_number(self, taken: Iterable[str]) -> str:
        """The number after the highest that a class or a polygon has."""
        index = self.layer.fields().lookupField(self._field)
        names = [*taken, name_of(self.layer.maximumValue(index))]
        return str(max((int(name) for name in names if name.lstrip("-").isdigit()), default=0) + 1)

    def _is_numeric(self) -> bool:
        fields = self.layer.fields()
        return bool(fields.at(fields.lookupField(self._field)).isNumeric())


def title_of(name: str, classes: Sequence[LabelClass]) -> str:
    """What the value `name` is called."""
    return next((one.title for one in classes if one.name == name), name)


_OWN = (QgsFields.FieldOrigin.OriginProvider, QgsFields.FieldOrigin.OriginEdit)
"""Where fields come from that polygons themselves hold; joined and computed ones would silently keep another value."""


def _valid(geometry: QgsGeometry) -> QgsGeometry:
    """The geometry, repaired where it crosses itself."""
    return geometry if geometry.isGeosValid() else geometry.makeValid()


def _fits(field: QgsField, value: Value) -> bool:
    """Whether a field can hold a value as it is."""
    try:
        field.convertCompatible(QVariant(value))
    except ValueError:
        return False
    return field.isNumeric() or field.length() <= 0 or len(str(value)) <= field.length()


def _no_class(expected: str, found: str) -> UserError:
    return UserError(
        ErrorCode.NAME_UNUSABLE,
        expected=expected,
        found=found,
        remedy=tr("Type another name, or merge the two classes."),
    )


def _not_own(layer: QgsVectorLayer, class_field: str) -> UserError:
    return UserError(
        ErrorCode.OUTPUT_UNWRITABLE,
        expected=tr("a class field that can be written to"),
        found=tr("“{field}” of “{name}”, which is joined or computed").format(field=class_field, name=layer.name()),
        remedy=tr("Choose a field of the layer itself, or save the labels as a new layer and choose that one."),
    )


def _not_editable(layer: QgsVectorLayer) -> UserError:
    return UserError(
        ErrorCode.OUTPUT_UNWRITABLE,
        expected=tr("a label layer that can be edited"),
        found=tr("“{name}” is read-only: {source}").format(name=layer.name(), source=layer.publicSource()),
        remedy=tr("Save the labels as a new layer (Export > Save Features As…) and choose that one."),
    )
