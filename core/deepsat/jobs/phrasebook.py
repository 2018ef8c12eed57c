"""Sentences of the worker and the installer, which say them in English, in the language of QGIS or of a report.

Translations know them as templates, `Mapped {0} of {1} tiles.`, by which a sentence is recognised with its values in
it. What no template fits stays English.
"""

from __future__ import annotations

import functools
import re
import string
from typing import Mapping

_MOST_NESTED = 3
_COUNTED = re.compile(r"([\d,.]+) (.+)", re.DOTALL)
_DECIMAL = re.compile(r"(?<![\d.])(\d+)\.(\d+(?:e-\d+)?)(?= ?(?:%|m²|°|x \d|(?:ha|km|m|cm|ft|h|min|s|GB|MB)\b))")
"""A number with a unit behind it: without one it may be the version of something."""
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")


class Phrasebook:
    """Templates and their translations.

    Args:
        translations: by template; a translation may leave values out and change their order.
        separator: what stands for the comma of `12,000` in the language.
        point: what stands for the point of `2.7 %`.
    """

    def __init__(self, translations: Mapping[str, str], separator: str = ",", point: str = ".") -> None:
        self._translations = translations
        self._separator = separator
        self._point = point
        self._whole = {_plain(text): _plain(said) for text, said in translations.items() if "{0}" not in text}

    def translated(self, text: str) -> str:
        """`text` translated, with what it quotes; as it stands where no template fits."""
        return self._translated(text, 0)

    def numbers(self, text: str) -> str:
        """`text` with its decimal numbers, where a unit follows, as the language writes them."""
        return _DECIMAL.sub(rf"\1{self._point}\2", text)

    @functools.cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        """Made when a report comes first, so that QGIS does not wait for it when it starts."""
        # The template with most words of its own is the one that is meant.
        templates = sorted((text for text in self._translations if "{0}" in text), key=_own_length, reverse=True)
        return [(_pattern(template), self._translations[template]) for template in templates]

    def _translated(self, text: str, nested: int) -> str:
        if text in self._whole:
            return self._whole[text]
        for pattern, said in self._patterns:
            if found := pattern.fullmatch(text):
                return self.numbers(said.format(*(self._quoted(value, nested + 1) for value in found.groups())))
        return text

    def _quoted(self, value: str, nested: int) -> str:
        """A value that may be a sentence itself, with a number before it or not; names of one or two words stay."""
        if _THOUSANDS.fullmatch(value):
            return value.replace(",", self._separator)
        if nested > _MOST_NESTED or value.count(" ") < 2:
            return value
        if counted := _COUNTED.fullmatch(value):
            return f"{self._quoted(counted[1], nested)} {self._translated(counted[2], nested)}"
        return self._translated(value, nested)


def _pattern(template: str) -> re.Pattern[str]:
    parts = string.Formatter().parse(template)
    return re.compile(
        "".join(re.escape(own) + ("(.+?)" if name is not None else "") for own, name, _, _ in parts), re.DOTALL
    )


def _own_length(template: str) -> int:
    return sum(len(own) for own, _, _, _ in string.Formatter().parse(template))


def _plain(text: str) -> str:
    """A template without values as a person reads it."""
    return "".join(own for own, _, _, _ in string.Formatter().parse(text))
