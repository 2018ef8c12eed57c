"""The state of a training, kept beside the model to be: a run that was killed goes on where it was.

The state lies in `<model>.resume/`. It is read only by the same job on the same data, and gone once the job has ended
in any other way than by being killed or by the end of the program that asked for it.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from deepsat.training_file import TrainingFile

STATE_NAME = "training"
KEPT = ("start", "best")
"""Weights of the network that are saved beside those that it has."""


@dataclasses.dataclass
class Progression:
    """Where a training stands."""

    step: int = 0
    """Steps done."""
    steps: int = 0
    """Steps planned."""
    was_cut: bool = False
    """Whether fewer were planned in the end than in the beginning, for want of time."""
    best_step: int = 0
    best_score: float = -1.0
    looks_without_improvement: int = 0
    curve: list[dict[str, float]] = dataclasses.field(default_factory=list)
    """One entry for each look at the held-out polygons: `step`, `loss`, and what was measured."""

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; finite ones, since a look was taken before anything is saved."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Progression:
        """Reads what `to_json` wrote."""
        return cls(**document)


class TrainingState:
    """Saves and restores a training.

    Args:
        model: the model folder to be.
        fingerprint: differs between jobs whose trainings differ.
        name: of the training, where a job has several.
    """

    def __init__(self, model: Path, fingerprint: str, name: str = STATE_NAME) -> None:
        self.folder = model.with_name(model.name + ".resume")
        self._model, self._fingerprint = model, fingerprint
        self._file = TrainingFile(self.folder / f"{name}.safetensors", fingerprint)

    def named(self, name: str) -> TrainingState:
        """The state of another training of the same job."""
        return TrainingState(self._model, self._fingerprint, name)

    def save(
        self,
        network: nn.Module,
        kept: Mapping[str, Mapping[str, Tensor]],
        optimiser: torch.optim.Optimizer,
        progression: Progression,
    ) -> None:
        """Replaces the saved state.

        Args:
            network: as it stands.
            kept: other weights of the network, under `start` and `best`.
            optimiser: of the network.
            progression: where the training stands.

        Raises:
            UserError: `OUTPUT_UNWRITABLE` or `DISK_FULL`.
        """
        parts = {"network": network.state_dict(), **{part: kept[part] for part in KEPT}}
        self._file.write(parts, optimiser, progression.to_json())

    def restore(
        self, network: nn.Module, optimiser: torch.optim.Optimizer
    ) -> tuple[dict[str, dict[str, Tensor]], Progression] | None:
        """Puts a saved state into a network and its optimiser.

        Returns:
            The weights that were kept, as `save` was given them, and where the training stands; None when there is no
            state of this very training.
        """
        saved = self._file.read(optimiser)
        if saved is None:
            return None
        parts, progression = saved
        network.load_state_dict(parts["network"])
        return {part: parts.get(part, {}) for part in KEPT}, Progression.from_json(progression)

    def remove(self) -> None:
        """Removes the states of all trainings of the job."""
        shutil.rmtree(self.folder, ignore_errors=True)
