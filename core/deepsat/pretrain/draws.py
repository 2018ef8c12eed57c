"""Random draws that depend on nothing but what they are for.

Every draw of a training run has the seed, the step, the shard and a purpose as its key. So a run that is resumed, or
spread over other processes or loader workers, draws exactly what it would have drawn otherwise, and no state of a
generator has to be kept.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import torch


@dataclasses.dataclass(frozen=True)
class DrawKey:
    """Which part of which step."""

    seed: int
    step: int
    shard: int

    def numpy(self, purpose: str) -> np.random.Generator:
        """A fresh generator for one purpose; other purposes draw independently."""
        return np.random.default_rng(self._sequence(purpose))

    def torch(self, purpose: str) -> torch.Generator:
        """A fresh CPU generator for one purpose."""
        state = self._sequence(purpose).generate_state(1, np.uint64)[0]
        return torch.Generator().manual_seed(int(state >> np.uint64(1)))

    def _sequence(self, purpose: str) -> np.random.SeedSequence:
        words = list(purpose.encode())
        return np.random.SeedSequence([self.seed, self.step, self.shard, *words])
