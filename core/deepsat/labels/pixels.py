"""Label pixels: which pixels of a grid each polygon owns."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import rasterio.features
import shapely
from numpy.typing import NDArray

from deepsat.class_map import NO_CLASS, ClassMap
from deepsat.imagery.finer_scene import finer_grid
from deepsat.imagery.grid import Grid
from deepsat.imagery.windows import Window
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.sentences import about, counted, quoted, reasons, with_ids
from deepsat.labels.polygons import LabelPolygon, Labels

SHARE = 0.5
"""Of a pixel: a polygon covers more of the pixels that it owns by share."""
PARTS = 8
"""Into which each side of a pixel is divided to measure that."""

MAX_PIXELS_AT_ONCE = 2**22
"""A polygon larger than this is rasterised in bands of rows, so that memory follows neither it nor the raster."""


@dataclasses.dataclass(frozen=True)
class LabelPixels:
    """Labelled pixels, one entry each, ordered by row and then column. No pixel occurs twice."""

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    class_ids: NDArray[np.uint8]
    polygon_ids: NDArray[np.int32]
    """Index into `Labels.polygons`."""
    class_map: ClassMap
    findings: tuple[str, ...] = ()
    """Sentences about polygons and pixels that were left out."""

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def count_by_class(self) -> NDArray[np.int64]:
        """int64 (K,): pixels of each class, in the order of the ids."""
        return np.bincount(self.class_ids, minlength=len(self.class_map)).astype(np.int64)

    @property
    def polygons_by_class(self) -> NDArray[np.int64]:
        """int64 (K,): polygons of each class that own a pixel, in the order of the ids."""
        _, first = np.unique(self.polygon_ids, return_index=True)
        return np.bincount(self.class_ids[first], minlength=len(self.class_map)).astype(np.int64)

    def chip(self, window: Window) -> NDArray[np.uint8]:
        """uint8 (H, W): the class ids in a window, 255 where unlabelled; the window may reach beyond the raster."""
        chip = np.full(window.shape, NO_CLASS, dtype=np.uint8)
        first, end = np.searchsorted(self.rows, [window.row, window.end_row])
        columns = self.columns[first:end] - window.column
        inside = (columns >= 0) & (columns < window.width)
        chip[self.rows[first:end][inside] - window.row, columns[inside]] = self.class_ids[first:end][inside]
        return chip

    def of_polygons(self, polygon_ids: Iterable[int]) -> LabelPixels:
        """The pixels of some polygons only, without the findings."""
        chosen = np.isin(self.polygon_ids, np.fromiter(polygon_ids, dtype=np.int32))
        return dataclasses.replace(self.where(chosen), findings=())

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> LabelPixels:
        """Some of the pixels; those of indexes in ascending order."""
        arrays = (self.rows[chosen], self.columns[chosen], self.class_ids[chosen], self.polygon_ids[chosen])
        return LabelPixels(*arrays, self.class_map, self.findings)


def label_pixels(
    labels: Labels,
    grid: Grid,
    valid: Callable[[Window], NDArray[np.bool_]] | None = None,
    *,
    by_share: bool = False,
    least_classes: int = 2,
) -> LabelPixels:
    """Finds the pixels of each polygon: those whose centre it covers, or of which it covers most.

    A pixel that polygons of different classes claim is left out; one that several polygons of one class claim belongs
    to the first of them. Memory follows the labelled area, never the raster.

    Args:
        labels: polygons in the grid's CRS.
        grid: the grid of the scene.
        valid: tells for a window, as bool (H, W), where there are data (`Scene.valid`); None if there are everywhere.
        by_share: whether a pixel is owned by the share that is covered, and left out where another class covers any of
            it, as maps finer than their imagery are taught (CSCL, Tarasiou et al. 2022, doi
            10.1109/TGRS.2022.3198187).
        least_classes: 2 to learn from, 1 to score with.

    Raises:
        UserError: `LABELS_UNUSABLE` when fewer than `least_classes` own a pixel.
    """
    claimed = _claimed(labels, grid, SHARE if by_share else None)
    pixels, disputed = _settled(claimed, grid.width)
    if by_share:
        pixels, contested = _uncontested(pixels, _claimed(labels, grid, 0.0), grid.width)
        disputed += contested
    pixels, missing = _with_data(pixels, labels, valid)
    findings = [
        *_small_polygons(labels, claimed, by_share=by_share),
        *_disputed(disputed),
        *_on_nodata(labels, missing, pixels),
    ]
    without = [name for name, count in zip(labels.class_map.names, pixels.count_by_class, strict=True) if count == 0]
    if len(without) > len(labels.class_map) - least_classes:
        raise _too_few_classes(without, least_classes, findings)
    if without:
        findings.append(f"No pixel is labelled with the class {quoted(without)}, so nothing is known of it.")
    return dataclasses.replace(pixels, findings=tuple(findings))


def _claimed(labels: Labels, grid: Grid, least: float | None) -> LabelPixels:
    """What all polygons claim, in their order: see `_claims`."""
    claims = (claim for index, polygon in enumerate(labels.polygons) for claim in _claims(index, polygon, grid, least))
    return _joined(list(claims), labels.class_map)


def _claims(index: int, polygon: LabelPolygon, grid: Grid, least: float | None) -> Iterator[LabelPixels]:
    """The pixels of one polygon, in as many parts as its size asks for.

    They are those whose centre it covers, or of which it covers more than the share `least`.
    """
    for window in _bounding_windows(polygon, grid, 1 if least is None else PARTS):
        if least is None:
            inside = _covered(polygon, grid.sub_grid(window))
        else:
            parts = _covered(polygon, finer_grid(grid.sub_grid(window), PARTS))
            inside = parts.reshape(window.height, PARTS, window.width, PARTS).mean(axis=(1, 3)) > least
        rows, columns = np.nonzero(inside)
        yield LabelPixels(
            (rows + window.row).astype(np.int32),
            (columns + window.column).astype(np.int32),
            np.full(len(rows), polygon.class_id, dtype=np.uint8),
            np.full(len(rows), index, dtype=np.int32),
            ClassMap(()),
        )


def _covered(polygon: LabelPolygon, grid: Grid) -> NDArray[np.bool_]:
    """bool (H, W): the pixels whose centre a polygon covers."""
    shape = (grid.height, grid.width)
    covered = rasterio.features.geometry_mask([polygon.geometry], shape, grid.affine, all_touched=False, invert=True)
    return np.asarray(covered, dtype=np.bool_)


def _bounding_windows(polygon: LabelPolygon, grid: Grid, parts: int) -> Iterator[Window]:
    """The pixels around one polygon, each of `parts` x `parts`, in bands of rows of a bounded size."""
    window = grid.touched_window(shapely.bounds(polygon.geometry))
    if window is None:
        return
    step = max(1, MAX_PIXELS_AT_ONCE // (window.width * parts**2))
    for row in range(window.row, window.end_row, step):
        yield Window(row, window.column, min(step, window.end_row - row), window.width)


def _joined(claims: Sequence[LabelPixels], class_map: ClassMap) -> LabelPixels:
    """All claims in the order of the polygons."""
    none = np.zeros(0, dtype=np.int32)
    return LabelPixels(
        np.concatenate([none, *(claim.rows for claim in claims)]),
        np.concatenate([none, *(claim.columns for claim in claims)]),
        np.concatenate([none.astype(np.uint8), *(claim.class_ids for claim in claims)]),
        np.concatenate([none, *(claim.polygon_ids for claim in claims)]),
        class_map,
    )


def _settled(claimed: LabelPixels, width: int) -> tuple[LabelPixels, int]:
    """One claim a pixel, in order; and how many pixels were claimed for different classes and are left out."""
    places = claimed.rows.astype(np.int64) * width + claimed.columns
    order = np.argsort(places, kind="stable")
    ordered, places = claimed.where(order), places[order]
    _, first, pixel = np.unique(places, return_index=True, return_inverse=True)
    differs = ordered.class_ids != ordered.class_ids[first][pixel]
    disputed = np.zeros(len(first), dtype=np.bool_)
    disputed[pixel[differs]] = True
    return ordered.where(first[~disputed]), int(disputed.sum())


def _uncontested(pixels: LabelPixels, touched: LabelPixels, width: int) -> tuple[LabelPixels, int]:
    """The pixels that no polygon of another class covers in part, and how many are left out for that."""
    if len(pixels) == 0:
        return pixels, 0
    places = pixels.rows.astype(np.int64) * width + pixels.columns
    claims = touched.rows.astype(np.int64) * width + touched.columns
    found = np.searchsorted(places, claims).clip(0, len(places) - 1)
    contested = np.zeros(len(places), dtype=np.bool_)
    same = places[found] == claims
    contested[found[same & (pixels.class_ids[found] != touched.class_ids)]] = True
    return pixels.where(~contested), int(contested.sum())


def _with_data(
    pixels: LabelPixels, labels: Labels, valid: Callable[[Window], NDArray[np.bool_]] | None
) -> tuple[LabelPixels, LabelPixels]:
    """The pixels that have data, and those that have not."""
    if valid is None or len(pixels) == 0:
        return pixels, pixels.where(np.zeros(len(pixels), dtype=np.bool_))
    has_data = np.zeros(len(pixels), dtype=np.bool_)
    by_polygon = np.argsort(pixels.polygon_ids, kind="stable")
    starts = np.searchsorted(pixels.polygon_ids[by_polygon], np.arange(len(labels.polygons) + 1))
    for start, end in itertools.pairwise(starts):
        # Within one polygon the pixels are still ordered by row, so that parts of it are bands of rows.
        for part in _parts_within_memory(pixels, by_polygon[start:end]):
            rows, columns = pixels.rows[part], pixels.columns[part]
            top, left = int(rows[0]), int(columns.min())
            window = Window(top, left, int(rows[-1]) - top + 1, int(columns.max()) - left + 1)
            has_data[part] = valid(window)[rows - top, columns - left]
    return pixels.where(has_data), pixels.where(~has_data)


def _parts_within_memory(pixels: LabelPixels, members: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    """One polygon's pixels, cut between rows so that the window around each part stays small."""
    if len(members) == 0:
        return
    columns = pixels.columns[members]
    step = max(1, MAX_PIXELS_AT_ONCE // (16 * (int(columns.max()) - int(columns.min()) + 1)))
    band = (pixels.rows[members] - pixels.rows[members[0]]) // step
    yield from np.split(members, np.flatnonzero(np.diff(band)) + 1)


def _small_polygons(labels: Labels, claimed: LabelPixels, *, by_share: bool) -> list[str]:
    owners = _features_of(labels, claimed)
    # A feature of several parts teaches something with any of them.
    features = dict.fromkeys(polygon.feature_id for polygon in labels.polygons)
    small = [feature_id for feature_id in features if feature_id not in owners]
    if not small:
        return []
    if by_share:
        one = "polygon covers more than half of no pixel and was left out"
        return [about(small, one, "polygons cover more than half of no pixel and were left out")]
    one = "polygon covers no pixel's centre and was left out"
    return [about(small, one, "polygons cover no pixel's centre and were left out")]


def _disputed(count: int) -> list[str]:
    one = "labelled pixel is claimed by two classes and was"
    many = "labelled pixels are claimed by two classes and were"
    return [f"{counted(count, one, many)} left out."] if count else []


def _on_nodata(labels: Labels, missing: LabelPixels, kept: LabelPixels) -> list[str]:
    """Which features lose pixels where the raster has no data, and which of them lose all."""
    if len(missing) == 0:
        return []
    features, teaching = _features_of(labels, missing), _features_of(labels, kept)
    one, many = "labelled pixel lies on NoData and was left out", "labelled pixels lie on NoData and were left out"
    findings = [with_ids(counted(len(missing), one, many), list(features))]
    lost = [feature_id for feature_id in features if feature_id not in teaching]
    if lost:
        one = "polygon has no pixel with data and was left out"
        findings.append(about(lost, one, "polygons have no pixel with data and were left out"))
    return findings


def _features_of(labels: Labels, pixels: LabelPixels) -> dict[int, None]:
    """Ids of the features that own some of the pixels, in their order."""
    return dict.fromkeys(labels.polygons[index].feature_id for index in np.unique(pixels.polygon_ids))


def _too_few_classes(without: Sequence[str], least: int, findings: Sequence[str]) -> UserError:
    return UserError(
        ErrorCode.LABELS_UNUSABLE,
        expected="labelled pixels of at least two classes" if least > 1 else "labelled pixels",
        found=f"none of the class {quoted(without)}{reasons(findings)}",
        remedy="Draw larger polygons, where the raster has data and polygons of other classes do not overlap.",
    )
