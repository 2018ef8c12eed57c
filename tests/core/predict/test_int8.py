"""Int8: the parts of a scene that it is fitted to, what it gives, and what is done where it is wrong or not there."""

from __future__ import annotations

import contextlib
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import torch

from deepsat.checkpoints import load_model
from deepsat.devices import int8_pays
from deepsat.imagery import open_scene
from deepsat.jobs import Cancelled, ErrorCode, PredictJob, UserError, job_to_json
from deepsat.predict import run, scene_parts
from deepsat.predict.cluster.shard_worker import MappedShard, ShardWorker
from deepsat.predict.cluster.shards import Shard
from deepsat.predict.engine import Engine
from deepsat.predict.quantising import Quantiser
from deepsat.predict.run import predict
from deepsat.predict.scene_parts import parts_of, quantiser_for
from deepsat.predict.work import Work, work_of
from deepsat.reporting import SilentReporter

WriteRaster = Callable[..., str]
WriteModel = Callable[..., str]
CPU = torch.device("cpu")

needs_int8 = pytest.mark.skipif(
    not (all(importlib.util.find_spec(name) for name in ("nncf", "openvino")) and int8_pays(CPU)),
    reason="NNCF, OpenVINO, or a processor that computes int8 is missing",
)


def clear(height: int, width: int, bands: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """An image that is 1 in one band and 0 in all others, and which band that is."""
    truth = np.random.default_rng(height).integers(0, bands, (height, width))
    return (truth == np.arange(bands)[:, None, None]).astype(np.float32), truth


def job_of(scene: str, model: str, folder: Path, **settings: Any) -> PredictJob:
    folder.mkdir(exist_ok=True)
    rasters = {name: str(folder / f"{name}.tif") for name in ("probability", "confidence")}
    return PredictJob((scene,), model, str(folder / "map.tif"), device="cpu", **(rasters | settings))


def quantiser_of(job: PredictJob, device: str = "cpu", reporter: SilentReporter | None = None) -> Quantiser | None:
    model, card = load_model(Path(job.model))
    with open_scene(job.input) as scene:
        work = work_of(job, card, scene)
        return quantiser_for(job, model, torch.device(device), work, reporter or SilentReporter())


# --- parts of the scene ---


def parts_in(path: str, model: str, reporter: SilentReporter) -> tuple[Work, list[np.ndarray]]:
    _, card = load_model(Path(model))
    with open_scene((path,)) as scene:
        work = work_of(PredictJob((path,), model, "/map.tif"), card, scene)
        return work, parts_of(work.source, work.plan, reporter)


def test_parts_have_data_come_from_all_over_and_are_the_same_each_time(
    write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    # Each pixel tells its row and column; the upper half is empty.
    image = np.zeros((4, 400, 300), np.float32)
    image[0], image[1] = np.arange(1, 401)[:, None], np.arange(1, 301)
    image[:, :200] = -9
    scene, model = write_raster(image, nodata=-9), model_of_largest_band()
    work, parts = parts_in(scene, model, SilentReporter())
    assert len(parts) == scene_parts.PARTS
    assert {part.shape for part in parts} == {(1, 4, work.plan.rows.length, work.plan.columns.length)}
    assert all((part[0, 0] > 0).any() for part in parts)
    assert len({part.tobytes() for part in parts}) == scene_parts.PARTS
    assert max(part[0, 1].max() for part in parts) > 250
    assert min(part[0, 1][part[0, 1] > 0].min() for part in parts) < 50
    _, again = parts_in(scene, model, SilentReporter())
    assert all(np.array_equal(one, other) for one, other in zip(parts, again, strict=True))


def test_of_a_large_tile_the_part_with_the_most_data_is_taken(
    write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    image = np.full((4, 512, 512), -9, np.float32)
    image[:, 300:, 60:200] = 7
    # With its margins of 0 the tile is the scene.
    _, parts = parts_in(write_raster(image, nodata=-9), model_of_largest_band(tile=512, margin=0), SilentReporter())
    (part,) = parts
    assert part.shape == (1, 4, 256, 256)
    assert np.array_equal(np.flatnonzero(part[0, 0].any(axis=1)), np.arange(300 - 256, 256))
    assert np.array_equal(np.flatnonzero(part[0, 0].any(axis=0)), np.arange(60, 200))


def test_a_scene_without_data_has_no_parts_and_reading_them_can_be_cancelled(
    write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    scene, model = write_raster(np.full((4, 90, 90), -9, np.float32), nodata=-9), model_of_largest_band()
    assert parts_in(scene, model, SilentReporter())[1] == []

    class Impatient(SilentReporter):
        def check_cancelled(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        parts_in(scene, model, Impatient())


# --- asked for, and not there ---


def test_int8_is_made_only_where_it_is_asked_for(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    scene, model = write_raster(clear(70, 70)[0]), model_of_largest_band()
    for precision in ("auto", "float32"):
        assert quantiser_of(job_of(scene, model, tmp_path / "out", precision=precision)) is None


def test_float32_is_float32(tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel) -> None:
    scene, model = write_raster(clear(70, 70)[0]), model_of_largest_band()
    job = job_of(scene, model, tmp_path / "out", precision="float32")
    assert predict(job, SilentReporter())["engine"] == "torch in float32"


def test_a_package_that_is_missing_is_named_before_anything_is_read(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("nncf", "openvino"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr(scene_parts, "parts_of", lambda *_: pytest.fail("the scene was read"))
    job = job_of(write_raster(clear(70, 70)[0]), model_of_largest_band(), tmp_path / "out", precision="int8")
    with pytest.raises(UserError) as caught:
        predict(job, SilentReporter())
    assert caught.value.code is ErrorCode.PACKAGE_MISSING
    assert caught.value.remedy.endswith("-m pip install nncf openvino")
    assert list((tmp_path / "out").iterdir()) == []


@needs_int8
def test_another_device_than_the_cpu_is_refused(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    job = job_of(write_raster(clear(70, 70)[0]), model_of_largest_band(), tmp_path / "out", precision="int8")
    with pytest.raises(UserError) as caught:
        quantiser_of(job, "mps")
    assert caught.value.code is ErrorCode.INVALID_JOB
    assert "mps" in caught.value.found


@needs_int8
def test_a_processor_without_int8_computes_as_ever_and_that_is_said(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", "AVX2")
    scene, model = write_raster(clear(70, 70)[0]), model_of_largest_band()
    reporter = SilentReporter()
    result = predict(job_of(scene, model, tmp_path / "int8", precision="int8"), reporter)
    assert result["engine"] == "torch in float32"
    assert reporter.logged == [("OpenVINO in int8 is not used: this processor has no instructions for it.", "warning")]


@pytest.mark.parametrize(
    ("flags", "limit", "pays"),
    [
        ("sse2 avx2 avx512f avx512_vnni", "", True),
        ("avx2 avx_vnni", "AVX2_VNNI", True),
        ("avx2 avx512f", "", False),
        ("avx512_vnni", "AVX512_CORE", False),
        ("", "", True),
    ],
)
def test_int8_pays_where_the_processor_has_it(
    flags: str, limit: str, pays: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deepsat.devices._cpu_information", lambda key: flags if key == "flags" else "")
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", limit)
    assert int8_pays(CPU) is pays
    assert not int8_pays(torch.device("cuda"))


def test_settings_that_contradict_each_other_are_refused() -> None:
    job = PredictJob(("/a.tif",), "/m", "/o.tif", precision="int4")
    assert job.problems() == ["precision must be one of auto, float32, int8, not 'int4'"]
    job = PredictJob(("/a.tif",), "/m", "/o.tif", precision="int8", engine="torch")
    assert job.problems() == ["precision int8 is computed by openvino, and engine is 'torch'"]
    assert PredictJob(("/a.tif",), "/m", "/o.tif", precision="int8", engine="openvino").problems() == []


def test_rows_of_another_precision_are_not_gone_on_with(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(run, "WORTH_TILES", 1)
    monkeypatch.setattr(run, "open_journal", lambda _, job: asked.append(job) or contextlib.nullcontext())
    # As on a processor where both compute alike.
    monkeypatch.setattr("deepsat.predict.ways.bf16_pays", lambda device: False)
    scene, model = write_raster(clear(70, 70)[0]), model_of_largest_band()
    for precision in ("auto", "float32", "auto"):
        predict(job_of(scene, model, tmp_path / "out", precision=precision, engine="torch"), SilentReporter())
    assert asked[0] == asked[2] != asked[1]


# --- computed ---


@needs_int8
def test_int8_gives_the_classes_and_the_same_bytes_twice(
    tmp_path: Path,
    write_raster: WriteRaster,
    model_of_largest_band: WriteModel,
    capfd: pytest.CaptureFixture[str],
) -> None:
    image, truth = clear(70, 60)
    scene, model, bytes_of = write_raster(image), model_of_largest_band(), []
    for name in ("one", "two"):
        job, reporter = job_of(scene, model, tmp_path / name, precision="int8"), SilentReporter()
        result = predict(job, reporter)
        assert result["engine"] == "OpenVINO in int8"
        assert [text for text, level in reporter.logged if level == "warning"] == []
        bytes_of.append([Path(path).read_bytes() for path in (job.output, job.probability)])
        with rasterio.open(job.output) as dataset:
            assert np.array_equal(dataset.read(1), truth)
    assert bytes_of[0] == bytes_of[1]
    # What programs read stays ours: NNCF draws bars.
    assert capfd.readouterr().out == ""


@needs_int8
def test_int8_that_is_wrong_is_passed_over_and_that_is_said(model_of_largest_band: WriteModel) -> None:
    model, _ = load_model(Path(model_of_largest_band()))
    image, _ = clear(64, 64)
    # Fitted to a scene in which a band is never above a hundredth, so that all larger values look alike.
    dark = np.stack([image * 0.01])
    reporter = SilentReporter()
    engine = Engine(model, CPU, reporter, precision="int8", quantiser=Quantiser([dark]))
    assert engine.title == "OpenVINO in int8"
    bright = np.stack([image * 3 + image[::-1]])
    said = engine.probabilities(bright)
    assert np.array_equal(said.argmax(axis=1), bright.argmax(axis=1))
    assert engine.title.startswith("torch in")
    ((text, level),) = reporter.logged
    assert level == "warning"
    assert text.startswith("OpenVINO in int8 is not used: on a tile of the scene ")


@needs_int8
def test_a_network_that_nncf_cannot_take_is_passed_over(model_of_largest_band: WriteModel) -> None:
    model, _ = load_model(Path(model_of_largest_band()))
    reporter = SilentReporter()
    parts = [np.zeros((1, 4, 64, 64), np.float32), np.zeros((1, 3, 64, 64), np.float32)]
    engine = Engine(model, CPU, reporter, precision="int8", quantiser=Quantiser(parts))
    image, truth = clear(64, 64)
    assert np.array_equal(engine.probabilities(image[None])[0].argmax(axis=0), truth)
    ((text, _),) = reporter.logged
    assert text.startswith("OpenVINO in int8 is not used: it failed (")


@needs_int8
def test_a_network_is_quantised_once_for_all_engines(model_of_largest_band: WriteModel) -> None:
    model, _ = load_model(Path(model_of_largest_band()))
    image = clear(64, 64)[0] + np.random.default_rng(0).normal(0, 0.1, (4, 64, 64)).astype(np.float32)
    quantiser = Quantiser([image[None]])
    first = Engine(model, CPU, SilentReporter(), precision="int8", quantiser=quantiser)
    expected = first.probabilities(image[None])
    assert first.title == "OpenVINO in int8"
    exact = Engine(model, CPU, SilentReporter(), precision="float32").probabilities(image[None])
    # Whole numbers of eight bits, not float32 by another name.
    assert 1e-3 < np.abs(expected - exact).max() < 0.2
    made = quantiser.quantised(None)
    # A scale for each channel of a kernel.
    scales = [op.shape for op in made.get_ops() if op.get_type_name() == "Constant" and len(op.shape) == 4]
    assert any(shape[0] > 1 and list(shape)[1:] == [1, 1, 1] for shape in scales)
    second = Engine(model, CPU, SilentReporter(), precision="int8", quantiser=quantiser)
    second.keep(first.title)
    assert np.array_equal(second.probabilities(image[None]), expected)
    assert quantiser.quantised(None) is made


@needs_int8
def test_workers_of_a_cluster_compute_what_one_process_does(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    image = clear(130, 70)[0] + np.random.default_rng(0).normal(0, 0.1, (4, 130, 70)).astype(np.float32)
    job = job_of(write_raster(image), model_of_largest_band(), tmp_path / "out", precision="int8")
    predict(job, SilentReporter())
    worker, parts = ShardWorker(job_to_json(job), torch.get_num_threads()), []
    assert worker.prepare().startswith("cpu")  # type: ignore[union-attr]
    assert worker.prove() == "OpenVINO in int8"
    for shard in (Shard(0, 2), Shard(2, len(worker._work.plan.rows.starts))):
        mapped = worker.map(shard, "OpenVINO in int8")
        assert isinstance(mapped, MappedShard)
        assert mapped.engine == "OpenVINO in int8"
        parts += [entry.rows.layers for entry in mapped.entries]
    with rasterio.open(job.output) as classes, rasterio.open(job.probability) as shares:
        expected = np.concatenate([classes.read(), shares.read()])
    assert np.array_equal(np.concatenate(parts, axis=1)[: len(expected)], expected)
