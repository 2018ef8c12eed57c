from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import rasterio
from hypothesis import given
from hypothesis import strategies as st
from rasterio.transform import Affine

from benchmarks import super_resolution
from benchmarks.degrading import block_means, write_degraded
from benchmarks.json_lines import read_lines
from benchmarks.label_sets import Budget, LabelSet
from benchmarks.super_resolution_measuring import (
    CONTRAST_FIRST,
    FINER,
    INTERPOLATED,
    REPEATED,
    UPSAMPLED,
    SuperResolutionTask,
    measure_super_resolution,
    repeated,
    scores,
)
from benchmarks.super_resolution_training import BATCH, FinerLabels
from tests.benchmarks.tiny_place import write_place


@pytest.fixture
def raster(tmp_path: Path) -> Path:
    """Two bands of 5 x 7 pixels, rotated, with NoData -1, scale and offset."""
    values = np.arange(70, dtype=np.int16).reshape(2, 5, 7)
    values[0, 0, 0] = -1
    values[1, 2:4, 2:4] = [[-1, -1], [-1, 8]]
    path = tmp_path / "fine.tif"
    with rasterio.open(
        path, "w", driver="GTiff", dtype="int16", count=2, height=5, width=7, nodata=-1, crs="EPSG:32633",
        transform=Affine(10, 2, 500_000, 1, -20, 5_000_000), photometric="MINISBLACK",
    ) as dataset:  # fmt: skip
        dataset.write(values)
        dataset.descriptions, dataset.scales, dataset.offsets = ("B04", "B08"), (1e-4, 1e-4), (-0.1, -0.1)
    return path


def test_a_coarser_raster_has_the_means_of_blocks_on_the_same_ground(raster: Path, tmp_path: Path) -> None:
    write_degraded(raster, tmp_path / "coarse.tif", 2)
    with rasterio.open(raster) as fine, rasterio.open(tmp_path / "coarse.tif") as coarse:
        values = coarse.read()
        assert values.shape == (2, 2, 3) and values.dtype == np.float32 and np.isnan(coarse.nodata)
        # The lower right corner of a coarse pixel is that of its last fine one, and rows are not columns.
        assert coarse.transform @ (1, 2) == fine.transform @ (2, 4)
        assert coarse.transform @ (0, 0) == fine.transform @ (0, 0) and coarse.crs == fine.crs
        assert coarse.descriptions == ("B04", "B08")
        assert (coarse.scales, coarse.offsets) == ((1e-4, 1e-4), (-0.1, -0.1))
    assert values[0, 0].tolist() == pytest.approx([(1 + 7 + 8) / 3, (2 + 3 + 9 + 10) / 4, (4 + 5 + 11 + 12) / 4])
    assert values[0, 1].tolist() == [18, 20, 22]
    # A quarter of that block is known: too little.
    assert np.isnan(values[1, 1, 1]) and np.isnan(values).sum() == 1


@given(st.integers(1, 4), st.integers(1, 5), st.integers(1, 6), st.integers(0, 3), st.integers(0, 3))
def test_means_of_equal_pixels_are_those_pixels(scale: int, height: int, width: int, below: int, beside: int) -> None:
    coarse = np.random.default_rng(height).normal(size=(2, height, width)).astype(np.float32)
    fine = np.repeat(np.repeat(coarse, scale, axis=1), scale, axis=2)
    # What fills no block at the lower and right edge is left out.
    fine = np.pad(fine, ((0, 0), (0, min(below, scale - 1)), (0, min(beside, scale - 1))), constant_values=99)
    assert np.allclose(block_means(fine, np.ones(fine.shape, bool), scale), coarse, atol=1e-6)
    assert np.array_equal(repeated(coarse[0], scale), fine[0, : scale * height, : scale * width])


def test_half_of_a_block_is_enough_and_what_is_no_number_counts_as_missing() -> None:
    values = np.array([[[1, 5, 7, np.nan], [np.nan, np.nan, np.nan, np.nan]]])
    means = block_means(values, np.ones(values.shape, bool), 2)
    assert means[0, 0, 0] == 3 and np.isnan(means[0, 0, 1])


def test_a_raster_smaller_than_a_block_is_refused() -> None:
    with pytest.raises(ValueError, match="3 x 9 pixels have no block of 4 x 4"):
        block_means(np.ones((1, 3, 9)), np.ones((1, 3, 9), bool), 4)


