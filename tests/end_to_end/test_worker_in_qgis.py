"""The panel's controller and Processing inside QGIS with a real worker that is cancelled, killed, and used again."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

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
    from deepsat_qgis.dock.controller import Controller

    controller = Controller(project)
    controller.told = {name: [] for name in ("worker_ready", "progressed", "succeeded", "failed", "cancelled")}
    for name, list_of_calls in controller.told.items():
        getattr(controller, name).connect(lambda *values, calls=list_of_calls: calls.append(values))
    yield controller
    controller.close()


@pytest.fixture
def request_to_map(scene: SyntheticScene) -> Any:
    """What a press of the button asks for."""
    from qgis.core import QgsRasterLayer, QgsVectorLayer

    from deepsat_qgis.dock.request import MapRequest

    return MapRequest(
        imagery=QgsRasterLayer(str(scene.raster), "scene", "gdal"),
        labels=QgsVectorLayer(f"{scene.labels}|layername=labels", "labels", "ogr"),
        class_field="class",
        selected_only=False,
        max_minutes=20.0,
        device="cpu",
        seed=0,
        checkpoint="random",
    )


def wait_for(condition: Callable[[], Any], seconds: float) -> None:
    """Lets Qt work until the condition holds."""
    from qgis.PyQt.QtCore import QCoreApplication

    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        QCoreApplication.processEvents()
        time.sleep(0.02)


def test_a_killed_worker_is_told_and_the_next_run_has_a_new_one(
    controller: Any, request_to_map: Any, tmp_path: Path
) -> None:
    controller.start(request_to_map)
    wait_for(lambda: controller.told["progressed"], 120)
    first = controller.hello.pid
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: controller.told["failed"], 20)
    ((failure,),) = controller.told["failed"]
    assert failure.code is ErrorCode.WORKER_DIED
    assert not controller.is_running

    controller.told["progressed"].clear()
    controller.start(request_to_map)
    wait_for(lambda: controller.told["progressed"], 120)
    assert controller.hello.pid != first
    controller.cancel()
    wait_for(lambda: controller.told["cancelled"], 20)
    assert not controller.is_running
    assert controller.told["succeeded"] == []
    assert list((tmp_path / "deepsat").iterdir()) == []


def test_a_second_start_while_running_is_ignored(controller: Any, request_to_map: Any) -> None:
    controller.start(request_to_map)
    controller.start(request_to_map)
    wait_for(lambda: controller.told["progressed"], 120)
    assert len({progress.job_id for (progress,) in controller.told["progressed"]}) == 1
    assert controller.told["failed"] == []


def test_closing_ends_the_worker(controller: Any, request_to_map: Any) -> None:
    controller.start(request_to_map)
    wait_for(lambda: controller.told["progressed"], 120)
    pid = controller.hello.pid
    controller.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_cancelling_in_processing_writes_nothing(project: Any, scene: SyntheticScene, tmp_path: Path) -> None:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

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
