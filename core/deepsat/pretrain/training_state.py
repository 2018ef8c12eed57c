"""The state of a pre-training, kept beside the checkpoint to be, so that it goes on where it was stopped.

Everything that is drawn depends on the step alone (`deepsat.pretrain.draws`), so weights, buffers, the optimiser's
moments and the number of steps are the whole state.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from deepsat.temporary_files import whole_file

STATE_NAME = "state.safetensors"
LOG_NAME = "log"
_FACTS = "facts"


@dataclasses.dataclass(frozen=True)
class Progression:
    """Where a training stands."""

    step: int = 0
    """Steps done."""
    seconds: float = 0.0
    """Time that they took, over all runs."""


class TrainingState:
    """Saves and restores a training, in the folder `<output>.resume` beside the output.

    Args:
        output: the checkpoint folder to be.
        fingerprint: differs between jobs whose trainings differ.
    """

    def __init__(self, output: Path, fingerprint: str) -> None:
        self.folder = output.with_name(output.name + ".resume")
        self._file = self.folder / STATE_NAME
        self._fingerprint = fingerprint

    @property
    def log_folder(self) -> Path:
        """Where the log of the training lies until the checkpoint is written."""
        return self.folder / LOG_NAME

    def save(self, module: nn.Module, optimiser: torch.optim.Optimizer, progression: Progression) -> None:
        """Replaces the saved state, whole or not at all.

        Raises:
            UserError: `OUTPUT_UNWRITABLE` or `DISK_FULL`.
        """
        tensors = {f"module/{name}": tensor for name, tensor in tensors_of(module).items()}
        for index, moments in optimiser.state_dict()["state"].items():
            tensors |= {f"optimiser/{index}/{name}": t for name, t in moments.items() if isinstance(t, Tensor)}
        # A copy of each: safetensors refuses tensors that share memory.
        plain = {name: tensor.detach().cpu().contiguous().clone() for name, tensor in tensors.items()}
        facts = {"fingerprint": self._fingerprint, "progression": dataclasses.asdict(progression)}
        self.folder.mkdir(exist_ok=True)
        with whole_file(self._file) as temporary:
            save_file(plain, temporary, {_FACTS: json.dumps(facts)})

    def restore(self, module: nn.Module, optimiser: torch.optim.Optimizer) -> Progression | None:
        """Puts the saved state into a module and its optimiser; None when there is no state of this very training."""
        facts = self._facts()
        if facts is None:
            return None
        with safe_open(self._file, framework="pt") as file:
            saved = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        with torch.no_grad():
            for name, tensor in tensors_of(module).items():
                tensor.copy_(saved[f"module/{name}"])
        moments: dict[int, dict[str, Tensor]] = {}
        for name, tensor in saved.items():
            if name.startswith("optimiser/"):
                _, index, moment = name.split("/")
                moments.setdefault(int(index), {})[moment] = tensor
        optimiser.load_state_dict({"state": moments, "param_groups": optimiser.state_dict()["param_groups"]})
        return Progression(**facts["progression"])

    def remove(self) -> None:
        """Removes the state, if there is one."""
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


def tensors_of(module: nn.Module) -> dict[str, Tensor]:
    """All parameters and buffers, each once, also where two parts share them."""
    return {**dict(module.named_parameters()), **dict(module.named_buffers())}


def fixed_tensors_of(module: nn.Module) -> dict[str, Tensor]:
    """Copies of what a step may change before the optimiser does: buffers, and parameters that follow others."""
    found = tensors_of(module).items()
    return {name: tensor.detach().clone() for name, tensor in found if not tensor.requires_grad}


@torch.no_grad()
def put_back(module: nn.Module, saved: dict[str, Tensor]) -> None:
    """Undoes what an interrupted step did: `saved` is from `fixed_tensors_of`."""
    tensors = tensors_of(module)
    for name, tensor in saved.items():
        tensors[name].copy_(tensor)
