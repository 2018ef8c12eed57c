"""The panel's controller and Processing inside QGIS with a real worker that is cancelled, killed, and used again."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from pathlib import Path
from typing import Any, Callable, Iterator

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingContext, QgsProcessingFeedback

import deepsat_qgis  # noqa: F401 - puts the package deepsat on the path
from deepsat.jobs import ErrorCode
from tests.qgis_profile import worker_python
from tests.synthetic_scene import SyntheticScene, write_scene


@pytest.fixture(autouse=True)
def with_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker that the other tests use."""
    monkeypatch.setenv("DEEPSAT_PYTHON", worker_python())


@pytest.fixture
def scene(tmp_path: Path) -> SyntheticScene:
    """The synthetic scene."""
    return write_scene(tmp_path)


@pytest.fixture
def project(qgis_app: Any, tmp_path: Path) -> Iterator[Any]:
    """A saved project, so that results lie beside it."""
    from qgis.core import QgsProject

    project = QgsProject.instance()
    project.clear()
    project.write(str(tmp_path / "project.qgz"))
    yield project
    project.clear()


@pytest.fixture
def controller(project: Any) -> Iterator[Any]:
    """The controller, with whatever it tells in `told`."""
    from deepsat_qgis.dock.runs.controller import Controller

    controller = Controller()
    names = ("worker_ready", "started", "progressed", "succeeded", "failed", "cancelled", "idle")
    controller.told = {name: [] for name in names}
    for name, list_of_calls in controller.told.items():
        getattr(controller, name).connect(lambda *values, calls=list_of_calls: calls.append(values))
    yield controller
    controller.close()


@pytest.fixture
def rounds(project: Any) -> Any:
    """The runs of the project."""
    from deepsat_qgis.dock.runs.rounds import Rounds

    return Rounds(project)


@pytest.fixture
def new_task(project: Any, rounds: Any, scene: SyntheticScene) -> Callable[[], Any]:
    """What a press of the button starts."""
    from qgis.core import QgsRasterLayer, QgsVectorLayer

    from deepsat_qgis.dock.runs.mapping import MapTask
    from deepsat_qgis.dock.runs.request import MapRequest

    request = MapRequest(
        imagery=QgsRasterLayer(str(scene.raster), "scene", "gdal"),
        labels=QgsVectorLayer(f"{scene.labels}|layername=labels", "labels", "ogr"),
        class_field="class",
        selected_only=False,
        max_minutes=20.0,
        device="cpu",
        seed=0,
        checkpoint="random",
    )
    return lambda: MapTask(project, rounds, request)


def wait_for(condition: Callable[[], Any], seconds: float) -> None:
    """Lets Qt work until the condition holds."""
    from qgis.PyQt.QtCore import QCoreApplication

    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        QCoreApplication.processEvents()
        time.sleep(0.02)


def test_a_killed_worker_is_told_and_the_next_run_has_a_new_one(
    controller: Any, new_task: Callable[[], Any], tmp_path: Path
) -> None:
    controller.start(new_task())
    wait_for(lambda: controller.told["progressed"], 120)
    first = controller.hello.pid
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: controller.told["failed"], 20)
    ((failure,),) = controller.told["failed"]
    assert failure.code is ErrorCode.WORKER_DIED
    assert not controller.is_running

    controller.told["progressed"].clear()
    controller.start(new_task())
    wait_for(lambda: controller.told["progressed"], 120)
    assert controller.hello.pid != first
    controller.cancel()
    wait_for(lambda: controller.told["cancelled"], 20)
    assert not controller.is_running
    assert controller.told["succeeded"] == []
    assert list((tmp_path / "deepsat").iterdir()) == []


def test_a_second_start_while_running_is_ignored(controller: Any, new_task: Callable[[], Any]) -> None:
    controller.start(new_task())
    controller.start(new_task())
    wait_for(lambda: controller.told["progressed"], 120)
    assert len({progress.job_id for (progress,) in controller.told["progressed"]}) == 1
    assert controller.told["failed"] == []


