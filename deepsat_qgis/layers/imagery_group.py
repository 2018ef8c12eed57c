"""Rasters of opened products in the layer tree: one as any other layer, several as a group with one of them shown."""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

from qgis.core import QgsLayerTreeGroup, QgsProject, QgsRasterLayer

from deepsat_qgis.layers.natural_colours import show_natural_colours
from deepsat_qgis.layers.result_group import below_results, unfold


def add_imagery(project: QgsProject, name: str, paths: Sequence[Path]) -> list[QgsRasterLayer]:
    """Layers that show rasters in natural colours; one that the project has already is taken again.

    Of several, which are drawn over each other, the first is visible, and their legends are folded.

    Args:
        project: gets the layers.
        name: of the group of several.
        paths: of the rasters.

    Raises:
        UserError: `RASTER_UNREADABLE`.
    """
    there = {layer.source(): layer for layer in project.mapLayers().values() if isinstance(layer, QgsRasterLayer)}
    known = [there[str(path)] for path in paths if str(path) in there]
    made = {str(path): _layer(path) for path in paths if str(path) not in there}
    if len(paths) == 1:
        project.addMapLayers([*made.values()])
    elif made:
        _add_to_group(project, _group(project, name, known), [*made.values()], first_is_shown=not known)
    layers = {**there, **made}
    return [layers[str(path)] for path in paths]


def _layer(path: Path) -> QgsRasterLayer:
    layer = QgsRasterLayer(str(path), path.stem, "gdal")
    show_natural_colours(layer)
    return layer


def _group(project: QgsProject, name: str, known: Sequence[QgsRasterLayer]) -> QgsLayerTreeGroup:
    """That of the rasters which were opened before, wherever it is by now; else a new one."""
    root = project.layerTreeRoot()
    nodes = [root.findLayer(layer.id()) for layer in known]
    parents = [node.parent() for node in nodes if node is not None]
    # The layer tree itself has no parent.
    own = next((parent for parent in parents if parent.parent() is not None), None)
    if own is not None:
        return own
    group = root.insertGroup(below_results(project), name)
    unfold(group, True)
    return group


def _add_to_group(
    project: QgsProject, group: QgsLayerTreeGroup, layers: Sequence[QgsRasterLayer], *, first_is_shown: bool
) -> None:
    for place, layer in enumerate(layers):
        project.addMapLayer(layer, False)
        node = group.addLayer(layer)
        node.setItemVisibilityChecked(first_is_shown and place == 0)
        unfold(node, False)
