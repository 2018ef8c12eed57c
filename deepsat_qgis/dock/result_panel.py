"""What came out of the last run: skill in words, what was noticed about the data, the way to report and files."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping

from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deepsat_qgis.translation import tr
from deepsat_qgis.wording import duration, held_out_sentence


class ResultPanel(QFrame):
    """The last result; hidden until there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.title = QLabel()
        self.skill = QLabel()
        self.findings = QLabel()
        self.report_button = QPushButton(tr("Open report"))
        self.folder_button = QPushButton(tr("Open folder"))
        self._report = ""
        self._folder = ""
        self._build()
        self.hide()

    def _build(self) -> None:
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        for label in (self.title, self.skill, self.findings):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        self.report_button.setToolTip(tr("Accuracy on held-out polygons class by class, training curve and settings."))
        self.folder_button.setToolTip(tr("Folder with map, model, report and a copy of the labels."))
        self.report_button.clicked.connect(lambda: _open(self._report))
        self.folder_button.clicked.connect(lambda: _open(self._folder))
        buttons = QHBoxLayout()
        buttons.addWidget(self.report_button)
        buttons.addWidget(self.folder_button)
        layout.addLayout(buttons)

    def show_result(self, result: Mapping[str, Any], name: str) -> None:
        """Shows the result of the run whose layer group is called `name`."""
        self.title.setText(tr("“{name}” is ready, after {time}.").format(name=name, time=duration(result["seconds"])))
        self.skill.setText(held_out_sentence(result))
        findings = result.get("findings", [])
        self.findings.setText("\n".join(f"• {finding}" for finding in findings))
        self.findings.setVisible(bool(findings))
        self._report = result.get("report", "")
        self._folder = str(Path(result["output"]).parent)
        self.report_button.setVisible(bool(self._report))
        self.show()


def _open(path: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))
