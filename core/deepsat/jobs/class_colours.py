"""Names of classes as both sides compare them, and the colours that a person chose, as a job carries them."""

from __future__ import annotations

import re
import unicodedata
from typing import Iterable, Mapping

_COLOUR = re.compile(r"#[0-9a-f]{6}")


def plain_name(text: str) -> str:
    """A class name without what nobody sees: runs of blanks count as one, invisible characters as none.

    Letters with accents are one character each (Unicode's form C), as most programs write them; macOS may write two.
    """
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(letter if letter.isprintable() or letter.isspace() else "" for letter in composed)
    return " ".join(visible.split())


def pairs_of(colours: Mapping[str, str]) -> tuple[str, ...]:
    """`name=#rrggbb` for each class; of classes that share a colour only the first keeps it.

    Args:
        colours: `#rrggbb` by class name.
    """
    chosen: dict[str, str] = {}
    for name, colour in colours.items():
        if colour.lower() not in chosen.values():
            chosen[name] = colour.lower()
    return tuple(f"{name}={colour}" for name, colour in chosen.items())


def colours_of(pairs: Iterable[str]) -> dict[str, str]:
    """`#rrggbb` in lower case by class name. The last equals sign counts: a name may have some of its own."""
    split = (pair.rpartition("=") for pair in pairs)
    return {plain_name(name): colour.strip().lower() for name, _, colour in split}


def class_colour_problems(pairs: Iterable[str]) -> list[str]:
    """What is wrong with the pairs, in words; empty when nothing is."""
    listed = tuple(pairs)
    found = []
    for pair in listed:
        name, _, colour = pair.rpartition("=")
        if not plain_name(name) or not _COLOUR.fullmatch(colour.strip().lower()):
            found.append(f"class_colours must be pairs such as water=#2b6cb0, not {pair!r}")
    if found:
        return found
    names = [plain_name(pair.rpartition("=")[0]) for pair in listed]
    colours = list(colours_of(listed).values())
    found += [f"class_colours names {name} twice" for name in sorted({n for n in names if names.count(n) > 1})]
    shared = sorted({colour for colour in colours if colours.count(colour) > 1})
    return found + [f"class_colours gives {colour} to two classes" for colour in shared]
