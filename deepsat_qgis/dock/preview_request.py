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
from deepsat_qgis.dock.request import MapRequest, job_of

MOST_PIXELS = 1024 * 1024
"""Of the part that is mapped: more would not be quick. The worker itself takes four times as many."""


@dataclasses.dataclass(frozen=True)
class Part:
    """A part of an image."""

    extent: QgsRectangle
    """In the CRS of the image."""
    is_whole_view: bool
    """Whether it is all of the image that is in view, and not only its middle."""


def part_in_view(canvas: QgsMapCanvas, imagery: QgsRasterLayer, project: QgsProject) -> Optional[Part]:
    """The part of `imagery` that the canvas shows, or its middle where that is too much; None where it shows none."""
    transform = QgsCoordinateTransform(canvas.mapSettings().destinationCrs(), imagery.crs(), project)
    try:
        view = transform.transformBoundingBox(canvas.extent())
    except QgsCsException:
        return None
    extent = view.intersect(imagery.extent())
    width, height = imagery.rasterUnitsPerPixelX(), imagery.rasterUnitsPerPixelY()
    if extent.isEmpty() or extent.width() < width or extent.height() < height:
        return None
    pixels = extent.width() / width * extent.height() / height
    if pixels <= MOST_PIXELS:
        return Part(extent, True)
    extent.scale(math.sqrt(MOST_PIXELS / pixels))
    return Part(extent, False)


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
