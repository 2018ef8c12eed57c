from __future__ import annotations

import csv
import dataclasses
import math
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import pytest
import rasterio
import shapely
import torch
from rasterio.crs import CRS
from rasterio.transform import Affine

from deepsat.accuracy import Evidence
from deepsat.class_map import ClassMap
from deepsat.finetune.labelled import Labelled
from deepsat.finetune.recipe import Recipe
from deepsat.jobs import Cancelled, ErrorCode, ProbeJob, UserError
from deepsat.labels import LabelPixels, polygon_folds
from deepsat.probe.comparison import Probed, markdown, to_json
from deepsat.probe.probes import LINEAR, NEIGHBOURS, middles, probe_features
from deepsat.probe.run import probe
from deepsat.reporting import SilentReporter

TRANSFORM = Affine(10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0)
CLASSES = ("bare", "forest", "water")
SPECTRA = np.array([[900, 1200, 2000], [300, 400, 3000], [600, 400, 150]], dtype=np.float64)
SIDE = 5


def labelled_of(features: np.ndarray, class_ids: np.ndarray, polygon_ids: np.ndarray) -> Labelled:
    """Pixels in one row each, far enough apart for no buffer to matter."""
    names = ClassMap.from_names([f"class {k}" for k in range(int(class_ids.max()) + 1)])
    rows = np.arange(len(class_ids), dtype=np.int32) * 10
    pixels = LabelPixels(rows, rows % 70, class_ids.astype(np.uint8), polygon_ids.astype(np.int32), names)
    surroundings = np.zeros((len(rows), 3), np.float32)
    return Labelled(pixels, polygon_folds(pixels, 4), torch.from_numpy(features.astype(np.float32)), surroundings)


def probed(labelled: Labelled, kernel: int = 1, neighbours: int = 5) -> dict[str, Evidence]:
    return probe_features(labelled, kernel=kernel, neighbours=neighbours, recipe=Recipe(), seed=0, check=lambda: None)


def test_features_that_tell_the_classes_apart_score_and_others_do_not() -> None:
    draw = np.random.default_rng(0)
    class_ids = np.repeat([0, 1, 2], 40)
    polygon_ids = np.arange(120) // 8
    clear = np.eye(3)[class_ids] * 4 + draw.normal(0, 0.3, (120, 3))
    found = probed(labelled_of(clear, class_ids, polygon_ids))
    noise = probed(labelled_of(draw.normal(0, 1, (120, 3)), class_ids, polygon_ids))
    for name in (NEIGHBOURS, LINEAR):
        assert len(found[name]) == 120
        assert found[name].confusion().mean_iou == 1.0
        assert noise[name].confusion().mean_iou < 0.35
        assert np.allclose(found[name].probabilities.sum(axis=1), 1, atol=1e-5)


def test_polygons_are_held_out_as_a_whole() -> None:
    """Each polygon has a value of its own that says nothing of the class: seen in training it would be found again."""
    draw = np.random.default_rng(1)
    polygon_ids = np.repeat(np.arange(16), 10)
    class_ids = (np.arange(16) % 2)[polygon_ids]
    features = draw.normal(0, 5, (16, 6))[polygon_ids] + draw.normal(0, 0.01, (160, 6))
    found = probed(labelled_of(features, class_ids, polygon_ids))
    assert found[NEIGHBOURS].confusion().overall < 0.8


