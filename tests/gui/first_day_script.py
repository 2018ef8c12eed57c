"""Runs inside a real QGIS (`qgis --code`): what a person does on the first day, from the zip to a saved model.

`first_day` ends with QGIS; `second_day` opens the project again in a new one.
"""

from __future__ import annotations

import os
import sys
from typing import Any, Callable

from hands import STORY, click_pixel, label_rows, open_panel, panel, photograph, scroll_to, tidy_window
from osgeo import gdal
from qgis.core import QgsApplication, QgsPointXY, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QObject, Qt, QTimer, QUrl, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QInputDialog, QLineEdit
from qgis.utils import iface, plugins

from build_tools.story_player import FOLDER, PLUGIN, Player, Steps, after, click, dock, notes

PROJECT = FOLDER / "Projekt ä.qgz"
FIRST = {"water": 1, "forest": 2, "developed": 1}
"""Polygons of each class that are drawn at first."""
SECOND = {"water": 0, "forest": 1, "developed": 1}
"""Polygons of each class that are drawn for the second round."""
SIDE_PX = 6


class Links(QObject):
    """Takes the place of the browser: notes what it is asked to open."""

    @pyqtSlot(QUrl)
    def note(self, url: QUrl) -> None:
        notes["opened"] = url.toLocalFile()


def first_day() -> Steps:
    """Install, set up, open the sample, draw, run, cancel, run, draw more, run, suggest, report, apply, save."""
    tidy_window()
    yield from _install()
    yield from _set_up()
    QgsProject.instance().write(str(PROJECT))
    iface.mainWindow().resizeDocks([dock()], [360], Qt.Orientation.Horizontal)
    click(dock().form.imagery_section.sample_button)
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 30
    photograph("1_sample")
    yield from _draw_first()
    yield from _run_twice()
    yield from _second_round()
    yield from _look_at_results()
    yield from _another_date()
    yield from _keep_model()
    notes["saved"] = QgsProject.instance().write()
    notes["runs"] = [run.name for run in dock().rounds.runs]
    notes["current"] = dock().rounds.current.name


def _install() -> Steps:
    """As the dialog of QGIS does it, which hands the file to this same function."""
    from pyplugin_installer import instance

    notes["before"] = PLUGIN in plugins
    instance().installFromZipFile(os.environ["DEEPSAT_TEST_ZIP"])
    yield "plugin is loaded", lambda: PLUGIN in plugins, 60
    notes["installed_at"] = sys.modules[PLUGIN].__file__
    open_panel()


def _set_up() -> Steps:
    """No environment is found: the panel offers to make one, and a Python of one's own will do."""
    yield "offer", dock().setup.isVisible, 60
    photograph("0_set_up")
    click(dock().foot.environment_button)
    dialog = panel()._environment
    click(dialog.from_python)
    dialog.python.setFilePath(os.environ["DEEPSAT_TEST_PYTHON"])
    click(dialog.install_button)
    yield "worker is up", lambda: "Device" in dock().foot.start_line.text(), 180
    notes["environment"] = dialog.state.text()
    photograph("0_environment", dialog)
    dialog.close()


def _draw_first() -> Steps:
    """A label layer beside the project, three classes, and polygons corner by corner inside those of the sample."""
    section = dock().form.labels_section
    sample = section.choice.layer()
    click(section.choice.new_button)
    yield "label layer", lambda: section.choice.layer() is not sample, 10
    # Classes are in the table as they were named.
    for name in FIRST:
        QTest.keyClicks(section.classes.new_name, name)
        QTest.keyClick(section.classes.new_name, Qt.Key.Key_Return)
    QgsApplication.setActiveWindow(iface.mainWindow())
    section.classes.table.setFocus()
    for number, name in enumerate(FIRST, start=1):
        for centre in _places(sample, name)[: FIRST[name]]:
            _draw_square(number, centre)
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 30
    notes["new_file"] = section.choice.layer().source()
    notes["drawn"] = label_rows(section.choice.layer())
    photograph("2_drawn")
    notes["hint"] = dock().run_panel.hint.text()


