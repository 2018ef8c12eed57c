"""Fine-tuning on time series: what one date cannot tell, two can; other years; continuing; previews."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
import torch
from rasterio.crs import CRS

from deepsat.checkpoints import load_model, read_card
from deepsat.encoders import scene_features, scene_logits
from deepsat.encoders.each_date import EachDate
from deepsat.finetune.preparation import prepare
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.imagery import open_scene, with_usable_bands
from deepsat.jobs import ErrorCode, FinetuneJob, PredictJob, PreviewJob, SuggestLabelsJob, UserError
from deepsat.labels import read_labels
from deepsat.predict.run import predict
from deepsat.preview.run import preview
from deepsat.reporting import SilentReporter
from deepsat.suggest.run import suggest_labels
from tests.core.finetune.conftest import HEIGHT, TRANSFORM, WIDTH, SmallScene

JobFor = Callable[..., FinetuneJob]
# In spring only class 0 is green, in summer only class 2 is bare: either date leaves two of the three alike.
LEVELS = {
    "04": {0: (400, 3000), 1: (1200, 1500), 2: (1200, 1500)},
    "07": {0: (500, 2800), 1: (500, 2800), 2: (1500, 1600)},
}


def write_date(path: Path, truth: np.ndarray, month: str, *, cloud: slice | None = None) -> str:
    """One date of the scene: red and near infrared, uint16, 0 = no data."""
    draw = np.random.default_rng([int(month), 7])
    levels = np.array([LEVELS[month][class_id] for class_id in range(3)])
    values = (levels[truth].transpose(2, 0, 1) + draw.normal(0, 60, (2, *truth.shape))).clip(1).astype(np.uint16)
    if cloud is not None:
        values[:, cloud] = 0
    profile = {"crs": CRS.from_epsg(32633), "transform": TRANSFORM, "nodata": 0, "photometric": "MINISBLACK"}
    with rasterio.open(
        path, "w", driver="GTiff", dtype="uint16", count=2, height=HEIGHT, width=WIDTH, **profile
    ) as dataset:
        dataset.write(values)
        dataset.descriptions = ("red", "nir")
    return str(path)


@pytest.fixture(scope="module")
def dates(small_scene: SmallScene, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The two dates of 2021."""
    folder = tmp_path_factory.mktemp("series")
    return (
        write_date(folder / "2021-04-20.tif", small_scene.truth, "04"),
        write_date(folder / "2021-07-15.tif", small_scene.truth, "07"),
    )


def share_right(path: str, truth: np.ndarray) -> float:
    with rasterio.open(path) as dataset:
        return float((dataset.read(1) == truth).mean())


