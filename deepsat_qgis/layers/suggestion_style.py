"""How suggested places look in QGIS: their rank in large figures, nothing hidden below them."""

from __future__ import annotations

from qgis.core import (
    QgsFillSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor

_COLOUR = "#ff00ff"
"""No land cover has it."""


def style_suggestions(layer: QgsVectorLayer) -> None:
    """Shows outlines or dots with their ranks beside them."""
    outline = {"outline_color": _COLOUR, "outline_width": "0.6"}
    if layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry:
        symbol = QgsFillSymbol.createSimple({"style": "no", **outline})
    else:
        symbol = QgsMarkerSymbol.createSimple({"name": "circle", "color": "0,0,0,0", "size": "4", **outline})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    settings = QgsPalLayerSettings()
    settings.fieldName = "rank"
    settings.setFormat(_large_figures())
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    layer.triggerRepaint()


def _large_figures() -> QgsTextFormat:
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setColor(QColor("white"))
    text = QgsTextFormat()
    text.setSize(11)
    text.setColor(QColor(_COLOUR))
    text.setBuffer(halo)
    return text
