from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
import rasterio.features
import shapely
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from rasterio.crs import CRS
from rasterio.transform import Affine

from deepsat.checkpoints import load_model, save_model
from deepsat.imagery import Band
from deepsat.jobs import Cancelled, ErrorCode, PredictJob, UserError
from deepsat.operations import run
from deepsat.predict.engine import Engine
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter
from tests.core.predict.conftest import NAMES, USUAL, UTM

WriteRaster = Callable[..., str]
WriteModel = Callable[..., str]


def scene_of(truth: np.ndarray, bands: int = 4) -> np.ndarray:
    """float32 (bands, H, W): band k is 1 where the truth is k, else 0."""
    return (truth[None] == np.arange(bands)[:, None, None]).astype(np.float32)


def truth_of(height: int, width: int, seed: int = 0) -> np.ndarray:
    """A class for each pixel, without any pattern, so that nothing but its own place fits."""
    return np.random.default_rng(seed).integers(4, size=(height, width), dtype=np.uint8)


def job_of(scene: str, model: str, tmp_path: Path, **settings: object) -> PredictJob:
    return PredictJob(input=(scene,), model=model, output=str(tmp_path / "map.tif"), device="cpu", **settings)  # type: ignore[arg-type]


def read(path: str | Path) -> np.ndarray:
    with rasterio.open(path) as dataset:
        values: np.ndarray = dataset.read()
    return values


@pytest.mark.parametrize(
    ("height", "width"), [(1, 1), (1, 70), (31, 5), (63, 64), (64, 65), (97, 131), (32, 32), (130, 33)]
)
def test_each_pixel_gets_its_own_class(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel, height: int, width: int
) -> None:
    truth = truth_of(height, width)
    job = job_of(write_raster(scene_of(truth)), model_of_largest_band(), tmp_path)
    result = predict(job, SilentReporter())
    assert np.array_equal(read(job.output)[0], truth)
    with rasterio.open(job.output) as mapped, rasterio.open(job.input[0]) as scene:
        assert (mapped.transform, mapped.crs, mapped.shape) == (scene.transform, scene.crs, scene.shape)
        assert (mapped.nodata, mapped.dtypes) == (255, ("uint8",))
    counts = np.bincount(truth.ravel(), minlength=4)
    names = ("crops", "forest", "water", "urban")
    assert [result["area"][name]["pixels"] for name in names] == counts.tolist()
    assert [result["area"][name]["hectares"] for name in names] == pytest.approx(counts / 100)


@settings(max_examples=6)
@given(height=st.integers(1, 140), width=st.integers(1, 140), seed=st.integers(0, 1000))
def test_each_pixel_gets_its_own_class_whatever_the_size(
    tmp_path: Path,
    write_raster: WriteRaster,
    model_of_largest_band: WriteModel,
    height: int,
    width: int,
    seed: int,
) -> None:
    truth = truth_of(height, width, seed)
    job = job_of(write_raster(scene_of(truth)), model_of_largest_band(), tmp_path)
    predict(job, SilentReporter())
    assert np.array_equal(read(job.output)[0], truth)


def test_a_constant_network_gives_constant_rasters_without_seams(
    tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel
) -> None:
    values = np.random.default_rng(1).random((2, 150, 210)).astype(np.float32)
    job = job_of(
        write_raster(values),
        constant_model(),
        tmp_path,
        probability=str(tmp_path / "probability.tif"),
        confidence=str(tmp_path / "confidence.tif"),
        entropy=str(tmp_path / "entropy.tif"),
    )
    result = predict(job, SilentReporter())
    assert set(np.unique(read(job.output))) == {1}
    # -(0.6 ln 0.6 + 2 x 0.2 ln 0.2) / ln 3 = 0.865, a little more in bfloat16.
    assert len(np.unique(read(job.entropy))) == 1
    assert read(job.entropy)[0, 0, 0] in (86, 87)
    assert [set(np.unique(band)) for band in read(job.probability)] == [{20}, {60}, {20}]
    assert set(np.unique(read(job.confidence))) == {60}
    with rasterio.open(job.probability) as dataset:
        assert dataset.descriptions == ("crops", "forest", "water")
    assert (result["output"], result["probability"], result["confidence"]) == (
        job.output,
        job.probability,
        job.confidence,
    )


