"""Fine-tuning that starts from a checkpoint: its weights arrive at the right bands, and what does not fit is said."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import rasterio
import torch

from deepsat.checkpoints import load_model, names
from deepsat.checkpoints.checkpoint import save_checkpoint
from deepsat.checkpoints.names import name_for_card
from deepsat.encoders import build_network
from deepsat.finetune.checkpoints import fitting_checkpoint, start_network
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.imagery import open_scene
from deepsat.jobs import Cancelled, ErrorCode, FinetuneJob, UserError
from deepsat.jobs.band_slots import SENTINEL2_SLOTS
from deepsat.jobs.checkpoint_names import BUNDLED
from deepsat.reporting import SilentReporter
from tests.core.checkpoint_card import SHALLOW_CARD

CARD = dataclasses.replace(SHALLOW_CARD, architecture=dataclasses.replace(SHALLOW_CARD.architecture, input_scale=1))
ARCHITECTURE = CARD.architecture
SLOT = {band.name: index for index, band in enumerate(SENTINEL2_SLOTS)}

Named = Callable[[Sequence[str]], str]


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, torch.Tensor]]:
    """A checkpoint folder, and the weights in it."""
    torch.manual_seed(7)
    network = build_network(ARCHITECTURE)
    network(torch.randn(2, 13, 64, 64))
    folder = tmp_path_factory.mktemp("checkpoints") / "c"
    save_checkpoint(folder, network, CARD, half=False)
    return folder, network.state_dict()


@pytest.fixture
def named(small_scene: Any, tmp_path: Path) -> Named:
    """The small scene with names for its three bands."""

    def write(names: Sequence[str]) -> str:
        path = tmp_path / "named.tif"
        shutil.copy(small_scene.raster, path)
        with rasterio.open(path, "r+") as dataset:
            dataset.descriptions = tuple(names)
        return str(path)

    return write


def test_each_band_gets_the_slice_of_its_slot(checkpoint: tuple[Path, dict[str, torch.Tensor]], named: Named) -> None:
    folder, weights = checkpoint
    with open_scene([named(("NIR", "Green", "thermal"))]) as scene:
        start = start_network(str(folder), scene, 3, Recipe(), seed=1)
    state = start.network.state_dict()
    stem = weights["encoder.conv1.weight"]
    assert torch.equal(state["encoder.conv1.weight"][:, 0], stem[:, SLOT["B08"]])
    assert torch.equal(state["encoder.conv1.weight"][:, 1], stem[:, SLOT["B03"]])
    assert not state["encoder.conv1.weight"][:, 2].any()
    for name in ("encoder.layer2.0.conv1.weight", "encoder.bn1.running_mean", "decoder.blocks.2.conv2.0.weight"):
        assert torch.equal(state[name], weights[name]), name
    assert (start.architecture.in_channels, start.architecture.classes, start.architecture.input_scale) == (3, 3, 1)
    assert start.findings == ("Band thermal is unknown to the checkpoint and starts without influence.",)


def test_a_checkpoint_without_any_of_the_bands_is_refused(
    checkpoint: tuple[Path, dict[str, torch.Tensor]], named: Named
) -> None:
    with open_scene([named(("VV", "VH", "height"))]) as scene, pytest.raises(UserError) as caught:
        start_network(str(checkpoint[0]), scene, 3, Recipe(), seed=1)
    assert caught.value.code is ErrorCode.BANDS_MISMATCH


def test_a_folder_that_is_no_checkpoint_is_refused_before_the_labels_are_read(
    tmp_path: Path, job_for: Callable[..., FinetuneJob]
) -> None:
    (tmp_path / "holiday").mkdir()
    with pytest.raises(UserError) as caught:
        finetune(job_for(checkpoint=str(tmp_path / "holiday"), labels="/no/such.gpkg"), SilentReporter())
    assert caught.value.code is ErrorCode.CHECKPOINT_UNKNOWN
    assert "checkpoint.json" in caught.value.found


def test_a_model_made_from_a_checkpoint_knows_its_classes(
    checkpoint: tuple[Path, dict[str, torch.Tensor]],
    named: Named,
    job_for: Callable[..., FinetuneJob],
    untrained: Recipe,
) -> None:
    job = job_for(input=(named(("Green", "Red", "NIR")),), checkpoint=str(checkpoint[0]))
    result = finetune(job, SilentReporter(), untrained)
    _, card = load_model(Path(job.model))
    assert card.training.checkpoint == "c"
    assert card.architecture.decoder_channels == ARCHITECTURE.decoder_channels
    # Even random features tell these classes apart once a head is fitted to them; a third is chance.
    assert result["held_out"]["overall_accuracy"] > 0.7


def test_auto_is_the_bundled_checkpoint_and_random_without_one(
    checkpoint: tuple[Path, dict[str, torch.Tensor]], named: Named, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deepsat.checkpoints.names.BUNDLED_CHECKPOINTS", tmp_path)
    with open_scene([named(("Green", "Red", "NIR"))]) as scene:
        assert not start_network("auto", scene, 3, Recipe(), seed=1).calibrated
        shutil.copytree(checkpoint[0], tmp_path / "deepsat-v1")
        auto, bundled = (start_network(name, scene, 3, Recipe(), seed=1) for name in ("auto", "deepsat-v1"))
        drawn = start_network("random", scene, 3, Recipe(), seed=1)
    key = "encoder.layer1.0.conv1.weight"
    for start in (auto, bundled):
        assert start.calibrated
        assert torch.equal(start.network.state_dict()[key], checkpoint[1][key])
    assert not drawn.calibrated
    assert not torch.equal(drawn.network.state_dict()[key], checkpoint[1][key])


def test_a_model_tells_the_name_of_its_start_and_no_path(
    checkpoint: tuple[Path, dict[str, torch.Tensor]],
    named: Named,
    job_for: Callable[..., FinetuneJob],
    head_alone: Recipe,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DEEPSAT_CHECKPOINTS", str(tmp_path / "own"))
    shutil.copytree(checkpoint[0], tmp_path / "own" / "alps")
    monkeypatch.setattr("deepsat.checkpoints.names.BUNDLED_CHECKPOINTS", tmp_path / "bundled")
    shutil.copytree(checkpoint[0], tmp_path / "bundled" / "deepsat-v1")
    raster = named(("Green", "Red", "NIR"))
    for asked, told in (("alps", "alps"), ("auto", "deepsat-v1")):
        job = job_for(input=(raster,), checkpoint=asked)
        finetune(job, SilentReporter(), head_alone)
        assert load_model(Path(job.model))[1].training.checkpoint == told
        assert str(tmp_path / "own") not in (Path(job.model) / "model.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("asked", "told"),
    [("random", "random"), ("/mine/alps", "alps"), ("/mine/alps/", "alps"), ("/mine/random", "random (a folder)")],
)
def test_the_name_for_a_card(asked: str, told: str) -> None:
    assert name_for_card(asked) == told


def bundled(monkeypatch: pytest.MonkeyPatch, folder: Path, tmp_path: Path) -> None:
    """Makes a checkpoint the bundled one."""
    shutil.copytree(folder, tmp_path / "bundled" / BUNDLED)
    monkeypatch.setattr(names, "BUNDLED_CHECKPOINTS", tmp_path / "bundled")


def test_auto_is_the_bundled_checkpoint_unless_it_does_not_know_a_band(
    checkpoint: tuple[Path, dict[str, torch.Tensor]], named: Named, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bundled(monkeypatch, checkpoint[0], tmp_path)
    with open_scene([named(("NIR", "Green", "Red"))]) as scene:
        assert fitting_checkpoint("auto", scene) == (BUNDLED, ())
    with open_scene([named(("NIR", "Green", "thermal"))]) as scene:
        chosen, findings = fitting_checkpoint("auto", scene)
        assert fitting_checkpoint(BUNDLED, scene) == (BUNDLED, ()), "who names it gets it"
    assert chosen == "random"
    assert findings == (
        f"Band thermal is unknown to the checkpoint {BUNDLED}, so training starts from random weights.",
    )


def test_why_auto_is_random_is_told_with_the_result(
    checkpoint: tuple[Path, dict[str, torch.Tensor]],
    named: Named,
    job_for: Callable[..., FinetuneJob],
    head_alone: Recipe,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    bundled(monkeypatch, checkpoint[0], tmp_path)
    job = job_for(input=(named(("VV", "VH", "height")),), checkpoint="auto")
    result = finetune(job, SilentReporter(), head_alone)
    assert any("VV, VH, height are unknown to the checkpoint" in sentence for sentence in result["findings"])
    assert load_model(Path(job.model))[1].training.checkpoint == "random"


class _CancelsAtStep(SilentReporter):
    """Cancels once the loss of a step is told; 0 for never."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step = step

    def metric(self, name: str, value: float, step: int) -> None:
        super().metric(name, value, step)
        self.cancelled = self.cancelled or (name, step) == ("loss", self.step)

    @property
    def first_step(self) -> int:
        """The first whose loss was told."""
        return min(step for name, _, step in self.metrics if name == "loss")