def test_scores_are_of_the_fine_truth_where_the_coarse_imagery_has_data() -> None:
    reference = np.full((5, 9), 255, np.uint8)
    reference[:4, :3], reference[:4, 3:8] = 0, 1
    labels = LabelSet(Path("none"), ("a", "b"), reference)
    seen = np.ones((4, 8), bool)
    seen[:, 7] = False
    said = np.where(np.arange(8) < 2, 0, 1).astype(np.uint8)[None].repeat(4, axis=0)
    found = scores(said, labels, seen)
    # Columns 2 and 3 are at the boundary: of class a nothing is found there, of class b its 4 of 8 pixels.
    assert (found["boundary_pixels"], found["interior_pixels"]) == (8, 20)
    assert found["boundary_iou"] == pytest.approx((0 + 4 / 8) / 2) and found["interior_iou"] == 1
    assert found["mean_iou"] == pytest.approx((8 / 12 + 16 / 20) / 2)
    assert scores(1 - said, labels, seen)["interior_iou"] == 0
    with pytest.raises(ValueError, match="no pixel is left"):
        scores(said, labels, np.zeros((4, 8), bool))


def test_windows_show_image_and_finer_labels_of_the_same_ground() -> None:
    fine = np.random.default_rng(2).integers(0, 5, (4 * 40, 4 * 30)).astype(np.uint8)
    image = block_means(fine[None], np.ones((1, *fine.shape), bool), 4)
    images, labels = FinerLabels(image, fine, 4).batch(seed=1, step=6)
    assert images.shape == (BATCH, 1, 24, 24) and labels.shape == (BATCH, 96, 96)
    for one, its_labels in zip(images.numpy(), labels.numpy(), strict=True):
        assert np.allclose(block_means(its_labels[None], np.ones((1, 96, 96), bool), 4), one)
    again, other = (FinerLabels(image, fine, 4).batch(seed=1, step=step)[0] for step in (6, 7))
    assert (again == images).all() and (other != images).any()


def test_labels_that_are_not_so_many_times_finer_are_refused() -> None:
    image = np.zeros((1, 5, 6), np.float32)
    with pytest.raises(ValueError, match="not 2 times as fine"):
        FinerLabels(image, np.zeros((12, 10), np.uint8), 2)
    with pytest.raises(ValueError, match="no pixel is labelled"):
        FinerLabels(image, np.full((10, 12), 255, np.uint8), 2)


def test_ways_of_the_product_are_measured_on_the_same_pixels_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = write_place(tmp_path / "place", height=48, width=64)
    tasks = [
        SuperResolutionTask(place, Budget("k3"), 2, ways, seed=0, steps=3)
        for ways in ((REPEATED, INTERPOLATED), (FINER,))
    ]
    results = tmp_path / "results.jsonl"
    assert super_resolution.run(tasks, results, device="cpu") == []
    lines = read_lines(results)
    assert [(line["way"], line["steps"]) for line in lines] == [(REPEATED, 0), (INTERPOLATED, 0), (FINER, 0)]
    assert len({(line["boundary_pixels"], line["interior_pixels"]) for line in lines}) == 1
    assert all(line["interior_iou"] > 0.8 for line in lines)
    super_resolution.run(tasks, results, device="cpu")
    assert "2 of 2 trainings are there already." in capsys.readouterr().out
    text = super_resolution.page(lines, command="again", steps=3, missing=2)
    assert "Of this list there is still to come: 2 maps." in text
    all_pixels, boundary = (lines[2][name] - lines[0][name] for name in ("mean_iou", "boundary_iou"))
    assert f"1:2 | DeepSat, scale | {100 * all_pixels:+.1f} | {100 * boundary:+.1f} |" in text


def test_a_network_learns_where_classes_lie_on_the_finer_grid(tmp_path: Path) -> None:
    place = write_place(tmp_path / "place", height=96, width=120)
    task = SuperResolutionTask(place, Budget("f100"), 2, (UPSAMPLED,), seed=0, steps=80)
    (line,) = measure_super_resolution(task, "cpu")
    assert line["interior_iou"] > 0.5 and line["steps"] == 80
    (contrasted,) = measure_super_resolution(dataclasses.replace(task, ways=(CONTRAST_FIRST,), steps=4), "cpu")
    assert 0 <= contrasted["boundary_iou"] <= 1 and contrasted["boundary_pixels"] == line["boundary_pixels"]