def test_a_large_class_does_not_outvote_a_small_one() -> None:
    draw = np.random.default_rng(2)
    class_ids = np.array([0] * 180 + [1] * 20)
    polygon_ids = np.array([i // 45 for i in range(180)] + [4 + i // 5 for i in range(20)])
    features = np.where(class_ids == 1, 1.0, -1.0)[:, None] * np.ones(4) + draw.normal(0, 1.2, (200, 4))
    confusion = probed(labelled_of(features, class_ids, polygon_ids), neighbours=40)[NEIGHBOURS].confusion()
    assert confusion.producers[1] > 0.7


def test_the_middle_of_a_window_of_features() -> None:
    rows = np.arange(2 * 3 * 9, dtype=np.float32).reshape(2, 27)
    assert middles(rows, 3).tolist() == [[4, 13, 22], [31, 40, 49]]
    assert middles(rows, 1) is not None and np.array_equal(middles(rows, 1), rows)


def evidence(right: np.ndarray) -> Evidence:
    """Eight polygons of two classes with ten pixels each, of which so many are right."""
    class_ids = np.repeat(np.arange(8) % 2, 10).astype(np.uint8)
    is_right = np.concatenate([np.arange(10) < count for count in right])
    said = np.where(is_right, class_ids, 1 - class_ids)
    return Evidence(class_ids, np.eye(2, dtype=np.float32)[said], np.repeat(np.arange(8), 10).astype(np.int32))


def test_differences_are_of_the_same_polygons() -> None:
    good, bad = np.array([9, 8, 2, 10, 7, 3, 9, 8]), np.array([8, 7, 1, 9, 6, 2, 8, 7])
    first, second = (Probed(name, "U-Net", 4, {p: evidence(c) for p in (NEIGHBOURS, LINEAR)}, 1.0)
                     for name, c in (("a", good), ("b", bad)))  # fmt: skip
    document = to_json(second, first, ("x", "y"), seed=0)[LINEAR]
    low, high = document["against_first_interval"]
    assert low <= document["against_first"] <= high < 0
    # Every polygon is worse by one pixel: drawn apart, the polygons' own differences would drown that.
    assert document["mean_iou_interval"][1] > to_json(first, first, ("x", "y"), seed=0)[LINEAR]["mean_iou"]
    assert to_json(first, first, ("x", "y"), seed=0)[LINEAR]["against_first_interval"] == [0, 0]
    table = markdown([to_json(one, first, ("x", "y"), seed=0) for one in (first, second)], 2, 8)
    assert "| b | 0." in table and f"{document['against_first']:+.3f} ({low:+.3f} to {high:+.3f})" in table


# --- the job --------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Place:
    raster: str
    labels: str


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Three classes in slanted stripes, four squares in each."""
    folder = tmp_path_factory.mktemp("place")
    rows, columns = np.mgrid[:90, :110]
    truth = (((rows + 2 * columns) // 24) % 3).astype(np.uint8)
    draw = np.random.default_rng(11)
    values = (SPECTRA[truth].transpose(2, 0, 1) + draw.normal(0, 60, (3, 90, 110))).clip(1).astype(np.uint16)
    raster, labels = str(folder / "scene.tif"), str(folder / "labels.gpkg")
    with rasterio.open(
        raster, "w", driver="GTiff", dtype="uint16", count=3, height=90, width=110,
        crs=CRS.from_epsg(32633), transform=TRANSFORM, photometric="MINISBLACK",
    ) as dataset:  # fmt: skip
        dataset.write(values)
        dataset.descriptions = ("Green", "Red", "NIR")
    write_squares(labels, truth, per_class=4, draw=draw)
    return Place(raster, labels)


def write_squares(path: str, truth: np.ndarray, *, per_class: int, draw: np.random.Generator, side: int = SIDE) -> None:
    names: list[str] = []
    boxes = []
    while len(names) < per_class * 3:
        row, column = int(draw.integers(truth.shape[0] - side)), int(draw.integers(truth.shape[1] - side))
        seen = np.unique(truth[row : row + side, column : column + side])
        if len(seen) == 1 and names.count(CLASSES[seen[0]]) < per_class:
            names.append(CLASSES[seen[0]])
            left, top = TRANSFORM.c + 10 * column, TRANSFORM.f - 10 * row
            boxes.append(shapely.box(left, top - 10 * side, left + 10 * side, top))
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(boxes)), [np.array(names, object)], np.array(["class"]),
        geometry_type="Polygon", crs="EPSG:32633", driver="GPKG",
    )  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Compared:
    """What a probe of two checkpoints left."""

    table: Path
    result: dict[str, Any]
    reporter: SilentReporter


@pytest.fixture(scope="module")
def compared(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Compared:
    table, reporter = tmp_path_factory.mktemp("probe") / "table.csv", SilentReporter()
    job = ProbeJob((place.raster,), place.labels, "class", ("random", "deepsat-v1"), str(table), device="cpu")
    return Compared(table, probe(job, reporter), reporter)


def test_checkpoints_are_compared_on_a_place(compared: Compared) -> None:
    output, result, reporter = compared.table, compared.result, compared.reporter
    assert [one["checkpoint"] for one in result["probes"]] == ["random", "deepsat-v1", "bands"]
    assert result["held_out_polygons"] == 12 and result["classes"] == list(CLASSES)
    for one in result["probes"]:
        assert one["linear"]["mean_iou"] > 0.9
        assert set(one["linear"]["iou"]) == set(CLASSES)
    assert result["probes"][2]["channels"] == 3 and result["probes"][0]["network"] == "U-Net"
    assert result["best"]["linear"] in ("random", "deepsat-v1", "bands")
    with output.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["checkpoint"], row["probe"]) for row in rows][:3] == [
        ("random", "neighbours"), ("random", "linear"), ("deepsat-v1", "neighbours"),
    ]  # fmt: skip
    assert float(rows[1]["mean_iou"]) == pytest.approx(result["probes"][0]["linear"]["mean_iou"], abs=1e-4)
    fractions = [fraction for fraction, *_ in reporter.progressed]
    assert fractions == sorted(fractions) and fractions[-1] == 1.0
    assert result["markdown"].count("\n| ") == 5


def test_the_bands_alone_are_those_of_all_dates(place: Place, tmp_path: Path) -> None:
    """The classes differ at the second date alone: the first is noise."""
    with rasterio.open(place.raster) as dataset:
        values, profile = dataset.read(), dataset.profile
    noise = np.random.default_rng(5).normal(1000, 100, values.shape).astype(np.uint16)
    (tmp_path / "series").mkdir()
    for date, bands in (("2020-02-01", noise), ("2020-07-01", values)):
        with rasterio.open(tmp_path / "series" / f"image_{date}.tif", "w", **profile) as dataset:
            dataset.write(bands)
            dataset.descriptions = ("Green", "Red", "NIR")
    job = ProbeJob((str(tmp_path / "series"),), place.labels, "class", ("random",), device="cpu")
    bands = probe(job, SilentReporter())["probes"][-1]
    assert (bands["checkpoint"], bands["channels"]) == ("bands", 6)
    assert bands["linear"]["mean_iou"] > 0.9 and bands["neighbours"]["mean_iou"] > 0.9


def test_the_same_seed_gives_the_same_scores(place: Place, compared: Compared) -> None:
    """Whatever it is compared with."""
    job = ProbeJob((place.raster,), place.labels, "class", ("random",), device="cpu")
    first, second = compared.result["probes"][0], probe(job, SilentReporter())["probes"][0]
    assert first["checkpoint"] == second["checkpoint"] == "random"
    assert first["linear"] == second["linear"] and first["neighbours"] == second["neighbours"]


def test_nothing_that_can_be_held_out_is_refused(place: Place, tmp_path: Path) -> None:
    rows, columns = np.mgrid[:90, :110]
    labels = str(tmp_path / "few.gpkg")
    truth = (((rows + 2 * columns) // 24) % 3).astype(np.uint8)
    write_squares(labels, truth, per_class=1, draw=np.random.default_rng(3), side=2)
    with pytest.raises(UserError) as caught:
        probe(ProbeJob((place.raster,), labels, "class", ("random",), device="cpu"), SilentReporter())
    assert caught.value.code is ErrorCode.LABELS_UNUSABLE


def test_an_unknown_checkpoint_is_refused_before_any_work(place: Place) -> None:
    reporter = SilentReporter()
    with pytest.raises(UserError) as caught:
        probe(ProbeJob((place.raster,), place.labels, "class", ("random", "nowhere")), reporter)
    assert caught.value.code is ErrorCode.CHECKPOINT_UNKNOWN and reporter.progressed == []


def test_a_cancelled_probe_writes_nothing(place: Place, tmp_path: Path) -> None:
    output = tmp_path / "table.csv"
    job = ProbeJob((place.raster,), place.labels, "class", ("random",), str(output), device="cpu")
    with pytest.raises(Cancelled):
        probe(job, SilentReporter(cancelled=True))
    assert not output.exists()


def test_settings_that_cannot_be_carried_out() -> None:
    job = ProbeJob(("/a.tif",), "/l.gpkg", "class", ("a", "a"), neighbours=0)
    assert job.problems() == [
        "checkpoints must name each checkpoint once, not a twice",
        "neighbours must be at least 1, not 0",
    ]
    assert ProbeJob(("/a.tif",), "/l.gpkg", "class", ()).problems() == ["checkpoints must name at least one checkpoint"]
    assert not math.isnan(ProbeJob(("/a.tif",), "/l.gpkg", "class").neighbours)
