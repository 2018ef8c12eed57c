"""The map as polygons: drawn once, then shown again from the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping

from qgis.core import QgsProject

from deepsat.jobs import Job, PolygonsJob
from deepsat.jobs.jobs import checked
from deepsat_qgis.dock.runs.task import Task
from deepsat_qgis.layers.result_group import add_polygons
from deepsat_qgis.run_record import Run
from deepsat_qgis.translation import tr


class PolygonsTask(Task):
    """Draws the polygons of a run's map along pixel edges, and shows them in its group."""

    def __init__(self, project: QgsProject, run: Run) -> None:
        self._project, self._run = project, run
        self.title = tr("Drawing the polygons of “{name}”").format(name=run.name)

    def begin(self) -> Job:
        """The settings are those of the toolbox's algorithm, which has more of them."""
        return checked(PolygonsJob(map=str(self._run.map), output=str(self._run.polygons)))

    def finish(self, result: Mapping[str, Any]) -> None:
        """Shows them."""
        add_polygons(self._project, self._run, Path(result["output"]))
