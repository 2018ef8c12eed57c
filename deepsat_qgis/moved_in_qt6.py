"""Classes of Qt that are found in another module since Qt 6: QtGui there, QtWidgets before."""

from __future__ import annotations

try:
    from qgis.PyQt.QtGui import QAction, QShortcut, QUndoCommand, QUndoStack
except ImportError:
    from qgis.PyQt.QtWidgets import QAction, QShortcut, QUndoCommand, QUndoStack

__all__ = ["QAction", "QShortcut", "QUndoCommand", "QUndoStack"]
