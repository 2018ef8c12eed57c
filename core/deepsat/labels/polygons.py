"""Label polygons: brought onto a scene's grid and checked, every fault named."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate

from deepsat.class_map import ClassMap
from deepsat.imagery.grid import Grid, bounds_in_words
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.choices import MOST_PARTS
from deepsat.jobs.class_colours import colours_of
from deepsat.jobs.class_names import words_of
from deepsat.jobs.sentences import about, quoted, reasons
from deepsat.labels.class_values import in_order, named, same_names, values_in_words
from deepsat.labels.features import Features, name_for_message, read_features, transformer_to

Geometry = Any
"""A shapely geometry: shapely carries no type information."""

_POLYGONAL = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


@dataclasses.dataclass(frozen=True)
class LabelPolygon:
    """One labelled area."""

    feature_id: int
    """Id of the feature in its file, as QGIS shows it; polygons that are parts of one feature share it."""
    class_id: int
    geometry: Geometry
    """A valid polygon or multipolygon, not empty, in the CRS of the grid."""


@dataclasses.dataclass(frozen=True)
class Labels:
    """All usable polygons of a label layer."""

    polygons: tuple[LabelPolygon, ...]
    class_map: ClassMap
    findings: tuple[str, ...]
    """Sentences about features that were left out or repaired."""


def read_labels(
    path: str,
    class_field: str,
    grid: Grid,
    layer: str = "",
    class_colours: Iterable[str] = (),
    class_names: Iterable[str] = (),
    *,
    least_classes: int = 2,
) -> Labels:
    """Reads labelled polygons and brings them onto a grid.

    Classes are ordered by number where the field holds whole numbers, else by the alphabet. Only classes that have a
    usable polygon are in the class map. Values with one name are one class, which is said.

    Args:
        path: vector file that GDAL opens, in any CRS.
        class_field: field that names the class, as text or as whole number.
        grid: where the polygons are needed.
        layer: layer of the file; empty for its only one.
        class_colours: colours that a person chose, as `name=#rrggbb`; the other classes get some of their own. A value
            stands for the class that it is called.
        class_names: what values are called, as `value=name`; the others are names themselves.
        least_classes: 2 to learn from, 1 to score with.

    Raises:
        UserError: `LABELS_UNREADABLE` for a file that is missing, damaged, ambiguous or without CRS;
            `CLASS_FIELD_MISSING`, with the fields that there are; `LABELS_UNUSABLE` when fewer than `least_classes`
            have a usable polygon, or the field holds no classes.
    """
    features = read_features(path, class_field, layer)
    values = values_in_words(features.values, class_field, features.ids)
    words, kind = words_of(class_names), features.values.dtype.kind
    names = named(values, words)
    screening = _Screening(features)
    screening.keep_classified(names)
    screening.keep_polygons()
    there = list(screening.geometries)
    screening.bring_onto(grid)
    if there and len(screening.outside) == len(there):
        raise _elsewhere(features, there, grid, name_for_message(path, layer))
    kept = {index: str(names[index]) for index in screening.geometries}
    if len(set(kept.values())) < least_classes:
        raise _too_few_classes(set(kept.values()), least_classes, name_for_message(path, layer), screening.findings)
    ordered = in_order(set(kept.values()), values, words, kind)
    class_map = ClassMap.from_names(ordered, _by_name(colours_of(class_colours), ordered, words))
    parts = screening.taken_apart(shapely.box(*grid.bounds))
    polygons = tuple(
        LabelPolygon(int(features.ids[index]), class_map.id_of(name), part)
        for index, name in kept.items()
        for part in parts[index]
    )
    all_names = in_order({name for name in names if name is not None}, values, words, kind)
    lost = [name for name in all_names if name not in class_map.names]
    merged = same_names((values[index] for index in kept), words)
    return Labels(polygons, class_map, (*screening.findings, *_lost(lost), *merged, *_look_alikes(class_map)))


def read_areas(path: str, grid: Grid, layer: str = "") -> tuple[tuple[Geometry, ...], tuple[str, ...]]:
    """Reads what polygons cover, whatever their classes, and brings it onto a grid; there may be nothing.

    Args:
        path: vector file that GDAL opens, in any CRS.
        grid: where the areas are needed.
        layer: layer of the file; empty for its only one.

    Returns:
        Valid polygons and multipolygons in the CRS of the grid; and sentences about what was left out or repaired.

    Raises:
        UserError: `LABELS_UNREADABLE` for a file that is missing, damaged, ambiguous or without CRS.
    """
    screening = _Screening(read_features(path, "", layer))
    screening.keep_polygons()
    screening.bring_onto(grid)
    return tuple(screening.geometries.values()), tuple(screening.findings)


class _Screening:
    """Geometries that are still usable, by their index, and a sentence for whatever was left out or repaired."""

    def __init__(self, features: Features) -> None:
        self._features = features
        self.geometries: dict[int, Geometry] = dict(enumerate(features.geometries))
        self.findings: list[str] = []
        self.outside: list[int] = []

    def keep_classified(self, names: Sequence[str | None]) -> None:
        """Leaves out features without a class."""
        without = [index for index in self.geometries if names[index] is None]
        self._leave_out(without, "feature has no class and was left out", "features have no class and were left out")

    def keep_polygons(self) -> None:
        """Leaves out features without area."""
        empty = [index for index, shape in self.geometries.items() if shape is None or shapely.is_empty(shape)]
        self._leave_out(empty, "feature is empty and was left out", "features are empty and were left out")
        others = [i for i, shape in self.geometries.items() if shapely.get_type_id(shape) not in _POLYGONAL]
        self._leave_out(others, "feature is no polygon and was left out", "features are no polygons and were left out")

    def bring_onto(self, grid: Grid) -> None:
        """Transforms to the grid's CRS, repairs what crosses itself, leaves out what lies outside."""
        moved = _turned(_transformed(list(self.geometries.values()), self._features.crs, grid), grid)
        self.geometries = dict(zip(self.geometries, moved, strict=True))
        self._repair([i for i, shape in self.geometries.items() if _is_finite(shape) and not shapely.is_valid(shape)])
        frame = shapely.box(*grid.bounds)
        places = self.geometries.items()
        self.outside = [i for i, shape in places if not (_is_finite(shape) and _overlaps(shape, frame))]
        self._leave_out(
            self.outside,
            "polygon lies outside the raster and was left out",
            "polygons lie outside the raster and were left out",
        )

    def taken_apart(self, frame: Geometry) -> dict[int, tuple[Geometry, ...]]:
        """The polygons of each feature that lie in the frame.

        Layers that were dissolved by class, and training areas of some programs, have one feature a class: its parts
        are as many polygons, of which each can be held out. What a repair has cut stays one polygon.
        """
        several: list[int] = []
        found: dict[int, tuple[Geometry, ...]] = {}
        for index, shape in self.geometries.items():
            found[index] = (shape,)
            had_parts = shapely.get_num_geometries(self._features.geometries[index]) > 1
            if had_parts and 1 < shapely.get_num_geometries(shape) <= MOST_PARTS:
                found[index] = tuple(part for part in shapely.get_parts(shape) if _overlaps(part, frame)) or (shape,)
            if len(found[index]) > 1:
                several.append(int(self._features.ids[index]))
        if several:
            self.findings.append(
                about(
                    several,
                    "feature has several parts, each of which counts as a polygon",
                    "features have several parts, each of which counts as a polygon",
                )
            )
        return found

    def _repair(self, crossing: Sequence[int]) -> None:
        for index in crossing:
            # By structure, since the other way ground that parts share would become a hole.
            valid = shapely.make_valid(self.geometries[index], method="structure", keep_collapsed=False)
            self.geometries[index] = _polygonal_part(valid)
        flat = [index for index in crossing if shapely.is_empty(self.geometries[index])]
        self._leave_out(flat, "polygon has no area and was left out", "polygons have no area and were left out")
        repaired = [int(self._features.ids[index]) for index in crossing if index not in flat]
        if repaired:
            one, many = "polygon crosses itself and was repaired", "polygons cross themselves and were repaired"
            self.findings.append(about(repaired, one, many))

    def _leave_out(self, indexes: Sequence[int], one: str, many: str) -> None:
        for index in indexes:
            del self.geometries[index]
        if indexes:
            self.findings.append(about([int(self._features.ids[index]) for index in indexes], one, many))


