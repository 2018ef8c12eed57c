"""Runs inside QGIS (`qgis --code`): what the pictures of the guide show, from the first look to the result."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.append(os.environ["DEEPSAT_STORY_ROOT"])

from qgis.core import QgsApplication, QgsProject, QgsRasterLayer, QgsReferencedRectangle
from qgis.PyQt.QtCore import QPoint, QSize, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QMenu, QToolButton, QWidget
from qgis.utils import iface

from build_tools.story_player import (
    Player,
    Steps,
    after,
    arrange_window,
    click,
    dock,
    load_sample,
    map_is_drawn,
    notes,
    open_wide_panel,
)

PICTURES = Path(os.environ["DEEPSAT_STORY_PICTURES"])
PROJECT = os.environ["DEEPSAT_STORY_PROJECT"]
WIDTH, HEIGHT = (int(number) for number in os.environ["DEEPSAT_STORY_SIZE"].split("x"))
SERIES = Path(os.environ["DEEPSAT_STORY_SERIES"])
MAX_MINUTES = 1.0


def photograph(name: str, widget: QWidget | None = None) -> None:
    """A picture of the window, or of a part of it."""
    # Which grids of PROJ this computer lacks, as QGIS tells, is of no interest.
    iface.messageBar().clearWidgets()
    QgsApplication.processEvents()
    (widget or iface.mainWindow()).grab().save(str(PICTURES / f"{name}.png"))


def first_map() -> Steps:
    """Labels, a preview, a run, its result, the swipe, where to label next, and the toolbox."""
    arrange_window(WIDTH, HEIGHT)
    open_wide_panel()
    load_sample()
    QgsProject.instance().write(PROJECT)
    yield "worker is up", lambda: "Device" in dock().foot.start_line.text(), 120
    yield "settled", after(1.0), 10
    yield "map is drawn", map_is_drawn, 60
    photograph("labels")
    click(dock().run_panel.preview_box)
    yield "preview", lambda: QgsProject.instance().mapLayersByName("Preview"), 120
    yield "settled", after(1.0), 10
    yield "map is drawn", map_is_drawn, 60
    photograph("preview")
    click(dock().run_panel.preview_box)
    dock().start.max_minutes.setValue(MAX_MINUTES)
    click(dock().run_panel.run_button)
    yield "trained", lambda: len(dock().run_panel.curve.points) > 1 or dock().run_panel.progress.bar.value() > 600, 300
    photograph("running")
    yield "result", dock().result.isVisible, 600
    yield "settled", after(1.0), 10
    yield "map is drawn", map_is_drawn, 60
    QgsApplication.processEvents()
    bottom = dock().scroll.verticalScrollBar()
    bottom.setValue(dock().result_section.mapTo(dock().scroll.widget(), QPoint(0, 0)).y() - 6)
    yield "settled", after(0.5), 10
    photograph("result")
    notes["report"] = str(dock().rounds.current.report)
    yield from _compared()
    QgsProject.instance().write()


def _compared() -> Steps:
    click(dock().result.map_view.swipe_button)
    yield "settled", after(1.5), 10
    yield "map is drawn", map_is_drawn, 60
    photograph("swipe")
    QTest.keyClick(iface.mapCanvas(), Qt.Key.Key_Escape)
    click(dock().result.suggest_button)
    yield "suggestions", dock().notice.isVisible, 200
    yield "settled", after(1.0), 10
    yield "map is drawn", map_is_drawn, 60
    photograph("suggestions")


def series() -> Steps:
    """Two dates of one place, chosen in the panel."""
    arrange_window(WIDTH, HEIGHT)
    files = sorted(SERIES.glob("*.tif"))
    first, second = (QgsRasterLayer(str(file), file.stem.replace("image_", "Inn, ")) for file in files)
    QgsProject.instance().addMapLayers([second, first])
    open_wide_panel()
    yield "worker is up", lambda: "Device" in dock().foot.start_line.text(), 120
    iface.mapCanvas().setReferencedExtent(QgsReferencedRectangle(first.extent(), first.crs()))
    imagery = dock().form.imagery_section
    imagery.layers.setLayer(first)
    click(imagery.add_button)
    yield "offered", lambda: isinstance(QApplication.activePopupWidget(), QMenu), 10
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    yield "is a series", lambda: len(imagery.series()) == 2, 10
    yield "settled", after(1.0), 10
    yield "map is drawn", map_is_drawn, 60
    photograph("series")


def looks() -> Steps:
    """The project as it was saved: in another size, theme, or in a panel that is small."""
    arrange_window(WIDTH, HEIGHT)
    open_wide_panel()
    iface.addProject(PROJECT)
    yield "result", dock().result.isVisible, 30
    yield "worker is up", lambda: "Device" in dock().foot.start_line.text(), 120
    yield "settled", after(1.5), 10
    yield "map is drawn", map_is_drawn, 60
    look = os.environ["DEEPSAT_STORY_LOOK"]
    photograph(f"{look}_window")
    dock().scroll.verticalScrollBar().setValue(dock().scroll.verticalScrollBar().maximum())
    yield "settled", after(0.3), 10
    photograph(f"{look}_end")
    yield from _toolbox(f"{look}_toolbox")
    dock().setFloating(True)
    for width, height in ((300, 400), (300, 800)):
        dock().resize(QSize(width, height))
        yield "resized", after(0.5), 5
        photograph(f"{look}_{width}x{height}", dock())


def _toolbox(name: str) -> Steps:
    import processing

    given = {"INPUT": [dock().form.imagery.currentLayer()], "CLASS_FIELD": "class"}
    dialog = processing.createAlgorithmDialog("deepsat:mapfromlabels", given)
    dialog.resize(900, 760)
    dialog.show()
    yield "shown", after(1.0), 5
    button = dialog.findChild(QToolButton, "collapseButton")
    if button is not None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    yield "settled", after(0.5), 5
    photograph(name, dialog)
    dialog.close()


notes["size"] = [WIDTH, HEIGHT]
player = Player({"first_map": first_map, "series": series, "looks": looks}[os.environ["DEEPSAT_STORY"]]())
