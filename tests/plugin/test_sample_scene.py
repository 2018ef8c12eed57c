"""The sample scene: opened with one press, from a copy that can be edited."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import pytest


@pytest.fixture
def form(qgis_app: Any, project: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Imagery and labels of a panel, with a folder for a person's data that is empty."""
    from deepsat_qgis.dock.form import RequestForm
    from deepsat_qgis.settings import load_settings

    for name in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "person ä"))
    form = RequestForm(load_settings(), project)
    form.show()
    yield form
    project.removeAllMapLayers()
    form.close_tools()
    form.deleteLater()


def copies(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in folder.rglob("raleigh*") if path.suffix in {".tif", ".gpkg"}}


def test_one_press_brings_imagery_and_polygons(form: Any, project: Any, tmp_path: Path) -> None:
    button = form.imagery_section.sample_button
    assert button.isVisible()
    assert "or open the sample scene" in form.what_is_missing()
    button.click()
    assert form.what_is_missing() == ""
    scene, labels = form.imagery.currentLayer(), form.labels.currentLayer()
    renderer = scene.renderer()
    assert [renderer.redBand(), renderer.greenBand(), renderer.blueBand()] == [3, 2, 1]
    limits = renderer.redContrastEnhancement()
    assert 0 <= limits.minimumValue() < limits.maximumValue() <= 255
    assert [labels.featureCount(), form.class_field.currentField()] == [34, "class"]
    shown = [category.label() for category in labels.renderer().categories()]
    assert shown == sorted(shown) and len(shown) == 7
    assert {Path(labels.source().split("|")[0]), Path(scene.source())} == set(copies(tmp_path).values())
    assert not button.isVisible()


def test_edits_of_the_copy_are_kept(form: Any, project: Any, tmp_path: Path) -> None:
    form.imagery_section.sample_button.click()
    labels = form.labels.currentLayer()
    assert labels.startEditing()
    labels.deleteFeature(next(labels.getFeatures()).id())
    assert labels.commitChanges()
    project.removeAllMapLayers()
    form.imagery_section.sample_button.click()
    assert form.labels.currentLayer().featureCount() == 33


def test_without_a_sample_that_is_said(
    form: Any, project: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deepsat_qgis.layers import sample_scene

    monkeypatch.setattr(sample_scene, "SAMPLE_FOLDER", tmp_path / "nothing here")
    refused: list[Any] = []
    form.refused.connect(refused.append)
    form.imagery_section.sample_button.click()
    assert "Install the plugin from its zip" in refused[0].text
    assert project.mapLayers() == {} and copies(tmp_path) == {}
