"""What drawing needs of the window of QGIS: nothing else in the panel knows of it."""

from __future__ import annotations

import dataclasses
from typing import Callable, Optional

import qgis.utils
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsMapLayer, QgsReferencedRectangle
from qgis.gui import QgisInterface, QgsAdvancedDigitizingDockWidget, QgsMapCanvas

_ROOM = 4.0
"""How often a place fits into the map that shows it."""


@dataclasses.dataclass(frozen=True)
class MapWindow:
    """The map and the tools around it."""

    canvas: QgsMapCanvas
    digitizing: QgsAdvancedDigitizingDockWidget
    """QGIS' own constraints of drawing, which its digitising tool answers to."""
    choose_layer: Callable[[QgsMapLayer], object]
    """Makes a layer the active one, so that QGIS' undo, snapping and vertex tool are about it."""
    edit_vertices: Callable[[], object]
    """Starts QGIS' own vertex tool."""

    @classmethod
    def of_qgis(cls) -> Optional[MapWindow]:
        """The window that the plugin runs in; None where QGIS has none."""
        iface = qgis.utils.iface
        if not isinstance(iface, QgisInterface):
            return None
        return cls(
            iface.mapCanvas(),
            iface.cadDockWidget(),
            iface.setActiveLayer,
            iface.actionVertexToolActiveLayer().trigger,
        )

    def show_place(self, place: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        """Moves the map to a place, with the ground around it, and flashes it."""
        if place.isNull():
            return
        box = place.boundingBox().scaled(_ROOM)
        # Without a CRS, as of a project that ignores them, coordinates are those of the map.
        if crs.isValid() and self.canvas.mapSettings().destinationCrs().isValid():
            self.canvas.setReferencedExtent(QgsReferencedRectangle(box, crs))
        else:
            self.canvas.setExtent(box)
        self.canvas.refresh()
        self.canvas.flashGeometries([place], crs)
