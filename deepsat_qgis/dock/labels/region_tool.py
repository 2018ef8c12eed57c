"""The map tool that grows a region: the alike pixels round the one that was pressed."""

from __future__ import annotations

import math
from typing import Optional, Sequence

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication

from deepsat.jobs import UserError
from deepsat_qgis.dock.labels.label_tools import StrokeTool
from deepsat_qgis.failures import failure_of
from deepsat_qgis.layers.alike_pixels import REACH_PX, AlikePixels, alike_pixels
from deepsat_qgis.translation import tr

_PIXELS_OF_CLICK = 25


class RegionTool(StrokeTool):
    """Grows a region from a pixel to as many pixels as the circle has that the mouse is dragged out to."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._imagery: list[QgsRasterLayer] = []
        self._crs, self._pixel = QgsCoordinateReferenceSystem(), (1.0, 1.0)
        self._alike: Optional[AlikePixels] = None
        self._seed = QgsPointXY()
        self._pixels = _PIXELS_OF_CLICK

    def set_imagery(self, layers: Sequence[QgsRasterLayer]) -> None:
        """What is looked at; without any the tool draws nothing."""
        self.give_up()
        self._imagery = list(layers)

    def give_up(self) -> None:
        super().give_up()
        self._alike = None

    def _begin(self, event: QgsMapMouseEvent) -> None:
        self._alike, self._pixels = None, _PIXELS_OF_CLICK
        self._imagery = [layer for layer in self._imagery if not sip.isdeleted(layer)]
        if self._imagery:
            first = self._imagery[0]
            self._crs, self._pixel = first.crs(), (first.rasterUnitsPerPixelX(), first.rasterUnitsPerPixelY())
        seed = self._in_imagery(event.mapPoint())
        # Some files, as JPEG 2000, take seconds to read.
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._alike = alike_pixels(self._imagery, seed) if seed is not None else None
        except UserError as error:
            self.messageEmitted.emit(failure_of(error).text, Qgis.MessageLevel.Warning)
            return
        finally:
            QApplication.restoreOverrideCursor()
        if self._alike is None:
            self.messageEmitted.emit(tr("There is no imagery here for a region to grow in."), Qgis.MessageLevel.Info)
            return
        self._seed = seed

    def _go_on(self, event: QgsMapMouseEvent) -> None:
        """Within a click's tremble the region stays as large as a click makes it."""
        here = self._in_imagery(event.mapPoint())
        if self._alike is None or here is None:
            return
        width, height = self._pixel
        away = math.hypot((here.x() - self._seed.x()) / width, (here.y() - self._seed.y()) / height)
        self._pixels = _PIXELS_OF_CLICK if self._is_click(event) else round(math.pi * min(away, REACH_PX) ** 2)

    def _shape(self) -> Optional[QgsGeometry]:
        if self._alike is None:
            return None
        shape = self._alike.region(self._pixels)
        try:
            shape.transform(self._way(), Qgis.TransformDirection.Reverse)
        except QgsCsException:
            return None
        return shape

    def _in_imagery(self, place: QgsPointXY) -> Optional[QgsPointXY]:
        """A place of the map in the CRS of the imagery; None beyond the reach of its projection."""
        if not self._imagery:
            return None
        try:
            return self._way().transform(place)
        except QgsCsException:
            return None

    def _way(self) -> QgsCoordinateTransform:
        crs = self.canvas().mapSettings().destinationCrs()
        return QgsCoordinateTransform(crs, self._crs, QgsProject.instance())
