"""The outcome of a fine-tuning: model folder, report and result."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import math
from pathlib import Path
from typing import Any

import numpy as np
import torch
from pyproj import Transformer

import deepsat
from deepsat.accuracy import Confusion, Evidence
from deepsat.accuracy.charts import Chart, Curve
from deepsat.accuracy.class_spectra import ClassSpectra, class_spectra
from deepsat.accuracy.doubtful_polygons import DoubtfulPolygon, doubtful_polygons
from deepsat.accuracy.report import Baseline, ReportContent, class_counts, scene_facts, write_report
from deepsat.accuracy.report_content import origin_of
from deepsat.checkpoints import Card, HeldOutSkill, TrainingFacts, save_model
from deepsat.checkpoints.names import name_for_card
from deepsat.finetune.making import Made
from deepsat.finetune.preparation import Prepared
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.schedule import TimeBudget
from deepsat.finetune.start import Start
from deepsat.finetune.training_state import Progression
from deepsat.imagery import Grid
from deepsat.jobs import FinetuneJob
from deepsat.jobs.class_names import told
from deepsat.labels import LabelPixels
from deepsat.labels.features import name_for_report
from deepsat.labels.sentences import quoted


@dataclasses.dataclass(frozen=True)
class Outcome:
    """Everything that a fine-tuning found out."""

    job: FinetuneJob
    recipe: Recipe
    start: Start
    prepared: Prepared
    made: Made
    findings: tuple[str, ...]
    device: str
    budget: TimeBudget

    @property
    def evidence(self) -> Evidence | None:
        """What the chosen candidate says of held-out pixels."""
        return None if self.made.comparison is None else self.made.comparison.of_chosen

    @functools.cached_property
    def doubtful(self) -> tuple[DoubtfulPolygon, ...]:
        """Held-out polygons that are taken for another class."""
        if self.evidence is None:
            return ()
        halved = self.prepared.folds.halved
        return doubtful_polygons(self.evidence, self.prepared.pixels, self.prepared.scene.grid, halved)

    @property
    def steps(self) -> int:
        """Steps of training that the model's weights have seen."""
        return self.made.progression.best_step if self.made.chosen.trained else 0

    @property
    def candidates(self) -> dict[str, float]:
        """Mean IoU on the held-out pixels, by the candidate's name."""
        if self.made.comparison is None:
            return {}
        found = self.made.comparison.evidence.items()
        return {candidate.name: evidence.confusion().mean_iou for candidate, evidence in found}


def write_outcome(outcome: Outcome) -> dict[str, Any]:
    """Writes the model folder, and the report if one is wanted; returns the job's result.

    Raises:
        UserError: `OUTPUT_UNWRITABLE` or `DISK_FULL`.
    """
    card = save_model(Path(outcome.job.model), outcome.made.model, _card(outcome))
    if outcome.job.report:
        write_report(outcome.job.report, _report(outcome, card), outcome.job.language)
    return {
        "model": outcome.job.model,
        "report": outcome.job.report,
        "classes": _classes(outcome),
        "held_out": _held_out(outcome),
        "doubtful_polygons": [polygon.to_json() for polygon in outcome.doubtful],
        "candidates": outcome.candidates,
        "chosen": outcome.made.chosen.name,
        "steps": outcome.steps,
        "seconds": outcome.budget.seconds_spent,
        "device": outcome.device,
        "findings": list(outcome.findings),
    }


def _classes(outcome: Outcome) -> list[dict[str, Any]]:
    pixels = outcome.prepared.pixels
    training, scored = pixels.polygons_by_class, _scored_pixels(outcome).polygons_by_class
    return [
        {
            "id": c.id,
            "name": c.name,
            "colour": c.colour,
            "training_polygons": int(training[c.id]),
            "held_out_polygons": int(scored[c.id]),
            "pixels": int(pixels.count_by_class[c.id]),
        }
        for c in pixels.class_map.classes
    ]