@pytest.fixture(scope="module")
def models(
    small_scene: SmallScene, untrained: Recipe, dates: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[int, str]:
    """Folders of models by the number of dates that they learnt from; nobody writes there."""
    folder = tmp_path_factory.mktemp("models")
    for count in (1, 2):
        job = FinetuneJob(
            input=dates[:count], labels=small_scene.labels, class_field="class", model=str(folder / str(count)),
            device="cpu", checkpoint="random",
        )  # fmt: skip
        finetune(job, SilentReporter(), untrained)
    return {count: str(folder / str(count)) for count in (1, 2)}


@pytest.fixture
def mapped(tmp_path: Path, small_scene: SmallScene) -> Callable[..., float]:
    """Share of the scene that a model maps right on some rasters."""

    def share(model: str, seen: tuple[str, ...]) -> float:
        output = str(tmp_path / "map.tif")
        predict(PredictJob(seen, model, output, device="cpu"), SilentReporter())
        return share_right(output, small_scene.truth)

    return share


def test_two_dates_tell_what_one_cannot(
    mapped: Callable[..., float], models: dict[int, str], dates: tuple[str, str]
) -> None:
    assert mapped(models[1], dates[:1]) < 0.8
    assert mapped(models[2], dates[::-1]) > 0.97


def test_a_model_of_one_year_maps_another_with_other_days_and_clouds(
    mapped: Callable[..., float], models: dict[int, str], small_scene: SmallScene, tmp_path: Path
) -> None:
    folder = tmp_path / "2023"
    folder.mkdir()
    for day, cloud in (("04-12", slice(0, 40)), ("04-24", slice(30, 60)), ("07-11", None)):
        write_date(folder / f"2023-{day}.tif", small_scene.truth, day[:2], cloud=cloud)
    assert mapped(models[2], (str(folder),)) > 0.95


def test_the_card_tells_the_moments_and_refuses_a_single_date(
    models: dict[int, str], dates: tuple[str, str], tmp_path: Path
) -> None:
    card = read_card(Path(models[2]))
    assert card.moments == ("2021-04-20", "2021-07-15")
    assert (card.architecture.in_channels, card.architecture.channels) == (2, 4)
    assert len(card.normalisation.mean) == 4
    assert not (Path(models[2]) / "config.json").exists()
    undated = tmp_path / "undated.tif"
    undated.write_bytes(Path(dates[0]).read_bytes())
    with pytest.raises(UserError) as error:
        predict(PredictJob((str(undated),), models[2], str(tmp_path / "map.tif"), device="cpu"), SilentReporter())
    assert error.value.code is ErrorCode.INVALID_JOB
    assert "rasters with dates" in error.value.expected
    assert not (tmp_path / "map.tif").exists()


def test_a_single_date_for_a_model_of_two_is_doubted_in_the_result(
    models: dict[int, str], dates: tuple[str, str], tmp_path: Path
) -> None:
    results = {
        count: predict(PredictJob(dates[:count], models[2], str(tmp_path / "map.tif"), device="cpu"), SilentReporter())
        for count in (1, 2)
    }
    (doubt,) = results[1]["doubts"]
    assert doubt.startswith("The map may be wrong: the model knows 2 dates, and the imagery shows only one, 2021-04-20")
    assert doubt in results[1]["findings"]
    assert results[2]["doubts"] == []


def test_a_model_of_one_date_refuses_a_series(
    job_for: JobFor, quick: Recipe, models: dict[int, str], dates: tuple[str, str], tmp_path: Path
) -> None:
    for refused in (
        lambda: predict(PredictJob(dates, models[1], str(tmp_path / "map.tif"), device="cpu"), SilentReporter()),
        lambda: finetune(job_for("next", input=dates, checkpoint=models[1]), SilentReporter(), quick),
    ):
        with pytest.raises(UserError) as error:
            refused()
        assert error.value.code is ErrorCode.INVALID_JOB
        assert error.value.found == "2 rasters of one place"


def test_continuing_keeps_the_moments_of_the_model(
    mapped: Callable[..., float],
    models: dict[int, str],
    job_for: JobFor,
    untrained: Recipe,
    dates: tuple[str, str],
    tmp_path: Path,
) -> None:
    later = tuple(str(tmp_path / name) for name in ("2022-04-18.tif", "2022-07-17.tif"))
    for path, source in zip(later, dates, strict=True):
        Path(path).write_bytes(Path(source).read_bytes())
    second = job_for(input=later, checkpoint=models[2])
    finetune(second, SilentReporter(), untrained)
    assert mapped(second.model, later) > 0.97
    assert read_card(Path(second.model)).moments == ("2021-04-20", "2021-07-15")


def test_preview_and_suggestions_see_all_dates(
    models: dict[int, str], quick: Recipe, dates: tuple[str, str], small_scene: SmallScene, tmp_path: Path
) -> None:
    output = str(tmp_path / "preview.tif")
    preview(
        PreviewJob(dates, small_scene.labels, "class", output, checkpoint="random", device="cpu"),
        SilentReporter(),
        quick,
    )
    assert share_right(output, small_scene.truth) > 0.9
    places = str(tmp_path / "places.gpkg")
    found = suggest_labels(SuggestLabelsJob(dates, models[2], places, count=3, device="cpu"), SilentReporter())
    assert len(found["suggestions"]) == 3


def test_the_same_series_gives_the_same_weights_in_whatever_order_it_is_given(
    job_for: JobFor, untrained: Recipe, models: dict[int, str], dates: tuple[str, str]
) -> None:
    job = job_for(input=dates[::-1])
    finetune(job, SilentReporter(), untrained)
    assert read_card(Path(job.model)).weights_hash == read_card(Path(models[2])).weights_hash


def test_a_date_by_date_network_is_the_network_on_each_date(models: dict[int, str]) -> None:
    model, card = load_model(Path(models[2]))
    network, scale = model.network, card.architecture.input_scale
    assert isinstance(network, EachDate)
    images = torch.randn(2, 4, 32, 48, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        features = scene_features(network, images, scale)
        swapped = scene_features(network, images[:, [2, 3, 0, 1]], scale)
        head = network.segmentation_head[0]
        expected = torch.nn.functional.avg_pool2d(head(features), scale)
        found = scene_logits(network, images, scale)
    half = features.shape[1] // 2
    assert torch.allclose(torch.cat([swapped[:, half:], swapped[:, :half]], dim=1), features, atol=1e-5)
    assert torch.allclose(found, expected, atol=1e-3)
    assert not torch.allclose(features[:, :half], features[:, half:], atol=0.1)


def test_a_single_polygon_in_a_long_series_is_warned_of(
    job_for: JobFor, quick: Recipe, small_scene: SmallScene, tmp_path: Path
) -> None:
    """Fields of one class change in different ways, and one polygon knows one of them."""
    dates = [
        write_date(tmp_path / f"2021-{month:02}-20.tif", small_scene.truth, ("04", "07")[month % 2])
        for month in range(1, 9)
    ]

    def is_warned(rasters: list[str], polygons: int) -> bool:
        with open_scene(rasters) as scene:
            usable = with_usable_bands(scene, 0)
            labels = read_labels(job_for().labels, "class", scene.grid)
            of_class = [[p for p in labels.polygons if p.class_id == one.id] for one in labels.class_map.classes]
            few = dataclasses.replace(labels, polygons=tuple(p for own in of_class for p in own[:polygons]))
            findings = prepare(few, usable, quick, SilentReporter(), ()).findings
        return any("shows 8 points in time" in finding for finding in findings)

    assert is_warned(dates, 1)
    assert not is_warned(dates, 2)
    assert not is_warned(dates[:7], 1)
