"""The classes of a finished map, their areas, and which class of a reference is which of the map's."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from deepsat.class_map import MAX_CLASSES, NO_CLASS, ClassMap, LandCoverClass
from deepsat.imagery.categorical_raster import CategoricalRaster
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.class_names import values_of
from deepsat.jobs.listing import first_few
from deepsat.jobs.sentences import quoted
from deepsat.labels.class_values import NO_WORDS


@dataclasses.dataclass(frozen=True)
class MapClasses:
    """The classes of a map, in the order of their values."""

    values: tuple[int, ...]
    """What stands in the raster for each class."""
    class_map: ClassMap
    pixels: NDArray[np.int64]
    """int64 (K,): pixels of each class on the whole map."""
    square_metres: NDArray[np.float64]
    """float64 (K,): their area on the ground."""

    def __len__(self) -> int:
        return len(self.values)

    @property
    def names(self) -> tuple[str, ...]:
        """In the order of the ids."""
        return self.class_map.names

    def ids_of(self, values: NDArray[np.int64], valid: NDArray[np.bool_]) -> NDArray[np.uint8]:
        """Class ids of values of the map, uint8 of the same shape; 255 where `valid` is False."""
        ids = np.searchsorted(np.array(self.values), values).astype(np.int64)
        return np.where(valid, ids, NO_CLASS).astype(np.uint8)


def count_classes(raster: CategoricalRaster, on_progress: Callable[[float], None]) -> MapClasses:
    """Reads the whole map once, in strips, and counts its classes.

    Args:
        raster: the map.
        on_progress: told the share of the map that was read, 0-1; may raise to stop.

    Raises:
        UserError: `RASTER_UNREADABLE` for a damaged raster, one without data, or one with too many values for classes.
    """
    counts: dict[int, tuple[int, float]] = {}
    row_areas = raster.grid.row_areas()
    for strip in raster.strips():
        on_progress(strip.row / raster.grid.height)
        values, valid = raster.read(strip)
        found, index = np.unique(values[valid], return_inverse=True)
        # Before there is a table with a column for each: numbers of segments or heights may be millions.
        _check_count(len(found), raster)
        by_row = _count_by_row(index, valid, len(found))
        areas = row_areas[strip.row : strip.end_row] @ by_row
        for value, pixels, area in zip(found.tolist(), by_row.sum(axis=0).tolist(), areas.tolist(), strict=True):
            before = counts.get(value, (0, 0.0))
            counts[value] = (before[0] + pixels, before[1] + area)
        _check_count(len({*counts, *raster.names}), raster)
    if not counts:
        raise _no_map(raster.path, "no pixel with data")
    return _map_classes(counts, raster)


def _count_by_row(index: NDArray[np.intp], valid: NDArray[np.bool_], size: int) -> NDArray[np.int64]:
    """int64 (H, K): how often each of K values is in a row, of `index`, which of them each valid pixel has."""
    rows = np.repeat(np.arange(len(valid)), valid.sum(axis=1)) * size
    return np.bincount(rows + index, minlength=len(valid) * size).reshape(len(valid), size).astype(np.int64)


def _map_classes(counts: Mapping[int, tuple[int, float]], raster: CategoricalRaster) -> MapClasses:
    values = tuple(sorted({*counts, *raster.names}))
    names = [raster.names.get(value, str(value)) for value in values]
    if len(set(names)) < len(names):
        # Two values of one name would be taken for one class: their numbers tell them apart.
        names = [name if names.count(name) == 1 else f"{name} ({value})" for name, value in zip(names, values)]
    return MapClasses(
        values,
        _class_map(names, [raster.colours.get(value, "") for value in values]),
        np.array([counts.get(value, (0, 0.0))[0] for value in values], dtype=np.int64),
        np.array([counts.get(value, (0, 0.0))[1] for value in values]),
    )


def _class_map(names: Sequence[str], colours: Sequence[str]) -> ClassMap:
    """Classes in the raster's own colours where they tell all classes apart."""
    if all(colours) and len(set(colours)) == len(colours):
        return ClassMap(tuple(LandCoverClass(i, *pair) for i, pair in enumerate(zip(names, colours, strict=True))))
    return ClassMap.from_names(names)


def with_unmapped(
    found: Sequence[str], classes: MapClasses, words: Mapping[str, str] = NO_WORDS
) -> tuple[MapClasses, tuple[str, ...]]:
    """The classes of a map and, behind them, those that only a random sample has met: ground that the map gets wrong.

    Leaving such points out would make the map seem better than it is. Numbers, and names none of which the map knows,
    are left to `match_classes` to refuse: those are another legend.

    Args:
        found: the sample's classes.
        classes: the map's.
        words: what values of the reference are called.

    Returns:
        The classes, and sentences that a person should know.
    """
    known = {name.casefold() for name in classes.names}
    by_value = _names_of_values(found, known, words)
    unknown = [name for name in found if name.casefold() not in known and name not in by_value]
    others = {str(value) for value in classes.values} | _known_apart(known, words)
    are_names = len(unknown) < len(found) and len(known) == len(classes) and not others & set(unknown)
    if words and any(name.lstrip("-").isdecimal() for name in unknown):
        # A value that nobody named, beside others with names.
        return classes, ()
    added = list({name.casefold(): name for name in reversed(unknown)}.values())[::-1]
    if not added or not are_names or len(classes) + len(added) > MAX_CLASSES:
        return classes, ()
    colours = dict(zip(classes.names, classes.class_map.colours, strict=True))
    nothing = np.zeros(len(added))
    extended = MapClasses(
        (*classes.values, *range(max(classes.values) + 1, max(classes.values) + 1 + len(added))),
        ClassMap.from_names((*classes.names, *added), colours),
        np.append(classes.pixels, nothing.astype(np.int64)),
        np.append(classes.square_metres, nothing),
    )
    note = (
        f"The map has no class {quoted(added)}, which the sample has met: these points count as wrong, and the area is "
        "estimated. If it is a misspelling, correct it."
    )
    return extended, (note,)


