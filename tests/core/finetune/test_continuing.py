"""Fine-tuning that continues from a model: its weights stay, bands and classes find their places by name."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import pytest
import rasterio
import shapely
import torch

from deepsat.checkpoints import Card, TrainingFacts, load_model, read_card, save_model
from deepsat.class_map import ClassMap
from deepsat.encoders import Architecture, batch_norms, build_network, scene_logits
from deepsat.finetune.checkpoints import start_network
from deepsat.finetune.frozen import trust_of
from deepsat.finetune.head import fit_head, head_of_network
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.imagery import Band, Normalisation, open_scene
from deepsat.jobs import ErrorCode, FinetuneJob, PredictJob, PreviewJob, UserError
from deepsat.models import Model
from deepsat.predict.run import predict
from deepsat.preview.run import preview
from deepsat.preview.seen_scene import MEMORY
from deepsat.reporting import SilentReporter

from .conftest import Learnt

JobFor = Callable[..., FinetuneJob]
Named = Callable[..., str]
UNET = Architecture(in_channels=3, classes=3)
GALILEO = Architecture(
    in_channels=3, classes=3, name="Galileo", encoder_name="galileo_nano", decoder_channels=(), input_scale=1,
    patch_size=2,
)  # fmt: skip
BANDS = (Band("green", 560.0), Band("red", 665.0), Band("nir", 833.0))
OLD = ("bare", "forest", "water")


@pytest.fixture
def named(small_scene: Any, tmp_path: Path) -> Named:
    """The small scene, its bands in some order and named; further bands are noise."""

    def write(order: Sequence[int | None], names: Sequence[str]) -> str:
        with rasterio.open(small_scene.raster) as source:
            profile, values = dict(source.profile), source.read()
        noise = np.random.default_rng(0).integers(1, 4000, values.shape[1:]).astype(values.dtype)
        path = tmp_path / f"{'_'.join(names)}.tif"
        with rasterio.open(path, "w", **{**profile, "count": len(order)}) as target:
            target.write(np.stack([noise if index is None else values[index] for index in order]))
            target.descriptions = tuple(names)
        return str(path)

    return write


def written_model(folder: Path, architecture: Architecture, **facts: object) -> Model:
    """A model with random weights and other statistics than a fresh one's."""
    torch.manual_seed(7)
    network = build_network(architecture)
    network(torch.randn(2, 3, 64, 64))
    with torch.no_grad():
        network.segmentation_head[0].bias.copy_(torch.tensor([0.5, -1.0, 2.0]))  # type: ignore[index]
    training = TrainingFacts(
        checkpoint="random", scene="s.tif", loss="cross_entropy", seed=0, steps=0, seconds=1.0, polygons={}, pixels={},
        held_out=None, candidates={}, chosen="fitted head", recipe={},
    )  # fmt: skip
    card = Card(
        bands=BANDS, normalisation=Normalisation((0.0,) * 3, (1.0,) * 3), class_map=ClassMap.from_names(OLD),
        architecture=architecture, tile_size=64, tile_margin=16, gsd_m=10.0, footprint=(0.0, 0.0, 1.0, 1.0),
        training=dataclasses.replace(training, **facts), deepsat_version="0", framework_version="2",
    )  # fmt: skip
    model = Model(network.eval(), architecture.input_scale)
    save_model(folder, model, card)
    return model


@pytest.mark.parametrize("architecture", [UNET, GALILEO])
def test_bands_in_another_order_give_the_same_answers(tmp_path: Path, named: Named, architecture: Architecture) -> None:
    model = written_model(tmp_path / "m", architecture)
    with open_scene([named((2, None, 0, 1), ("nir", "thermal", "green", "red"))]) as scene:
        start = start_network(str(tmp_path / "m"), scene, 3, Recipe(), 1, OLD)
    images = torch.randn(2, 3, 32, 64)
    other = torch.stack([images[:, 2], torch.randn(2, 32, 64), images[:, 0], images[:, 1]], dim=1)
    start.network.eval()
    with torch.no_grad():
        expected = scene_logits(model.network, images, architecture.input_scale)
        found = scene_logits(start.network, other, architecture.input_scale)
    assert (found - expected).abs().max() < 1e-4 < expected.std()
    assert (start.architecture.in_channels, start.architecture.classes) == (4, 3)
    end = "only the head sees it" if architecture is GALILEO else "starts without influence"
    assert any("Band thermal is unknown to the model" in finding and end in finding for finding in start.findings)


