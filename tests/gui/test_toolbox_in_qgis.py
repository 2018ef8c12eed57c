"""The toolbox in a real QGIS window: an algorithm's own dialog, and the batch panels."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from osgeo import gdal

from tests.gui.playing import tell
from tests.qgis_profile import worker_python
from tests.synthetic_scene import CLASSES, SyntheticScene


def test_run_from_the_toolbox_loads_a_styled_map(tmp_path: Path, scene: SyntheticScene) -> None:
    notes = tell("toolbox", tmp_path, {**os.environ, "DEEPSAT_PYTHON": worker_python()}, scene)
    assert notes["legend"] == list(CLASSES)
    assert np.mean(gdal.Open(str(tmp_path / "map.tif")).ReadAsArray() == scene.truth) > 0.9
    assert (tmp_path / "model" / "model.json").is_file()
    assert (tmp_path / "report.html").is_file()
    assert notes["temporary_labels"] == []
    assert {"finetune", "mapfromlabels", "predict", "evaluate"} <= set(notes["batches"])
    assert notes["without_field"] == []
