"""Class maps: the names, ids and colours of land-cover classes."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping

from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.palette import colours_for

NO_CLASS = 255
"""Value of a pixel without a class: NoData in a map, unlabelled in a label raster."""

MAX_CLASSES = 255
"""Ids 0 to 254; 255 is taken."""

_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclasses.dataclass(frozen=True)
class LandCoverClass:
    """One class of a map."""

    id: int
    """Value of its pixels, 0 to 254."""
    name: str
    colour: str
    """Red, green, blue as `#rrggbb` in lower case."""

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Red, green and blue, 0-255."""
        return int(self.colour[1:3], 16), int(self.colour[3:5], 16), int(self.colour[5:7], 16)


@dataclasses.dataclass(frozen=True)
class ClassMap:
    """Classes with the ids 0 to K-1 in this order; names and colours are unique.

    Raises:
        ValueError: ids, names or colours break these rules.
    """

    classes: tuple[LandCoverClass, ...]

    def __post_init__(self) -> None:
        count = len(self.classes)
        if [c.id for c in self.classes] != list(range(count)) or count > MAX_CLASSES:
            raise ValueError(f"class ids run from 0 to at most {MAX_CLASSES - 1}, not {[c.id for c in self.classes]}")
        if len(set(self.names)) < count or not all(self.names):
            raise ValueError(f"class names are unique and not empty, unlike {self.names}")
        if len(set(self.colours)) < count or not all(map(_COLOUR.fullmatch, self.colours)):
            raise ValueError(f"class colours are unique and written as #rrggbb, unlike {self.colours}")

    @classmethod
    def from_names(cls, names: Iterable[str], given: Mapping[str, str] | None = None) -> ClassMap:
        """Classes of these names, in this order, with natural colours where a name suggests one.

        The same names always get the same colours.

        Args:
            names: of the classes.
            given: colours `#rrggbb` that a person chose, all different, by class name; those of other names are
                ignored.

        Raises:
            UserError: `LABELS_UNUSABLE` for more than 255 classes.
        """
        listed = tuple(names)
        if len(listed) > MAX_CLASSES:
            raise UserError(
                ErrorCode.LABELS_UNUSABLE,
                expected=f"at most {MAX_CLASSES} classes",
                found=f"{len(listed)} ({', '.join(listed[:3])}, ...)",
                remedy="Choose the field that names the class; an identifier of each polygon is none.",
            )
        chosen = {name: colour for name, colour in (given or {}).items() if name in listed}
        colours = colours_for(listed, chosen)
        return cls(tuple(LandCoverClass(i, n, c) for i, (n, c) in enumerate(zip(listed, colours, strict=True))))

    def __len__(self) -> int:
        return len(self.classes)

    @property
    def names(self) -> tuple[str, ...]:
        """Names in the order of the ids."""
        return tuple(c.name for c in self.classes)

    @property
    def colours(self) -> tuple[str, ...]:
        """Colours as `#rrggbb` in the order of the ids."""
        return tuple(c.colour for c in self.classes)

    def id_of(self, name: str) -> int:
        """Id of the class `name`.

        Raises:
            KeyError: there is no such class.
        """
        if name not in self.names:
            raise KeyError(name)
        return self.names.index(name)

    def colour_table(self) -> dict[int, tuple[int, int, int, int]]:
        """Red, green, blue and opacity, 0-255, of each id; NoData is transparent."""
        table = {c.id: (*c.rgb, 255) for c in self.classes}
        table[NO_CLASS] = (0, 0, 0, 0)
        return table
