"""The outcome of a fine-tuning: everything that it found out."""

from __future__ import annotations

import dataclasses
import functools

import numpy as np

from deepsat.accuracy import Evidence
from deepsat.accuracy.doubtful_polygons import DoubtfulPolygons, doubtful_polygons
from deepsat.finetune.making import Made
from deepsat.finetune.preparation import Prepared
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.schedule import TimeBudget
from deepsat.finetune.start import Start
from deepsat.jobs import FinetuneJob


@dataclasses.dataclass(frozen=True)
class Outcome:
    """Everything that a fine-tuning found out."""

    job: FinetuneJob
    recipe: Recipe
    start: Start
    prepared: Prepared
    made: Made
    sentences: tuple[str, ...]
    """That a person should know, from all stages."""
    device: str
    budget: TimeBudget

    @property
    def findings(self) -> tuple[str, ...]:
        """`sentences`, and those on the doubtful polygons."""
        return (*self.sentences, *self.doubtful.findings())

    @property
    def evidence(self) -> Evidence | None:
        """What the chosen candidate says of held-out pixels."""
        return None if self.made.comparison is None else self.made.comparison.of_chosen

    @functools.cached_property
    def doubtful(self) -> DoubtfulPolygons:
        """Held-out polygons that are taken for another class."""
        if self.evidence is None:
            return DoubtfulPolygons((), 0)
        halved = self.prepared.folds.halved
        return doubtful_polygons(self.evidence, self.prepared.pixels, self.prepared.scene.grid, halved)

    @property
    def steps(self) -> int:
        """Steps of training that the model's weights have seen."""
        training = self.made.retrained or self.made.progression
        return training.best_step if self.made.chosen.trained else 0

    @property
    def learnt_from_all(self) -> bool:
        """Whether head and forest have seen some of every polygon."""
        return set(self.made.labelled.pixels.polygon_ids) == set(self.prepared.pixels.polygon_ids)

    @property
    def candidates(self) -> dict[str, float]:
        """Mean IoU on the held-out pixels, by the candidate's name."""
        if self.made.comparison is None:
            return {}
        found = self.made.comparison.evidence.items()
        return {candidate.name: evidence.confusion().mean_iou for candidate, evidence in found}

    @property
    def scored_polygons(self) -> tuple[int, ...]:
        """Polygons that were held out once, as indexes into `Labels.polygons`."""
        return () if self.evidence is None else tuple(map(int, np.unique(self.evidence.polygon_ids)))

    @property
    def iou_by_name(self) -> dict[str, float]:
        """Of the classes that have held-out pixels."""
        if self.evidence is None:
            return {}
        confusion, names = self.evidence.confusion(), self.prepared.pixels.class_map.names
        return {names[index]: float(confusion.iou[index]) for index in np.flatnonzero(confusion.reference_totals)}
