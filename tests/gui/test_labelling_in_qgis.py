"""Labels that are drawn, renamed, mended and saved with mouse and keyboard, in a real QGIS window."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gui.playing import tell
from tests.qgis_profile import environment_without_worker
from tests.synthetic_scene import EPSG, SyntheticScene


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
