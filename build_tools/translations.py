"""Keeps the translations, resources/i18n/deepsat_LANGUAGE.ts, one file a language.

    PYTHONPATH=core python3 -m build_tools.translations

brings every file up to date: new texts are added without translation, texts that are gone are removed. It prints what
has to be translated, and exits with 1 while anything is missing or wrong. The files are those of Qt Linguist, which
opens them; a text without its translation there is shown in English.

Qt's own collector finds what is passed to `tr()` only. Standard library only.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path

from build_tools.translated_texts import ROOT, Texts, collected_page, collected_reports, collected_texts, report_needs
from build_tools.translation_checks import findings, report_findings
from deepsat.jobs.translation_file import ON_THE_PAGE, REPORTED, TEXTS, read_translations

FOLDER = ROOT / "resources" / "i18n"


def main() -> int:
    """Brings the files up to date, prints what they lack, and returns the exit status."""
    texts, page, needed = collected_texts(), collected_page(), set(report_needs())
    count = 0
    for path in sorted(FOLDER.glob("*.ts")):
        known = {kind: read_translations(path, kind) for kind in (TEXTS, REPORTED, ON_THE_PAGE)}
        reported = known[REPORTED]
        reports = collected_reports(reported)
        write_translations(path, {TEXTS: texts, REPORTED: reports, ON_THE_PAGE: page}, known)
        spoken = {**reported, **known[ON_THE_PAGE]}
        found = [
            *findings(texts, known[TEXTS]),
            *findings(page, known[ON_THE_PAGE]),
            *report_findings(reports, spoken, sorted(needed)),
        ]
        count += len(found)
        print(f"{path.relative_to(ROOT)}: {len(texts) + len(page)} texts, {len(found)} findings", *found, sep="\n  ")
        english = [report for report in reports if report not in reported]
        print(f"  {len(reports)} reports, {len(english)} in English", *english, sep="\n    ")
        gone = [report for report in reported if report not in reports]
        print(f"  {len(gone)} reports are gone", *gone, sep="\n    ")
    return 1 if count else 0


def write_translations(path: Path, texts: Mapping[str, Texts], translations: Mapping[str, Mapping[str, str]]) -> None:
    """Writes a .ts file with `texts` of each kind, those without translation marked as unfinished."""
    language = path.stem.partition("_")[2]
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    for kind, texts_of_kind in texts.items():
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = kind
        for text, places in texts_of_kind.items():
            context.append(_message(text, places, translations[kind].get(text)))
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def _message(text: str, places: list[str], said: str | None) -> ET.Element:
    message = ET.Element("message")
    for place in places:
        ET.SubElement(message, "location", filename=f"../../{place}")
    ET.SubElement(message, "source").text = text
    translation = ET.SubElement(message, "translation")
    if said is None:
        translation.set("type", "unfinished")
    else:
        translation.text = said
    return message


if __name__ == "__main__":
    sys.exit(main())
