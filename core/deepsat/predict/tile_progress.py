"""Progress of a map: how many tiles are done, and how long the others will take."""

from __future__ import annotations

import time

from deepsat.predict.tiling import TilePlan
from deepsat.reporting import Reporter

BEGINNING, SHARE = 0.02, 0.96
"""Of the whole work, what comes before the tiles and what they take."""


class TileProgress:
    """Tells a person how far the tiles of a plan are.

    Args:
        plan: of the whole map.
        first_row: of tiles; those above are done already, and say nothing about how long a tile takes.
        reporter: to tell.
    """

    def __init__(self, plan: TilePlan, first_row: int, reporter: Reporter) -> None:
        self._count, self._reporter = plan.tile_count, reporter
        self._skipped = self._done = first_row * len(plan.columns.starts)
        self._started = time.monotonic()

    def add(self, tiles: int) -> None:
        """So many more are done."""
        self._done += tiles
        left = (time.monotonic() - self._started) / (self._done - self._skipped) * (self._count - self._done)
        text = f"Mapped {self._done} of {self._count} tiles."
        done = BEGINNING + SHARE * self._done / self._count
        self._reporter.progress(done, "predict", text, {"seconds_left": left})
