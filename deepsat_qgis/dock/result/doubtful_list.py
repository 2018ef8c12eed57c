"""Labels that the model doubts: polygons to look at again, a click goes there."""

from __future__ import annotations

from typing import Any, Mapping

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle
from qgis.PyQt.QtWidgets import QWidget

from deepsat_qgis.dock.widgets.place_list import PlaceList
from deepsat_qgis.translation import filled, tr
from deepsat_qgis.wording import percent


class DoubtfulList(PlaceList):
    """Hidden where the model takes no polygon for another class."""

    def __init__(self, parent: QWidget | None = None) -> None:
        text = tr(
            "Is the class right, and right everywhere in the polygon? If so, draw more polygons that look like it. "
            "Click a line to see its place on the map; Enter does the same."
        )
        super().__init__(tr("Polygons to look at again"), text, parent)

    def show_doubtful(self, result: Mapping[str, Any], crs: QgsCoordinateReferenceSystem) -> None:
        """Shows what a job's result says of polygons; `crs` is that of its imagery."""
        polygons = result.get("doubtful_polygons", [])
        count = result.get("doubtful_polygon_count", len(polygons))
        entries = [(_sentence(polygon), QgsGeometry.fromRect(QgsRectangle(*polygon["bounds"]))) for polygon in polygons]
        self.show_places(_heading(len(polygons), count), entries, crs)


def _heading(listed: int, count: int) -> str:
    """What the list says, of which not all need be shown."""
    if listed < count:
        words = tr("{count} polygons are taken for another class; look at these {listed} again:")
        return words.format(count=count, listed=listed)
    if count == 1:
        return tr("1 polygon is taken for another class; look at it again:")
    return tr("{} polygons are taken for another class; look at them again:").format(count)


def _sentence(polygon: Mapping[str, Any]) -> str:
    return filled(
        tr("{name} → {other}: {share} of {pixels} px"),
        name=polygon["class_name"],
        other=polygon["taken_for"],
        share=percent(polygon["share"]),
        pixels=polygon["pixels"],
    )
