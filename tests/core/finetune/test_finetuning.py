from __future__ import annotations

import dataclasses
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyogrio.raw
import pytest
import rasterio
import rasterio.features
import shapely
import torch

from deepsat.checkpoints import load_model
from deepsat.finetune import making, trial
from deepsat.finetune.candidates import Candidate, chosen_of
from deepsat.finetune.evaluation import Evaluation
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import _findings, finetune
from deepsat.finetune.training_state import Progression
from deepsat.jobs import Abandoned, Cancelled, ErrorCode, FinetuneJob, PredictJob, UserError, job_to_json
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter
from tests.core.report_pages import said_alike

from .conftest import Learnt

JobFor = Callable[..., FinetuneJob]
HEIGHT, WIDTH = 96, 112
NO_WORDS = {"random", "cross_entropy", "uint16", "EPSG:32633", "F1"}


def weights_of(job: FinetuneJob) -> bytes:
    return (Path(job.model) / "model.safetensors").read_bytes()


def test_separable_classes_are_learnt_and_mapped(tmp_path: Path, small_scene: Any, learnt: Learnt) -> None:
    job, result = learnt.job, learnt.result
    assert result["held_out"]["overall_accuracy"] > 0.9
    assert result["held_out"]["mean_iou"] > 0.85
    assert set(result["held_out"]["iou"]) == {"bare", "forest", "water"}
    # Each polygon is held out once.
    assert np.array(result["held_out"]["confusion"]).sum() == 12 * 25
    assert [c["name"] for c in result["classes"]] == ["bare", "forest", "water"]
    assert [c["training_polygons"] for c in result["classes"]] == [4, 4, 4]
    assert [c["held_out_polygons"] for c in result["classes"]] == [4, 4, 4]
    assert [c["pixels"] for c in result["classes"]] == [100, 100, 100]
    assert (result["model"], result["report"]) == (job.model, job.report)
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    assert "held-out polygons" in learnt.report.read_text(encoding="utf-8")
    assert {path.name for path in learnt.folder.iterdir()} == {"model", "report.html", "report.json"}
    curve = json.loads(learnt.report.with_suffix(".json").read_text(encoding="utf-8"))["skill_curve"]
    assert (curve["of"], curve["is_the_model"]) == (result["chosen"], True)
    assert curve["curves"][0]["y"][-1] == result["held_out"]["mean_iou"]

    predicting = PredictJob((small_scene.raster,), job.model, str(tmp_path / "map.tif"), device="cpu")
    mapped = predict(predicting, SilentReporter())
    with rasterio.open(tmp_path / "map.tif") as dataset:
        agreement = (dataset.read(1) == small_scene.truth).mean()
    assert agreement > 0.9
    assert sum(area["pixels"] for area in mapped["area"].values()) == HEIGHT * WIDTH
    assert mapped["findings"] == []


def test_a_polygon_with_a_wrong_class_is_listed_to_be_looked_at_again(
    tmp_path: Path, small_scene: Any, job_for: JobFor, untrained: Recipe, learnt: Learnt
) -> None:
    assert (learnt.result["doubtful_polygons"], learnt.result["doubtful_polygon_count"]) == ([], 0)
    meta, _, shapes, (classes,) = pyogrio.raw.read(small_scene.labels)
    place = classes.tolist().index("water")
    classes[place] = "forest"
    labels = str(tmp_path / "wrong.gpkg")
    pyogrio.raw.write(labels, shapes, [classes], ["class"], geometry_type="Polygon", crs=meta["crs"])
    result = finetune(job_for(labels=labels), SilentReporter(), untrained)
    (found,), count = result["doubtful_polygons"], result["doubtful_polygon_count"]
    assert count == 1
    assert (found["class_name"], found["taken_for"], found["pixels"]) == ("forest", "water", 25)
    assert found["bounds"] == pytest.approx(shapely.from_wkb(shapes[place]).bounds)


