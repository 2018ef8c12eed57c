"""Results in the layer tree: one group a run, above all imagery; polygons on top, such as the labels, stay there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Iterator, Optional

from qgis.core import (
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsLayerTreeNode,
    QgsMapLayer,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
)

from deepsat.jobs import ErrorCode, UserError
from deepsat_qgis.layers.polygon_style import style_polygons
from deepsat_qgis.layers.style import style_class_raster, style_percent_raster
from deepsat_qgis.layers.suggestion_style import style_suggestions
from deepsat_qgis.run_record import POLYGONS_NAME, RECORD_NAME, Run
from deepsat_qgis.translation import tr

_RUN = "deepsat/run"
"""Property of a group: the name of the folder of its run, which stays when the project is moved."""
_ROLE = "deepsat/role"
"""Property of a layer: `map`, `confidence`, `polygons` or `suggestions`."""


def add_run_group(project: QgsProject, run: Run) -> QgsLayerTreeGroup:
    """Adds a group with the map of a run, styled, and its confidence, hidden, below it.

    It goes on top of the layer tree, but below vector layers that lie there: labels are drawn over the map.
    Groups of other runs are hidden: only one map at a time can be compared with the image.
    Where the group is there still, it gets what was removed from it.

    Raises:
        UserError: `RASTER_UNREADABLE` when QGIS cannot open one of the files.
    """
    made = _missing_rasters(project, run)
    group = group_of(project, run)
    if group is None:
        root = project.layerTreeRoot()
        group = root.insertGroup(_below_vectors(root), run.name)
        group.setCustomProperty(_RUN, run.folder.name)
    for layer in made:
        project.addMapLayer(layer, False)
        is_map = layer.customProperty(_ROLE) == "map"
        node = group.insertLayer(_below_vectors(group), layer) if is_map else group.addLayer(layer)
        node.setItemVisibilityChecked(is_map)
        unfold(node, is_map)
    if run.job.polygons:
        add_polygons(project, run, Path(run.job.polygons))
    show_only(project, run)
    return group


def _missing_rasters(project: QgsProject, run: Run) -> list[QgsRasterLayer]:
    """Layers of a run's rasters, as far as its group has none, styled: the map first."""
    made = []
    if not _layers_of(project, run, "map"):
        made.append(_raster(run.map, tr("Land cover"), "map"))
        style_class_raster(made[-1])
    if run.job.confidence and not _layers_of(project, run, "confidence"):
        made.append(_raster(Path(run.job.confidence), tr("Confidence (%)"), "confidence"))
        style_percent_raster(made[-1])
    return made


def group_of(project: QgsProject, run: Run) -> Optional[QgsLayerTreeGroup]:
    """The group of a run; None once a person has removed it."""
    return next((group for group in _groups(project) if group.customProperty(_RUN) == run.folder.name), None)


def show_only(project: QgsProject, run: Run) -> None:
    """Shows the group of a run, unfolded, and hides those of all others."""
    for group in _groups(project):
        is_wanted = group.customProperty(_RUN) == run.folder.name
        group.setItemVisibilityChecked(is_wanted)
        unfold(group, is_wanted)


def made_layers(project: QgsProject) -> list[QgsMapLayer]:
    """The layers that the panel made, the preview among them: nothing to be mapped."""
    return [layer for layer in project.mapLayers().values() if layer.customProperty(_ROLE)]


def is_map_polygons(layer: QgsMapLayer) -> bool:
    """Whether a layer holds the polygons of a map that the panel made.

    Its file says so: what a layer is marked as goes to others with a style that is copied.
    """
    path = _path_of(layer)
    return path.name == POLYGONS_NAME and (path.parent / RECORD_NAME).is_file()


def below_results(project: QgsProject) -> int:
    """Index in the layer tree of the first entry that is neither a vector layer nor the group of a run."""
    nodes = project.layerTreeRoot().children()
    others = (place for place, node in enumerate(nodes) if not (_is_vector(node) or node.customProperty(_RUN)))
    return next(others, len(nodes))


def map_layer_of(project: QgsProject, run: Run) -> Optional[QgsRasterLayer]:
    """The class raster of a run; None once a person has removed it."""
    layers = _layers_of(project, run, "map")
    return layers[0] if layers else None