def _run_twice() -> Steps:
    """Cancels the first run, and lets the second one come to its end."""
    click(dock().run_panel.run_button)
    yield "progress", lambda: dock().run_panel.progress.bar.value() > 100, 120
    photograph("3_running")
    click(dock().run_panel.progress.cancel_button)
    yield "cancelled", dock().notice.isVisible, 10
    notes["cancelled"] = dock().notice.text.text()
    click(dock().run_panel.run_button)
    yield "result", lambda: dock().result.isVisible() or dock().notice.isVisible(), 400
    yield "settled", after(1.0), 5
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 30
    notes["first"] = _run_notes()
    photograph("4_first_map")


def _second_round() -> Steps:
    """Two more polygons, on from the model that there is."""
    section, first = dock().form.labels_section, dock().rounds.current
    sample = QgsProject.instance().mapLayersByName("Sample: training polygons")[0]
    section.classes.table.setFocus()
    for number, (name, count) in enumerate(SECOND.items(), start=1):
        for centre in _places(sample, name)[FIRST[name] : FIRST[name] + count]:
            _draw_square(number, centre)
    click(section.save_button)
    scroll_to(dock().start.continue_box)
    click(dock().start.continue_box)
    click(dock().run_panel.run_button)
    yield "second map", lambda: dock().rounds.current != first or dock().notice.isVisible(), 400
    yield "settled", after(1.0), 5
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 30
    notes["second"] = _run_notes()
    notes["continued_from"] = [dock().rounds.current.job.checkpoint, str(first.model)]
    photograph("5_second_map")


def _look_at_results() -> Steps:
    scroll_to(dock().result.suggest_button)
    click(dock().result.suggest_button)
    yield "suggestions", dock().notice.isVisible, 120
    notes["suggestions"] = dock().notice.text.text()
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 30
    photograph("6_suggestions")
    links = Links(iface.mainWindow())
    QDesktopServices.setUrlHandler("file", links.note)
    scroll_to(dock().result.report_button)
    click(dock().result.report_button)
    yield "report", lambda: "opened" in notes, 10
    QDesktopServices.unsetUrlHandler("file")


def _another_date() -> Steps:
    """The same place under another sun, as a layer of the project."""
    project = QgsProject.instance()
    project.addMapLayer(QgsRasterLayer(_darker(dock().form.imagery.currentLayer().source()), "Later", "gdal"), False)
    project.layerTreeRoot().addLayer(project.mapLayersByName("Later")[0])
    before = dock().rounds.current

    def choose(dialog: Any) -> None:
        dialog.layer.setLayer(project.mapLayersByName("Later")[0])
        photograph("7_apply", dialog)
        dialog.accept()

    answer = Answer("ApplyDialog", choose)
    scroll_to(dock().result.apply_button)
    click(dock().result.apply_button)
    answer.deleteLater()
    yield "map of the other date", lambda: dock().rounds.current != before or dock().notice.isVisible(), 200
    yield "settled", after(1.0), 5
    notes["applied"] = [dock().rounds.current.scene, str(dock().rounds.current.map)]
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 30
    photograph("8_applied")


def _keep_model() -> Steps:
    def name(dialog: QInputDialog) -> None:
        dialog.findChild(QLineEdit).setText("Raleigh ä")
        dialog.accept()

    # What was applied is no training: the model is that of the second round.
    dock()._choose(dock().rounds.runs[1])
    answer = Answer("QInputDialog", name)
    scroll_to(dock().result.save_button)
    click(dock().result.save_button)
    answer.deleteLater()
    yield "kept", dock().notice.isVisible, 10
    notes["kept"] = dock().notice.text.text()


