"""Texts for people, in the language of QGIS."""

from __future__ import annotations

import dataclasses
import functools
import string
from typing import Any, Mapping

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QLocale

from deepsat_qgis.paths import RESOURCES_FOLDER
from deepsat_qgis.translation_file import read_translations, translation_file

FOLDER = RESOURCES_FOLDER / "i18n"


def tr(text: str) -> str:
    """`text` in the language of QGIS; as it stands, in English, where there is no translation.

    `format` of what comes back writes numbers as the language does, where they have a format, as `{:.1f}` has.
    """
    language = spoken_language()
    return _Text(language.texts[text], language.numbers) if text in language.texts else text


@dataclasses.dataclass(frozen=True)
class Language:
    """What is known of a language."""

    texts: Mapping[str, str]
    """Translations by their English text; none for English."""
    numbers: Mapping[int, str]
    """What stands for the comma and the point of an English number, as `str.translate` takes it."""


@functools.lru_cache(maxsize=1)
def spoken_language() -> Language:
    """The language of QGIS, which stays the same until QGIS starts again; English where DeepSat does not know it."""
    locale = QgsApplication.locale()
    path = translation_file(FOLDER, locale)
    if path is None:
        return Language({}, {})
    writing = QLocale(locale)
    numbers = {ord(","): writing.groupSeparator(), ord("."): writing.decimalPoint()}
    return Language(read_translations(path), numbers)


class _Text(str):
    """A translated text."""

    def __new__(cls, text: str, numbers: Mapping[int, str]) -> _Text:
        made = super().__new__(cls, text)
        made._formatter = _Formatter(numbers)
        return made

    def format(self, *values: Any, **named: Any) -> str:
        return self._formatter.vformat(str(self), values, named)


class _Formatter(string.Formatter):
    """`str.format`, but numbers that have a format are written as the language writes them."""

    def __init__(self, numbers: Mapping[int, str]) -> None:
        self._numbers = numbers

    def format_field(self, value: Any, format_spec: str) -> str:
        shown = super().format_field(value, format_spec)
        return shown.translate(self._numbers) if format_spec and isinstance(value, (int, float)) else shown
