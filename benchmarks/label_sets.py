"""Label sets: for a place and a budget, the polygons to learn from and the pixels to score on."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import rasterio.features
import shapely
from numpy.typing import NDArray

from benchmarks.places import Place
from benchmarks.truth_blocks import fraction_of, halves, units_of
from deepsat.class_map import NO_CLASS
from deepsat.imagery import Grid, open_scene
from deepsat.labels import Labels, label_pixels, read_labels

CLASS_FIELD = "class"
POLYGONS_A_CLASS = (1, 3, 5, 10)
FRACTIONS = (100.0, 50.0, 25.0, 12.5, 6.25, 3.125)
"""Percent of the training half of the dense truth."""


@dataclasses.dataclass(frozen=True)
class Budget:
    """How many labels there are: polygons of each class, or a share of the dense truth."""

    name: str
    """`k3` for three polygons a class, `f12.5` for 12.5 % of the truth."""

    def __post_init__(self) -> None:
        if self.name not in BUDGET_NAMES:
            raise ValueError(f"a budget is one of {', '.join(BUDGET_NAMES)}, not {self.name}")

    @property
    def is_fraction(self) -> bool:
        """Whether it is a share of the dense truth."""
        return self.name.startswith("f")

    @property
    def amount(self) -> float:
        """Polygons a class, or percent of the truth."""
        return float(self.name[1:])

    @property
    def title(self) -> str:
        """As a heading says it."""
        if self.is_fraction:
            return f"{self.amount:g} % of the truth"
        return f"{self.amount:g} polygon{'s' if self.amount > 1 else ''} a class"


POLYGON_BUDGETS = tuple(f"k{count}" for count in POLYGONS_A_CLASS)
BUDGET_NAMES = (*POLYGON_BUDGETS, *(f"f{percent:g}" for percent in FRACTIONS))


@dataclasses.dataclass(frozen=True)
class LabelSet:
    """What one measurement learns from and is scored on."""

    polygons: Path
    """Vector file with the text field `class`."""
    names: tuple[str, ...]
    """Classes that occur in the polygons, in the order of their ids here."""
    reference: NDArray[np.uint8]
    """uint8 (H, W): index into `names` of the pixels to score, outside all polygons; 255 elsewhere."""


def shortcoming(place: Place, budget: Budget) -> str:
    """What a place lacks for a budget, as a sentence without full stop; empty where it lacks nothing.

    Of a place without dense truth, at least half of the classes need so many polygons beside those that are scored on:
    else the set would hardly differ from that of a smaller budget.
    """
    if place.has_truth:
        is_there = budget.is_fraction or place.polygons(int(budget.amount)).is_file()
        return "" if is_there else f"{place.name} has no set of {budget.title}"
    if budget.is_fraction:
        return f"{place.name} has no dense truth to take {budget.title} of"
    with open_scene([str(place.image)]) as scene:
        labels = read_labels(str(place.all_polygons), CLASS_FIELD, scene.grid)
    counts = np.bincount([polygon.class_id for polygon in labels.polygons], minlength=len(labels.class_map))
    enough = counts - counts // 2 >= budget.amount
    if 2 * np.count_nonzero(enough) >= len(enough):
        return ""
    return f"{place.name} has fewer than {budget.amount:g} polygons to learn from in most of its classes"


def label_set(place: Place, budget: Budget, seed: int, folder: Path) -> LabelSet:
    """The labels of one measurement.

    Args:
        place: where.
        budget: how many.
        seed: of the draw of a fraction, and of the polygons that a place without dense truth is scored on. Of a place
            with truth, seed 0 stands for the set of polygons that is given; other seeds draw as many of each class
            from all its sets.
        folder: for the polygons that are drawn.

    Raises:
        ValueError: the place has a `shortcoming`.
    """
    missing = shortcoming(place, budget)
    if missing:
        raise ValueError(missing)
    with open_scene([str(place.image)]) as scene:
        grid = scene.grid
    if budget.is_fraction:
        return _fraction(place, budget, seed, grid, folder)
    if place.has_truth:
        path = place.polygons(int(budget.amount)) if seed == 0 else _drawn_polygons(place, budget, seed, grid, folder)
        return _of_polygons(path, place, grid)
    return _polygons_held_out(place, int(budget.amount), seed, grid, folder)


def _drawn_polygons(place: Place, budget: Budget, seed: int, grid: Grid, folder: Path) -> Path:
    """As many polygons of each class as the given set has, out of all sets: what another person might have drawn."""
    sets = [path for count in POLYGONS_A_CLASS if (path := place.polygons(count)).is_file()]
    pool = dict.fromkeys(
        (polygon.geometry, labels.class_map.names[polygon.class_id])
        for labels in (read_labels(str(path), CLASS_FIELD, grid) for path in sets)
        for polygon in labels.polygons
    )
    given = read_labels(str(place.polygons(int(budget.amount))), CLASS_FIELD, grid)
    drawn: list[tuple[Any, str]] = []
    for land_cover in given.class_map.classes:
        count = sum(polygon.class_id == land_cover.id for polygon in given.polygons)
        members = [member for member in pool if member[1] == land_cover.name]
        order = np.random.default_rng([seed, land_cover.id]).permutation(len(members))[:count]
        drawn += [members[index] for index in order]
    path = folder / "drawn.gpkg"
    write_polygons(path, [geometry for geometry, _ in drawn], [name for _, name in drawn], grid)
    return path


def _of_polygons(path: Path, place: Place, grid: Grid) -> LabelSet:
    """What the polygons of a file teach; scored on the truth outside of them."""
    labels = read_labels(str(path), CLASS_FIELD, grid)
    truth = np.where(_inside([polygon.geometry for polygon in labels.polygons], grid), 0, place.truth())
    return LabelSet(path, labels.class_map.names, _reference(truth, place.class_names, labels.class_map.names))


def _fraction(place: Place, budget: Budget, seed: int, grid: Grid, folder: Path) -> LabelSet:
    truth = place.truth()
    cut = halves(truth)
    units = units_of(truth, cut)
    taken = fraction_of(units, budget.amount / 100, seed)
    drawn = np.where(np.isin(units.numbers, taken), units.numbers, -1).astype(np.int32)
    shapes = _shapes(drawn, grid)
    names = {number: place.class_names[int(units.values[number])] for number in shapes}
    path = folder / "fraction.gpkg"
    write_polygons(path, list(shapes.values()), list(names.values()), grid)
    known = tuple(sorted(set(names.values())))
    return LabelSet(path, known, _reference(np.where(cut.scoring, truth, 0), place.class_names, known))


def _polygons_held_out(place: Place, per_class: int, seed: int, grid: Grid, folder: Path) -> LabelSet:
    """Half of each class's polygons are for scoring; of the others the first so many are learnt from."""
    labels = read_labels(str(place.all_polygons), CLASS_FIELD, grid)
    training, scoring = split_polygons(labels, per_class, seed)
    names = labels.class_map.names
    path = folder / "polygons.gpkg"
    geometries = [labels.polygons[i].geometry for i in training]
    write_polygons(path, geometries, [names[labels.polygons[i].class_id] for i in training], grid)
    held_out = label_pixels(labels, grid).of_polygons(scoring)
    values = np.zeros((grid.height, grid.width), dtype=np.uint8)
    values[held_out.rows, held_out.columns] = held_out.class_ids + 1
    values[_inside(geometries, grid)] = 0
    known = tuple(sorted({names[labels.polygons[i].class_id] for i in training}))
    return LabelSet(path, known, _reference(values, {index + 1: name for index, name in enumerate(names)}, known))


