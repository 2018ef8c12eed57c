"""Processing algorithms, one a file. Their ids and parameter names never change."""

from __future__ import annotations

from deepsat_qgis.algorithms.base import DeepSatAlgorithm
from deepsat_qgis.algorithms.change_map import ChangeMapAlgorithm
from deepsat_qgis.algorithms.check_environment import CheckEnvironmentAlgorithm
from deepsat_qgis.algorithms.download_checkpoint import DownloadCheckpointAlgorithm
from deepsat_qgis.algorithms.evaluate import EvaluateAlgorithm
from deepsat_qgis.algorithms.export_model import ExportModelAlgorithm
from deepsat_qgis.algorithms.finetune import FinetuneAlgorithm
from deepsat_qgis.algorithms.finetune_change import FinetuneChangeAlgorithm
from deepsat_qgis.algorithms.import_checkpoint import ImportCheckpointAlgorithm
from deepsat_qgis.algorithms.map_from_labels import MapFromLabelsAlgorithm
from deepsat_qgis.algorithms.map_polygons import MapPolygonsAlgorithm
from deepsat_qgis.algorithms.model_info import ModelInfoAlgorithm
from deepsat_qgis.algorithms.predict import PredictAlgorithm
from deepsat_qgis.algorithms.predict_change import PredictChangeAlgorithm
from deepsat_qgis.algorithms.pretrain import PretrainAlgorithm
from deepsat_qgis.algorithms.sample_points import SamplePointsAlgorithm
from deepsat_qgis.algorithms.stack_bands import StackBandsAlgorithm
from deepsat_qgis.algorithms.suggest_labels import SuggestLabelsAlgorithm

ALGORITHMS: tuple[type[DeepSatAlgorithm], ...] = (
    MapFromLabelsAlgorithm,
    FinetuneAlgorithm,
    PredictAlgorithm,
    MapPolygonsAlgorithm,
    SuggestLabelsAlgorithm,
    SamplePointsAlgorithm,
    EvaluateAlgorithm,
    StackBandsAlgorithm,
    ChangeMapAlgorithm,
    FinetuneChangeAlgorithm,
    PredictChangeAlgorithm,
    PretrainAlgorithm,
    ImportCheckpointAlgorithm,
    DownloadCheckpointAlgorithm,
    ModelInfoAlgorithm,
    ExportModelAlgorithm,
    CheckEnvironmentAlgorithm,
)

__all__ = ["ALGORITHMS", "DeepSatAlgorithm"]