def add_polygons(project: QgsProject, run: Run, path: Path) -> QgsVectorLayer:
    """Adds the polygons of a run's map above it, or shows the layer of them that is there: it may hold edits.

    Raises:
        UserError: `LABELS_UNREADABLE` when QGIS cannot open the file.
    """
    shown = _shown_polygons(project, path)
    if shown is not None:
        return shown
    layer = _vector(path, tr("Land cover, polygons"), "polygons")
    style_polygons(layer)
    group = group_of(project, run) or add_run_group(project, run)
    for earlier in _layers_of(project, run, "polygons"):
        if not earlier.isModified():
            project.removeMapLayer(earlier.id())
    project.addMapLayer(layer, False)
    unfold(group.insertLayer(0, layer), False)
    return layer


def _shown_polygons(project: QgsProject, path: Path) -> Optional[QgsVectorLayer]:
    """The layer of the polygons in a file, wherever it is in the layer tree, made visible; None where there is none."""
    for layer in made_layers(project):
        node = project.layerTreeRoot().findLayer(layer.id())
        if node is None or not is_map_polygons(layer) or not _reads(layer, path):
            continue
        node.setItemVisibilityCheckedParentRecursive(True)
        if not layer.isEditable():
            # The file may have been drawn anew meanwhile.
            layer.dataProvider().reloadData()
        return layer
    return None


def _reads(layer: QgsMapLayer, path: Path) -> bool:
    """Whether a layer is valid and of this file."""
    return layer.isValid() and os.path.realpath(_path_of(layer)) == os.path.realpath(path)


def _path_of(layer: QgsMapLayer) -> Path:
    """The file that a layer reads; no name for one that reads none."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    return Path(str(parts.get("path", "")))


def add_suggestions(project: QgsProject, run: Run, path: Path) -> QgsVectorLayer:
    """Adds places to label next on top of the run's group; earlier ones are kept, hidden: answers may be in them.

    Raises:
        UserError: `LABELS_UNREADABLE` when QGIS cannot open the file.
    """
    layer = _vector(path, tr("Where to label next"), "suggestions")
    style_suggestions(layer)
    group = group_of(project, run) or add_run_group(project, run)
    for earlier in _layers_of(project, run, "suggestions"):
        group.findLayer(earlier.id()).setItemVisibilityChecked(False)
    project.addMapLayer(layer, False)
    node = group.insertLayer(0, layer)
    unfold(node, False)
    return layer


def _below_vectors(group: QgsLayerTreeGroup) -> int:
    """Index in a group, or in the whole layer tree, of the first entry that is no vector layer."""
    nodes = group.children()
    return next((index for index, node in enumerate(nodes) if not _is_vector(node)), len(nodes))


def _is_vector(node: QgsLayerTreeNode) -> bool:
    return isinstance(node, QgsLayerTreeLayer) and isinstance(node.layer(), QgsVectorLayer)


def _groups(project: QgsProject) -> Iterator[QgsLayerTreeGroup]:
    """The groups of all runs, wherever a person has moved them."""
    return (group for group in project.layerTreeRoot().findGroups(True) if group.customProperty(_RUN))


def _layers_of(project: QgsProject, run: Run, role: str) -> list[QgsMapLayer]:
    group = group_of(project, run)
    layers = [] if group is None else [node.layer() for node in group.findLayers()]
    return [layer for layer in layers if layer is not None and layer.customProperty(_ROLE) == role]


def unfold(node: QgsLayerTreeNode, unfolded: bool) -> None:
    """Shows or hides what is below a node. The layer panel follows changes only, not what a new node already is."""
    node.setExpanded(not unfolded)
    node.setExpanded(unfolded)


def _vector(path: Path, name: str, role: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(str(path), name, "ogr")
    if not layer.isValid():
        raise UserError(
            ErrorCode.LABELS_UNREADABLE,
            expected="the features that the worker wrote",
            found=f"{path.name} in {path.parent}, which QGIS cannot open",
            remedy="Check whether the file was moved or deleted, then ask again.",
        )
    layer.setCustomProperty(_ROLE, role)
    return layer


def _raster(path: Path, name: str, role: str) -> QgsRasterLayer:
    layer = QgsRasterLayer(str(path), name, "gdal")
    if not layer.isValid():
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected="the raster that the worker wrote",
            found=f"{path.name} in {path.parent}, which QGIS cannot open",
            remedy="Check whether the file was moved or deleted, then run again.",
        )
    layer.setCustomProperty(_ROLE, role)
    return layer
