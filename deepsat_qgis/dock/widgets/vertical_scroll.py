"""What scrolls up and down only, and is therefore never narrower than what it shows."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QObject, QSize, Qt
from qgis.PyQt.QtWidgets import QFrame, QScrollArea, QWidget

_WIDEST = 48
"""Letters: a single long word, such as a path in a message, must not widen a panel beyond that."""


class VerticalScroll(QScrollArea):
    """Fits into 300 pixels with usual fonts; with large ones it asks for as much more as its content needs."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        # To show a widget that is wider than there is room Qt would scroll sideways, and nobody could scroll back.
        self.horizontalScrollBar().valueChanged.connect(lambda: self.horizontalScrollBar().setValue(0))

    def minimumSizeHint(self) -> QSize:
        needed = self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        widest = _WIDEST * self.fontMetrics().averageCharWidth()
        return QSize(min(needed, widest), super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt watches the content already; whoever places this widget must hear of another width too."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return bool(super().eventFilter(watched, event))
