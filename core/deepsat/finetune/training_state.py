"""The state of a training, kept beside the model to be: a run that was killed goes on where it was.

The state lies in `<model>.resume/`. It is written whole or not at all, read only by the same job on the same data, and
gone once the job has ended in any other way than by being killed or by the end of the program that asked for it.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from deepsat.temporary_files import whole_file

STATE_NAME = "training"
_FACTS = "facts"
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
        self._file = self.folder / f"{name}.safetensors"

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
        tensors = {f"network/{name}": tensor for name, tensor in network.state_dict().items()}
        tensors |= {f"{part}/{name}": tensor for part in KEPT for name, tensor in kept[part].items()}
        for index, moments in optimiser.state_dict()["state"].items():
            tensors |= {f"optimiser/{index}/{name}": tensor for name, tensor in moments.items()}
        # A copy of each: safetensors refuses tensors that share memory.
        plain = {name: tensor.detach().cpu().contiguous().clone() for name, tensor in tensors.items()}
        facts = json.dumps({"fingerprint": self._fingerprint, "progression": progression.to_json()})
        self.folder.mkdir(exist_ok=True)
        with whole_file(self._file) as temporary:
            save_file(plain, temporary, {_FACTS: facts})

    def restore(
        self, network: nn.Module, optimiser: torch.optim.Optimizer
    ) -> tuple[dict[str, dict[str, Tensor]], Progression] | None:
        """Puts a saved state into a network and its optimiser.

        Returns:
            The weights that were kept, as `save` was given them, and where the training stands; None when there is no
            state of this very training.
        """
        facts = self._facts()
        if facts is None:
            return None
        with safe_open(self._file, framework="pt") as file:
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (a file is no dictionary)
        parts: dict[str, dict[str, Tensor]] = {part: {} for part in ("network", *KEPT, "optimiser")}
        for name, tensor in tensors.items():
            part, _, rest = name.partition("/")
            parts[part][rest] = tensor
        network.load_state_dict(parts["network"])
        moments: dict[int, dict[str, Tensor]] = {}
        for name, tensor in parts["optimiser"].items():
            index, _, moment = name.partition("/")
            moments.setdefault(int(index), {})[moment] = tensor
        optimiser.load_state_dict({"state": moments, "param_groups": optimiser.state_dict()["param_groups"]})
        return {part: parts[part] for part in KEPT}, Progression.from_json(facts["progression"])

    def remove(self) -> None:
        """Removes the states of all trainings of the job."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _facts(self) -> dict[str, Any] | None:
        """What is saved beside the weights; None where nothing readable is saved, or that of another training."""
        if not self._file.is_file():
            return None
        try:
            with safe_open(self._file, framework="pt") as file:
                facts: dict[str, Any] = json.loads((file.metadata() or {}).get(_FACTS, "{}"))
        except (SafetensorError, OSError, ValueError):
            # A state that cannot be read is no state: the training starts over.
            return None
        return facts if facts.get("fingerprint") == self._fingerprint else None
