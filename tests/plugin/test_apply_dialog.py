"""Which rasters to map with a model: asked for, and refused before anything is started."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import pytest

from deepsat.jobs import PredictJob
from tests.plugin.finished_run import finished_run
from tests.plugin.imagery_hands import raster_layer, write_band
from tests.plugin.model_card import write_model
from tests.plugin.scene_and_labels import COLUMNS, ORIGIN_X, ORIGIN_Y, PIXEL, write_raster


@pytest.fixture
def dialog(project: Any, scene_layer: Any, tmp_path: Path) -> Iterator[Any]:
    """The dialog for the model in `tmp_path / "model"`."""
    from deepsat_qgis.dock.models.apply_dialog import ApplyDialog

    project.addMapLayer(scene_layer)
    dialog = ApplyDialog(tmp_path / "model", "first try", "cpu")
    dialog.show()
    yield dialog
    dialog.deleteLater()


def test_a_layer_of_the_project(dialog: Any, scene: Path, tmp_path: Path) -> None:
    dialog.accept()
    assert (dialog.request.model, paths_in(dialog.request), dialog.request.device) == (
        tmp_path / "model",
        [(scene,)],
        "cpu",
    )
    assert (dialog.request.imagery[0].dates, dialog.request.imagery[0].masks) == ((), ())


def paths_in(request: Any) -> list[tuple[Path, ...]]:
    """The files of each map that is asked for."""
    return [imagery.paths for imagery in request.imagery]


def test_layers_that_the_panel_made_are_not_offered(
    project: Any, scene_layer: Any, scene: Path, tmp_path: Path
) -> None:
    from deepsat_qgis.dock.models.apply_dialog import ApplyDialog
    from deepsat_qgis.layers.result_group import add_run_group

    project.addMapLayer(scene_layer)
    add_run_group(project, finished_run(tmp_path / "1", scene))
    dialog = ApplyDialog(tmp_path / "1" / "model", "first try", "cpu")
    assert [dialog.layer.itemText(index) for index in range(dialog.layer.count())] == ["scene"]
    dialog.deleteLater()


def test_a_folder_with_rasters_by_name_and_nothing_else(dialog: Any, tmp_path: Path) -> None:
    folder = tmp_path / "Archiv"
    folder.mkdir()
    dialog.by_folder.setChecked(True)
    dialog.folder.setFilePath(str(folder))
    dialog.accept()
    assert dialog.request is None
    assert "none in" in dialog.problem.text()
    rasters = [write_raster(folder / name) for name in ("b.tif", "a.TIF")]
    (folder / "notes.txt").write_text("")
    dialog.accept()
    assert paths_in(dialog.request) == [(path,) for path in rasters[::-1]]


def test_nothing_that_is_chosen_is_refused_and_is_not_the_folder_that_qgis_was_started_in(
    project: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deepsat_qgis.dock.models.apply_dialog import ApplyDialog

    write_raster(tmp_path / "of somebody.tif")
    monkeypatch.chdir(tmp_path)
    dialog = ApplyDialog(tmp_path / "model", "first try", "cpu")
    dialog.accept()
    assert dialog.request is None
    assert "no raster layer" in dialog.problem.text()
    dialog.by_folder.setChecked(True)
    for nothing in ("", "  "):
        dialog.folder.setFilePath(nothing)
        dialog.accept()
        assert dialog.request is None
        assert "no folder" in dialog.problem.text()
    dialog.by_files.setChecked(True)
    dialog.accept()
    assert dialog.request is None
    dialog.by_folder.setChecked(True)
    dialog.folder.setFilePath(".")
    dialog.accept()
    assert paths_in(dialog.request) == [(tmp_path / "of somebody.tif",)]
    dialog.deleteLater()


@pytest.mark.parametrize("reason", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_a_folder_that_may_not_be_read_is_refused(
    dialog: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: OSError
) -> None:
    def refuse(_folder: Path) -> Any:
        raise reason

    monkeypatch.setattr(Path, "iterdir", refuse)
    dialog.by_folder.setChecked(True)
    dialog.folder.setFilePath(str(tmp_path))
    dialog.accept()
    assert dialog.request is None
    assert f"{tmp_path} ({reason.strerror})" in dialog.problem.text()


def test_files_of_bands_and_products_are_one_image_each(dialog: Any, project: Any, tmp_path: Path) -> None:
    folder = tmp_path / "Archiv"
    (folder / "S2A_MSIL2A_20210617T100559.SAFE").mkdir(parents=True)
    dates = ("T33TWN_20210617T100559", "T33TWN_20210717T100559")
    bands = [write_band(folder / f"{date}_{name}.tif") for date in dates for name in ("B02", "B03", "SCL", "TCI")]
    (folder / "whole.tif").unlink()
    dialog.by_folder.setChecked(True)
    dialog.folder.setFilePath(str(folder))
    dialog.accept()
    product, *images = paths_in(dialog.request)
    assert product == (folder / "S2A_MSIL2A_20210617T100559.SAFE",)
    assert images == [tuple(bands[:3]), tuple(bands[4:7])]
    assert [task.title for task in tasks_in(project, dialog.request)][1:] == [
        "Mapping “T33TWN_20210617T100559” (2 of 3)",
        "Mapping “T33TWN_20210717T100559” (3 of 3)",
    ]
    dialog.folder.setFilePath(str(product[0]))
    dialog.accept()
    assert paths_in(dialog.request) == [product]
    layers = [raster_layer(path) for path in bands[:2]]
    project.addMapLayers(layers)
    dialog.by_layer.setChecked(True)
    dialog.layer.setLayer(layers[1])
    dialog.accept()
    assert [set(paths) for paths in paths_in(dialog.request)] == [set(bands[:2])]


def tasks_in(project: Any, request: Any) -> Any:
    from deepsat_qgis.dock.models.applying import tasks_of
    from deepsat_qgis.dock.runs.rounds import Rounds

    return tasks_of(project, Rounds(project), request)


def test_files_that_cannot_be_mapped_are_refused(dialog: Any, tmp_path: Path) -> None:
    good, bad = write_raster(tmp_path / "good.tif"), write_raster(tmp_path / "no crs.tif", epsg=None)
    dialog.by_files.setChecked(True)
    dialog.files.setFilePath(f'"{good}" "{bad}"')
    dialog.accept()
    assert dialog.request is None
    assert "no crs.tif" in dialog.problem.text()
    dialog.files.setFilePath(str(good))
    dialog.accept()
    assert paths_in(dialog.request) == [(good,)]


def test_each_raster_becomes_a_job_with_a_folder_of_its_own(project: Any, scene: Path, tmp_path: Path) -> None:
    from deepsat_qgis.dock.models.applying import ApplyRequest, Imagery, tasks_of
    from deepsat_qgis.dock.runs.rounds import Rounds
    from deepsat_qgis.layers.result_group import map_layer_of
    from tests.plugin.finished_run import RESULT, write_class_raster

    project.write(str(tmp_path / "p.qgz"))
    rounds = Rounds(project)
    trained = finished_run(tmp_path / "deepsat" / "0", scene)
    rounds.add(trained)
    request = ApplyRequest(trained.model, [Imagery((scene,)), Imagery((scene,))], "cpu")
    tasks = tasks_of(project, rounds, request)
    outputs = set()
    for task in tasks:
        job = task.begin()
        assert isinstance(job, PredictJob)
        assert (job.input, job.model) == ((str(scene),), str(trained.model))
        outputs.add(job.output)
        for path in (job.output, job.confidence):
            write_class_raster(Path(path))
        task.finish({"output": job.output, "area": RESULT["area"], "seconds": 2.0, "findings": []})
    assert len(outputs) == 2
    assert rounds.current == tasks[1].run
    assert rounds.current.model == trained.model
    assert map_layer_of(project, rounds.current) is not None
    assert len({run.name for run in rounds.runs}) == 3


@pytest.fixture
def season(tmp_path: Path) -> list[Path]:
    """Three dates of 2022 in the folder `2022`."""
    folder = tmp_path / "2022"
    folder.mkdir()
    return [write_raster(folder / f"2022-0{month}-24.tif") for month in (4, 6, 8)]


@pytest.fixture
def of_three_dates(project: Any, season: list[Path], tmp_path: Path) -> Iterator[Any]:
    """The dialog for a model of three dates; 24 April and 24 June of 2022 are the panel's series, with a mask."""
    from deepsat_qgis.dock.models.apply_dialog import ApplyDialog
    from deepsat_qgis.layers.series import DatedLayer

    write_model(tmp_path / "season", moments=("2021-04-20", "2021-06-20", "2021-08-20"))
    layers = [raster_layer(path) for path in (write_raster(tmp_path / "2020-04-01.tif"), *season[:2])]
    mask = raster_layer(write_raster(tmp_path / "clouds.tif"))
    project.addMapLayers([*layers, mask])
    series = (DatedLayer(layers[1], "2022-04-23"), DatedLayer(layers[2], "2022-06-24", mask))
    dialog = ApplyDialog(tmp_path / "season", "season", "cpu", series)
    dialog.show()
    yield dialog
    dialog.deleteLater()


