"""Parameters about training."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from deepsat.jobs.choices import LOSSES, METHODS, MOST_DATES_PER_VIEW
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.field_parameters import FieldParameters
from deepsat_qgis.translation import tr

HIGHEST_SEED = 2**31 - 1
HIGHEST_EPOCHS = 1_000_000

# By name, so that nothing of a window is imported before Processing shows one.
_CHECKPOINT_WIDGET = "deepsat_qgis.dock.start.parameter_widgets.CheckpointWidget"
_DEVICE_WIDGET = "deepsat_qgis.dock.start.parameter_widgets.DeviceWidget"


class TrainingParameters(FieldParameters):
    """What training starts from, how it goes and how long it takes."""

    def checkpoint(self, *, is_advanced: bool = True) -> QgsProcessingParameterString:
        """Weights to start from, in a list that takes a folder too."""
        title = tr("Weights to start from")
        parameter = QgsProcessingParameterString(names.CHECKPOINT, title, self._default("checkpoint"))
        parameter.setMetadata({"widget_wrapper": {"class": _CHECKPOINT_WIDGET}})
        return (self._advanced if is_advanced else self._finished)(parameter, "checkpoint")

    def method(self) -> QgsProcessingParameterEnum:
        """Method of pre-training, by its name as text."""
        return self._choice(names.METHOD, tr("Method"), METHODS, "method")

    def epochs(self) -> QgsProcessingParameterNumber:
        """How long to pre-train for."""
        integer = QgsProcessingParameterNumber.Type.Integer
        title, default = tr("Epochs (times to go through the imagery)"), self._default("epochs")
        parameter = QgsProcessingParameterNumber(
            names.EPOCHS, title, integer, default, minValue=1, maxValue=HIGHEST_EPOCHS
        )
        return self._finished(parameter, "epochs")

    def dates_per_view(self) -> QgsProcessingParameterNumber:
        """How many dates a view of pre-training shows."""
        integer = QgsProcessingParameterNumber.Type.Integer
        title, default = tr("Dates of each view"), self._default("dates_per_view")
        parameter = QgsProcessingParameterNumber(
            names.DATES_PER_VIEW, title, integer, default, minValue=1, maxValue=MOST_DATES_PER_VIEW
        )
        return self._advanced(parameter, "dates_per_view")

    def loss(self) -> QgsProcessingParameterEnum:
        """Loss, by its name as text."""
        return self._choice(names.LOSS, tr("Loss"), LOSSES, "loss", is_advanced=True)

    def seed(self) -> QgsProcessingParameterNumber:
        """Seed of all random draws."""
        integer = QgsProcessingParameterNumber.Type.Integer
        parameter = QgsProcessingParameterNumber(
            names.SEED, tr("Seed"), integer, self._default("seed"), minValue=0, maxValue=HIGHEST_SEED
        )
        return self._advanced(parameter, "seed")

    def device(self) -> QgsProcessingParameterString:
        """Device; text rather than a choice, because `cuda:1` is valid where there are several."""
        parameter = QgsProcessingParameterString(names.DEVICE, tr("Device"), self._default("device"))
        parameter.setMetadata({"widget_wrapper": {"class": _DEVICE_WIDGET}})
        return self._advanced(parameter, "device")

    def pretraining_minutes(self) -> QgsProcessingParameterNumber:
        """Time limit of pre-training; 0 for none."""
        title = tr("Longest time to pre-train (minutes; 0 for no limit)")
        return self._advanced(self._minutes(names.MAX_MINUTES, title, 0), "max_minutes")

    def max_minutes(self) -> QgsProcessingParameterNumber:
        """Time limit of fine-tuning."""
        title = tr("Longest time to fine-tune (minutes)")
        return self._finished(self._minutes(names.MAX_MINUTES, title, 0.1), "max_minutes")

    def _minutes(self, name: str, title: str, least: float) -> QgsProcessingParameterNumber:
        real = QgsProcessingParameterNumber.Type.Double
        parameter = QgsProcessingParameterNumber(name, title, real, self._default("max_minutes"), minValue=least)
        parameter.setMetadata({"widget_wrapper": {"decimals": 1}})
        return parameter
