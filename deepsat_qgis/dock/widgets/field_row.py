"""Small things that the sections of the panel share: combos that stay narrow, wrapped lines, texts for all readers."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QLabel, QSizePolicy, QToolButton, QWidget

from deepsat_qgis.dock.widgets.wrapped_label import WrappedLabel
from deepsat_qgis.wording import unbroken


def narrow_form(parent: QWidget) -> QFormLayout:
    """A form that stays usable at 300 pixels: labels move above their fields when there is no room."""
    form = QFormLayout(parent)
    form.setContentsMargins(0, 0, 0, 0)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def keep_narrow(combo: QComboBox) -> None:
    """A long layer name must not widen the panel."""
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def explain(widget: QWidget, name: str, text: str) -> None:
    """Tool tip for those who see the widget, name and description for those who hear it."""
    widget.setToolTip(text)
    widget.setAccessibleName(name)
    widget.setAccessibleDescription(text)


def wrapped_line() -> QLabel:
    """A line of plain text that wraps, and that can be selected and copied."""
    line = WrappedLabel()
    line.hide()
    return line


def say(line: QLabel, text: str) -> None:
    """Shows a text, or hides its line when there is none."""
    line.setText(unbroken(text))
    line.setVisible(bool(text))


def icon_button(icon: QIcon, name: str, text: str) -> QToolButton:
    """A button that is a picture; it has a name for those who do not see it."""
    button = QToolButton()
    button.setIcon(icon)
    button.setIconSize(QSize(18, 18))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    explain(button, name, text)
    return button
