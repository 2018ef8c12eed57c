"""Texts of the panel: buttons that explain themselves, labels that wrap."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QAbstractButton, QLabel

from deepsat_qgis.dock.widgets.field_row import explain
from deepsat_qgis.dock.widgets.wrapped_label import WrappedLabel


def explain_button(button: QAbstractButton, text: str) -> None:
    """As `explain`, for a widget whose own text names it."""
    explain(button, button.text().replace("&", ""), text)


def wrapped(text: str = "") -> QLabel:
    """Plain text that wraps and can be selected."""
    return WrappedLabel(text)


def bold(label: QLabel) -> QLabel:
    """The label itself, in bold."""
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
