"""Texts for people, in their language."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication


def tr(text: str) -> str:
    """`text` in the language of QGIS; English where there is no translation."""
    return QCoreApplication.translate("DeepSat", text)
