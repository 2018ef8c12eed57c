"""`deepsat:checkenvironment`: is everything there that DeepSat needs, and which devices can it compute on."""

from __future__ import annotations

import json
from typing import Any, Mapping

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputString,
)

from deepsat.jobs import Cancelled, DeepSatError, DoctorJob
from deepsat_qgis.algorithms.base import SUMMARY, DeepSatAlgorithm
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.worker_run import run_in_worker
from deepsat_qgis.failures import Failure, failure_of
from deepsat_qgis.settings import load_settings
from deepsat_qgis.translation import tr
from deepsat_qgis.worker.diagnostics import environment_report, scrubbed

READY, TEXT = "READY", "TEXT"


class CheckEnvironmentAlgorithm(DeepSatAlgorithm):
    """Reports on the worker's environment. A missing or broken one is its answer, not its failure."""

    ID = "checkenvironment"
    ICON = "check"
    MAKES_MAPS = False

    def displayName(self) -> str:
        return tr("Check the environment")

    def tags(self) -> list[str]:
        return tr("install,set up,doctor,gpu,cuda,diagnose").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "Tells whether DeepSat's worker environment is installed and whole, which versions it has and which "
            "devices really compute: each is tried with a small convolution."
        )

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        self.addOutput(QgsProcessingOutputBoolean(READY, tr("Whether DeepSat can work")))
        self.addOutput(QgsProcessingOutputString(TEXT, tr("What was found, as text")))
        self.add_summary()

    def job(self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> DoctorJob:
        return DoctorJob()

    def processAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        try:
            found = dict(run_in_worker(self.job(parameters, context, feedback), feedback))
        except Cancelled as error:
            raise QgsProcessingException(failure_of(error).text) from error
        except DeepSatError as error:
            found = _unable(failure_of(error))
        found["markdown"] = f"{_installation()}\n{scrubbed(found['markdown'])}"
        _tell(found, feedback)
        return {READY: found["ok"], TEXT: found["markdown"], SUMMARY: json.dumps(found, ensure_ascii=False)}


def _unable(failure: Failure) -> dict[str, Any]:
    """The answer where no worker could be asked, in the form of a worker's answer."""
    text = f"{failure.text}\n\n{failure.details}".strip()
    return {"ok": False, "checks": [], "versions": {}, "device": "", "markdown": text, "code": failure.code.value}


def _installation() -> str:
    """The outer half of the report, which needs no worker: what is installed, and the end of the installation's log."""
    return environment_report(Qgis.version(), load_settings().worker_python)


def _tell(found: Mapping[str, Any], feedback: QgsProcessingFeedback) -> None:
    if found["ok"]:
        feedback.pushInfo(found["markdown"])
    else:
        feedback.pushWarning(found["markdown"])
