"""Shards: rows of tiles that one worker maps at a time."""

from __future__ import annotations

import dataclasses
import math

SHARDS_A_WORKER = 4
"""So many, that workers that are slower than others, or are lost, do not hold up the whole."""
LEAST_ROWS = 4
"""Of tiles: a shard maps the row above it once more, for what both share, which would cost more in a smaller one."""


@dataclasses.dataclass(frozen=True)
class Shard:
    """Rows of tiles, `first` to `end`, the end excluded."""

    first: int
    end: int


def shards_of(first: int, end: int, workers: int) -> list[Shard]:
    """The rows of tiles from `first` to `end` in shards of nearly equal size, from the top.

    Args:
        first: row of the plan.
        end: the row behind the last one.
        workers: that share them.
    """
    count = min(workers * SHARDS_A_WORKER, max((end - first) // LEAST_ROWS, 1))
    size = math.ceil(max(end - first, 1) / count)
    return [Shard(start, min(start + size, end)) for start in range(first, end, size)]
