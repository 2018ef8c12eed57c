"""What a report shows: plain values, gathered by whoever has them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.area import StratifiedEstimate
from deepsat.accuracy.boundaries import BoundaryScores
from deepsat.accuracy.charts import Chart
from deepsat.accuracy.class_spectra import ClassSpectra
from deepsat.accuracy.confusion import Confusion
from deepsat.accuracy.doubtful_polygons import DoubtfulPolygon
from deepsat.accuracy.evidence import Evidence
from deepsat.accuracy.polygon_counts import PolygonCounts
from deepsat.class_map import ClassMap
from deepsat.imagery.grid import Grid
from deepsat.imagery.scene import Scene
from deepsat.jobs.bands import spectrum_in_words
from deepsat.labels.pixels import LabelPixels

DATES = "Dates"
"""The fact on a scene that holds dates, written as 2026-11-21."""
WHOLE_MAP = "the whole map"
"""The only stratum of a simple random sample."""

_UNITS = {"metre": "m", "foot": "ft", "degree": "\N{DEGREE SIGN}"}


@dataclasses.dataclass(frozen=True)
class ClassCount:
    """How much of one class was labelled, and what became of it."""

    name: str
    colour: str
    """`#rrggbb`."""
    polygons: int = 0
    pixels: int = 0
    held_out_polygons: int = 0
    held_out_pixels: int = 0


@dataclasses.dataclass(frozen=True)
class ClassArea:
    """How much of the map one class covers."""

    name: str
    pixels: int
    hectares: float


@dataclasses.dataclass(frozen=True)
class Baseline:
    """Something that was tried on the same held-out polygons."""

    name: str
    """In plain words, such as `random forest on the bands`."""
    mean_iou: float
    """0-1."""
    overall: float
    """Share of pixels right, 0-1."""
    chosen: bool = False
    """Whether it became the model."""


@dataclasses.dataclass(frozen=True)
class SkillCurve:
    """Mean IoU against the number of polygons a class."""

    chart: Chart
    of: str
    """What learnt from so many, in plain words, such as a blend of forest and head."""
    is_the_model: bool
    """Whether the model consists of the same: then the curve ends at the model's score."""


@dataclasses.dataclass(frozen=True)
class Stratum:
    """One part of a probability sample."""

    name: str
    hectares: float
    points: int


@dataclasses.dataclass(frozen=True)
class MapAccuracy:
    """What a probability sample says of a map."""

    design: str
    """How the sample was drawn and what was estimated, in sentences."""
    confusion: Confusion
    """Sample points: rows = map, columns = reference."""
    estimate: StratifiedEstimate
    """Areas in square metres."""
    mapped_square_metres: NDArray[np.float64]
    """float64 (K,): what the map gives to each class."""
    strata: tuple[Stratum, ...]

    @property
    def square_metres(self) -> float:
        """What the estimates are for: the area of all strata, which may be another than the map's."""
        return float(np.nansum(self.estimate.areas.value))


@dataclasses.dataclass(frozen=True)
class SkillWording:
    """What the scores were counted on, in words."""

    title: str = "Skill on held-out polygons"
    says: str = "Model says"
    """Above the rows of the matrix."""
    reference: str = "Polygons"
    """Above its columns."""
    matrix: str = "Rows: what the model says. Columns: what the polygons say. Pixels on the diagonal are right."
    """How to read it."""
    pixels: str = "held-out pixels"
    """What was counted."""
    units: str = "polygons"
    """What was drawn for the intervals."""
    warning: str = "This is skill on held-out polygons, not map accuracy."
    reason: str = (
        "What is scored has not seen these polygons, but a person chose where they are: places that are easy to "
        "recognise are easy to map, too. For the accuracy of the map and the true areas of its classes, label places "
        "drawn at random within each class of the map."
    )


def origin_of(version: str, created: str) -> str:
    """Which DeepSat made a report, and when, for people to read.

    Args:
        version: of DeepSat.
        created: such as `2026-11-21T17:20:49Z`, in UTC.
    """
    day, _, time = created.partition("T")
    return f"DeepSat {version}, {day} {time[:5]} UTC"


