"""Fine-tuning from published weights: red reaches red wherever it stands in the scene."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rasterio
import torch

from deepsat.checkpoints import load_model
from deepsat.checkpoints.importing.run import import_checkpoint
from deepsat.finetune.checkpoints import start_network
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.imagery import open_scene
from deepsat.jobs import FinetuneJob, ImportCheckpointJob
from deepsat.reporting import SilentReporter
from tests.core.checkpoints.importing.published_files import resnet, seco_state, write_lightning

PUBLISHED = {"Red": 0, "Green": 1, "Blue": 2}
"""Where the published network has its bands."""


@pytest.fixture(scope="module")
def published() -> dict[str, torch.Tensor]:
    return dict(resnet("resnet18", 3).state_dict())


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of an imported SeCo."""
    folder = tmp_path_factory.mktemp("imported")
    file = write_lightning(folder / "seco_resnet18_1m.ckpt", seco_state(resnet(), resnet(seed=2)))
    import_checkpoint(ImportCheckpointJob(str(file), str(folder / "seco")), SilentReporter())
    return str(folder / "seco")


def named(raster: str, path: Path, *names: str) -> str:
    shutil.copy(raster, path)
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = names
    return str(path)


@pytest.mark.parametrize("names", [("Red", "Green", "Blue"), ("Blue", "Red", "Green"), ("NIR", "Blue", "Red")])
def test_each_colour_gets_its_own_filters(
    checkpoint: str, published: dict[str, torch.Tensor], small_scene: Any, tmp_path: Path, names: tuple[str, ...]
) -> None:
    with open_scene([named(small_scene.raster, tmp_path / "scene.tif", *names)]) as scene:
        start = start_network(checkpoint, scene, 3, Recipe(), seed=1)
    stem = start.network.state_dict()["encoder.conv1.weight"]
    for index, name in enumerate(names):
        expected = published["conv1.weight"][:, PUBLISHED[name]] if name in PUBLISHED else torch.zeros(64, 7, 7)
        assert torch.equal(stem[:, index], expected), name
    assert not start.calibrated
    assert bool(start.findings) == ("NIR" in names)


@pytest.mark.parametrize("trained", [False, True], ids=["frozen", "fine-tuned"])
def test_a_job_starts_from_published_weights(
    checkpoint: str, published: dict[str, torch.Tensor], small_scene: Any, tmp_path: Path, trained: bool,
    untrained: Recipe, all_weights: Recipe, job_for: Callable[..., FinetuneJob],
) -> None:  # fmt: skip
    raster = named(small_scene.raster, tmp_path / "scene.tif", "Blue", "Red", "Green")
    job = job_for(input=(raster,), checkpoint=checkpoint)
    result = finetune(job, SilentReporter(), all_weights if trained else untrained)
    state = load_model(Path(job.model))[0].network.state_dict()
    deep = "layer3.1.conv2.weight"
    moved = float((state[f"encoder.{deep}"] - published[deep]).abs().max())
    assert 0 < moved < 1e-2 if trained else moved == 0
    assert torch.allclose(state["encoder.conv1.weight"][:, 0], published["conv1.weight"][:, 2], atol=1e-2)
    # The statistics are the scene's: the published ones belong to other values.
    assert not torch.allclose(state["encoder.bn1.running_mean"], published["bn1.running_mean"], atol=0.05)
    # Even random features tell these classes apart once a head is fitted to them; a third is chance.
    assert trained or result["held_out"]["overall_accuracy"] > 0.7
