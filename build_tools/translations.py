"""Collects the texts that people see and keeps resources/i18n/deepsat_LANGUAGE.ts, one file a language.

    PYTHONPATH=core python3 -m build_tools.translations

brings every file up to date: new texts are added without translation, texts that are gone are removed. It prints what
has to be translated, and exits with 1 while anything is missing or wrong. The files are those of Qt Linguist, which
opens them; a text without its translation there is shown in English.

Texts are what is passed to `tr()`, the help of job fields, and the opening sentences of errors. Qt's own collector
finds the first only. Standard library only.
"""

from __future__ import annotations

import ast
import dataclasses
import re
import string
import sys
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from deepsat.jobs.errors import SUMMARIES
from deepsat.jobs.jobs import JOB_TYPES
from deepsat_qgis.translation_file import read_translations

ROOT = Path(__file__).resolve().parents[1]
PLUGIN = ROOT / "deepsat_qgis"
FOLDER = ROOT / "resources" / "i18n"
CONTEXT = "DeepSat"

Texts = dict[str, list[str]]
"""Each text and the files it is in, relative to the repository."""

_DIALOGS = ("apply_dialog", "class_menu", "environment_dialog", "model_manager")


def main() -> int:
    """Brings the files up to date, prints what they lack, and returns the exit status."""
    texts = collected_texts()
    count = 0
    for path in sorted(FOLDER.glob("*.ts")):
        translations = read_translations(path)
        write_translations(path, texts, translations)
        found = [*findings(texts, translations)]
        count += len(found)
        print(f"{path.relative_to(ROOT)}: {len(texts)} texts, {len(found)} findings", *found, sep="\n  ")
    return 1 if count else 0


def collected_texts() -> Texts:
    """All texts, in the order of files and lines."""
    texts: Texts = defaultdict(list)
    for text, place in (*plugin_texts(), *job_texts()):
        if place not in texts[text]:
            texts[text].append(place)
    return dict(texts)


def plugin_texts() -> Iterator[tuple[str, str]]:
    """What the plugin passes to `tr()`, each with its module's file."""
    for path in sorted(PLUGIN.rglob("*.py")):
        for text in texts_of_source(path.read_text(encoding="utf-8")):
            yield text, path.relative_to(ROOT).as_posix()


def texts_of_source(source: str) -> Iterator[str]:
    """What the Python text `source` passes to `tr()` as it stands there, line by line."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and _name(node.func) == "tr"]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
            yield call.args[0].value


def job_texts() -> Iterator[tuple[str, str]]:
    """The help of every job field and the summary of every error, each with its module's file."""
    for job in JOB_TYPES.values():
        for field in dataclasses.fields(job):
            yield field.metadata["help"], f"core/{job.__module__.replace('.', '/')}.py"
    for summary in SUMMARIES.values():
        yield summary, "core/deepsat/jobs/errors.py"


def write_translations(path: Path, texts: Mapping[str, list[str]], translations: Mapping[str, str]) -> None:
    """Writes a .ts file with `texts`, those without translation marked as unfinished."""
    language = path.stem.partition("_")[2]
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for text, places in texts.items():
        message = ET.SubElement(context, "message")
        for place in places:
            ET.SubElement(message, "location", filename=f"../../{place}")
        ET.SubElement(message, "source").text = text
        translation = ET.SubElement(message, "translation")
        if text in translations:
            translation.text = translations[text]
        else:
            translation.set("type", "unfinished")
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def findings(texts: Mapping[str, list[str]], translations: Mapping[str, str]) -> Iterator[str]:
    """What is missing or wrong in a language, one sentence each."""
    for text in texts:
        if text not in translations:
            yield f"no translation: {text!r}"
        elif problem := difference(text, translations[text]):
            yield f"{problem}: {text!r} is {translations[text]!r}"
    yield from doubled_mnemonics(texts, translations)


def difference(text: str, translation: str) -> str:
    """What a translation must share with its text but does not; empty when all is well."""
    if _placeholders(text) != _placeholders(translation):
        return "other placeholders"
    if _edges(text) != _edges(translation):
        return "other blanks at the ends"
    if bool(_mnemonic(text)) != bool(_mnemonic(translation)):
        return "a mnemonic in one of them only"
    return ""


def doubled_mnemonics(texts: Mapping[str, list[str]], translations: Mapping[str, str]) -> Iterator[str]:
    """Keys that stand for several things in one form: a dialog or menu, or the panel with all its sections."""
    taken: dict[tuple[str, str], set[str]] = defaultdict(set)
    for text, places in texts.items():
        shown = translations.get(text, text)
        for form in {_form(place) for place in places} if _mnemonic(shown) else ():
            taken[form, _mnemonic(shown)].add(shown)
    for (form, key), shown_texts in sorted(taken.items()):
        if len(shown_texts) > 1:
            yield f"Alt+{key.upper()} stands for several in {form}: {', '.join(sorted(shown_texts))}"


def _form(place: str) -> str:
    stem = Path(place).stem
    return "the panel" if "/dock/" in place and stem not in _DIALOGS else stem


def _mnemonic(text: str) -> str:
    found = re.search(r"&(\w)", text)
    return found.group(1).lower() if found else ""


def _placeholders(text: str) -> Counter[tuple[Any, ...]]:
    return Counter((name, form) for _, name, form, _ in string.Formatter().parse(text) if name is not None)


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _name(function: ast.expr) -> str:
    return str(getattr(function, "id", "") or getattr(function, "attr", ""))


if __name__ == "__main__":
    sys.exit(main())
