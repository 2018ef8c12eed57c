"""What the values of a class field are called: by the value map of the field, else by the legend of the layer."""

from __future__ import annotations

import re
from typing import Any, Iterator, Mapping, Optional

from qgis.core import QgsCategorizedSymbolRenderer, QgsEditorWidgetSetup, QgsValueMapFieldFormatter, QgsVectorLayer
from qgis.PyQt.QtCore import QLocale, QVariant

from deepsat.jobs.class_colours import plain_name

_VALUE_MAP = "ValueMap"


def name_of(value: Any) -> str:
    """The class that a field's value names, as the worker reads it; empty for none."""
    if value is None or (isinstance(value, QVariant) and value.isNull()):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return plain_name(str(value))


def words_in(layer: QgsVectorLayer, class_field: str) -> dict[str, str]:
    """What values are called, where that is not the value itself; a value map goes before the legend.

    Args:
        layer: with polygons or points.
        class_field: its field that names the class.
    """
    index = layer.fields().lookupField(class_field)
    if index < 0:
        return {}
    legend = _words_of_legend(layer, class_field)
    words = {**legend, **_words_of_map(layer.editorWidgetSetup(index), layer.fields().at(index).isNumeric())}
    # A job tells them as value=name: such a value would end at its own sign.
    return {value: name for value, name in words.items() if "=" not in value}


def is_styled_by(layer: QgsVectorLayer, class_field: str) -> bool:
    """Whether the layer is drawn by class."""
    renderer = layer.renderer()
    return isinstance(renderer, QgsCategorizedSymbolRenderer) and _attribute(renderer) == class_field


def values_of(category: Any) -> list[str]:
    """The values that one category of a renderer stands for, as names; none for "all other values"."""
    value = category.value()
    values = value if isinstance(value, (list, tuple)) else [value]
    return [name for name in map(name_of, values) if name]


def with_words(layer: QgsVectorLayer, class_field: str, words: Mapping[str, str]) -> Optional[QgsEditorWidgetSetup]:
    """The field's value map with other words for some values; None where the field has no value map.

    Args:
        layer: the labels.
        class_field: its field that names the class.
        words: by value; empty ones leave the value itself.
    """
    index = layer.fields().lookupField(class_field)
    setup = layer.editorWidgetSetup(index)
    if setup.type() != _VALUE_MAP:
        return None
    is_numeric = layer.fields().at(index).isNumeric()
    entries, written = [], set()
    for text, value in _entries(setup):
        name = _name_in_map(value, is_numeric)
        written.add(name)
        entries.append({words[name] or name: value} if name in words else {text: value})
    entries += [{text: value} for value, text in words.items() if text and value not in written]
    return QgsEditorWidgetSetup(_VALUE_MAP, {**setup.config(), "map": entries})


def _words_of_map(setup: QgsEditorWidgetSetup, is_numeric: bool) -> dict[str, str]:
    words: dict[str, str] = {}
    if setup.type() == _VALUE_MAP:
        for text, value in _entries(setup):
            name, title = _name_in_map(value, is_numeric), plain_name(text)
            if name and title and not _is_same(title, name):
                # Where a value is listed twice, forms show the first.
                words.setdefault(name, title)
    return words


def _entries(setup: QgsEditorWidgetSetup) -> Iterator[tuple[str, Any]]:
    """Words and values in the order of the form. Older projects hold one map, whose order is lost."""
    listed = setup.config().get("map") or []
    for entry in [listed] if isinstance(listed, dict) else listed:
        yield from entry.items()


def _name_in_map(value: Any, is_numeric: bool) -> str:
    """The value of an entry as the class is called by it. Most often it is text, whatever the field holds."""
    if value == QgsValueMapFieldFormatter.NULL_VALUE:
        return ""
    name = name_of(value)
    try:
        return name_of(float(name)) if is_numeric else name
    except ValueError:
        return name


def _words_of_legend(layer: QgsVectorLayer, class_field: str) -> dict[str, str]:
    words: dict[str, str] = {}
    if not is_styled_by(layer, class_field):
        return words
    for category in layer.renderer().categories():
        names, title = values_of(category), plain_name(category.label())
        # Categories that were merged list their values, and are so many classes in one colour.
        if title and {plain_name(part) for part in re.split("[,;]", title)} != set(names):
            words.update({name: title for name in names if name not in words and not _is_same(title, name)})
    return words


def _is_same(title: str, name: str) -> bool:
    """Whether words are the value itself; QGIS writes numbers as the language does, such as 1,000."""
    if title == name:
        return True
    spoken, is_number = QLocale().toDouble(title)
    plain, is_plain = QLocale.c().toDouble(title)
    return (is_number and name_of(spoken) == name) or (is_plain and name_of(plain) == name)


def _attribute(renderer: QgsCategorizedSymbolRenderer) -> str:
    attribute = renderer.classAttribute()
    quoted = len(attribute) > 1 and attribute[0] == attribute[-1] == '"'
    return attribute[1:-1].replace('""', '"') if quoted else attribute
