"""What DeepSat computes with: what is there, what is missing, and the ways to install or repair it."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtGui import QFontDatabase
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QGroupBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from deepsat_qgis.dock.setup.environment_check import EnvironmentCheck
from deepsat_qgis.dock.setup.installer import Installer
from deepsat_qgis.dock.setup.superseded_line import SupersededLine
from deepsat_qgis.dock.widgets.field_row import explain, keep_narrow
from deepsat_qgis.dock.widgets.fields import bold, explain_button, wrapped
from deepsat_qgis.dock.widgets.progress_line import ProgressLine
from deepsat_qgis.dock.widgets.screen_room import resize_within_screen
from deepsat_qgis.failures import Failure
from deepsat_qgis.settings import load_settings
from deepsat_qgis.translation import reported, tr
from deepsat_qgis.worker.diagnostics import scrubbed
from deepsat_qgis.worker.environment import EnvironmentState, InstallOptions, Status, worker_state
from deepsat_qgis.worker.records import EXISTING


class EnvironmentDialog(QDialog):
    """Shows and mends the environment; the work is done by the panel's installer, which the panel shows too."""

    def __init__(self, installer: Installer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("DeepSat environment"))
        self._installer = installer
        self._check = EnvironmentCheck(self)
        self.state = bold(wrapped())
        self.facts = QFormLayout()
        self.from_index = QRadioButton(tr("From the &package index"))
        self.from_folder = QRadioButton(tr("From a &folder of wheels"))
        self.from_python = QRadioButton(tr("Use a &Python of my own"))
        self.wheels, self.python, self.base = QgsFileWidget(), QgsFileWidget(), QgsFileWidget()
        self.build = QComboBox()
        self.install_button = QPushButton()
        self._can_mend, self._is_whole = True, False
        self.progress = ProgressLine(
            tr("Progress of the installation"), tr("Stop; what was downloaded is kept for the next time.")
        )
        self.problem = wrapped()
        self.superseded = SupersededLine()
        self.report = QPlainTextEdit()
        self.check_button = QPushButton(tr("&Check"))
        self.copy_button = QPushButton(tr("C&opy report"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        # Qt's own translations are not on every computer.
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        self._set_up()
        self._lay_out()
        self._connect()
        self._choose_as_before()
        self.refresh()

    def refresh(self) -> None:
        """Looks at the environment anew; takes milliseconds."""
        found = worker_state(load_settings().worker_python)
        self.state.setText(_in_words(found))
        while self.facts.rowCount():
            self.facts.removeRow(0)
        for name, value in _facts(found):
            self.facts.addRow(name, wrapped(value))
        self._can_mend = not found.chosen_in
        is_there = found.status in (Status.READY, Status.BROKEN)
        self.install_button.setText(tr("Check and &repair") if is_there else tr("&Install"))
        explain_button(self.install_button, _what_installing_does(found))
        self._is_whole = found.status is Status.READY
        self._offer_base()
        self._show_running(self._installer.is_running)
        self.superseded.refresh()

    def options(self) -> InstallOptions:
        """What is chosen."""
        wheels = Path(self.wheels.filePath()) if self.from_folder.isChecked() and self.wheels.filePath() else None
        python = Path(self.python.filePath()) if self.from_python.isChecked() and self.python.filePath() else None
        base = Path(self.base.filePath()) if self.base.isEnabled() and self.base.filePath() else None
        return InstallOptions(device=self.build.currentData(), offline=wheels, existing=python, base=base)

    def reject(self) -> None:
        """Ends a check that is under way. An installation goes on: the panel shows it."""
        if not self.check_button.isEnabled():
            self._check.close()
            self._checked("")
        super().reject()

    def _install(self) -> None:
        options = self.options()
        if self.from_folder.isChecked() and options.offline is None:
            self._say(tr("Choose the folder with the wheels first."))
        elif self.from_python.isChecked() and options.existing is None:
            self._say(tr("Choose the program of that Python first."))
        else:
            self._installer.start(options)

    def _choose_as_before(self) -> None:
        """A Python of the person's own is looked at again, and not replaced by an environment of DeepSat's."""
        record = worker_state().record
        if record is not None and record.kind == EXISTING:
            self.python.setFilePath(record.python)
            self.from_python.setChecked(True)
        else:
            self.from_index.setChecked(True)

    def _offer_base(self, _is_own: object = None) -> None:
        """An environment that is whole is not built anew, and one's own is not built at all."""
        self.base.setEnabled(not (self._is_whole or self.from_python.isChecked()))

    def _started(self) -> None:
        self.problem.hide()
        self._show_running(True)
        self.progress.show_started()

    def _failed(self, failure: Failure) -> None:
        self.refresh()
        self._say(failure.text)
        self.report.setPlainText("\n\n".join(part for part in (failure.text, failure.details) if part))

    def _cancelled(self) -> None:
        self.refresh()
        self._say(tr("Cancelled. What was downloaded is kept for the next time."))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

    def _show_running(self, is_running: bool) -> None:
        self.install_button.setEnabled(not is_running and self._can_mend)
        self.progress.setVisible(is_running)

    def _start_check(self) -> None:
        self.check_button.setEnabled(False)
        self.report.setPlainText(tr("Checking: every package is looked at, and each device computes something…"))
        self._check.start()

    def _checked(self, report: str) -> None:
        self.check_button.setEnabled(True)
        self.report.setPlainText(report)

    def _set_up(self) -> None:
        self.wheels.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        explain(self.wheels, tr("Folder of wheels"), tr("For computers without network: all packages as wheels."))
        self.python.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        explain(
            self.python,
            tr("Program of a Python"),
            tr("Interpreter of an environment that you made, such as one of conda with CUDA. It is not changed."),
        )
        for value, title in (("auto", tr("Automatic")), ("cpu", tr("Processor (CPU)")), ("cuda", tr("NVIDIA (CUDA)"))):
            self.build.addItem(title, value)
        self.base.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        self.base.lineEdit().setPlaceholderText(tr("found by itself"))
        explain(
            self.base,
            tr("Python to build from"),
            tr("Program that the environment is built from; it stays as it is. Leave empty to have one found."),
        )
        keep_narrow(self.build)
        explain(
            self.build,
            tr("Build of torch"),
            tr("Automatic takes the CUDA build, about 3 GB, where an NVIDIA card is found, else the CPU build."),
        )
        explain_button(self.check_button, tr("Looks at every package and tries each device. Takes some seconds."))
        explain_button(self.copy_button, tr("Copies the report; home folders and user names are taken out."))
        self.problem.hide()
        self.report.setReadOnly(True)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setAccessibleName(tr("Report"))
        self.report.setPlaceholderText(tr("“Check” writes a report here, to be copied into an issue."))
        for button in (self.check_button, self.copy_button):
            button.setAutoDefault(False)
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)

    def _lay_out(self) -> None:
        box = QGroupBox(tr("Install or repair"))
        grid = QGridLayout(box)
        grid.addWidget(self.from_index, 0, 0)
        grid.addWidget(self.build, 0, 1)
        rows = ((self.from_folder, self.wheels), (self.from_python, self.python))
        for row, (button, field) in enumerate(rows, start=1):
            grid.addWidget(button, row, 0)
            grid.addWidget(field, row, 1)
            field.setEnabled(False)
            button.toggled.connect(field.setEnabled)
        self.from_index.toggled.connect(self.build.setEnabled)
        self.from_python.toggled.connect(self._offer_base)
        grid.setColumnStretch(1, 1)
        grid.addWidget(QLabel(tr("Built from Python")), 3, 0)
        grid.addWidget(self.base, 3, 1)
        grid.addWidget(self.install_button, 4, 0, 1, 2)
        grid.addWidget(self.progress, 5, 0, 1, 2)
        grid.addWidget(self.problem, 6, 0, 1, 2)
        layout = QVBoxLayout(self)
        layout.addWidget(self.state)
        layout.addLayout(self.facts)
        layout.addWidget(box)
        layout.addWidget(self.superseded)
        layout.addWidget(self.report, 1)
        layout.addWidget(self.buttons)
        resize_within_screen(self, 680, 620)

    def _connect(self) -> None:
        installer = self._installer
        self.install_button.clicked.connect(self._install)
        self.progress.cancel_pressed.connect(installer.cancel)
        installer.started.connect(self._started)
        installer.progressed.connect(self.progress.show_progress)
        installer.failed.connect(self._failed)
        installer.cancelled.connect(self._cancelled)
        installer.done.connect(self.refresh)
        self.check_button.clicked.connect(self._start_check)
        self._check.done.connect(self._checked)
        self.copy_button.clicked.connect(lambda: QApplication.clipboard().setText(scrubbed(self.report.toPlainText())))
        self.buttons.rejected.connect(self.close)


def _in_words(found: EnvironmentState) -> str:
    words = {
        Status.READY: tr("The environment is there."),
        Status.MISSING: tr("The environment is not installed yet."),
        Status.INCOMPLETE: tr("An installation was begun and did not end; it goes on where it was."),
        Status.BROKEN: tr("The environment is damaged: {}.").format(reported(found.reason)),
    }
    return f"{words[found.status]} {reported(found.remedy)}".strip()


def _what_installing_does(found: EnvironmentState) -> str:
    if found.chosen_in:
        return tr("Nothing that is installed here would be used: another Python is named in {}.").format(
            reported(found.chosen_in)
        )
    return tr("Makes what is missing and replaces what is damaged, in a folder of DeepSat's own. QGIS is not changed.")


def _facts(found: EnvironmentState) -> list[tuple[str, str]]:
    """What is known of the environment, as name and value."""
    record = found.record
    known: list[tuple[str, Optional[str]]] = [(tr("Python"), str(found.python) if found.python else None)]
    if record is not None:
        torch = f"{record.torch} ({record.torch_kind.upper()})" if record.torch else None
        known += [(tr("Version"), record.version), (tr("Torch"), torch), (tr("Device"), record.device)]
        known += [(tr("Note"), reported(finding)) for finding in record.findings]
    return [(name, value) for name, value in known if value]
