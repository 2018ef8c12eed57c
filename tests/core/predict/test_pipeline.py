"""The pipeline under bad luck: kills, damaged files, full disks, threads, and engines that are wrong."""

from __future__ import annotations

import collections
import contextlib
import errno
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import rasterio.shutil
import torch
from rasterio.io import MemoryFile
from torch import nn

import deepsat
from deepsat.checkpoints import load_model
from deepsat.imagery import open_scene
from deepsat.imagery.cloud_optimised import ROOM
from deepsat.jobs import ErrorCode, PredictJob, UserError
from deepsat.models import Model
from deepsat.outputs.temporary_files import journal_of
from deepsat.predict import engine as engine_module
from deepsat.predict import run, ways
from deepsat.predict.block_cache import LEAST_BYTES, MOST_BYTES, bytes_needed
from deepsat.predict.engine import Engine
from deepsat.predict.journal import Entry, open_journal
from deepsat.predict.mapped_rows import MappedRows
from deepsat.predict.outputs import Outputs
from deepsat.predict.pipeline import Source
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter
from tests.core.predict.conftest import UTM

WriteRaster = Callable[..., str]
WriteModel = Callable[..., str]
CORE = Path(deepsat.__file__).parent.parent


def noise(height: int, width: int, bands: int = 4) -> np.ndarray:
    return np.random.default_rng(height + width).random((bands, height, width), dtype=np.float32)


def job_of(scene: str, model: str, folder: Path, **settings: object) -> PredictJob:
    folder.mkdir(exist_ok=True)
    rasters = {name: str(folder / f"{name}.tif") for name in ("probability", "confidence")}
    return PredictJob((scene,), model, str(folder / "map.tif"), device="cpu", engine="torch", **(rasters | settings))  # type: ignore[arg-type]


def bytes_of(job: PredictJob) -> list[bytes]:
    return [Path(path).read_bytes() for path in (job.output, job.probability, job.confidence)]


# --- kill and resume ---


