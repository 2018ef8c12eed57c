"""The list of weights to start from, in the panel and in Processing's dialogs."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QPaintEvent
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from deepsat.jobs import UserError
from deepsat_qgis.checkpoints import (
    AUTO,
    RANDOM,
    NamedCheckpoint,
    checked_checkpoint,
    installed_folder,
    offered_checkpoints,
    usual_checkpoint,
)
from deepsat_qgis.failures import failure_of
from deepsat_qgis.translation import tr

_FOLDER = "/"
"""Stands for the entry that asks for a folder; no checkpoint is named like it."""


class CheckpointCombo(QComboBox):
    """The usual start, then names, each with the title of its card, then random weights, then a folder to be chosen."""

    refused = pyqtSignal(object)
    """`Failure`: the folder that was chosen holds no checkpoint."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._extra = ""
        """Folder, or name that is not known, that is an entry too."""
        # A long title must not widen the panel; the list itself may be wider.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._chosen = AUTO
        self.choose(AUTO)
        self.activated.connect(self._activated)

    def chosen(self) -> str:
        """The name, or the path of a folder, that is chosen."""
        return self._chosen

    def choose(self, checkpoint: str) -> None:
        """Shows a name or the path of a folder as chosen, whether there is a checkpoint or not."""
        entries = self._entries()
        if checkpoint and checkpoint not in [value for value, _, _ in entries]:
            self._extra = checkpoint
            entries = self._entries()
        self.blockSignals(True)
        self.clear()
        for value, title, explanation in entries:
            self.addItem(title, value)
            self.setItemData(self.count() - 1, explanation, Qt.ItemDataRole.ToolTipRole)
        self.blockSignals(False)
        self._show(max(0, self.findData(checkpoint)))

    def choose_if_there(self, checkpoint: str) -> None:
        """As `choose`, but what is not there any more gives way to the usual start."""
        try:
            self.choose(checked_checkpoint(checkpoint))
        except UserError:
            self.choose(AUTO)

    def showPopup(self) -> None:
        """Looks for checkpoints anew: one may have been imported since."""
        self.choose(self._chosen)
        longest = self.view().sizeHintForColumn(0) + self.view().verticalScrollBar().sizeHint().width()
        self.view().setMinimumWidth(longest)
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ends a text that is too long in dots, where Qt would cut it off in the middle of a letter."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        kind = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(kind, option, QStyle.SubControl.SC_ComboBoxEditField, self).width() - 4
        option.currentText = option.fontMetrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(kind, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _entries(self) -> list[tuple[str, str, str]]:
        """Value, text and explanation of each entry."""
        named = offered_checkpoints()
        found = [(one.name, _text_of(one), one.description or one.title) for one in named]
        usual = tr("Automatic ({})").format(_named(usual_checkpoint()))
        found.insert(0, (AUTO, usual, tr("The best general start that this computer has.")))
        if self._extra and self._extra not in [value for value, _, _ in found]:
            found.append((self._extra, Path(self._extra).name or self._extra, self._extra))
        found.append((RANDOM, _named(RANDOM), tr("Learns from your imagery alone, without any pre-training.")))
        found.append((_FOLDER, tr("Folder…"), tr("Choose the folder of a checkpoint that is not in this list.")))
        return found

    def _show(self, index: int) -> None:
        self._chosen = self.itemData(index)
        self.setCurrentIndex(index)
        text = tr("What training starts from. {}").format(self.itemData(index, Qt.ItemDataRole.ToolTipRole))
        self.setToolTip(text)
        self.setAccessibleDescription(text)

    def _activated(self, index: int) -> None:
        if self.itemData(index) != _FOLDER:
            self._show(index)
            return
        self._show(self.findData(self._chosen))
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of a checkpoint"), _where_to_look(self._extra))
        if folder:
            self.take_folder(folder)

    def take_folder(self, folder: str) -> None:
        """Chooses the folder that the person has pointed to, or says why not by `refused`."""
        try:
            self.choose(checked_checkpoint(folder))
        except UserError as error:
            self.refused.emit(failure_of(error))


def _text_of(checkpoint: NamedCheckpoint) -> str:
    """The name, by which scripts call it, and what it is."""
    if checkpoint.title == checkpoint.name:
        return checkpoint.name
    return tr("{name}: {title}").format(name=checkpoint.name, title=checkpoint.title)


def _named(name: str) -> str:
    return tr("Random weights") if name == RANDOM else name


def _where_to_look(folder: str) -> str:
    """Where to begin to look: beside the folder before, else the person's own checkpoints once there are any."""
    own = installed_folder()
    return str(Path(folder).parent) if folder else str(own) if own.is_dir() else ""
