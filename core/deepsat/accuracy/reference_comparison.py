"""Comparing a map with its reference: polygons, points of a random sample, or a dense raster."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pyogrio
import rasterio
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError
from rasterio.errors import RasterioError

from deepsat.accuracy.answers import Answers, read_answers
from deepsat.accuracy.boundaries import REACH_PX, BoundaryScores
from deepsat.accuracy.confusion import Confusion
from deepsat.accuracy.drawn_map import classes_as_strata
from deepsat.accuracy.map_accuracy import map_accuracy
from deepsat.accuracy.map_classes import MapClasses, count_classes, ids_by_name, match_classes, with_unmapped
from deepsat.accuracy.polygon_counts import PolygonCounts
from deepsat.accuracy.reference_wording import MAP_POINTS, MAP_POLYGONS, MAP_RASTER
from deepsat.accuracy.report_content import ClassCount, MapAccuracy, SkillWording
from deepsat.class_map import NO_CLASS
from deepsat.imagery.categorical_raster import CategoricalRaster, open_categories
from deepsat.imagery.grid import Grid
from deepsat.imagery.windows import Window
from deepsat.jobs import ErrorCode, EvaluateJob, UserError
from deepsat.jobs.class_names import words_of
from deepsat.jobs.sentences import quoted
from deepsat.labels.features import read_features
from deepsat.labels.pixels import label_pixels
from deepsat.labels.polygons import read_labels
from deepsat.reporting import PartReporter, Reporter, telling

WORTH_WEIGHING = 1.05
"""How much larger some pixels have to be than others for shares of pixels and of area to differ worth saying."""


@dataclasses.dataclass(frozen=True)
class Compared:
    """What the comparison of a map and its reference gave: the parts of a report that it fills."""

    classes: tuple[ClassCount, ...]
    wording: SkillWording = MAP_POLYGONS
    by_polygon: PolygonCounts | None = None
    map_accuracy: MapAccuracy | None = None
    boundary: BoundaryScores | None = None
    sentences: tuple[str, ...] = ()


def is_raster(job: EvaluateJob) -> bool:
    """Whether the reference of a job is a raster: it is when it has no vector layer.

    What is neither is told of as the one that the job means: a field that names classes belongs to a vector layer.
    """
    if Path(job.reference).suffix.lower() == ".csv":
        return False
    try:
        if any(geometry is not None for _, geometry in pyogrio.list_layers(job.reference)):
            return False
    except (DataSourceError, DataLayerError):
        if not (Path(job.reference).is_file() or job.reference.startswith("/vsi")):
            return False
    return not job.class_field or _opens_as_raster(job.reference)


def _opens_as_raster(path: str) -> bool:
    try:
        rasterio.open(path).close()
    except RasterioError:
        return False
    return True


def compared(
    job: EvaluateJob, raster: CategoricalRaster, classes: MapClasses, by_raster: bool, reporter: Reporter
) -> Compared:
    """Compares a map with its reference.

    Args:
        job: what to compare, and how the reference was chosen.
        raster: the open map.
        classes: of the map.
        by_raster: whether the reference is a raster.
        reporter: told of progress; asked whether to stop.

    Raises:
        UserError: the reference is of no use for this map, or for the job's design.
    """
    if by_raster:
        return _with_raster(job, raster, classes, reporter)
    if Path(job.reference).suffix.lower() != ".csv" and _has_polygons(job):
        _check_polygons_are_held_out(job)
        return _with_polygons(job, raster, classes)
    return _with_points(job, raster, classes)


def _with_polygons(job: EvaluateJob, raster: CategoricalRaster, classes: MapClasses) -> Compared:
    if not job.class_field:
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected="the field that names the class of each polygon",
            found="none",
            remedy="Name the class field.",
        )
    labels = read_labels(
        job.reference,
        job.class_field,
        raster.grid,
        job.reference_layer,
        class_names=job.class_names,
        least_classes=1,
    )
    pixels = label_pixels(labels, raster.grid, lambda window: raster.read(window)[1], least_classes=1)
    by_name, notes = match_classes(pixels.class_map.names, classes, words_of(job.class_names))
    class_ids = ids_by_name(pixels.class_map.names, by_name)[pixels.class_ids]
    map_ids = classes.ids_of(*raster.values_at(pixels.rows, pixels.columns))
    counts = PolygonCounts.of(map_ids, class_ids, pixels.polygon_ids, len(classes))
    sentences = (*labels.findings, *pixels.findings, *notes, *_unseen(counts.confusion(), classes))
    return Compared(_counted(classes, counts), MAP_POLYGONS, counts, sentences=sentences)


def _with_points(job: EvaluateJob, raster: CategoricalRaster, classes: MapClasses) -> Compared:
    words = words_of(job.class_names)
    answers = read_answers(job.reference, job.class_field, raster.grid, job.reference_layer, job.strata_field, words)
    weighed = job.design == "stratified" and bool(answers.strata)
    if not weighed:
        answers = answers.on_the_map()
    found = sorted(set(answers.references))
    classes, unmapped = (classes, ()) if job.design == "held_out" else with_unmapped(found, classes, words)
    by_name, notes = match_classes(found, classes, words)
    values, has_data = raster.values_at(answers.rows, answers.columns)
    map_ids = classes.ids_of(values, has_data & answers.inside)
    on_map = map_ids != NO_CLASS
    if not on_map.any():
        raise _no_point_on_data(job)
    reference_ids = ids_by_name(answers.references, by_name)
    sentences = [*answers.findings, *unmapped, *notes, *_missing(answers, int((~on_map).sum()), weighed)]
    if answers.strata and not weighed:
        sentences.append(
            f"The points name the strata that they were drawn from, and the design {job.design} does not weigh them: "
            "choose the design stratified for the accuracy of the map and the areas of its classes."
        )
    if job.design == "stratified" and not weighed:
        sentences.append(classes_as_strata(answers, values, has_data))
    if job.design == "held_out":
        points = np.flatnonzero(on_map)
        counts = PolygonCounts.of(map_ids[on_map], reference_ids[on_map], points, len(classes))
        sentences += _unseen(counts.confusion(), classes)
        return Compared(_counted(classes, counts), MAP_POINTS, counts, sentences=tuple(sentences))
    # What no map value is known of still tells of the ground in its stratum; without strata it is beyond what is asked.
    kept = on_map | weighed
    accuracy, said = map_accuracy(
        job.design, map_ids[kept], reference_ids[kept], classes, answers.strata if weighed else (),
        answers.stratum_hectares,
    )  # fmt: skip
    return Compared(_named(classes), map_accuracy=accuracy, sentences=(*sentences, *said))


def _with_raster(job: EvaluateJob, raster: CategoricalRaster, classes: MapClasses, reporter: Reporter) -> Compared:
    if job.design != "held_out":
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected=f"a file of sample points for the design {job.design}",
            found=f"a raster at {job.reference}",
            remedy="Give the points, or choose the design held_out.",
        )
    with open_categories(job.reference, raster.grid) as reference:
        reading = PartReporter(reporter, 0.0, 0.4)
        found = count_classes(reference, telling(reading, "compare", "Reading the reference raster."))
        words = words_of(job.class_names)
        names = [words.get(name, name) for name in found.names]
        present = [name for name, pixels in zip(names, found.pixels.tolist(), strict=True) if pixels]
        by_name, notes = match_classes(list(dict.fromkeys(present)), classes, words)
        to_map = np.array([by_name.get(name, NO_CLASS) for name in names], dtype=np.uint8)
        scores = BoundaryScores.empty(len(classes))
        said = telling(PartReporter(reporter, 0.4, 1.0), "compare", "Comparing the map with the reference raster.")
        for strip in raster.strips():
            said(strip.row / raster.grid.height)
            _compare_strip(raster, reference, strip, (classes, found, to_map), scores)
    if scores.confusion().total == 0:
        raise _no_point_on_data(job)
    sentences = (*reference.findings, *notes, *_unseen(scores.confusion(), classes), *_of_pixels(raster.grid))
    return Compared(_named(classes), MAP_RASTER, boundary=scores, sentences=sentences)


def _compare_strip(
    raster: CategoricalRaster,
    reference: CategoricalRaster,
    strip: Window,
    legend: tuple[MapClasses, MapClasses, NDArray[np.uint8]],
    scores: BoundaryScores,
) -> None:
    """Counts one strip; a row above and below is read too, because boundaries are seen from their neighbours."""
    classes, found, to_map = legend
    around = Window(strip.row - REACH_PX, 0, strip.height + 2 * REACH_PX, strip.width)
    padded = np.append(to_map, NO_CLASS)
    own_ids = found.ids_of(*reference.read(around))
    reference_ids = padded[np.minimum(own_ids, len(to_map))]
    scores.add(classes.ids_of(*raster.read(around)), reference_ids, slice(REACH_PX, REACH_PX + strip.height))


def _counted(classes: MapClasses, counts: PolygonCounts) -> tuple[ClassCount, ...]:
    polygons, pixels = counts.polygons_by_class, counts.confusion().reference_totals
    return tuple(
        ClassCount(c.name, c.colour, *2 * (int(polygons[c.id]), int(pixels[c.id]))) for c in classes.class_map.classes
    )


def _named(classes: MapClasses) -> tuple[ClassCount, ...]:
    return tuple(ClassCount(c.name, c.colour) for c in classes.class_map.classes)


def _missing(answers: Answers, without_data: int, weighed: bool) -> list[str]:
    """Sentences on points without an answer, and on those without data in the map: `weighed` ones count for areas."""
    found = []
    if answers.unanswered:
        found.append(
            f"Points without an answer, which were left out: {answers.unanswered:,}. If they are the difficult ones, "
            "the scores are too good."
        )
    if without_data and weighed:
        found.append(
            f"Points where the map has no data: {without_data:,}. They count for the true areas, which are those in "
            "the whole strata; the accuracies are of the part that the map covers."
        )
    elif without_data:
        found.append(f"Points where the map has no data, which were left out: {without_data:,}.")
    return found


def _unseen(confusion: Confusion, classes: MapClasses) -> list[str]:
    """Classes that only the map has: their user's accuracy is 0 because nobody looked where they are."""
    absent = (confusion.map_totals > 0) & (confusion.reference_totals == 0)
    names = [name for name, is_absent in zip(classes.names, absent.tolist(), strict=True) if is_absent]
    if not names:
        return []
    return [
        f"The reference does not show {quoted(names)}, which the map says on some of its pixels: a user's accuracy of "
        "0 does not mean that the map is wrong elsewhere."
    ]


