"""What is wrong with the labels: a click goes there."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem
from qgis.PyQt.QtWidgets import QWidget

from deepsat_qgis.dock.widgets.place_list import PlaceList
from deepsat_qgis.layers.label_survey import Survey
from deepsat_qgis.translation import tr


class ProblemList(PlaceList):
    """Hidden while nothing is wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        text = tr("Click a problem to see its place on the map; Enter does the same.")
        super().__init__(tr("Problems of the labels"), text, parent)

    def show_survey(self, survey: Survey, crs: QgsCoordinateReferenceSystem) -> None:
        """Shows what a survey found; `crs` is that of its places."""
        entries = [(problem.text, problem.place) for problem in survey.problems]
        self.show_places(_title(survey), entries, crs)


def _title(survey: Survey) -> str:
    count, listed = survey.problem_count, len(survey.problems)
    if count == 1:
        return tr("1 problem; it does not stop a run:")
    if count > listed:
        return tr("{count} problems, of which {listed} are listed; they do not stop a run:").format(
            count=count, listed=listed
        )
    return tr("{} problems; they do not stop a run:").format(count)
