"""The live preview as a layer: one, under the labels where they lie on the imagery, else on top; replaced in place."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsDataProvider, QgsLayerTreeLayer, QgsMapLayer, QgsProject, QgsRasterLayer

from deepsat_qgis.layers.style import style_class_raster
from deepsat_qgis.translation import tr

_ROLE, _PREVIEW = "deepsat/role", "preview"


def preview_layer(project: QgsProject) -> Optional[QgsRasterLayer]:
    """The layer; None while there is none."""
    layers = _previews(project)
    return layers[0] if layers else None


def show_preview(project: QgsProject, path: Path, labels: str = "", imagery: str = "") -> QgsRasterLayer:
    """Shows this class raster, in the place and with the opacity that the preview before has.

    Args:
        project: gets the layer.
        path: of the raster.
        labels: id of the layer that is drawn on, which must stay in sight.
        imagery: id of the layer that is mapped.
    """
    layer = preview_layer(project)
    if layer is None:
        layer = QgsRasterLayer(str(path), tr("Preview"), "gdal")
        layer.setCustomProperty(_ROLE, _PREVIEW)
        style_class_raster(layer)
        project.addMapLayer(layer, False)
        node = project.layerTreeRoot().insertLayer(_place(project, labels, imagery), layer)
        node.setExpanded(False)
        return layer
    opacity = layer.opacity()
    layer.setDataSource(str(path), layer.name(), "gdal", QgsDataProvider.ProviderOptions())
    style_class_raster(layer)
    layer.setOpacity(opacity)
    return layer


def _place(project: QgsProject, labels: str, imagery: str) -> int:
    """Just under the labels where these are above the imagery, else on top of everything."""
    ids = [node.layerId() if isinstance(node, QgsLayerTreeLayer) else "" for node in project.layerTreeRoot().children()]
    if labels in ids and imagery in ids and ids.index(labels) < ids.index(imagery):
        return ids.index(labels) + 1
    return 0


def remove_previews(project: QgsProject) -> None:
    """Takes the preview away, and any that a project was saved with."""
    for layer in _previews(project):
        project.removeMapLayer(layer.id())


def _previews(project: QgsProject) -> list[QgsMapLayer]:
    return [layer for layer in project.mapLayers().values() if layer.customProperty(_ROLE) == _PREVIEW]
