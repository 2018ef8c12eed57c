from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import rasterio.shutil
import torch

from deepsat.checkpoints import Card, TrainingFacts, save_model
from deepsat.checkpoints.checkpoint import save_checkpoint
from deepsat.class_map import ClassMap
from deepsat.encoders import Architecture, build_network
from deepsat.encoders.galileo_tokens import GALILEO_SLOTS
from deepsat.finetune.head import set_head
from deepsat.finetune.recipe import Recipe
from deepsat.imagery import open_scene
from deepsat.jobs import Cancelled, ErrorCode, PredictJob, PreviewJob, UserError
from deepsat.models import Model
from deepsat.predict.run import predict
from deepsat.preview import run
from deepsat.preview.run import preview
from deepsat.preview.seen_scene import MEMORY
from deepsat.reporting import SilentReporter
from tests.core import checkpoint_card

from .conftest import (
    CLASSES,
    HEIGHT,
    HOLE,
    QUICK,
    TRANSFORM,
    WIDTH,
    Files,
    bounds_of,
    squares_in,
    truth_of,
    write_labels,
    write_scene,
)

PART = (slice(21, 118), slice(33, 187))
FACTS = TrainingFacts(
    checkpoint="random", scene="scene.tif", loss="cross_entropy", seed=0, steps=0, seconds=0.0, polygons={}, pixels={},
    held_out=None, candidates={}, chosen="fitted head", recipe={},
)  # fmt: skip


def map_of(job: PreviewJob | PredictJob) -> np.ndarray:
    with rasterio.open(job.output) as dataset:
        values: np.ndarray = dataset.read(1)
    return values


def saved_as_model(folder: Path, scene_path: str, head: tuple[torch.Tensor, torch.Tensor], recipe: Recipe) -> str:
    """A model folder of the remembered network with a head."""
    seen = MEMORY.seen
    assert seen is not None
    architecture = dataclasses.replace(seen.start.architecture, classes=len(CLASSES))
    network = build_network(architecture)
    looked = seen.network.network.state_dict()
    network.load_state_dict({name: t for name, t in looked.items() if "segmentation_head" not in name}, strict=False)
    set_head(network, *head)
    with open_scene([scene_path]) as scene:
        card = Card(
            bands=scene.bands, normalisation=seen.normalisation, class_map=ClassMap.from_names(CLASSES),
            architecture=architecture, tile_size=recipe.tile_size, tile_margin=recipe.tile_margin, gsd_m=10.0,
            footprint=(0.0, 0.0, 1.0, 1.0), training=FACTS, deepsat_version="0", framework_version="2",
        )  # fmt: skip
    save_model(folder, Model(network, architecture.input_scale).eval(), card)
    return str(folder)


@pytest.fixture
def galileo(tmp_path: Path) -> str:
    torch.manual_seed(3)
    architecture = Architecture(
        in_channels=10, classes=1, name="Galileo", encoder_name="galileo_nano", decoder_channels=(), input_scale=1,
        patch_size=2,
    )  # fmt: skip
    card = dataclasses.replace(checkpoint_card.CARD, architecture=architecture, bands=GALILEO_SLOTS)
    save_checkpoint(tmp_path / "galileo", build_network(architecture), card)
    return str(tmp_path / "galileo")