@dataclasses.dataclass(frozen=True)
class ReportContent:
    """Everything that a report shows; empty parts are left out of it."""

    title: str
    scene: Mapping[str, str]
    """Facts on the scene, such as `Raster`, `CRS`, `Pixel size`, `Bands`, in the order to show them."""
    classes: tuple[ClassCount, ...]
    """In the order of the class ids."""
    subtitle: str = ""
    """One line below the title, such as when and by which version it was made."""
    confusion: Confusion | None = None
    """Counted on held-out polygons, in the order of `classes`; None when none could be held out."""
    charts: tuple[Chart, ...] = ()
    findings: tuple[str, ...] = ()
    """Sentences that a person should know, such as which features were left out."""
    settings: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """What was asked for, in the words of the parameters."""
    run: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """What happened: device, steps, seconds."""
    areas: tuple[ClassArea, ...] = ()
    """Areas counted on the map, if one was made."""
    evidence: Evidence | None = None
    """Held-out pixels with probabilities: replaces `by_polygon` and `confusion`, and adds intervals and calibration."""
    by_polygon: PolygonCounts | None = None
    """Held-out polygons of a map without probabilities: replaces `confusion`, and adds intervals."""
    evidence_note: str = ""
    """Sentences on how strong the evidence is."""
    doubtful: tuple[DoubtfulPolygon, ...] = ()
    """Held-out polygons that are taken for another class."""
    spectra: ClassSpectra | None = None
    """Of the labelled pixels, in the order of `classes`."""
    baselines: tuple[Baseline, ...] = ()
    """What was tried on the same held-out polygons, in the order to show it."""
    skill_curve: SkillCurve | None = None
    map_accuracy: MapAccuracy | None = None
    """Of a probability sample."""
    boundary: BoundaryScores | None = None
    """Of a dense reference raster."""
    wording: SkillWording = SkillWording()
    seed: int = 0
    """Of the draws for the intervals."""

    @property
    def polygon_counts(self) -> PolygonCounts | None:
        """Held-out polygons, from whichever part tells of them."""
        return self.by_polygon if self.evidence is None else self.evidence.by_polygon()

    @property
    def skill(self) -> Confusion | None:
        """Confusion on held-out polygons, from whichever part tells of it."""
        counts = self.polygon_counts
        return self.confusion if counts is None else counts.confusion()


def scene_facts(scene: Scene) -> dict[str, str]:
    """What a report says about an open scene, in the order to show it."""
    facts = {
        "Raster": ", ".join(scene.images),
        DATES: ", ".join(scene.dates),
        **grid_facts(scene.grid),
        "Bands": spectrum_in_words(scene.bands),
        "Values": scene.dtype,
    }
    return {name: value for name, value in facts.items() if value}


def grid_facts(grid: Grid) -> dict[str, str]:
    """What a report says about the grid of a scene or a map."""
    height, width = grid.pixel_size
    authority = grid.crs.to_authority()
    unit = _UNITS.get(grid.units, grid.units)
    return {
        "Size": f"{grid.width} x {grid.height} pixels",
        "Pixel size": f"{width:.6g} x {height:.6g} {unit} ({grid.pixel_area():.6g} m\N{SUPERSCRIPT TWO} each)",
        "CRS": ":".join(authority) if authority else str(grid.crs.to_string()),
    }


def class_counts(
    pixels: LabelPixels, held_out_polygons: Sequence[int] = (), held_out_pixels: Sequence[int] = ()
) -> tuple[ClassCount, ...]:
    """The labelled and the held-out polygons and pixels of each class.

    Args:
        pixels: all labelled pixels.
        held_out_polygons: indexes of the held-out polygons.
        held_out_pixels: of each class, those that were scored; none by default.
    """
    scored_polygons = pixels.of_polygons(held_out_polygons).polygons_by_class
    scored_pixels = held_out_pixels or (0,) * len(pixels.class_map)
    columns = (pixels.polygons_by_class, pixels.count_by_class, scored_polygons, scored_pixels)
    return tuple(
        ClassCount(c.name, c.colour, *(int(column[c.id]) for column in columns)) for c in pixels.class_map.classes
    )


def class_areas(class_map: ClassMap, pixels: Sequence[int], square_metres: Sequence[float]) -> tuple[ClassArea, ...]:
    """Areas of a map's classes, from pixels and square metres in the order of the class ids."""
    rows = zip(class_map.names, pixels, square_metres, strict=True)
    return tuple(ClassArea(name, int(count), float(area) / 10_000) for name, count, area in rows)
