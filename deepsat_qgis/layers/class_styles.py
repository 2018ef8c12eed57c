"""Classes of a label layer: its categorised renderer says which there are, how they are called and coloured."""

from __future__ import annotations

import dataclasses
from typing import Iterable, Mapping, Optional, Sequence, Union

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsRendererCategory,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from deepsat.jobs.class_colours import pairs_of
from deepsat.jobs.palette import colours_for
from deepsat_qgis.layers.class_words import is_styled_by, values_of, words_in

_FILL_OPACITY = 90
"""Of 255: the imagery below stays visible."""

Value = Union[str, int]


@dataclasses.dataclass(frozen=True)
class LabelClass:
    """One class of a label layer."""

    name: str
    """The value of the class field, as text."""
    colour: str
    """`#rrggbb`."""
    words: str = ""
    """What the value is called, where that is not the value itself."""

    @property
    def title(self) -> str:
        """As the map will call it."""
        return self.words or self.name


def value_of(layer: QgsVectorLayer, class_field: str, name: str) -> Optional[Value]:
    """What the field holds for the class `name`; None where a number is needed and `name` is none."""
    index = layer.fields().lookupField(class_field)
    if index < 0 or not layer.fields().at(index).isNumeric():
        return name
    try:
        return int(name)
    except ValueError:
        return None


def styled_classes(layer: QgsVectorLayer, class_field: str) -> tuple[LabelClass, ...]:
    """The classes that the renderer knows, in its order; none where the layer is drawn in another way."""
    if not is_styled_by(layer, class_field):
        return ()
    found: dict[str, LabelClass] = {}
    words = words_in(layer, class_field)
    for category in layer.renderer().categories():
        for name in values_of(category):
            found.setdefault(name, LabelClass(name, _shown_colour(category.symbol()), words.get(name, "")))
    return tuple(found.values())


def classes_of(layer: QgsVectorLayer, class_field: str, drawn: Iterable[str] = ()) -> tuple[LabelClass, ...]:
    """The classes of a layer: those of its renderer, then those that only its polygons have, in natural colours.

    Args:
        layer: the labels.
        class_field: its field that names the class.
        drawn: names of classes that polygons have.
    """
    styled = styled_classes(layer, class_field)
    known, words = {one.name for one in styled}, words_in(layer, class_field)
    others = in_order(name for name in set(drawn) if name and name not in known)
    settled = {one.title: one.colour for one in styled}
    titles = [words.get(name, name) for name in others]
    # Colours go by what the map will call a class, as the worker's do.
    colours = colours_for([*settled, *titles], settled)[len(settled) :]
    return (*styled, *(LabelClass(name, c, words.get(name, "")) for name, c in zip(others, colours)))


def in_order(names: Iterable[str]) -> list[str]:
    """Names by number where all are whole numbers, else by the alphabet regardless of case, as the worker has them."""
    listed = list(names)
    if listed and all(name.lstrip("-").isdigit() for name in listed):
        return sorted(listed, key=int)
    return sorted(listed, key=lambda name: (name.casefold(), name))


def colour_pairs(layer: QgsVectorLayer, class_field: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """The colours of the legend's classes as a job takes them.

    Args:
        layer: the labels.
        class_field: its field that names the class.
        words: what values are called.
    """
    return pairs_by_title((words.get(one.name, one.name), one.colour) for one in styled_classes(layer, class_field))


def pairs_by_title(colours: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Names and colours as a job takes them; of classes with one name the first one's colour counts."""
    first: dict[str, str] = {}
    for title, colour in colours:
        first.setdefault(title, colour)
    return pairs_of(first)


def natural_colour(title: str, taken: Sequence[LabelClass]) -> str:
    """A colour for one more class."""
    settled = {one.title: one.colour for one in taken}
    return colours_for([*settled, title], settled)[-1]


def renderer_of(
    layer: QgsVectorLayer,
    class_field: str,
    classes: Sequence[LabelClass],
    former_names: Optional[Mapping[str, str]] = None,
) -> QgsCategorizedSymbolRenderer:
    """A renderer with these classes. What a person has made of the symbol of a class is kept, but for its colour.

    Args:
        layer: the labels.
        class_field: its field that names the class.
        classes: what to draw, in this order.
        former_names: the name that a class has in the renderer of now, where that is another one.
    """
    former = former_names or {}
    symbols, rest = _symbols_of_now(layer, class_field)
    renderer = QgsCategorizedSymbolRenderer(class_field)
    for one in classes:
        known = symbols.get(former.get(one.name, one.name))
        symbol = class_symbol(one.colour) if known is None else _recoloured(known, one.colour)
        renderer.addCategory(QgsRendererCategory(value_of(layer, class_field, one.name), symbol, one.title))
    for category in rest:
        renderer.addCategory(category)
    return renderer


def class_symbol(colour: str) -> QgsFillSymbol:
    """How polygons of a class look: a veil in its colour with a clear outline, a white line in its middle.

    The line keeps them in sight on a map in the same colours; locked, it stays white whatever colour the class gets.
    """
    veil, line = QColor(colour), QColor(colour)
    veil.setAlpha(_FILL_OPACITY)
    settings = {"outline_width": "0.8", "outline_style": "solid", "style": "solid", "joinstyle": "round"}
    symbol = QgsFillSymbol.createSimple(settings)
    symbol.symbolLayer(0).setFillColor(veil)
    symbol.symbolLayer(0).setStrokeColor(line)
    middle = QgsSimpleLineSymbolLayer(QColor("white"), _MIDDLE_LINE)
    middle.setLocked(True)
    symbol.appendSymbolLayer(middle)
    return symbol


def _symbols_of_now(layer: QgsVectorLayer, class_field: str) -> tuple[dict[str, QgsSymbol], list[QgsRendererCategory]]:
    """Symbols by name of class, and the categories that stand for no class."""
    if not is_styled_by(layer, class_field):
        return {}, []
    symbols: dict[str, QgsSymbol] = {}
    rest = []
    for category in layer.renderer().categories():
        names = values_of(category)
        # The category owns its symbol, and is gone after this loop.
        symbols.update({name: category.symbol().clone() for name in names if name not in symbols})
        if not names:
            rest.append(QgsRendererCategory(category))
    return symbols, rest


def _shown_colour(symbol: QgsSymbol) -> str:
    """What a person sees of a symbol: its fill, or its outline where it has no fill."""
    first = symbol.symbolLayer(0)
    hollow = isinstance(first, QgsSimpleFillSymbolLayer) and (
        first.brushStyle() == Qt.BrushStyle.NoBrush or first.fillColor().alpha() == 0
    )
    return str((first.strokeColor() if hollow else symbol.color()).name())


def _recoloured(symbol: QgsSymbol, colour: str) -> QgsSymbol:
    """A copy in another colour, as clear or opaque as it was."""
    copy = symbol.clone()
    if _shown_colour(symbol) == colour:
        return copy
    for layer in (one for one in copy.symbolLayers() if not one.isLocked()):
        if isinstance(layer, QgsSimpleFillSymbolLayer):
            layer.setFillColor(_with_alpha(colour, layer.fillColor().alpha()))
            layer.setStrokeColor(_with_alpha(colour, layer.strokeColor().alpha()))
        else:
            layer.setColor(_with_alpha(colour, layer.color().alpha()))
    return copy


def _with_alpha(colour: str, alpha: int) -> QColor:
    result = QColor(colour)
    result.setAlpha(alpha)
    return result


_MIDDLE_LINE = 0.25
"""Millimetres."""