@pytest.mark.parametrize("start", ["random", "galileo"])
@pytest.mark.parametrize("part", [None, PART])
def test_the_map_is_that_of_a_model_with_the_same_head(
    files: Files, small_tiles: Recipe, galileo: str, monkeypatch: pytest.MonkeyPatch, start: str, part: Any
) -> None:
    heads: list[tuple[torch.Tensor, torch.Tensor]] = []
    fit = run.fit_head
    monkeypatch.setattr(run, "fit_head", lambda *settings: heads.append(fit(*settings)) or heads[-1])
    extent = None if part is None else bounds_of(*part)
    job = files.job(extent=extent, checkpoint=galileo if start == "galileo" else start)
    result = preview(job, SilentReporter(), small_tiles)
    model = saved_as_model(files.folder / "model", files.raster, heads[0], small_tiles)
    other = PredictJob((files.raster,), model, str(files.folder / "map.tif"), extent, "cpu")
    predict(other, SilentReporter())
    assert (map_of(job) == map_of(other)).mean() > 0.99
    rows, columns = part or (slice(0, HEIGHT), slice(0, WIDTH))
    truth = truth_of()
    truth[HOLE] = 255
    assert map_of(job).shape == truth[rows, columns].shape
    assert (map_of(job) == truth[rows, columns]).mean() > 0.9
    assert np.array_equal(map_of(job) == 255, truth[rows, columns] == 255)
    with rasterio.open(job.output) as dataset:
        assert dataset.transform == TRANSFORM @ TRANSFORM.translation(columns.start, rows.start)
        assert (dataset.nodata, dataset.crs.to_epsg()) == (255, 32633)
    assert (result["output"], result["cached"]) == (job.output, False)
    assert [(c["id"], c["name"], c["pixels"]) for c in result["classes"]] == [
        (0, "bare", 50),
        (1, "forest", 50),
        (2, "water", 50),
    ]


def test_tiles_leave_no_seams(files: Files, small_tiles: Recipe) -> None:
    in_tiles, at_once = files.job(), files.job(output=str(files.folder / "at_once.tif"))
    preview(in_tiles, SilentReporter(), small_tiles)
    preview(at_once, SilentReporter(), QUICK)
    assert (map_of(in_tiles) == map_of(at_once)).mean() > 0.98


def test_changed_labels_are_mapped_without_looking_again(files: Files, forward_calls: Callable[[], int]) -> None:
    job = files.job()
    first = preview(job, SilentReporter(), QUICK)
    before = map_of(job)
    forward_calls()
    swapped = {"bare": "water", "forest": "forest", "water": "bare"}
    write_labels(Path(files.labels), [(row, column, swapped[name]) for row, column, name in files.squares])
    second = preview(job, SilentReporter(), QUICK)
    assert (first["cached"], second["cached"]) == (False, True)
    assert forward_calls() == 0
    assert np.array_equal(map_of(job), np.array([2, 1, 0, *[255] * 253], dtype=np.uint8)[before])


def test_only_windows_with_new_labels_are_looked_at(files: Files, forward_calls: Callable[[], int]) -> None:
    job = files.job()
    preview(job, SilentReporter(), QUICK)
    forward_calls()
    third = squares_in([(1, 2)])
    # A class of its own, so that more classes than before are mapped with what was seen before.
    new = (*third[0][:2], "quarry")
    write_labels(Path(files.labels), [*files.squares, new, *third[1:]])
    result = preview(job, SilentReporter(), QUICK)
    assert forward_calls() == 1
    assert [c["name"] for c in result["classes"]] == ["bare", "forest", "quarry", "water"]
    again = map_of(job)
    MEMORY.forget()
    assert preview(job, SilentReporter(), QUICK)["cached"] is False
    assert np.array_equal(map_of(job), again), "what is remembered changes nothing"


def test_the_same_job_gives_the_same_bytes(files: Files) -> None:
    job = files.job()
    preview(job, SilentReporter(), QUICK)
    first = Path(job.output).read_bytes()
    preview(job, SilentReporter(), QUICK)
    cached = Path(job.output).read_bytes()
    MEMORY.forget()
    preview(job, SilentReporter(), QUICK)
    assert first == cached == Path(job.output).read_bytes()


def test_a_virtual_raster_whose_source_was_replaced_is_seen_anew(files: Files) -> None:
    scene = str(files.folder / "scene.vrt")
    with rasterio.open(files.raster) as dataset:
        rasterio.shutil.copy(dataset, scene, driver="VRT")
    job = files.job(input=(scene,))
    preview(job, SilentReporter(), QUICK)
    assert preview(job, SilentReporter(), QUICK)["cached"] is True
    first = map_of(job)
    write_scene(Path(files.raster), truth_of()[::-1, ::-1])
    assert preview(job, SilentReporter(), QUICK)["cached"] is False
    assert (map_of(job) != first).mean() > 0.1