def _scored_polygons(outcome: Outcome) -> tuple[int, ...]:
    """Polygons that were held out once, as indexes into `Labels.polygons`."""
    return () if outcome.evidence is None else tuple(map(int, np.unique(outcome.evidence.polygon_ids)))


def _scored_pixels(outcome: Outcome) -> LabelPixels:
    return outcome.prepared.pixels.of_polygons(_scored_polygons(outcome))


def _held_out(outcome: Outcome) -> dict[str, Any] | None:
    if outcome.evidence is None:
        return None
    confusion = outcome.evidence.confusion()
    return {
        "overall_accuracy": confusion.overall,
        "mean_iou": confusion.mean_iou,
        "iou": _iou_by_name(outcome, confusion),
        "confusion": confusion.counts.tolist(),
    }


def _iou_by_name(outcome: Outcome, confusion: Confusion) -> dict[str, float]:
    """Of the classes that have held-out pixels."""
    names = outcome.prepared.pixels.class_map.names
    return {names[index]: float(confusion.iou[index]) for index in np.flatnonzero(confusion.reference_totals)}


def _card(outcome: Outcome) -> Card:
    scene = outcome.prepared.scene
    return Card(
        bands=scene.bands,
        left_out=outcome.prepared.left_out,
        moments=scene.moments,
        stored_type=scene.dtype,
        normalisation=outcome.prepared.normalisation,
        class_map=outcome.prepared.pixels.class_map,
        architecture=outcome.start.architecture,
        tile_size=outcome.recipe.tile_size,
        tile_margin=outcome.recipe.tile_margin,
        gsd_m=math.sqrt(scene.grid.pixel_area()),
        footprint=footprint_in_degrees(scene.grid),
        training=_facts(outcome),
        deepsat_version=deepsat.__version__,
        framework_version=torch.__version__,
        created=datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def _facts(outcome: Outcome) -> TrainingFacts:
    pixels = outcome.prepared.pixels
    names = pixels.class_map.names
    return TrainingFacts(
        checkpoint=name_for_card(outcome.job.checkpoint),
        scene=outcome.prepared.scene.name,
        loss=outcome.job.loss,
        seed=outcome.job.seed,
        steps=outcome.start.steps + outcome.steps,
        seconds=outcome.budget.seconds_spent,
        polygons=dict(zip(names, map(int, pixels.polygons_by_class), strict=True)),
        pixels=dict(zip(names, map(int, pixels.count_by_class), strict=True)),
        held_out=_skill(outcome),
        candidates=outcome.candidates,
        chosen=outcome.made.chosen.name,
        recipe=outcome.recipe.to_json(),
        trusted_share=outcome.start.trusted_share,
        tried_with=outcome.made.tried_with,
    )


def _skill(outcome: Outcome) -> HeldOutSkill | None:
    if outcome.evidence is None:
        return None
    confusion = outcome.evidence.confusion()
    return HeldOutSkill(
        polygons=len(_scored_polygons(outcome)),
        pixels=confusion.total,
        overall_accuracy=confusion.overall,
        mean_iou=confusion.mean_iou,
        iou=_iou_by_name(outcome, confusion),
    )


def footprint_in_degrees(grid: Grid) -> tuple[float, float, float, float]:
    """West, south, east, north of a grid; the whole parallel where it crosses the 180th meridian."""
    transformer = Transformer.from_crs(grid.crs_wkt, "OGC:CRS84", always_xy=True)
    west, south, east, north = (round(float(edge), 7) for edge in transformer.transform_bounds(*grid.bounds))
    return (west, south, east, north) if west <= east else (-180.0, south, 180.0, north)


def _report(outcome: Outcome, card: Card) -> ReportContent:
    job = outcome.job
    names = told(job.class_names, outcome.prepared.pixels.class_map.names)
    return ReportContent(
        title=f"Fine-tuning on {card.training.scene}",
        subtitle=origin_of(card.deepsat_version, card.created),
        scene=scene_facts(outcome.prepared.scene),
        classes=class_counts(outcome.prepared.pixels, _scored_polygons(outcome)),
        evidence=outcome.evidence,
        evidence_note=_evidence_note(outcome),
        doubtful=outcome.doubtful,
        spectra=_spectra(outcome),
        baselines=_baselines(outcome),
        skill_curve=_skill_curve(outcome),
        charts=_charts(outcome.made.progression),
        findings=outcome.findings,
        settings={
            "Labels": name_for_report(job.labels, job.labels_layer),
            "Class field": job.class_field,
            **({"Class names": names} if names else {}),
            "Checkpoint": job.checkpoint,
            "Loss": job.loss,
            "Seed": str(job.seed),
            "Longest time": f"{job.max_minutes:g} min",
        },
        run={
            "Device": outcome.device,
            "Model": outcome.made.chosen.name,
            "Training of all weights": f"{outcome.made.progression.step} steps tried, {outcome.steps} kept",
            "Time": f"{outcome.budget.seconds_spent:.0f} s",
            "Weights": f"SHA-256 {card.weights_hash}",
        },
    )


def _spectra(outcome: Outcome) -> ClassSpectra:
    """Of the labelled pixels that were learnt from."""
    prepared, labelled = outcome.prepared, outcome.made.labelled
    scene, normalisation, pixels = prepared.scene, prepared.normalisation, labelled.pixels
    values = normalisation.undone(labelled.surroundings[:, : scene.channel_count])
    return class_spectra(
        values, pixels.class_ids, len(pixels.class_map), scene.bands, scene.moments, dtype=scene.dtype
    )


def _evidence_note(outcome: Outcome) -> str:
    """How strong the evidence is."""
    if outcome.evidence is None:
        return ""
    polygons = len(_scored_polygons(outcome))
    how = (
        f"{polygons} polygons were held out, and the model that is scored here learnt from all others"
        if outcome.made.chosen.trained
        else f"Each of {polygons} polygons was held out once, and scored by a model that learnt from the others"
    )
    halved = [outcome.prepared.pixels.class_map.names[index] for index in outcome.prepared.folds.halved]
    weak = f"; {quoted(halved)} by halves of a single polygon, which says little" if halved else ""
    return f"{how}{weak}. The model itself learnt from every polygon."


def _baselines(outcome: Outcome) -> tuple[Baseline, ...]:
    comparison = outcome.made.comparison
    if comparison is None:
        return ()
    matrices = {candidate: evidence.confusion() for candidate, evidence in comparison.evidence.items()}
    return tuple(
        Baseline(candidate.name, confusion.mean_iou, confusion.overall, candidate == comparison.chosen)
        for candidate, confusion in matrices.items()
    )


def _skill_curve(outcome: Outcome) -> Chart | None:
    points = outcome.made.skill_curve
    if not points:
        return None
    curve = Curve("held-out polygons", tuple(float(count) for count, _ in points), tuple(skill for _, skill in points))
    return Chart("Skill and labels", "polygons a class to learn from", "mean IoU", (curve,), y_range=(0.0, 1.0))


def _charts(progression: Progression) -> tuple[Chart, ...]:
    losses = (
        Curve("training", *_points(progression, "loss")),
        Curve("held-out polygons", *_points(progression, "held_out_loss")),
    )
    skill = Curve("held-out polygons", *_points(progression, "held_out_mean_iou"))
    return (
        Chart("Loss", "step", "cross-entropy", tuple(curve for curve in losses if curve.steps)),
        Chart("Skill", "step", "mean IoU", (skill,) if skill.steps else ()),
    )


def _points(progression: Progression, key: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The steps at which something was measured, and its values."""
    points = [(int(entry["step"]), entry[key]) for entry in progression.curve if key in entry]
    return tuple(step for step, _ in points), tuple(value for _, value in points)
