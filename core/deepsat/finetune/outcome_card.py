"""The card of a model that was fine-tuned: what it maps, needs and was made from."""

from __future__ import annotations

import datetime
import math

import torch

import deepsat
from deepsat.checkpoints import Card, HeldOutSkill, TrainingFacts
from deepsat.checkpoints.names import name_for_card
from deepsat.finetune.outcome import Outcome
from deepsat.imagery.footprints import footprint_in_degrees


def card_of(outcome: Outcome) -> Card:
    """The card, without what `save_model` fills in."""
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
        polygons=len(outcome.scored_polygons),
        pixels=confusion.total,
        overall_accuracy=confusion.overall,
        mean_iou=confusion.mean_iou,
        iou=outcome.iou_by_name,
    )