def _transformed(shapes: Sequence[Geometry], crs: pyproj.CRS, grid: Grid) -> Sequence[Geometry]:
    """Shapes in the grid's CRS. Corners are moved and edges stay straight, as QGIS draws them."""
    if crs.equals(pyproj.CRS.from_wkt(grid.crs_wkt), ignore_axis_order=True) or not shapes:
        return shapes
    transformer = transformer_to(grid, crs)

    def moved(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(corners[:, 0], corners[:, 1]))

    return list(shapely.transform(np.array(shapes, dtype=object), moved))


def _turned(shapes: Sequence[Geometry], grid: Grid) -> Sequence[Geometry]:
    """Shapes whose longitudes are told as the grid tells them."""
    left, _, right, _ = shapely.bounds(np.array(shapes, dtype=object)).reshape(-1, 4).T
    shifts = grid.turns_towards((left + right) / 2)
    # Shapes that stay are the very same.
    return [translate(shape, shift) if shift else shape for shape, shift in zip(shapes, shifts.tolist(), strict=True)]


def _is_finite(shape: Geometry) -> bool:
    """Whether every corner has a place: PROJ answers infinity outside the area of a projection."""
    return bool(np.isfinite(shapely.bounds(shape)).all())


def _overlaps(shape: Geometry, frame: Geometry) -> bool:
    """Whether the shapes share an area, not only an edge."""
    return bool(shapely.intersects(shape, frame) and not shapely.touches(shape, frame))


