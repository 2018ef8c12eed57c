"""A small curve that grows while something is measured."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from deepsat_qgis.translation import filled, tr

_LEAST_SPAN = 0.05
"""A curve that hardly moves must not look as if it jumped."""


class Curve(QWidget):
    """Scores of 0-1 over steps; empty until there are two of them.

    Args:
        name: what is measured, for those who hear it.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._points: list[tuple[int, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clear()

    def sizeHint(self) -> QSize:
        return QSize(120, 4 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 4 * self.fontMetrics().height())

    @property
    def points(self) -> tuple[tuple[int, float], ...]:
        """Step and score, in the order of the steps."""
        return tuple(self._points)

    def clear(self) -> None:
        """Forgets everything."""
        self._points = []
        self.setAccessibleName(self._name)
        self.hide()

    def add(self, step: int, score: float) -> None:
        """Adds a point; one at an earlier step begins the curve anew, as another training does."""
        if self._points and step < self._points[-1][0]:
            self._points = []
        self._points.append((step, score))
        best = max(value for _, value in self._points)
        text = filled(tr("{name}: now {now:.2f}, best {best:.2f}"), name=self._name, now=score, best=best)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setVisible(len(self._points) > 1)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the frame with its lowest and highest value, the curve and its last point, in the theme's colours."""
        low, high = self._range()
        texts = (filled("{:.2f}", high), filled("{:.2f}", low))
        margin = max(self.fontMetrics().horizontalAdvance(text) for text in texts) + 6
        box = QRectF(margin, 3, self.width() - margin - 5, self.height() - 6)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        edges = (Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom)
        for text, edge in zip(texts, edges):
            painter.drawText(QRectF(0, 0, margin - 4, self.height()), Qt.AlignmentFlag.AlignRight | edge, text)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        line = self._line(box, low, high)
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        painter.setPen(QPen(colour, 2))
        painter.drawPolyline(line)
        if not line.isEmpty():
            painter.setBrush(colour)
            painter.drawEllipse(line.last(), 2.5, 2.5)

    def _range(self) -> tuple[float, float]:
        values = [value for _, value in self._points] or [0.0, 1.0]
        middle = (min(values) + max(values)) / 2
        half = max(max(values) - min(values), _LEAST_SPAN) / 2
        return max(0.0, middle - half), min(1.0, middle + half)

    def _line(self, box: QRectF, low: float, high: float) -> QPolygonF:
        first = self._points[0][0] if self._points else 0
        steps = max(1, self._points[-1][0] - first) if self._points else 1
        return QPolygonF(
            [
                QPointF(
                    box.left() + box.width() * (step - first) / steps,
                    box.bottom() - box.height() * (value - low) / ((high - low) or 1.0),
                )
                for step, value in self._points
            ]
        )
