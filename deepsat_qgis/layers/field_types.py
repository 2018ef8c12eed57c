"""Fields of tables, in the words of whichever QGIS this is."""

from __future__ import annotations

from qgis.core import Qgis, QgsField
from qgis.PyQt.QtCore import QMetaType, QVariant

# Since QGIS 3.38 a field's type is a QMetaType; the old types warn there, and are gone with Qt 6.
_HAS_META_TYPES = Qgis.QGIS_VERSION_INT >= 33800


def text_field(name: str) -> QgsField:
    """A field for texts of any length."""
    return QgsField(name, QMetaType.Type.QString if _HAS_META_TYPES else QVariant.Type.String)


def integer_field(name: str) -> QgsField:
    """A field for whole numbers of 64 bits."""
    return QgsField(name, QMetaType.Type.LongLong if _HAS_META_TYPES else QVariant.Type.LongLong)
