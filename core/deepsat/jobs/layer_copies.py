"""Copies of layers that QGIS makes for the worker, and what they are copies of.

A person knows the layer and not its copy, so the copy says what it is of, in the description of its layer. Processing's
copies lie in a temporary folder and are removed after the run: a report that named them would not tell what a model was
made from. The copy beside a result of the panel stays, and a report names it.
"""

from __future__ import annotations

_PASSING, _KEPT = "DeepSat's copy of ", "DeepSat's kept copy of "


def description_of_copy(name: str, is_passing: bool = True) -> str:
    """The description of a copy of the layer `name`, which passes with the run or is kept."""
    return (_PASSING if is_passing else _KEPT) + name


def copied_from(description: str) -> str:
    """The name of the layer that a passing copy with this description was made of; empty for any other layer."""
    return description[len(_PASSING) :] if description.startswith(_PASSING) else ""


def original_of(description: str) -> str:
    """The name of the layer that a copy with this description was made of, passing or kept; empty for no copy."""
    return description[len(_KEPT) :] if description.startswith(_KEPT) else copied_from(description)
