"""The file that keeps where a training stands, so that a run that was stopped goes on there.

It holds tensors, the optimiser's moments and a few facts. It is written whole or not at all, and one that cannot be
read, or is of another training, is none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from deepsat.outputs.temporary_files import whole_file

_FACTS = "facts"
_OPTIMISER = "optimiser"
Parts = dict[str, dict[str, Tensor]]
"""Tensors by part and name; `optimiser` is the name of no part."""


class TrainingFile:
    """Writes and reads where one training stands.

    Args:
        path: of the file, in a folder that is made when there is something to write.
        fingerprint: differs between jobs whose trainings differ.
    """

    def __init__(self, path: Path, fingerprint: str) -> None:
        self._path, self._fingerprint = path, fingerprint

    def write(
        self,
        parts: Mapping[str, Mapping[str, Tensor]],
        optimiser: torch.optim.Optimizer,
        progression: Mapping[str, Any],
    ) -> None:
        """Replaces what was written before.

        Args:
            parts: tensors by part and name.
            optimiser: whose moments are kept.
            progression: plain JSON values.

        Raises:
            UserError: `OUTPUT_UNWRITABLE` or `DISK_FULL`.
        """
        tensors = {f"{part}/{name}": tensor for part, named in parts.items() for name, tensor in named.items()}
        for index, moments in optimiser.state_dict()["state"].items():
            tensors |= {f"{_OPTIMISER}/{index}/{name}": t for name, t in moments.items() if isinstance(t, Tensor)}
        # A copy of each: safetensors refuses tensors that share memory.
        plain = {name: tensor.detach().cpu().contiguous().clone() for name, tensor in tensors.items()}
        facts = json.dumps({"fingerprint": self._fingerprint, "progression": progression})
        self._path.parent.mkdir(exist_ok=True)
        with whole_file(self._path) as temporary:
            save_file(plain, temporary, {_FACTS: facts})

    def read(self, optimiser: torch.optim.Optimizer) -> tuple[Parts, dict[str, Any]] | None:
        """Gives the optimiser its moments back.

        Returns:
            Parts and progression as `write` was given them; None when there is no state of this very training.
        """
        facts = self._facts()
        if facts is None:
            return None
        parts: Parts = {_OPTIMISER: {}}
        with safe_open(self._path, framework="pt") as file:
            for key in file.keys():  # noqa: SIM118 (a file is no dictionary)
                part, _, name = key.partition("/")
                parts.setdefault(part, {})[name] = file.get_tensor(key)
        moments: dict[int, dict[str, Tensor]] = {}
        for key, tensor in parts.pop(_OPTIMISER).items():
            index, _, name = key.partition("/")
            moments.setdefault(int(index), {})[name] = tensor
        optimiser.load_state_dict({"state": moments, "param_groups": optimiser.state_dict()["param_groups"]})
        return parts, facts["progression"]

    def _facts(self) -> dict[str, Any] | None:
        if not self._path.is_file():
            return None
        try:
            with safe_open(self._path, framework="pt") as file:
                facts: dict[str, Any] = json.loads((file.metadata() or {}).get(_FACTS, "{}"))
        except (SafetensorError, OSError, ValueError):
            # A state that cannot be read is no state: the training starts over.
            return None
        return facts if facts.get("fingerprint") == self._fingerprint else None
