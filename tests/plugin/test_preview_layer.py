"""Where the live preview lies among the layers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.plugin.finished_run import finished_run


def test_labels_stay_in_sight_above_the_preview(
    qgis_app: Any, project: Any, scene: Path, scene_layer: Any, labels: Any, tmp_path: Path
) -> None:
    from deepsat_qgis.layers.preview_layer import remove_previews, show_preview

    answer = finished_run(tmp_path / "1", scene).map
    root = project.layerTreeRoot()
    project.addMapLayers([scene_layer, labels], False)
    root.addLayer(labels)
    root.addLayer(scene_layer)
    show_preview(project, answer, labels.id(), scene_layer.id())
    assert [node.name() for node in root.children()] == ["labels", "Preview", "scene"]
    remove_previews(project)
    root.insertLayer(0, scene_layer)
    root.removeChildNode(root.children()[-1])
    show_preview(project, answer, labels.id(), scene_layer.id())
    assert [node.name() for node in root.children()] == ["Preview", "scene", "labels"]
    show_preview(project, answer, labels.id(), scene_layer.id())
    assert len(root.children()) == 3
