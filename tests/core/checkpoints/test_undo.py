"""A model that is written in place of another keeps that one, and gives its place back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import nn

from deepsat.checkpoints import Card, load_model, read_card, save_model
from deepsat.checkpoints.model_folder import restore_previous
from deepsat.jobs import ErrorCode, RestoreModelJob, UserError
from deepsat.models import Model
from deepsat.operations import run
from deepsat.outputs.temporary_files import previous_of
from deepsat.reporting import SilentReporter


def saved(folder: Path, network: nn.Module, card: Card, bias: float) -> str:
    """Writes a model whose head has this bias; returns the hash of its weights."""
    with torch.no_grad():
        network.segmentation_head[0].bias.fill_(bias)  # type: ignore[index]
    return save_model(folder, Model(network, 2), card).weights_hash


def bias_of(folder: Path) -> float:
    return float(load_model(folder)[0].network.segmentation_head[0].bias[0].detach())  # type: ignore[index]


@pytest.fixture
def folder(tmp_path: Path, network: nn.Module, unsaved: Card) -> Path:
    """The second of two models written there."""
    for bias in (1.0, 2.0):
        saved(tmp_path / "modèle", network, unsaved, bias)
    return tmp_path / "modèle"


def test_one_model_before_is_kept(folder: Path, network: nn.Module, unsaved: Card) -> None:
    assert (bias_of(folder), bias_of(previous_of(folder))) == (2.0, 1.0)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["modèle", "modèle.previous"]
    saved(folder, network, unsaved, 3.0)
    assert (bias_of(folder), bias_of(previous_of(folder))) == (3.0, 2.0)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["modèle", "modèle.previous"]


def test_undo_and_undo_of_undo(folder: Path) -> None:
    assert restore_previous(folder).weights_hash == read_card(folder).weights_hash
    assert (bias_of(folder), bias_of(previous_of(folder))) == (1.0, 2.0)
    restore_previous(folder)
    assert (bias_of(folder), bias_of(previous_of(folder))) == (2.0, 1.0)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["modèle", "modèle.previous"]


def test_a_model_that_was_deleted_comes_back_as_the_one_before(folder: Path) -> None:
    shutil.rmtree(folder)
    restore_previous(folder)
    assert bias_of(folder) == 1.0
    assert not previous_of(folder).exists()


def test_nothing_to_undo_is_said(tmp_path: Path, network: nn.Module, unsaved: Card) -> None:
    saved(tmp_path / "m", network, unsaved, 1.0)
    with pytest.raises(UserError) as caught:
        restore_previous(tmp_path / "m")
    assert caught.value.code is ErrorCode.MODEL_INVALID
    assert caught.value.expected == f"the model before it, in {tmp_path / 'm.previous'}"
    assert bias_of(tmp_path / "m") == 1.0


def test_a_damaged_model_is_not_brought_back(folder: Path) -> None:
    (previous_of(folder) / "model.safetensors").write_bytes(b"cut off")
    with pytest.raises(UserError) as caught:
        restore_previous(folder)
    assert caught.value.code is ErrorCode.MODEL_INVALID
    assert bias_of(folder) == 2.0


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_a_swap_that_fails_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    rename, calls = Path.rename, [0]

    def fail_once(self: Path, target: Path) -> Path:
        calls[0] += 1
        if calls[0] == failing + 1:
            raise PermissionError(13, "in use", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_once)
    with pytest.raises(UserError) as caught:
        restore_previous(folder)
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert (bias_of(folder), bias_of(previous_of(folder))) == (2.0, 1.0)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["modèle", "modèle.previous"]


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_a_model_that_cannot_take_its_place_leaves_both(
    folder: Path, network: nn.Module, unsaved: Card, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    rename, calls = Path.rename, [0]

    def fail_once(self: Path, target: Path) -> Path:
        calls[0] += 1
        if calls[0] == failing + 1:
            raise PermissionError(13, "in use", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_once)
    with pytest.raises((UserError, PermissionError)):
        saved(folder, network, unsaved, 3.0)
    assert (bias_of(folder), bias_of(previous_of(folder))) == (2.0, 1.0)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["modèle", "modèle.previous"]


def test_somebody_elses_folder_is_not_taken_for_the_model_before(
    tmp_path: Path, network: nn.Module, unsaved: Card
) -> None:
    saved(tmp_path / "m", network, unsaved, 1.0)
    (tmp_path / "m.previous").mkdir()
    (tmp_path / "m.previous" / "diary.txt").touch()
    with pytest.raises(UserError) as caught:
        saved(tmp_path / "m", network, unsaved, 2.0)
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert bias_of(tmp_path / "m") == 1.0
    assert (tmp_path / "m.previous" / "diary.txt").exists()


def test_the_job_and_the_command(folder: Path) -> None:
    result = run(RestoreModelJob(str(folder)), SilentReporter())
    assert (result["model"], result["previous"]) == (str(folder), str(previous_of(folder)))
    assert result["classes"] == ["fields", "water", "Wäldchen"]
    assert bias_of(folder) == 1.0
    outcome = subprocess.run(
        [sys.executable, "-m", "deepsat", "undo", "--model", folder.name],
        cwd=folder.parent, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(Path(__file__).resolve().parents[3] / "core"), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert outcome.returncode == 0, outcome.stderr
    assert json.loads(outcome.stdout)["model"] == str(folder)
    assert bias_of(folder) == 2.0
