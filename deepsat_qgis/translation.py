"""Texts for people, in the language of QGIS."""

from __future__ import annotations

import dataclasses
import functools
import string
from typing import Any, Mapping

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QLocale

from deepsat.jobs.choices import LANGUAGES
from deepsat.jobs.phrasebook import Phrasebook
from deepsat.jobs.translation_file import REPORTED, read_translations, translation_file
from deepsat_qgis.paths import RESOURCES_FOLDER

FOLDER = RESOURCES_FOLDER / "i18n"


def tr(text: str) -> str:
    """`text` in the language of QGIS; as it stands, in English, where there is no translation."""
    return spoken_language().texts.get(text, text)


def reported(text: str) -> str:
    """What the worker or the installer reported, in the language of QGIS; as it stands where that is not known."""
    return spoken_language().reports.translated(text)


def filled(text: str, *values: Any, **named: Any) -> str:
    """`text.format`, but numbers that have a format, as `{:.1f}` has, are written as in the language of QGIS."""
    return _Formatter(spoken_language().numbers).vformat(text, values, named)


@dataclasses.dataclass(frozen=True)
class Language:
    """What is known of a language."""

    code: str
    """One of `LANGUAGES`, in which reports can be written."""
    texts: Mapping[str, str]
    """Translations by their English text; none for English."""
    reports: Phrasebook
    """What the worker and the installer say; knows nothing for English."""
    numbers: Mapping[int, str]
    """What stands for the comma and the point of an English number, as `str.translate` takes it."""


@functools.lru_cache(maxsize=1)
def spoken_language() -> Language:
    """The language of QGIS, which stays the same until QGIS starts again; English where DeepSat does not know it."""
    locale = QgsApplication.locale()
    path = translation_file(FOLDER, locale)
    if path is None:
        return Language(LANGUAGES[0], {}, Phrasebook({}), {})
    writing = QLocale(locale)
    numbers = {ord(","): writing.groupSeparator(), ord("."): writing.decimalPoint()}
    reports = Phrasebook(read_translations(path, REPORTED), writing.groupSeparator(), writing.decimalPoint())
    return Language(path.stem.partition("_")[2], read_translations(path), reports, numbers)


class _Formatter(string.Formatter):
    def __init__(self, numbers: Mapping[int, str]) -> None:
        self._numbers = numbers

    def format_field(self, value: Any, format_spec: str) -> str:
        shown = super().format_field(value, format_spec)
        return shown.translate(self._numbers) if format_spec and isinstance(value, (int, float)) else shown
