"""A progress bar with what is going on below it and Cancel beside it."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from deepsat_qgis.dock.widgets.wrapped_label import WrappedLabel
from deepsat_qgis.translation import tr

_STEPS = 1000


class ProgressLine(QWidget):
    """How far something is, and the way to stop it."""

    cancel_pressed = pyqtSignal()

    def __init__(self, name: str, cancel_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setAccessibleName(name)
        self.bar.setToolTip(name)
        self.bar.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.cancel_button = QPushButton(tr("Cancel"))
        self.cancel_button.setToolTip(cancel_hint)
        self.cancel_button.clicked.connect(self._cancel)
        self.text = WrappedLabel()
        top = QHBoxLayout()
        top.addWidget(self.bar, 1)
        top.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.text)
        self.hide()

    def show_started(self) -> None:
        """At the beginning."""
        self.bar.setValue(0)
        self.text.setText(tr("Starting…"))
        self.cancel_button.setEnabled(True)
        self.show()

    @property
    def has_focus(self) -> bool:
        """Whether keys go to the bar or to Cancel."""
        return self.bar.hasFocus() or self.cancel_button.hasFocus()

    def take_focus(self) -> None:
        """Keys go to the bar, which does nothing with them: whoever presses a key twice starts nothing else."""
        self.bar.setFocus()

    def show_progress(self, fraction: float, text: str) -> None:
        """This share, 0-1, is done; `text` says what is going on. Once Cancel is pressed its text stays."""
        self.bar.setValue(round(_STEPS * fraction))
        if self.cancel_button.isEnabled():
            self.text.setText(text)

    def _cancel(self) -> None:
        if self.cancel_button.hasFocus():
            self.take_focus()
        self.cancel_button.setEnabled(False)
        self.text.setText(tr("Cancelling…"))
        self.cancel_pressed.emit()
