"""The files of a fine-tuning, model folder and report, and the result of the job."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from deepsat.accuracy.report import write_report
from deepsat.checkpoints import save_model
from deepsat.finetune.outcome import Outcome
from deepsat.finetune.outcome_card import card_of
from deepsat.finetune.outcome_report import report_of


def write_outcome(outcome: Outcome) -> dict[str, Any]:
    """Writes the model folder, and the report if one is wanted; returns the job's result.

    Raises:
        UserError: `OUTPUT_UNWRITABLE` or `DISK_FULL`.
    """
    card = save_model(Path(outcome.job.model), outcome.made.model, card_of(outcome))
    if outcome.job.report:
        write_report(outcome.job.report, report_of(outcome, card), outcome.job.language)
    return {
        "model": outcome.job.model,
        "report": outcome.job.report,
        "classes": _classes(outcome),
        "held_out": _held_out(outcome),
        "doubtful_polygons": [polygon.to_json() for polygon in outcome.doubtful.listed],
        "doubtful_polygon_count": outcome.doubtful.count,
        "candidates": outcome.candidates,
        "chosen": outcome.made.chosen.name,
        "steps": outcome.steps,
        "seconds": outcome.budget.seconds_spent,
        "device": outcome.device,
        "findings": list(outcome.findings),
    }


def _classes(outcome: Outcome) -> list[dict[str, Any]]:
    pixels = outcome.prepared.pixels
    training, scored = pixels.polygons_by_class, pixels.of_polygons(outcome.scored_polygons).polygons_by_class
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


def _held_out(outcome: Outcome) -> dict[str, Any] | None:
    if outcome.evidence is None:
        return None
    confusion = outcome.evidence.confusion()
    return {
        "overall_accuracy": confusion.overall,
        "mean_iou": confusion.mean_iou,
        "iou": outcome.iou_by_name,
        "confusion": confusion.counts.tolist(),
    }