def _polygonal_part(shape: Geometry) -> Geometry:
    """The polygons of a repaired shape, without the lines and points that a repair may leave."""
    parts = [part for part in shapely.get_parts(shape) if shapely.get_type_id(part) in _POLYGONAL]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _elsewhere(features: Features, indexes: Sequence[int], grid: Grid, name: str) -> UserError:
    """That all polygons lie outside: most often their layer has another CRS than its coordinates."""
    crs, bounds = pyproj.CRS.from_wkt(grid.crs_wkt), shapely.total_bounds(features.geometries[indexes])
    return UserError(
        ErrorCode.LABELS_UNUSABLE,
        expected=f"polygons on the raster, which covers {bounds_in_words(grid.bounds)} in {crs.name}",
        found=f"none: the polygons of {name} cover {bounds_in_words(bounds)} in {features.crs.name}",
        remedy="Choose labels of this place; if they are, give their layer the CRS that its coordinates are in.",
    )


def _too_few_classes(names: set[str], least: int, where: str, findings: Sequence[str]) -> UserError:
    found = f"the class {quoted(sorted(names))} only" if names else f"no usable polygon in {where}"
    return UserError(
        ErrorCode.LABELS_UNUSABLE,
        expected="polygons of at least two classes inside the raster" if least > 1 else "a polygon inside the raster",
        found=found + reasons(findings),
        remedy="Draw at least one polygon, better three or more, of every class.",
    )


def _by_name(colours: Mapping[str, str], names: Sequence[str], words: Mapping[str, str]) -> dict[str, str]:
    """Colours by name of class, of which some may have been given by value; what is given by name counts."""
    by_value = {words[value]: colour for value, colour in colours.items() if value in words and value not in names}
    return by_value | {name: colour for name, colour in colours.items() if name in names}


def _lost(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    words = ("Class", "has", "is") if len(names) == 1 else ("Classes", "have", "are")
    return (f"{words[0]} {quoted(names)} {words[1]} no usable polygon and {words[2]} left out.",)


def _look_alikes(class_map: ClassMap) -> tuple[str, ...]:
    """Names that differ in case only are most often one class, misspelt."""
    groups: dict[str, list[str]] = {}
    for name in class_map.names:
        groups.setdefault(name.casefold(), []).append(name)
    alike = [group for group in groups.values() if len(group) > 1]
    return tuple(f"Classes {quoted(group)} differ in case only and are kept apart." for group in alike)
