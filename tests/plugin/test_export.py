"""Exporting a model: from parameters to the job, and what is said of the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from deepsat.jobs import ExportModelJob
from tests.plugin.jobs_hands import job_of, make_model_folder, refusal

RESULT = {"parts": ["U-Net, 25% of the answer", "smoothing"], "agreement": 0.99951, "compared_pixels": 4000}


def test_a_model_becomes_a_job(provider: Any, scene: Path, tmp_path: Path, context: Any, feedback: Any) -> None:
    make_model_folder(tmp_path / "model")
    asked = {"MODEL": str(tmp_path / "model"), "OUTPUT": str(tmp_path / "m.onnx")}
    plain = ExportModelJob(asked["MODEL"], asked["OUTPUT"])
    assert job_of(provider, "exportmodel", asked, context, feedback) == plain
    asked |= {"FORMAT": "deepness", "INPUT": str(scene)}
    job = job_of(provider, "exportmodel", asked, context, feedback)
    assert job == ExportModelJob(asked["MODEL"], asked["OUTPUT"], "deepness", str(scene))
    temporary = job_of(provider, "exportmodel", {**asked, "OUTPUT": "TEMPORARY_OUTPUT"}, context, feedback)
    assert temporary.output.endswith(".onnx")


def test_what_cannot_be_exported_is_refused_before_work_starts(provider: Any, tmp_path: Path, context: Any) -> None:
    make_model_folder(tmp_path / "model")
    asked = {"MODEL": str(tmp_path / "none"), "OUTPUT": str(tmp_path / "m.onnx")}
    assert "model.json" in refusal(provider, "exportmodel", asked, context)
    asked = {**asked, "MODEL": str(tmp_path / "model"), "INPUT": str(tmp_path / "gone.tif")}
    assert "INPUT" in refusal(provider, "exportmodel", asked, context)


def test_what_is_said_of_the_file(qgis_app: Any) -> None:
    from deepsat_qgis.wording import export_sentence

    said = export_sentence({**RESULT, "compared_on": "made-up values"})
    assert "U-Net, 25% of the answer, smoothing" in said
    assert "4000 pixels of made-up values, 99.95 %" in said
    assert "same class" not in export_sentence({**RESULT, "agreement": None})


def test_the_panel_says_what_the_file_holds_and_leaves_out(project: Any, qgis_app: Any, tmp_path: Path) -> None:
    from qgis.core import QgsSettings

    from deepsat_qgis.dock.dock import DeepSatDock
    from deepsat_qgis.dock.models.exporting import ExportTask
    from deepsat_qgis.dock.models.model_actions import ModelActions
    from deepsat_qgis.dock.runs.controller import Controller

    QgsSettings().remove("deepsat")
    dock = DeepSatDock(project)
    actions = ModelActions(project, dock, Controller(dock))
    task = ExportTask(tmp_path / "model", "Auen", tmp_path / "Auen ä.onnx", "deepness")
    findings = ["Masks and transparency of rasters are not in the file; NoData values are."]
    actions.note(task, {**RESULT, "compared_on": "made-up values", "findings": findings})
    said = dock.notice.text.text()
    assert "“Auen ä.onnx” is written." in said
    assert "99.95\N{NO-BREAK SPACE}% have the same class" in said
    assert "NoData values are" in said
    dock.deleteLater()
    QgsSettings().remove("deepsat")
