"""The places of values in a document: the names on the way to each, joined by `/`.

Documents are read from files of strangers, in which a few bytes can refer to one container again and again, from inside
of itself too. So levels, values and the letters of all places have limits, far above those of real files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from deepsat.checkpoints.importing.pickle_machine import Damaged, Global, Made

MOST_ENTRIES = 1_000_000
DEEPEST = 200
"""Levels of containers in containers; real files have fewer than 20."""
MOST_LETTERS = 300_000_000

_SAID = (str, int, float, bytes, Global, type(None))
"""What a key can be called by; the words of anything else have no limit."""


def leaves(content: Any) -> Iterator[tuple[str, Any]]:
    """Everything that is no container, with its place; what a call would have been given is looked into too.

    Raises:
        Damaged: there is too much of it.
    """
    count = letters = 0
    pending: list[tuple[str, Any, int]] = [("", content, 0)]
    while pending:
        place, value, depth = pending.pop()
        inside = _inside(value)
        if inside is None:
            yield place, value
            continue
        count += len(inside)
        letters += sum(len(place) + 1 + len(name) for name, _ in inside)
        if depth > DEEPEST or count > MOST_ENTRIES:
            raise Damaged(f"more than {MOST_ENTRIES} values, or more than {DEEPEST} levels of them")
        if letters > MOST_LETTERS:
            raise Damaged(f"names of more than {MOST_LETTERS} letters")
        pending += [(f"{place}/{name}" if place else name, each, depth + 1) for name, each in reversed(inside)]


def _inside(value: Any) -> list[tuple[str, Any]] | None:
    """The named contents of a container; None for what is none."""
    if isinstance(value, Mapping):
        return _named(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return _numbered(value)
    if isinstance(value, Made):
        own = [] if value.state is None else (_inside(value.state) or [("state", value.state)])
        made_from = [] if value.arguments in ((), None) else [("()", value.arguments)]
        return [*_named(value.entries), *_numbered(value.items), *own, *made_from]
    return None


def _named(entries: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    pairs = enumerate(_few(entries).items())
    return [(str(key) if isinstance(key, _SAID) else f"({index})", each) for index, (key, each) in pairs]


def _numbered(items: Collection[Any]) -> list[tuple[str, Any]]:
    return [(str(index), each) for index, each in enumerate(_few(items))]


def _few(container: Any) -> Any:
    if len(container) > MOST_ENTRIES:
        raise Damaged(f"more than {MOST_ENTRIES} values in one container")
    return container
