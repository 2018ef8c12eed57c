"""Fixtures for tests inside QGIS: a tiny scene, labels of two classes, the provider."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from pathlib import Path
from typing import Any, Iterator

import numpy as np
import pytest
from osgeo import gdal

# A built plugin can be tested instead of the tree: DEEPSAT_PLUGIN_PARENT is the folder that holds `deepsat_qgis`.
if os.environ.get("DEEPSAT_PLUGIN_PARENT"):
    sys.path[:0] = [os.environ["DEEPSAT_PLUGIN_PARENT"], os.environ["DEEPSAT_PLUGIN_PARENT"] + "/deepsat_qgis/core"]

import deepsat_qgis  # noqa: F401 - puts the core on the path
from tests.plugin.environment_machine import Machine, see
from tests.plugin.imagery_hands import add, raster_layer
from tests.plugin.labels_hands import SCREEN_PIXELS, table
from tests.plugin.scene_and_labels import COLUMNS, ORIGIN_X, ORIGIN_Y, PIXEL, ROWS, label_layer, write_raster
from tests.plugin.waiting import wait_until


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """A scene with a path that has a space and an umlaut."""
    folder = tmp_path / "Gelände süd"
    folder.mkdir()
    return write_raster(folder / "scene ä.tif")


@pytest.fixture
def scene_layer(qgis_app: Any, scene: Path) -> Any:
    """The scene as layer."""
    from qgis.core import QgsRasterLayer

    layer = QgsRasterLayer(str(scene), "scene", "gdal")
    assert layer.isValid()
    return layer


@pytest.fixture
def labels(qgis_app: Any) -> Any:
    """Labels of two classes as a memory layer."""
    return label_layer()


@pytest.fixture
def project(qgis_app: Any) -> Iterator[Any]:
    """The project, empty before and after."""
    from qgis.core import QgsProject

    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


@pytest.fixture
def dock(qgis_app: Any, project: Any) -> Iterator[Any]:
    """The panel, with a fresh profile and an empty project."""
    from qgis.core import QgsSettings

    from deepsat_qgis.dock.dock import DeepSatDock

    QgsSettings().remove("deepsat")
    dock = DeepSatDock(project)
    dock.show()
    yield dock
    dock.deleteLater()
    QgsSettings().remove("deepsat")


@pytest.fixture
def filled(dock: Any, project: Any, scene_layer: Any, labels: Any) -> Any:
    """The panel with a scene and labels to choose."""
    project.addMapLayers([scene_layer, labels])
    return dock


@pytest.fixture(scope="module")
def map_window(qgis_app: Any) -> Iterator[Any]:
    """A map with what QGIS has around it."""
    from qgis.gui import QgsAdvancedDigitizingDockWidget, QgsMapCanvas
    from qgis.PyQt import sip

    from deepsat_qgis.dock.map_window import MapWindow

    canvas = QgsMapCanvas()
    digitizing = QgsAdvancedDigitizingDockWidget(canvas)
    canvas.resize(COLUMNS * SCREEN_PIXELS, ROWS * SCREEN_PIXELS)
    canvas.show()
    yield MapWindow(canvas, digitizing, canvas.setCurrentLayer, lambda: None)
    # The dock has parts in the canvas, which must be there when it goes.
    sip.delete(digitizing)
    sip.delete(canvas)


@pytest.fixture
def window(map_window: Any, scene_layer: Any) -> Any:
    """The map, showing the whole scene."""
    from qgis.core import QgsCoordinateReferenceSystem

    map_window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    map_window.canvas.setExtent(scene_layer.extent())
    return map_window


@pytest.fixture
def section(window: Any, project: Any, scene_layer: Any) -> Iterator[Any]:
    """The section for the scene, without labels yet."""
    from deepsat_qgis.dock.labels.labels_section import LabelsSection

    project.addMapLayer(scene_layer)
    section = LabelsSection(project, False, window)
    section.set_imagery([scene_layer])
    section.show()
    yield section
    section.close_tools()
    for layer in project.mapLayers().values():
        if hasattr(layer, "isEditable") and layer.isEditable():
            layer.rollBack()
    project.removeAllMapLayers()
    section.deleteLater()


@pytest.fixture
def labelled(section: Any, project: Any, labels: Any) -> Any:
    """The section with two polygons of each class, looked at."""
    project.addMapLayer(labels)
    wait_until(lambda: table(section).get("water") == ("2", "50"))
    return section


@pytest.fixture
def provider(qgis_app: Any) -> Iterator[Any]:
    """The provider, registered."""
    from qgis.core import QgsApplication

    from deepsat_qgis.provider import DeepSatProvider

    provider = DeepSatProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield provider
    QgsApplication.processingRegistry().removeProvider(provider)


@pytest.fixture
def context(project: Any) -> Iterator[Any]:
    """A Processing context of the project."""
    from qgis.core import QgsProcessingContext

    context = QgsProcessingContext()
    context.setProject(project)
    yield context
    # The report of a failed test keeps the context alive until after QGIS itself has ended.
    context.temporaryLayerStore().removeAllMapLayers()


@pytest.fixture(autouse=True)
def own_checkpoints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for the person's own checkpoints, with none in it yet; the plugin brings none either."""
    from deepsat_qgis import checkpoints

    own = tmp_path / "eigene"
    monkeypatch.setenv("DEEPSAT_CHECKPOINTS", str(own))
    monkeypatch.setattr(checkpoints, "BUNDLED_FOLDER", tmp_path / "none bundled")
    return own


