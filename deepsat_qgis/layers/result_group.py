"""Results in the layer tree: one group a run, on top of everything else."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsLayerTreeGroup, QgsProject, QgsRasterLayer

from deepsat.jobs import ErrorCode, UserError
from deepsat_qgis.layers.style import style_class_raster, style_percent_raster
from deepsat_qgis.translation import tr


def add_result_group(
    project: QgsProject, name: str, class_raster: str, probability: str = "", confidence: str = ""
) -> QgsLayerTreeGroup:
    """Adds a group `name` on top of the layer tree with the map, styled, and the other rasters, hidden, below it.

    Raises:
        UserError: `RASTER_UNREADABLE` when QGIS cannot open one of the files.
    """
    layers = [_raster(class_raster, tr("Land cover"))]
    style_class_raster(layers[0])
    for path, title in ((probability, tr("Class probabilities (%)")), (confidence, tr("Confidence (%)"))):
        if path:
            layers.append(_raster(path, title))
            style_percent_raster(layers[-1])
    group = QgsLayerTreeGroup(name)
    for layer in layers:
        project.addMapLayer(layer, False)
        node = group.addLayer(layer)
        node.setItemVisibilityChecked(layer is layers[0])
        node.setExpanded(layer is layers[0])
    # Inserted with its children, so that the layer panel shows it unfolded, with the legend of the classes.
    project.layerTreeRoot().insertChildNode(0, group)
    return group


def map_layer_of(group: QgsLayerTreeGroup) -> Optional[QgsRasterLayer]:
    """The class raster of a result group, or None once it was removed."""
    nodes = group.findLayers()
    return nodes[0].layer() if nodes else None


def _raster(path: str, name: str) -> QgsRasterLayer:
    layer = QgsRasterLayer(path, name, "gdal")
    if not layer.isValid():
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected="the raster that the worker wrote",
            found=f"{Path(path).name} in {Path(path).parent}, which QGIS cannot open",
            remedy="Check whether the file was moved or deleted, then run again.",
        )
    return layer