def second_day() -> Steps:
    """QGIS was started anew with the project."""
    tidy_window()
    yield "project is open", lambda: QgsProject.instance().fileName() == str(PROJECT), 60
    open_panel()
    yield "worker is up", lambda: "Device" in dock().foot.start_line.text(), 180
    iface.mainWindow().resizeDocks([dock()], [360], Qt.Orientation.Horizontal)
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 30
    section = dock().form.labels_section
    notes["runs"] = [run.name for run in dock().rounds.runs]
    notes["current"] = dock().rounds.current.name
    notes["imagery"] = dock().form.imagery.currentLayer().name()
    notes["labels"] = label_rows(section.choice.layer())
    table = section.classes.table.model()
    yield "polygons are counted", lambda: table.data(table.index(0, 2)) == "1", 10
    notes["classes"] = [[table.data(table.index(row, column)) for column in (1, 2)] for row in range(3)]
    invalid = [one.name() for one in QgsProject.instance().mapLayers().values() if not one.isValid()]
    notes["invalid"] = invalid
    notes["result"] = dock().result.title.text()
    notes["missing"] = dock().form.what_is_missing()
    from deepsat_qgis.dock.models.known_models import known_models

    notes["models"] = [model.name for model in known_models()]
    photograph("1_restarted")


# -- pieces of the stories ---


def _places(sample: Any, name: str) -> list[tuple[float, float]]:
    """Column and row of a point well inside each of the sample's polygons of a class, the largest polygon first."""
    from qgis.core import QgsCoordinateTransform

    imagery = dock().form.imagery.currentLayer()
    moved = QgsCoordinateTransform(sample.crs(), imagery.crs(), QgsProject.instance())
    shapes = [feature.geometry() for feature in sample.getFeatures(f"\"class\" = '{name}'")]
    found = []
    for shape in sorted(shapes, key=lambda one: -one.area()):
        centre = moved.transform(QgsPointXY(shape.poleOfInaccessibility(10)[0].asPoint()))
        column = (centre.x() - imagery.extent().xMinimum()) / imagery.rasterUnitsPerPixelX()
        row = (imagery.extent().yMaximum() - centre.y()) / imagery.rasterUnitsPerPixelY()
        found.append((column, row))
    return found


def _draw_square(number: int, centre: tuple[float, float]) -> None:
    """The key of the class, four clicks, and a right click to end."""
    QTest.keyClick(iface.mapCanvas().viewport(), getattr(Qt.Key, f"Key_{number}"))
    (column, row), half = centre, SIDE_PX / 2
    for across, down in ((-half, -half), (half, -half), (half, half), (-half, half)):
        click_pixel(column + across, row + down)
    click_pixel(column - half, row + half, Qt.MouseButton.RightButton)


def _run_notes() -> dict[str, Any]:
    run = dock().rounds.current
    return {
        "notice": dock().notice.text.text() if dock().notice.isVisible() else "",
        "skill": dock().result.skill.text(),
        "map": str(run.map) if run is not None else "",
        "names": [child.name() for child in QgsProject.instance().layerTreeRoot().children()],
    }


def _darker(source: str) -> str:
    """A copy of the imagery with a tenth less light."""
    path = FOLDER / "later_2000-09-01.tif"
    copy = gdal.GetDriverByName("GTiff").CreateCopy(str(path), gdal.Open(source))
    for number in range(1, copy.RasterCount + 1):
        band = copy.GetRasterBand(number)
        band.WriteArray((0.9 * band.ReadAsArray()).astype("uint8"))
    copy.FlushCache()
    return str(path)


class Answer(QObject):
    """Answers the next modal dialog of a class, as soon as it is open; must be kept until then."""

    def __init__(self, class_name: str, answer: Callable[[Any], None]) -> None:
        super().__init__(iface.mainWindow())
        self._class_name, self._answer = class_name, answer
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(100)

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and type(dialog).__name__ == self._class_name:
            self._timer.stop()
            self._answer(dialog)


STORIES = {"first_day": first_day, "second_day": second_day}
player = Player(STORIES[STORY]())
