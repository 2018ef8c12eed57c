"""Results in the layer tree: one group a run, on top of everything else."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsLayerTreeGroup, QgsLayerTreeNode, QgsProject, QgsRasterLayer

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
    group = project.layerTreeRoot().insertGroup(0, name)
    for layer in layers:
        project.addMapLayer(layer, False)
        node = group.addLayer(layer)
        node.setItemVisibilityChecked(layer is layers[0])
        _unfold(node, layer is layers[0])
    _unfold(group, True)
    return group


def _unfold(node: QgsLayerTreeNode, unfolded: bool) -> None:
    """Shows or hides what is below a node. The layer panel follows changes only, not what a new node already is."""
    node.setExpanded(not unfolded)
    node.setExpanded(unfolded)


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
