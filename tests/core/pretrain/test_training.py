"""The training as a whole: exact resume, cancelling, time limits, checkpoints, and two processes as one."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import math
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import rasterio
import torch
from torch import Tensor

import deepsat
from deepsat.checkpoints.checkpoint import load_checkpoint, save_checkpoint
from deepsat.encoders import build_network
from deepsat.jobs import Cancelled, ErrorCode, PretrainJob, UserError
from deepsat.losses.dense_contrast import DenseContrastSettings
from deepsat.losses.seasonal_contrast import SeasonalContrastSettings
from deepsat.pretrain.chips import ChipBatch
from deepsat.pretrain.methods import EmbeddingEarth, Method, MethodOutcome
from deepsat.pretrain.run import pretrain
from deepsat.pretrain.settings import PretrainSettings
from deepsat.reporting import SilentReporter
from tests.core.checkpoint_card import SHALLOW_CARD

SMALL = PretrainSettings(
    view_side=16,
    chip_side=24,
    samples=4,
    dense=DenseContrastSettings(anchors=16, negatives=16, exclusion_radius=2.0),
    seasonal=SeasonalContrastSettings(embedding_size=8, queue_length=16),
    decoder_channels=(16, 8, 8),
    autocast=False,
    half_precision=False,
    log_every=1,
)
"""A training of a second, of the smallest network: three stages of the encoder, the last two of them unused."""
SHARDED = dataclasses.replace(SMALL, shards=2)


def job_of(archive: Path, output: Path, **changes: object) -> PretrainJob:
    values = {"device": "cpu", "epochs": 1, "seed": 3, **changes}
    return PretrainJob((str(archive),), str(output), **values)  # type: ignore[arg-type]


def weights_of(output: Path) -> dict[str, Tensor]:
    return load_checkpoint(output)[0]


class CancelsAtStep(SilentReporter):
    """Cancels once a step is reported."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step = step

    def progress(self, fraction, stage, text, figures=None) -> None:
        super().progress(fraction, stage, text, figures)
        if figures and figures.get("step") == self.step:
            self.cancelled = True