@pytest.mark.parametrize("architecture", [UNET, GALILEO])
def test_rows_of_the_head_are_kept_by_the_names_of_their_classes(
    tmp_path: Path, named: Named, architecture: Architecture
) -> None:
    model = written_model(tmp_path / "m", architecture)
    now = ("bog", "water", "bare", "lake")
    with open_scene([named((0, 1, 2), ("green", "red", "nir"))]) as scene:
        start = start_network(str(tmp_path / "m"), scene, 4, Recipe(), 1, now)
    (old_weights, _), (weights, biases) = map(head_of_network, (model.network, start.network))
    assert torch.equal(weights[1], old_weights[OLD.index("water")])
    assert torch.equal(weights[2], old_weights[OLD.index("bare")])
    assert old_weights.abs().sum(dim=1).min() > 0
    assert not weights[[0, 3]].any()
    assert biases.tolist() == [0.0, 2.0, 0.5, 0.0]
    body = {name: t for name, t in model.network.state_dict().items() if not name.startswith("segmentation_head")}
    assert all(torch.equal(start.network.state_dict()[name], tensor) for name, tensor in body.items())
    assert (start.calibrated, start.needs_calibration, start.continues) == (True, False, True)
    assert start.weights_hash == read_card(tmp_path / "m").weights_hash
    assert start.findings == (
        "Training continues from the model m, which is made of: fitted head.",
        "Class 'forest' of that model has no labels and is not mapped any more.",
        "Classes 'bog', 'lake': new, not known to that model.",
        "A class with another name is a new one: what the model knew of it by its old name is not used.",
    )


def test_classes_that_got_names_since_are_known_by_their_values(tmp_path: Path, named: Named) -> None:
    model = written_model(tmp_path / "m", UNET)
    now = ("bog", "fish pond", "soil")
    values = {"fish pond": ("5", "water"), "soil": ("bare",), "bog": ("9",)}
    with open_scene([named((0, 1, 2), ("green", "red", "nir"))]) as scene:
        start = start_network(str(tmp_path / "m"), scene, 3, Recipe(), 1, now, values)
    (old_weights, _), (weights, biases) = map(head_of_network, (model.network, start.network))
    assert torch.equal(weights[1], old_weights[OLD.index("water")])
    assert torch.equal(weights[2], old_weights[OLD.index("bare")])
    assert not weights[0].any()
    assert biases.tolist() == [0.0, 2.0, 0.5]
    assert start.findings[1:] == (
        "Class 'fish pond' is what that model knows as 'water'.",
        "Class 'soil' is what that model knows as 'bare'.",
        "Class 'forest' of that model has no labels and is not mapped any more.",
        "Class 'bog': new, not known to that model.",
        "A class with another name is a new one: what the model knew of it by its old name is not used.",
    )


def test_two_values_of_one_name_are_both_known(tmp_path: Path, named: Named) -> None:
    written_model(tmp_path / "m", UNET)
    with open_scene([named((0, 1, 2), ("green", "red", "nir"))]) as scene:
        values = {"open": ("bare", "water")}
        start = start_network(str(tmp_path / "m"), scene, 2, Recipe(), 1, ("forest", "open"), values)
    assert head_of_network(start.network)[1].tolist() == [-1.0, 0.5]
    assert start.findings[1:] == ("Class 'open' is what that model knows as 'bare', 'water'.",)


def test_the_same_classes_need_no_words(tmp_path: Path, named: Named) -> None:
    written_model(tmp_path / "m", UNET, steps=40, chosen="fine-tuned network", trusted_share=0.5)
    with open_scene([named((0, 1, 2), ("green", "red", "nir"))]) as scene:
        start = start_network(str(tmp_path / "m"), scene, 3, Recipe(), 1, OLD)
    assert len(start.findings) == 2
    assert start.findings[0].endswith("made of: fine-tuned network.")
    assert "lean to the optimistic side" in start.findings[1]
    trust = trust_of(start, 32 * 9, Recipe(learnt_trust=0.25))
    assert trust is not None
    assert (trust[: 16 * 9].unique().tolist(), trust[16 * 9 :].unique().tolist()) == ([1.0], [0.25])


