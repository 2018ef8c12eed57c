"""What is told and kept of a pre-training: its fingerprint, its card, its result."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from pathlib import Path
from typing import Any

import torch

import deepsat
from deepsat.checkpoints.checkpoint_card import CheckpointCard, PretrainingFacts
from deepsat.checkpoints.names import name_for_card
from deepsat.devices import describe_device
from deepsat.imagery.footprints import joint_footprint
from deepsat.jobs import PretrainJob
from deepsat.jobs.band_slots import SENTINEL2_SLOTS
from deepsat.pretrain.catalogue import Place
from deepsat.pretrain.label_sources import LabelSource
from deepsat.pretrain.methods import Method
from deepsat.pretrain.settings import PretrainSettings
from deepsat.pretrain.trainer import Fitted, Plan


@dataclasses.dataclass(frozen=True)
class Archive:
    """What a method learns from."""

    places: tuple[Place, ...]
    labels: tuple[LabelSource, ...] | None
    findings: tuple[str, ...]
    """Sentences about what was left out."""

    @property
    def raster_count(self) -> int:
        """Rasters of all places."""
        return sum(len(place.rasters) for place in self.places)


def fingerprint(job: PretrainJob, settings: PretrainSettings, plan: Plan, archive: Archive, start_hash: str) -> str:
    """SHA-256 of everything that decides what is learnt: a saved state goes on only where it is the same.

    Args:
        job: see `PretrainJob`.
        settings: see `PretrainSettings`.
        plan: see `Plan`.
        archive: what is learnt from.
        start_hash: of the weights that training starts from; empty for random ones, which follow from the seed.
    """
    irrelevant = ("device", "max_minutes", "licence")
    facts = {
        "job": {name: value for name, value in dataclasses.asdict(job).items() if name not in irrelevant},
        "settings": settings.to_json(),
        "plan": {**dataclasses.asdict(plan), "max_seconds": None},
        "rasters": [
            [*map(_identity, raster.image.files), raster.date] for place in archive.places for raster in place.rasters
        ],
        "labels": None if archive.labels is None else [source.content_hash() for source in archive.labels],
        "start": start_hash,
        "versions": [deepsat.__version__, torch.__version__],
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def _identity(path: str) -> list[str | int]:
    """Size and time of change stand for the content, which may take minutes to read."""
    file = Path(path)
    if not file.is_file():
        return [path]
    status = file.stat()
    return [path, status.st_size, status.st_mtime_ns]


def card_of(
    job: PretrainJob, archive: Archive, settings: PretrainSettings, plan: Plan, fitted: Fitted, method: Method
) -> CheckpointCard:
    """The card of the checkpoint that a training made."""
    now = datetime.datetime.now(datetime.timezone.utc)
    facts = PretrainingFacts(
        method=job.method,
        trained_parts=method.trained_parts,
        checkpoint=name_for_card(job.checkpoint),
        places=tuple(place.name for place in archive.places),
        rasters=archive.raster_count,
        pixels=sum(place.pixel_count * len(place.rasters) for place in archive.places),
        licence=job.licence,
        seed=job.seed,
        steps=fitted.progression.step,
        steps_planned=plan.steps,
        seconds=round(fitted.progression.seconds, 1),
        measures={name: value for name, value in fitted.progression.measures.items() if name != "images_per_second"},
        settings={**settings.to_json(), "spectral_share": method.spectral_share, "samples": plan.samples,
                  "shards": plan.shards, "epochs": job.epochs, "optimiser": plan.optimiser,
                  "learning_rate": plan.learning_rate, "weight_decay": plan.weight_decay,
                  "dates_per_view": job.dates_per_view},
    )  # fmt: skip
    return CheckpointCard(
        bands=SENTINEL2_SLOTS,
        architecture=method.architecture,
        pretraining=facts,
        footprint=joint_footprint(place.grid for place in archive.places),
        deepsat_version=deepsat.__version__,
        framework_version=torch.__version__,
        created=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def result_of(job: PretrainJob, archive: Archive, plan: Plan, fitted: Fitted, device: torch.device) -> dict[str, Any]:
    """What the job answers with, as plain JSON values."""
    findings = list(archive.findings)
    if not fitted.complete(plan):
        findings.append(
            f"Time ran out after {fitted.progression.step} of {plan.steps} steps, before the learning rate had fallen; "
            "start the same job again to go on."
        )
    return {
        "output": job.output,
        "method": job.method,
        "steps": fitted.progression.step,
        "steps_planned": plan.steps,
        "resumed_at": fitted.resumed_at,
        "seconds": fitted.progression.seconds,
        "device": f"{device} ({describe_device(device)})",
        "places": len(archive.places),
        "rasters": archive.raster_count,
        "findings": findings,
        **fitted.progression.measures,
    }
