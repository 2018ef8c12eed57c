"""Texts that people see, collected from the code: what has to be translated.

They are what is passed to `tr()`, the help of job fields, the opening sentences of errors, what worker and installer
report, and the texts of the page that tells how good a map is. Standard library only.
"""

from __future__ import annotations

import ast
import dataclasses
from collections import defaultdict
from collections.abc import Container, Iterator
from pathlib import Path

from build_tools.page_texts import is_of_a_finding, is_read_by_a_report, texts_of_code, texts_of_template
from build_tools.reported_texts import progress_and_remedies, templates_of_source
from deepsat.jobs.errors import SUMMARIES
from deepsat.jobs.jobs import JOB_TYPES

ROOT = Path(__file__).resolve().parents[1]
PLUGIN, CORE = ROOT / "deepsat_qgis", ROOT / "core" / "deepsat"
_TEMPLATE = "resources/report/report.html.jinja"

Texts = dict[str, list[str]]
"""Each text and the files it is in, relative to the repository."""


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


def collected_reports(translated: Container[str]) -> Texts:
    """Templates of what worker and installer report: those that are `translated`, and those that people read most."""
    found: Texts = defaultdict(list)
    needed, page = set(report_needs()), collected_page()
    for path in sorted([*CORE.rglob("*.py"), *PLUGIN.rglob("*.py")]):
        source, place = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
        wanted = {*progress_and_remedies(source), *needed} - page.keys()
        for template in dict.fromkeys(templates_of_source(source)):
            if (template in translated or template in wanted) and place not in found[template]:
                found[template].append(place)
    return dict(found)


def collected_page() -> Texts:
    """Texts of the report on how good a map is that hold no values of the worker's."""
    found: Texts = {text: [_TEMPLATE] for text in texts_of_template((ROOT / _TEMPLATE).read_text(encoding="utf-8"))}
    for text, place in _page_texts():
        if "{0}" not in text and place not in found.setdefault(text, []):
            found[text].append(place)
    return found


def report_needs() -> Iterator[str]:
    """Templates that a report must be able to say: its own with values, and what findings are made of."""
    yield from (text for text, _ in _page_texts() if "{0}" in text)
    for path in sorted(CORE.rglob("*.py")):
        if is_read_by_a_report(path, CORE):
            source = path.read_text(encoding="utf-8")
            yield from filter(is_of_a_finding, templates_of_source(source))


def _page_texts() -> Iterator[tuple[str, str]]:
    for path in sorted([*(CORE / "accuracy").glob("*.py"), *(CORE / "finetune").glob("*.py")]):
        for text in texts_of_code(path.read_text(encoding="utf-8")):
            yield text, path.relative_to(ROOT).as_posix()


def _name(function: ast.expr) -> str:
    return str(getattr(function, "id", "") or getattr(function, "attr", ""))
