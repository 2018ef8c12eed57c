"""`deepsat:suggestlabels`: a scene, a model and the labels so far in, places to label next out."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsVectorLayer,
)

from deepsat.jobs import SuggestLabelsJob
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm, Done
from deepsat_qgis.algorithms.mapping import scene_name
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.algorithms.style_on_load import style_when_loaded
from deepsat_qgis.layers.label_file import LAYER_NAME, LabelSource, check_placeable
from deepsat_qgis.layers.suggestion_style import style_suggestions
from deepsat_qgis.translation import reported, tr


class SuggestLabelsAlgorithm(DeepSatAlgorithm):
    """Ranks places by what a label there would add."""

    ID = "suggestlabels"
    ICON = "suggest"

    def displayName(self) -> str:
        return tr("Suggest where to label next")

    def tags(self) -> list[str]:
        return tr("active learning,uncertainty,labels,polygons,sampling,next").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "Ranks places where a label would help a model most: where it wavers between classes, and where no polygon "
            "resembles what is there, each counted by how much of the scene looks like it. Places keep away from each "
            "other, from missing data and from what is labelled already.\n\n"
            "Each place has a rank, a reason in words, the class that the model takes it for, and an empty field "
            "“class”: fill it in where you know the class, and copy the boxes to your labels. Skip a box that shows "
            "several classes. Then fine-tune again, and ask for the next places with all labels as LABELS."
        )

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        make = ParameterMaker(SuggestLabelsJob)
        for parameter in (
            make.scene(),
            make.model_to_read(),
            make.labels_so_far(),
            make.count(),
            make.shape(),
            make.dates(),
            make.masks(),
            make.device(),
            make.places_to_write(),
        ):
            self.addParameter(parameter)
        self.add_summary()

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        self.model_folder(parameters, context)
        self.check_outputs_differ(parameters, context, self.scene_paths(parameters, context), (names.OUTPUT,))
        source = self.label_source(parameters, context)
        if source is not None:
            check_placeable(source)

    def job(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> SuggestLabelsJob:
        has_labels = self.label_source(parameters, context) is not None
        return SuggestLabelsJob(
            **self.series_fields(parameters, context),
            model=self.model_folder(parameters, context),
            output=self.output_file(parameters, names.OUTPUT, context),
            labels=QgsProcessingUtils.generateTempFilename("labels.gpkg") if has_labels else "",
            labels_layer=LAYER_NAME if has_labels else "",
            count=self.parameterAsInt(parameters, names.COUNT, context),
            shape=self.parameterAsEnumString(parameters, names.SHAPE, context),
            device=self.parameterAsString(parameters, names.DEVICE, context),
        )

    def label_source(self, parameters: Parameters, context: QgsProcessingContext) -> Optional[LabelSource]:
        if not parameters.get(names.LABELS):
            return None
        return self.polygons_of_labels(parameters, context)

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        for place in done.result["suggestions"]:
            feedback.pushInfo(f"{place['rank']}. {reported(place['reason'])}")
        path = done.result["output"]
        title = tr("Where to label next in {}").format(scene_name(done.job.input))
        style_when_loaded(path, title, context, style_suggestions, QgsVectorLayer)
        return {names.OUTPUT: path}