def match_classes(
    found: Sequence[str], classes: MapClasses, words: Mapping[str, str] = NO_WORDS
) -> tuple[dict[str, int], tuple[str, ...]]:
    """The map's class id of each class of a reference, by name, else by the number in the raster.

    A map that was made before values had names calls its classes by these values: such a class is matched by its value.

    All are matched the same way: a reference in which some classes go by name and some by number is a mistake.

    Args:
        found: the reference's classes.
        classes: the map's.
        words: what values of the reference are called.

    Returns:
        Ids by class of the reference, and sentences that a person should know.

    Raises:
        UserError: `LABELS_UNUSABLE`, with both lists, when a class of the reference is none of the map's.
    """
    by_name = {name.casefold(): index for index, name in enumerate(classes.names)}
    by_number = {str(value): index for index, value in enumerate(classes.values)}
    by_value = _names_of_values(found, by_name, words)
    known_as = {name: by_value.get(name, name).casefold() for name in found}
    if all(name in by_name for name in known_as.values()) and len(by_name) == len(classes):
        ids = {name: by_name[known_as[name]] for name in found}
        return ids, (*_doubts(ids, by_number), *_sentences(by_value))
    if all(name in by_number for name in found):
        ids = {name: by_number[name] for name in found}
        return ids, _numbers_told(ids, classes)
    unknown = [name for name in found if name.casefold() not in by_name]
    listed = ", ".join(f"{value} {name!r}" for value, name in zip(classes.values, classes.names, strict=True))
    raise UserError(
        ErrorCode.LABELS_UNUSABLE,
        expected=f"reference classes that the map has, by name or number: {listed}",
        found=f"the classes {', '.join(map(repr, found))}, of which the map has no {', '.join(map(repr, unknown))}",
        remedy="Name the reference's classes by class_names, or choose another class field. Polygons of other classes "
        "may be left out, points of a random sample may not: the map would seem better than it is.",
    )


def _names_of_values(found: Sequence[str], known: Container[str], words: Mapping[str, str]) -> dict[str, str]:
    """The one value that a map has in place of a name, by name."""
    values = values_of(words)
    of_map = {name: [value for value in values.get(name, ()) if value.casefold() in known] for name in found}
    unknown = (name for name in found if name.casefold() not in known)
    return {name: of_map[name][0] for name in unknown if len(of_map[name]) == 1}


def _known_apart(known: Container[str], words: Mapping[str, str]) -> set[str]:
    """Names of several values that a map has as so many classes: which of them is meant nobody can tell."""
    values = values_of(words)
    return {name for name, listed in values.items() if sum(value.casefold() in known for value in listed) > 1}


def _doubts(ids: Mapping[str, int], by_number: Mapping[str, int]) -> tuple[str, ...]:
    doubtful = [name for name, index in ids.items() if by_number.get(name, index) != index]
    note = f"Class {quoted(doubtful)} was matched by name, although it is the number of another class of the map."
    return (note,) if doubtful else ()


def _sentences(by_value: Mapping[str, str]) -> Iterator[str]:
    return (f"Class '{name}' of the reference is what the map calls '{value}'." for name, value in by_value.items())


def _numbers_told(ids: Mapping[str, int], classes: MapClasses) -> tuple[str, ...]:
    """That numbers are those of the map, where nobody could see it from its names."""
    told = [f"{number} = '{classes.names[index]}'" for number, index in ids.items() if classes.names[index] != number]
    return (f"Classes of the reference were taken for numbers of the map: {first_few(told)}.",) if told else ()


def ids_by_name(names: Sequence[str], ids: Mapping[str, int]) -> NDArray[np.uint8]:
    """uint8 (N,): the ids of N class names."""
    return np.array([ids[name] for name in names], dtype=np.uint8)


def _check_count(values: int, raster: CategoricalRaster) -> None:
    if values > MAX_CLASSES:
        raise _no_map(raster.path, f"more than {MAX_CLASSES} different values")


def _no_map(path: str, found: str) -> UserError:
    return UserError(
        ErrorCode.RASTER_UNREADABLE,
        expected=f"a class map with 1 to {MAX_CLASSES} classes",
        found=f"{found} in {path}",
        remedy="Choose a class map, such as one that DeepSat has written.",
    )
