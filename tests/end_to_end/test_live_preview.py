"""The live preview in QGIS with a real worker: newest question wins, one layer, gone when it is switched off."""

from __future__ import annotations

import dataclasses
import os
import signal
import time
from pathlib import Path
from typing import Any, Callable, Iterator

import numpy as np
import pytest
from osgeo import gdal

import deepsat_qgis  # noqa: F401 - puts the package deepsat on the path
from deepsat.jobs import ErrorCode
from tests.qgis_profile import worker_python
from tests.synthetic_scene import CLASSES, COLUMNS, ROWS, SyntheticScene, write_numbered_labels, write_scene


@pytest.fixture
def scene(tmp_path: Path) -> SyntheticScene:
    """The synthetic scene."""
    return write_scene(tmp_path)


@pytest.fixture
def project(qgis_app: Any) -> Iterator[Any]:
    """An empty project."""
    from qgis.core import QgsProject

    QgsProject.instance().clear()
    yield QgsProject.instance()
    QgsProject.instance().clear()


@pytest.fixture
def request_to_map(project: Any, scene: SyntheticScene) -> Any:
    """What the button would be asked for."""
    from qgis.core import QgsRasterLayer, QgsVectorLayer

    from deepsat_qgis.dock.runs.request import MapRequest

    imagery = QgsRasterLayer(str(scene.raster), "scene", "gdal")
    labels = QgsVectorLayer(f"{scene.labels}|layername=labels", "labels", "ogr")
    project.addMapLayers([imagery, labels])
    return MapRequest(imagery, labels, "class", False, 20.0, "cpu", 0, "random")


@pytest.fixture
def canvas(qgis_app: Any, request_to_map: Any) -> Iterator[Any]:
    """A canvas that shows the whole scene."""
    from qgis.gui import QgsMapCanvas

    canvas = QgsMapCanvas()
    canvas.resize(400, 300)
    canvas.setDestinationCrs(request_to_map.imagery.crs())
    canvas.setExtent(request_to_map.imagery.extent())
    yield canvas
    canvas.deleteLater()