def test_a_scene_without_one_of_the_bands_is_refused(tmp_path: Path, named: Named, job_for: JobFor) -> None:
    written_model(tmp_path / "m", UNET)
    job = job_for(checkpoint=str(tmp_path / "m"), input=(named((0, 1), ("green", "red")),))
    with pytest.raises(UserError) as caught:
        finetune(job, SilentReporter())
    assert caught.value.code is ErrorCode.BANDS_MISMATCH
    assert "nir" in caught.value.found
    assert not Path(job.model).exists()


def test_a_damaged_model_is_refused_before_the_work(tmp_path: Path, job_for: JobFor) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "model.json").write_text("{}")
    reporter = SilentReporter()
    with pytest.raises(UserError) as caught:
        finetune(job_for(checkpoint=str(tmp_path / "m")), reporter)
    assert caught.value.code is ErrorCode.MODEL_INVALID
    assert reporter.progressed == []


def test_where_the_fit_begins_changes_next_to_nothing() -> None:
    torch.manual_seed(0)
    targets = torch.arange(240) % 3
    features = torch.randn(240, 7) + 2 * torch.nn.functional.one_hot(targets, 7)
    settings = (features, targets, torch.ones(4), 1e-2, torch.tensor([1.0, 0.5, 1, 1, 0.3, 1, 1]))
    weights, biases = fit_head(*settings)
    began = fit_head(*settings, (torch.randn(4, 7), torch.randn(4)))
    assert torch.allclose(began[0], weights, atol=2e-3)
    assert torch.allclose(began[1][:3] - began[1][:3].mean(), biases[:3] - biases[:3].mean(), atol=5e-3)
    assert began[1][3] == biases[3] == -20
    assert weights.abs().max() > 0.1


def relabelled(source: str, target: Path, names: dict[str, str], dtype: Any = object) -> str:
    """Labels with other names; those that become empty are left out."""
    meta, _, shapes, fields = pyogrio.raw.read(source)
    kept = [index for index, name in enumerate(fields[0]) if names[name]]
    new = np.array([names[fields[0][index]] for index in kept], dtype=object).astype(dtype)
    pyogrio.raw.write(
        target, shapely.to_wkb(shapely.from_wkb(shapes[kept])), [new], ["class"], geometry_type="Polygon",
        crs=meta["crs"], driver="GPKG",
    )  # fmt: skip
    return str(target)


@pytest.mark.parametrize("trained", [False, True])
def test_rounds_with_other_classes(
    small_scene: Any, job_for: JobFor, quick: Recipe, learnt: Learnt, tmp_path: Path, trained: bool
) -> None:
    recipe, first = quick, learnt.job
    if trained:
        recipe, first = dataclasses.replace(quick, candidates=("network",), folds=0), job_for()
        finetune(first, SilentReporter(), recipe)
    # Forest and bare ground become one class, water gets another name.
    merged = {"bare": "land", "forest": "land", "water": "lake"}
    labels = relabelled(small_scene.labels, tmp_path / "merged.gpkg", merged)
    second = job_for("second", labels=labels, checkpoint=first.model)
    result = finetune(second, SilentReporter(), recipe)
    assert [c["name"] for c in result["classes"]] == ["lake", "land"]
    assert any("Classes 'bare', 'forest', 'water' of that model have no labels" in f for f in result["findings"])
    model, card = load_model(Path(second.model))
    old, old_card = load_model(Path(first.model))
    assert any("network has learnt from labels already" in f for f in result["findings"]) == (
        old_card.training.steps > 0
    )
    assert card.training.checkpoint == "model (a model)"
    assert card.training.steps == old_card.training.steps + result["steps"]
    if trained:
        assert (old_card.training.steps, card.training.steps) == (6, 12)
    before = old.network
    assert all(
        torch.equal(one.running_mean, other.running_mean)  # type: ignore[arg-type]
        for one, other in zip(batch_norms(model.network), batch_norms(before), strict=True)
    )
    predict(PredictJob((small_scene.raster,), second.model, str(tmp_path / "map.tif"), device="cpu"), SilentReporter())
    with rasterio.open(tmp_path / "map.tif") as dataset:
        mapped = dataset.read(1)
    assert (mapped == np.array([1, 1, 0])[small_scene.truth]).mean() > 0.9


