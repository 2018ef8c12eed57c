from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import rasterio
import torch

from deepsat.change.learnt import finetune_change, predict_change
from deepsat.change.start import change_start
from deepsat.checkpoints import load_model
from deepsat.checkpoints.model_folder import read_card
from deepsat.encoders import Architecture, build_network, scene_features
from deepsat.encoders.change_unet import of_one_date, of_two_dates
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.imagery.pair import open_pair
from deepsat.jobs import ErrorCode, FinetuneChangeJob, FinetuneJob, PredictChangeJob, PredictJob, UserError
from deepsat.predict.imagery import open_imagery
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter

from .conftest import ChangedPlace

QUICK = Recipe(
    trees_a_kind=3, calibration_windows=4, chip_size=32, batch_size=4, steps=4, warm_up=2, evaluate_every=2,
    tile_size=64, tile_margin=16,
)  # fmt: skip
HEAD_ALONE = dataclasses.replace(QUICK, candidates=("head",), folds=0)


# --- the network ----------------------------------------------------------------------------------------------------


def test_a_network_for_change_sees_differences_only() -> None:
    torch.manual_seed(0)
    architecture = Architecture(in_channels=3, classes=2, name="ChangeUnet", moments=2)
    network = build_network(architecture).eval()
    first, second = torch.randn(2, 1, 3, 32, 48)
    there = scene_features(network, torch.cat([first, second], dim=1), 2)
    back = scene_features(network, torch.cat([second, first], dim=1), 2)
    same = scene_features(network, torch.cat([first, first], dim=1), 2)
    other = scene_features(network, torch.cat([second, second], dim=1), 2)
    assert there.shape == (1, 32, 64, 96)
    assert torch.allclose(there, back, atol=1e-5) and torch.allclose(same, other, atol=1e-5)
    assert not torch.allclose(there, same, atol=1e-2)
    assert architecture.feature_channels == 32 and architecture.channels == 6
    assert Architecture.from_json(architecture.to_json()) == architecture
    assert of_two_dates(of_one_date(architecture)) == architecture
    assert any(architecture.leaves_unused(key) for key, _ in network.named_parameters())


def test_a_network_for_change_needs_two_dates() -> None:
    with pytest.raises(ValueError, match="moments is 2 for change"):
        Architecture(in_channels=3, classes=2, name="ChangeUnet")


def test_the_bands_differences_pass_through(place: ChangedPlace) -> None:
    """The decoder's first layer gets the absolute difference of a band, whatever the signs of its values are."""
    with open_pair(place.before, place.after) as pair:
        start = change_start("random", pair, 2, Recipe(), seed=0)
    network = start.network.eval()
    images = torch.randn(1, 6, 32, 32)
    with torch.no_grad():
        stem = network.encoder.dates.conv1(
            torch.cat(images.repeat_interleave(2, 2).repeat_interleave(2, 3).chunk(2, 1))
        )
        halves = [part.relu() for part in stem.chunk(2)]
        apart = (halves[0] - halves[1]).abs()
        layer = network.decoder.blocks[-2].conv1[0]
        skipped = layer.weight.shape[1] - apart.shape[1]
        found = torch.einsum("oc,bchw->bohw", layer.weight[:3, skipped:, 1, 1], apart)
    expected = (images[:, :3] - images[:, 3:]).abs().repeat_interleave(2, 2).repeat_interleave(2, 3)[..., ::2, ::2]
    scale = (found / expected).flatten(2)
    assert torch.allclose(scale, scale[..., :1].expand_as(scale), rtol=1e-4)
    assert (scale > 0.5).all()


# --- the jobs -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def model(place: ChangedPlace, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, object]]:
    folder = str(tmp_path_factory.mktemp("models") / "change")
    job = FinetuneChangeJob(place.before, place.after, place.labels, "class", folder, device="cpu")
    return folder, finetune_change(job, SilentReporter(), QUICK)


def test_change_is_learnt_and_mapped(place: ChangedPlace, model: tuple[str, dict[str, object]], tmp_path: Path) -> None:
    folder, result = model
    assert [c["name"] for c in result["classes"]] == ["change", "no change"]  # type: ignore[attr-defined]
    assert result["held_out"]["mean_iou"] > 0.8  # type: ignore[index]
    output = tmp_path / "map.tif"
    mapped = predict_change(
        PredictChangeJob(place.before, place.after, folder, str(output), device="cpu"), SilentReporter()
    )
    with rasterio.open(output) as dataset:
        found = dataset.read(1) == 0
        assert dataset.transform == rasterio.open(place.before).transform
    intersection, union = (found & place.changed).sum(), (found | place.changed).sum()
    assert intersection / union > 0.75
    assert mapped["area"]["change"]["pixels"] == found.sum()