def test_rasters_side_by_side_are_mapped_without_a_seam(
    tmp_path: Path, write_raster: WriteRaster, write_model: WriteModel
) -> None:
    """With weights that look around: what lies beyond a border counts as within one raster."""

    def look_around(network: torch.nn.Module) -> None:
        torch.manual_seed(3)
        for weights in network.parameters():
            weights.copy_(torch.randn_like(weights) * 0.2)

    model = write_model(look_around, bands=2, classes=3, decoder_channels=USUAL)
    values = np.random.default_rng(4).random((2, 90, 140)).astype(np.float32)
    pieces = []
    for name, column, end in (("b.tif", 75, 140), ("a.tif", 0, 75)):
        transform = UTM @ Affine.translation(column, 0)
        pieces.append(write_raster(values[:, :, column:end], name=name, transform=transform))
    scene = write_raster(values)
    maps = []
    for number, paths in enumerate(((scene,), tuple(pieces))):
        job = PredictJob(
            paths, model, str(tmp_path / f"{number}.tif"), device="cpu", probability=str(tmp_path / f"p{number}.tif")
        )
        result = predict(job, SilentReporter())
        maps.append(read(job.probability))
    assert np.array_equal(*maps)
    assert maps[0].std() > 5
    assert "Rasters side by side are read as one: b.tif, a.tif." in result["findings"]


def test_turned_views_are_asked_for_by_the_job(
    tmp_path: Path, write_raster: WriteRaster, write_model: WriteModel
) -> None:
    def look_up(network: torch.nn.Module) -> None:
        torch.manual_seed(5)
        for weights in network.parameters():
            weights.copy_(torch.randn_like(weights) * 0.22)

    model = write_model(look_up, bands=2, classes=3, decoder_channels=USUAL)
    values = np.random.default_rng(4).random((2, 50, 50)).astype(np.float32)
    upright, mirrored = write_raster(values), write_raster(values[:, :, ::-1].copy(), name="mirrored.tif")
    shares = {}
    for augment in (False, True):
        for name, scene in (("upright", upright), ("mirrored", mirrored)):
            output = tmp_path / f"{name}{augment}.tif"
            probability = str(tmp_path / f"p{name}{augment}.tif")
            job = PredictJob((scene,), model, str(output), device="cpu", probability=probability, augment=augment)
            predict(job, SilentReporter())
            shares[name, augment] = read(probability).astype(int)
    # One tile, beyond whose right and lower ends pixels are made up: look at those that do not see them.
    middle = np.s_[:, 16:34, 16:34]
    plain, turned = (
        np.abs(shares["mirrored", augment][:, :, ::-1] - shares["upright", augment])[middle].mean()
        for augment in (False, True)
    )
    assert plain > 0.5
    assert turned < plain / 5