@pytest.fixture
def preview(project: Any, canvas: Any, request_to_map: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The preview, switched off, with whatever it tells in `told`."""
    from deepsat_qgis.dock.runs.live_preview import LivePreview

    monkeypatch.setenv("DEEPSAT_PYTHON", worker_python())
    preview = LivePreview(project, canvas, lambda: request_to_map)
    preview.calls = {name: [] for name in ("told", "failed", "switched_off")}
    for name, list_of_calls in preview.calls.items():
        getattr(preview, name).connect(lambda *values, calls=list_of_calls: calls.append(values))
    yield preview
    preview.close()


def wait_for(condition: Callable[[], Any], seconds: float) -> None:
    """Lets Qt work until the condition holds."""
    from qgis.PyQt.QtCore import QCoreApplication

    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        QCoreApplication.processEvents()
        time.sleep(0.02)


def test_it_follows_view_and_labels_in_one_layer_and_goes(
    preview: Any, project: Any, canvas: Any, request_to_map: Any, scene: SyntheticScene
) -> None:
    from deepsat_qgis.layers.preview_layer import preview_layer

    request_to_map.labels.layerModified.connect(preview.renew)
    preview.switch(True)
    wait_for(lambda: preview_layer(project), 120)
    layer, labels = preview_layer(project), request_to_map.labels
    assert [c.label for c in layer.renderer().classes()] == list(CLASSES)
    first = gdal.Open(layer.source()).ReadAsArray()
    assert first.shape == (ROWS, COLUMNS)
    assert np.mean(first == scene.truth) > 0.85
    assert project.layerTreeRoot().children()[0].name() == "Preview"

    source = layer.source()
    layer.setOpacity(0.4)
    labels.startEditing()
    feature = next(labels.getFeatures("\"class\" = 'water'"))
    for name in ("pond", "lake", "mire"):
        labels.changeAttributeValue(feature.id(), labels.fields().lookupField("class"), name)
    wait_for(lambda: layer.source() != source, 60)
    assert preview_layer(project) is layer
    assert layer.opacity() == 0.4
    assert [c.label for c in layer.renderer().classes()] == ["fields", "forest", "mire", "water"]
    labels.rollBack()

    canvas.zoomByFactor(0.5)
    wait_for(lambda: layer.extent().width() < 0.6 * request_to_map.imagery.extent().width(), 60)
    wait_for(lambda: len(layer.renderer().classes()) == 3, 60)
    folder = Path(layer.source()).parent
    preview.switch(False)
    assert preview_layer(project) is None
    assert not folder.exists()
    assert preview.calls["failed"] == []


def test_it_says_the_words_of_a_field_of_numbers(
    preview: Any, project: Any, request_to_map: Any, tmp_path: Path
) -> None:
    from qgis.core import QgsEditorWidgetSetup, QgsVectorLayer

    from deepsat.jobs.class_names import name_pairs
    from deepsat_qgis.layers.class_words import words_in
    from deepsat_qgis.layers.preview_layer import preview_layer

    numbers = write_numbered_labels(tmp_path / "numbers.gpkg", {"fields": 3, "forest": 1, "water": 12})
    layer = QgsVectorLayer(str(numbers), "numbers", "ogr")
    index = layer.fields().lookupField("class")
    layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("ValueMap", {"map": [{"Äcker": "3"}, {"Wald": "1"}]}))
    project.addMapLayer(layer)
    words = name_pairs(words_in(layer, "class"))
    preview._request = lambda: dataclasses.replace(request_to_map, labels=layer, class_names=words)
    preview.switch(True)
    wait_for(lambda: preview_layer(project), 120)
    assert [c.label for c in preview_layer(project).renderer().classes()] == ["Wald", "Äcker", "12"]


def test_nothing_in_view_is_said_and_removing_the_layer_switches_it_off(
    preview: Any, project: Any, canvas: Any, request_to_map: Any
) -> None:
    from qgis.core import QgsRectangle

    from deepsat_qgis.layers.preview_layer import preview_layer

    canvas.setExtent(QgsRectangle(0, 0, 1000, 1000))
    preview.switch(True)
    assert preview.calls["told"][-1] == ("The imagery is not in view.",)
    canvas.setExtent(request_to_map.imagery.extent())
    wait_for(lambda: preview_layer(project), 120)
    project.removeMapLayer(preview_layer(project).id())
    assert not preview.is_on
    assert preview.calls["switched_off"] == [()]


def test_a_dead_worker_switches_it_off_in_words(preview: Any, project: Any) -> None:
    preview.switch(True)
    wait_for(lambda: preview.calls["told"], 60)
    wait_for(lambda: preview._client.pid, 20)
    os.kill(preview._client.pid, signal.SIGKILL)
    wait_for(lambda: preview.calls["failed"], 20)
    ((failure,),) = preview.calls["failed"]
    assert failure.code is ErrorCode.WORKER_DIED
    assert not preview.is_on
    assert project.mapLayersByName("Preview") == []


def test_too_much_in_view_is_cut_to_its_middle(canvas: Any, project: Any, request_to_map: Any) -> None:
    from deepsat_qgis.dock.runs import preview_request

    imagery = request_to_map.imagery
    whole = preview_request.part_in_view(canvas, request_to_map, project)
    assert whole is not None
    assert whole.is_whole_view
    assert whole.extent == imagery.extent()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preview_request, "MOST_PIXELS", ROWS * COLUMNS // 4)
        middle = preview_request.part_in_view(canvas, request_to_map, project)
    assert middle is not None
    assert not middle.is_whole_view
    assert middle.extent.width() == pytest.approx(imagery.extent().width() / 2)
    assert middle.extent.center() == imagery.extent().center()
