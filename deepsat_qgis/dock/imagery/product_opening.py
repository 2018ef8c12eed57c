"""A product is opened: its bands become one layer, of several dates one each."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping

from qgis.core import QgsProject, QgsRasterLayer

from deepsat.jobs import Job, StackBandsJob
from deepsat.jobs.jobs import checked
from deepsat_qgis.dock.runs.output_folder import is_temporary, results_folder
from deepsat_qgis.dock.runs.task import Task
from deepsat_qgis.layers.natural_colours import show_natural_colours
from deepsat_qgis.layers.raster_file import leave_archives_alone
from deepsat_qgis.translation import tr

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
        """One for each date, once they are there."""
        self.findings: list[str] = []
        """What the worker said of the files."""

    def begin(self) -> Job:
        """The rasters lie where all of the panel's results do."""
        folder = results_folder(self._project) / _FOLDER
        return checked(StackBandsJob((str(self._product),), str(folder)))

    def finish(self, result: Mapping[str, Any]) -> None:
        """Shows them, in natural colours where they have these."""
        self.findings = list(result["findings"])
        leave_archives_alone()
        self.layers = [self._layer_of(Path(raster["path"])) for raster in result["rasters"]]

    @property
    def words_on_place(self) -> str:
        """That the layers may vanish, where the project has no place yet; empty where it has one."""
        if not is_temporary(self._project):
            return ""
        return tr("The layer lies in a temporary folder: save the project and open the product again to keep it.")

    def _layer_of(self, path: Path) -> QgsRasterLayer:
        """A layer of the project that shows the file already is taken again."""
        shown = [layer for layer in self._project.mapLayers().values() if layer.source() == str(path)]
        if shown:
            return shown[0]
        layer = QgsRasterLayer(str(path), path.stem, "gdal")
        show_natural_colours(layer)
        self._project.addMapLayer(layer)
        return layer
