"""Reads reports: texts of the page in order, and what two languages of one report have in common."""

from __future__ import annotations

import html.parser
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from deepsat.jobs.translation_file import ON_THE_PAGE, read_translations
from deepsat.resources import RESOURCES_FOLDER


class Texts(html.parser.HTMLParser):
    """The texts of a page that a person sees or hears, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._is_style = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._is_style = tag == "style"
        self.found += [value or "" for name, value in attributes if name in ("aria-label", "title", "alt")]

    def handle_endtag(self, tag: str) -> None:
        self._is_style = False

    def handle_data(self, text: str) -> None:
        if not self._is_style and text.strip():
            self.found.append(" ".join(text.replace("\N{NO-BREAK SPACE}", " ").split()))


def said_alike(english: Path, german: Path) -> set[str]:
    """Texts with words that both reports share, but for those that are the same word in German.

    Both must have as many, and their JSON the same keys.
    """
    pages = [Texts(path.read_text(encoding="utf-8")).found for path in (english, german)]
    documents = [[*_leaves(json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))]
                 for path in (english, german)]  # fmt: skip
    assert len(pages[0]) == len(pages[1])
    assert [key for key, _ in documents[0]] == [key for key, _ in documents[1]]
    pairs = [*zip(*pages, strict=True), *((a, b) for (_, a), (_, b) in zip(*documents, strict=True))]
    alike = {one for one, other in pairs if one == other and isinstance(one, str)}
    words = {text for text in alike if re.search("[A-Za-z]{2}", text) and not re.fullmatch("#[0-9a-f]{6}", text)}
    texts = read_translations(RESOURCES_FOLDER / "i18n" / "deepsat_de.ts", ON_THE_PAGE)
    return {text for text in words if texts.get(text) != text}


def _leaves(document: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(document, dict):
        for name, value in document.items():
            yield from _leaves(value, f"{key}/{name}")
    elif isinstance(document, list):
        for index, value in enumerate(document):
            yield from _leaves(value, f"{key}/{index}")
    else:
        yield key, document
