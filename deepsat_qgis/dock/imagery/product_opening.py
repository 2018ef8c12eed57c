"""A product is opened: its bands become one layer, of several dates one each."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping

from qgis.core import QgsProject, QgsRasterLayer

from deepsat.jobs import Job, StackBandsJob
from deepsat.jobs.jobs import checked
from deepsat_qgis.dock.runs.output_folder import is_temporary, results_folder
from deepsat_qgis.dock.runs.task import Task
from deepsat_qgis.layers.acquisition_date import date_of
from deepsat_qgis.layers.imagery_group import add_imagery
from deepsat_qgis.layers.raster_file import leave_archives_alone
from deepsat_qgis.layers.series import DatedLayer
from deepsat_qgis.layers.series_words import dates_in_words
from deepsat_qgis.translation import reported, tr

_FOLDER = "imagery"


class OpenProductTask(Task):
    """Puts bands together in virtual rasters among the project's results, and adds them to the project.

    Args:
        project: gets the layers.
        product: a folder, an archive, or a product's metadata.
    """

    def __init__(self, project: QgsProject, product: Path) -> None:
        self._project, self._product = project, product
        self.title = tr("Opening “{name}”").format(name=product.name)
        self.layers: list[QgsRasterLayer] = []
        """One for each date, the earliest first, once they are there."""
        self.findings: list[str] = []
        """What the worker said of the files."""

    def begin(self) -> Job:
        """The rasters lie where all of the panel's results do."""
        folder = results_folder(self._project) / _FOLDER
        return checked(StackBandsJob((str(self._product),), str(folder)))

    def finish(self, result: Mapping[str, Any]) -> None:
        """Shows them, in natural colours where they have these, the earliest on top."""
        self.findings = list(result["findings"])
        leave_archives_alone()
        rasters = sorted(result["rasters"], key=lambda raster: (not raster["date"], raster["date"]))
        self.layers = add_imagery(self._project, self._product.name, [Path(raster["path"]) for raster in rasters])

    @property
    def words(self) -> str:
        """What was opened, what the worker said of it, and that it may vanish where the project has no place yet."""
        said = [self._words_on_imagery(), *map(reported, self.findings), self.words_on_place]
        return " ".join(text for text in said if text)

    @property
    def words_on_place(self) -> str:
        """That the layers may vanish, where the project has no place yet; empty where it has one."""
        if not is_temporary(self._project):
            return ""
        if len(self.layers) > 1:
            return tr("The layers lie in a temporary folder: save the project and open the folder again to keep them.")
        return tr("The layer lies in a temporary folder: save the project and open the product again to keep it.")

    def _words_on_imagery(self) -> str:
        if len(self.layers) == 1:
            return tr("“{name}” is the imagery now.").format(name=self.layers[0].name())
        dates = dates_in_words([DatedLayer(layer, date_of(layer)) for layer in self.layers])
        if not dates:
            return tr("{} rasters are the imagery now.").format(len(self.layers))
        return tr("{dates}, are the imagery now.").format(dates=dates)
