"""A numbered part of the panel with a heading that folds it away."""

from __future__ import annotations

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

_MARGIN = 6
"""Pixels; a panel is narrow."""


def section(title: str, name: str, content: QWidget) -> QgsCollapsibleGroupBox:
    """A section around `content`.

    Args:
        title: the heading, such as “1 Imagery”.
        name: identifies the section where QGIS remembers whether it is folded.
        content: what the section shows.
    """
    box = QgsCollapsibleGroupBox(title)
    box.setObjectName(f"deepsat_{name}")
    box.setSettingGroup("deepsat")
    box.setSaveCollapsedState(True)
    box.setAccessibleName(title)
    layout = QVBoxLayout(box)
    layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    layout.addWidget(content)
    return box
