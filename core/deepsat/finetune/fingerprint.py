"""Fingerprints: what tells one training from another."""

from __future__ import annotations

import dataclasses
import hashlib
import json

import torch

import deepsat
from deepsat.finetune.recipe import Recipe
from deepsat.imagery import Normalisation
from deepsat.imagery.file_states import states_of_raster
from deepsat.imagery.scene import Scene
from deepsat.jobs import FinetuneJob
from deepsat.labels import LabelPixels

_IRRELEVANT = ("labels", "labels_layer", "class_colours", "report", "max_minutes", "device", "language")
"""Settings of a job that do not change what is learnt; of the labels, their pixels count, wherever the file lies."""


def fingerprint(
    job: FinetuneJob,
    recipe: Recipe,
    scene: Scene,
    pixels: LabelPixels,
    normalisation: Normalisation,
    device: torch.device,
    start_hash: str,
) -> str:
    """SHA-256 of all that decides what is learnt: equal ones learn the same.

    That is the job, the labelled pixels, the scene's identity, the software, and `start_hash`: the hash of the weights
    that training starts from, empty for random ones, which follow from the seed.
    """
    settings = {name: value for name, value in dataclasses.asdict(job).items() if name not in _IRRELEVANT}
    facts = {
        "job": settings,
        "recipe": recipe.to_json(),
        # Size and time of change stand for the content, which may take minutes to read.
        "scene": [states_of_raster(path) or [[path]] for path in (*scene.paths, *scene.masks)],
        "grid": dataclasses.asdict(scene.grid),
        # What else it knows is told once, and changes nothing.
        "normalisation": [normalisation.mean, normalisation.std, normalisation.constant],
        "classes": pixels.class_map.names,
        "device": str(device),
        "start": start_hash,
        "versions": [deepsat.__version__, torch.__version__],
    }
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode())
    for array in (pixels.rows, pixels.columns, pixels.class_ids, pixels.polygon_ids):
        digest.update(array.tobytes())
    return digest.hexdigest()