def test_the_report_tells_what_the_labelled_pixels_look_like(small_scene: Any, learnt: Learnt) -> None:
    told = json.loads(learnt.report.with_suffix(".json").read_text(encoding="utf-8"))["class_spectra"]
    _, _, shapes, (classes,) = pyogrio.raw.read(small_scene.labels)
    for name in ("bare", "forest", "water"):
        polygons = shapely.from_wkb(shapes[classes == name])
        with rasterio.open(small_scene.raster) as dataset:
            inside = rasterio.features.geometry_mask(polygons, dataset.shape, dataset.transform, invert=True)
            values = dataset.read()[:, inside].astype(np.float64)
        assert told["classes"][name]["pixels_looked_at"] == values.shape[1] == 100
        assert told["classes"][name]["mean"] == pytest.approx(values.mean(axis=1), rel=1e-4)
        assert told["classes"][name]["deviation"] == pytest.approx(values.std(axis=1), rel=1e-3)


def test_the_report_is_written_in_the_language_of_the_job(
    tmp_path: Path, job_for: JobFor, quick: Recipe, learnt: Learnt
) -> None:
    job = job_for(report=str(tmp_path / "deutsch.html"), language="de")
    finetune(job, SilentReporter(), quick)
    alike = {
        text
        for text in said_alike(learnt.report, tmp_path / "deutsch.html")
        if not text.startswith(("SHA-256 ", "band_", "20 min"))
    }
    assert alike <= {"bare", "forest", "water", "class", *job.input, job.labels, *NO_WORDS}


def test_progress_names_its_stages_in_order_and_tells_figures(learnt: Learnt) -> None:
    reporter = learnt.reporter
    fractions = [fraction for fraction, *_ in reporter.progressed]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    stages = list(dict.fromkeys(stage for _, stage, *_ in reporter.progressed))
    assert stages == ["labels", "features", "head", "network", "report"]
    figures = [figures for _, stage, _, figures in reporter.progressed if stage == "network"]
    assert all({"loss", "held_out_mean_iou", "seconds_left"} <= set(entry) for entry in figures)
    # The head is right already: the first look finds nothing better, and training ends.
    assert [step for name, _, step in reporter.metrics if name == "loss"] == [1, 2, 3]
    looks = {step: value for name, value, step in reporter.metrics if name == "held_out_mean_iou"}
    assert set(looks) == {0, 3}


def test_the_card_tells_how_the_model_was_made(small_scene: Any, learnt: Learnt) -> None:
    result = learnt.result
    _, card = load_model(Path(learnt.job.model))
    assert card.class_map.names == ("bare", "forest", "water")
    assert [band.name for band in card.bands] == ["band_1", "band_2", "band_3"]
    assert card.gsd_m == pytest.approx(10, rel=1e-3)
    assert (card.training.seed, card.training.checkpoint, card.training.scene) == (0, "random", "scene.tif")
    assert card.training.polygons == {"bare": 4, "forest": 4, "water": 4}
    assert card.training.pixels == {"bare": 100, "forest": 100, "water": 100}
    assert card.training.held_out is not None
    assert card.training.held_out.overall_accuracy == result["held_out"]["overall_accuracy"]
    assert card.training.steps == result["steps"]
    west, south, east, north = card.footprint
    assert 14.99 < west < east < 15.02
    assert 45.13 < south < north < 45.16
    with rasterio.open(small_scene.raster) as dataset:
        means = dataset.read().reshape(3, -1).mean(axis=1)
    assert card.normalisation.mean == pytest.approx(means.tolist(), rel=1e-3)


def test_the_same_job_gives_the_same_bytes_and_another_seed_others(
    job_for: JobFor, quick: Recipe, learnt: Learnt
) -> None:
    again, other = job_for("again"), job_for("other", seed=1)
    for job in (again, other):
        finetune(job, SilentReporter(), quick)
    assert weights_of(again) == weights_of(learnt.job)
    assert weights_of(other) != weights_of(learnt.job)
    assert load_model(Path(other.model))[1].training.seed == 1


