"""Copies of layers that QGIS makes for the worker, and what they are copies of.

Processing's copies lie in a temporary folder and are removed after the run: a report that named them would not tell
what a model was made from. So the copy says it, in the description of its layer.
"""

from __future__ import annotations

_MARK = "DeepSat's copy of "


def description_of_copy(name: str) -> str:
    """The description of a copy of the layer `name`."""
    return _MARK + name


def copied_from(description: str) -> str:
    """The name of the layer that a copy with this description was made of; empty for a layer that is none."""
    return description[len(_MARK) :] if description.startswith(_MARK) else ""