def test_a_round_with_names_goes_on_from_one_with_numbers(
    small_scene: Any, job_for: JobFor, head_alone: Recipe, tmp_path: Path
) -> None:
    numbers = {"bare": "10", "forest": "2", "water": "33"}
    first = job_for("first", labels=relabelled(small_scene.labels, tmp_path / "l.gpkg", numbers, np.int64))
    finetune(first, SilentReporter(), head_alone)
    assert read_card(Path(first.model)).class_map.names == ("2", "10", "33")
    pairs = ("2=forest", "10=bare", "33=water")
    job = dataclasses.replace(first, model=str(tmp_path / "second"), checkpoint=first.model, class_names=pairs)
    result = finetune(job, SilentReporter(), head_alone)
    assert [one["name"] for one in result["classes"]] == ["forest", "bare", "water"]
    assert "Class 'bare' is what that model knows as '10'." in result["findings"]
    assert not any("new, not known" in finding or "not mapped" in finding for finding in result["findings"])
    predict(PredictJob((small_scene.raster,), job.model, str(tmp_path / "map.tif"), device="cpu"), SilentReporter())
    with rasterio.open(tmp_path / "map.tif") as dataset:
        mapped = dataset.read(1)
    assert (mapped == np.array([1, 0, 2])[small_scene.truth]).mean() > 0.9
    looked = preview(
        PreviewJob((small_scene.raster,), job.labels, "class", str(tmp_path / "p.tif"), class_names=pairs),
        SilentReporter(),
        head_alone,
    )
    assert [one["name"] for one in looked["classes"]] == ["forest", "bare", "water"]


def test_continuing_in_place_keeps_the_model_before(
    small_scene: Any, job_for: JobFor, head_alone: Recipe, tmp_path: Path
) -> None:
    job = job_for()
    finetune(job, SilentReporter(), head_alone)
    before = read_card(Path(job.model)).weights_hash
    labels = relabelled(small_scene.labels, tmp_path / "l.gpkg", {"bare": "bare", "forest": "", "water": "water"})
    result = finetune(dataclasses.replace(job, checkpoint=job.model, labels=labels), SilentReporter(), head_alone)
    assert any("Class 'forest' of that model has no labels" in finding for finding in result["findings"])
    assert read_card(Path(job.model)).class_map.names == ("bare", "water")
    assert read_card(Path(f"{job.model}.previous")).weights_hash == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["l.gpkg", "model", "model.previous"]


def test_a_preview_looks_with_a_model(small_scene: Any, job_for: JobFor, head_alone: Recipe, tmp_path: Path) -> None:
    job = job_for()
    finetune(job, SilentReporter(), head_alone)
    output = str(tmp_path / "preview.tif")
    asked = PreviewJob((small_scene.raster,), small_scene.labels, "class", output, checkpoint=job.model, device="cpu")
    preview(asked, SilentReporter())
    seen = MEMORY.seen
    assert seen is not None
    assert seen.start.weights_hash == read_card(Path(job.model)).weights_hash
    with rasterio.open(output) as dataset:
        assert (dataset.read(1) == small_scene.truth).mean() > 0.9
    finetune(dataclasses.replace(job, seed=3), SilentReporter(), head_alone)
    assert preview(asked, SilentReporter())["cached"] is False, "the model in the folder is another one now"
    MEMORY.forget()


def test_training_all_weights_is_not_tried_again_for_a_few_new_polygons(
    job_for: JobFor, quick: Recipe, learnt: Learnt, tmp_path: Path
) -> None:
    """The first model tried with twelve polygons; the second has as many, and learns the head anew."""
    reporter = SilentReporter()
    finetune(job_for("second", checkpoint=learnt.job.model), reporter, quick)
    tried = [any(name == "loss" for name, _, _ in told.metrics) for told in (learnt.reporter, reporter)]
    assert tried == [True, False]
    for folder in (Path(learnt.job.model), tmp_path / "second"):
        assert read_card(folder).training.tried_with == 12
    fewer = tmp_path / "fewer"
    shutil.copytree(learnt.job.model, fewer)
    _with_tried(fewer, 8)
    finetune(job_for("third", checkpoint=str(fewer)), SilentReporter(), quick)
    assert read_card(tmp_path / "third").training.tried_with == 12


def _with_tried(folder: Path, polygons: int) -> None:
    """Writes the model anew, as if that many polygons had been there."""
    model, card = load_model(folder)
    save_model(
        folder, model, dataclasses.replace(card, training=dataclasses.replace(card.training, tried_with=polygons))
    )
