"""Runs inside a real QGIS (`qgis --code`): one part of the panel after the other, with what goes wrong there."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import qgis.utils
from hands import STORY, click_pixel, drag, label_rows, open_panel, panel, photograph, scroll_to, tidy_window
from qgis.core import QgsApplication, QgsEditorWidgetSetup, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QAction, QDockWidget, QLabel, QLineEdit, QToolButton, QWidget
from qgis.utils import iface

from build_tools.story_player import FOLDER, PLUGIN, Player, Steps, after, click, dock, notes
from deepsat_qgis.dock.labels.drawing import Shape

RASTER, LABELS = os.environ["DEEPSAT_TEST_RASTER"], os.environ["DEEPSAT_TEST_LABELS"]
# QGIS names a saved result after its file, unless a person has set it otherwise.
MAP_NAME = "map"


def load_layers() -> None:
    tidy_window()
    scene = QgsRasterLayer(RASTER, "Flusstal", "gdal")
    scene.renderer().setRedBand(3)
    scene.renderer().setBlueBand(1)
    labels = QgsVectorLayer(f"{LABELS}|layername=labels", "Training polygons", "ogr")
    labels.setOpacity(0.6)
    QgsProject.instance().addMapLayers([labels, scene])
    iface.mapCanvas().setExtent(scene.extent())
    iface.mapCanvas().refresh()


def top_of_layer_tree() -> dict[str, Any]:
    """The first group of the layer tree, what lies above it, and the legend of its first layer."""
    tree = QgsProject.instance().layerTreeRoot().children()
    place = next(index for index, node in enumerate(tree) if hasattr(node, "findLayers"))
    group, nodes = tree[place], tree[place].findLayers()
    first = nodes[0].layer() if nodes else None
    legend = [item.label for item in first.renderer().classes()] if isinstance(first, QgsRasterLayer) else []
    above = [node.name() for node in tree[:place]]
    return {"above": above, "group": group.name(), "layers": [node.name() for node in nodes], "legend": legend}


def leftovers() -> dict[str, int]:
    """What of the plugin there is to be seen in the window."""
    window = iface.mainWindow()
    return {
        "actions": len(window.findChildren(QAction, "deepsat_toggle_panel")),
        "docks": len([d for d in window.findChildren(QDockWidget) if d.objectName() == "DeepSatDock"]),
        "providers": [p.id() for p in QgsApplication.processingRegistry().providers()].count("deepsat"),
    }


def worker_pid() -> int:
    return panel().controller.hello.pid


# -- stories ---


def finetune_story() -> Steps:
    """Run, cancel, run again, look at the result, make a mistake, change the theme, reload, close while running."""
    load_layers()
    open_panel()
    notes["folder_unsaved"] = dock().foot.folder_line.text()
    # Results beside the project are no temporary layers, about which QGIS asks when it is closed.
    QgsProject.instance().write(str(FOLDER / "Projekt ä.qgz"))
    notes["folder_saved"] = dock().foot.folder_line.text()
    yield "worker is up", lambda: "Device" in dock().foot.start_line.text(), 120
    notes["start_line"] = dock().foot.start_line.text()
    notes["start_from"] = dock().start.start_from.currentText()
    dock().start.max_minutes.setValue(1)
    iface.mainWindow().resizeDocks([dock()], [340], Qt.Orientation.Horizontal)
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 20
    photograph("1_open")

    click(dock().run_panel.run_button)
    yield "progress", lambda: dock().run_panel.progress.bar.value() > 100, 120
    photograph("2_running")
    notes["stage_while_running"] = dock().run_panel.progress.text.text()
    pressed = time.monotonic()
    click(dock().run_panel.progress.cancel_button)
    yield "cancelled", dock().notice.isVisible, 10
    notes["seconds_to_cancel"] = time.monotonic() - pressed
    notes["notice_after_cancel"] = dock().notice.text.text()
    notes["layers_after_cancel"] = len(QgsProject.instance().mapLayers())
    photograph("3_cancelled")

    click(dock().run_panel.run_button)
    yield "result", lambda: dock().result.isVisible() or dock().notice.isVisible(), 400
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 20
    notes["notice_after_run"] = dock().notice.text.text() if dock().notice.isVisible() else ""
    notes["skill"] = dock().result.skill.text()
    notes["top"] = top_of_layer_tree()
    view = iface.layerTreeView()
    notes["legend_is_seen"] = view.isExpanded(view.model().index(1, 0))
    notes["map"] = str(dock().rounds.current.map)
    photograph("4_result")
    yield from _second_round()
    yield from _dialogs()
    yield from _live_preview()

    labels = QgsProject.instance().mapLayersByName("Training polygons")[0]
    labels.selectByExpression("\"class\" = 'water'")
    click(dock().form.selected_only)
    click(dock().run_panel.run_button)
    yield "refusal", dock().notice.isVisible, 60
    notes["refusal"] = dock().notice.text.text()
    photograph("5_refusal")

    dock().setFloating(True)
    dock().resize(QSize(300, 760))
    dock().start.advanced.setCollapsed(False)
    yield "resized", lambda: dock().width() <= 310, 5
    notes["width"] = dock().width()
    photograph("6_narrow", dock())
    QgsApplication.setUITheme("Night Mapping")
    yield "repainted", after(1.0), 5
    photograph("7_dark", dock())
    scroll_to(dock().foot.environment_button)
    photograph("17_dark_result", dock())
    QgsApplication.setUITheme("default")
    dock().setFloating(False)

    for _ in range(2):
        qgis.utils.reloadPlugin(PLUGIN)
        yield "reloaded", after(0.5), 5
    notes["after_reload"] = leftovers()
    labels.removeSelection()
    open_panel()
    yield "worker is up", lambda: "Device" in dock().foot.start_line.text(), 120
    click(dock().run_panel.run_button)
    yield "progress", lambda: dock().run_panel.progress.bar.value() > 50, 120
    QgsProject.instance().removeMapLayer(QgsProject.instance().mapLayersByName("Flusstal")[0].id())
    yield "still running", after(1.0), 5
    notes["running_without_layer"] = panel().controller.is_running
    notes["worker_pid"] = worker_pid()


def _second_round() -> Steps:
    """Continue from the model, ask where to label next, go back to the map before, reopen the project."""
    first = dock().rounds.current
    click(dock().start.continue_box)
    click(dock().run_panel.run_button)
    yield "second map", lambda: dock().rounds.current != first or dock().notice.isVisible(), 400
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 20
    second = dock().rounds.current
    notes["continued_from"] = [second.job.checkpoint, str(first.model)]
    scroll_to(dock().result.suggest_button)
    photograph("8_second_round")
    click(dock().result.suggest_button)
    yield "suggestions", dock().notice.isVisible, 120
    notes["suggestions"] = dock().notice.text.text()
    notes["top_with_suggestions"] = top_of_layer_tree()["layers"]
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 20
    photograph("9_suggestions")
    click(dock().run_panel.undo_button)
    notes["after_undo"] = dock().rounds.current == first
    project, file = QgsProject.instance(), QgsProject.instance().fileName()
    notes["saved"] = project.write()
    project.clear()
    yield "empty", after(0.5), 5
    notes["result_when_empty"] = dock().result.isVisible()
    iface.addProject(file)
    yield "reopened", dock().result.isVisible, 20
    notes["reopened"] = {
        "runs": [run.name for run in dock().rounds.runs],
        "is_first": dock().rounds.current == first,
        "imagery": dock().form.imagery.currentLayer().name(),
        "labels": dock().form.labels.currentLayer().name(),
        "groups": [node.name() for node in project.layerTreeRoot().children() if hasattr(node, "findLayers")],
    }
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 20
    photograph("10_reopened")
    click(dock().start.continue_box)


def scene_width() -> float:
    return float(dock().form.imagery.currentLayer().extent().width())


def _dialogs() -> Steps:
    """The dialogs as they look; a modal one would hold up the story, so each is only shown."""
    from deepsat_qgis.dock.models.apply_dialog import ApplyDialog
    from deepsat_qgis.dock.models.model_manager import ModelManager

    run = dock().rounds.current
    applying = ApplyDialog(run.model, run.name, "auto", parent=dock())
    managing = ModelManager([one.model for one in dock().rounds.runs], lambda folder: False, dock())
    notes["models"] = [managing.table.item(row, 0).text() for row in range(managing.table.rowCount())]
    panel().open_environment()
    environment = panel()._environment
    for name, dialog in (("13_apply", applying), ("14_models", managing), ("15_environment", environment)):
        dialog.show()
        yield "shown", after(0.5), 5
        photograph(name, dialog)
        dialog.close()
    notes["environment"] = environment.state.text()
    scroll_to(dock().foot.environment_button)
    photograph("16_end_of_panel")


def _live_preview() -> Steps:
    """Switch it on, change a label, zoom, switch it off; it is not in the tree afterwards."""
    project = QgsProject.instance()
    click(dock().run_panel.preview_box)
    yield "preview", lambda: project.mapLayersByName("Preview"), 120
    (layer,) = project.mapLayersByName("Preview")
    first = layer.source()
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 20
    photograph("11_preview")
    labels = project.mapLayersByName("Training polygons")[0]
    labels.startEditing()
    feature = next(labels.getFeatures("\"class\" = 'fields'"))
    labels.changeAttributeValue(feature.id(), labels.fields().lookupField("class"), "stubble")
    yield "preview follows the labels", lambda: layer.source() != first, 30
    notes["preview_classes"] = [item.label for item in layer.renderer().classes()]
    labels.rollBack()
    iface.mapCanvas().zoomByFactor(0.4)
    yield "preview follows the view", lambda: layer.extent().width() < 0.9 * scene_width(), 30
    photograph("12_preview_zoomed")
    click(dock().run_panel.preview_box)
    yield "settled", after(0.3), 5
    notes["previews_left"] = len(project.mapLayersByName("Preview"))
    iface.mapCanvas().zoomToFullExtent()


def set_up_story() -> Steps:
    """No environment: the panel says so and offers to make one."""
    load_layers()
    open_panel()
    yield "offer", dock().setup.isVisible, 30
    iface.mainWindow().resizeDocks([dock()], [340], Qt.Orientation.Horizontal)
    yield "settled", after(0.5), 5
    notes["offer"] = dock().setup.text.text()
    notes["run_enabled"] = dock().run_panel.run_button.isEnabled()
    photograph("1_offer")


def labels_story() -> Steps:
    """A new label layer, classes, every way to draw, problems, undo, renaming, saving; narrow and dark."""
    load_layers()
    QgsProject.instance().removeMapLayer(QgsProject.instance().mapLayersByName("Training polygons")[0])
    QgsProject.instance().write(str(FOLDER / "Projekt ä.qgz"))
    open_panel()
    iface.mainWindow().resizeDocks([dock()], [340], Qt.Orientation.Horizontal)
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 20
    photograph("1_empty")
    imagery = dock().form.imagery_section
    QgsProject.instance().addMapLayer(QgsRasterLayer(RASTER, "Flusstal 2021-09-25", "gdal"))
    imagery.layers.setLayer(QgsProject.instance().mapLayersByName("Flusstal")[0])
    imagery.series_table.add_wanted.emit([QgsProject.instance().mapLayersByName("Flusstal 2021-09-25")[0].id()])
    notes["undated"] = imagery.problem()
    photograph("1_series")
    imagery.series_table.table.item(1, 0).setText("2021-06-17")
    notes["series"] = [[one.date, one.layer.name()] for one in imagery.series()]
    QgsProject.instance().removeMapLayer(QgsProject.instance().mapLayersByName("Flusstal 2021-09-25")[0].id())
    section, canvas = dock().form.labels_section, iface.mapCanvas()
    click(section.choice.new_button)
    yield "label layer", lambda: section.choice.layer() is not None, 10
    layer = section.choice.layer()
    notes["new_layer"] = [layer.source(), layer.crs().authid(), section.choice.field()]
    for name in ("water", "forest", "Äcker & Wiesen"):
        QTest.keyClicks(section.classes.new_name, name)
        QTest.keyClick(section.classes.new_name, Qt.Key.Key_Return)
    # Without a window manager no window is active, and only an active one has shortcuts.
    QgsApplication.setActiveWindow(iface.mainWindow())
    section.classes.table.setFocus()
    QTest.keyClick(section.classes.table, Qt.Key.Key_1)
    notes["tool_after_1"] = section.drawing.shape().value
    for column, row in ((78, 20), (88, 20), (90, 34), (80, 36)):
        click_pixel(column, row)
    click_pixel(80, 36, Qt.MouseButton.RightButton)
    QTest.keyClick(canvas.viewport(), Qt.Key.Key_2)
    click(section.classes.drawing.shapes[Shape("rectangle")])
    drag([(12, 14), (24, 30)])
    QTest.keyClick(canvas.viewport(), Qt.Key.Key_3)
    click(section.classes.drawing.shapes[Shape("brush")])
    drag([(96, 60), (110, 60), (120, 75), (110, 90)])
    drag([(70, 30), (84, 28)])
    yield "problem", section.problems.isVisible, 10
    yield "map is drawn", lambda: not canvas.isDrawing(), 20
    notes["drawn"] = label_rows(layer)
    notes["problem"] = section.problems.list.item(0).text()
    notes["table"] = table_rows(section)
    notes["state"] = section.state_line.text()
    photograph("2_drawn")

    click(section.classes.drawing.undo)
    yield "no problem", lambda: not section.problems.isVisible(), 10
    notes["after_undo"] = len(label_rows(layer))
    table = section.classes.table
    table.choose_name("forest")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    QTest.keyClicks(editor, 'Wald "alt"')
    QTest.keyClick(editor, Qt.Key.Key_Return)
    yield "renamed", lambda: 'Wald "alt"' in layer.undoStack().undoText(), 5
    notes["renamed"] = sorted({row[0] for row in label_rows(layer)})
    notes["legend"] = [category.label() for category in layer.renderer().categories()]
    click(section.classes.drawing.undo)
    notes["rename_undone"] = [category.label() for category in layer.renderer().categories()]
    click(section.classes.drawing.redo)
    QTest.keyClick(canvas.viewport(), Qt.Key.Key_1)
    drag([(100, 50), (100, 62)])
    yield "problem", section.problems.isVisible, 10
    before = canvas.extent().width()
    item = section.problems.list.item(0)
    place = section.problems.list.visualItemRect(item).center()
    QTest.mouseClick(section.problems.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    yield "map is drawn", lambda: not canvas.isDrawing(), 20
    notes["zoomed"] = canvas.extent().width() / before
    photograph("3_problem")
    click(section.classes.drawing.vertices)
    notes["vertex_tool"] = [canvas.mapTool().metaObject().className(), section.drawing.shape() is None]
    click(section.save_button)
    notes["state_saved"] = section.state_line.text()
    notes["in_file"] = label_rows(QgsVectorLayer(layer.source(), "again", "ogr"))
    notes["in_layer"] = label_rows(layer)

    dock().setFloating(True)
    dock().resize(QSize(300, 860))
    yield "resized", lambda: dock().width() <= 310, 5
    photograph("4_narrow", dock())
    notes["width"] = dock().width()
    QgsApplication.setUITheme("Night Mapping")
    yield "repainted", after(1.0), 5
    photograph("5_dark", dock())
    QgsApplication.setUITheme("default")
    QgsProject.instance().removeMapLayer(layer.id())
    notes["without_layer"] = [section.drawing.shape() is None, section.classes.table.model().rowCount()]
    photograph("6_removed", dock())
    yield from _numbers_with_words()


def _numbers_with_words() -> Steps:
    """A layer whose classes are numbers, with a value map: drawn on by mouse, renamed by keyboard."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:32633&field=class:integer", "ROI", "memory")
    words = {"map": [{"Wasser": "3"}, {"Wald": "7"}]}
    layer.setEditorWidgetSetup(0, QgsEditorWidgetSetup("ValueMap", words))
    layer.startEditing()
    QgsProject.instance().addMapLayer(layer)
    section = dock().form.labels_section
    section.choice.layers.setLayer(layer)
    for name in ("Wald", "Wasser"):
        QTest.keyClicks(section.classes.new_name, name)
        QTest.keyClick(section.classes.new_name, Qt.Key.Key_Return)
    click(section.classes.drawing.shapes[Shape("rectangle")])
    drag([(70, 60), (80, 70)])
    yield "counted", lambda: table_rows(section)[1][2] == "1", 10
    notes["numbers"] = [value for value, _ in label_rows(layer)]
    section.classes.table.setFocus()
    QTest.keyClick(section.classes.table, Qt.Key.Key_F2)
    editor = section.classes.table.findChild(QLineEdit)
    QTest.keyClicks(editor, "Fluss & See")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    yield "renamed and counted", lambda: table_rows(section)[1][1:3] == ["Fluss & See", "1"], 10
    notes["words"] = [row[1:3] for row in table_rows(section)]
    notes["value_map"] = layer.editorWidgetSetup(0).config()["map"]
    notes["numbers_renamed"] = [value for value, _ in label_rows(layer)]
    notes["names"] = section.class_names()
    photograph("7_words", dock())
    layer.rollBack()


