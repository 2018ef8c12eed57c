"""All parameters of the algorithms. Each stands for one field of a job and takes its help from there."""

from __future__ import annotations

from deepsat_qgis.algorithms.imagery_parameters import ImageryParameters
from deepsat_qgis.algorithms.label_parameters import LabelParameters
from deepsat_qgis.algorithms.map_parameters import MapParameters
from deepsat_qgis.algorithms.model_parameters import ModelParameters
from deepsat_qgis.algorithms.place_parameters import PlaceParameters
from deepsat_qgis.algorithms.training_parameters import TrainingParameters


class ParameterMaker(
    ImageryParameters,
    LabelParameters,
    PlaceParameters,
    TrainingParameters,
    ModelParameters,
    MapParameters,
):
    """Makes parameters that stand for the fields of one job type."""
