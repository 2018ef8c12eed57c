"""Which bands show a raster as the eye would see it, and how products are asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal

from deepsat.jobs import StackBandsJob
from deepsat.jobs.bands import Band
from tests.plugin.jobs_hands import job_of
from tests.plugin.scene_and_labels import write_raster


@pytest.mark.parametrize(
    ("wavelengths", "expected"),
    [
        ((443, 492, 560, 665, 704, 833), (3, 2, 1)),
        ((833, 665, 560, 492), (1, 2, 3)),
        ((485, 560, 660, 830), (2, 1, 0)),
        ((400, 460, 494, 555, 650, 672, 800), (5, 3, 2)),
        ((560, 665, 833), None),
        ((665,), None),
        ((None, None, None), None),
    ],
)
def test_the_bands_nearest_to_red_green_and_blue(
    wavelengths: tuple[float | None, ...], expected: tuple[int, ...] | None
) -> None:
    from deepsat_qgis.layers.natural_colours import natural_bands

    assert natural_bands([Band(f"band {nm}", nm) for nm in wavelengths]) == expected


def test_a_product_is_asked_for_as_a_folder_or_a_file(
    qgis_app: Any, project: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qgis.PyQt.QtWidgets import QFileDialog

    from deepsat_qgis.dock.imagery.imagery_section import ImagerySection

    section = ImagerySection(project)
    chosen: list[Path] = []
    section.product_chosen.connect(chosen.append)
    asked: list[tuple[str, ...]] = []
    answers = iter([str(tmp_path / "a.SAFE"), ""])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: asked.append(given[1:]) or next(answers))
    file = str(tmp_path / "b.zip")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: asked.append(given[1:]) or (file, ""))
    folder, archive = section.product_button.menu().actions()
    folder.trigger()
    folder.trigger()
    archive.trigger()
    assert chosen == [tmp_path / "a.SAFE", tmp_path / "b.zip"]
    # The next product is looked for where the last one lay.
    assert [given[1] for given in asked][1:] == [str(tmp_path), str(tmp_path)]
    assert "*.tar.gz" in asked[2][2]
    assert section.product_button.accessibleName() == "Open a product"
    section.deleteLater()


def test_the_toolbox_writes_where_it_is_told_or_into_a_temporary_folder(
    provider: Any, scene: Path, tmp_path: Path, context: Any, feedback: Any
) -> None:
    asked = {"INPUT": str(scene), "OUTPUT": str(tmp_path / "stacks")}
    assert job_of(provider, "stackbands", asked, context, feedback) == StackBandsJob(
        (str(scene),), str(tmp_path / "stacks")
    )
    temporary = job_of(provider, "stackbands", {**asked, "OUTPUT": "TEMPORARY_OUTPUT"}, context, feedback)
    assert Path(temporary.folder).is_absolute() and temporary.problems() == []


def test_stacks_are_loaded_in_natural_colours_where_there_is_a_project(
    provider: Any,
    project: Any,
    scene: Path,
    tmp_path: Path,
    context: Any,
    feedback: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from processing.gui import Postprocessing
    from qgis.core import QgsProcessingContext

    from deepsat_qgis.algorithms.base import Done

    folder, names = tmp_path / "stacks", ("2021-06-17", "2021-08-02")
    folder.mkdir()
    paths = [str(stack_of((490, 560, 665, 842), folder / f"{name}.tif")) for name in names]
    algorithm = provider.algorithm("stackbands").create()
    job, result = StackBandsJob((str(scene),), str(folder)), {"rasters": [{"path": path} for path in paths]}
    done, headless = Done({}, job, result), QgsProcessingContext()
    algorithm.outputs(Done({"LOAD": False}, job, result), context, feedback)
    assert context.layersToLoadOnCompletion() == {}
    for told in (headless, context):
        assert algorithm.outputs(done, told, feedback) == {"OUTPUT": str(folder), "LAYERS": paths}
    assert headless.layersToLoadOnCompletion() == {}
    # There is no window here; newer QGIS does not take what stands in for one.
    monkeypatch.setattr(Postprocessing, "iface", None, raising=False)
    assert Postprocessing.handleAlgorithmResults(algorithm, context, feedback)
    layers = sorted(project.mapLayers().values(), key=lambda layer: layer.name())
    assert [(layer.name(), layer.source()) for layer in layers] == list(zip(names, paths))
    assert [layer.renderer().usesBands() for layer in layers] == [[3, 2, 1], [3, 2, 1]]


def opened(project: Any, folder: Path, dates: dict[str, str]) -> Any:
    """The task once the worker has written the raster of each date, by names."""
    from deepsat_qgis.dock.imagery.product_opening import OpenProductTask

    folder.mkdir(exist_ok=True)
    paths = {name: stack_of((490, 560, 665, 842), folder / f"{name}.tif") for name in dates}
    task = OpenProductTask(project, folder)
    rasters = [{"path": str(paths[name]), "date": date} for name, date in dates.items()]
    task.finish({"findings": [], "rasters": rasters})
    return task


def test_dates_of_a_folder_are_a_group_that_shows_the_first_of_them(
    qgis_app: Any, project: Any, tmp_path: Path
) -> None:
    from tests.plugin.scene_and_labels import label_layer

    project.addMapLayer(label_layer())
    dates = {"b_20210802": "2021-08-02", "no": "", "a_20210617": "2021-06-17"}
    task = opened(project, tmp_path / "2021", dates)
    assert [layer.name() for layer in task.layers] == ["a_20210617", "b_20210802", "no"]
    vectors, group = project.layerTreeRoot().children()
    assert vectors.name() == "labels" and (group.name(), group.isExpanded()) == ("2021", True)
    nodes = group.findLayers()
    assert [node.layer() for node in nodes] == task.layers
    assert [node.isVisible() for node in nodes] == [True, False, False]
    assert not any(node.isExpanded() for node in nodes)
    # Opened again with a date more, as a person has left the layers.
    nodes[1].setItemVisibilityChecked(True)
    again = opened(project, tmp_path / "2021", {**dates, "c_20210917": "2021-09-17"})
    assert [layer.name() for layer in again.layers] == ["a_20210617", "b_20210802", "c_20210917", "no"]
    assert [node.name() for node in group.findLayers()] == ["a_20210617", "b_20210802", "no", "c_20210917"]
    assert [node.isVisible() for node in group.findLayers()] == [True, True, False, False]
    one = opened(project, tmp_path / "other", {"s_20220101": "2022-01-01"})
    node = project.layerTreeRoot().findLayer(one.layers[0].id())
    assert node.isVisible() and node.parent() is not group


def test_what_was_opened_is_said(panel: Any, saved: Any, tmp_path: Path) -> None:
    said = []
    panel.dock.notice.shown.connect(lambda: said.append(panel.dock.notice.text.text()))
    for dates in ({"a": "2021-06-17"}, {"a_20210617": "2021-06-17", "b_20210802": "2021-08-02"}, {"c": "", "d": ""}):
        task = opened(saved, tmp_path / str(len(said)), dates)
        panel.controller.succeeded.emit(task, {})
    assert said == [
        "“a” is the imagery now.",
        "2 dates, 2021-06-17 to 2021-08-02, are the imagery now.",
        "2 rasters are the imagery now.",
    ]
    task.findings = ["Left out: preview.tif."]
    saved.setFileName("")
    assert task.words.startswith("2 rasters are the imagery now. Left out: preview.tif. The layers lie in a temporary ")


def stack_of(wavelengths: tuple[int, ...], path: Path) -> Path:
    """A raster whose bands have wavelengths, in nanometres."""
    dataset = gdal.Open(str(write_raster(path)), gdal.GA_Update)
    for number, nanometres in enumerate(wavelengths, start=1):
        dataset.GetRasterBand(number).SetMetadata({"wavelength": str(nanometres), "wavelength_units": "nm"})
    dataset.FlushCache()
    return path
