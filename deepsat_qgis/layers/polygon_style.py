"""How polygons of a map look in QGIS: each class with its name and colour, as in the class raster."""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsFeature,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsRendererCategory,
    QgsVectorLayer,
)

from deepsat_qgis.layers.style import ClassEntry

FIELDS = ("class_id", "class", "colour")
_OUTLINE = {"outline_color": "60,60,60,160", "outline_width": "0.1"}


def style_polygons(layer: QgsVectorLayer) -> bool:
    """Shows each class with its name and colour; False, leaving the layer alone, where its fields are others."""
    if any(layer.fields().lookupField(name) < 0 for name in FIELDS):
        return False
    categories = [
        QgsRendererCategory(
            entry.value, QgsFillSymbol.createSimple({"color": entry.colour, **_OUTLINE}), entry.name, True
        )
        for entry in class_entries(layer)
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("class_id", categories))
    layer.triggerRepaint()
    return True


def class_entries(layer: QgsVectorLayer) -> list[ClassEntry]:
    """Classes of the layer, in order of their values; one polygon of each is looked at, as there may be millions."""
    column = layer.fields().lookupField("class_id")
    examples = (_polygon_of(layer, int(value)) for value in sorted(layer.uniqueValues(column)))
    return [ClassEntry(int(e["class_id"]), str(e["class"]), str(e["colour"])) for e in examples]


def _polygon_of(layer: QgsVectorLayer, value: int) -> QgsFeature:
    """The attributes of one polygon of the class."""
    request = QgsFeatureRequest(QgsExpression(f'"class_id" = {value}')).setLimit(1)
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    return next(layer.getFeatures(request))
