"""Fields of tables, in the words of whichever QGIS this is."""

from __future__ import annotations

from qgis.core import Qgis, QgsField
from qgis.PyQt.QtCore import QMetaType, QVariant

# Since QGIS 3.38 a field's type is a QMetaType; the old types warn there, and are gone with Qt 6.
_HAS_META_TYPES = Qgis.QGIS_VERSION_INT >= 33800


_BOOLEAN = QMetaType.Type.Bool if _HAS_META_TYPES else QVariant.Type.Bool


def is_boolean(field: QgsField) -> bool:
    """Whether the field holds true and false."""
    return bool(field.type() == _BOOLEAN)


def can_name_classes(field: QgsField) -> bool:
    """Whether the field holds texts, numbers, or true and false; dates, lists and binary data are none of them."""
    return bool(field.isNumeric() or is_boolean(field) or field.type() == text_field("").type())


def text_field(name: str) -> QgsField:
    """A field for texts of any length."""
    return QgsField(name, QMetaType.Type.QString if _HAS_META_TYPES else QVariant.Type.String)


def integer_field(name: str) -> QgsField:
    """A field for whole numbers of 64 bits."""
    return QgsField(name, QMetaType.Type.LongLong if _HAS_META_TYPES else QVariant.Type.LongLong)
