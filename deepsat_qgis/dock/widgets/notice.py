"""A message inside the panel. QGIS' own message bar cuts its text at the width of a narrow panel; this one wraps."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from deepsat_qgis.dock.widgets.wrapped_label import WrappedLabel
from deepsat_qgis.failures import Failure
from deepsat_qgis.translation import tr
from deepsat_qgis.wording import unbroken

_ICONS = {
    "info": QStyle.StandardPixmap.SP_MessageBoxInformation,
    "warning": QStyle.StandardPixmap.SP_MessageBoxWarning,
    "error": QStyle.StandardPixmap.SP_MessageBoxCritical,
}


class Notice(QFrame):
    """One message with an icon, to be closed; details fold out and can be copied."""

    shown = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deepsat_notice")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.icon = QLabel()
        self.text = WrappedLabel()
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.close_button = QToolButton()
        self.details_button = QPushButton(tr("Details"))
        self.copy_button = QPushButton(tr("Copy"))
        self.details = QPlainTextEdit()
        self._is_refusal = False
        self._build()
        self.hide()

    def _build(self) -> None:
        self.close_button.setAutoRaise(True)
        self.close_button.setIcon(QgsApplication.getThemeIcon("/mIconClose.svg"))
        self.close_button.setToolTip(tr("Close this message"))
        self.close_button.setAccessibleName(tr("Close this message"))
        self.close_button.clicked.connect(self.hide)
        self.details_button.setCheckable(True)
        self.details_button.setToolTip(tr("Show what the worker reported"))
        self.details_button.toggled.connect(self.details.setVisible)
        self.copy_button.setToolTip(tr("Copy message and details"))
        self.copy_button.clicked.connect(self._copy)
        self.details.setReadOnly(True)
        self.details.setMaximumHeight(160)
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.setAccessibleName(tr("Details of the message"))
        top = QHBoxLayout()
        top.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.text, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.details_button)
        buttons.addWidget(self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(top)
        layout.addLayout(buttons)
        layout.addWidget(self.details)

    def show_failure(self, failure: Failure) -> None:
        """Shows a failure; the details wait behind their button."""
        self._show("error", failure.text, failure.details)

    def show_refusal(self, failure: Failure) -> None:
        """Shows that something was refused, which is got over once something like it is done."""
        self.show_failure(failure)
        self._is_refusal = True

    def withdraw_refusal(self) -> None:
        """Hides what is shown if it is a refusal."""
        if self._is_refusal:
            self.hide()

    def show_text(self, level: str, text: str) -> None:
        """Shows a plain message of level `info`, `warning` or `error`."""
        self._show(level, text, "")

    def _show(self, level: str, text: str, details: str) -> None:
        self._is_refusal = False
        size = self.fontMetrics().height()
        self.icon.setPixmap(self.style().standardIcon(_ICONS[level]).pixmap(QSize(size, size)))
        self.text.setText(unbroken(text))
        # A name that is longer than a line is cut off there.
        self.text.setToolTip(text)
        self.setAccessibleName(text)
        self.details.setPlainText(details)
        self.details_button.setChecked(False)
        self.details.hide()
        self.details_button.setVisible(bool(details))
        self.copy_button.setVisible(level == "error")
        self.show()
        self.shown.emit()

    def _copy(self) -> None:
        parts = [self.text.text(), self.details.toPlainText()]
        QApplication.clipboard().setText("\n\n".join(part for part in parts if part))