def test_polygons_are_those_of_the_class_raster(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    truth = np.repeat(np.repeat(truth_of(9, 12), 7, axis=0), 6, axis=1)
    truth[3, 4] = (truth[3, 4] + 1) % 4
    job = job_of(
        write_raster(scene_of(truth)),
        model_of_largest_band(),
        tmp_path,
        polygons=str(tmp_path / "polygons.gpkg"),
        min_area=150.0,
    )
    result = predict(job, SilentReporter())
    assert np.array_equal(read(job.output)[0], truth), "the raster keeps what is too small for a polygon"
    truth[3, 4] = truth[3, 3]
    _, _, geometries, (names, ids, _, hectares) = pyogrio.raw.read(job.polygons)
    shapes = zip(shapely.from_wkb(geometries), ids.tolist(), strict=True)
    assert np.array_equal(rasterio.features.rasterize(shapes, truth.shape, fill=9, transform=UTM), truth)
    assert set(zip(ids.tolist(), names.tolist(), strict=True)) == set(enumerate(NAMES))
    assert hectares.sum() == pytest.approx(truth.size / 100)
    assert result["polygons"] == job.polygons


def test_no_raster_appears_where_its_polygons_were_cancelled(
    tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel
) -> None:
    class CancelsWhileDrawing(SilentReporter):
        def progress(self, fraction: float, stage: str, *rest: object) -> None:
            self.cancelled = stage == "polygons"

    job = job_of(
        write_raster(np.ones((2, 40, 30), np.float32)),
        constant_model(),
        tmp_path,
        polygons=str(tmp_path / "polygons.gpkg"),
    )
    with pytest.raises(Cancelled):
        predict(job, CancelsWhileDrawing())
    assert [path.name for path in tmp_path.iterdir()] == ["scene.tif"]


def test_tiles_blend_without_a_visible_step(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    """Small tiles and one large tile give the same probabilities, where the network needs no context."""
    ramp = np.linspace(0, 1, 200, dtype=np.float32)
    values = np.stack([np.tile(ramp, (90, 1)), np.tile(1 - ramp, (90, 1))])
    shares = []
    for tile in (64, 256):
        model = model_of_largest_band(bands=2, tile=tile)
        job = job_of(write_raster(values), model, tmp_path, probability=str(tmp_path / f"{tile}.tif"))
        predict(job, SilentReporter())
        shares.append(read(job.probability).astype(int))
    assert np.abs(shares[0] - shares[1]).max() <= 1
    assert shares[0][0, 0, 0] < 5
    assert shares[0][0, 0, -1] > 95


def test_pixels_without_data_are_nodata_and_their_neighbours_are_not(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    truth = truth_of(100, 90)
    values = scene_of(truth)
    missing = np.zeros((100, 90), dtype=bool)
    missing[20:40, 30:70] = True
    missing[0, 0] = missing[99, 89] = missing[50, 3] = True
    missing[:, 80:] = True
    values[:, missing] = -9999
    values[:3, 60, 60] = -9999  # most bands
    missing[60, 60] = True
    values[np.arange(4) != truth[70, 70], 70, 70] = (0, 0, -9999)  # one band only, which counts as its mean
    job = job_of(
        write_raster(values, nodata=-9999),
        model_of_largest_band(),
        tmp_path,
        probability=str(tmp_path / "probability.tif"),
        confidence=str(tmp_path / "confidence.tif"),
    )
    predict(job, SilentReporter())
    differing = np.argwhere(read(job.output)[0] != np.where(missing, 255, truth))
    assert differing.tolist() == []
    assert np.array_equal(read(job.confidence)[0] == 255, missing)
    assert all(np.array_equal(band == 255, missing) for band in read(job.probability))


def test_a_raster_in_degrees_keeps_its_grid_and_its_areas_are_of_the_ground(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    truth = truth_of(40, 70)
    size = 8.983e-5  # 10 m along a meridian, 5 m along the parallel of 60 degrees
    scene = write_raster(scene_of(truth), crs=CRS.from_epsg(4326), transform=Affine(size, 0, 20.0, 0, -size, 60.0))
    job = job_of(scene, model_of_largest_band(), tmp_path)
    result = predict(job, SilentReporter())
    assert np.array_equal(read(job.output)[0], truth)
    with rasterio.open(job.output) as mapped, rasterio.open(scene) as dataset:
        assert (mapped.transform, mapped.crs) == (dataset.transform, dataset.crs)
    hectares = sum(area["hectares"] for area in result["area"].values())
    assert hectares == pytest.approx(40 * 70 * 50 / 10_000, rel=0.01)


def test_an_extent_maps_that_part_exactly(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    truth = truth_of(120, 150)
    scene = write_raster(scene_of(truth))
    # Rows 30 to 99, columns 20 to 109; the edges are inside the outer pixels.
    extent = (500_204.0, 4_999_003.0, 501_097.0, 4_999_696.0)
    job = job_of(scene, model_of_largest_band(), tmp_path, extent=extent)
    predict(job, SilentReporter())
    assert np.array_equal(read(job.output)[0], truth[30:100, 20:110])
    with rasterio.open(job.output) as mapped:
        assert tuple(mapped.bounds) == (500_200.0, 4_999_000.0, 501_100.0, 4_999_700.0)
    with pytest.raises(UserError) as caught:
        predict(job_of(scene, job.model, tmp_path, extent=(0.0, 0.0, 1.0, 1.0)), SilentReporter())
    assert caught.value.code is ErrorCode.INVALID_JOB


def _leave_all_zero(network: torch.nn.Module) -> None:
    """A network that knows nothing."""


def test_bands_that_cannot_be_told_apart_are_refused(
    tmp_path: Path, write_raster: WriteRaster, write_model: WriteModel
) -> None:
    truth = truth_of(20, 30)
    scene = write_raster(scene_of(truth, bands=5))
    model = write_model(_leave_all_zero, bands=4, classes=4)
    with pytest.raises(UserError) as caught:
        predict(job_of(scene, model, tmp_path), SilentReporter())
    assert caught.value.code is ErrorCode.BANDS_MISMATCH
    assert not (tmp_path / "map.tif").exists()


def test_the_same_job_writes_the_same_bytes(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    scene, model = write_raster(scene_of(truth_of(90, 90))), model_of_largest_band()
    contents = []
    for _ in range(2):
        job = job_of(scene, model, tmp_path, probability=str(tmp_path / "probability.tif"))
        predict(job, SilentReporter())
        contents.append([Path(job.output).read_bytes(), Path(job.probability).read_bytes()])
    assert contents[0] == contents[1]
    with rasterio.open(tmp_path / "map.tif") as dataset:
        tags = dataset.tags()
    assert tags["DEEPSAT_SOURCE"] == "scene.tif"
    assert tags["DEEPSAT_MODEL"] == load_model(Path(model))[1].weights_hash


class _CancelsInTheMiddle(SilentReporter):
    def progress(self, fraction: float, stage: str, text: str, figures: object = None) -> None:
        super().progress(fraction, stage, text, figures)  # type: ignore[arg-type]
        self.cancelled = fraction > 0.4


def test_cancelling_leaves_nothing_and_keeps_an_older_map(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    scene, model = write_raster(scene_of(truth_of(200, 90))), model_of_largest_band()
    (tmp_path / "map.tif").write_bytes(b"an older map")
    before = sorted(tmp_path.rglob("*"))
    job = job_of(scene, model, tmp_path, confidence=str(tmp_path / "confidence.tif"))
    with pytest.raises(Cancelled):
        predict(job, _CancelsInTheMiddle())
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "map.tif").read_bytes() == b"an older map"


def test_one_output_that_fails_takes_the_others_with_it(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    scene, model = write_raster(scene_of(truth_of(50, 50))), model_of_largest_band()
    before = sorted(tmp_path.rglob("*"))
    job = job_of(scene, model, tmp_path, confidence=str(tmp_path / "no such folder" / "confidence.tif"))
    with pytest.raises(UserError) as caught:
        predict(job, SilentReporter())
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert sorted(tmp_path.rglob("*")) == before


def test_the_input_is_not_overwritten(tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel) -> None:
    scene = write_raster(np.ones((2, 20, 20), dtype=np.float32), name="map.tif")
    whole = Path(scene).read_bytes()
    with pytest.raises(UserError) as caught:
        run(job_of(scene, constant_model(), tmp_path), SilentReporter())
    assert caught.value.code is ErrorCode.INVALID_JOB
    assert Path(scene).read_bytes() == whole


def test_values_in_other_units_and_pixels_of_other_size_are_said(
    tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel
) -> None:
    values = np.random.default_rng(0).normal(size=(2, 40, 40)).astype(np.float32)
    model = constant_model()
    assert predict(job_of(write_raster(values), model, tmp_path), SilentReporter())["findings"] == []
    odd = write_raster(values + np.array([0, 400])[:, None, None].astype(np.float32), name="odd.tif",
                       transform=Affine(30, 0, 5e5, 0, -30, 5e6))  # fmt: skip
    units, size = predict(job_of(odd, model, tmp_path), SilentReporter())["findings"]
    assert "band_2" in units
    assert "band_1" not in units
    assert "30 m" in size


@pytest.mark.parametrize("factor", [1e-4, 0.01, 200.0])
def test_other_units_are_said_where_the_mean_alone_does_not_tell(
    tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel, factor: float
) -> None:
    values = np.random.default_rng(0).normal(size=(2, 40, 40)).astype(np.float32)
    odd = write_raster(values * np.array([1, factor])[:, None, None].astype(np.float32))
    (units,) = predict(job_of(odd, constant_model(), tmp_path), SilentReporter())["findings"]
    assert units.startswith("The values of band_2 lie far from those the model was fine-tuned on")


def test_a_band_of_one_value_is_said(tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel) -> None:
    values = np.random.default_rng(0).normal(size=(2, 40, 40)).astype(np.float32)
    values[0] = 0
    found = predict(job_of(write_raster(values), constant_model(), tmp_path), SilentReporter())["findings"]
    assert found == ["Band band_1 has the value 0 everywhere and tells nothing."]


def test_progress_rises_to_one_and_tells_the_time_left(
    tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel
) -> None:
    reporter = SilentReporter()
    predict(job_of(write_raster(np.zeros((2, 150, 150), np.float32)), constant_model(), tmp_path), reporter)
    fractions = [fraction for fraction, *_ in reporter.progressed]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert len(fractions) > 9
    assert {stage for _, stage, *_ in reporter.progressed} == {"predict"}
    assert reporter.progressed[-2][3]["seconds_left"] == 0


def test_a_smaller_batch_is_tried_when_memory_runs_out(
    model_of_largest_band: WriteModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, _ = load_model(Path(model_of_largest_band()))
    asked: list[int] = []
    real = model.network.forward

    def short_of_memory(images: torch.Tensor) -> torch.Tensor:
        asked.append(len(images))
        if len(images) > limit:
            raise torch.OutOfMemoryError("out of memory")
        return real(images)

    monkeypatch.setattr(model.network, "forward", short_of_memory)
    images = np.stack([scene_of(truth_of(16, 16, seed)) for seed in range(5)])
    expected = images.argmax(axis=1)
    limit, reporter = 2, SilentReporter()
    engine = Engine(model, torch.device("cpu"), reporter)
    engine.batch_size = 8
    assert np.array_equal(engine.probabilities(images).argmax(axis=1), expected)
    assert asked[-5:] == [5, 4, 2, 2, 1]  # before these, bfloat16 may have had to prove itself
    assert [level for _, level in reporter.logged] == ["warning", "warning"]
    limit = 0
    with pytest.raises(UserError) as caught:
        engine.probabilities(images)
    assert caught.value.code is ErrorCode.OUT_OF_MEMORY


def test_bands_in_another_order_are_found_by_their_names(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    """A pixel's class follows its bands wherever the scene keeps them."""
    truth = truth_of(30, 40)
    scene = write_raster(scene_of(truth)[[2, 0, 3, 1]])
    with rasterio.open(scene, "r+") as dataset:
        for index, name in enumerate(("Red", "Blue", "NIR", "Green"), start=1):
            dataset.set_band_description(index, name)
    model, card = load_model(Path(model_of_largest_band()))
    bands = tuple(Band(name) for name in ("Blue", "Green", "Red", "NIR"))
    save_model(tmp_path / "named", model, dataclasses.replace(card, bands=bands))
    job = job_of(scene, str(tmp_path / "named"), tmp_path)
    predict(job, SilentReporter())
    assert np.array_equal(read(job.output)[0], truth)


def test_a_search_for_data_stops_when_asked_and_keeps_to_the_part_that_is_mapped(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    values = np.full((4, 600, 600), np.nan, np.float32)
    values[:, :20, :20] = scene_of(truth_of(20, 20))
    values[:, 590:, 590:] = 1e5
    scene, model = write_raster(values, tiled=True, blockxsize=256, blockysize=256), model_of_largest_band()
    extent = (500_000.0, 4_999_700.0, 500_300.0, 5_000_000.0)
    assert predict(job_of(scene, model, tmp_path, extent=extent), SilentReporter())["findings"] == []
    (far,) = predict(job_of(scene, model, tmp_path), SilentReporter())["findings"]
    assert "lie far" in far

    class StopsInTheSearch(SilentReporter):
        def progress(self, fraction: float, stage: str, text: str, figures: object = None) -> None:
            self.cancelled = text.startswith("Looking for pixels with data")

    with pytest.raises(Cancelled):
        predict(job_of(scene, model, tmp_path, extent=extent), StopsInTheSearch())
