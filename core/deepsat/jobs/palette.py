"""Colours for classes: natural where the name suggests one, else as different as possible.

The plugin draws labels in these colours and the worker maps: both have this one palette.
"""

from __future__ import annotations

import colorsys
import itertools
import re
from typing import Iterator, Mapping, Optional, Sequence

_NATURAL: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cloud* fog", ("#f2f2f2", "#dfe3e8")),
    ("shadow*", ("#4a4a4a", "#2f2f33")),
    ("snow* ice glacier*", ("#e3f4fb", "#c9e8f5", "#b0dcf0")),
    ("wetland* swamp* marsh* bog mangrove* peat* flooded", ("#2f9e8f", "#5cb8a7", "#1c7a6e", "#8fd0c2")),
    ("water* river* lake* sea ocean* pond* reservoir*", ("#2b6cb0", "#4f94d4", "#1b4b85", "#7fb6e6")),
    ("nonforest deforest* clearcut* clearing*", ("#d9a066", "#c48a4c", "#e6bd8f")),
    (
        "forest* tree* wood* conifer* deciduous evergreen broadleaf* plantation*",
        ("#1f7a33", "#4c9f3f", "#0f5223", "#79b75f", "#2f6b52"),
    ),
    ("shrub* scrub* bush* heath*", ("#8a9a3b", "#a7b25a", "#6e7d2c")),
    ("grass* pasture* meadow* herbaceous savanna* rangeland*", ("#a9d46a", "#c3e08f", "#8cbf4d", "#d7ebb0")),
    (
        "crop* agri* farm* field arable cultivated cereal* wheat maize corn rice orchard* vineyard*",
        ("#f0c53d", "#e0a72e", "#f6dc7f", "#c99a1e", "#e8b96a"),
    ),
    ("burn* fire", ("#5b2a1f", "#7d3a2a")),
    ("road* asphalt street* highway* railway*", ("#6b6b75", "#888893", "#50505a")),
    ("building* roof* house*", ("#b3262e", "#cf5158", "#8c1a21")),
    (
        "urban* built* develop* settlement* city town* residential industrial commercial impervious",
        ("#d5483f", "#e57a6c", "#a93630", "#f0a79c"),
    ),
    (
        "sand* beach* dune* desert* sediment* bare* soil* barren rock* mine quarry fallow",
        ("#c9ae86", "#ddc9a6", "#a98d63", "#b9a08a", "#8f7a60"),
    ),
)
"""Words of class names, with `*` for any ending, and the colours of such classes, the first class first. The first line
that fits counts."""

# fmt: off
_DISTINCT = (
    "#7b52ab", "#e377c2", "#17a2b8", "#ff7f0e", "#9c6644", "#5e81f4", "#d4af37", "#00b386", "#b5179e", "#70798c",
)
# fmt: on
_GOLDEN_ANGLE = 0.618033988749895
"""Turning the hue by this share never comes back to an earlier hue and keeps any number of them apart."""


def colours_for(names: Sequence[str], given: Optional[Mapping[str, str]] = None) -> tuple[str, ...]:
    """A colour `#rrggbb` for each name, all different; the same names always get the same colours.

    Args:
        names: of the classes.
        given: colours that are settled already, all different, by class name; no other class gets one of them.
    """
    settled = given or {}
    taken = set(settled.values())
    chosen = [settled.get(name) or _first_free(_natural_colours(name), taken) for name in names]
    rest = itertools.chain(_DISTINCT, _generated())
    return tuple(colour or _next_free(rest, taken) for colour in chosen)


def _natural_colours(name: str) -> tuple[str, ...]:
    words = re.findall(r"[^\W\d_]+", re.sub(r"\bnon[\s_-]+", "non", name.lower()))
    return next((colours for keys, colours in _NATURAL if _mentions(words, keys.split())), ())


def _mentions(words: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether one of the words is a key or its plural, or begins with a key that ends with `*`."""
    stems = tuple(key[:-1] for key in keys if key.endswith("*"))
    return any(word in keys or word.removesuffix("s") in keys or (stems and word.startswith(stems)) for word in words)


def _first_free(colours: Sequence[str], taken: set[str]) -> str:
    """The first colour that no class has, which is then taken; empty when all are."""
    free = next((colour for colour in colours if colour not in taken), "")
    taken.add(free)
    return free


def _next_free(colours: Iterator[str], taken: set[str]) -> str:
    colour = next(colour for colour in colours if colour not in taken)
    taken.add(colour)
    return colour


def _generated() -> Iterator[str]:
    """Colours of ever new hues, in three lightnesses in turn."""
    for number in itertools.count():
        lightness = (0.45, 0.62, 0.33)[number % 3]
        red, green, blue = colorsys.hls_to_rgb(number * _GOLDEN_ANGLE % 1, lightness, 0.65)
        yield f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
