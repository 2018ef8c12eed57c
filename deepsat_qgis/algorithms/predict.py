"""`deepsat:predict`: a scene and a model in, a map out."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingUtils, QgsRasterLayer

from deepsat.jobs import PredictJob
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm, Done
from deepsat_qgis.algorithms.map_extent import extent_to_map
from deepsat_qgis.algorithms.mapping import add_map_outputs, map_fields, map_outputs, scene_name
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.layers.label_file import LAYER_NAME, LabelSource, check_placeable
from deepsat_qgis.layers.scene_file import folder_crs
from deepsat_qgis.translation import tr


class PredictAlgorithm(DeepSatAlgorithm):
    """Maps a scene with a model that exists."""

    ID = "predict"
    ICON = "predict"

    def displayName(self) -> str:
        return tr("Map with a model")

    def tags(self) -> list[str]:
        return tr("predict,inference,deep learning,segmentation,classification,land cover").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "Maps a scene with a model that “Fine-tune on labels” has made. The scene needs the bands that the model "
            "was made with; bands are found by name or wavelength.\n\n"
            "The map lies exactly on the pixels of the scene. Value k is class k of the model, 255 is NoData. "
            "Polygons can limit it to what lies inside of them.\n\n"
            "Polygons of the map are written where a file is given for them; “Polygons of a map” tells about smallest "
            "polygons and simplified borders."
        )

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        make = ParameterMaker(PredictJob)
        for parameter in (
            make.scene(),
            make.model_to_read(),
            make.extent(),
            make.within(),
            make.dates(),
            make.masks(),
            make.augment(),
            make.precision(),
            make.device(),
        ):
            self.addParameter(parameter)
        add_map_outputs(self, make)
        self.add_summary()

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        self.model_folder(parameters, context)
        outputs = (names.OUTPUT, names.PROBABILITY, names.CONFIDENCE, names.ENTROPY, names.POLYGONS)
        self.check_outputs_differ(parameters, context, self.scene_paths(parameters, context), outputs)
        source = self.label_source(parameters, context)
        if source is not None:
            check_placeable(source)

    def job(self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> PredictJob:
        has_area = self.label_source(parameters, context) is not None
        return PredictJob(
            **self.series_fields(parameters, context),
            model=self.model_folder(parameters, context),
            extent=self._extent(parameters, context),
            within=QgsProcessingUtils.generateTempFilename("within.gpkg") if has_area else "",
            within_layer=LAYER_NAME if has_area else "",
            device=self.parameterAsString(parameters, names.DEVICE, context),
            augment=self.parameterAsBool(parameters, names.AUGMENT, context),
            precision=self.parameterAsEnumString(parameters, names.PRECISION, context),
            **map_fields(self, parameters, context),
        )

    def label_source(self, parameters: Parameters, context: QgsProcessingContext) -> Optional[LabelSource]:
        if not parameters.get(names.WITHIN):
            return None
        return self.polygons_of_labels(parameters, context, names.WITHIN)

    def handed_over_file(self, job: PredictJob) -> str:
        return job.within

    def _extent(
        self, parameters: Parameters, context: QgsProcessingContext
    ) -> Optional[tuple[float, float, float, float]]:
        """The part to map in the CRS of the scene; None for all of it."""
        first = self.scene_items(parameters, context)[0]
        crs = first.crs() if isinstance(first, QgsRasterLayer) else folder_crs(first)
        return extent_to_map(self, parameters, crs, context)

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        return map_outputs(done.result, scene_name(done.job.input), context)
