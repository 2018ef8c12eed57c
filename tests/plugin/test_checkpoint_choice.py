"""What training starts from: the list of checkpoints in the panel and in Processing's dialogs."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from deepsat.jobs import ErrorCode, UserError
from tests.plugin.checkpoint_folders import make_checkpoint


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """DeepSat's own checkpoint, as if it came with the plugin."""
    from deepsat_qgis import checkpoints

    monkeypatch.setattr(checkpoints, "BUNDLED_FOLDER", tmp_path / "bundled")
    return make_checkpoint(tmp_path / "bundled" / "deepsat-v1", "Sentinel-2 and Landsat", "Learnt from 90 places.")


def entries_of(combo: Any) -> list[tuple[str, str]]:
    return [(combo.itemText(index), combo.itemData(index)) for index in range(combo.count())]


def pick(combo: Any, value: str) -> None:
    """As a person picks an entry."""
    index = combo.findData(value)
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def test_without_any_checkpoint_weights_are_random(dock: Any) -> None:
    combo = dock.start.start_from
    assert [text for text, _ in entries_of(combo)] == ["Automatic (Random weights)", "Random weights", "Folder…"]
    assert combo.chosen() == "auto"
    assert "best general start" in combo.toolTip()
    pick(combo, "random")
    assert combo.chosen() == "random"
    assert "without any pre-training" in combo.toolTip()


def test_automatic_comes_first_then_the_bundled_one_and_random_after_all_names(
    bundled: Path, own_checkpoints: Path, qgis_app: Any
) -> None:
    from deepsat_qgis.dock.start.checkpoint_combo import CheckpointCombo

    make_checkpoint(own_checkpoints / "alps", "alps", "Learnt from 12 scenes of the Alps.")
    combo = CheckpointCombo()
    assert entries_of(combo)[:4] == [
        ("Automatic (deepsat-v1)", "auto"),
        ("deepsat-v1: Sentinel-2 and Landsat", "deepsat-v1"),
        ("alps", "alps"),
        ("Random weights", "random"),
    ]
    assert combo.chosen() == "auto"
    pick(combo, "deepsat-v1")
    assert combo.chosen() == "deepsat-v1"
    assert combo.toolTip() == "What training starts from. Learnt from 90 places."
    pick(combo, "alps")
    assert combo.chosen() == "alps"
    assert combo.toolTip() == "What training starts from. Learnt from 12 scenes of the Alps."


def test_a_checkpoint_imported_meanwhile_appears_when_the_list_opens(dock: Any, own_checkpoints: Path) -> None:
    combo = dock.start.start_from
    make_checkpoint(own_checkpoints / "galileo-nano", "Galileo")
    combo.showPopup()
    combo.hidePopup()
    assert ("galileo-nano: Galileo", "galileo-nano") in entries_of(combo)
    assert combo.chosen() == "auto"


def test_a_folder_is_chosen_and_a_wrong_one_refused(dock: Any, tmp_path: Path) -> None:
    combo = dock.start.start_from
    folder = make_checkpoint(tmp_path / "Prüfpunkt ä")
    combo.take_folder(str(folder))
    assert combo.chosen() == str(folder)
    assert combo.currentText() == "Prüfpunkt ä"
    assert str(folder) in combo.toolTip()
    combo.take_folder(str(tmp_path))
    assert combo.chosen() == str(folder)
    assert dock.notice.isVisible()
    assert "no checkpoint.json in the folder" in dock.notice.text.text()