class _CancelsAt(SilentReporter):
    """Asks to stop once `stage` has begun and `calls` more questions were asked."""

    def __init__(self, stage: str, calls: int, why: type[Cancelled] = Cancelled) -> None:
        super().__init__()
        self._stage, self._calls, self._why = stage, calls, why

    def check_cancelled(self) -> None:
        if self.progressed and self.progressed[-1][1] == self._stage:
            self._calls -= 1
            self.cancelled = self._calls < 0
        if self.cancelled:
            raise self._why


@pytest.mark.parametrize(
    ("stage", "calls"), [("labels", 0), ("features", 1), ("head", 1), ("network", 0), ("report", 0)]
)
def test_cancelling_in_any_stage_leaves_nothing(
    tmp_path: Path, job_for: JobFor, quick: Recipe, stage: str, calls: int
) -> None:
    reporter, recipe = _CancelsAt(stage, calls), dataclasses.replace(quick, steps=2, save_seconds=0.0)
    with pytest.raises(Cancelled):
        finetune(job_for(report=str(tmp_path / "r.html")), reporter, recipe)
    assert reporter.progressed[-1][1] == stage
    assert list(tmp_path.iterdir()) == []


KILLED = """
import json, sys, torch
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import _findings, finetune
from deepsat.finetune.training_state import Progression
from deepsat.jobs import job_from_json
from deepsat.reporting import SilentReporter

class Telling(SilentReporter):
    def metric(self, name, value, step):
        if name == "loss":
            print(step, flush=True)

torch.set_num_threads(1)
finetune(job_from_json(json.loads(sys.argv[1])), Telling(), Recipe(**json.loads(sys.argv[2])))
"""


def test_a_run_that_is_killed_goes_on_and_ends_as_if_it_had_not_been(
    tmp_path: Path, job_for: JobFor, all_weights: Recipe
) -> None:
    job, undisturbed = job_for("model"), job_for("undisturbed")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    arguments = [json.dumps(job_to_json(job)), json.dumps(all_weights.to_json())]
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, *arguments], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            # When step 3 is told, the state after step 2 is whole.
            if int(line) == 3:
                process.send_signal(signal.SIGKILL)
                break
    assert process.returncode == -signal.SIGKILL
    assert (tmp_path / "model.resume" / "all.safetensors").is_file()
    assert not (tmp_path / "model").exists()

    reporter = SilentReporter()
    result = finetune(job, reporter, all_weights)
    # The same fingerprint but for the folder's name: an undisturbed run elsewhere.
    finetune(undisturbed, SilentReporter(), all_weights)
    first_step = min(step for name, _, step in reporter.metrics if name == "loss")
    assert first_step in (3, 4)
    assert any("interrupted" in finding for finding in result["findings"])
    assert weights_of(job) == weights_of(undisturbed)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model", "undisturbed"]


