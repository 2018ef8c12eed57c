"""Sentences that the worker and the installer report, read from their code as templates.

What is `f"Mapped {done} of {count} tiles."` there is the template `Mapped {0} of {1} tiles.` here, which the plugin
recognises a reported sentence by. Conditions inside of a sentence make a template for each of their outcomes, and names
that are set once in a function count as what they are set to. Standard library only.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator

_MOST_ALTERNATIVES = 16
_WORDED = re.compile(r"[a-z]{2,}.* .*[a-z]{2,}|[A-Za-z]{4,}")
_VALUE = "\0"
"""Stands for a value until templates are numbered."""

_Names = dict[str, ast.expr]


def templates_of_source(source: str) -> Iterator[str]:
    """Templates of the text expressions in the Python text `source`, in no useful order; some occur twice."""
    yield from _within(ast.parse(source), {})


def templates_of(expression: ast.expr) -> Iterator[str]:
    """Templates of one text expression; those without values may be single short words."""
    for text in _alternatives(expression, {}):
        if _VALUE not in text or _WORDED.search(text.replace(_VALUE, "")):
            yield _numbered(text)


def progress_and_remedies(source: str) -> Iterator[str]:
    """Those that say how far a job is, and those that say what to do after an error: people read them most."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            is_progress = isinstance(node.func, ast.Attribute) and node.func.attr in ("progress", "tell")
            said = node.args if is_progress else []
            for expression in (*said, *(keyword.value for keyword in node.keywords if keyword.arg == "remedy")):
                # Stages are single words that nobody sees.
                yield from (template for template in _templates(expression, {}) if " " in template)


def _within(node: ast.AST, names: _Names) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        names = _set_once(node)
    for child in ast.iter_child_nodes(node):
        is_docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        if is_docstring:
            continue
        if isinstance(child, ast.expr):
            yield from _templates(child, names)
        yield from _within(child, names)


def _set_once(function: ast.FunctionDef | ast.AsyncFunctionDef) -> _Names:
    """Names with a single assignment in `function`, and what they are set to."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    return {name: values[0] for name, values in found.items() if len(values) == 1}


def _templates(node: ast.expr, names: _Names) -> Iterator[str]:
    for text in _alternatives(node, names):
        if _WORDED.search(text.replace(_VALUE, "")):
            yield _numbered(text)


def _numbered(text: str) -> str:
    first, *others = text.replace("{", "{{").replace("}", "}}").split(_VALUE)
    return first + "".join(f"{{{number}}}{part}" for number, part in enumerate(others))


def _alternatives(node: ast.expr, names: _Names) -> list[str]:
    """What a text expression may become, values being `_VALUE`; none where it is no text, one value where unknown."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return _limited([*_alternatives(node.body, names), *_alternatives(node.orelse, names)])
    if isinstance(node, ast.JoinedStr):
        return _joined(node.values, names)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _joined([node.left, node.right], names)
    return []


def _joined(parts: list[ast.expr], names: _Names) -> list[str]:
    choices = [_alternatives(_meant(part, names), names) or [_VALUE] for part in parts]
    # Values side by side cannot be told apart.
    whole = (re.sub(f"{_VALUE}+", _VALUE, "".join(chosen)) for chosen in itertools.product(*choices))
    return _limited(list(itertools.islice(whole, _MOST_ALTERNATIVES + 1)))


def _meant(part: ast.expr, names: _Names) -> ast.expr:
    value = part.value if isinstance(part, ast.FormattedValue) else part
    if isinstance(value, ast.Name):
        meant = names.get(value.id, value)
        # A name that is set to itself with more behind it would never end.
        return value if any(isinstance(node, ast.Name) and node.id == value.id for node in ast.walk(meant)) else meant
    return value


def _limited(alternatives: list[str]) -> list[str]:
    return alternatives if len(alternatives) <= _MOST_ALTERNATIVES else []
