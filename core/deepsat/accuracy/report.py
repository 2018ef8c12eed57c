"""The report: one HTML file that stands alone, in words that an analyst can quote."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import jinja2
import numpy as np

from deepsat.accuracy.charts import Chart, chart_svg
from deepsat.accuracy.confusion import Confusion
from deepsat.imagery.scene import Scene
from deepsat.labels.class_map import ClassMap
from deepsat.labels.pixels import LabelPixels
from deepsat.resources import RESOURCES_FOLDER
from deepsat.temporary_files import whole_file

TEMPLATE_FOLDER = RESOURCES_FOLDER / "report"
TEMPLATE_NAME = "report.html.jinja"


@dataclasses.dataclass(frozen=True)
class ClassCount:
    """How much of one class was labelled, and what became of it."""

    name: str
    colour: str
    """`#rrggbb`."""
    polygons: int
    pixels: int
    held_out_polygons: int = 0
    held_out_pixels: int = 0


@dataclasses.dataclass(frozen=True)
class ClassArea:
    """How much of the map one class covers."""

    name: str
    pixels: int
    hectares: float


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


def scene_facts(scene: Scene) -> dict[str, str]:
    """What a report says about an open scene, in the order to show it."""
    grid = scene.grid
    height, width = grid.pixel_size
    authority = grid.crs.to_authority()
    crs = ":".join(authority) if authority else str(grid.crs.to_string())
    facts = {
        "Raster": ", ".join(scene.paths),
        "Dates": ", ".join(scene.dates),
        "Size": f"{grid.width} x {grid.height} pixels",
        "Pixel size": f"{width:.6g} x {height:.6g} {grid.units} ({grid.pixel_area():.6g} m\N{SUPERSCRIPT TWO})",
        "CRS": crs,
        "Bands": ", ".join(band.name for band in scene.bands),
        "Values": scene.dtype,
    }
    return {name: value for name, value in facts.items() if value}


def class_counts(pixels: LabelPixels, held_out_polygons: Sequence[int] = ()) -> tuple[ClassCount, ...]:
    """The labelled and the held-out polygons and pixels of each class.

    Args:
        pixels: all labelled pixels.
        held_out_polygons: indexes of the held-out polygons.
    """
    kept = pixels.of_polygons(held_out_polygons)
    columns = (pixels.polygons_by_class, pixels.count_by_class, kept.polygons_by_class, kept.count_by_class)
    return tuple(
        ClassCount(c.name, c.colour, *(int(column[c.id]) for column in columns)) for c in pixels.class_map.classes
    )


def class_areas(class_map: ClassMap, pixels: Sequence[int], square_metres: Sequence[float]) -> tuple[ClassArea, ...]:
    """Areas of a map's classes, from pixels and square metres in the order of the class ids."""
    rows = zip(class_map.names, pixels, square_metres, strict=True)
    return tuple(ClassArea(name, int(count), float(area) / 10_000) for name, count, area in rows)


def write_report(path: Path | str, content: ReportContent) -> None:
    """Writes the report as one HTML file without links to anything outside.

    Raises:
        UserError: `DISK_FULL` or `OUTPUT_UNWRITABLE`.
    """
    text = report_html(content)
    with whole_file(Path(path)) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def report_html(content: ReportContent) -> str:
    """The report's HTML; the same content gives the same text."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATE_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(percent=_percent, whole=_whole, hectares=_hectares)
    charts = [(chart, chart_svg(chart)) for chart in content.charts if any(curve.steps for curve in chart.curves)]
    return environment.get_template(TEMPLATE_NAME).render(
        content=content, charts=charts, matrix=_matrix(content), area_total=sum(area.hectares for area in content.areas)
    )


@dataclasses.dataclass(frozen=True)
class _MatrixRow:
    """One class as the template shows it: its row of the matrix and its scores, 0-1 or NaN."""

    name: str
    colour: str
    counts: tuple[int, ...]
    strengths: tuple[float, ...]
    """Share of each count in its reference class, 0-1, for the cells' colour."""
    users: float
    producers: float
    iou: float
    reference_total: int
    map_total: int


def _matrix(content: ReportContent) -> tuple[_MatrixRow, ...]:
    confusion = content.confusion
    if confusion is None or confusion.total == 0:
        return ()
    strengths = confusion.counts / np.maximum(confusion.reference_totals, 1)
    return tuple(
        _MatrixRow(
            name=shown.name,
            colour=shown.colour,
            counts=tuple(int(count) for count in confusion.counts[index]),
            strengths=tuple(float(strength) for strength in strengths[index]),
            users=float(confusion.users[index]),
            producers=float(confusion.producers[index]),
            iou=float(confusion.iou[index]),
            reference_total=int(confusion.reference_totals[index]),
            map_total=int(confusion.map_totals[index]),
        )
        for index, shown in enumerate(content.classes)
    )


def _percent(share: float) -> str:
    return "\N{EN DASH}" if math.isnan(share) else f"{share:.1%}".replace("%", "\N{NO-BREAK SPACE}%")


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


def _hectares(area: float) -> str:
    """Enough digits for a garden and for a country."""
    return _whole(round(area)) if area >= 1000 else f"{area:.1f}" if area >= 1 else f"{area:.4f}"
