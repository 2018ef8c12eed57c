"""The outcome of a fine-tuning: model folder, report and result."""

from __future__ import annotations

import dataclasses
import datetime
import math
from pathlib import Path
from typing import Any

import torch
from pyproj import Transformer
from torch import nn

import deepsat
from deepsat.accuracy.charts import Chart, Curve
from deepsat.accuracy.report import ReportContent, class_counts, scene_facts, write_report
from deepsat.checkpoints import Card, HeldOutSkill, TrainingFacts, save_model
from deepsat.checkpoints.names import name_for_card
from deepsat.encoders import Architecture
from deepsat.finetune.evaluation import Evaluation
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.schedule import TimeBudget
from deepsat.finetune.training_state import Progression
from deepsat.imagery import Grid, Normalisation
from deepsat.imagery.scene import Scene
from deepsat.jobs import FinetuneJob
from deepsat.labels import HeldOut, LabelPixels


@dataclasses.dataclass(frozen=True)
class Outcome:
    """Everything that a fine-tuning found out."""

    job: FinetuneJob
    recipe: Recipe
    architecture: Architecture
    scene: Scene
    normalisation: Normalisation
    pixels: LabelPixels
    held_out: HeldOut
    network: nn.Module
    evaluation: Evaluation | None
    """On the held-out polygons."""
    progression: Progression
    findings: tuple[str, ...]
    device: str
    budget: TimeBudget


def write_outcome(outcome: Outcome) -> dict[str, Any]:
    """Writes the model folder, and the report if one is wanted; returns the job's result.

    Raises:
        UserError: `OUTPUT_UNWRITABLE` or `DISK_FULL`.
    """
    card = save_model(Path(outcome.job.model), outcome.network, _card(outcome))
    if outcome.job.report:
        write_report(outcome.job.report, _report(outcome, card))
    return {
        "model": outcome.job.model,
        "report": outcome.job.report,
        "classes": _classes(outcome),
        "held_out": _held_out(outcome),
        "steps": outcome.progression.best_step,
        "seconds": outcome.budget.seconds_spent,
        "device": outcome.device,
        "findings": list(outcome.findings),
    }


def _classes(outcome: Outcome) -> list[dict[str, Any]]:
    training = outcome.pixels.of_polygons(outcome.held_out.training).polygons_by_class
    held_out = outcome.pixels.of_polygons(outcome.held_out.held_out).polygons_by_class
    pixels = outcome.pixels.count_by_class
    return [
        {
            "id": c.id,
            "name": c.name,
            "colour": c.colour,
            "training_polygons": int(training[c.id]),
            "held_out_polygons": int(held_out[c.id]),
            "pixels": int(pixels[c.id]),
        }
        for c in outcome.pixels.class_map.classes
    ]


def _held_out(outcome: Outcome) -> dict[str, Any] | None:
    if outcome.evaluation is None:
        return None
    confusion = outcome.evaluation.confusion
    return {
        "overall_accuracy": confusion.overall,
        "mean_iou": confusion.mean_iou,
        "iou": _iou_by_name(outcome),
        "confusion": confusion.counts.tolist(),
    }


def _iou_by_name(outcome: Outcome) -> dict[str, float]:
    """Of the classes that are held out."""
    if outcome.evaluation is None:
        return {}
    names, iou = outcome.pixels.class_map.names, outcome.evaluation.confusion.iou
    return {names[index]: float(iou[index]) for index in outcome.held_out.scored_classes}


def _card(outcome: Outcome) -> Card:
    return Card(
        bands=outcome.scene.bands,
        normalisation=outcome.normalisation,
        class_map=outcome.pixels.class_map,
        architecture=outcome.architecture,
        tile_size=outcome.recipe.tile_size,
        tile_margin=outcome.recipe.tile_margin,
        gsd_m=math.sqrt(outcome.scene.grid.pixel_area()),
        footprint=footprint_in_degrees(outcome.scene.grid),
        training=_facts(outcome),
        deepsat_version=deepsat.__version__,
        framework_version=torch.__version__,
        created=datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def _facts(outcome: Outcome) -> TrainingFacts:
    training = outcome.pixels.of_polygons(outcome.held_out.training)
    names = outcome.pixels.class_map.names
    return TrainingFacts(
        checkpoint=name_for_card(outcome.job.checkpoint),
        scene=Path(outcome.scene.path).name,
        loss=outcome.job.loss,
        seed=outcome.job.seed,
        steps=outcome.progression.best_step,
        seconds=outcome.budget.seconds_spent,
        polygons=dict(zip(names, map(int, training.polygons_by_class), strict=True)),
        pixels=dict(zip(names, map(int, training.count_by_class), strict=True)),
        held_out=_skill(outcome),
        recipe=outcome.recipe.to_json(),
    )


def _skill(outcome: Outcome) -> HeldOutSkill | None:
    if outcome.evaluation is None:
        return None
    confusion = outcome.evaluation.confusion
    return HeldOutSkill(
        polygons=len(outcome.held_out.held_out),
        pixels=confusion.total,
        overall_accuracy=confusion.overall,
        mean_iou=confusion.mean_iou,
        iou=_iou_by_name(outcome),
    )


def footprint_in_degrees(grid: Grid) -> tuple[float, float, float, float]:
    """West, south, east, north of a grid; the whole parallel where it crosses the 180th meridian."""
    transformer = Transformer.from_crs(grid.crs_wkt, "OGC:CRS84", always_xy=True)
    west, south, east, north = (round(float(edge), 7) for edge in transformer.transform_bounds(*grid.bounds))
    return (west, south, east, north) if west <= east else (-180.0, south, 180.0, north)


def _report(outcome: Outcome, card: Card) -> ReportContent:
    job = outcome.job
    return ReportContent(
        title=f"Fine-tuning on {card.training.scene}",
        subtitle=f"DeepSat {card.deepsat_version}, {card.created}",
        scene=scene_facts(outcome.scene),
        classes=class_counts(outcome.pixels, outcome.held_out.held_out),
        confusion=None if outcome.evaluation is None else outcome.evaluation.confusion,
        charts=_charts(outcome.progression),
        findings=outcome.findings,
        settings={
            "Labels": job.labels,
            "Class field": job.class_field,
            "Checkpoint": job.checkpoint,
            "Loss": job.loss,
            "Seed": str(job.seed),
            "Longest time": f"{job.max_minutes:g} minutes",
        },
        run={
            "Device": outcome.device,
            "Steps": f"{outcome.progression.step}, of which the weights after {outcome.progression.best_step} are kept",
            "Time": f"{outcome.budget.seconds_spent:.0f} s",
            "Weights": f"SHA-256 {card.weights_hash}",
        },
    )


def _charts(progression: Progression) -> tuple[Chart, ...]:
    losses = [_curve(progression, "loss", "training"), _curve(progression, "held_out_loss", "held-out polygons")]
    skill = _curve(progression, "held_out_mean_iou", "held-out polygons")
    return (
        Chart("Loss", "step", "cross-entropy", tuple(curve for curve in losses if curve.steps)),
        Chart("Skill", "step", "mean IoU", (skill,) if skill.steps else ()),
    )


def _curve(progression: Progression, key: str, name: str) -> Curve:
    points = [(int(entry["step"]), entry[key]) for entry in progression.curve if key in entry]
    return Curve(name, tuple(step for step, _ in points), tuple(value for _, value in points))
