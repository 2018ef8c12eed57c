"""What came out: which run, how skilled, what it covers, what was noticed, and what can be done with it next."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping, Optional

from qgis.core import QgsGeometry, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices, QIcon
from qgis.PyQt.QtWidgets import QComboBox, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from deepsat.jobs import UserError
from deepsat_qgis.dock.map_window import MapWindow
from deepsat_qgis.dock.result.area_table import AreaTable
from deepsat_qgis.dock.result.doubtful_list import DoubtfulList
from deepsat_qgis.dock.result.map_view import MapView
from deepsat_qgis.dock.widgets.field_row import explain, keep_narrow
from deepsat_qgis.dock.widgets.fields import bold, explain_button, wrapped
from deepsat_qgis.dock.widgets.two_columns import TwoColumns
from deepsat_qgis.failures import failure_of
from deepsat_qgis.layers.style import class_entries
from deepsat_qgis.paths import icon_path
from deepsat_qgis.run_record import Run
from deepsat_qgis.translation import reported, tr
from deepsat_qgis.wording import duration, held_out_sentence, unbroken


class ResultPanel(QWidget):
    """The current run; hidden until there is one."""

    chosen = pyqtSignal(object)
    """Another `Run` is to be the current one."""
    suggest_pressed = pyqtSignal()
    apply_pressed = pyqtSignal()
    polygons_pressed = pyqtSignal()
    save_pressed = pyqtSignal()
    models_pressed = pyqtSignal()

    def __init__(self, project: QgsProject, window: Optional[MapWindow] = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: Optional[Run] = None
        self._runs: list[Run] = []
        self.rounds = QComboBox()
        self.title = bold(wrapped())
        self.skill = wrapped()
        self.doubtful = DoubtfulList()
        self._window = window
        self.map_view = MapView(project, None if window is None else window.canvas)
        self.areas = AreaTable()
        self.findings = wrapped()
        self.suggest_button = QPushButton(QIcon(icon_path("suggest")), tr("Where to label next"))
        self.apply_button = QPushButton(QIcon(icon_path("predict")), tr("Apply to another raster…"))
        self.polygons_button = QPushButton(tr("As polygons"))
        self.copy_button = QPushButton(tr("Copy areas"))
        self.report_button = QPushButton(tr("Open report"))
        self.folder_button = QPushButton(tr("Open folder"))
        self.save_button = QPushButton(tr("Save model…"))
        self.models_button = QPushButton(tr("Models…"))
        self._explain()
        self._lay_out()
        self._connect()
        self.hide()

    def focus_order(self) -> list[QWidget]:
        """What Tab visits, in this order."""
        return [self.rounds, self.doubtful.list, *self.map_view.focus_order(), self.areas, *self._buttons()]

    def show_runs(self, runs: list[Run], current: Optional[Run]) -> None:
        """Shows the current run, and the others to choose from; hides where there is none."""
        self._run = current
        self.rounds.clear()
        for run in reversed(runs):
            self.rounds.addItem(run.name, str(run.folder))
            self.rounds.setItemData(self.rounds.count() - 1, str(run.folder), Qt.ItemDataRole.ToolTipRole)
        self._runs = list(reversed(runs))
        self.rounds.setVisible(len(runs) > 1)
        self.map_view.show_run(current)
        if current is not None:
            self.rounds.setCurrentIndex(self.rounds.findData(str(current.folder)))
            self._show(current)
        self.setVisible(current is not None)

    def set_busy(self, is_busy: bool) -> None:
        """Nothing can be asked of the worker while it has a job."""
        for widget in (self.rounds, self.suggest_button, self.apply_button, self.polygons_button):
            widget.setEnabled(not is_busy)

    def _show(self, run: Run) -> None:
        result = run.result or {}
        seconds = duration(result.get("seconds", 0.0))
        self.title.setText(unbroken(tr("“{name}” is ready, after {time}.").format(name=run.name, time=seconds)))
        self.skill.setText(unbroken(held_out_sentence(result) if run.is_training else _unknown_skill(run)))
        self.doubtful.show_doubtful(result, QgsRasterLayer(str(run.map)).crs())
        colours, problem = _colours_of(run)
        self.areas.show_areas(result.get("area", {}), colours)
        findings = [*(f"• {sentence}" for sentence in problem), *_findings_of(result)]
        self.findings.setText(unbroken("\n".join(findings)))
        self.findings.setVisible(bool(findings))
        self.report_button.setEnabled(run.report is not None)
        self.suggest_button.setEnabled(run.model.is_dir())

    def _go_to(self, place: QgsGeometry) -> None:
        if self._window is not None:
            self._window.show_place(place, self.doubtful.crs)

    def _explain(self) -> None:
        keep_narrow(self.rounds)
        explain(self.rounds, tr("Run"), tr("Go back to an earlier map, or forward again; its layers are shown."))
        texts = {
            self.suggest_button: tr("Ranks ten places where a label would help this model most."),
            self.apply_button: tr("Maps another raster, or a folder of rasters, with this model."),
            self.polygons_button: tr("Draws the map as polygons along its pixels; the toolbox can simplify them."),
            self.copy_button: tr("Copies the table of areas, for a spreadsheet."),
            self.report_button: tr("Accuracy on held-out polygons class by class, training curve and settings."),
            self.folder_button: tr("Folder with map, model, report and a copy of the labels."),
            self.save_button: tr("Keeps this model under a name, outside the project."),
            self.models_button: tr("Compare, rename and delete the models on this computer."),
        }
        for button, text in texts.items():
            explain_button(button, text)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _buttons(self) -> list[QPushButton]:
        return [
            self.suggest_button,
            self.apply_button,
            self.polygons_button,
            self.copy_button,
            self.report_button,
            self.folder_button,
            self.save_button,
            self.models_button,
        ]

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.rounds, self.title, self.skill, self.doubtful, self.map_view, self.areas, self.findings):
            layout.addWidget(widget)
        layout.addWidget(self.suggest_button)
        layout.addWidget(self.apply_button)
        layout.addLayout(TwoColumns(self._buttons()[2:]))

    def _connect(self) -> None:
        self.doubtful.place_wanted.connect(self._go_to)
        self.rounds.activated.connect(lambda index: self.chosen.emit(self._runs[index]))
        self.suggest_button.clicked.connect(self.suggest_pressed)
        self.apply_button.clicked.connect(self.apply_pressed)
        self.polygons_button.clicked.connect(self.polygons_pressed)
        self.copy_button.clicked.connect(self.areas.copy)
        self.save_button.clicked.connect(self.save_pressed)
        self.models_button.clicked.connect(self.models_pressed)
        self.report_button.clicked.connect(lambda: _open(self._run.report if self._run else None))
        self.folder_button.clicked.connect(lambda: _open(self._run.folder if self._run else None))


def _colours_of(run: Run) -> tuple[dict[str, str], list[str]]:
    """Colours of the classes of a run's map; none, and what is wrong with its file, where that is damaged."""
    if not run.map.is_file():
        return {}, []
    try:
        return {entry.name: entry.colour for entry in class_entries(str(run.map))}, []
    except UserError as error:
        return {}, [failure_of(error).text]


def _findings_of(result: Mapping[str, Any]) -> list[str]:
    """What was noticed; first, with a sign of their own, findings for which the map may be wrong."""
    doubts = result.get("doubts", [])
    others = [finding for finding in result.get("findings", []) if finding not in doubts]
    return [*(f"⚠ {reported(doubt)}" for doubt in doubts), *(f"• {reported(other)}" for other in others)]


def _unknown_skill(run: Run) -> str:
    return tr("Mapped with the model in {}. It learnt elsewhere: how good it is here is not known.").format(run.model)


def _open(path: Optional[Path]) -> None:
    if path is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
