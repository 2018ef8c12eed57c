"""A curtain over the map: left of a line that is dragged the map is drawn without the layers of a result."""

from __future__ import annotations

from typing import Callable, Optional, Sequence

from qgis.core import QgsMapLayer, QgsMapRendererParallelJob, QgsMapSettings
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QImage, QKeyEvent, QPainter, QPen
from qgis.PyQt.QtWidgets import QWidget

_STEP = 0.02
"""Share of the width that an arrow key moves the line by."""
_STEPS: dict[int, float] = {Qt.Key.Key_Left: -_STEP, Qt.Key.Key_Right: _STEP}
_GRIP = 9
"""Pixels from the line to the edge of the grip in its middle."""


class Curtain(QgsMapCanvasItem):
    """What lies below a result, shown up to a share of the width, with the line that ends it."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._image: Optional[QImage] = None
        self.share = 0.5
        """Of the width of the map that is left of the line, 0-1."""

    def show_image(self, image: Optional[QImage]) -> None:
        """Takes a picture of the view as it is now; None while there is none."""
        self._image = image
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._canvas.width(), self._canvas.height())

    def paint(self, painter: QPainter, option: object = None, widget: QWidget | None = None) -> None:
        """Draws what is below the result, then the line with its grip, white in dark so that it is seen on any map."""
        size = self.boundingRect()
        x = self.share * size.width()
        if self._image is not None:
            painter.save()
            painter.setClipRect(QRectF(0, 0, x, size.height()))
            painter.drawImage(QPointF(0, 0), self._image)
            painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((QColor(0, 0, 0, 160), 4), (QColor(255, 255, 255), 2)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(x, 0), QPointF(x, size.height()))
        painter.setBrush(QColor(255, 255, 255))
        painter.setPen(QPen(QColor(0, 0, 0, 160), 1))
        painter.drawEllipse(QPointF(x, size.height() / 2), _GRIP, _GRIP)
        painter.setPen(QPen(QColor(60, 60, 60), 2))
        for side in (-1, 1):
            tip, base = QPointF(x + side * 6, size.height() / 2), x + side * 3
            painter.drawLine(tip, QPointF(base, size.height() / 2 - 3))
            painter.drawLine(tip, QPointF(base, size.height() / 2 + 3))


class SwipeTool(QgsMapTool):
    """Dragging moves the line to the pointer; so do the arrow keys, and Esc ends it.

    Args:
        canvas: the map.
        covering: the layers that the curtain is to leave out, asked whenever the map is drawn.
    """

    def __init__(self, canvas: QgsMapCanvas, covering: Callable[[], Sequence[QgsMapLayer]]) -> None:
        super().__init__(canvas)
        self._canvas, self._covering = canvas, covering
        self._curtain: Optional[Curtain] = None
        self._job: Optional[QgsMapRendererParallelJob] = None
        self.setCursor(Qt.CursorShape.SplitHCursor)

    @property
    def share(self) -> Optional[float]:
        """Of the width of the map that shows what is below the result, 0-1; None while this is not the map's tool."""
        return self._curtain.share if self._curtain is not None else None

    def activate(self) -> None:
        super().activate()
        self._curtain = Curtain(self._canvas)
        self._canvas.extentsChanged.connect(self._forget)
        self._canvas.mapCanvasRefreshed.connect(self._draw)
        self._draw()

    def deactivate(self) -> None:
        if self._curtain is not None:
            self._canvas.extentsChanged.disconnect(self._forget)
            self._canvas.mapCanvasRefreshed.disconnect(self._draw)
            self._stop_drawing()
            self._canvas.scene().removeItem(self._curtain)
            self._curtain = None
        super().deactivate()

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        self.canvasMoveEvent(event)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move_to(event.pos().x() / max(1, self._canvas.width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._canvas.unsetMapTool(self)
        elif event.key() in _STEPS and self.share is not None:
            self._move_to(self.share + _STEPS[event.key()])
        else:
            return
        # The map would move as well.
        event.accept()

    def _move_to(self, share: float) -> None:
        if self._curtain is not None:
            self._curtain.share = min(1.0, max(0.0, share))
            self._curtain.update()

    def _forget(self) -> None:
        """The picture is of another part of the map."""
        if self._curtain is not None:
            self._curtain.show_image(None)

    def _draw(self) -> None:
        """Draws the map once more in the background, without what covers it."""
        self._stop_drawing()
        settings = QgsMapSettings(self._canvas.mapSettings())
        covering = [layer.id() for layer in self._covering()]
        settings.setLayers([layer for layer in self._canvas.layers() if layer.id() not in covering])
        self._job = QgsMapRendererParallelJob(settings)
        self._job.setParent(self)
        self._job.finished.connect(self._drawn)
        self._job.start()

    def _drawn(self) -> None:
        if self._job is not None and self._curtain is not None and not sip.isdeleted(self._curtain):
            self._curtain.show_image(self._job.renderedImage())

    def _stop_drawing(self) -> None:
        job, self._job = self._job, None
        if job is None:
            return
        job.finished.disconnect(self._drawn)
        if job.isActive():
            job.finished.connect(job.deleteLater)
            job.cancelWithoutBlocking()
        else:
            job.deleteLater()
