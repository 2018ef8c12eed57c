"""The state of a pre-training, kept beside the checkpoint to be, so that it goes on where it was stopped.

Everything that is drawn depends on the step alone (`deepsat.pretrain.draws`), so weights, buffers, the optimiser's
moments and the number of steps are the whole state.
"""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import torch
from torch import Tensor, nn

from deepsat.training_file import TrainingFile

STATE_NAME = "state.safetensors"
LOG_NAME = "log"
_MODULE = "module"


@dataclasses.dataclass(frozen=True)
class Progression:
    """Where a training stands."""

    step: int = 0
    """Steps done."""
    seconds: float = 0.0
    """Time that they took, over all runs."""
    measures: dict[str, float] = dataclasses.field(default_factory=dict)
    """Loss and the other measures as they were last taken; empty before the first step."""


class TrainingState:
    """Saves and restores a training, in the folder `<output>.resume` beside the output.

    Args:
        output: the checkpoint folder to be.
        fingerprint: differs between jobs whose trainings differ.
    """

    def __init__(self, output: Path, fingerprint: str) -> None:
        self.folder = output.with_name(output.name + ".resume")
        self._file = TrainingFile(self.folder / STATE_NAME, fingerprint)

    @property
    def log_folder(self) -> Path:
        """Where the log of the training lies until the checkpoint is written."""
        return self.folder / LOG_NAME

    def save(self, module: nn.Module, optimiser: torch.optim.Optimizer, progression: Progression) -> None:
        """Replaces the saved state, whole or not at all.

        Raises:
            UserError: `OUTPUT_UNWRITABLE` or `DISK_FULL`.
        """
        self._file.write({_MODULE: tensors_of(module)}, optimiser, dataclasses.asdict(progression))

    def restore(self, module: nn.Module, optimiser: torch.optim.Optimizer) -> Progression | None:
        """Puts the saved state into a module and its optimiser; None when there is no state of this very training."""
        saved = self._file.read(optimiser)
        if saved is None:
            return None
        parts, progression = saved
        with torch.no_grad():
            for name, tensor in tensors_of(module).items():
                tensor.copy_(parts[_MODULE][name])
        return Progression(**progression)

    def begin_log(self) -> None:
        """Removes the log of another training that was left in the middle."""
        shutil.rmtree(self.log_folder, ignore_errors=True)

    def remove(self) -> None:
        """Removes the state, if there is one."""
        shutil.rmtree(self.folder, ignore_errors=True)


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
