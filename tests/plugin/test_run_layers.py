"""Layers of runs in the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deepsat.jobs import UserError
from tests.plugin.finished_run import CLASSES, finished_run


def test_layers_of_a_run_lie_on_top_and_hide_those_of_others(
    project: Any, scene_layer: Any, scene: Path, tmp_path: Path
) -> None:
    from deepsat_qgis.layers.result_group import add_run_group, group_of, map_layer_of, show_only

    project.addMapLayer(scene_layer)
    first, second = (finished_run(tmp_path / name, scene, f"run {name}") for name in ("1", "2"))
    add_run_group(project, first)
    group = add_run_group(project, second)
    assert [child.name() for child in project.layerTreeRoot().children()] == ["run 2", "run 1", "scene"]
    assert [(node.name(), node.itemVisibilityChecked()) for node in group.findLayers()] == [
        ("Land cover", True),
        ("Confidence (%)", False),
    ]
    layer = map_layer_of(project, second)
    assert layer is not None
    assert [(c.label, c.color.name()) for c in layer.renderer().classes()] == list(CLASSES.items())
    assert [group_of(project, run).itemVisibilityChecked() for run in (first, second)] == [False, True]
    show_only(project, first)
    assert [group_of(project, run).itemVisibilityChecked() for run in (first, second)] == [True, False]
    project.layerTreeRoot().removeChildNode(group)
    assert group_of(project, second) is None
    assert map_layer_of(project, second) is None


def test_a_map_that_was_removed_comes_back_into_its_group(
    panel: Any, project: Any, scene: Path, labels: Any, tmp_path: Path
) -> None:
    from deepsat_qgis.layers.label_file import LabelSource, write_labels
    from deepsat_qgis.layers.result_group import add_polygons, add_run_group, group_of, map_layer_of

    run, view = finished_run(tmp_path / "1", scene), panel.dock.result.map_view
    group = add_run_group(project, run)
    write_labels(LabelSource.of_layer(labels, selected_only=False), "class", run.polygons)
    add_polygons(project, run, run.polygons)
    panel.dock.rounds.add(run)
    group.setName("mine")
    confidence = group.findLayers()[2].layer()
    project.removeMapLayer(map_layer_of(project, run).id())
    assert not view.add_button.isHidden()
    view.add_button.click()
    assert view.add_button.isHidden()
    assert group_of(project, run) == group
    assert len(project.layerTreeRoot().findGroups()) == 1
    names = [(node.name(), node.itemVisibilityChecked()) for node in group.findLayers()]
    assert names == [("Land cover, polygons", True), ("Land cover", True), ("Confidence (%)", False)]
    assert group.findLayers()[2].layer() is confidence
    assert [(c.label, c.color.name()) for c in map_layer_of(project, run).renderer().classes()] == list(CLASSES.items())


def test_labels_on_top_stay_above_the_map(
    project: Any, scene_layer: Any, labels: Any, scene: Path, tmp_path: Path
) -> None:
    from deepsat_qgis.layers.result_group import add_run_group

    project.addMapLayer(scene_layer)
    project.addMapLayer(labels)
    for name in ("1", "2"):
        add_run_group(project, finished_run(tmp_path / name, scene, f"run {name}"))
    names = [child.name() for child in project.layerTreeRoot().children()]
    assert names == [labels.name(), "run 2", "run 1", "scene"]


def test_a_missing_result_is_said_and_adds_nothing(project: Any, scene: Path, tmp_path: Path) -> None:
    from deepsat_qgis.layers.result_group import add_run_group

    run = finished_run(tmp_path / "1", scene)
    (run.folder / "confidence.tif").unlink()
    with pytest.raises(UserError) as caught:
        add_run_group(project, run)
    assert "confidence.tif" in caught.value.found
    assert project.layerTreeRoot().children() == []
    assert project.mapLayers() == {}


def test_suggestions_keep_the_earlier_ones_hidden(project: Any, scene: Path, labels: Any, tmp_path: Path) -> None:
    from deepsat_qgis.layers.label_file import LabelSource, write_labels
    from deepsat_qgis.layers.result_group import add_run_group, add_suggestions

    run = finished_run(tmp_path / "1", scene)
    group = add_run_group(project, run)
    for name in ("label_next.gpkg", "label_next_2.gpkg"):
        write_labels(LabelSource.of_layer(labels, selected_only=False), "class", run.folder / name)
        add_suggestions(project, run, run.folder / name)
    shown = [(node.layer().source().split("|")[0][-16:], node.itemVisibilityChecked()) for node in group.findLayers()]
    assert shown[:2] == [("label_next_2.gpkg"[-16:], True), ("1/label_next.gpkg"[-16:], False)]
    project.clear()
    add_suggestions(project, run, run.folder / "label_next.gpkg")
    names = [node.name() for node in project.layerTreeRoot().findLayers()]
    assert names == ["Where to label next", "Land cover", "Confidence (%)"]


@pytest.mark.parametrize("is_moved_out", [False, True])
def test_polygons_that_are_asked_for_again_keep_their_unsaved_edits(
    project: Any, scene: Path, labels: Any, tmp_path: Path, is_moved_out: bool
) -> None:
    from deepsat_qgis.layers.label_file import LabelSource, write_labels
    from deepsat_qgis.layers.result_group import add_polygons, add_run_group

    run = finished_run(tmp_path / "1", scene)
    group, root = add_run_group(project, run), project.layerTreeRoot()
    write_labels(LabelSource.of_layer(labels, selected_only=False), "class", run.polygons)
    layer = add_polygons(project, run, run.polygons)
    if is_moved_out:
        root.addLayer(layer)
        group.removeLayer(layer)
    node = root.findLayer(layer.id())
    layer.startEditing()
    layer.changeAttributeValue(1, layer.fields().lookupField("class"), "sand")
    node.setItemVisibilityChecked(False)
    assert add_polygons(project, run, run.polygons) is layer
    assert (layer.getFeature(1)["class"], layer.isModified(), node.isVisible()) == ("sand", True, True)
    assert len(project.mapLayersByName(layer.name())) == 1
    layer.rollBack()


def test_polygons_that_were_drawn_anew_are_those_that_are_shown(
    project: Any, scene: Path, labels: Any, tmp_path: Path
) -> None:
    from deepsat_qgis.layers.label_file import LabelSource, write_labels
    from deepsat_qgis.layers.result_group import add_polygons, add_run_group

    run = finished_run(tmp_path / "1", scene)
    add_run_group(project, run)
    labels.selectByIds([1])
    for selected_only in (False, True):
        run.polygons.unlink(missing_ok=True)
        write_labels(LabelSource.of_layer(labels, selected_only), "class", run.polygons)
        layer = add_polygons(project, run, run.polygons)
        assert layer.featureCount() == (1 if selected_only else labels.featureCount())
    layer.startEditing()
    layer.changeAttributeValue(1, layer.fields().lookupField("class"), "sand")
    other = run.polygons.with_name("other.gpkg")
    write_labels(LabelSource.of_layer(labels, selected_only=False), "class", other)
    assert add_polygons(project, run, other) is not layer
    assert layer.getFeature(1)["class"] == "sand"
    layer.rollBack()
