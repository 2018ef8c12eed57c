"""The line that is dragged over the map: image left of it, result right of it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from tests.plugin.finished_run import finished_run

WIDTH, HEIGHT = 400, 300


@pytest.fixture
def canvas(qgis_app: Any, project: Any, scene_layer: Any) -> Iterator[Any]:
    """A map of the scene, drawn from the project's layer tree as that of QGIS is."""
    from qgis.gui import QgsLayerTreeMapCanvasBridge, QgsMapCanvas
    from qgis.PyQt import sip

    project.addMapLayer(scene_layer)
    canvas = QgsMapCanvas()
    canvas.resize(WIDTH, HEIGHT)
    canvas.setDestinationCrs(scene_layer.crs())
    bridge = QgsLayerTreeMapCanvasBridge(project.layerTreeRoot(), canvas, canvas)
    canvas.show()
    canvas.setExtent(scene_layer.extent())
    yield canvas
    sip.delete(bridge)
    sip.delete(canvas)


@pytest.fixture
def view(canvas: Any, project: Any, scene: Path, tmp_path: Path) -> Iterator[Any]:
    """Map and image to compare."""
    from deepsat_qgis.dock.result.map_view import MapView
    from deepsat_qgis.layers.result_group import add_run_group

    run = finished_run(tmp_path / "1", scene)
    add_run_group(project, run)
    view = MapView(project, canvas)
    view.show_run(run)
    view.show()
    yield view
    view.close_tools()
    view.deleteLater()


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    from qgis.PyQt.QtWidgets import QApplication

    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        QApplication.processEvents()


def pixel(canvas: Any, share: float, height: float = 0.25) -> Any:
    return canvas.grab().toImage().pixelColor(int(share * canvas.width()), int(height * canvas.height())).name()


def drag(canvas: Any, share: float) -> None:
    from qgis.PyQt.QtCore import QPoint, Qt
    from qgis.PyQt.QtTest import QTest

    place = QPoint(round(share * canvas.width()), canvas.height() // 2)
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_the_image_is_left_of_the_line_and_the_map_right_of_it(canvas: Any, view: Any, project: Any) -> None:
    map_colours = pixel_colours(canvas, view)
    view.show_box.setChecked(False)
    image_colours = pixel_colours(canvas, view)
    assert map_colours[0] != image_colours[0]
    assert map_colours[1] != image_colours[1]
    view.show_box.setChecked(True)
    assert pixel_colours(canvas, view) == map_colours
    view.swipe_button.click()
    tool = canvas.mapTool()
    assert tool.share == 0.5
    until(lambda: pixel(canvas, 0.3) == image_colours[0])
    assert pixel(canvas, 0.7) == map_colours[1]
    drag(canvas, 0.9)
    assert tool.share == pytest.approx(0.9, abs=0.01)
    assert (pixel(canvas, 0.3), pixel(canvas, 0.7)) == image_colours
    drag(canvas, 0.1)
    assert (pixel(canvas, 0.3), pixel(canvas, 0.7)) == map_colours


def pixel_colours(canvas: Any, view: Any) -> tuple[str, str]:
    """Colours left and right once the map is drawn."""
    from qgis.PyQt.QtWidgets import QApplication

    for _ in range(20):
        QApplication.processEvents()
    canvas.refresh()
    canvas.waitWhileRendering()
    QApplication.processEvents()
    return pixel(canvas, 0.3), pixel(canvas, 0.7)


def test_arrows_move_the_line_and_escape_ends_it(canvas: Any, view: Any) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest

    view.swipe_button.click()
    tool = canvas.mapTool()
    for _ in range(3):
        QTest.keyClick(canvas, Qt.Key.Key_Left)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert tool.share == pytest.approx(0.46)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.mapTool() is not tool
    assert tool.share is None
    assert not view.swipe_button.isChecked()
    view.swipe_button.click()
    view.close_tools()
    assert canvas.mapTool() is None
    assert [item for item in canvas.scene().items() if type(item).__name__ == "Curtain"] == []


def test_the_swipe_ends_with_the_layers_of_its_run(canvas: Any, view: Any, project: Any) -> None:
    from deepsat_qgis.layers.result_group import made_layers

    view.swipe_button.click()
    for layer in made_layers(project):
        project.removeMapLayer(layer.id())
    view.refresh()
    assert canvas.mapTool() is None
    assert view.swipe_button.isHidden()
