"""The sample scene is opened without questions, and so that one sees something."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.qgis_profile import ROOT


def test_the_sample_is_opened_without_a_question_and_bright(
    qgis_app: Any, project: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deepsat_qgis.layers import sample_scene

    folder = tmp_path / "sample"
    if not (ROOT / "build" / "sample" / "raleigh_landsat7_2000.tif").is_file():
        pytest.skip("`make sample` builds the sample scene")
    shutil.copytree(ROOT / "build" / "sample", folder)
    monkeypatch.setattr(sample_scene, "SAMPLE_FOLDER", folder)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    scene, labels = sample_scene.open_sample(project)
    # QGIS asks which of several ways between two CRSs to take.
    assert scene.crs() == labels.crs()
    red = scene.renderer().redContrastEnhancement()
    assert red.minimumValue() > 10
    assert red.maximumValue() < 230
