"""Which field of a label layer names the class, as far as names and values tell."""

from __future__ import annotations

from typing import Sequence

from qgis.core import QgsFeatureRequest, QgsField, QgsVectorLayer

from deepsat_qgis.layers.class_words import name_of
from deepsat_qgis.layers.field_types import text_field

_KNOWN_NAMES = (
    *("class", "class_name", "classname", "klasse", "klassenname", "classe", "clase"),
    *("landcover", "land_cover", "landbedeckung", "lulc", "landuse", "land_use", "landnutzung", "nutzung"),
    *("label", "category", "kategorie", "type"),
    # Macro classes go before the classes of SCP, which counts most polygons as a class of their own.
    *("mc_info", "mc_id", "c_info", "c_id"),
    *("class_id", "classid", "classvalue", "code"),
)
"""Those that say it in words go before those that may hold numbers."""
_MANY_CLASSES = 12
_LEAST_POLYGONS = 1.2
"""Of each class on average: with fewer, nearly every polygon is a class of its own."""
_LOOKED_AT = 2000
"""Polygons whose values are read at most, so that nobody waits for a large layer."""


def likely_class_field(layer: QgsVectorLayer) -> str:
    """The field that most likely names the class; empty where the person must say it.

    That is a field with a name that is usual for it, else the first of texts or whole numbers that repeat, else the
    only one of a layer that is still empty. A key never is, nor a field with another value for each of many polygons.
    """
    keys = set(layer.primaryKeyAttributes())
    offered = {index: field for index, field in enumerate(layer.fields()) if index not in keys and _may_name(field)}
    values = _values_of(layer, list(offered))
    by_name = {field.name().lower(): index for index, field in offered.items()}
    for name in _KNOWN_NAMES:
        if name in by_name and not _tells_each_apart(values[by_name[name]]):
            return offered[by_name[name]].name()
    for index, field in offered.items():
        if _repeats(field, values[index]):
            return field.name()
    is_empty = not any(values.values())
    return next(iter(offered.values())).name() if is_empty and len(offered) == 1 else ""


def has_known_name(field: str) -> bool:
    """Whether a field has a name that is usual for classes."""
    return field.lower() in _KNOWN_NAMES


def is_nearly_each_its_own(polygons: int, classes: int) -> bool:
    """Whether so many polygons of so many classes look like a field that tells polygons apart, and no classes."""
    return classes > _MANY_CLASSES and polygons < _LEAST_POLYGONS * classes


def _values_of(layer: QgsVectorLayer, indexes: Sequence[int]) -> dict[int, list[str]]:
    """What the first polygons hold in each field, without those that hold nothing."""
    values: dict[int, list[str]] = {index: [] for index in indexes}
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes(list(indexes))
    for feature in layer.getFeatures(request.setLimit(_LOOKED_AT)):
        for index in indexes:
            name = name_of(feature.attribute(index))
            if name:
                values[index].append(name)
    return values


def _tells_each_apart(values: Sequence[str]) -> bool:
    return is_nearly_each_its_own(len(values), len(set(values)))


def _repeats(field: QgsField, values: Sequence[str]) -> bool:
    """Whether polygons share a few texts or whole numbers, as they share classes."""
    distinct = set(values)
    if not _is_text(field) and not all(value.lstrip("-").isdigit() for value in distinct):
        return False
    return len(distinct) > 1 and len(values) >= _LEAST_POLYGONS * len(distinct)


def _may_name(field: QgsField) -> bool:
    return bool(field.isNumeric() or _is_text(field))


def _is_text(field: QgsField) -> bool:
    return bool(field.type() == text_field("").type())
