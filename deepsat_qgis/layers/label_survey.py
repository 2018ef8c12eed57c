"""A look at all polygons of a label layer: how many each class has, and what is wrong with some of them.

The look can be taken in small steps, so that a layer of many thousand polygons never makes QGIS wait.
"""

from __future__ import annotations

import dataclasses
from typing import Iterator, Optional

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsSpatialIndex,
    QgsVectorLayer,
)

from deepsat.jobs.choices import MOST_PARTS
from deepsat_qgis.layers.class_words import name_of, words_in
from deepsat_qgis.layers.pixel_grid import PixelGrid
from deepsat_qgis.translation import tr

MOST_PROBLEMS = 200
"""More are counted and not listed."""
_CHUNK = 100
"""Polygons that are read at once: nothing is kept open between two steps, so that the layer may change."""
_SLIVER = 0.01
"""Share of a pixel below which two polygons touch rather than overlap."""


@dataclasses.dataclass(frozen=True)
class Problem:
    """Something wrong with a polygon, and where."""

    text: str
    place: QgsGeometry
    """In the CRS of the survey."""


@dataclasses.dataclass
class ClassCount:
    """What there is of one class."""

    polygons: int = 0
    pixels: int = 0


@dataclasses.dataclass
class Survey:
    """What a look at the polygons found; places are in the CRS of `grid`, without one in that of the layer."""

    counts: dict[str, ClassCount] = dataclasses.field(default_factory=dict)
    """By value of the class field."""
    problems: list[Problem] = dataclasses.field(default_factory=list)
    problem_count: int = 0
    shapes: int = 0
    """Polygons that are not empty."""
    outside: int = 0
    """Those of them that lie beyond the grid."""
    is_measured: bool = False
    """Whether pixels were counted: without a grid nobody knows which there are."""

    @property
    def are_all_outside(self) -> bool:
        """Whether no polygon lies on the grid, though there are some."""
        return 0 < self.shapes == self.outside

    def add_problem(self, text: str, place: QgsGeometry) -> None:
        """Notes a problem; the list ends at `MOST_PROBLEMS`."""
        self.problem_count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(text, place))


def look_at(
    layer: QgsVectorLayer, class_field: str, grid: Optional[PixelGrid], project: QgsProject
) -> Iterator[Optional[Survey]]:
    """Looks at one polygon after the other: yields None after each, and the survey at last.

    Args:
        layer: the labels, with their unsaved edits.
        class_field: its field that names the class.
        grid: the pixels to measure by; None to count polygons only.
        project: knows how to transform coordinates.
    """
    look = _Look(layer, class_field, grid, project)
    ids = sorted(layer.allFeatureIds())
    for start in range(0, len(ids), _CHUNK):
        request = QgsFeatureRequest().setFilterFids(ids[start : start + _CHUNK])
        request.setSubsetOfAttributes([layer.fields().lookupField(class_field)])
        for feature in list(layer.getFeatures(request)):
            look.take(feature)
            yield None
    yield look.survey


class _Look:
    """A survey under way."""

    def __init__(self, layer: QgsVectorLayer, class_field: str, grid: Optional[PixelGrid], project: QgsProject) -> None:
        self.survey = Survey(is_measured=grid is not None)
        self._column = layer.fields().lookupField(class_field)
        self._grid = grid
        self._way = None if grid is None else QgsCoordinateTransform(layer.crs(), grid.crs, project)
        self._index = QgsSpatialIndex()
        self._words = words_in(layer, class_field)
        self._seen: dict[int, tuple[str, QgsGeometry]] = {}

    def take(self, feature: QgsFeature) -> None:
        """Counts a polygon and says what is wrong with it."""
        name = name_of(feature.attribute(self._column))
        if name:
            self.survey.counts.setdefault(name, ClassCount()).polygons += _parts_of(feature.geometry())
        shape = self._brought(feature.geometry())
        if shape is None:
            self.survey.add_problem(_with_id(tr("{} is empty"), feature), QgsGeometry())
            return
        self.survey.shapes += 1
        if not name:
            self.survey.add_problem(_with_id(tr("{} has no class"), feature), shape)
        self._measure(feature, name, shape)
        if name and self._grid is not None:
            self._compare(feature, self._words.get(name, name), shape)

    def _brought(self, geometry: QgsGeometry) -> Optional[QgsGeometry]:
        """The shape in the CRS of the grid; None where there is nothing to show."""
        if geometry.isNull() or geometry.isEmpty():
            return None
        shape = QgsGeometry(geometry)
        if self._way is not None:
            try:
                shape.transform(self._way)
            except QgsCsException:
                # Beyond the reach of the projection it cannot lie on the raster, which is said with its own place.
                return QgsGeometry(geometry)
        return shape

    def _measure(self, feature: QgsFeature, name: str, shape: QgsGeometry) -> None:
        if self._grid is None:
            return
        if not self._grid.extent.intersects(shape.boundingBox()):
            self.survey.outside += 1
            self.survey.add_problem(_with_id(tr("{} lies outside the imagery"), feature), shape)
            return
        pixels = self._grid.pixels_in(shape)
        if pixels == 0:
            text = tr("{} holds no pixel's centre")
            self.survey.add_problem(_with_id(text, feature), shape)
        if name:
            self.survey.counts[name].pixels += pixels

    def _compare(self, feature: QgsFeature, name: str, shape: QgsGeometry) -> None:
        """Looks for polygons of other classes that claim the same ground."""
        box = shape.boundingBox()
        for other_id in self._index.intersects(box):
            other_name, other = self._seen[other_id]
            if other_name == name:
                continue
            shared = shape.intersection(other)
            if shared.area() > _SLIVER * self._grid.pixel_area:
                text = tr("“{name}” and “{other}” overlap").format(name=other_name, other=name)
                self.survey.add_problem(text, shared)
        # Unsaved polygons have negative ids, which the index does not take.
        number = len(self._seen)
        self._seen[number] = (name, shape)
        self._index.addFeature(number, QgsRectangle(box))


def _parts_of(geometry: QgsGeometry) -> int:
    """Fine-tuning holds each part of a feature out by itself: it counts as a polygon."""
    parts = 0 if geometry.isNull() else geometry.constGet().partCount()
    return parts if 1 <= parts <= MOST_PARTS else 1


def _with_id(text: str, feature: QgsFeature) -> str:
    """Saved polygons by their id, as QGIS shows it; those drawn since then have none yet."""
    return text.format(tr("Polygon {}").format(feature.id()) if feature.id() >= 0 else tr("A polygon not saved yet"))