def test_the_model_is_for_change_and_opens_like_others(model: tuple[str, dict[str, object]]) -> None:
    folder, _ = model
    opened, card = load_model(Path(folder))
    assert card.architecture.name == "ChangeUnet" and card.moments == ("1", "2")
    assert [band.name for band in card.bands] == ["Green", "Red", "NIR"] and len(card.normalisation.mean) == 6
    assert not (Path(folder) / "config.json").exists()
    document = json.loads((Path(folder) / "model.json").read_text(encoding="utf-8"))
    assert document["properties"]["title"] == "Change: before.tif → after.tif"
    shares = opened.probabilities(torch.randn(1, 6, 32, 32))
    assert torch.allclose(shares.sum(dim=1), torch.ones(1, 32, 32), atol=1e-5)


def test_predict_maps_the_pair_in_order_too(
    place: ChangedPlace, model: tuple[str, dict[str, object]], tmp_path: Path
) -> None:
    folder, _ = model
    with rasterio.open(place.after) as dataset:
        profile, after = {**dataset.profile, "nodata": 0}, dataset.read()
    after[:, :20, :30] = 0
    hole = str(tmp_path / "hole.tif")
    with rasterio.open(hole, "w", **profile) as dataset:
        dataset.write(after)
        dataset.descriptions = rasterio.open(place.after).descriptions
    for name, job, run in (
        (
            "change",
            PredictChangeJob(place.before, hole, folder, str(tmp_path / "change.tif"), device="cpu"),
            predict_change,
        ),
        ("plain", PredictJob((place.before, hole), folder, str(tmp_path / "plain.tif"), device="cpu"), predict),
    ):
        run(job, SilentReporter())  # type: ignore[operator]
        assert (tmp_path / f"{name}.tif").is_file()
    with rasterio.open(tmp_path / "change.tif") as one, rasterio.open(tmp_path / "plain.tif") as two:
        assert np.array_equal(one.read(), two.read())
        # Nothing is filled from the other date.
        assert ((two.read(1) == 255) == (after[0] == 0)).all()
    with pytest.raises(UserError, match="two rasters, before and after"):
        predict(PredictJob((place.before,), folder, str(tmp_path / "one.tif"), device="cpu"), SilentReporter())


@pytest.mark.parametrize(
    ("dates", "backwards"), [((), False), (("2021-06-01", "2020-06-01"), True), (("2020-06-01", "2020-06-01"), False)]
)
def test_the_earlier_date_that_is_told_is_the_first(
    place: ChangedPlace, model: tuple[str, dict[str, object]], dates: tuple[str, ...], backwards: bool
) -> None:
    _, card = load_model(Path(model[0]))
    paths = (place.before, place.after)
    with open_imagery(PredictJob(paths, model[0], "/o.tif", dates=dates), card) as pair:
        assert pair.paths == (paths[::-1] if backwards else paths)


def test_a_model_of_change_is_continued(
    place: ChangedPlace, model: tuple[str, dict[str, object]], tmp_path: Path
) -> None:
    job = FinetuneChangeJob(
        place.before, place.after, place.labels, "class", str(tmp_path / "next"), checkpoint=model[0], device="cpu"
    )
    result = finetune_change(job, SilentReporter(), HEAD_ALONE)
    assert any("continues from the model change" in finding for finding in result["findings"])
    assert read_card(tmp_path / "next").architecture.name == "ChangeUnet"


def test_land_cover_is_not_learnt_from_a_model_of_change(
    place: ChangedPlace, model: tuple[str, dict[str, object]], tmp_path: Path
) -> None:
    rasters, folder = (place.before, place.after), str(tmp_path / "next")
    job = FinetuneJob(rasters, place.labels, "class", folder, checkpoint=model[0], device="cpu")
    with pytest.raises(UserError) as caught:
        finetune(job, SilentReporter(), QUICK)
    assert caught.value.code is ErrorCode.MODEL_INVALID and "for change" in caught.value.found


def test_a_model_of_land_cover_is_refused(place: ChangedPlace, tmp_path: Path) -> None:
    folder = str(tmp_path / "land cover")
    job = FinetuneJob((place.before,), place.labels, "class", folder, checkpoint="random", device="cpu")
    finetune(job, SilentReporter(), HEAD_ALONE)
    refused = (
        (
            FinetuneChangeJob(place.before, place.after, place.labels, "class", str(tmp_path / "m"), checkpoint=folder),
            finetune_change,
        ),
        (PredictChangeJob(place.before, place.after, folder, str(tmp_path / "o.tif")), predict_change),
    )
    for other, run in refused:
        with pytest.raises(UserError) as caught:
            run(other, SilentReporter())  # type: ignore[operator]
        assert caught.value.code is ErrorCode.MODEL_INVALID and "for land cover" in caught.value.found


def test_settings_that_cannot_be_carried_out() -> None:
    same = PredictChangeJob("/a.tif", "/a.tif", "/m", "/o.tif")
    assert same.problems() == ["before and after are the same raster /a.tif"]
    job = FinetuneChangeJob("/a.tif", "/b.tif", "/l.gpkg", "class", "/m", max_minutes=0, seed=-1)
    assert len(job.problems()) == 2
    assert job.finetune_job().input == ("/a.tif", "/b.tif")