def table_rows(section: Any) -> list[list[str]]:
    model = section.classes.table.model()
    return [[model.data(model.index(row, column)) for column in range(4)] for row in range(model.rowCount())]


def toolbox_story() -> Steps:
    """The algorithm's own dialog, as the toolbox opens it, and a run from there in Processing's own thread."""
    import processing

    load_layers()
    given = {
        "INPUT": [RASTER],
        "LABELS": f"{LABELS}|layername=labels",
        "CLASS_FIELD": "class",
        "MAX_MINUTES": 0.5,
        "OUTPUT": str(FOLDER / "map.tif"),
        "MODEL": str(FOLDER / "model"),
        "REPORT": str(FOLDER / "report.html"),
    }
    dialog = processing.createAlgorithmDialog("deepsat:mapfromlabels", given)
    dialog.resize(900, 1200)
    dialog.show()
    yield "shown", after(1.0), 5
    QTest.mouseClick(dialog.findChild(QToolButton, "collapseButton"), Qt.MouseButton.LeftButton)
    yield "unfolded", after(1.0), 5
    photograph("1_dialog", dialog)
    click(dialog.runButton())
    yield "map is loaded", lambda: QgsProject.instance().mapLayersByName(MAP_NAME), 300
    (result,) = QgsProject.instance().mapLayersByName(MAP_NAME)
    notes["legend"] = [item.label for item in result.renderer().classes()]
    notes["temporary_labels"] = [str(path) for path in Path(os.environ["TMPDIR"]).rglob("labels.gpkg")]
    yield "written", after(1.0), 5
    photograph("2_log", dialog)
    dialog.close()
    yield from _batches()


