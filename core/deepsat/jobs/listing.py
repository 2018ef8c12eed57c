"""Lists of names in sentences: whole where they are short, else how they begin and how many there are."""

from __future__ import annotations

from collections.abc import Sequence

WHOLE = 16
"""Most names that are all said: those of every multispectral sensor's bands."""

SHOWN = 5
"""Of longer lists, so many names."""


def listed(names: Sequence[str]) -> str:
    """`B1, B2, B3`; of more than `WHOLE` names `B1, B2, B3, B4, B5 and 219 more`."""
    return ", ".join(names) if len(names) <= WHOLE else shortened(names, SHOWN)


def first_few(names: Sequence[str]) -> str:
    """`a, b`; of more than `SHOWN` names `a, b, c, d, e and 3 more`."""
    return ", ".join(names) if len(names) <= SHOWN else shortened(names, SHOWN)


def shortened(names: Sequence[str], shown: int, count: int = 0) -> str:
    """The first names and how many more there are.

    Args:
        names: more than `shown`.
        shown: how many are said.
        count: what the names after those stand for; 0 where each stands for itself.
    """
    return f"{', '.join(names[:shown])} and {count or len(names) - shown} more"
