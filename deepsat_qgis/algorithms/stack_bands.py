"""`deepsat:stackbands`: products and files of bands in, a virtual raster of each date out."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputMultipleLayers,
    QgsProcessingParameterBoolean,
)

from deepsat.jobs import StackBandsJob
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm, Done
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.algorithms.style_on_load import load_when_done
from deepsat_qgis.layers.natural_colours import show_natural_colours
from deepsat_qgis.layers.raster_file import leave_archives_alone
from deepsat_qgis.translation import tr

LAYERS = "LAYERS"
LOAD = "LOAD"


class StackBandsAlgorithm(DeepSatAlgorithm):
    """Makes one raster of the bands of a product."""

    ID = "stackbands"
    ICON = "info"

    def displayName(self) -> str:
        return tr("Stack bands of a product")

    def tags(self) -> list[str]:
        return tr("sentinel,landsat,safe,jp2,merge,band set,composite,virtual raster,vrt").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "Puts the bands of a Sentinel-2 or Landsat product, or files of single bands, together in one virtual "
            "raster (.vrt), which QGIS and any other program with GDAL opens. Nothing is copied or unpacked: the files "
            "must stay where they are.\n\n"
            "Bands have their names and wavelengths, and reflectance as scale and offset where the metadata tell it. "
            "Coarser bands are resampled to the finest. The cloud mask, such as SCL or QA_PIXEL, is the last band: "
            "DeepSat hides what is cloudy there.\n\n"
            "DeepSat's other algorithms take products as they are; this one is for looking at them, for drawing "
            "labels on them, and for other programs. QGIS shows the rasters once they are made, in natural colours "
            "where their wavelengths are known."
        )

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        make = ParameterMaker(StackBandsJob)
        for parameter in (make.scene(), make.folder_of_rasters()):
            self.addParameter(parameter)
        load = QgsProcessingParameterBoolean(LOAD, tr("Add the rasters to the project"), True)
        load.setHelp(tr("Shows the rasters in QGIS once they are made; nothing is shown where there is no project."))
        self.addParameter(load)
        self.addOutput(QgsProcessingOutputMultipleLayers(LAYERS, tr("Virtual rasters")))
        self.add_summary()

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        self.scene_paths(parameters, context)

    def job(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> StackBandsJob:
        return StackBandsJob(
            input=self.scene_paths(parameters, context),
            folder=self.plain_file(parameters, names.OUTPUT, context),
        )

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        paths = [raster["path"] for raster in done.result["rasters"]]
        leave_archives_alone()
        for path in paths if self.parameterAsBool(dict(done.parameters), LOAD, context) else ():
            load_when_done(path, Path(path).stem, LAYERS, context, show_natural_colours)
        return {names.OUTPUT: done.job.folder, LAYERS: paths}
