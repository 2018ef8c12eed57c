"""Jobs about change between two dates."""

from __future__ import annotations

import dataclasses
import math
from typing import ClassVar, Optional

from deepsat.jobs.fields import (
    AFTER,
    BEFORE,
    CLASS_FIELD,
    CLASS_NAMES,
    CLASS_RASTER,
    CONFIDENCE,
    DEVICE,
    EXTENT,
    LABELS_LAYER,
    LANGUAGE,
    MAX_MINUTES,
    PROBABILITY,
    REPORT,
    SEED_OF_MAP,
    SEED_OF_MODEL,
    described,
)
from deepsat.jobs.finetune_jobs import FinetuneJob
from deepsat.jobs.predict_jobs import PredictJob
from deepsat.jobs.problems import (
    common_problems,
    extent_problems,
    raster_problems,
    repeated_outputs,
    same_date_problems,
    seed_problems,
    training_problems,
)


@dataclasses.dataclass(frozen=True)
class FinetuneChangeJob:
    """Learn change between two dates of a place from labelled polygons."""

    kind: ClassVar[str] = "finetunechange"

    before: str = described(BEFORE)
    after: str = described(AFTER)
    labels: str = described("Vector file with polygons of change and of no change, or of several kinds of change.")
    class_field: str = described(CLASS_FIELD)
    model: str = described("Folder that the model of change is written to.")
    labels_layer: str = described(LABELS_LAYER, "")
    checkpoint: str = described(
        "Weights to start from: 'auto' for DeepSat's own where they know all bands, else random ones; 'random', the "
        "name of a checkpoint for single images, its folder, or the folder of a model of change to continue from.",
        "auto",
    )
    seed: int = described(SEED_OF_MODEL, 0)
    device: str = described(DEVICE, "auto")
    max_minutes: float = described(MAX_MINUTES, 20.0)
    report: str = described(REPORT, "")
    language: str = described(LANGUAGE, "en")
    class_names: tuple[str, ...] = described(CLASS_NAMES, ())

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = common_problems(self) + same_date_problems(self.before, self.after)
        return found + training_problems(self.finetune_job())

    def finetune_job(self) -> FinetuneJob:
        """The same as a job of fine-tuning."""
        names = [f.name for f in dataclasses.fields(self) if f.name not in ("before", "after")]
        return FinetuneJob(input=(self.before, self.after), **{name: getattr(self, name) for name in names})


@dataclasses.dataclass(frozen=True)
class PredictChangeJob:
    """Map change between two dates with a model of it."""

    kind: ClassVar[str] = "predictchange"

    before: str = described(BEFORE)
    after: str = described(AFTER)
    model: str = described("Folder of the model of change.")
    output: str = described(CLASS_RASTER)
    extent: Optional[tuple[float, float, float, float]] = described(EXTENT, None)
    device: str = described(DEVICE, "auto")
    probability: str = described(PROBABILITY, "")
    confidence: str = described(CONFIDENCE, "")

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = common_problems(self) + same_date_problems(self.before, self.after)
        found += raster_problems(output=self.output, probability=self.probability, confidence=self.confidence)
        return found + extent_problems(self.extent) + repeated_outputs(self.output, self.probability, self.confidence)

    def predict_job(self) -> PredictJob:
        """The same as a job of mapping."""
        names = [f.name for f in dataclasses.fields(self) if f.name not in ("before", "after")]
        return PredictJob(input=(self.before, self.after), **{name: getattr(self, name) for name in names})


@dataclasses.dataclass(frozen=True)
class ChangeMapJob:
    """Map where two dates of a place differ unusually, without any label."""

    kind: ClassVar[str] = "changemap"

    before: str = described(BEFORE)
    after: str = described(AFTER)
    output: str = described("Class raster to write (GeoTIFF): 0 no change, 1 change, 255 NoData.")
    strength: str = described(
        "Raster of the strength of change to write, 0-100 %, 50 % at the threshold; empty for none.", ""
    )
    threshold: float = described(
        "Distance of features above which a pixel counts as changed, in their standard deviations, about 1 being "
        "usual; 0 for Otsu's automatic one.",
        0.0,
    )
    checkpoint: str = described(
        "Weights to look with: 'auto' for DeepSat's own where they know all bands, else random ones; 'random', the "
        "name of a checkpoint, or its folder; 'bands' to compare the bands themselves, without a network.",
        "auto",
    )
    seed: int = described(SEED_OF_MAP, 0)
    device: str = described(DEVICE, "auto")

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = common_problems(self) + same_date_problems(self.before, self.after) + seed_problems(self.seed)
        if not math.isfinite(self.threshold) or self.threshold < 0:
            found.append(f"threshold must be at least 0, not {self.threshold:g}")
        found += raster_problems(output=self.output, strength=self.strength)
        return found + repeated_outputs(self.output, self.strength)
