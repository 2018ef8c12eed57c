"""How results look in QGIS: one function per kind of raster, used by the dock and by Processing alike."""

from __future__ import annotations

import dataclasses

from qgis.core import (
    QgsColorRampShader,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsPalettedRasterRenderer,
    QgsRasterLayer,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

from deepsat_qgis.layers.raster_file import open_raster

# Five points of matplotlib's viridis: even steps in lightness, readable without colour vision.
_VIRIDIS = ("#440154", "#3b528b", "#21918c", "#5ec962", "#fde725")


@dataclasses.dataclass(frozen=True)
class ClassEntry:
    """One class of a class raster."""

    value: int
    name: str
    colour: str
    """As #rrggbb."""


def class_entries(path: str) -> list[ClassEntry]:
    """Classes that the raster file names, in order of their values; empty when it names none.

    GeoTIFF colour tables always have 256 entries: only the category names tell which are classes.
    """
    dataset = open_raster(path)
    band = dataset.GetRasterBand(1)
    # GDAL 3.6 reads the sidecar file with the names only once it is asked for metadata.
    band.GetMetadata()
    names = band.GetRasterCategoryNames() or []
    table = band.GetRasterColorTable()
    if table is None:
        return []
    return [
        ClassEntry(value, name, _hexadecimal(table.GetColorEntry(value))) for value, name in enumerate(names) if name
    ]


def _hexadecimal(entry: tuple[int, ...]) -> str:
    red, green, blue = entry[:3]
    return f"#{red:02x}{green:02x}{blue:02x}"


def style_class_raster(layer: QgsRasterLayer) -> bool:
    """Shows each class with its name and colour; False, leaving the layer alone, when the file names no classes."""
    entries = class_entries(layer.source())
    if not entries:
        return False
    classes = [QgsPalettedRasterRenderer.Class(entry.value, QColor(entry.colour), entry.name) for entry in entries]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
    layer.triggerRepaint()
    return True


def style_percent_raster(layer: QgsRasterLayer) -> None:
    """Shows the first band on a fixed scale from 0 to 100 %, so that two such layers compare by eye."""
    stops = [QgsGradientStop(index / 4, QColor(colour)) for index, colour in enumerate(_VIRIDIS)][1:-1]
    ramp = QgsGradientColorRamp(QColor(_VIRIDIS[0]), QColor(_VIRIDIS[-1]), False, stops)
    function = QgsColorRampShader(0.0, 100.0, ramp, QgsColorRampShader.Type.Interpolated)
    function.classifyColorRamp(5, 1)
    shader = QgsRasterShader()
    shader.setRasterShaderFunction(function)
    renderer = QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader)
    renderer.setClassificationMin(0.0)
    renderer.setClassificationMax(100.0)
    layer.setRenderer(renderer)
    layer.triggerRepaint()