def killed_in_the_middle(job: PredictJob) -> None:
    """Starts the job in a process of its own, and kills that once a few rows of tiles are in its journal."""
    script = f"""
        import sys, time
        sys.path.insert(0, {str(CORE)!r})
        import torch
        torch.set_num_threads(1)
        from deepsat.jobs import PredictJob
        from deepsat.predict import pipeline
        from deepsat.predict.run import predict
        from deepsat.reporting import SilentReporter

        class Slow(SilentReporter):
            def check_cancelled(self):
                time.sleep(0.02)

        predict({job!r}, Slow())
    """
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)])
    journal, deadline = journal_of(Path(job.output)), time.monotonic() + 60
    while time.monotonic() < deadline and not (journal.exists() and journal.stat().st_size > 60_000):
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert journal.stat().st_size > 60_000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_run_that_was_killed_goes_on_and_writes_the_same_bytes(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    scene, model = write_raster(noise(500, 330)), model_of_largest_band()
    whole = job_of(scene, model, tmp_path / "whole")
    expected = predict(whole, SilentReporter())
    job = job_of(scene, model, tmp_path / "cut")
    killed_in_the_middle(job)
    assert not Path(job.output).exists()
    reporter = SilentReporter()
    result = predict(job, reporter)
    (said,) = [text for text, _ in reporter.logged if "cut off" in text]
    # The last row may have been cut off itself; the one above the first that is mapped is mapped again for its seam.
    there, rows, tiles = int(said.split(": ")[1].split()[0]), 16, 176
    assert 1 <= there < rows and f"{there} of {rows} rows" in said
    assert reporter.progressed[1][2] == f"Mapped {(there - 1) * tiles // rows + 1} of {tiles} tiles."
    assert bytes_of(job) == bytes_of(whole)
    for key in ("area", "seam_disagreement"):
        assert result[key] == expected[key]
    assert sorted(path.name for path in Path(job.output).parent.iterdir()) == [
        "confidence.tif", "map.tif", "map.tif.aux.xml", "probability.tif",
    ]  # fmt: skip


def test_a_journal_gives_back_whole_rows_only_and_only_to_its_job(tmp_path: Path) -> None:
    draw = np.random.default_rng(0)
    rows = [MappedRows(7 * i, draw.integers(0, 5, (2, 7, 30), dtype=np.uint8)) for i in range(3)]
    path = tmp_path / "journal"
    with open_journal(path, {"job": 1}) as journal:
        assert journal is not None
        assert list(journal.entries()) == []
        for number, row in enumerate(rows):
            journal.add(Entry(row, number, 10 * number, "torch"))
        left = path.read_bytes()
    assert not path.exists()

    def found(content: bytes, job: dict[str, Any]) -> list[Entry]:
        # As if the process that wrote it were gone.
        path.write_bytes(content[:40] + (2**31 - 1).to_bytes(8, "little", signed=True) + content[48:])
        with open_journal(path, job) as journal:
            return [] if journal is None else list(journal.entries())

    entries = found(left, {"job": 1})
    assert [(e.compared, e.differing, e.engine, e.rows.row) for e in entries] == [
        (number, 10 * number, "torch", 7 * number) for number in range(3)
    ]
    assert all(np.array_equal(e.rows.layers, row.layers) for e, row in zip(entries, rows, strict=True))
    assert found(left, {"job": 2}) == []
    assert len(found(left[:-1], {"job": 1})) == 2
    damaged = bytearray(left)
    damaged[len(left) // 2] ^= 1
    assert len(found(bytes(damaged), {"job": 1})) == 1
    assert found(b"something else altogether", {"job": 1}) == []


def test_rows_of_a_source_that_was_replaced_meanwhile_are_not_gone_on_with(
    tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(run, "WORTH_TILES", 1)
    monkeypatch.setattr(run, "open_journal", lambda _, job: asked.append(job) or contextlib.nullcontext())
    source, scene = write_raster(noise(70, 90, bands=2)), str(tmp_path / "scene.vrt")
    with rasterio.open(source) as dataset:
        rasterio.shutil.copy(dataset, scene, driver="VRT")
    job = job_of(scene, constant_model(), tmp_path / "out")
    predict(job, SilentReporter())
    predict(job, SilentReporter())
    changed = os.stat(source).st_mtime_ns + 10**9
    os.utime(source, ns=(changed, changed))
    predict(job, SilentReporter())
    assert asked[0] == asked[1]
    assert asked[1] != asked[2]


def test_where_nobody_can_tell_whether_the_scene_is_the_same_there_is_no_journal(
    tmp_path: Path, constant_model: WriteModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(run, "WORTH_TILES", 1)
    monkeypatch.setattr(run, "open_journal", lambda _, job: asked.append(job) or contextlib.nullcontext())
    values = noise(70, 90, bands=2)
    layout = {"driver": "GTiff", "count": 2, "height": 70, "width": 90, "dtype": "float32"}
    with MemoryFile(ext=".tif") as memory:
        with memory.open(**layout, crs="EPSG:32633", transform=UTM) as dataset:
            dataset.write(values)
        predict(job_of(memory.name, constant_model(), tmp_path / "out"), SilentReporter())
    assert asked == []


def test_that_a_run_could_not_be_gone_on_with_is_said_before_it_maps(
    tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "WORTH_TILES", 1)
    job = job_of(write_raster(noise(70, 90, bands=2)), constant_model(), tmp_path / "out")
    kept = SilentReporter()
    predict(job, kept)
    # Nothing can be written to a folder as to a file.
    journal_of(Path(job.output)).mkdir()
    reporter = SilentReporter()
    predict(job, reporter)
    warnings = [text for text, level in reporter.logged if level == "warning"]
    assert len(warnings) == 1 and warnings[0].startswith("If this run is cut off, the next one begins anew")
    assert all(level != "warning" for _, level in kept.logged)


def test_what_goes_wrong_leaves_no_journal(
    tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "WORTH_TILES", 1)
    scene = write_raster(noise(200, 200, bands=2), tiled=True, blockxsize=64, blockysize=64)
    with rasterio.open(scene) as dataset:
        size = Path(scene).stat().st_size
    Path(scene).write_bytes(Path(scene).read_bytes()[: size // 2])
    job = job_of(scene, constant_model(), tmp_path / "out")
    with pytest.raises(UserError) as caught:
        predict(job, SilentReporter())
    assert caught.value.code is ErrorCode.RASTER_UNREADABLE
    assert list((tmp_path / "out").iterdir()) == []
    assert dataset.closed


def test_a_disk_that_fills_while_rows_are_written_is_said_and_nothing_stays(
    tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "WORTH_TILES", 1)
    real, calls = Outputs.write, []

    def write(self: Outputs, rows: MappedRows) -> None:
        calls.append(rows.row)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(self, rows)

    monkeypatch.setattr(Outputs, "write", write)
    job = job_of(write_raster(noise(200, 90, bands=2)), constant_model(), tmp_path / "out")
    with pytest.raises(UserError) as caught:
        predict(job, SilentReporter())
    assert caught.value.code is ErrorCode.DISK_FULL
    assert calls == sorted(calls)
    assert len(calls) == 2
    assert list((tmp_path / "out").iterdir()) == []


def test_too_little_room_is_said_before_any_work_and_counts_the_journal(
    tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, model = write_raster(noise(200, 100, bands=2)), constant_model()
    layers = 1 + 3 + 1
    usage = collections.namedtuple("usage", "total used free")(0, 0, ROOM * layers * 200 * 100)
    monkeypatch.setattr("deepsat.outputs.temporary_files.shutil.disk_usage", lambda folder: usage)
    predict(job_of(scene, model, tmp_path / "enough"), SilentReporter())
    monkeypatch.setattr(run, "WORTH_TILES", 1)
    reporter = SilentReporter()
    with pytest.raises(UserError) as caught:
        predict(job_of(scene, model, tmp_path / "little"), reporter)
    assert caught.value.code is ErrorCode.DISK_FULL
    assert "Mapped" not in str(reporter.progressed)
    assert list((tmp_path / "little").iterdir()) == []


# --- threads, caches ---


def test_threads_and_caches_do_not_change_the_bytes(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = model_of_largest_band()
    values, written = noise(230, 170), []
    for number, (threads, cache, layout) in enumerate(
        [(1, 2**20, {}), (2, 2**26, {}), (1, 2**20, {"tiled": True, "blockxsize": 64, "blockysize": 32})]
    ):
        monkeypatch.setattr(run, "bytes_needed", lambda scene, plan, size=cache: size)
        job = job_of(write_raster(values, compress="deflate", **layout), model, tmp_path / str(number))
        before = torch.get_num_threads()
        torch.set_num_threads(threads)
        try:
            predict(job, SilentReporter())
        finally:
            torch.set_num_threads(before)
        written.append(bytes_of(job))
    assert written[0] == written[1] == written[2]


def test_the_cache_holds_the_blocks_of_neighbouring_tiles(
    write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    _, card = load_model(Path(model_of_largest_band()))
    scene = write_raster(noise(300, 200), tiled=True, blockxsize=128, blockysize=128)
    with open_scene((scene,)) as opened:
        plan = Source(opened, (0, 1, 2, 3), card).plan(opened.grid.whole)
        assert bytes_needed(opened, plan) == LEAST_BYTES

        class Large:
            grid = type("Grid", (), {"width": 10_980, "height": 10_980})
            block_shape, channel_count, dtype, paths = (512, 512), 10, "uint16", ("scene.tif",)
            blocks_hold_all_bands = False

        assert bytes_needed(Large, plan) == LEAST_BYTES  # type: ignore[arg-type]
        Large.channel_count = 20
        assert bytes_needed(Large, plan) == 1024 * 1024 * 40  # type: ignore[arg-type]
        Large.channel_count = 10 * 16
        assert bytes_needed(Large, plan) == MOST_BYTES  # type: ignore[arg-type]
        Large.blocks_hold_all_bands = True
        assert bytes_needed(Large, plan) == 1024 * 1024 * 160 * 2  # type: ignore[arg-type]
        Large.paths, Large.block_shape, Large.channel_count = ("B02.jp2", "B03.jp2"), (1024, 1024), 2
        assert bytes_needed(Large, plan) == 2048 * 10_980 * 4  # type: ignore[arg-type]
        Large.paths, Large.block_shape, Large.channel_count = (), (128, 10_980), 10
        assert bytes_needed(Large, plan) == 256 * 10_980 * 20  # type: ignore[arg-type]


READ_ALL = """
import sys
sys.path.insert(0, {core!r})
from pathlib import Path
from deepsat.checkpoints import read_card
from deepsat.imagery import open_scene
from deepsat.predict.block_cache import block_cache, bytes_needed
from deepsat.predict.pipeline import Source

def memory(name):
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024

card = read_card(Path({model!r}))
with open_scene(({scene!r},)) as scene:
    source = Source(scene, (0, 1, 2, 3), card)
    plan = source.plan(scene.grid.whole)
    source.read(plan.window(0, 0))
    before, cache = memory("VmRSS"), bytes_needed(scene, plan)
    with block_cache(cache):
        for i in range(len(plan.rows.starts)):
            for j in range(len(plan.columns.starts)):
                source.read(plan.window(i, j))
    print(memory("VmHWM") - before, cache)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads how much memory was taken from /proc")
def test_a_scene_in_compressed_strips_is_read_in_the_memory_of_a_row_of_tiles(
    write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    height, width = 2400, 5000
    rows = np.arange(height, dtype=np.float32)[:, None] + np.zeros(width, np.float32)
    scene = write_raster(np.stack([rows] * 4), compress="deflate", zlevel=1, blockysize=1, interleave="pixel")
    script = READ_ALL.format(core=str(CORE), model=model_of_largest_band(tile=512, margin=32), scene=scene)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    taken, cache = map(int, done.stdout.split())
    assert cache == 513 * width * 4 * 4
    decoded = height * width * 4 * 4
    assert taken < cache + 0.25 * decoded < 0.5 * decoded


def test_seams_are_measured(tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel) -> None:
    flat = predict(job_of(write_raster(noise(150, 150, bands=2)), constant_model(), tmp_path / "a"), SilentReporter())
    assert flat["seam_disagreement"] == 0
    small = predict(job_of(write_raster(noise(20, 20, bands=2)), constant_model(), tmp_path / "a"), SilentReporter())
    assert small["seam_disagreement"] is None


# --- engines ---


def test_openvino_gives_the_classes_of_torch(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    pytest.importorskip("openvino", reason="OpenVINO is not installed")
    # Clear cases: where two bands are nearly alike, rounding decides.
    truth = noise(150, 130).argmax(axis=0)
    scene = write_raster((truth == np.arange(4)[:, None, None]).astype(np.float32))
    model, maps = model_of_largest_band(), {}
    for name in ("torch", "openvino"):
        job = job_of(scene, model, tmp_path / name)
        reporter = SilentReporter()
        result = predict(PredictJob(**{**vars(job), "engine": name}), reporter)
        assert result["engine"].lower().startswith(name)
        assert [text for text, level in reporter.logged if level == "warning"] == []
        with rasterio.open(job.output) as dataset:
            maps[name] = dataset.read(1)
    assert np.array_equal(maps["torch"], truth)
    assert np.array_equal(maps["openvino"], truth)


class _Wrong(nn.Module):
    """Says the next class, as a library does that suits a processor badly."""

    def __init__(self, network: nn.Module, *_: object, **__: object) -> None:
        super().__init__()
        self._network = network

    def __call__(self, images: torch.Tensor, *, precision: str) -> torch.Tensor:
        logits = self._network(images.repeat_interleave(2, 2).repeat_interleave(2, 3))
        return torch.softmax(nn.functional.avg_pool2d(logits, 2).roll(1, dims=1), dim=1)


@pytest.mark.parametrize(("broken", "said"), [(_Wrong, "not those of float32"), (None, "it failed")])
def test_an_engine_that_is_wrong_or_broken_is_passed_over_and_that_is_said(
    model_of_largest_band: WriteModel, monkeypatch: pytest.MonkeyPatch, broken: type | None, said: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("no such instruction\nand more")

    monkeypatch.setattr(engine_module, "OpenVinoNetwork", broken or fails)
    monkeypatch.setattr(ways, "installed_engines", lambda: ("torch", "openvino"))
    monkeypatch.setattr(ways, "bf16_pays", lambda device: False)
    model, _ = load_model(Path(model_of_largest_band()))
    reporter = SilentReporter()
    engine = Engine(model, torch.device("cpu"), reporter, pixels=100 * 512**2)
    assert engine.title == "OpenVINO in float32"
    images = noise(64, 64)[None]
    assert np.array_equal(engine.probabilities(images).argmax(axis=1), images.argmax(axis=1))
    assert engine.title == "torch in float32"
    ((text, level),) = reporter.logged
    assert level == "warning"
    assert text.startswith("OpenVINO in float32 is not used: ")
    assert said in text


class _WrongInSomeRows(nn.Module):
    """Says the next class in one row of fifty, and beyond the data what is right."""

    def __init__(self, network: nn.Module, *_: object, **__: object) -> None:
        super().__init__()
        self._network = network

    def __call__(self, images: torch.Tensor, *, precision: str) -> torch.Tensor:
        logits = self._network(images.repeat_interleave(2, 2).repeat_interleave(2, 3))
        right = torch.softmax(nn.functional.avg_pool2d(logits, 2), dim=1)
        there = images.ne(0).any(dim=1, keepdim=True)
        there[:, :, torch.arange(there.shape[2]) % 50 != 0] = False
        return torch.where(there, right.roll(1, dims=1), right)


@pytest.fixture
def with_openvino_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "OpenVinoNetwork", _WrongInSomeRows)
    monkeypatch.setattr(ways, "installed_engines", lambda: ("torch", "openvino"))
    monkeypatch.setattr(ways, "bf16_pays", lambda device: False)


@pytest.mark.usefixtures("with_openvino_first")
@pytest.mark.parametrize("left", [3, 240])
def test_an_engine_is_proven_on_pixels_with_data_alone(model_of_largest_band: WriteModel, left: int) -> None:
    """So few pixels have data that those of a wrong class are less than a thousandth of the tile, and of its middle."""
    model, _ = load_model(Path(model_of_largest_band()))
    engine = Engine(model, torch.device("cpu"), SilentReporter(), pixels=100 * 512**2)
    images = np.zeros((1, 4, 512, 512), np.float32)
    part = (slice(None), slice(None), slice(240, 290), slice(left, left + 50))
    images[part] = noise(50, 50)
    classes = images[part].argmax(axis=1)
    assert np.array_equal(engine.probabilities(images)[part].argmax(axis=1), classes)
    assert engine.is_decided and engine.title == "torch in float32"


@pytest.mark.usefixtures("with_openvino_first")
def test_tiles_with_little_data_prove_nothing_and_are_computed_by_torch_wherever_they_come(
    model_of_largest_band: WriteModel,
) -> None:
    model, _ = load_model(Path(model_of_largest_band()))
    engine = Engine(model, torch.device("cpu"), SilentReporter(), pixels=100 * 512**2)
    little, much = np.zeros((1, 4, 256, 256), np.float32), noise(256, 256)[None]
    little[:, :, 190:215, 190:215] = noise(25, 25)
    before = engine.probabilities(little)
    assert not engine.is_decided and engine.title == "torch in float32"
    kept = Engine(model, torch.device("cpu"), SilentReporter(), pixels=100 * 512**2)
    kept.keep("OpenVINO in float32")
    assert np.array_equal(kept.probabilities(little), before) and not kept.is_decided
    # What was proven by an earlier run is taken as it is: here it says other classes.
    assert (kept.probabilities(much).argmax(axis=1) != much.argmax(axis=1)).any()
    assert kept.title == "OpenVINO in float32"
    assert np.array_equal(kept.probabilities(little), before)
    assert np.array_equal(engine.probabilities(much).argmax(axis=1), much.argmax(axis=1)) and engine.is_decided


def test_an_engine_that_is_not_there_is_refused(model_of_largest_band: WriteModel) -> None:
    model, _ = load_model(Path(model_of_largest_band()))
    with pytest.raises(UserError) as caught:
        Engine(model, torch.device("mps"), SilentReporter(), name="openvino")
    assert caught.value.code is ErrorCode.INVALID_JOB
    assert "mps" in caught.value.found or "not installed" in caught.value.found


def test_few_tiles_are_left_to_torch(model_of_largest_band: WriteModel) -> None:
    model: Model = load_model(Path(model_of_largest_band()))[0]
    for name, pixels in (("auto", 2 * 512**2), ("torch", 1000 * 512**2)):
        engine = Engine(model, torch.device("cpu"), SilentReporter(), pixels=pixels, name=name)
        assert engine.title.startswith("torch")
