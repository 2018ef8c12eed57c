"""Places as fine-tuning sees them before it learns: labels on the grid, and what network and forest see at them."""

from __future__ import annotations

import contextlib
import dataclasses
import tempfile
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor

from benchmarks.label_sets import CLASS_FIELD, Budget, LabelSet, label_set
from benchmarks.places import Place
from deepsat.finetune.checkpoints import fitting_checkpoint, start_network
from deepsat.finetune.frozen import look, trust_of
from deepsat.finetune.labelled import Labelled
from deepsat.finetune.preparation import Prepared, prepare
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.start import Start
from deepsat.imagery import open_scene, with_usable_bands
from deepsat.labels import read_labels
from deepsat.reporting import SilentReporter

CPU = torch.device("cpu")


@dataclasses.dataclass(frozen=True)
class LookedAt:
    """One place with one budget; its scene is open."""

    labels: LabelSet
    prepared: Prepared
    start: Start
    labelled: Labelled
    trust: Tensor | None
    """As `fit_head` takes it."""
    recipe: Recipe


@contextlib.contextmanager
def looked_at(place: Place, budget: Budget, seed: int) -> Iterator[LookedAt]:
    """Looks at a place with the checkpoint that a run would take.

    Raises:
        UserError: the polygons are of no use.
    """
    recipe, reporter = Recipe(), SilentReporter()
    with tempfile.TemporaryDirectory() as folder, open_scene([str(place.image)]) as scene:
        labels = label_set(place, budget, seed, Path(folder))
        usable = with_usable_bands(scene, seed)
        polygons = read_labels(str(labels.polygons), CLASS_FIELD, usable.scene.grid)
        prepared = prepare(polygons, usable, recipe, reporter, ())
        checkpoint, _ = fitting_checkpoint("auto", usable.scene)
        start = start_network(checkpoint, usable.scene, len(prepared.pixels.class_map), recipe, seed)
        labelled = look(start, prepared, recipe, CPU, seed, reporter)
        yield LookedAt(labels, prepared, start, labelled, trust_of(start, labelled.features.shape[1], recipe), recipe)
