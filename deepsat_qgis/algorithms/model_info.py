"""`deepsat:modelinfo`: what the folder of a model or a checkpoint says about itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterFileDestination,
)

from deepsat.jobs import ErrorCode, ModelInfoJob, UserError
from deepsat.jobs.checkpoint_names import CARD_NAME
from deepsat.jobs.choices import REPORT_FILES
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm, Done
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.checkpoint_page import checkpoint_sections_of
from deepsat_qgis.model_page import page_of, sections_of, text_of
from deepsat_qgis.translation import tr

TEXT = "TEXT"


class ModelInfoAlgorithm(DeepSatAlgorithm):
    """Reads a model's or a checkpoint's card."""

    ID = "modelinfo"
    ICON = "info"
    MAKES_MAPS = False

    def displayName(self) -> str:
        return tr("About a model or checkpoint")

    def tags(self) -> list[str]:
        return tr("card,classes,bands,accuracy,describe").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "Tells what a fine-tuned model maps and needs: its classes, the bands it was made with, how it was "
            "trained, and its skill on polygons that were kept out of training. Of a checkpoint: what it was trained "
            "on, how, and its licence."
        )

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        self.addParameter(ParameterMaker(ModelInfoJob).model_to_read())
        page = QgsProcessingParameterFileDestination(
            names.REPORT, tr("Page"), tr("HTML files (*.html)"), optional=True, createByDefault=True
        )
        page.setHelp(tr("HTML page to write what was found to; empty for none."))
        self.addParameter(page)
        self.addOutput(QgsProcessingOutputString(TEXT, tr("What was found, as text")))
        self.add_summary()

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        self._folder(parameters, context)
        page = self.plain_file(parameters, names.REPORT, context)
        if page and not page.lower().endswith(REPORT_FILES):
            raise UserError(
                ErrorCode.OUTPUT_UNWRITABLE,
                expected=f"a page whose name ends in {' or '.join(REPORT_FILES)}",
                found=page,
                remedy="Choose another name: the page is HTML.",
            )

    def _folder(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        """The folder of a checkpoint, else that of a model."""
        folder = self.parameterAsFile(parameters, names.MODEL, context)
        is_checkpoint = bool(folder) and (Path(folder) / CARD_NAME).is_file()
        return str(Path(folder).absolute()) if is_checkpoint else self.model_folder(parameters, context)

    def job(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> ModelInfoJob:
        return ModelInfoJob(model=self._folder(parameters, context))

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        describe = checkpoint_sections_of if done.result["kind"] == "checkpoint" else sections_of
        sections = describe(done.result["card"])
        text = text_of(sections)
        feedback.pushInfo(text)
        page = self.plain_file(done.parameters, names.REPORT, context)
        if not page:
            return {TEXT: text}
        _write(Path(page), page_of(sections))
        return {TEXT: text, names.REPORT: page}


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected="a path that the page can be written to",
            found=f"{path}: {error.strerror}",
            remedy="Choose another path.",
        ) from error
