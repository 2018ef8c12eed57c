"""What a live preview is asked: the part of the imagery that is in view, and the job that it means."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path
from typing import Optional

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsProject, QgsRasterLayer, QgsRectangle
from qgis.gui import QgsMapCanvas

from deepsat.jobs import PreviewJob
from deepsat.jobs.jobs import checked
from deepsat_qgis.dock.runs.request import MapRequest, job_of
from deepsat_qgis.layers.image_facts import finest_layer
from deepsat_qgis.layers.pixel_grid import PixelGrid
from deepsat_qgis.layers.series import is_mosaic

MOST_PIXELS = 1024 * 1024
"""Of the part that is mapped: more would not be quick. The worker itself takes four times as many."""


@dataclasses.dataclass(frozen=True)
class Part:
    """A part of an image."""

    extent: QgsRectangle
    """In the CRS of the image, or of the earliest one."""
    is_whole_view: bool
    """Whether it is all of the image that is in view, and not only its middle."""


def part_in_view(canvas: QgsMapCanvas, request: MapRequest, project: QgsProject) -> Optional[Part]:
    """The part of the imagery that the canvas shows, or its middle where that is too much; None where it shows none."""
    grid = PixelGrid.over(_earliest(request))
    if grid is None:
        return None
    transform = QgsCoordinateTransform(canvas.mapSettings().destinationCrs(), grid.crs, project)
    try:
        view = transform.transformBoundingBox(canvas.extent())
    except QgsCsException:
        return None
    extent = view.intersect(grid.extent)
    if extent.isEmpty() or extent.width() < grid.width or extent.height() < grid.height:
        return None
    pixels = extent.width() * extent.height() / grid.pixel_area
    if pixels <= MOST_PIXELS:
        return Part(extent, True)
    extent.scale(math.sqrt(MOST_PIXELS / pixels))
    return Part(extent, False)


def _earliest(request: MapRequest) -> list[QgsRasterLayer]:
    """The rasters whose pixels the worker maps: of the earliest date, or all that lie side by side."""
    series = request.series
    if not series:
        return [request.imagery]
    images = [one for one in series if is_mosaic(series) or one.date == series[0].date]
    return [finest_layer(series[0].layers), *(layer for one in images for layer in one.layers)]


def preview_job(request: MapRequest, part: Part, labels: Path, output: Path) -> PreviewJob:
    """The job: as fine-tuning would be asked, but for the part and without a model.

    Raises:
        UserError: for layers that cannot be used.
    """
    training = job_of(request, labels.parent)
    fields = {field.name for field in dataclasses.fields(PreviewJob)}
    shared = {field.name for field in dataclasses.fields(training)} & fields
    same = {name: getattr(training, name) for name in shared}
    extent = part.extent
    bounds = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
    return checked(PreviewJob(**{**same, "labels": str(labels), "output": str(output), "extent": bounds}))
