"""Texts that people see, collected from the code: what has to be translated.

They are what is passed to `tr()`, the help of job fields, the opening sentences of errors, and what worker and
installer report. Standard library only.
"""

from __future__ import annotations

import ast
import dataclasses
from collections import defaultdict
from collections.abc import Container, Iterator
from pathlib import Path

from build_tools.reported_texts import progress_and_remedies, templates_of_source
from deepsat.jobs.errors import SUMMARIES
from deepsat.jobs.jobs import JOB_TYPES

ROOT = Path(__file__).resolve().parents[1]
PLUGIN = ROOT / "deepsat_qgis"

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
    for path in sorted([*(ROOT / "core" / "deepsat").rglob("*.py"), *PLUGIN.rglob("*.py")]):
        source, place = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
        wanted = set(progress_and_remedies(source))
        for template in dict.fromkeys(templates_of_source(source)):
            if (template in translated or template in wanted) and place not in found[template]:
                found[template].append(place)
    return dict(found)


def _name(function: ast.expr) -> str:
    return str(getattr(function, "id", "") or getattr(function, "attr", ""))