def _batches() -> Steps:
    """The batch panel of every algorithm has a column for every parameter."""
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    notes["without_field"] = []
    for algorithm in QgsApplication.processingRegistry().providerById("deepsat").algorithms():
        if not algorithm.flags() & algorithm.Flag.FlagSupportsBatch:
            continue
        dialog = BatchAlgorithmDialog(algorithm.create(), parent=iface.mainWindow())
        columns = dialog.mainWidget().column_to_parameter_definition
        known = {columns[column] for column in columns}
        for parameter in algorithm.parameterDefinitions():
            if parameter.name() not in known:
                notes["without_field"].append(f"{algorithm.name()} {parameter.name()}")
        notes.setdefault("batches", []).append(algorithm.name())
        if algorithm.name() == "predict":
            dialog.resize(1200, 500)
            dialog.show()
            yield "shown", after(0.5), 5
            photograph("3_batch", dialog)
        dialog.close()
        dialog.deleteLater()


def german_story() -> Steps:
    """The panel in German, narrow and wider, from labels to the result, and its dialogs: nothing may be cut off."""
    load_layers()
    open_panel()
    QgsProject.instance().write(str(FOLDER / "Projekt ä.qgz"))
    yield "worker is up", lambda: "Gerät" in dock().foot.start_line.text(), 120
    notes["start_line"] = dock().foot.start_line.text()
    dock().start.max_minutes.setValue(1)
    dock().start.advanced.setCollapsed(False)
    dock().setFloating(True)
    later = QgsProject.instance().addMapLayer(QgsRasterLayer(RASTER, "Flusstal 2021-09-25", "gdal"))
    dock().form.imagery_section.layers.setLayer(QgsProject.instance().mapLayersByName("Flusstal")[0])
    dock().form.imagery_section.series_table.add_wanted.emit([later.id()])
    yield from _looked_at("0_series")
    QgsProject.instance().removeMapLayer(later.id())
    yield from _looked_at("1_labels")
    click(dock().run_panel.run_button)
    yield "progress", lambda: dock().run_panel.progress.bar.value() > 100, 120
    notes["stage"] = dock().run_panel.progress.text.text()
    yield from _looked_at("2_running")
    yield "result", lambda: dock().result.isVisible() or dock().notice.isVisible(), 400
    notes["skill"] = dock().result.skill.text()
    notes["layers"] = top_of_layer_tree()["layers"]
    yield from _looked_at("3_result")
    click(dock().result.suggest_button)
    yield "suggestions", dock().notice.isVisible, 120
    notes["suggestions"] = dock().notice.text.text()
    yield from _looked_at("4_suggestions")
    yield from _large_letters()
    yield from _dialogs()


