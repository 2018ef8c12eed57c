"""A model as an ONNX file: the same classes, from stored values, and everything said that the file leaves out."""

from __future__ import annotations

import dataclasses
import functools
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import torch

from deepsat.checkpoints import Card
from deepsat.export import proof, run
from deepsat.export.graph import INPUT, OPSET, RasterToProbabilities, exported
from deepsat.export.run import check_exportable, export_model
from deepsat.export.samples import made_up, of_raster
from deepsat.extras import needed_package
from deepsat.imagery import Normalisation
from deepsat.jobs import Cancelled, ErrorCode, ExportModelJob, InternalError, UserError
from deepsat.models import Model, neighbourhood
from deepsat.reporting import SilentReporter
from tests.core.export.conftest import BYTES, CLASSES, GALILEO, MARGIN, TILE, MakeModel

pytest.importorskip("onnx", reason="onnx, which writes exported models, is not installed")
onnxruntime = pytest.importorskip("onnxruntime", reason="onnxruntime, which runs exported models, is not installed")


def answers(file: bytes | Path, values: np.ndarray) -> np.ndarray:
    """What onnxruntime says, (B,K,H,W) of (B,C,H,W)."""
    source = file if isinstance(file, bytes) else str(file)
    session = onnxruntime.InferenceSession(source, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, {INPUT: values.astype(np.float32)})[0])


def told(file: Path) -> dict[str, str]:
    """The file's metadata."""
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    return dict(session.get_modelmeta().custom_metadata_map)


@torch.inference_mode()
def expected(model: Model, images: np.ndarray) -> np.ndarray:
    return model.probabilities(torch.from_numpy(images)[None])[0].numpy()


def test_a_real_tile_has_the_same_classes_and_the_file_describes_itself(
    write_model: Callable[..., str], write_raster: Callable[..., str], tmp_path: Path
) -> None:
    reporter, output = SilentReporter(), tmp_path / "Auwald ä.onnx"
    job = ExportModelJob(write_model(), str(output), input=write_raster())
    result = export_model(job, reporter)
    assert result["agreement"] >= 0.999
    assert result["largest_difference"] < 1e-4
    assert (result["compared_on"], result["compared_pixels"] > 1500) == (job.input, True)
    assert result["classes"] == list(CLASSES)
    assert result["bands"] == ["blue", "red", "nir"]
    assert result["parts"][1:] == ["U-Net, 25% of the answer", "forest of 12 trees, 75% of the answer", "smoothing"]
    assert any("overlap by 16 pixels" in finding for finding in result["findings"])
    fractions = [call[0] for call in reporter.progressed]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    metadata = told(output)
    assert json.loads(metadata["classes"])[0]["name"] == "Äcker"
    assert json.loads(metadata["bands"])[0] == {
        "name": "blue",
        "wavelength_nm": 490.0,
        "scale": 1e-4,
        "offset": -0.1,
        "nodata": "0.0",
    }
    assert (metadata["tile_size"], metadata["tile_overlap"], metadata["opset"]) == ("64", "16", "17")
    assert Card.from_json(json.loads(metadata["deepsat:card"])).smooths
    assert {path.name for path in tmp_path.iterdir()} == {"model", "scene.tif", output.name}


def test_the_same_job_writes_the_same_bytes_and_no_path_of_this_computer(
    write_model: Callable[..., str], tmp_path: Path
) -> None:
    folder = write_model()
    files = [tmp_path / "a.onnx", tmp_path / "b.onnx"]
    for file in files:
        export_model(ExportModelJob(folder, str(file)), SilentReporter())
    assert files[0].read_bytes() == files[1].read_bytes()
    assert str(tmp_path).encode() not in files[0].read_bytes()
    assert b"core/deepsat" not in files[0].read_bytes()


Graph = tuple[Model, Card, bytes]


@pytest.fixture(scope="module")
def graph_of(make_model: MakeModel) -> Callable[..., Graph]:
    """A model with a share of forest, its card, and its file, which is made once."""

    @functools.cache
    def made(share: float, *, smooths: bool) -> Graph:
        model, card = make_model(share=share, smooths=smooths)
        return model, card, exported(RasterToProbabilities(model, card), 3, TILE, several=True)

    return made


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_network_and_forest_alone(graph_of: Callable[..., Graph], share: float) -> None:
    model, card, file = graph_of(share, smooths=False)
    sample = made_up(card, TILE)
    found = answers(file, np.stack([sample.stored, sample.stored[:, ::-1]]))
    assert found.shape == (2, len(CLASSES), TILE, TILE)
    np.testing.assert_allclose(found[0][:, sample.valid], expected(model, sample.images)[:, sample.valid], atol=2e-5)
    assert not np.allclose(found[0], found[1], atol=0.01)