def _of_pixels(grid: Grid) -> list[str]:
    """A sentence where counts of pixels are no shares of area, as in degrees far from the equator."""
    areas = grid.row_areas()
    if areas.max() < WORTH_WEIGHING * areas.min():
        return []
    return [
        f"Some pixels of the map cover {areas.max() / areas.min() - 1:.0%} more ground than others, and all count "
        "alike: the scores are of its pixels, not of its area. For shares of the area, warp map and reference to an "
        "equal-area projection, by the nearest neighbour."
    ]


def _no_point_on_data(job: EvaluateJob) -> UserError:
    return UserError(
        ErrorCode.LABELS_UNUSABLE,
        expected="a reference where the map has data",
        found=f"none in {job.reference}",
        remedy="Check that the reference and the map are of the same place, and their CRS.",
    )


def _has_polygons(job: EvaluateJob) -> bool:
    features = read_features(job.reference, job.class_field or "reference", job.reference_layer)
    areal = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
    return any(shapely.get_type_id(shape) in areal for shape in features.geometries)


def _check_polygons_are_held_out(job: EvaluateJob) -> None:
    if job.design != "held_out":
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected=f"points for the design {job.design}, because a random sample is one of places",
            found=f"polygons in {job.reference}",
            remedy="Draw sample points of the map and enter what they are, or choose the design held_out.",
        )