def test_closing_ends_the_worker(controller: Any, new_task: Callable[[], Any]) -> None:
    controller.start(new_task())
    wait_for(lambda: controller.told["progressed"], 120)
    pid = controller.hello.pid
    controller.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_an_interrupted_run_goes_on_in_its_folder_and_suggestions_follow(
    controller: Any, new_task: Callable[[], Any], project: Any, rounds: Any
) -> None:
    from deepsat_qgis.dock.runs.mapping import ResumedTask
    from deepsat_qgis.dock.runs.polygons_task import PolygonsTask
    from deepsat_qgis.dock.runs.suggesting import SuggestRequest, SuggestTask
    from deepsat_qgis.layers.result_group import group_of

    controller.start(new_task())
    wait_for(lambda: controller.told["progressed"], 120)
    # As when QGIS is closed.
    controller.close()
    interrupted = rounds.interrupted()
    assert interrupted is not None
    assert (interrupted.folder / "labels.gpkg").is_file()
    controller.told["progressed"].clear()

    controller.start(ResumedTask(project, rounds, interrupted))
    assert rounds.interrupted() is None
    wait_for(lambda: controller.told["idle"], 240)
    assert controller.told["failed"] == []
    run = rounds.current
    assert run.folder == interrupted.folder
    assert run.map.is_file()
    assert sorted(path.name for path in run.folder.iterdir() if not path.name.endswith(".aux.xml")) == [
        "confidence.tif",
        "labels.gpkg",
        "map.tif",
        "model",
        "report.html",
        "report.json",
        "run.json",
    ]
    assert set(run.result["area"]) == {"fields", "forest", "water"}

    controller.start(SuggestTask(project, SuggestRequest(run, None, 3, "cpu")))
    wait_for(lambda: len(controller.told["idle"]) == 2, 60)
    task, _ = controller.told["succeeded"][-1]
    assert [place["rank"] for place in task.found] == [1, 2, 3]
    nodes = group_of(project, run).findLayers()
    assert [node.name() for node in nodes] == ["Where to label next", "Land cover", "Confidence (%)"]
    assert nodes[0].layer().featureCount() == 3

    controller.start(PolygonsTask(project, run))
    wait_for(lambda: len(controller.told["idle"]) == 3, 60)
    drawn = group_of(project, run).findLayers()[0].layer()
    assert [category.label() for category in drawn.renderer().categories()] == ["fields", "forest", "water"]
    areas = {feature["class"]: 0.0 for feature in drawn.getFeatures()}
    for feature in drawn.getFeatures():
        areas[feature["class"]] += feature["hectares"]
    assert areas == pytest.approx({name: entry["hectares"] for name, entry in run.result["area"].items()})


def test_another_project_ends_the_run_and_keeps_it_for_its_own(
    controller: Any, new_task: Callable[[], Any], project: Any, rounds: Any, tmp_path: Path
) -> None:
    controller.start(new_task())
    wait_for(lambda: controller.told["progressed"], 120)
    project.clear()
    assert controller.leave_project()
    assert not controller.is_running
    assert not controller.leave_project()
    wait_for(lambda: len(controller.told["worker_ready"]) == 2, 60)
    assert rounds.interrupted() is None
    project.read(str(tmp_path / "project.qgz"))
    assert rounds.interrupted() is not None
    assert project.mapLayers() == {}


def test_tasks_follow_each_other_and_one_that_fails_stops_none(
    controller: Any, project: Any, rounds: Any, scene: SyntheticScene, tmp_path: Path
) -> None:
    from deepsat_qgis.dock.models.applying import ApplyRequest, Imagery, tasks_of

    imagery = [Imagery((path,)) for path in (scene.raster, scene.labels)]
    request = ApplyRequest(tmp_path / "no model", imagery, "cpu")
    controller.start(*tasks_of(project, rounds, request))
    wait_for(lambda: controller.told["idle"], 60)
    titles = [task.title for (task,) in controller.told["started"]]
    assert titles == [f"Mapping “{scene.raster.name}” (1 of 2)", f"Mapping “{scene.labels.name}” (2 of 2)"]
    assert [failure.code for (failure,) in controller.told["failed"]] == [ErrorCode.MODEL_INVALID] * 2
    assert list((tmp_path / "deepsat").iterdir()) == []


def test_cancelling_in_processing_writes_nothing(project: Any, scene: SyntheticScene, tmp_path: Path) -> None:
    from deepsat_qgis.algorithms import FinetuneAlgorithm

    feedback = QgsProcessingFeedback(False)
    feedback.progressChanged.connect(lambda percent: percent >= 5 and feedback.cancel())
    algorithm = FinetuneAlgorithm()
    algorithm.initAlgorithm()
    parameters = {
        "INPUT": [str(scene.raster)],
        "LABELS": str(scene.labels),
        "CLASS_FIELD": "class",
        "MODEL": str(tmp_path / "model"),
        "REPORT": str(tmp_path / "report.html"),
    }
    context = QgsProcessingContext()
    threads = threading.active_count()
    _, done = algorithm.run(parameters, context, feedback)
    context.temporaryLayerStore().removeAllMapLayers()
    assert not done
    assert "Cancelled" in feedback.textLog()
    assert not (tmp_path / "model").exists()
    assert not (tmp_path / "report.html").exists()
    assert threading.active_count() == threads


