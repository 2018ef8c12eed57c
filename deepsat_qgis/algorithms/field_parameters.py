"""How a parameter stands for a field of a job: its default and its help come from there."""

from __future__ import annotations

import dataclasses
from typing import Any, Iterable

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
)

from deepsat.jobs import Job
from deepsat.jobs.choices import POLYGON_FILES
from deepsat_qgis.algorithms.vector_file import VectorFile
from deepsat_qgis.translation import tr


class FieldParameters:
    """Makes parameters that stand for the fields of one job type."""

    def __init__(self, job_type: type[Job]) -> None:
        self._fields = {field.name: field for field in dataclasses.fields(job_type)}

    def _optional_raster(self, name: str, title: str, field: str) -> QgsProcessingParameterRasterDestination:
        parameter = QgsProcessingParameterRasterDestination(name, title, optional=True, createByDefault=False)
        return self._finished(parameter, field)

    def _polygon_file(self, name: str, title: str, field: str, *, optional: bool) -> VectorFile:
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        return self._finished(VectorFile(name, title, polygon, POLYGON_FILES, optional=optional), field)

    def _choice(
        self, name: str, title: str, choices: Iterable[str], field: str, *, is_advanced: bool = False
    ) -> QgsProcessingParameterEnum:
        """One of several words, which scripts give as text."""
        parameter = QgsProcessingParameterEnum(
            name, title, list(choices), defaultValue=self._default(field), usesStaticStrings=True
        )
        return (self._advanced if is_advanced else self._finished)(parameter, field)

    def _size(self, name: str, title: str, field: str, is_advanced: bool) -> QgsProcessingParameterNumber:
        real = QgsProcessingParameterNumber.Type.Double
        parameter = QgsProcessingParameterNumber(name, title, real, self._default(field), minValue=0)
        parameter.setMetadata({"widget_wrapper": {"decimals": 2}})
        return (self._advanced if is_advanced else self._finished)(parameter, field)

    def _default(self, field: str) -> Any:
        return self._fields[field].default

    def _finished(self, parameter: Any, field: str) -> Any:
        """The parameter with the help of the job's field."""
        parameter.setHelp(tr(self._fields[field].metadata["help"]))
        return parameter

    def _advanced(self, parameter: Any, field: str) -> Any:
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        return self._finished(parameter, field)
