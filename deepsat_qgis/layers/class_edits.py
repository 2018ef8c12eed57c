"""Edits of a label layer, each one step of its own undo history, nothing written until labels are saved."""

from __future__ import annotations

import contextlib
from typing import Iterator, Mapping, Optional, Sequence

from qgis.core import (
    QgsCategorizedSymbolRenderer,
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
    name_of,
    natural_colour,
    renderer_of,
    value_of,
)
from deepsat_qgis.moved_in_qt6 import QUndoCommand, QUndoStack
from deepsat_qgis.translation import tr


class RendererChange(QUndoCommand):
    """Another renderer, as a step of the layer's undo history: names and colours come back with their polygons."""

    def __init__(self, layer: QgsVectorLayer, renderer: QgsCategorizedSymbolRenderer) -> None:
        super().__init__(tr("Classes"))
        self.layer = layer
        self._before = layer.renderer().clone()
        self._after = renderer

    def redo(self) -> None:
        _draw(self.layer, self._after)

    def undo(self) -> None:
        _draw(self.layer, self._before)


class ClassEdits:
    """Edits of one layer by one class field.

    Every method raises `UserError` `OUTPUT_UNWRITABLE` where the layer cannot be edited, and `LABELS_UNUSABLE` for
    names that cannot be a class.
    """

    def __init__(self, layer: QgsVectorLayer, class_field: str) -> None:
        self.layer = layer
        self._field = class_field

    def add(self, typed: str, classes: Sequence[LabelClass]) -> LabelClass:
        """Makes a class without polygons.

        Args:
            typed: its name.
            classes: those that there are.
        """
        name = self._new_name(typed, classes)
        made = LabelClass(name, natural_colour(name, classes))
        self._restyle([*classes, made])
        return made

    def recolour(self, name: str, colour: str, classes: Sequence[LabelClass]) -> None:
        """Gives a class another colour, `#rrggbb`."""
        self._restyle([LabelClass(one.name, colour) if one.name == name else one for one in classes])

    def rename(self, name: str, typed: str, classes: Sequence[LabelClass]) -> str:
        """Renames a class and rewrites the field of all its polygons; returns the new name."""
        new_name = self._new_name(typed, [one for one in classes if one.name != name])
        renamed = [LabelClass(new_name, one.colour) if one.name == name else one for one in classes]
        with self._step(tr("Rename class “{old}” to “{new}”").format(old=name, new=new_name)):
            self._rewrite(name, self._value(new_name))
            self._restyle(renamed, {new_name: name})
        return new_name

    def merge(self, name: str, target: str, classes: Sequence[LabelClass]) -> int:
        """Gives the polygons of the class `name` to `target`, which `name` becomes part of; returns how many."""
        with self._step(tr("Merge class “{old}” into “{new}”").format(old=name, new=target)):
            count = self._rewrite(name, self._value(target))
            self._restyle([one for one in classes if one.name != name])
        return count

    def delete(self, name: str, classes: Sequence[LabelClass]) -> int:
        """Deletes a class with its polygons; returns how many."""
        with self._step(tr("Delete class “{}”").format(name)):
            polygons = self._ids_of(name)
            if polygons and not self.layer.deleteFeatures(polygons):
                raise _not_editable(self.layer)
            self._restyle([one for one in classes if one.name != name])
        return len(polygons)

    def draw(self, geometry: QgsGeometry, name: str, classes: Sequence[LabelClass]) -> int:
        """Adds a polygon of a class, in the CRS of the layer; returns its id."""
        with self._step(tr("Draw “{}”").format(name)):
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
        """Takes an area, in the CRS of the layer, away from all polygons; returns how many it touched."""
        request = QgsFeatureRequest().setFilterRect(geometry.boundingBox()).setNoAttributes()
        near = ((one.id(), _valid(one.geometry())) for one in self.layer.getFeatures(request))
        rests = {key: shape.difference(geometry) for key, shape in near if shape.intersects(geometry)}
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

    def _restyle(self, classes: Sequence[LabelClass], former_names: Optional[Mapping[str, str]] = None) -> None:
        renderer = renderer_of(self.layer, self._field, classes, former_names)
        if self.layer.isEditable():
            _history_of(self.layer).push(RendererChange(self.layer, renderer))
        else:
            _draw(self.layer, renderer)

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

    def _new_name(self, typed: str, others: Sequence[LabelClass]) -> str:
        name = plain_name(typed)
        if not name:
            raise _no_class(tr("a name"), tr("none"))
        if name in {one.name for one in others}:
            raise _no_class(tr("a name that no other class has"), tr("a second class “{}”").format(name))
        self._value(name)
        return name


_OWN = (QgsFields.FieldOrigin.OriginProvider, QgsFields.FieldOrigin.OriginEdit)
"""Where fields come from that polygons themselves hold; joined and computed ones would silently keep another value."""
_HISTORIES: dict[str, QUndoStack] = {}
"""Undo histories by id of layer. Python forgets its part of a command together with its wrapper of the history."""


def _history_of(layer: QgsVectorLayer) -> QUndoStack:
    key = layer.id()
    if key not in _HISTORIES:
        _HISTORIES[key] = layer.undoStack()
        layer.willBeDeleted.connect(lambda: _HISTORIES.pop(key, None))
    return _HISTORIES[key]


def _draw(layer: QgsVectorLayer, renderer: QgsCategorizedSymbolRenderer) -> None:
    layer.setRenderer(renderer.clone())
    layer.triggerRepaint()


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
        ErrorCode.LABELS_UNUSABLE,
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
