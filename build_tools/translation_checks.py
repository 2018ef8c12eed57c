"""What is missing or wrong in a language. Standard library only."""

from __future__ import annotations

import re
import string
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

_DIALOGS = ("apply_dialog", "class_menu", "environment_dialog", "model_manager")


def findings(texts: Mapping[str, list[str]], translations: Mapping[str, str]) -> Iterator[str]:
    """What is missing or wrong in a language, one sentence each."""
    for text in texts:
        if text not in translations:
            yield f"no translation: {text!r}"
        elif problem := difference(text, translations[text]):
            yield f"{problem}: {text!r} is {translations[text]!r}"
    yield from other_names(texts, translations)
    yield from doubled_mnemonics(texts, translations)


def other_names(texts: Iterable[str], translations: Mapping[str, str]) -> Iterator[str]:
    """Texts that name another, as “Fine-tune on labels”, in other words than it has in the translation."""
    for text in texts:
        for name in re.findall("“([^”]+)”", text):
            called = translations.get(name, "")
            if called not in translations.get(text, called):
                yield f"“{name}” is called “{called}”: {text!r} is {translations[text]!r}"


def report_findings(
    reports: Mapping[str, list[str]], translations: Mapping[str, str], needed: Iterable[str] = ()
) -> Iterator[str]:
    """What is wrong in the translations of reports; those that are not `needed` may be missing, and stay English."""
    yield from (f"no translation: {template!r}" for template in dict.fromkeys(needed) if template not in translations)
    for template in reports:
        said = translations.get(template, template)
        if not _placeholders(said).keys() <= _placeholders(template).keys():
            yield f"other placeholders: {template!r} is {said!r}"


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