def write_product(folder: Path, day: str, *, bands: str = "B02 B03 B04 B08", level: int = 0) -> Path:
    """An archive with a folder of bands as Sentinel-2 names them; each band has values of its own."""
    name = f"S2A_MSIL2A_{day}T100559_N0300_R022_T33TWN_{day}T130000"
    files = folder / "files" / name
    files.mkdir(parents=True)
    for number, band in enumerate(bands.split()):
        path = files / f"T33TWN_{day}T100559_{band}.tif"
        dataset = gdal.GetDriverByName("GTiff").Create(str(path), 24, 16, 1, gdal.GDT_UInt16)
        dataset.SetGeoTransform((500_000, 10, 0, 5_000_000, 0, -10))
        dataset.SetProjection(QgsCoordinateReferenceSystem("EPSG:32633").toWkt())
        columns = np.arange(24, dtype=np.uint16) + np.zeros((16, 1), np.uint16)
        dataset.GetRasterBand(1).WriteArray(100 * number + level + columns)
        # Its last bytes are written when it is closed.
        dataset = None
    return Path(shutil.make_archive(str(folder / name), "zip", files.parent, name))


def test_a_product_is_opened_as_one_layer_in_natural_colours(controller: Any, project: Any, tmp_path: Path) -> None:
    from deepsat_qgis.dock.imagery.imagery_section import ImagerySection
    from deepsat_qgis.dock.imagery.product_opening import OpenProductTask

    archive = write_product(tmp_path / "downloads", "20210617")
    controller.start(OpenProductTask(project, archive))
    wait_for(lambda: controller.told["idle"], 60)
    assert controller.told["failed"] == []
    ((task, _),) = controller.told["succeeded"]
    (layer,) = task.layers
    assert layer is project.mapLayers()[layer.id()] and layer.name() == "T33TWN_20210617T100559"
    assert Path(layer.source()) == tmp_path / "deepsat" / "imagery" / "T33TWN_20210617T100559.vrt"
    assert layer.renderer().usesBands() == [3, 2, 1]
    found, inside = layer.dataProvider().sample(layer.extent().center(), 4)
    assert inside and found == 312
    section = ImagerySection(project)
    section.take(task.layers)
    assert section.layer() is layer and section.problem() == "" and section.series() == ()
    assert "4 bands" in section.facts_line.text()
    section.deleteLater()


def test_a_product_is_opened_twice_as_one_layer_also_beside_its_project(
    controller: Any, project: Any, tmp_path: Path
) -> None:
    from deepsat_qgis.dock.imagery.product_opening import OpenProductTask

    write_product(tmp_path, "20210617").unlink()
    for count in (1, 2):
        controller.start(OpenProductTask(project, tmp_path))
        wait_for(lambda count=count: len(controller.told["idle"]) == count, 60)
    assert controller.told["failed"] == []
    first, second = (task.layers for task, _ in controller.told["succeeded"])
    assert first == second and len(project.mapLayers()) == 1
    assert controller.told["succeeded"][0][0].words_on_place == ""


def test_dates_of_a_folder_become_a_series(controller: Any, project: Any, tmp_path: Path) -> None:
    from deepsat_qgis.dock.imagery.imagery_section import ImagerySection
    from deepsat_qgis.dock.imagery.product_opening import OpenProductTask

    for number, day in enumerate(("20210617", "20210802")):
        write_product(tmp_path / "2021", day, level=number)
    shutil.rmtree(tmp_path / "2021" / "files")
    controller.start(OpenProductTask(project, tmp_path / "2021"))
    wait_for(lambda: controller.told["idle"], 60)
    ((task, _),) = controller.told["succeeded"]
    section = ImagerySection(project)
    section.take(task.layers)
    assert [one.date for one in section.series()] == ["2021-06-17", "2021-08-02"]
    assert section.problem() == ""
    section.deleteLater()


def test_a_folder_without_imagery_is_refused_and_adds_nothing(controller: Any, project: Any, tmp_path: Path) -> None:
    from deepsat_qgis.dock.imagery.product_opening import OpenProductTask

    (tmp_path / "empty").mkdir()
    controller.start(OpenProductTask(project, tmp_path / "empty"))
    wait_for(lambda: controller.told["idle"], 60)
    ((failure,),) = controller.told["failed"]
    assert "a folder with rasters" in failure.text and str(tmp_path / "empty") in failure.text
    assert project.mapLayers() == {} and not (tmp_path / "deepsat" / "imagery").exists()


def test_the_toolbox_stacks_bands_for_other_algorithms(project: Any, tmp_path: Path) -> None:
    from deepsat_qgis.algorithms import StackBandsAlgorithm

    archive = write_product(tmp_path / "downloads", "20210617")
    algorithm = StackBandsAlgorithm()
    algorithm.initAlgorithm()
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    outputs, done = algorithm.run({"INPUT": str(archive), "OUTPUT": str(tmp_path / "stacks")}, context, feedback)
    assert done, feedback.textLog()
    assert outputs["LAYERS"] == [str(tmp_path / "stacks" / "T33TWN_20210617T100559.vrt")]
    stack = gdal.Open(outputs["LAYERS"][0])
    assert [stack.GetRasterBand(band).GetDescription() for band in range(1, 5)] == ["B02", "B03", "B04", "B08"]
    assert stack.GetMetadataItem("ACQUISITION_DATE") == "2021-06-17"
