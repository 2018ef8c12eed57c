"""Algorithms as the steps of a model, as the model designer writes it, run by `qgis_process`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal, ogr

from tests.qgis_process import QgisProcess
from tests.qgis_profile import worker_python
from tests.synthetic_scene import CLASSES, write_scene


@pytest.fixture
def provider(qgis_app: Any) -> Any:
    """The provider, without which a model cannot be put together."""
    from qgis.core import QgsApplication

    import deepsat_qgis  # noqa: F401 - puts the core on the path
    from deepsat_qgis.provider import DeepSatProvider

    provider = DeepSatProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield provider
    QgsApplication.processingRegistry().removeProvider(provider)


def child_with_defaults(algorithm_id: str, child_id: str) -> Any:
    """A step whose fields hold their defaults, as the designer fills them in."""
    from qgis.core import QgsProcessingModelChildAlgorithm, QgsProcessingModelChildParameterSource

    child = QgsProcessingModelChildAlgorithm(algorithm_id)
    child.setChildId(child_id)
    for parameter in child.algorithm().parameterDefinitions():
        if not parameter.isDestination() and parameter.defaultValue() is not None:
            source = QgsProcessingModelChildParameterSource.fromStaticValue(parameter.defaultValue())
            child.addParameterSources(parameter.name(), [source])
    return child


def model_of_two_steps(path: Path) -> None:
    """A map from labels, and polygons from that map; the raster is asked for."""
    from qgis.core import (
        QgsProcessingModelAlgorithm,
        QgsProcessingModelChildParameterSource,
        QgsProcessingModelOutput,
        QgsProcessingModelParameter,
        QgsProcessingParameterRasterLayer,
        QgsProcessingParameterVectorLayer,
    )

    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("Land cover as polygons", "DeepSat")
    for parameter in (QgsProcessingParameterRasterLayer("image", "Image"), QgsProcessingParameterVectorLayer("labels")):
        model.addModelParameter(parameter, QgsProcessingModelParameter(parameter.name()))
    mapping = child_with_defaults("deepsat:mapfromlabels", "mapping")
    mapping.addParameterSources("INPUT", [source.fromModelParameter("image")])
    mapping.addParameterSources("LABELS", [source.fromModelParameter("labels")])
    for name, value in (("CLASS_FIELD", "class"), ("MAX_MINUTES", 0.3), ("SEED", 5), ("DEVICE", "cpu")):
        mapping.addParameterSources(name, [source.fromStaticValue(value)])
    model.addChildAlgorithm(mapping)
    polygons = child_with_defaults("deepsat:mappolygons", "polygons")
    polygons.addParameterSources("MAP", [source.fromChildOutput("mapping", "OUTPUT")])
    output = QgsProcessingModelOutput("Polygons")
    output.setChildId("polygons")
    output.setChildOutputName("OUTPUT")
    polygons.setModelOutputs({"Polygons": output})
    model.addChildAlgorithm(polygons)
    model.updateDestinationParameters()
    is_valid, problems = model.validate()
    assert is_valid, problems
    assert model.toFile(str(path))


def test_a_model_makes_a_map_and_its_polygons(provider: Any, tmp_path: Path) -> None:
    scene = write_scene(tmp_path)
    model_of_two_steps(tmp_path / "Landbedeckung ä.model3")
    qgis_process = QgisProcess(tmp_path / "profile", {**os.environ, "DEEPSAT_PYTHON": worker_python()})
    answer = qgis_process(
        "run",
        str(tmp_path / "Landbedeckung ä.model3"),
        f"--image={scene.raster}",
        f"--labels={scene.labels}|layername=labels",
        f"--polygons:Polygons={tmp_path / 'Flächen.gpkg'}",
    )
    assert answer.status == 0, answer.text
    dataset = ogr.Open(str(tmp_path / "Flächen.gpkg"))
    layer = dataset.GetLayerByName("land_cover")
    raster = gdal.Open(str(scene.raster))
    assert {feature.GetField("class") for feature in layer} == set(CLASSES)
    layer.ResetReading()
    area = sum(feature.GetGeometryRef().GetArea() for feature in layer)
    assert area == pytest.approx(raster.RasterXSize * raster.RasterYSize * 100)