def test_for_a_model_of_several_dates_a_folder_and_files_are_one_series(
    of_three_dates: Any, project: Any, season: list[Path], tmp_path: Path
) -> None:
    dialog = of_three_dates
    together = "The model knows 3 dates: all rasters are mapped together, as dates of one place."
    project.write(str(tmp_path / "p.qgz"))
    dialog.by_folder.setChecked(True)
    dialog.folder.setFilePath(str(tmp_path / "nothing"))
    dialog.accept()
    assert dialog.request is None and "a folder with rasters" in dialog.problem.text()
    dialog.folder.setFilePath(str(season[0].parent))
    assert (dialog.together.isVisible(), dialog.together.text()) == (True, together)
    dialog.accept()
    (task,) = tasks_in(project, dialog.request)
    job = task.begin()
    assert (task.title, task.run.scene) == ("Mapping “2022”", "2022")
    assert (job.input, job.dates, job.masks) == ((str(season[0].parent),), (), ())
    task._release()
    dialog.by_files.setChecked(True)
    dialog.files.setFilePath(" ".join(f'"{path}"' for path in season))
    assert dialog.together.text() == together
    dialog.accept()
    (task,) = tasks_in(project, dialog.request)
    job = task.begin()
    assert (task.title, job.input, job.dates) == ("Mapping “2022”", tuple(map(str, season)), ())
    task._release()