def test_pixels_without_data_are_0_in_every_class_and_missing_bands_are_their_mean(
    graph_of: Callable[..., Graph],
) -> None:
    _, _, file = graph_of(1.0, smooths=False)
    stored = np.full((1, 3, TILE, TILE), 2000.0)
    stored[0, 0, 10] = 0  # one of three bands: the mean of it, which is 0.1 = 2000 * 1e-4 - 0.1
    stored[0, :2, 20] = 0
    stored[0, :, 30] = np.nan
    stored[0, 0, 40], stored[0, 0, 41] = -1e9, 1e20  # no measurements: the mean too
    found = answers(file, stored)[0]
    assert not found[:, 20].any()
    assert not found[:, 30].any()
    np.testing.assert_allclose(found[:, 9:12].sum(axis=0), 1, atol=1e-5)
    np.testing.assert_array_equal(found[:, [10, 40, 41]], found[:, [5, 5, 5]])


@pytest.mark.filterwarnings("ignore")
def test_windows_are_added_up_in_the_order_of_torch() -> None:
    """On flat ground deviations are rounding: with other sums 0.03 % of a real scene's classes differed."""

    class Neighbourhood(torch.nn.Module):
        def forward(self, image: torch.Tensor) -> torch.Tensor:
            return neighbourhood(image)

    levels = np.random.default_rng(7).integers(70, 160, (1, 3, 8, 9)).repeat(8, axis=2).repeat(8, axis=3)
    images = ((levels - np.float32(113.7)) / np.float32(26.3)).astype(np.float32)
    written = io.BytesIO()
    example = (torch.zeros(images.shape),)
    torch.onnx.export(Neighbourhood(), example, written, dynamo=False, opset_version=OPSET, input_names=[INPUT])  # type: ignore[arg-type]
    found = answers(written.getvalue(), images)[0]
    expected = neighbourhood(torch.from_numpy(images))[0].numpy()
    np.testing.assert_array_equal(found[:6], expected[:6])
    np.testing.assert_allclose(found[6:], expected[6:], atol=1e-6)
    assert 0 < expected[6:][expected[6:] > 0].min() < 1e-3


def test_finer_pixels_are_divided_inside_of_the_file(make_model: MakeModel) -> None:
    model, card = make_model(scale=2)
    file = exported(RasterToProbabilities(model, card), 3, TILE, several=True)
    sample = made_up(card, TILE)
    assert sample.images.shape == (3, 2 * TILE, 2 * TILE)
    found = proof.prove(file, model, card, sample, divided=False)
    assert found is not None
    assert found.agreement >= 0.999
    assert answers(file, sample.stored[None]).shape[2:] == (2 * TILE, 2 * TILE)
    outside = ~sample.valid
    assert outside.any()
    assert not answers(file, sample.stored[None])[0][:, outside].any()


def test_galileo_is_exported_for_one_image_at_a_time(write_model: Callable[..., str], tmp_path: Path) -> None:
    output = tmp_path / "galileo.onnx"
    result = export_model(ExportModelJob(write_model(architecture=GALILEO), str(output)), SilentReporter())
    assert result["agreement"] >= 0.999
    assert result["compared_on"] == "made-up values"
    assert onnxruntime.InferenceSession(str(output)).get_inputs()[0].shape == [1, 3, TILE, TILE]


