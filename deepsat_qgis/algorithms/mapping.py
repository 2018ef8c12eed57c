"""What `predict` and `mapfromlabels` share: what comes out, and how it is loaded and styled."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Mapping

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsRasterLayer,
    QgsVectorLayer,
)

from deepsat.jobs.band_files import band_file
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.algorithms.style_on_load import style_when_loaded
from deepsat_qgis.layers.polygon_style import style_polygons
from deepsat_qgis.layers.style import style_class_raster, style_percent_raster
from deepsat_qgis.translation import tr

_FILES = {
    names.OUTPUT: "output",
    names.PROBABILITY: "probability",
    names.CONFIDENCE: "confidence",
    names.ENTROPY: "entropy",
    names.POLYGONS: "polygons",
}


_STYLES: dict[str, tuple[Callable[[Any], Any], type[QgsMapLayer]]] = {
    names.OUTPUT: (style_class_raster, QgsRasterLayer),
    names.PROBABILITY: (style_percent_raster, QgsRasterLayer),
    names.CONFIDENCE: (style_percent_raster, QgsRasterLayer),
    names.ENTROPY: (style_percent_raster, QgsRasterLayer),
    names.POLYGONS: (style_polygons, QgsVectorLayer),
}
"""How outputs are drawn, and what kind of layer they are."""


def add_map_outputs(algorithm: DeepSatAlgorithm, make: ParameterMaker) -> None:
    """The destination parameters of the rasters and the polygons, and how polygons are drawn."""
    for parameter in (
        make.min_area(is_advanced=True),
        make.simplify(is_advanced=True),
        make.class_raster(),
        make.probability(),
        make.confidence(),
        make.entropy(),
        make.polygons(),
    ):
        algorithm.addParameter(parameter)


def map_fields(algorithm: DeepSatAlgorithm, parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
    """Fields of a job that name what comes out, and say how polygons are drawn."""
    files = {field: algorithm.output_file(parameters, name, context) for name, field in _FILES.items()}
    return {**files, **polygon_rules(algorithm, parameters, context)}


def polygon_rules(
    algorithm: DeepSatAlgorithm, parameters: Parameters, context: QgsProcessingContext
) -> dict[str, float]:
    """Fields of a job that say how polygons are drawn."""
    return {
        "min_area": algorithm.parameterAsDouble(parameters, names.MIN_AREA, context),
        "simplify": algorithm.parameterAsDouble(parameters, names.SIMPLIFY, context),
    }


def map_outputs(result: Mapping[str, Any], scene: str, context: QgsProcessingContext) -> dict[str, str]:
    """Paths of what was written; layers that are loaded get a name and a style."""
    titles = {
        names.OUTPUT: tr("Land cover of {}").format(scene),
        names.PROBABILITY: tr("Class probabilities of {} (%)").format(scene),
        names.CONFIDENCE: tr("Confidence of {} (%)").format(scene),
        names.ENTROPY: tr("Entropy of {} (%)").format(scene),
        names.POLYGONS: tr("Land cover of {} (polygons)").format(scene),
    }
    outputs = {name: result[field] for name, field in _FILES.items() if result.get(field)}
    for name, path in outputs.items():
        style_output(path, name, titles[name], context)
    return outputs


def style_output(path: str, kind: str, title: str, context: QgsProcessingContext) -> None:
    """Gives a file that Processing is going to load a title and the style of its kind: an output's name."""
    style_when_loaded(path, title, context, *_STYLES[kind])


def scene_name(rasters: tuple[str, ...]) -> str:
    """Name of a scene for people: its first file without the ending, or what files of bands share in their names."""
    band = band_file(rasters[0]) if len(rasters) > 1 else None
    return Path(rasters[0]).stem if band is None else band.image_name