def test_another_part_is_looked_at_and_the_labels_are_not(files: Files, forward_calls: Callable[[], int]) -> None:
    whole, part = files.job(), files.job(extent=bounds_of(*PART), output=str(files.folder / "part.tif"))
    preview(whole, SilentReporter(), QUICK)
    forward_calls()
    assert preview(part, SilentReporter(), QUICK)["cached"] is False
    assert forward_calls() == 1
    assert preview(part, SilentReporter(), QUICK)["cached"] is True
    assert (map_of(part) == map_of(whole)[PART]).mean() > 0.98


def test_a_changed_raster_is_noticed(files: Files) -> None:
    job = files.job()
    preview(job, SilentReporter(), QUICK)
    flipped = np.flipud(truth_of()).copy()
    status = os.stat(files.raster)
    write_scene(Path(files.raster), flipped)
    os.utime(files.raster, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    # Where the classes lie now.
    squares = [
        (row, column, CLASSES[flipped[row + 2, column + 2]])
        for row, column, _ in files.squares
        if len(np.unique(flipped[row : row + 5, column : column + 5])) == 1
    ]
    assert {name for *_, name in squares} == set(CLASSES)
    write_labels(Path(files.labels), squares)
    assert preview(job, SilentReporter(), QUICK)["cached"] is False
    flipped[HOLE] = 255
    assert (map_of(job) == flipped).mean() > 0.9


@pytest.mark.parametrize("changes", [{"seed": 4}, {"checkpoint": "galileo"}])
def test_another_start_is_looked_at_with(files: Files, galileo: str, changes: dict[str, Any]) -> None:
    preview(files.job(), SilentReporter(), QUICK)
    if "checkpoint" in changes:
        changes = {"checkpoint": galileo}
    assert preview(files.job(**changes), SilentReporter(), QUICK)["cached"] is False


def test_a_part_that_is_too_large_is_refused(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MOST_PIXELS", 97 * 154)
    preview(files.job(extent=bounds_of(*PART)), SilentReporter(), QUICK)
    Path(files.job().output).unlink()
    with pytest.raises(UserError) as caught:
        preview(files.job(), SilentReporter(), QUICK)
    assert caught.value.code is ErrorCode.INVALID_JOB
    assert caught.value.found == "150 x 197 = 29,550 pixels"
    assert not Path(files.job().output).exists()


class CancelledAt(SilentReporter):
    """Is cancelled when it is asked for the n-th time."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.left = number

    def check_cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_cancelling_leaves_nothing_and_spoils_nothing(files: Files, small_tiles: Recipe) -> None:
    job = files.job()
    preview(job, SilentReporter(), small_tiles)
    expected = map_of(job)
    Path(job.output).unlink()
    MEMORY.forget()
    number, names = 0, {path.name for path in files.folder.iterdir()}
    while True:
        try:
            preview(job, CancelledAt(number), small_tiles)
            break
        except Cancelled:
            assert {path.name for path in files.folder.iterdir()} == names
            number += 3
    assert number > 10
    assert np.array_equal(map_of(job), expected)


def test_progress_rises_to_the_end(files: Files, small_tiles: Recipe) -> None:
    reporter = SilentReporter()
    preview(files.job(), reporter, small_tiles)
    fractions = [fraction for fraction, *_ in reporter.progressed]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert list(dict.fromkeys(stage for _, stage, *_ in reporter.progressed)) == ["labels", "features", "head", "map"]


def test_a_scene_without_data_nearly_everywhere_is_refused(files: Files) -> None:
    with rasterio.open(files.raster, "r+") as dataset:
        values = dataset.read()
        values[:] = 0
        dataset.write(values)
    with pytest.raises(UserError) as caught:
        preview(files.job(), SilentReporter(), QUICK)
    assert caught.value.code is ErrorCode.RASTER_UNREADABLE
    assert not Path(files.job().output).exists()
