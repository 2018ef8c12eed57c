"""Fields of jobs, and the help that several jobs share.

A field's help is the text of the parameter everywhere: in the toolbox, on the command line and in the docs.
"""

from __future__ import annotations

import dataclasses
from typing import Any


def described(text: str, default: Any = dataclasses.MISSING) -> Any:
    """A dataclass field whose help is `text`."""
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata={"help": text})
    return dataclasses.field(default=default, metadata={"help": text})


DATES = (
    "Acquisition date of each raster as YYYY-MM-DD, or of each date that a single raster stacks; empty to take dates "
    "from tags and file names."
)

MASKS = (
    "Cloud mask of each raster of a series, a raster that is not 0 where the ground is hidden; an empty name for a "
    "raster without one. A band called SCL is such a mask without being named."
)

CLASS_COLOURS = "Colours of classes in the map, as name=#rrggbb; the other classes get colours of their own."

SCALE = (
    "How much finer than the imagery the map shall be: 2 or 4 for pixels of half or a quarter of its side; 1 for the "
    "imagery's own."
)

LANGUAGE = "Language of the report: 'en' for English or 'de' for German."

PART = ("extent", "within", "within_layer")
"""Fields that choose a part of the raster."""
