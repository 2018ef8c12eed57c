"""The panel in a real QGIS window, used with the mouse; photographs go to `build/screenshots`."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal

from tests.gui.playing import tell
from tests.qgis_profile import environment_without_worker, worker_python
from tests.synthetic_scene import CLASSES, SyntheticScene


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


def test_without_an_environment_the_panel_offers_to_make_one(tmp_path: Path, scene: SyntheticScene) -> None:
    notes = tell("set_up", tmp_path, environment_without_worker(tmp_path), scene)
    assert "not installed yet" in notes["offer"]
    assert not notes["run_enabled"]
