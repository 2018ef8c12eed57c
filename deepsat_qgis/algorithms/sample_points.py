"""`deepsat:samplepoints`: a map in, random points of it out, to be answered and given to `deepsat:evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from deepsat.jobs import ErrorCode, SamplePointsJob, UserError
from deepsat.jobs.choices import POINT_FILES
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm, Done
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.algorithms.style_on_load import layers_to_load
from deepsat_qgis.translation import tr


class SamplePointsAlgorithm(DeepSatAlgorithm):
    """Draws a stratified random sample of a map."""

    ID = "samplepoints"
    ICON = "samplepoints"

    def displayName(self) -> str:
        return tr("Draw sample points of a map")

    def tags(self) -> list[str]:
        return tr("accuracy,validation,stratified random sample,reference,acatama,olofsson").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "Draws random pixels in each class of a map. Say in the field “reference” of each point what is there, by "
            "name or number of the class, from better imagery or from the field, without looking at the map; then "
            "“Evaluate a map” with the design stratified gives the accuracy of the map and the true area of each "
            "class, with intervals.\n\n"
            "How many: about 50 points a class, and 300 to 600 in all, are usual. Points come in random order, so "
            "that those answered so far are a sample too.\n\n"
            "GeoPackage or CSV, as the ending of the file says. AcATaMa reads both as its sampling file."
        )

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        make = ParameterMaker(SamplePointsJob)
        for parameter in (
            make.map_to_read(),
            make.point_count(),
            make.allocation(),
            make.seed(),
            make.points_to_write(),
        ):
            self.addParameter(parameter)
        self.add_summary()

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        self.check_outputs_differ(parameters, context, (self.map_path(parameters, context),), (names.OUTPUT,))

    def job(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> SamplePointsJob:
        return SamplePointsJob(
            map=self.map_path(parameters, context),
            output=_checked_ending(self.output_file(parameters, names.OUTPUT, context)),
            count=self.parameterAsInt(parameters, names.COUNT, context),
            allocation=self.parameterAsEnumString(parameters, names.ALLOCATION, context),
            seed=self.parameterAsInt(parameters, names.SEED, context),
        )

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        for name, count in done.result["points"].items():
            feedback.pushInfo(f"{name}: {count}")
        path = done.result["output"]
        for details in layers_to_load(path, context):
            details.name = tr("Sample points of {}").format(Path(done.job.map).stem)
        return {names.OUTPUT: path}


def _checked_ending(path: str) -> str:
    if Path(path).suffix.lower() not in POINT_FILES:
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected=f"a file that ends with {' or '.join(POINT_FILES)}",
            found=path,
            remedy="Choose one of these endings.",
        )
    return path
