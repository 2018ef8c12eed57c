"""Walking the trees of a forest on a CPU: what torch would say, to the last bit, many times as fast.

Where numba is not there, or does not suit the computer, there is no such walk, and torch walks the trees.
"""

from __future__ import annotations

import concurrent.futures
import functools
import importlib
import logging
from typing import Any

import numpy as np
import torch
from torch import Tensor


class PackedTrees:
    """Trees with one word of 64 bits a node, and the walk down them.

    Args:
        walk: the module `compiled_walk`.
        features: int64 (T,M), as in `Forest`.
        thresholds: float32 (T,M).
        first_children: int64 (T,M).
        shares: float32 (T,M,K).
        depths: int64 (T,).
    """

    def __init__(
        self, walk: Any, features: Tensor, thresholds: Tensor, first_children: Tensor, shares: Tensor, depths: Tensor
    ) -> None:
        self._compiled = walk
        # A value exceeds -0 exactly where it exceeds 0; as whole numbers in order the two would differ.
        ordered = walk.in_order(thresholds.numpy() + np.float32(0)).astype(np.int64)
        words = (ordered << 32) | (features.numpy() << walk.CHILD_BITS) | first_children.numpy()
        self._nodes = np.ascontiguousarray(words).view(np.uint64)
        self._shares = np.ascontiguousarray(shares.numpy())
        self._depths = np.ascontiguousarray(depths.numpy())

    def of_features(self, features: Tensor) -> Tensor:
        """Probabilities, float32 (N,K), of pixels whose features are float32 (F,N), in as many threads as torch has."""
        bits = np.ascontiguousarray(features.numpy()).view(np.int32)
        count, threads = bits.shape[1], torch.get_num_threads()
        said = np.empty((count, self._shares.shape[2]), dtype=np.float32)
        pixels = self._compiled.PIXELS
        step = max(-(-count // (threads * pixels)), 1) * pixels

        def walk(start: int) -> None:
            self._compiled.walk(bits, start, min(start + step, count), self._nodes, self._depths, self._shares, said)

        if count <= step:
            walk(0)
        else:
            with concurrent.futures.ThreadPoolExecutor(threads, thread_name_prefix="trees") as pool:
                list(pool.map(walk, range(0, count, step)))
        return torch.from_numpy(said)


def packed_trees(
    features: Tensor, thresholds: Tensor, first_children: Tensor, shares: Tensor, depths: Tensor
) -> PackedTrees | None:
    """The trees packed; None where there is no compiled walk, or a tree is too large for it."""
    walk = _compiled_walk()
    if walk is None or features.shape[1] > 1 << walk.CHILD_BITS or int(features.max()) >= 1 << walk.FEATURE_BITS:
        return None
    return PackedTrees(walk, features, thresholds, first_children, shares, depths)


@functools.cache
def _compiled_walk() -> Any | None:
    try:
        return importlib.import_module("deepsat.models.compiled_walk")
    # A compiler that does not suit this processor, or this numpy, raises whatever it likes.
    except Exception as error:  # noqa: BLE001
        logging.getLogger(__name__).info("torch walks the trees, which is slower: numba cannot (%s).", error)
        return None