@pytest.mark.parametrize("is_the_same", [True, False])
def test_a_run_that_was_killed_goes_on_only_from_the_checkpoint_that_it_started_from(
    checkpoint: tuple[Path, dict[str, torch.Tensor]],
    named: Named,
    job_for: Callable[..., FinetuneJob],
    all_weights: Recipe,
    tmp_path: Path,
    is_the_same: bool,
) -> None:
    """The name tells no checkpoint from another that has taken its place."""
    start = tmp_path / "start"
    shutil.copytree(checkpoint[0], start)
    job = job_for(input=(named(("Green", "Red", "NIR")),), checkpoint=str(start))
    with pytest.MonkeyPatch.context() as patch:
        # A run that is killed cannot clean up.
        patch.setattr("deepsat.finetune.training_state.TrainingState.remove", lambda self: None)
        with pytest.raises(Cancelled):
            finetune(job, _CancelsAtStep(2), all_weights)
    assert (tmp_path / "model.resume" / "all.safetensors").is_file()
    torch.manual_seed(7 if is_the_same else 8)
    network = build_network(ARCHITECTURE)
    network(torch.randn(2, 13, 64, 64))
    save_checkpoint(start, network, CARD, half=False)
    after = _CancelsAtStep(0)
    finetune(job, after, all_weights)
    assert (after.first_step > 1) == is_the_same