@pytest.fixture
def speak(qgis_app: Any) -> Iterator[Any]:
    """Sets QGIS' language, and leaves things as they were."""
    from qgis.core import QgsSettings

    from deepsat_qgis.translation import spoken_language

    def set_locale(locale: str) -> None:
        QgsSettings().setValue("locale/overrideFlag", True)
        QgsSettings().setValue("locale/userLocale", locale)
        spoken_language.cache_clear()

    yield set_locale
    for name in ("overrideFlag", "userLocale"):
        QgsSettings().remove(f"locale/{name}")
    spoken_language.cache_clear()


@pytest.fixture
def feedback() -> Any:
    """Feedback whose log can be read."""
    from qgis.core import QgsProcessingFeedback

    return QgsProcessingFeedback(False)


@pytest.fixture(autouse=True)
def nothing_outlives_qgis() -> Iterator[None]:
    """Frees layers that a caught exception refers to: destroyed after QGIS itself has ended, they crash the process."""
    yield
    gc.collect()


@pytest.fixture
def training(project: Any, scene: Path, labels: Any, tmp_path: Path) -> dict[str, Any]:
    """Parameters that both training algorithms accept; the labels are a layer of the project."""
    project.addMapLayer(labels)
    return {
        "INPUT": [str(scene)],
        "LABELS": labels.id(),
        "CLASS_FIELD": "class",
        "MODEL": str(tmp_path / "model"),
    }


@pytest.fixture
def imagery_section(qgis_app: Any, project: Any) -> Iterator[Any]:
    """Section 1 of the panel, with nothing to choose yet."""
    from deepsat_qgis.dock.imagery.imagery_section import ImagerySection

    imagery_section = ImagerySection(project)
    imagery_section.show()
    yield imagery_section
    project.removeAllMapLayers()
    imagery_section.deleteLater()


@pytest.fixture
def two_dates(imagery_section: Any, project: Any, tmp_path: Path) -> tuple[Any, Any, Any]:
    """Rasters of two dates, a series, and the mask of the first, whose date was typed."""
    first, mask = (raster_layer(write_raster(tmp_path / f"{name}.tif")) for name in ("a_20210101", "mask"))
    project.addMapLayers([first, mask])
    imagery_section.layers.setLayer(first)
    second = add(imagery_section, project, write_raster(tmp_path / "b_20210201.tif"))
    imagery_section.series_table.date_typed.emit(first.id(), "2020-12-31")
    imagery_section.series_table.masks_chosen.emit({first.id(): mask.id()})
    return first, second, mask


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A raster with NoData and several bands whose second half is missing."""
    path = tmp_path / "half.tif"
    options = ["COMPRESS=DEFLATE", "TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64"]
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 320, 320, 2, gdal.GDT_UInt16, options)
    dataset.SetProjection(gdal.Open(str(write_raster(tmp_path / "whole.tif"))).GetProjection())
    dataset.SetGeoTransform((ORIGIN_X, PIXEL, 0, ORIGIN_Y, 0, -PIXEL))
    for number in (1, 2):
        dataset.GetRasterBand(number).SetNoDataValue(0)
        values = np.random.default_rng(number).integers(1, 9000, (320, 320)).astype(np.uint16)
        dataset.GetRasterBand(number).WriteArray(values)
    del dataset
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


@pytest.fixture
def saved(project: Any, tmp_path: Path) -> Any:
    """The project, saved in a folder of its own."""
    (tmp_path / "hier").mkdir()
    project.write(str(tmp_path / "hier" / "Projekt ä.qgz"))
    return project


@pytest.fixture
def panel(saved: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The panel with all behind it, on a machine without a worker environment."""
    from qgis.gui import QgsMapCanvas
    from qgis.PyQt.QtWidgets import QWidget

    from deepsat_qgis.dock.panel import Panel

    monkeypatch.delenv("DEEPSAT_PYTHON", raising=False)
    monkeypatch.setenv("DEEPSAT_ENVIRONMENTS", str(tmp_path / "none"))
    window, canvas = QWidget(), QgsMapCanvas()
    panel = Panel(saved, canvas, window)
    panel.dock.show()
    yield panel
    panel.close()


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine on which nothing is installed; this process sees it too."""
    made = Machine(tmp_path)
    see(made, monkeypatch)
    return made


@pytest.fixture(scope="session")
def installed_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Machine, Path]:
    """A machine with an environment, and a copy of all that is on it."""
    made = Machine(tmp_path_factory.mktemp("machine"))
    made.install()
    copy = tmp_path_factory.mktemp("as installed") / "machine"
    shutil.copytree(made.folder, copy, symlinks=True)
    return made, copy


@pytest.fixture
def installed(installed_once: tuple[Machine, Path], monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine as an installation left it, whatever another test has done to it since; this process sees it too."""
    made, copy = installed_once
    shutil.rmtree(made.folder)
    shutil.copytree(copy, made.folder, symlinks=True)
    see(made, monkeypatch)
    return made
