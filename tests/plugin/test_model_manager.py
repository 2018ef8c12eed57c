"""The models on this computer: listed, compared, kept under a name, renamed, deleted, undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import pytest

from deepsat.jobs import UserError
from tests.plugin.finished_run import finished_run
from tests.plugin.model_card import write_model


@pytest.fixture(autouse=True)
def own_models(qgis_app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place for saved models; the profile knows none."""
    from qgis.core import QgsSettings

    QgsSettings().remove("deepsat")
    monkeypatch.setenv("DEEPSAT_MODELS", str(tmp_path / "Modelle"))
    yield tmp_path / "Modelle"
    QgsSettings().remove("deepsat")


def names() -> list[str]:
    from deepsat_qgis.dock.models.known_models import known_models

    return [model.name for model in known_models()]


def test_models_are_listed_newest_first_and_what_is_gone_is_left_out(tmp_path: Path) -> None:
    from deepsat_qgis.dock.models.known_models import known_models, remember

    old = write_model(tmp_path / "alt", 0.5, "2025-01-01T00:00:00Z")
    for folder in (old, write_model(tmp_path / "neu"), tmp_path / "weg"):
        remember(folder)
    write_model(tmp_path / "defekt").joinpath("model.json").write_text("{}")
    remember(tmp_path / "defekt")
    assert names() == ["neu", "alt"]
    (model,) = [model for model in known_models() if model.name == "alt"]
    assert model.classes == ("Wald & Wiese", "water")
    assert (model.skill("mean_iou"), model.skill("overall_accuracy")) == (0.5, 0.914)
    assert model.created == "2025-01-01 00:00"


def test_a_saved_model_is_a_whole_copy_and_never_replaces_one(tmp_path: Path, own_models: Path) -> None:
    from deepsat_qgis.dock.models.known_models import save_as

    model = write_model(tmp_path / "model")
    assert save_as(model, " Auen ä ") == own_models / "Auen ä"
    assert (own_models / "Auen ä" / "model.safetensors").read_bytes() == b"weights"
    assert names() == ["Auen ä"]
    for wrong in ("Auen ä", "", "a/b", ".x", "x.previous"):
        with pytest.raises(UserError):
            save_as(model, wrong)
    assert [path.name for path in own_models.iterdir()] == ["Auen ä"]


def test_the_model_of_a_run_is_called_by_its_run(scene: Path, tmp_path: Path) -> None:
    from deepsat_qgis.dock.models.known_models import delete, known_models, remember, rename
    from deepsat_qgis.run_record import read_run

    run = finished_run(tmp_path / "1", scene, "first try")
    remember(write_model(run.model))
    write_model(tmp_path / "1" / "model.previous")
    assert names() == ["first try"]
    (model,) = known_models()
    assert rename(model, "spring") == run.model
    assert names() == ["spring"]
    renamed = read_run(run.folder)
    assert renamed is not None
    assert (renamed.name, renamed.result) == ("spring", run.result)
    delete(model)
    assert names() == []
    assert run.map.is_file()
    assert not (tmp_path / "1" / "model.previous").exists()


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[Any]:
    """The dialog with two models; the folder `busy` is in use."""
    from deepsat_qgis.dock.models.model_manager import ModelManager

    folders = [write_model(tmp_path / "busy", 0.41), write_model(tmp_path / "free", 0.62, "2026-05-05T00:00:00Z")]
    manager = ModelManager(folders, lambda folder: folder.name == "busy", None)
    manager.show()
    yield manager
    manager.deleteLater()


def column(manager: Any, index: int) -> list[str]:
    return [manager.table.item(row, index).text() for row in range(manager.table.rowCount())]


def test_scores_stand_side_by_side_and_the_card_is_shown(manager: Any) -> None:
    assert column(manager, 0) == ["free", "busy"]
    assert column(manager, 1) == ["0.62", "0.41"]
    assert column(manager, 4) == ["8", "8"]
    assert manager.selected().name == "free"
    assert "Wald & Wiese" in manager.card.toPlainText()
    from qgis.PyQt.QtCore import Qt

    manager.table.sortItems(1, Qt.SortOrder.AscendingOrder)
    assert column(manager, 0) == ["busy", "free"]
    assert manager.selected().name == "free"


def test_a_model_in_use_is_left_alone(manager: Any) -> None:
    manager.table.selectRow(1)
    assert manager.selected().name == "busy"
    assert not manager.delete_button.isEnabled()
    assert not manager.rename_button.isEnabled()
    assert manager.apply_button.isEnabled()


def test_renaming_and_deleting_are_seen_at_once(manager: Any, tmp_path: Path) -> None:
    told: list[bool] = []
    manager.changed.connect(lambda: told.append(True))
    manager.rename_to("Sommer")
    assert column(manager, 0) == ["Sommer", "busy"]
    assert manager.selected().name == "Sommer"
    manager.rename_to("busy")
    assert "one in" in manager.problem.text()
    assert column(manager, 0) == ["Sommer", "busy"]
    manager.delete_selected()
    assert column(manager, 0) == ["busy"]
    assert not (tmp_path / "Sommer").exists()
    assert told == [True, True]


