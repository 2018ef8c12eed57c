"""Jobs about models that are there, and about the worker itself."""

from __future__ import annotations

import dataclasses
from typing import ClassVar

from deepsat.jobs.fields import described
from deepsat.jobs.problems import common_problems


@dataclasses.dataclass(frozen=True)
class ModelInfoJob:
    """Read the card of a model (classes, bands, training, held-out skill) or of a checkpoint (what it learnt from)."""

    kind: ClassVar[str] = "modelinfo"

    model: str = described("Folder of the fine-tuned model, or of a checkpoint.")

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        return common_problems(self)


@dataclasses.dataclass(frozen=True)
class RestoreModelJob:
    """Undo a fine-tuning: give a model's folder back to the model that it replaced; again, to redo it."""

    kind: ClassVar[str] = "restoremodel"

    model: str = described(
        "Folder of the fine-tuned model; the one before lies beside it, its name ending in .previous."
    )

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        return common_problems(self)


@dataclasses.dataclass(frozen=True)
class DoctorJob:
    """Check the worker's environment: versions, devices, a real convolution on each."""

    kind: ClassVar[str] = "doctor"

    def problems(self) -> list[str]:
        """Nothing can be wrong: there are no settings."""
        return []
