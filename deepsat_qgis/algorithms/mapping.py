"""What `predict` and `mapfromlabels` share: the rasters that come out, and how they are loaded and styled."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Mapping

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
)

from deepsat_qgis.algorithms import parameters as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm, Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.layers.style import style_class_raster, style_percent_raster
from deepsat_qgis.translation import tr

_RASTERS = {names.OUTPUT: "output", names.PROBABILITY: "probability", names.CONFIDENCE: "confidence"}


class StyleOnLoad(QgsProcessingLayerPostProcessorInterface):
    """Styles a result once Processing has loaded it."""

    def __init__(self, style: Callable[[QgsRasterLayer], Any]) -> None:
        super().__init__()
        self._style = style

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if isinstance(layer, QgsRasterLayer):
            self._style(layer)


# QGIS keeps a bare pointer until the layers are loaded, long after the algorithm object is gone.
_STYLES = {
    names.OUTPUT: StyleOnLoad(style_class_raster),
    names.PROBABILITY: StyleOnLoad(style_percent_raster),
    names.CONFIDENCE: StyleOnLoad(style_percent_raster),
}


def add_map_outputs(algorithm: DeepSatAlgorithm, make: ParameterMaker) -> None:
    """The destination parameters of the three rasters."""
    for parameter in (make.class_raster(), make.probability(), make.confidence()):
        algorithm.addParameter(parameter)


def map_fields(algorithm: DeepSatAlgorithm, parameters: Parameters, context: QgsProcessingContext) -> dict[str, str]:
    """Fields of a job that name the three rasters."""
    return {field: algorithm.output_file(parameters, name, context) for name, field in _RASTERS.items()}


def map_outputs(result: Mapping[str, Any], scene: str, context: QgsProcessingContext) -> dict[str, str]:
    """Paths of the rasters that were written; those that are loaded get a name and a style."""
    titles = {
        names.OUTPUT: tr("Land cover of {}").format(scene),
        names.PROBABILITY: tr("Class probabilities of {} (%)").format(scene),
        names.CONFIDENCE: tr("Confidence of {} (%)").format(scene),
    }
    outputs = {name: result[field] for name, field in _RASTERS.items() if result.get(field)}
    for name, path in outputs.items():
        if context.willLoadLayerOnCompletion(path):
            details = context.layerToLoadOnCompletionDetails(path)
            details.name = titles[name]
            details.setPostProcessor(_STYLES[name])
    return outputs


def scene_name(rasters: tuple[str, ...]) -> str:
    """Name of a scene for people: its first file without the ending."""
    return Path(rasters[0]).stem