def test_undoing_is_offered_where_there_is_a_model_before(manager: Any, tmp_path: Path) -> None:
    wanted: list[Path] = []
    manager.restore_wanted.connect(wanted.append)
    assert not manager.restore_button.isEnabled()
    write_model(tmp_path / "free.previous")
    manager.refresh()
    manager.restore_button.click()
    assert wanted == [tmp_path / "free"]


def test_while_a_job_runs_nothing_is_asked_of_the_worker(manager: Any, tmp_path: Path) -> None:
    write_model(tmp_path / "free.previous")
    manager.refresh()
    buttons = (manager.apply_button, manager.export_button, manager.restore_button)
    texts = [button.toolTip() for button in buttons]
    manager.set_busy(True)
    manager.refresh()
    assert not any(button.isEnabled() for button in buttons)
    assert {button.toolTip() for button in buttons} == {"Wait until the job is done."}
    assert manager.folder_button.isEnabled() and manager.rename_button.isEnabled()
    manager.set_busy(False)
    assert all(button.isEnabled() for button in buttons)
    assert [button.toolTip() for button in buttons] == texts


def test_the_list_of_models_follows_the_job_that_runs(dock: Any, project: Any, tmp_path: Path) -> None:
    from qgis.PyQt.QtCore import QTimer

    from deepsat_qgis.dock.models.known_models import remember
    from deepsat_qgis.dock.models.model_actions import ModelActions
    from deepsat_qgis.dock.models.restoring import RestoreTask
    from deepsat_qgis.dock.runs.controller import Controller

    remember(write_model(tmp_path / "free"))
    controller = Controller(dock)
    actions = ModelActions(project, dock, controller)
    seen: list[bool] = []

    def look() -> None:
        seen.append(actions._manager.apply_button.isEnabled())
        controller._task = None
        controller.idle.emit()
        seen.append(actions._manager.apply_button.isEnabled())
        controller._task = task
        controller.started.emit(task)
        seen.append(actions._manager.apply_button.isEnabled())
        actions._manager.reject()

    task = controller._task = RestoreTask(tmp_path / "free")
    QTimer.singleShot(0, look)
    actions.manage()
    controller._task = None
    assert seen == [False, True, False]


def test_exporting_asks_for_a_file_and_tells_what_came_out(
    manager: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qgis.PyQt.QtWidgets import QFileDialog

    from deepsat.jobs import ExportModelJob
    from deepsat_qgis.dock.models.exporting import ExportTask, ask_file

    wanted: list[Any] = []
    manager.export_wanted.connect(wanted.append)
    manager.export_button.click()
    assert [model.name for model in wanted] == ["free"]
    offered: list[str] = []

    def choose(parent: Any, title: str, suggested: str, kinds: str) -> tuple[str, str]:
        offered.append(suggested)
        return str(tmp_path / "Auen.v2"), kinds.split(";;")[1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    assert ask_file(wanted[0], manager) == (tmp_path / "Auen.v2.onnx", "deepness")
    assert Path(offered[0]).name == "free.onnx"
    job = ExportTask(tmp_path / "free", "free", tmp_path / "m.onnx", "deepness").begin()
    assert job == ExportModelJob(str(tmp_path / "free"), str(tmp_path / "m.onnx"), "deepness")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *told: ("", ""))
    assert ask_file(wanted[0], manager) is None


def test_no_model_is_said(qgis_app: Any) -> None:
    from deepsat_qgis.dock.models.model_manager import ModelManager

    manager = ModelManager([], lambda folder: False, None)
    assert "no model yet" in manager.intro.text()
    assert not manager.apply_button.isEnabled()
    manager.deleteLater()


def test_large_letters_do_not_make_it_wider_than_the_screen(qgis_app: Any) -> None:
    from qgis.PyQt.QtWidgets import QApplication

    from deepsat_qgis.dock.models.model_manager import ModelManager
    from deepsat_qgis.dock.widgets.screen_room import room_on_screen

    usual = QApplication.font()
    large = QApplication.font()
    one_row = ModelManager([], lambda _folder: False).buttons.sizeHint().width()
    large.setPointSizeF(usual.pointSizeF() * 1.4 * room_on_screen().width() / one_row)
    QApplication.setFont(large)
    try:
        dialog = ModelManager([], lambda _folder: False)
    finally:
        QApplication.setFont(usual)
    assert dialog.minimumSizeHint().width() <= room_on_screen().width()
    assert dialog.height() <= room_on_screen().height()
    assert dialog.delete_button not in dialog.buttons.buttons()