def split_polygons(labels: Labels, per_class: int, seed: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Indexes of the polygons to learn from and of those to score on, both ascending.

    Of a class's n polygons floor(n/2) are scored on, whatever the number to learn from; a single one is learnt from.
    """
    training: list[int] = []
    scoring: list[int] = []
    for land_cover in labels.class_map.classes:
        members = [index for index, polygon in enumerate(labels.polygons) if polygon.class_id == land_cover.id]
        order = [int(index) for index in np.random.default_rng([seed, land_cover.id]).permutation(members)]
        held_out = len(members) // 2
        scoring += order[:held_out]
        training += order[held_out:][:per_class]
    return tuple(sorted(training)), tuple(sorted(scoring))


def _reference(values: NDArray[Any], class_names: dict[int, str], known: tuple[str, ...]) -> NDArray[np.uint8]:
    """Values of the truth as indexes into `known`; 255 for 0 and for classes that are not learnt."""
    table = np.full(256, NO_CLASS, dtype=np.uint8)
    for value, name in class_names.items():
        if name in known:
            table[value] = known.index(name)
    return table[values.astype(np.uint8)]


def _inside(geometries: list[Any], grid: Grid) -> NDArray[np.bool_]:
    """bool (H, W): pixels whose centre a polygon covers."""
    shape = (grid.height, grid.width)
    mask = rasterio.features.geometry_mask(geometries, shape, grid.affine, all_touched=False, invert=True)
    return np.asarray(mask, dtype=np.bool_)


def _shapes(numbers: NDArray[np.int32], grid: Grid) -> dict[int, Any]:
    """For each number from 0 the outline of its pixels, in the grid's CRS."""
    parts: dict[int, list[Any]] = {}
    for outline, number in rasterio.features.shapes(numbers, mask=numbers >= 0, transform=grid.affine):
        parts.setdefault(int(number), []).append(shapely.geometry.shape(outline))
    return {number: shapely.union_all(parts[number]) for number in sorted(parts)}


def write_polygons(path: Path, geometries: list[Any], names: list[str], grid: Grid) -> None:
    """Writes polygons in the grid's CRS and their classes as a GeoPackage."""
    several = [shapely.multipolygons(shapely.get_parts(geometry)) for geometry in geometries]
    pyogrio.raw.write(
        path,
        shapely.to_wkb(np.array(several, dtype=object)),
        [np.array(names, dtype=object)],
        np.array([CLASS_FIELD]),
        layer="labels",
        driver="GPKG",
        geometry_type="MultiPolygon",
        crs=grid.crs_wkt,
    )
