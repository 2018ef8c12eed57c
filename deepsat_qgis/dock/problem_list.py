"""What is wrong with the labels: a click goes there."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QListWidget, QListWidgetItem, QStyle, QVBoxLayout, QWidget

from deepsat_qgis.layers.label_survey import Survey
from deepsat_qgis.translation import tr

_MOST_ROWS = 4


class ProblemList(QWidget):
    """Hidden while nothing is wrong."""

    place_wanted = pyqtSignal(QgsGeometry)
    """To be shown on the map, in the CRS of the survey."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.list = QListWidget()
        self.crs = QgsCoordinateReferenceSystem()
        """Of the places in the list."""
        self._places: list[QgsGeometry] = []
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.list.setAccessibleName(tr("Problems of the labels"))
        self.list.setToolTip(tr("Click a problem to see its place on the map; Enter does the same."))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addWidget(self.list)
        self.hide()

    def show_survey(self, survey: Survey, crs: QgsCoordinateReferenceSystem) -> None:
        """Shows what a survey found; `crs` is that of its places."""
        row = self.list.currentRow()
        self.crs = crs
        self._places = [problem.place for problem in survey.problems]
        self.list.clear()
        icon = self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
        for problem in survey.problems:
            item = QListWidgetItem(icon, problem.text)
            item.setToolTip(problem.text)
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.title.setText(_title(survey))
        self._fit()
        self.setVisible(bool(survey.problems))

    def clear(self) -> None:
        """Forgets all problems."""
        self._places = []
        self.list.clear()
        self.hide()

    def _go(self, item: QListWidgetItem) -> None:
        place = self._places[self.list.row(item)]
        if not place.isNull():
            self.place_wanted.emit(place)

    def _fit(self) -> None:
        rows = min(self.list.count(), _MOST_ROWS)
        height = self.list.sizeHintForRow(0) if self.list.count() else 0
        self.list.setFixedHeight(rows * height + 2 * self.list.frameWidth() + 2)


def _title(survey: Survey) -> str:
    count, listed = survey.problem_count, len(survey.problems)
    if count == 1:
        return tr("1 problem; it does not stop a run:")
    if count > listed:
        return tr("{count} problems, of which {listed} are listed; they do not stop a run:").format(
            count=count, listed=listed
        )
    return tr("{} problems; they do not stop a run:").format(count)
