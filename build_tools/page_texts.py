"""Texts of the report on how good a map is: those of its template, and those that the code puts into it.

In the template they are what is passed to `tr()`. In the code they are what `Chart`, `Curve`, `SkillWording` and
`ReportContent` are made of, the facts that functions such as `scene_facts` give, and what a language is asked to say.
Standard library only.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from build_tools.reported_texts import templates_of

_IN_TEMPLATE = re.compile(r'\btr\(("(?:[^"\\]|\\.)*")')
_MADE_OF_WORDS = ("Chart", "Curve", "SkillWording", "ReportContent")
_NAMED_TEXTS = re.compile(r"[A-Z_]+_TEXT|DATES|WHOLE_MAP")
_SENTENCE = re.compile(r"(?:[A-Z]|\{0\}).* .*\.", re.DOTALL)
_COUNTED = re.compile(r"[a-z].* and (?:was|were) [a-z].*")
_FINDINGS_COME_FROM = (
    *("accuracy", "change", "class_map.py", "finetune", "imagery", "labels"),
    *("jobs/band_slots.py", "jobs/sentences.py"),
)


def texts_of_template(template: str) -> Iterator[str]:
    """What the template passes to `tr()` as it stands there."""
    for literal in _IN_TEMPLATE.findall(template):
        yield ast.literal_eval(literal)


def texts_of_code(source: str) -> Iterator[str]:
    """What the Python text `source` puts into a report, as templates: `{0} x {1} pixels`."""
    yield from filter(None, _texts_of_code(source))


def _texts_of_code(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in ("said", "filled"):
            yield from map(_literal, node.args[:1])
        elif isinstance(node, ast.Call) and _is_made_of_words(node):
            yield from _templates_in([*node.args, *(keyword.value for keyword in node.keywords)])
        elif isinstance(node, ast.ClassDef) and node.name == "SkillWording":
            yield from _templates_in([one.value for one in node.body if isinstance(one, ast.AnnAssign) and one.value])
        elif isinstance(node, ast.FunctionDef) and node.name.endswith("_facts"):
            yield from _templates_in([one for one in ast.walk(node) if isinstance(one, ast.Dict)])
        elif isinstance(node, ast.Assign) and _NAMED_TEXTS.fullmatch(_name(node.targets[0])):
            yield _literal(node.value)


def is_read_by_a_report(path: Path, core: Path) -> bool:
    """Whether the module at `path` may say what a report's findings say."""
    return path.relative_to(core).as_posix().startswith(_FINDINGS_COME_FROM)


def is_of_a_finding(template: str) -> bool:
    """Whether a template is a sentence, as findings are, or what one counts: `feature is empty and was left out`."""
    return _SENTENCE.fullmatch(template) is not None or _COUNTED.fullmatch(template) is not None


def _is_made_of_words(call: ast.Call) -> bool:
    is_wording = _name(call.func) == "replace" and any(_name(one).startswith("MAP_") for one in call.args[:1])
    return is_wording or _name(call.func) in _MADE_OF_WORDS


def _templates_in(nodes: list[ast.expr]) -> Iterator[str]:
    """Of texts, joined texts and dictionaries; what is called or looked up is none of them."""
    for node in nodes:
        if isinstance(node, ast.Dict):
            yield from _templates_in([one for one in (*node.keys, *node.values) if one is not None])
        elif isinstance(node, ast.IfExp):
            yield from _templates_in([node.body, node.orelse])
        elif isinstance(node, (ast.Constant, ast.JoinedStr, ast.BinOp)):
            yield from (template for template in templates_of(node) if re.search("[A-Za-z]{2}", template))


def _literal(node: ast.expr) -> str:
    """The text as it stands there, empty where it is no literal."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _name(node: ast.expr) -> str:
    return str(getattr(node, "id", "") or getattr(node, "attr", ""))