class CancelsInsideStep(SilentReporter):
    """Cancels while a step computes: at the third look after a step was reported."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step, self.looks = step, -1

    def progress(self, fraction, stage, text, figures=None) -> None:
        if figures and figures.get("step") == self.step:
            self.looks = 0

    def check_cancelled(self) -> None:
        if self.looks >= 0:
            self.looks += 1
            if self.looks == 3:
                raise Cancelled


@pytest.fixture
def labelled(archive: Path, write_raster) -> Path:
    classes = (torch.arange(40 * 52).view(1, 40, 52) // 9 % 3).to(torch.uint8).numpy()
    write_raster(classes, name="archive/tirol/truth.tif")
    return archive


@pytest.mark.parametrize("method", ["embedding_earth", "seco", "cscl"])
def test_a_cancelled_training_resumes_to_exactly_the_weights_of_an_uninterrupted_one(
    method: str, labelled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deepsat.encoders.interruptible.LOOK_EVERY_SECONDS", 0.0)
    whole = pretrain(job_of(labelled, tmp_path / "whole", method=method), SilentReporter(), SMALL)
    assert whole["steps"] == whole["steps_planned"] >= 7
    halved = job_of(labelled, tmp_path / "halved", method=method)
    for reporter in (CancelsAtStep(3), CancelsInsideStep(5)):
        with pytest.raises(Cancelled):
            pretrain(halved, reporter, SMALL)
        assert not (tmp_path / "halved").exists()
        assert (tmp_path / "halved.resume" / "state.safetensors").is_file()
    reporter = SilentReporter()
    outcome = pretrain(halved, reporter, SMALL)
    assert outcome["resumed_at"] == 5
    told = [text for text, _ in reporter.logged]
    assert f"Training goes on after step {outcome['resumed_at']} of {whole['steps']}." in told
    expected, found = weights_of(tmp_path / "whole"), weights_of(tmp_path / "halved")
    assert all(torch.equal(expected[name], found[name]) for name in expected)
    assert not (tmp_path / "halved.resume").exists()
    names = [path.name for path in (tmp_path / "halved" / "log").iterdir()]
    assert len(names) == 3, "one event file a run"


def test_a_cancelled_step_is_undone(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deepsat.encoders.interruptible.LOOK_EVERY_SECONDS", 0.0)
    job = job_of(archive, tmp_path / "c", method="seco")
    reporter = CancelsInsideStep(2)
    with pytest.raises(Cancelled):
        pretrain(job, reporter, SMALL)
    state = tmp_path / "c.resume" / "state.safetensors"
    first = state.read_bytes()
    # Stopped before anything is done, the next run saves what it found: the state after step 2.
    with pytest.raises(Cancelled):
        pretrain(job, _CancelsOnceTraining(), SMALL)
    again = state.read_bytes()
    assert _tensors(first) == _tensors(again)
    assert b'"step\\": 2' in first
    assert b'"step\\": 2' in again


class _CancelsOnceTraining(SilentReporter):
    """Cancels before the first step of a resumed run."""

    def log(self, text: str, level: str = "info") -> None:
        self.cancelled = text.startswith("Training goes on")


def _tensors(data: bytes) -> bytes:
    """The part of a safetensors file behind its header."""
    return data[8 + int.from_bytes(data[:8], "little") :]


def test_another_seed_or_other_imagery_starts_over(archive: Path, tmp_path: Path) -> None:
    job = job_of(archive, tmp_path / "c")
    with pytest.raises(Cancelled):
        pretrain(job, CancelsAtStep(2), SMALL)
    other = dataclasses.replace(job, seed=4, output=job.output)
    with pytest.raises(Cancelled):
        pretrain(other, started := CancelsAtStep(1), SMALL)
    assert not any(text.startswith("Training goes on") for text, _ in started.logged)
    # Nor does TensorBoard show the curves of both.
    assert len(list((tmp_path / "c.resume" / "log").iterdir())) == 1


def test_a_training_out_of_time_writes_its_checkpoint_and_can_go_on(archive: Path, tmp_path: Path) -> None:
    job = job_of(archive, tmp_path / "c", epochs=10_000, max_minutes=0.02)
    started = time.monotonic()
    outcome = pretrain(job, SilentReporter(), SMALL)
    assert 1.2 <= outcome["seconds"] < time.monotonic() - started < 12
    assert 0 < outcome["steps"] < outcome["steps_planned"]
    assert "start the same job again to go on" in outcome["findings"][-1]
    _, card = load_checkpoint(tmp_path / "c")
    assert (card.pretraining.steps, card.pretraining.steps_planned) == (outcome["steps"], outcome["steps_planned"])
    further = pretrain(dataclasses.replace(job, max_minutes=0.03), SilentReporter(), SMALL)
    assert further["resumed_at"] == outcome["steps"] < further["steps"]


class PoisonsAfterStep(SilentReporter):
    """Makes the network's third step give what is not finite."""

    def __init__(self, poison: Callable[[Method], None], monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        after_step = Method.after_step

        def poisoned(method: Method) -> None:
            after_step(method)
            if len(self.metrics_of("loss")) == 2:
                poison(method)

        monkeypatch.setattr(Method, "after_step", poisoned)

    def metrics_of(self, name: str) -> list[int]:
        """Steps at which it was told."""
        return [step for told, _, step in self.metrics if told == name]


def _break_statistics(method: Method) -> None:
    method.network.encoder.bn1.running_var[40] = torch.inf


def _break_a_weight(method: Method) -> None:
    with torch.no_grad():
        method.network.encoder.layer1[0].conv1.weight[0, 0, 0, 0] = torch.nan


@pytest.mark.parametrize(
    ("poison", "name"),
    [
        (_break_statistics, "network.encoder.bn1.running_var"),
        (_break_a_weight, "network.encoder.layer1.0.conv1.weight"),
    ],
)
def test_a_training_that_is_not_finite_ends_and_keeps_its_last_good_state(
    poison: Callable[[Method], None], name: str, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_of(archive, tmp_path / "c")
    with monkeypatch.context() as patch, pytest.raises(UserError) as caught:
        pretrain(job, PoisonsAfterStep(poison, patch), dataclasses.replace(SMALL, save_seconds=0.0))
    assert caught.value.code is ErrorCode.TRAINING_FAILED
    assert caught.value.found == f"infinite or undefined numbers in {name}"
    assert not (tmp_path / "c").exists()
    reporter = SilentReporter()
    outcome = pretrain(job, reporter, dataclasses.replace(SMALL, save_seconds=0.0))
    assert outcome["resumed_at"] == 2
    assert all(bool(tensor.isfinite().all()) for tensor in weights_of(tmp_path / "c").values())


def test_a_loss_that_is_no_number_is_told(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forward = EmbeddingEarth.forward

    def hopeless(method: EmbeddingEarth, batch: ChipBatch) -> MethodOutcome:
        outcome = forward(method, batch)
        return outcome._replace(loss=outcome.loss * torch.nan)

    monkeypatch.setattr(EmbeddingEarth, "forward", hopeless)
    with pytest.raises(UserError, match="the loss of step 1 is nan") as caught:
        pretrain(job_of(archive, tmp_path / "c"), SilentReporter(), SMALL)
    assert caught.value.code is ErrorCode.TRAINING_FAILED
    assert not (tmp_path / "c").exists()


def test_a_run_without_a_step_of_its_own_tells_the_last_loss(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_of(archive, tmp_path / "c")
    expected = pretrain(job_of(archive, tmp_path / "whole"), SilentReporter(), SMALL)
    with monkeypatch.context() as patch, pytest.raises(OSError, match="full"):
        patch.setattr("deepsat.pretrain.run.save_checkpoint", _full_disk)
        pretrain(job, SilentReporter(), SMALL)
    outcome = pretrain(job, SilentReporter(), SMALL)
    assert outcome["resumed_at"] == outcome["steps"] == expected["steps"]
    assert (outcome["loss"], outcome["uniformity"]) == (expected["loss"], expected["uniformity"])
    assert load_checkpoint(tmp_path / "c")[1].pretraining.measures["loss"] == expected["loss"]


def test_a_state_without_measures_goes_on(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = job_of(archive, tmp_path / "c")
    with monkeypatch.context() as patch, pytest.raises(Cancelled):
        kept = dataclasses.asdict
        patch.setattr(
            "deepsat.pretrain.training_state.dataclasses.asdict",
            lambda value: {name: v for name, v in kept(value).items() if name != "measures"},
        )
        pretrain(job, CancelsAtStep(3), SMALL)
    outcome = pretrain(job, SilentReporter(), SMALL)
    assert outcome["resumed_at"] == 3
    assert math.isfinite(outcome["loss"])


def _full_disk(*_args: object, **_options: object) -> None:
    raise OSError("the disk is full")


def test_progress_figures_and_the_card_say_what_happened(archive: Path, tmp_path: Path) -> None:
    reporter = SilentReporter()
    job = job_of(archive, tmp_path / "c", licence="CC0, me")
    outcome = pretrain(job, reporter, SMALL)
    fractions = [fraction for fraction, *_ in reporter.progressed]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    figures = reporter.progressed[-1][3]
    assert {"loss", "uniformity", "alignment", "effective_rank", "images_per_second", "step"} <= figures.keys()
    assert figures["uniformity"] < 0
    assert 1 < figures["effective_rank"] <= 64
    assert [step for name, _, step in reporter.metrics if name == "loss"] == list(range(1, outcome["steps"] + 1))
    _, card = load_checkpoint(tmp_path / "c")
    facts = card.pretraining
    # 3 dates of 2080 and 1 of 1188 pixels: 9 x 3 + 5 views of 16 x 16, 4 a step.
    assert (facts.rasters, facts.pixels, facts.steps) == (4, 3 * 2080 + 1188, 8)
    assert facts.places == ("other/image", "tirol/image_2021-03-01")
    assert (facts.licence, facts.method, facts.seed) == ("CC0, me", "embedding_earth", 3)
    assert facts.measures["loss"] == pytest.approx(outcome["loss"])
    west, south, east, north = card.footprint
    assert west == pytest.approx(15.0, abs=1e-4)
    assert 15.0 < east < 15.01
    assert 45.14 < south < north < 45.16
    assert json.dumps(outcome)


def test_a_checkpoint_is_a_start(archive: Path, tmp_path: Path) -> None:
    pretrain(job_of(archive, tmp_path / "first"), SilentReporter(), SMALL)
    start = weights_of(tmp_path / "first")
    still = dataclasses.replace(SMALL, learning_rate=1e-12)
    pretrain(job_of(archive, tmp_path / "second", checkpoint=str(tmp_path / "first")), SilentReporter(), still)
    torch.testing.assert_close(weights_of(tmp_path / "second")["encoder.conv1.weight"], start["encoder.conv1.weight"])
    _, card = load_checkpoint(tmp_path / "second")
    assert card.pretraining.checkpoint == "first"
    with pytest.raises(UserError) as caught:
        pretrain(job_of(archive, tmp_path / "third", checkpoint=str(tmp_path)), SilentReporter(), SMALL)
    assert caught.value.code is ErrorCode.CHECKPOINT_UNKNOWN


@pytest.fixture
def plain_checkpoint(tmp_path: Path) -> Path:
    """A checkpoint whose weights have no pass-through of the bands, and whose card claims none."""
    torch.manual_seed(11)
    folder = tmp_path / "plain"
    save_checkpoint(folder, build_network(SHALLOW_CARD.architecture), SHALLOW_CARD, half=False)
    return folder


def test_a_start_without_a_pass_through_learns_as_a_whole(
    archive: Path, plain_checkpoint: Path, tmp_path: Path
) -> None:
    start = weights_of(plain_checkpoint)
    pretrain(job_of(archive, tmp_path / "c", checkpoint=str(plain_checkpoint)), SilentReporter(), SMALL)
    weights, card = load_checkpoint(tmp_path / "c")
    assert card.pretraining.settings["spectral_share"] == card.pretraining.spectral_share == 0
    for key in ("encoder.conv1.weight", *(f"decoder.blocks.{block}.conv2.0.weight" for block in (1, 2))):
        still = (weights[key] == start[key]).flatten(1).all(1)
        assert not bool(still.any()), f"all rows of {key} learn"
        assert bool(weights[key].flatten(1).ne(0).all()), f"nothing of {key} is set apart"


def test_a_start_with_a_pass_through_keeps_it(archive: Path, tmp_path: Path) -> None:
    pretrain(job_of(archive, tmp_path / "first"), SilentReporter(), SMALL)
    start = weights_of(tmp_path / "first")
    pretrain(job_of(archive, tmp_path / "second", checkpoint=str(tmp_path / "first")), SilentReporter(), SMALL)
    weights, card = load_checkpoint(tmp_path / "second")
    assert card.pretraining.settings["spectral_share"] == card.pretraining.spectral_share == 0.5
    for key, rows in (("encoder.conv1.weight", 32), ("decoder.blocks.2.conv2.0.weight", 4)):
        assert torch.equal(weights[key][:rows], start[key][:rows])
        assert not torch.equal(weights[key][rows:], start[key][rows:])


def went_on(job: PretrainJob) -> bool:
    """Whether a job takes a saved state up; it is cancelled after its next step."""
    reporter = CancelsAtStep(3)
    with pytest.raises(Cancelled):
        pretrain(job, reporter, SMALL)
    return any(text.startswith("Training goes on") for text, _ in reporter.logged)


def test_other_labels_start_over_and_the_same_ones_written_anew_do_not(
    labelled: Path, write_raster: Callable[..., str], tmp_path: Path
) -> None:
    job = job_of(labelled, tmp_path / "c", method="cscl")
    with pytest.raises(Cancelled):
        pretrain(job, CancelsAtStep(2), SMALL)
    truth = labelled / "tirol" / "truth.tif"
    with rasterio.open(truth) as dataset:
        classes = dataset.read()
    write_raster(classes, name="archive/tirol/truth.tif")
    assert went_on(job)
    classes[0, 20, 30] = 7
    write_raster(classes, name="archive/tirol/truth.tif")
    assert not went_on(job)


def test_another_checkpoint_of_the_same_name_starts_over(archive: Path, plain_checkpoint: Path, tmp_path: Path) -> None:
    job = job_of(archive, tmp_path / "c", checkpoint=str(plain_checkpoint))
    with pytest.raises(Cancelled):
        pretrain(job, CancelsAtStep(2), SMALL)
    assert went_on(job)
    save_checkpoint(plain_checkpoint, build_network(SHALLOW_CARD.architecture), SHALLOW_CARD, half=False)
    assert not went_on(job)


def test_a_checkpoint_that_is_trained_further_in_its_place_goes_on(archive: Path, plain_checkpoint: Path) -> None:
    job = job_of(archive, plain_checkpoint, checkpoint=str(plain_checkpoint), epochs=10_000, max_minutes=0.01)
    first = pretrain(job, SilentReporter(), SMALL)
    further = pretrain(dataclasses.replace(job, max_minutes=0.02), SilentReporter(), SMALL)
    assert further["resumed_at"] == first["steps"] > 0


def test_a_start_can_be_named(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPSAT_CHECKPOINTS", str(tmp_path / "own"))
    (tmp_path / "own").mkdir()
    pretrain(job_of(archive, tmp_path / "own" / "alps"), SilentReporter(), SMALL)
    still = dataclasses.replace(SMALL, learning_rate=1e-12)
    pretrain(job_of(archive, tmp_path / "second", checkpoint="alps"), SilentReporter(), still)
    key = "encoder.conv1.weight"
    torch.testing.assert_close(weights_of(tmp_path / "second")[key], weights_of(tmp_path / "own" / "alps")[key])
    assert load_checkpoint(tmp_path / "second")[1].pretraining.checkpoint == "alps"
    with pytest.raises(UserError, match="'alps'"):
        pretrain(PretrainJob(("/no/such/archive",), str(tmp_path / "third"), checkpoint="andes"), SilentReporter())


def test_seco_trains_on_places_with_three_dates_only_and_keeps_the_decoder(archive: Path, tmp_path: Path) -> None:
    outcome = pretrain(job_of(archive, tmp_path / "c", method="seco"), SilentReporter(), SMALL)
    assert (outcome["places"], outcome["rasters"]) == (1, 3)
    assert outcome["findings"] == ["1 place has fewer than 3 dates and cannot be used by seco."]
    assert load_checkpoint(tmp_path / "c")[1].pretraining.trained_parts == ("encoder",)
    with pytest.raises(UserError, match="1 place with at most 1 date") as caught:
        pretrain(job_of(archive / "other", tmp_path / "d", method="seco"), SilentReporter(), SMALL)
    assert caught.value.code is ErrorCode.INVALID_JOB


def test_views_of_several_dates_are_trained_and_said(archive: Path, tmp_path: Path) -> None:
    plain = pretrain(job_of(archive, tmp_path / "a", epochs=2), SilentReporter(), SMALL)
    outcome = pretrain(job_of(archive, tmp_path / "b", epochs=2, dates_per_view=2), SilentReporter(), SMALL)
    assert outcome["findings"] == ["2 places have fewer than 4 dates: the views there show fewer than 2 dates."]
    assert outcome["steps"] == plain["steps"] / 2
    assert math.isfinite(outcome["loss"])
    assert load_checkpoint(tmp_path / "b")[1].pretraining.settings["dates_per_view"] == 2
    key = "encoder.layer1.0.conv1.weight"
    assert not torch.equal(weights_of(tmp_path / "a")[key], weights_of(tmp_path / "b")[key])


def test_cscl_without_labels_is_refused(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no raster of labels lies beside it.*labels\.tif") as caught:
        pretrain(job_of(archive, tmp_path / "c", method="cscl"), SilentReporter(), SMALL)
    assert caught.value.code is ErrorCode.LABELS_UNUSABLE


def test_two_processes_train_the_weights_of_one(labelled: Path, tmp_path: Path) -> None:
    methods = ("embedding_earth", "cscl")
    with contextlib.ExitStack() as stack:
        free = [stack.enter_context(socket.socket()) for _ in methods]
        for one in free:
            one.bind(("127.0.0.1", 0))
        ports = [one.getsockname()[1] for one in free]
    trainings = [f"{method}:{port}" for method, port in zip(methods, ports, strict=True)]
    command = [sys.executable, __file__, str(labelled), str(tmp_path), *trainings]
    shared = {"WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "OMP_NUM_THREADS": "1"}
    core = Path(deepsat.__file__).parents[1]
    folders = os.pathsep.join((str(core), str(core.parent)))
    processes = [
        subprocess.Popen(
            command,
            env={**os.environ, **shared, "RANK": str(rank), "LOCAL_RANK": str(rank), "PYTHONPATH": folders},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for rank in (0, 1)
    ]
    outputs = [process.communicate(timeout=240) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], outputs
    told = [[json.loads(line) for line in output.splitlines()] for output, _ in outputs]
    for method, first, second in zip(methods, *told, strict=True):
        single = pretrain(job_of(labelled, tmp_path / f"single {method}", method=method), SilentReporter(), SHARDED)
        assert first["steps"] == second["steps"] == single["steps"] >= 4
        assert first["loss"] == second["loss"] == pytest.approx(single["loss"], rel=1e-5)
        expected, found = weights_of(tmp_path / f"single {method}"), weights_of(tmp_path / method)
        for name in expected:
            torch.testing.assert_close(found[name], expected[name], rtol=1e-4, atol=1e-6, msg=f"{method}: {name}")
        # And sharding is not the same as one large batch: the test would notice processes that do not share gradients.
        assert not torch.equal(expected["encoder.conv1.weight"], _start_weight())


def _start_weight() -> Tensor:
    from deepsat.encoders import Architecture
    from deepsat.pretrain.methods import start_network

    architecture = Architecture(in_channels=13, classes=1, decoder_channels=SMALL.decoder_channels)
    return start_network(architecture, 3).network.encoder.conv1.weight


def test_shards_that_cannot_be_dealt_out_are_refused(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="one shard for each process.*2 shards for 1 processes"):
        pretrain(job_of(archive, tmp_path / "c", method="seco"), SilentReporter(), SHARDED)


if __name__ == "__main__":
    torch.set_num_threads(1)
    for training in sys.argv[3:]:
        name, os.environ["MASTER_PORT"] = training.split(":")
        one_of_two = job_of(Path(sys.argv[1]), Path(sys.argv[2]) / name, method=name)
        print(json.dumps(pretrain(one_of_two, SilentReporter(), SHARDED)))