def _looked_at(name: str) -> Steps:
    """Photographs the floating panel at two widths, all of it, and notes what is cut off."""
    for width in (300, 400):
        for height in (860, 1900):
            dock().resize(QSize(width, height))
            yield "laid out", after(0.5), 5
            notes.setdefault("widths", []).append(dock().width())
            notes.setdefault("beyond_the_edge", []).append(
                dock().scroll.widget().width() - dock().scroll.viewport().width()
            )
            notes.setdefault("cut_off", []).extend(f"{text} ({name}, {width})" for text in cut_off(dock()))
        photograph(f"{name}_{width}", dock())


def _large_letters() -> Steps:
    """As narrow as the panel can be with letters of 12 points, as QGIS sets them."""
    dock().setStyleSheet("* { font-size: 12pt }")
    dock().resize(QSize(1, 1900))
    yield "laid out", after(1.0), 5
    notes["cut_off"].extend(f"{text} (12 pt, {dock().width()})" for text in cut_off(dock()))
    photograph("5_large", dock())
    dock().setStyleSheet("")


def cut_off(parent: QWidget) -> list[str]:
    """Texts of buttons and labels that have less room than they need."""
    buttons = [one for one in parent.findChildren(QAbstractButton) if one.isVisible() and one.text()]
    labels = [one for one in parent.findChildren(QLabel) if one.isVisible() and one.text()]
    narrow = [one for one in buttons if one.width() < one.minimumSizeHint().width()]
    for label in labels:
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.minimumSizeHint().height()
        if label.height() < needed or label.width() < label.minimumSizeHint().width():
            narrow.append(label)
    return [one.text() for one in narrow]


STORIES = {
    "finetune": finetune_story,
    "labels": labels_story,
    "set_up": set_up_story,
    "toolbox": toolbox_story,
    "german": german_story,
}
player = Player(STORIES[STORY]())
