"""`deepsat:evaluate`: a map and a reference in, a report on how good the map is out."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingUtils,
)

from deepsat.jobs import ErrorCode, EvaluateJob, UserError
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm, Done
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.layers.reference_file import (
    ANSWER,
    LAYER_NAME,
    ReferenceSource,
    check_reference,
    write_reference,
)
from deepsat_qgis.layers.scene_file import local_file
from deepsat_qgis.translation import spoken_language, tr
from deepsat_qgis.wording import evaluation_sentence

OVERALL_ACCURACY, MEAN_IOU = "OVERALL_ACCURACY", "MEAN_IOU"


class EvaluateAlgorithm(DeepSatAlgorithm):
    """Compares a map with what is there."""

    ID = "evaluate"
    ICON = "evaluate"

    def displayName(self) -> str:
        return tr("Evaluate a map")

    def tags(self) -> list[str]:
        return tr("accuracy,validation,confusion matrix,kappa,area estimate,olofsson,sample,error").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "Tells how good a map is, as a page and as numbers (JSON beside it).\n\n"
            "Held-out polygons or points, chosen by a person (held_out): skill with intervals. It is not the accuracy "
            "of the map, because people choose places that are easy to recognise.\n\n"
            "Points of “Draw sample points of a map” with what is there in their field “reference” (stratified), or "
            "simple random points (simple): the accuracy of the map and the true area of each class, with 95 % "
            "intervals. Points that were answered in AcATaMa fit too: choose “Label” as class field.\n\n"
            "A raster of classes: agreement, at boundaries and inside.\n\n"
            "Classes are matched by name, else by their number in the raster."
        )

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        make = ParameterMaker(EvaluateJob)
        for parameter in (
            make.map_to_read(),
            make.reference(),
            make.reference_field(),
            make.design(),
            make.class_names(),
            make.report(),
        ):
            self.addParameter(parameter)
        self.addOutput(
            QgsProcessingOutputNumber(OVERALL_ACCURACY, tr("Share of the map, or of the pixels, right (0-1)"))
        )
        self.addOutput(QgsProcessingOutputNumber(MEAN_IOU, tr("Mean IoU (0-1), where pixels were compared")))
        self.add_summary()

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        inputs = [self.map_path(parameters, context)]
        source = self.label_source(parameters, context)
        if source is not None:
            check_reference(source, self._class_field(parameters, context) or ANSWER)
        else:
            inputs.append(self._reference_path(parameters, context))
        self.check_outputs_differ(parameters, context, tuple(inputs), (names.REPORT,))

    def job(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> EvaluateJob:
        is_copied = self.label_source(parameters, context) is not None
        class_field = self._class_field(parameters, context) or (ANSWER if is_copied else "")
        return EvaluateJob(
            map=self.map_path(parameters, context),
            reference=self._reference_path(parameters, context),
            class_field=class_field,
            design=self.parameterAsEnumString(parameters, names.DESIGN, context),
            reference_layer=LAYER_NAME if is_copied else "",
            report=self.plain_file(parameters, names.REPORT, context),
            language=spoken_language().code,
            class_names=self.class_names(parameters, names.REFERENCE if is_copied else "", class_field, context),
        )

    def label_source(self, parameters: Parameters, context: QgsProcessingContext) -> Optional[ReferenceSource]:
        """Polygons or points to be copied; None for a raster or a table, which the worker reads itself."""
        if _table_path(parameters):
            return None
        source = self.source_of(parameters, names.REFERENCE, context)
        return None if source is None else ReferenceSource.of_processing(source)

    def hand_over(self, source: ReferenceSource, job: EvaluateJob, path: Path, feedback: QgsProcessingFeedback) -> None:
        write_reference(source, job.class_field, path, feedback.isCanceled)

    def handed_over_file(self, job: EvaluateJob) -> str:
        return job.reference

    def _reference_path(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        """The file of a table or a raster, or where polygons or points will be copied to."""
        if table := _table_path(parameters):
            return table
        if self.label_source(parameters, context) is not None:
            return QgsProcessingUtils.generateTempFilename("reference.gpkg")
        layer = self.parameterAsRasterLayer(parameters, names.REFERENCE, context)
        if layer is None:
            raise UserError(
                ErrorCode.LABELS_UNREADABLE,
                expected="a layer of polygons or points, a CSV, or a class raster that QGIS opens as REFERENCE",
                found=str(parameters.get(names.REFERENCE)),
                remedy="Check the path and whether the file is whole.",
            )
        return str(local_file(layer))

    def _class_field(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        return self.parameterAsString(parameters, names.CLASS_FIELD, context).strip()

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        feedback.pushInfo(evaluation_sentence(done.result))
        accuracy, skill = done.result["map_accuracy"], done.result["skill"]
        overall = accuracy["overall"]["value"] if accuracy else skill["overall"]
        outputs: dict[str, Any] = {OVERALL_ACCURACY: overall}
        if skill and skill["mean_iou"] is not None:
            outputs[MEAN_IOU] = skill["mean_iou"]
        if done.result["report"]:
            outputs[names.REPORT] = done.result["report"]
        return outputs


def _table_path(parameters: Parameters) -> str:
    """The CSV that `REFERENCE` names by its path: the worker reads its x and y, which QGIS takes for texts."""
    value = parameters.get(names.REFERENCE)
    is_table = isinstance(value, str) and value.lower().endswith(".csv") and Path(value).is_file()
    return str(Path(str(value)).absolute()) if is_table else ""
