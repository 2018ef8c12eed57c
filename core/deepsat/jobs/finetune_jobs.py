"""Jobs that learn from labels: fine-tuning, alone and with the map."""

from __future__ import annotations

import dataclasses
from typing import ClassVar

from deepsat.jobs.fields import (
    BANDS_IN_FILES,
    CLASS_COLOURS,
    CLASS_FIELD,
    CLASS_NAMES,
    CLASS_RASTER,
    CONFIDENCE,
    DATES,
    DEVICE,
    ENTROPY,
    LABELS,
    LABELS_LAYER,
    LANGUAGE,
    LEARNT_AND_MAPPED,
    LOSS,
    MASKS,
    MAX_MINUTES,
    MIN_AREA,
    NEW_MODEL,
    PART,
    POLYGONS,
    PROBABILITY,
    REPORT,
    SCALE,
    SEED_OF_MAP,
    SEED_OF_MODEL,
    SIMPLIFY,
    START,
    described,
)
from deepsat.jobs.predict_jobs import PredictJob
from deepsat.jobs.problems import (
    common_problems,
    map_problems,
    polygon_problems,
    repeated_outputs,
    training_problems,
)


@dataclasses.dataclass(frozen=True)
class FinetuneJob:
    """Fine-tune a network on labelled polygons of one scene."""

    kind: ClassVar[str] = "finetune"

    input: tuple[str, ...] = described(
        "Raster to learn from; several of one place, or a folder of them, make a time series, several side by side one "
        "raster. " + BANDS_IN_FILES
    )
    labels: str = described(LABELS)
    class_field: str = described(CLASS_FIELD)
    model: str = described(NEW_MODEL)
    labels_layer: str = described(LABELS_LAYER, "")
    dates: tuple[str, ...] = described(DATES, ())
    checkpoint: str = described(START, "auto")
    loss: str = described(LOSS, "cross_entropy")
    seed: int = described(SEED_OF_MODEL, 0)
    device: str = described(DEVICE, "auto")
    max_minutes: float = described(MAX_MINUTES, 20.0)
    report: str = described(REPORT, "")
    masks: tuple[str, ...] = described(MASKS, ())
    scale: int = described(SCALE, 1)
    class_colours: tuple[str, ...] = described(CLASS_COLOURS, ())
    language: str = described(LANGUAGE, "en")
    class_names: tuple[str, ...] = described(CLASS_NAMES, ())

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        return common_problems(self) + training_problems(self)


@dataclasses.dataclass(frozen=True)
class MapJob:
    """Fine-tune on labelled polygons and map the same scene, in one step."""

    kind: ClassVar[str] = "map"

    input: tuple[str, ...] = described(LEARNT_AND_MAPPED)
    labels: str = described(LABELS)
    class_field: str = described(CLASS_FIELD)
    model: str = described(NEW_MODEL)
    output: str = described(CLASS_RASTER)
    labels_layer: str = described(LABELS_LAYER, "")
    dates: tuple[str, ...] = described(DATES, ())
    checkpoint: str = described(START, "auto")
    loss: str = described(LOSS, "cross_entropy")
    seed: int = described(SEED_OF_MAP, 0)
    device: str = described(DEVICE, "auto")
    max_minutes: float = described(MAX_MINUTES, 20.0)
    report: str = described(REPORT, "")
    probability: str = described(PROBABILITY, "")
    confidence: str = described(CONFIDENCE, "")
    masks: tuple[str, ...] = described(MASKS, ())
    scale: int = described(SCALE, 1)
    entropy: str = described(ENTROPY, "")
    polygons: str = described(POLYGONS, "")
    min_area: float = described(MIN_AREA, 0.0)
    simplify: float = described(SIMPLIFY, 0.0)
    class_colours: tuple[str, ...] = described(CLASS_COLOURS, ())
    language: str = described(LANGUAGE, "en")
    class_names: tuple[str, ...] = described(CLASS_NAMES, ())

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        repeated = repeated_outputs(self.output, self.probability, self.confidence, self.polygons, self.entropy)
        found = common_problems(self) + training_problems(self) + polygon_problems(self)
        return found + map_problems(self) + repeated

    def finetune_job(self) -> FinetuneJob:
        """The first half of the work."""
        return FinetuneJob(**{f.name: getattr(self, f.name) for f in dataclasses.fields(FinetuneJob)})

    def predict_job(self) -> PredictJob:
        """The second half of the work."""
        others = (*PART, "engine", "precision", "augment", "cluster", "workers")
        names = [f.name for f in dataclasses.fields(PredictJob) if f.name not in others]
        return PredictJob(**{name: getattr(self, name) for name in names})