def test_a_run_whose_asker_is_gone_goes_on_when_it_is_asked_for_again(
    tmp_path: Path, job_for: JobFor, all_weights: Recipe
) -> None:
    reporter = _CancelsAt("network", 1, Abandoned)
    with pytest.raises(Abandoned):
        finetune(job_for(), reporter, all_weights)
    assert [path.name for path in tmp_path.iterdir()] == ["model.resume"]
    after = SilentReporter()
    finetune(job_for(), after, all_weights)
    done = max(step for name, _, step in reporter.metrics if name == "loss")
    assert min(step for name, _, step in after.metrics if name == "loss") == done + 1
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_the_state_of_another_job_is_not_gone_on_from(tmp_path: Path, job_for: JobFor, all_weights: Recipe) -> None:
    """Another seed is another training, even for the same model folder."""
    reporter = _CancelsAt("network", 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("deepsat.finetune.training_state.TrainingState.remove", lambda self: None)
        with pytest.raises(Cancelled):
            finetune(job_for(), reporter, all_weights)
    assert (tmp_path / "model.resume" / "all.safetensors").is_file()
    after = SilentReporter()
    finetune(job_for(seed=9), after, all_weights)
    assert min(step for name, _, step in after.metrics if name == "loss") == 1


def test_the_time_limit_is_kept_and_said(job_for: JobFor, quick: Recipe) -> None:
    endless = dataclasses.replace(
        quick, steps=100_000, patience=100_000, evaluate_every=5, candidates=("network",), folds=0
    )
    # The warm-up outside the measured time: importing and the first call of each operator.
    finetune(job_for("first"), SilentReporter(), dataclasses.replace(endless, steps=1))
    minutes = 0.15
    started = time.monotonic()
    result = finetune(job_for(max_minutes=minutes), SilentReporter(), endless)
    seconds = time.monotonic() - started
    assert seconds < 60 * minutes + 1.5
    assert seconds > 0.6 * 60 * minutes
    assert result["seconds"] == pytest.approx(seconds, abs=0.5)
    assert any("limit of 0.15 min" in finding for finding in result["findings"])


def test_a_class_with_one_polygon_is_halved_and_said(
    tmp_path: Path, small_scene: Any, job_for: JobFor, untrained: Recipe
) -> None:
    labels = str(tmp_path / "fewer.gpkg")
    meta, _, shapes, (classes,) = pyogrio.raw.read(small_scene.labels)
    kept = np.ones(len(classes), dtype=bool)
    kept[np.flatnonzero(classes == "water")[1:]] = False
    pyogrio.raw.write(labels, shapes[kept], [classes[kept]], ["class"], geometry_type="Polygon", crs=meta["crs"])
    result = finetune(job_for(labels=labels), SilentReporter(), untrained)
    water = result["classes"][2]
    # Its only polygon is held out half by half, which is said to be weak evidence.
    assert (water["training_polygons"], water["held_out_polygons"], water["pixels"]) == (1, 1, 25)
    assert set(result["held_out"]["iou"]) == {"bare", "forest", "water"}
    assert np.array(result["held_out"]["confusion"])[:, 2].sum() == 20
    assert any("'water' has a single polygon" in finding for finding in result["findings"])


def test_without_any_polygon_to_spare_nothing_is_claimed(
    tmp_path: Path, small_scene: Any, job_for: JobFor, quick: Recipe
) -> None:
    labels = str(tmp_path / "one_each.gpkg")
    meta, _, shapes, (classes,) = pyogrio.raw.read(small_scene.labels)
    first = [int(np.flatnonzero(classes == name)[0]) for name in ("bare", "forest", "water")]
    small = shapely.to_wkb(shapely.buffer(shapely.centroid(shapely.from_wkb(shapes[first])), 14, cap_style="square"))
    pyogrio.raw.write(labels, small, [classes[first]], ["class"], geometry_type="Polygon", crs=meta["crs"])
    job = job_for(labels=labels)
    result = finetune(job, SilentReporter(), quick)
    assert [c["pixels"] for c in result["classes"]] == [9, 9, 9]
    assert result["held_out"] is None
    assert (result["candidates"], result["chosen"]) == ({}, "85% random forest, 15% fitted head")
    assert result["steps"] == 0
    assert any("nothing is known" in finding for finding in result["findings"])
    assert load_model(Path(job.model))[1].training.held_out is None


@pytest.mark.parametrize("checkpoint", ["seco", "/no/such/weights", ""])
def test_an_unknown_checkpoint_is_refused_with_those_that_are_known(
    tmp_path: Path, job_for: JobFor, checkpoint: str
) -> None:
    with pytest.raises(UserError, match="random") as caught:
        finetune(job_for(checkpoint=checkpoint), SilentReporter())
    assert caught.value.code is ErrorCode.CHECKPOINT_UNKNOWN
    assert list(tmp_path.iterdir()) == []


def test_a_raster_smaller_than_a_chip_can_be_learnt_from(tmp_path: Path, job_for: JobFor, quick: Recipe) -> None:
    values = np.zeros((1, 9, 14), dtype=np.uint8)
    values[:, :, 7:] = 200
    with rasterio.open(
        tmp_path / "tiny.tif", "w", driver="GTiff", dtype="uint8", count=1, height=9, width=14, crs="EPSG:4326",
        transform=rasterio.Affine(0.001, 0, 10, 0, -0.001, 50),
    ) as dataset:  # fmt: skip
        dataset.write(values)
    squares = {"dark": [(0, 0), (5, 3)], "bright": [(0, 9), (5, 10)]}
    geometries, names = [], []
    for name, corners in squares.items():
        for row, column in corners:
            left, top = 10 + 0.001 * column, 50 - 0.001 * row
            geometries.append(shapely.to_wkb(shapely.box(left, top - 0.003, left + 0.003, top)))
            names.append(name)
    pyogrio.raw.write(
        str(tmp_path / "tiny.gpkg"), np.array(geometries, dtype=object), [np.array(names, dtype=object)], ["class"],
        geometry_type="Polygon", crs="EPSG:4326",
    )  # fmt: skip
    job = job_for(input=(str(tmp_path / "tiny.tif"),), labels=str(tmp_path / "tiny.gpkg"))
    result = finetune(job, SilentReporter(), quick)
    assert result["held_out"]["overall_accuracy"] == 1
    predict(PredictJob(job.input, job.model, str(tmp_path / "map.tif"), device="cpu"), SilentReporter())
    with rasterio.open(tmp_path / "map.tif") as dataset:
        assert dataset.read(1).tolist() == [[1] * 7 + [0] * 7] * 9


def test_the_model_is_chosen_by_the_held_out_polygons(learnt: Learnt) -> None:
    """Every blend of forest and head, and of forest and trained network, is measured; without a lead the usual wins."""
    result = learnt.result
    assert result["chosen"] == "85% random forest, 15% fitted head"
    assert set(result["candidates"]) == {
        "fitted head",
        "25% random forest, 75% fitted head",
        "50% random forest, 50% fitted head",
        "85% random forest, 15% fitted head",
        "random forest",
    }
    assert result["candidates"][result["chosen"]] == result["held_out"]["mean_iou"]
    model, card = load_model(Path(learnt.job.model))
    assert model.forest is not None
    assert (model.forest_share, card.forest_share, card.training.chosen) == (0.85, 0.85, result["chosen"])
    assert card.training.candidates == result["candidates"]
    assert not any("optimistic" in finding for finding in result["findings"])


@pytest.mark.parametrize("chosen", [Candidate(0.25), Candidate(0.85, trained=True), Candidate(0.85)])
def test_what_the_held_out_polygons_chose_is_scored_too_well(job_for: JobFor, chosen: Candidate) -> None:
    made = SimpleNamespace(progression=Progression(), retrained=None, comparison="some", chosen=chosen)
    said = [finding for finding in _findings(made, Recipe(), job_for()) if "optimistic" in finding]  # type: ignore[arg-type]
    assert len(said) == (chosen != Candidate(0.85))
    assert all(("when training stopped" in finding) == chosen.trained for finding in said)


def test_a_trained_network_that_leads_is_trained_once_more_on_all(
    tmp_path: Path, job_for: JobFor, quick: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where every candidate that is not trained loses, the trained one is the model, with all polygons."""
    monkeypatch.setattr(making, "chosen_of", lambda evidence, usual, margin, weak: Candidate(0.25))
    monkeypatch.setattr(trial, "chosen_of", lambda evidence, usual, margin, weak: Candidate(0.5, trained=True))
    reporter = SilentReporter()
    # These classes are so plain that the head is right at once: let each look seem better than the last.
    better = itertools.count()
    monkeypatch.setattr(Evaluation, "score", property(lambda self: float(next(better))))
    job = job_for(report=str(tmp_path / "report.html"))
    result = finetune(job, reporter, quick)
    assert (result["chosen"], result["steps"]) == ("50% random forest, 50% fine-tuned network", 6)
    curve = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["skill_curve"]
    assert (curve["of"], curve["is_the_model"]) == ("25% random forest, 75% fitted head", False)
    # A trained network has a forest beside it, at least for half.
    assert {name for name in result["candidates"] if "fine-tuned" in name} == {
        "50% random forest, 50% fine-tuned network", "85% random forest, 15% fine-tuned network"
    }  # fmt: skip
    assert set(result["candidates"]) >= {"fitted head", "random forest", "50% random forest, 50% fitted head"}
    # Each polygon was held out from a training; curves are those of the first one and of that on all polygons.
    assert np.array(result["held_out"]["confusion"]).sum() == 12 * 25
    steps = [step for name, _, step in reporter.metrics if name == "loss"]
    assert steps == [1, 2, 3, 4, 5, 6] * 2
    fractions = [fraction for fraction, *_ in reporter.progressed]
    assert fractions == sorted(fractions)
    model, card = load_model(Path(job.model))
    assert (model.forest_share, card.training.steps) == (0.5, 6)
    assert any("optimistic" in finding for finding in result["findings"])


def test_a_lead_on_one_fold_that_does_not_last_leaves_the_model_as_it_was(
    tmp_path: Path, job_for: JobFor, quick: Recipe, untrained: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels: list[int] = []

    def choosing(evidence: dict[Candidate, Any], usual: Candidate, margin: float, weak: Any) -> Candidate:
        pixels.append(len(evidence[usual].polygon_ids))
        return Candidate(0.5, trained=True) if len(pixels) == 1 else usual

    monkeypatch.setattr(trial, "chosen_of", choosing)
    better = itertools.count()
    monkeypatch.setattr(Evaluation, "score", property(lambda self: float(next(better))))
    tried = finetune(job_for("tried"), SilentReporter(), quick)
    alone = finetune(job_for("alone"), SilentReporter(), untrained)
    assert pixels == [3 * 25, 6 * 25]
    assert (tried["chosen"], tried["candidates"]) == (alone["chosen"], alone["candidates"])
    assert tried["held_out"] == alone["held_out"]
    weights = [load_model(tmp_path / name)[0].network.state_dict() for name in ("tried", "alone")]
    assert weights[0].keys() == weights[1].keys()
    assert all(torch.equal(tensor, weights[1][name]) for name, tensor in weights[0].items())


@pytest.mark.parametrize(
    ("scores", "steps"),
    [
        ([0.5, 0.5, 0.9, 0.9, 0.9], 1),
        ([0.5, 0.6, 0.6, 0.5, 0.9], 3),
        ([0.5, 0.6, 0.6, 0.7, 0.6], 4),
    ],
)
def test_training_ends_at_the_first_look_without_gain_or_two_after_the_last_one(
    job_for: JobFor, quick: Recipe, monkeypatch: pytest.MonkeyPatch, scores: list[float], steps: int
) -> None:
    left = iter(scores)
    monkeypatch.setattr(Evaluation, "score", property(lambda self: next(left)))
    reporter = SilentReporter()
    finetune(job_for(), reporter, dataclasses.replace(quick, steps=4, evaluate_every=1))
    assert [step for name, _, step in reporter.metrics if name == "loss"] == list(range(1, steps + 1))


def test_of_equally_good_weights_the_earliest_are_kept(
    job_for: JobFor, quick: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The loss goes on falling after all held-out pixels are right; the map need not get better with it.

    Where no step is better than the fitted head, that is all there is: nothing is called fine-tuned.
    """
    asked: list[Candidate] = []

    def choosing(evidence: dict[Candidate, Any], *others: Any) -> Candidate:
        asked.extend(evidence)
        return chosen_of(evidence, *others)

    monkeypatch.setattr(trial, "chosen_of", choosing)
    reporter = SilentReporter()
    result = finetune(job_for(), reporter, quick)
    looks = sorted((step, value) for name, value, step in reporter.metrics if name == "held_out_mean_iou")
    best = max(value for _, value in looks)
    assert sum(value == best for _, value in looks) > 1
    assert min(step for step, value in looks if value == best) == 0
    assert result["steps"] == 0
    assert asked
    assert not any(candidate.trained for candidate in asked)


def test_nothing_is_tried_where_less_than_the_margin_is_left_to_gain(job_for: JobFor, quick: Recipe) -> None:
    """These classes are so plain that the held-out polygons are right already: no trained network could be chosen."""
    reporter = SilentReporter()
    result = finetune(job_for(), reporter, dataclasses.replace(quick, margin=0.1))
    assert result["held_out"]["mean_iou"] > 0.9
    assert result["steps"] == 0
    assert not [name for name, _, _ in reporter.metrics if name == "loss"]