def test_for_a_model_of_several_dates_a_layer_stands_for_the_series_of_the_panel(
    of_three_dates: Any, project: Any, season: list[Path], tmp_path: Path
) -> None:
    dialog = of_three_dates
    assert dialog.layer.currentLayer().name() == "2022-04-24"
    assert dialog.together.text() == (
        "The model knows 3 dates: the 2 images that are chosen in the panel are mapped together, as dates of one place."
    )
    dialog.accept()
    (imagery,) = dialog.request.imagery
    assert (imagery.paths, imagery.dates) == (tuple(season[:2]), ("2022-04-23", "2022-06-24"))
    assert imagery.masks == ("", str(tmp_path / "clouds.tif"))


def test_for_a_model_of_several_dates_a_single_image_is_warned_of_and_can_be_mapped(
    of_three_dates: Any, project: Any, season: list[Path], tmp_path: Path
) -> None:
    dialog = of_three_dates
    warning = "⚠ The model knows 3 dates, and this is one image: it is repeated for all of them"
    dialog.layer.setLayer(project.mapLayersByName("2020-04-01")[0])
    assert dialog.together.text().startswith(warning)
    dialog.accept()
    (imagery,) = dialog.request.imagery
    assert (imagery.paths, imagery.dates, imagery.name) == (
        (tmp_path / "2020-04-01.tif",),
        ("2020-04-01",),
        "2020-04-01.tif",
    )
    dialog.by_files.setChecked(True)
    assert not dialog.together.text().startswith("⚠")
    dialog.files.setFilePath(str(season[0]))
    assert dialog.together.text().startswith(warning)
    dialog.accept()
    assert paths_in(dialog.request) == [(season[0],)]


def test_for_a_model_of_several_dates_rasters_side_by_side_are_a_single_image(
    qgis_app: Any, project: Any, tmp_path: Path
) -> None:
    from deepsat_qgis.dock.models.apply_dialog import ApplyDialog
    from deepsat_qgis.layers.series import DatedLayer

    east = (ORIGIN_X + COLUMNS * PIXEL, PIXEL, 0, ORIGIN_Y, 0, -PIXEL)
    paths = [write_raster(tmp_path / "west.tif"), write_raster(tmp_path / "east.tif", transform=east)]
    layers = [raster_layer(path) for path in paths]
    project.addMapLayers(layers)
    model = write_model(tmp_path / "season", moments=("2021-04-20", "2021-06-20"))
    dialog = ApplyDialog(model, "season", "cpu", tuple(DatedLayer(layer, "") for layer in layers))
    dialog.show()
    assert dialog.together.text().startswith("⚠ The model knows 2 dates, and this is one image")
    dialog.accept()
    assert paths_in(dialog.request) == [tuple(paths)]
    dialog.deleteLater()


def test_a_model_of_one_date_says_nothing_of_dates_and_takes_the_layer_alone(
    project: Any, season: list[Path], tmp_path: Path
) -> None:
    from deepsat_qgis.dock.models.apply_dialog import ApplyDialog
    from deepsat_qgis.layers.series import DatedLayer

    layers = [raster_layer(path) for path in season]
    project.addMapLayers(layers)
    series = tuple(DatedLayer(layer, layer.name()) for layer in layers)
    dialog = ApplyDialog(write_model(tmp_path / "one"), "one", "cpu", series)
    dialog.show()
    dialog.layer.setLayer(layers[1])
    assert dialog.together.isHidden()
    dialog.accept()
    assert (paths_in(dialog.request), dialog.request.imagery[0].dates) == ([(season[1],)], ())
    dialog.by_folder.setChecked(True)
    dialog.folder.setFilePath(str(season[0].parent))
    dialog.accept()
    assert dialog.together.isHidden()
    assert paths_in(dialog.request) == [(path,) for path in season]
    dialog.deleteLater()
