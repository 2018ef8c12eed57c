"""How results look: legend and colours of a class raster, the scale of percentages, the layer group."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal

from tests.plugin.class_rasters import CLASSES, write_class_raster


@pytest.fixture
def class_raster(qgis_app: Any, tmp_path: Path) -> Path:
    """A class raster with three named classes."""
    return write_class_raster(tmp_path / "map ö.tif", [name for name, _ in CLASSES])


def test_legend_has_exactly_the_named_classes(class_raster: Path) -> None:
    from qgis.core import QgsRasterLayer

    from deepsat_qgis.layers.style import style_class_raster

    layer = QgsRasterLayer(str(class_raster), "map", "gdal")
    assert style_class_raster(layer)
    renderer = layer.renderer()
    assert renderer.type() == "paletted"
    assert [(c.value, c.label, c.color.name()) for c in renderer.classes()] == [
        (value, name, colour) for value, (name, colour) in enumerate(CLASSES)
    ]


def test_a_cloud_optimised_raster_keeps_names_and_colours(class_raster: Path) -> None:
    from qgis.core import QgsRasterLayer

    from deepsat_qgis.layers.style import style_class_raster

    path = class_raster.with_name("cog ü.tif")
    gdal.GetDriverByName("COG").CreateCopy(str(path), gdal.Open(str(class_raster)), options=["OVERVIEWS=AUTO"])
    layer = QgsRasterLayer(str(path), "map", "gdal")
    assert style_class_raster(layer)
    assert [(c.label, c.color.name()) for c in layer.renderer().classes()] == CLASSES


def test_nodata_is_transparent_and_classes_have_their_colour(class_raster: Path) -> None:
    from qgis.core import QgsRasterLayer
    from qgis.PyQt.QtGui import QColor

    from deepsat_qgis.layers.style import style_class_raster

    layer = QgsRasterLayer(str(class_raster), "map", "gdal")
    style_class_raster(layer)
    block = layer.renderer().block(1, layer.extent(), 5, 4)
    assert QColor(block.color(0, 0)).name() == "#2e8b57"
    assert QColor(block.color(3, 0)).name() == "#aa5533"
    assert block.color(0, 4) >> 24 == 0


def test_a_raster_without_names_is_left_alone(qgis_app: Any, tmp_path: Path) -> None:
    from qgis.core import QgsRasterLayer

    from deepsat_qgis.layers.style import style_class_raster

    layer = QgsRasterLayer(str(write_class_raster(tmp_path / "plain.tif", None)), "map", "gdal")
    before = layer.renderer()
    assert not style_class_raster(layer)
    assert layer.renderer() is before


def test_percentages_have_a_fixed_scale(class_raster: Path) -> None:
    from qgis.core import QgsRasterLayer

    from deepsat_qgis.layers.style import style_percent_raster

    layer = QgsRasterLayer(str(class_raster), "confidence", "gdal")
    style_percent_raster(layer)
    function = layer.renderer().shader().rasterShaderFunction()
    values = [item.value for item in function.colorRampItemList()]
    assert values == [0, 25, 50, 75, 100]
    assert function.colorRampItemList()[0].color.name() == "#440154"
    assert function.colorRampItemList()[-1].color.name() == "#fde725"


def test_results_of_every_run_are_styled_however_many_a_run_has(qgis_app: Any, class_raster: Path) -> None:
    """QGIS deletes what styles a result together with the run's context, that of each layer by itself."""
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject, QgsRasterLayer

    from deepsat_qgis.algorithms.mapping import style_output

    for _run in range(3):
        context = QgsProcessingContext()
        paths = [f"{class_raster}", f"{class_raster.parent}/./{class_raster.name}"]
        for path in paths:
            details = QgsProcessingContext.LayerDetails("", QgsProject.instance(), "OUTPUT")
            context.addLayerToLoadOnCompletion(path, details)
            style_output(path, "OUTPUT", "Land cover", context)
        gc.collect()
        for path in paths:
            layer = QgsRasterLayer(path, "map", "gdal")
            details = context.layerToLoadOnCompletionDetails(path)
            assert details.name == "Land cover"
            details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
            assert [item.label for item in layer.renderer().classes()] == [name for name, _ in CLASSES]
        del details, context
        gc.collect()


@pytest.mark.parametrize("given", ["map.tif", "./other/../map.tif", "{folder}/other/../map.tif", "{folder}//map.tif"])
def test_a_result_is_styled_however_its_path_was_given(
    class_raster: Path, provider: Any, context: Any, project: Any, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    from qgis.core import QgsProcessingFeedback, QgsProcessingOutputLayerDefinition, QgsRasterLayer

    from deepsat_qgis.algorithms.mapping import style_output

    path, other = class_raster.with_name("map.tif"), class_raster.with_name("other.tif")
    write_class_raster(path, [name for name, _ in CLASSES])
    (path.parent / "other").mkdir()
    monkeypatch.chdir(path.parent)
    given, predict = given.format(folder=path.parent), provider.algorithm("predict").create()
    asked = {
        "OUTPUT": QgsProcessingOutputLayerDefinition(given, project),
        "CONFIDENCE": QgsProcessingOutputLayerDefinition(str(other), project),
    }
    written = predict.output_file(asked, "OUTPUT", context)
    predict.output_file(asked, "CONFIDENCE", context)
    assert (written, set(context.layersToLoadOnCompletion())) == (str(path), {given, str(other)})
    style_output(written, "OUTPUT", "Land cover", context)
    details = context.layerToLoadOnCompletionDetails(given)
    layer = QgsRasterLayer(given, "map", "gdal")
    details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
    assert (details.name, [item.label for item in layer.renderer().classes()]) == (
        "Land cover",
        [name for name, _ in CLASSES],
    )
    assert context.layerToLoadOnCompletionDetails(str(other)).name != "Land cover"
