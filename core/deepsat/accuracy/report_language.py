"""The language of a report: its texts, and how it writes numbers and dates.

Reports are put together in English; texts are looked up when the page is drawn, so that both languages have one source.
"""

from __future__ import annotations

import dataclasses
import functools
import math
import re
from collections.abc import Mapping
from typing import Any

from deepsat.jobs.choices import LANGUAGES
from deepsat.jobs.phrasebook import Phrasebook
from deepsat.jobs.translation_file import ON_THE_PAGE, REPORTED, read_translations
from deepsat.resources import RESOURCES_FOLDER

_NO_BREAK, _DASH = "\N{NO-BREAK SPACE}", "\N{EN DASH}"
_MOST_DEGREES = 360
_DATE = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b")
_PER_CENT = re.compile(r"(?<=\d) ?%")

DATE_TEXT = "{year}-{month}-{day}"
NUMBER_TEXT = "1,234.5"
"""How dates and numbers are written is translated too: the second shows the signs for thousands and decimals."""


@dataclasses.dataclass(frozen=True)
class Language:
    """Texts and writing of a language; English without any."""

    code: str = LANGUAGES[0]
    texts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Texts of the page."""
    reports: Phrasebook = dataclasses.field(default_factory=lambda: Phrasebook({}))
    """Sentences of the worker, such as findings."""
    separator: str = _NO_BREAK
    """Between thousands."""
    point: str = "."

    def said(self, text: str) -> str:
        """A text of the page or a sentence of the worker, as it stands where neither knows it."""
        return _PER_CENT.sub(f"{_NO_BREAK}%", self.texts.get(text) or self.reports.translated(text))

    def filled(self, text: str, *values: Any) -> str:
        """`said`, with values at its placeholders."""
        return self.said(text).format(*values)

    def dated(self, text: str) -> str:
        """`text` with its dates, such as 2026-11-21, as the language writes them."""
        said = self.texts.get(DATE_TEXT, DATE_TEXT)
        return _DATE.sub(lambda found: said.format(**found.groupdict()), text)

    def decimal(self, number: float, digits: int) -> str:
        """A number with `digits` decimals."""
        return f"{number:.{digits}f}".replace(".", self.point)

    def whole(self, number: int) -> str:
        """A whole number, thousands apart."""
        return f"{number:,}".replace(",", self.separator)

    def percent(self, share: float) -> str:
        """A share, 0-1, in per cent; a dash for NaN."""
        return _DASH if math.isnan(share) else f"{self.decimal(100 * share, 1)}{_NO_BREAK}%"

    def place(self, place: tuple[float, float]) -> str:
        """Two coordinates, in metres or in degrees, as QGIS' field of coordinates takes them: with points."""
        digits = 1 if max(map(abs, place)) > _MOST_DEGREES else 6
        return ", ".join(f"{one:.{digits}f}" for one in place)

    def hectares(self, area: float) -> str:
        """Enough digits for a garden and for a country."""
        return self._hectares(area, _digits(area))

    def _hectares(self, area: float, digits: int) -> str:
        return self.decimal(area, digits) if digits else self.whole(round(area))

    def span(self, low: float, high: float) -> str:
        """An interval of shares in per cent; empty where there is none."""
        if math.isnan(low) or math.isnan(high):
            return ""
        return f"{self.decimal(100 * low, 1)}{_DASH}{self.decimal(100 * high, 1)}"

    def give_or_take(self, value: float, half_width: float, unit: str) -> str:
        """An estimate with its half width, such as `94.7 ± 1.9 %`; a dash where the sample says nothing."""
        if math.isnan(value):
            return _DASH
        if unit == "ha":
            half = self._hectares(half_width, _digits(value))
            return f"{self.hectares(value)} \N{PLUS-MINUS SIGN} {half}"
        return f"{self.decimal(100 * value, 1)} \N{PLUS-MINUS SIGN} {self.percent(half_width)}"


def _digits(hectares: float) -> int:
    """Decimals of an area, and of what is given or taken from it."""
    return 0 if hectares >= 1000 else 1 if hectares >= 1 else 4


ENGLISH = Language()


@functools.lru_cache
def language_of(code: str) -> Language:
    """The language `code`, one of `LANGUAGES`."""
    if code == ENGLISH.code:
        return ENGLISH
    path = RESOURCES_FOLDER / "i18n" / f"deepsat_{code}.ts"
    texts = read_translations(path, ON_THE_PAGE)
    separator, point = (sign for sign in texts[NUMBER_TEXT] if not sign.isdigit())
    return Language(code, texts, Phrasebook(read_translations(path, REPORTED), separator, point), separator, point)
