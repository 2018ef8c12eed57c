"""The panel in a real QGIS window, used with the mouse; photographs go to `build/screenshots`."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal

from tests.gui.playing import play
from tests.qgis_profile import environment_without_worker, make_profile, worker_python
from tests.synthetic_scene import CLASSES, EPSG, SyntheticScene, write_scene


def tell(
    story: str, folder: Path, environment: dict[str, str], scene: SyntheticScene, locale: str = "en"
) -> dict[str, Any]:
    """Lets a story of the panel run on the synthetic scene, in a profile with the plugin."""
    told = {"DEEPSAT_TEST_RASTER": str(scene.raster), "DEEPSAT_TEST_LABELS": str(scene.labels)}
    return play("panel_script.py", story, folder, make_profile(folder, locale), {**environment, **told})


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> SyntheticScene:
    """The synthetic scene."""
    return write_scene(tmp_path_factory.mktemp("scene"))


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, scene: SyntheticScene) -> dict[str, Any]:
    """Notes of the long story: run, cancel, run, mistake, theme, reload, close while running."""
    environment = {**os.environ, "DEEPSAT_PYTHON": worker_python()}
    notes = tell("finetune", tmp_path_factory.mktemp("finetune"), environment, scene)
    notes["map_values"] = gdal.Open(notes["map"]).ReadAsArray()
    return notes


def test_panel_says_what_it_starts_from_and_computes_on(story: dict[str, Any]) -> None:
    assert story["start_from"].startswith("Automatic (")
    assert story["start_line"].startswith("Device: ")


def test_panel_says_where_results_go(story: dict[str, Any]) -> None:
    assert "save the project" in story["folder_unsaved"]
    folder = Path(story["map"]).parents[1]
    assert story["folder_saved"] == f"Results go to {folder}."
    assert folder.name == "deepsat"
    assert (folder.parent / "Projekt ä.qgz").is_file()


def test_cancel_stops_within_seconds_and_leaves_the_project_alone(story: dict[str, Any]) -> None:
    assert story["stage_while_running"]
    assert story["seconds_to_cancel"] < 4
    assert story["notice_after_cancel"].startswith("Cancelled")
    assert story["layers_after_cancel"] == 2


def test_second_run_makes_a_styled_map_on_top(story: dict[str, Any], scene: SyntheticScene) -> None:
    assert story["notice_after_run"] == ""
    assert story["top"]["above"] == ["Training polygons"]
    assert story["top"]["group"].startswith("DeepSat: Flusstal")
    assert story["top"]["layers"] == ["Land cover", "Confidence (%)"]
    assert story["top"]["legend"] == list(CLASSES)
    assert story["legend_is_seen"]
    assert "%" in story["skill"]
    assert np.mean(story["map_values"] == scene.truth) > 0.9


def test_second_round_continues_and_the_map_before_is_kept(story: dict[str, Any]) -> None:
    started_from, first_model = story["continued_from"]
    assert started_from == first_model
    assert story["suggestions"].startswith("10 places to label next")
    assert story["top_with_suggestions"] == ["Where to label next", "Land cover", "Confidence (%)"]
    assert story["after_undo"]


def test_reopening_the_project_brings_everything_back(story: dict[str, Any]) -> None:
    assert story["saved"]
    assert not story["result_when_empty"]
    reopened = story["reopened"]
    assert reopened["is_first"]
    assert len(reopened["runs"]) == 2
    assert sorted(reopened["groups"]) == sorted(reopened["runs"])
    assert (reopened["imagery"], reopened["labels"]) == ("Flusstal", "Training polygons")


def test_dialogs_know_what_there_is(story: dict[str, Any]) -> None:
    assert sorted(story["models"]) == sorted(story["reopened"]["runs"])
    assert story["environment"] == "The environment is there."


def test_live_preview_follows_labels_and_view_and_goes(story: dict[str, Any]) -> None:
    assert story["preview_classes"] == ["fields", "forest", "stubble", "water"]
    assert story["previews_left"] == 0


def test_one_class_is_refused_in_words(story: dict[str, Any]) -> None:
    assert "The labels cannot be used" in story["refusal"]


def test_panel_can_be_narrow(story: dict[str, Any]) -> None:
    assert story["width"] <= 310


def test_reloading_twice_leaves_one_of_everything(story: dict[str, Any]) -> None:
    assert story["after_reload"] == {"actions": 1, "docks": 0, "providers": 1}


def test_closing_qgis_ends_the_running_worker(story: dict[str, Any]) -> None:
    assert story["running_without_layer"]
    deadline = time.monotonic() + 10
    while Path(f"/proc/{story['worker_pid']}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not Path(f"/proc/{story['worker_pid']}").exists()


@pytest.fixture(scope="module")
def labelling(tmp_path_factory: pytest.TempPathFactory, scene: SyntheticScene) -> dict[str, Any]:
    """Notes of the story of a person who labels with the mouse."""
    folder = tmp_path_factory.mktemp("labels")
    return {**tell("labels", folder, environment_without_worker(folder), scene), "folder": folder}


def test_a_new_label_layer_lies_beside_the_project_in_the_crs_of_the_imagery(labelling: dict[str, Any]) -> None:
    source, crs, field = labelling["new_layer"]
    assert source == f"{labelling['folder'] / 'deepsat' / 'labels.gpkg'}|layername=labels"
    assert (crs, field) == (f"EPSG:{EPSG}", "class")


def test_rasters_of_several_dates_become_a_series_once_each_has_its_date(labelling: dict[str, Any]) -> None:
    assert labelling["undated"]
    assert labelling["series"] == [["2021-06-17", "Flusstal"], ["2021-09-25", "Flusstal 2021-09-25"]]


def test_the_mouse_draws_polygons_rectangles_and_strokes(labelling: dict[str, Any]) -> None:
    assert labelling["tool_after_1"] == "polygon"
    assert [name for name, _ in labelling["drawn"]] == ["forest", "water", "Äcker & Wiesen", "Äcker & Wiesen"]
    # A corner is a pixel of the screen off at most, of which about three make one of the scene.
    assert [pixels for _, pixels in labelling["drawn"]] == pytest.approx([192, 146, 91, 268], rel=0.08)
    assert labelling["table"][2] == ["3", "Äcker & Wiesen", "2", str(sum(p for _, p in labelling["drawn"][2:]))]
    assert labelling["state"].startswith("Unsaved edits")


def test_overlapping_classes_are_found_and_a_click_shows_the_place(labelling: dict[str, Any]) -> None:
    assert labelling["problem"] == "“water” and “Äcker & Wiesen” overlap"
    assert labelling["after_undo"] == 3
    assert labelling["zoomed"] < 0.3


def test_a_class_is_renamed_in_the_table_and_undone_with_the_layer(labelling: dict[str, Any]) -> None:
    assert labelling["renamed"] == ['Wald "alt"', "water", "Äcker & Wiesen"]
    assert labelling["legend"] == ["water", 'Wald "alt"', "Äcker & Wiesen"]
    assert labelling["rename_undone"] == ["water", "forest", "Äcker & Wiesen"]


def test_vertices_are_edited_with_the_tool_of_qgis(labelling: dict[str, Any]) -> None:
    assert labelling["vertex_tool"] == ["QgsVertexTool", True]


def test_save_labels_writes_the_layer_to_its_file(labelling: dict[str, Any]) -> None:
    assert labelling["in_file"] == labelling["in_layer"]
    assert len(labelling["in_file"]) == 4
    assert labelling["state_saved"] == "All edits are saved."


def test_labelling_works_in_a_narrow_panel_and_without_its_layer(labelling: dict[str, Any]) -> None:
    assert labelling["width"] <= 310
    assert labelling["without_layer"] == [True, 0]


def test_numbers_are_drawn_and_renamed_by_their_words(labelling: dict[str, Any]) -> None:
    assert labelling["numbers"] == labelling["numbers_renamed"] == [3]
    assert labelling["words"] == [["Wald", "0"], ["Fluss & See", "1"]]
    assert labelling["value_map"] == [{"Fluss & See": "3"}, {"Wald": "7"}]
    assert sorted(labelling["names"]) == ["3=Fluss & See", "7=Wald"]


def test_without_an_environment_the_panel_offers_to_make_one(tmp_path: Path, scene: SyntheticScene) -> None:
    notes = tell("set_up", tmp_path, environment_without_worker(tmp_path), scene)
    assert "not installed yet" in notes["offer"]
    assert not notes["run_enabled"]


def test_run_from_the_toolbox_loads_a_styled_map(tmp_path: Path, scene: SyntheticScene) -> None:
    notes = tell("toolbox", tmp_path, {**os.environ, "DEEPSAT_PYTHON": worker_python()}, scene)
    assert notes["legend"] == list(CLASSES)
    assert np.mean(gdal.Open(str(tmp_path / "map.tif")).ReadAsArray() == scene.truth) > 0.9
    assert (tmp_path / "model" / "model.json").is_file()
    assert (tmp_path / "report.html").is_file()
    assert notes["temporary_labels"] == []
    assert {"finetune", "mapfromlabels", "predict", "evaluate"} <= set(notes["batches"])
    assert notes["without_field"] == []


def test_the_panel_speaks_german_without_cutting_anything_off(tmp_path: Path, scene: SyntheticScene) -> None:
    notes = tell("german", tmp_path, {**os.environ, "DEEPSAT_PYTHON": worker_python()}, scene, "de")
    assert notes["cut_off"] == []
    assert notes["widths"] == 5 * [300, 300, 400, 400]
    assert max(notes["beyond_the_edge"]) <= 0
    assert notes["start_line"].startswith("Gerät: ")
    assert re.search(r"wird|werden|sind|Pixel|Schritt|Kacheln", notes["stage"]), notes["stage"]
    assert "der Szene" in notes["suggestions"]
    assert notes["layers"] == ["Landbedeckung", "Konfidenz (%)"]
    assert "Polygonen" in notes["skill"]
    assert notes["suggestions"].startswith("10 Orte für neue Labels")
    assert notes["environment"] == "Die Umgebung ist da."
