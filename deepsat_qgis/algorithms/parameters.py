"""Parameters of the algorithms. Each stands for one field of a job and takes its help from there."""

from __future__ import annotations

import dataclasses
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterString,
)

from deepsat.jobs import Job
from deepsat.jobs.jobs import DEVICES, LOSSES
from deepsat_qgis.translation import tr

INPUT, DATES, LABELS, CLASS_FIELD = "INPUT", "DATES", "LABELS", "CLASS_FIELD"
CHECKPOINT, LOSS, SEED, DEVICE, MAX_MINUTES = "CHECKPOINT", "LOSS", "SEED", "DEVICE", "MAX_MINUTES"
MODEL, EXTENT = "MODEL", "EXTENT"
OUTPUT, PROBABILITY, CONFIDENCE, REPORT = "OUTPUT", "PROBABILITY", "CONFIDENCE", "REPORT"

HIGHEST_SEED = 2**31 - 1


class ParameterMaker:
    """Makes parameters that stand for the fields of one job type."""

    def __init__(self, job_type: type[Job]) -> None:
        self._fields = {field.name: field for field in dataclasses.fields(job_type)}

    def scene(self) -> QgsProcessingParameterMultipleLayers:
        """One raster, or a time series."""
        raster = QgsProcessing.SourceType.TypeRaster
        return self._finished(QgsProcessingParameterMultipleLayers(INPUT, tr("Imagery"), raster), "input")

    def dates(self) -> QgsProcessingParameterString:
        """Dates of a time series."""
        parameter = QgsProcessingParameterString(
            DATES, tr("Dates of the rasters, separated by commas"), "", optional=True
        )
        return self._advanced(parameter, "dates")

    def labels(self) -> QgsProcessingParameterFeatureSource:
        """Polygons of any layer, whose selection and filter count."""
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        return self._finished(QgsProcessingParameterFeatureSource(LABELS, tr("Labels (polygons)"), polygons), "labels")

    def class_field(self) -> QgsProcessingParameterField:
        """Field of the labels."""
        parameter = QgsProcessingParameterField(CLASS_FIELD, tr("Class field"), parentLayerParameterName=LABELS)
        return self._finished(parameter, "class_field")

    def checkpoint(self) -> QgsProcessingParameterString:
        """Weights to start from."""
        default = self._default("checkpoint")
        return self._advanced(
            QgsProcessingParameterString(CHECKPOINT, tr("Weights to start from"), default), "checkpoint"
        )

    def loss(self) -> QgsProcessingParameterEnum:
        """Loss, by its name as text."""
        parameter = QgsProcessingParameterEnum(
            LOSS, tr("Loss"), list(LOSSES), defaultValue=self._default("loss"), usesStaticStrings=True
        )
        return self._advanced(parameter, "loss")

    def seed(self) -> QgsProcessingParameterNumber:
        """Seed of all random draws."""
        integer = QgsProcessingParameterNumber.Type.Integer
        parameter = QgsProcessingParameterNumber(
            SEED, tr("Seed"), integer, self._default("seed"), minValue=0, maxValue=HIGHEST_SEED
        )
        return self._advanced(parameter, "seed")

    def device(self) -> QgsProcessingParameterString:
        """Device; text rather than a choice, because `cuda:1` is valid where there are several."""
        parameter = QgsProcessingParameterString(DEVICE, tr("Device"), self._default("device"))
        parameter.setMetadata({"widget_wrapper": {"value_hints": list(DEVICES)}})
        return self._advanced(parameter, "device")

    def max_minutes(self) -> QgsProcessingParameterNumber:
        """Time limit of fine-tuning."""
        real = QgsProcessingParameterNumber.Type.Double
        title = tr("Longest time to fine-tune (minutes)")
        parameter = QgsProcessingParameterNumber(MAX_MINUTES, title, real, self._default("max_minutes"), minValue=0.1)
        parameter.setMetadata({"widget_wrapper": {"decimals": 1}})
        return self._finished(parameter, "max_minutes")

    def model_to_write(self) -> QgsProcessingParameterFolderDestination:
        """Folder of the model that is made."""
        return self._finished(QgsProcessingParameterFolderDestination(MODEL, tr("Model folder")), "model")

    def model_to_read(self) -> QgsProcessingParameterFile:
        """Folder of a model that exists."""
        folder = QgsProcessingParameterFile.Behavior.Folder
        return self._finished(QgsProcessingParameterFile(MODEL, tr("Model folder"), folder), "model")

    def extent(self) -> QgsProcessingParameterExtent:
        """Part of the scene to map."""
        return self._finished(QgsProcessingParameterExtent(EXTENT, tr("Part to map"), optional=True), "extent")

    def class_raster(self) -> QgsProcessingParameterRasterDestination:
        """The map."""
        return self._finished(QgsProcessingParameterRasterDestination(OUTPUT, tr("Land-cover map")), "output")

    def probability(self) -> QgsProcessingParameterRasterDestination:
        """Optional raster of all probabilities."""
        return self._optional_raster(PROBABILITY, tr("Class probabilities"), "probability")

    def confidence(self) -> QgsProcessingParameterRasterDestination:
        """Optional raster of the highest probability."""
        return self._optional_raster(CONFIDENCE, tr("Confidence"), "confidence")

    def report(self) -> QgsProcessingParameterFileDestination:
        """HTML report, which the Results Viewer shows."""
        html = tr("HTML files (*.html)")
        parameter = QgsProcessingParameterFileDestination(
            REPORT, tr("Report"), html, optional=True, createByDefault=True
        )
        return self._finished(parameter, "report")

    def _optional_raster(self, name: str, title: str, field: str) -> QgsProcessingParameterRasterDestination:
        parameter = QgsProcessingParameterRasterDestination(name, title, optional=True, createByDefault=False)
        return self._finished(parameter, field)

    def _default(self, field: str) -> Any:
        return self._fields[field].default

    def _finished(self, parameter: Any, field: str) -> Any:
        """The parameter with the help of the job's field."""
        parameter.setHelp(tr(self._fields[field].metadata["help"]))
        return parameter

    def _advanced(self, parameter: Any, field: str) -> Any:
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        return self._finished(parameter, field)