def test_the_entry_for_folders_asks_and_leaves_all_as_it_was(
    dock: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deepsat_qgis.dock.start import checkpoint_combo

    answers = iter(["", str(make_checkpoint(tmp_path / "mine"))])
    monkeypatch.setattr(checkpoint_combo.QFileDialog, "getExistingDirectory", lambda *_arguments: next(answers))
    combo = dock.start.start_from
    combo.activated.emit(combo.count() - 1)
    assert (combo.chosen(), combo.currentText()) == ("auto", "Automatic (Random weights)")
    combo.activated.emit(combo.count() - 1)
    assert combo.chosen() == str(tmp_path / "mine")


def test_the_choice_is_remembered_as_long_as_it_is_there(
    dock: Any, project: Any, own_checkpoints: Path, bundled: Path
) -> None:
    from deepsat_qgis.dock.dock import DeepSatDock
    from deepsat_qgis.settings import save_settings

    folder = make_checkpoint(own_checkpoints / "alps")
    dock.start.start_from.choose("alps")
    save_settings(dock.settings())
    assert DeepSatDock(project).start.start_from.chosen() == "alps"
    shutil.rmtree(folder)
    later = DeepSatDock(project)
    combo = later.start.start_from
    assert (combo.chosen(), combo.currentText()) == ("auto", "Automatic (deepsat-v1)")


def test_a_project_that_remembers_no_start_has_that_of_the_profile(
    dock: Any, project: Any, own_checkpoints: Path, tmp_path: Path
) -> None:
    from deepsat_qgis.settings import save_settings

    make_checkpoint(own_checkpoints / "alps")
    start = dock.start.start_from
    pick(start, "random")
    project.write(str(tmp_path / "p.qgz"))
    project.clear()
    assert (start.chosen(), dock.start.checkpoint()) == ("auto", "auto")
    project.read(str(tmp_path / "p.qgz"))
    assert start.chosen() == "random"
    save_settings(dock.settings().replaced(checkpoint="alps"))
    project.clear()
    assert start.chosen() == "alps"


def test_a_request_carries_what_the_worker_finds(
    dock: Any, project: Any, scene_layer: Any, labels: Any, own_checkpoints: Path, tmp_path: Path
) -> None:
    from deepsat_qgis.dock.runs.request import job_of

    project.addMapLayers([scene_layer, labels])
    folder = make_checkpoint(own_checkpoints / "alps")
    assert dock.request().checkpoint == "auto"
    dock.start.start_from.choose("alps")
    request = dock.request()
    assert job_of(request, tmp_path).checkpoint == "alps"
    shutil.rmtree(folder)
    with pytest.raises(UserError) as caught:
        job_of(request, tmp_path)
    assert caught.value.code is ErrorCode.CHECKPOINT_UNKNOWN


def test_a_long_title_does_not_widen_the_panel(dock: Any, own_checkpoints: Path) -> None:
    make_checkpoint(own_checkpoints / "wide", "A title that goes on and on " * 6)
    dock.start.start_from.choose("wide")
    assert dock.scroll.widget().minimumSizeHint().width() <= 300 - 20


@pytest.mark.parametrize("name", ["finetune", "mapfromlabels", "pretrain"])
def test_dialogs_show_the_same_list_and_take_a_path(
    provider: Any, own_checkpoints: Path, tmp_path: Path, name: str
) -> None:
    from processing.gui.wrappers import WidgetWrapperFactory
    from qgis.core import QgsProcessingContext
    from qgis.PyQt.QtWidgets import QDialog

    make_checkpoint(own_checkpoints / "alps", "The Alps")
    algorithm = provider.algorithm(name).create()
    definition = algorithm.parameterDefinition("CHECKPOINT")
    wrapper = WidgetWrapperFactory.create_wrapper(definition, QDialog())
    combo = wrapper.widget
    assert ("alps: The Alps", "alps") in entries_of(combo)
    assert entries_of(combo)[0] == ("Automatic (Random weights)", "auto")
    assert wrapper.parameterValue() == definition.defaultValue()
    wrapper.setParameterValue("alps", QgsProcessingContext())
    assert wrapper.parameterValue() == "alps"
    # A path that a script or the history gives stays what it is, for the algorithm to accept or refuse.
    wrapper.setParameterValue(str(tmp_path / "nirgends"), QgsProcessingContext())
    assert wrapper.parameterValue() == str(tmp_path / "nirgends")


@pytest.fixture
def designed(provider: Any) -> Iterator[Callable[[Any], dict[str, Any]]]:
    """Opens a step of a model in the model designer, closes it again, and tells what the step takes then."""
    from processing.core.Processing import Processing
    from processing.modeler.ModelerParametersDialog import ModelerParametersDialog
    from qgis.core import (
        QgsProcessingModelAlgorithm,
        QgsProcessingModelChildAlgorithm,
        QgsProcessingModelParameter,
        QgsProcessingParameterString,
    )
    from qgis.PyQt import sip

    Processing.initialize()
    dialogs = []

    def design(source: Any) -> dict[str, Any]:
        model = QgsProcessingModelAlgorithm("m", "g")
        given = QgsProcessingModelParameter("START")
        model.addModelParameter(QgsProcessingParameterString("START", "start", "auto"), given)
        step = QgsProcessingModelChildAlgorithm("deepsat:finetune")
        step.setChildId("step")
        for name in ("CHECKPOINT", "DEVICE"):
            step.addParameterSources(name, [source])
        model.addChildAlgorithm(step)
        dialogs.append(ModelerParametersDialog(provider.algorithm("finetune").create(), model, "step"))
        sources = dialogs[-1].createAlgorithm().parameterSources()
        return {name: sources[name][0] for name in ("CHECKPOINT", "DEVICE")}

    yield design
    for dialog in dialogs:
        sip.delete(dialog)


def test_the_model_designer_keeps_what_comes_from_the_model(designed: Callable[[Any], dict[str, Any]]) -> None:
    from qgis.core import QgsProcessingModelChildParameterSource

    given = QgsProcessingModelChildParameterSource.fromModelParameter("START")
    for source in designed(given).values():
        assert source.source() == given.source()
        assert source.parameterName() == "START"


def test_the_model_designer_keeps_any_text(designed: Callable[[Any], dict[str, Any]]) -> None:
    from qgis.core import QgsProcessingModelChildParameterSource

    found = designed(QgsProcessingModelChildParameterSource.fromStaticValue("cuda:1"))
    assert {name: source.staticValue() for name, source in found.items()} == {
        "CHECKPOINT": "cuda:1",
        "DEVICE": "cuda:1",
    }


def test_dialogs_take_any_device(provider: Any) -> None:
    from processing.gui.wrappers import WidgetWrapperFactory
    from qgis.core import QgsProcessingContext
    from qgis.PyQt.QtWidgets import QDialog

    algorithm = provider.algorithm("finetune").create()
    definition = algorithm.parameterDefinition("DEVICE")
    wrapper = WidgetWrapperFactory.create_wrapper(definition, QDialog())
    assert wrapper.parameterValue() == "auto"
    assert [wrapper.widget.itemText(index) for index in range(wrapper.widget.count())] == ["auto", "cpu", "cuda", "mps"]
    wrapper.setParameterValue("cuda:1", QgsProcessingContext())
    assert wrapper.parameterValue() == "cuda:1"
    wrapper.widget.setEditText(" cuda:2 ")
    assert wrapper.parameterValue() == "cuda:2"
    wrapper.setParameterValue("cpu", QgsProcessingContext())
    assert wrapper.parameterValue() == "cpu"