def test_deepness_gets_what_it_reads(write_model: Callable[..., str], make_model: MakeModel, tmp_path: Path) -> None:
    output = tmp_path / "deepness.onnx"
    result = export_model(ExportModelJob(write_model(BYTES), str(output), "deepness"), SilentReporter())
    assert result["agreement"] >= 0.999
    keys = "model_type class_names resolution tiles_size tile_size tiles_overlap seg_thresh seg_small_segment"
    keys += " standardization_mean standardization_std"
    metadata = {key: json.loads(told(output)[key]) for key in keys.split()}
    assert metadata["model_type"] == "Segmentor"
    assert metadata["class_names"] == dict(zip("0123", CLASSES, strict=True))
    assert metadata["resolution"] == 1000
    assert (metadata["tiles_size"], metadata["tile_size"], metadata["tiles_overlap"]) == (TILE, TILE, 25)
    assert (metadata["standardization_mean"], metadata["standardization_std"]) == ([0] * 3, [1] * 3)
    assert metadata["seg_thresh"] == 0
    # As Deepness does it: bytes divided by 255 in float32, mean 0 and deviation 1.
    draw = np.random.default_rng(1)
    bytes_ = draw.integers(0, 256, (3, TILE // 8, TILE // 8)).astype(np.uint8).repeat(8, axis=1).repeat(8, axis=2)
    given = (np.float32(bytes_ * 1.0 / 255.0) - np.zeros((3, 1, 1), np.float32)) / np.ones((3, 1, 1), np.float32)
    found = answers(output, given[None])[0]
    model, card = make_model(BYTES)
    images = card.normalisation.apply(bytes_.astype(np.float32), np.ones(bytes_.shape[1:], bool))
    np.testing.assert_allclose(found, expected(model, images), atol=1e-4)
    assert len(np.unique(found.argmax(axis=0))) >= 3


@pytest.mark.parametrize(
    ("changes", "divided", "words"),
    [
        ({"stored_type": "uint16"}, True, "uint16"),
        ({"stored_type": ""}, True, "unknown"),
        ({"scale": 2}, True, "2 times finer"),
        ({"moments": ("01-15", "07-01")}, False, "time series"),
    ],
)
def test_what_no_file_can_stand_for_is_refused(
    make_model: MakeModel, changes: dict[str, Any], divided: bool, words: str
) -> None:
    _, card = make_model(BYTES)
    if "moments" in changes:
        changes["architecture"] = type(card.architecture)(3, len(CLASSES), moments=2)
        changes["normalisation"] = Normalisation((0.0,) * 6, (1.0,) * 6)
    with pytest.raises(UserError) as caught:
        check_exportable(dataclasses.replace(card, **changes), divided=divided)
    assert caught.value.code is ErrorCode.MODEL_INVALID
    assert words in caught.value.found


def test_a_raster_that_stores_its_bands_otherwise_is_refused(
    write_model: Callable[..., str], write_raster: Callable[..., str], tmp_path: Path
) -> None:
    output = tmp_path / "m.onnx"
    with pytest.raises(UserError) as caught:
        export_model(ExportModelJob(write_model(), str(output), input=write_raster(offset=0.0)), SilentReporter())
    assert "blue with scale 0.0001, offset 0 and NoData 0.0 instead of" in caught.value.found
    assert not output.exists()


def test_a_raster_smaller_than_a_tile_is_compared_where_it_is(
    graph_of: Callable[..., Graph], write_raster: Callable[..., str]
) -> None:
    model, card, file = graph_of(1.0, smooths=True)
    sample = of_raster(write_raster(height=40, width=50), card, TILE)
    assert sample.valid[:40, :50].mean() > 0.8
    assert not sample.valid[40:].any()
    found = proof.prove(file, model, card, sample, divided=False)
    assert found is not None
    assert found.agreement >= 0.999
    assert found.pixels == int(sample.valid[MARGIN:-MARGIN, MARGIN:-MARGIN].sum())
    narrow = of_raster(write_raster(height=MARGIN - 2, width=50), card, TILE)
    assert narrow.valid.any()
    assert proof.prove(file, model, card, narrow, divided=False) is None


def test_a_folder_of_band_files_is_the_same_sample(
    make_model: MakeModel, write_raster: Callable[..., str], tmp_path: Path
) -> None:
    _, card = make_model()
    folder = tmp_path / "bands"
    folder.mkdir()
    with rasterio.open(write_raster()) as whole:
        for index, name in enumerate(whole.descriptions, 1):
            with rasterio.open(folder / f"{name}.tif", "w", **{**whole.profile, "count": 1}) as band:
                band.write(whole.read(index), 1)
                band.scales, band.offsets = whole.scales[index - 1 : index], whole.offsets[index - 1 : index]
    expected, found = of_raster(str(tmp_path / "scene.tif"), card, TILE), of_raster(str(folder), card, TILE)
    assert np.array_equal(found.stored, expected.stored)
    assert np.array_equal(found.images, expected.images) and np.array_equal(found.valid, expected.valid)


def test_a_file_that_says_something_else_is_not_written(
    write_model: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "AGREEMENT", 1.01)
    output = tmp_path / "m.onnx"
    output.write_text("an older one")
    with pytest.raises(InternalError, match="nothing was written"):
        export_model(ExportModelJob(write_model(share=1.0), str(output)), SilentReporter())
    assert output.read_text() == "an older one"


def test_the_proof_notices_swapped_bands(graph_of: Callable[..., Graph]) -> None:
    model, card, file = graph_of(1.0, smooths=True)
    sample = made_up(card, TILE)
    found = proof.prove(file, model, card, dataclasses.replace(sample, stored=sample.stored[::-1]), divided=False)
    assert found is not None
    assert found.agreement < 0.9


def test_without_onnxruntime_it_is_said_that_nothing_was_compared(
    write_model: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    result = export_model(ExportModelJob(write_model(share=1.0), str(tmp_path / "m.onnx")), SilentReporter())
    assert (result["agreement"], result["compared_pixels"]) == (None, 0)
    assert any("onnxruntime is not installed" in finding for finding in result["findings"])
    assert (tmp_path / "m.onnx").stat().st_size > 10_000


def test_a_package_that_is_missing_comes_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(UserError) as caught:
        needed_package("onnx", "export")
    assert caught.value.code is ErrorCode.PACKAGE_MISSING
    assert caught.value.remedy.endswith("-m pip install onnx onnxruntime")


def test_cancelling_leaves_nothing(write_model: Callable[..., str], tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        export_model(ExportModelJob(write_model(), str(tmp_path / "m.onnx")), SilentReporter(cancelled=True))
    assert not (tmp_path / "m.onnx").exists()
