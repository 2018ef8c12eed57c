"""Reporters: how an operation tells its progress, and learns that it should stop.

Operations know nothing of processes, terminals or QGIS: they are handed a `Reporter` and call it often.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from typing import Protocol

from deepsat.jobs import Cancelled


class Reporter(Protocol):
    """What an operation may say while it works."""

    def progress(self, fraction: float, stage: str, text: str, figures: Mapping[str, float] | None = None) -> None:
        """Says how far the work is.

        Args:
            fraction: share of the whole work that is done, 0-1.
            stage: short lower-case name of what is going on, such as `head` or `predict`.
            text: a sentence for a person.
            figures: named numbers, such as losses or `seconds_left`.
        """

    def log(self, text: str, level: str = "info") -> None:
        """Says a sentence that belongs into the log; `level` is `info` or `warning`."""

    def metric(self, name: str, value: float, step: int) -> None:
        """Adds the point (`step`, `value`) to the curve `name`."""

    def check_cancelled(self) -> None:
        """Returns while the work is still wanted.

        Call it at least once a second, so that stopping feels immediate.

        Raises:
            Cancelled: the person asked to stop.
        """


@dataclasses.dataclass
class SilentReporter:
    """Keeps what it is told, for tests and for callers that want no output."""

    cancelled: bool = False
    """Set to True to make the next `check_cancelled` raise."""
    progressed: list[tuple[float, str, str, dict[str, float]]] = dataclasses.field(default_factory=list)
    """Calls of `progress`: fraction, stage, text, figures."""
    logged: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    """Calls of `log`: text, level."""
    metrics: list[tuple[str, float, int]] = dataclasses.field(default_factory=list)
    """Calls of `metric`: name, value, step."""

    def progress(self, fraction: float, stage: str, text: str, figures: Mapping[str, float] | None = None) -> None:
        """Keeps the call in `progressed`."""
        self.progressed.append((fraction, stage, text, dict(figures or {})))

    def log(self, text: str, level: str = "info") -> None:
        """Keeps the call in `logged`."""
        self.logged.append((text, level))

    def metric(self, name: str, value: float, step: int) -> None:
        """Keeps the call in `metrics`."""
        self.metrics.append((name, value, step))

    def check_cancelled(self) -> None:
        """Raises `Cancelled` once `cancelled` is set."""
        if self.cancelled:
            raise Cancelled


class PartReporter:
    """Reports the progress 0-1 of a part as the progress `start`-`end` of the whole.

    Args:
        reporter: reporter of the whole.
        start: fraction of the whole at which the part begins, 0-1.
        end: fraction of the whole at which the part ends, `start`-1.

    Raises:
        ValueError: `start` and `end` do not lie in this order in 0-1.
    """

    def __init__(self, reporter: Reporter, start: float, end: float) -> None:
        if not 0 <= start <= end <= 1:
            raise ValueError(f"a part runs from start to end with 0 <= start <= end <= 1, not from {start} to {end}")
        self._reporter = reporter
        self._start = start
        self._end = end

    def progress(self, fraction: float, stage: str, text: str, figures: Mapping[str, float] | None = None) -> None:
        """Reports `fraction` of the part; what lies outside 0-1 counts as its nearer end."""
        share = min(max(fraction, 0.0), 1.0)
        # start + share * (end - start) may miss `end` by a rounding error, so that the whole would never reach 1.
        whole = self._end if share == 1.0 else self._start + share * (self._end - self._start)
        self._reporter.progress(whole, stage, text, figures)

    def log(self, text: str, level: str = "info") -> None:
        """Hands the sentence on."""
        self._reporter.log(text, level)

    def metric(self, name: str, value: float, step: int) -> None:
        """Hands the point on."""
        self._reporter.metric(name, value, step)

    def check_cancelled(self) -> None:
        """Asks the reporter of the whole."""
        self._reporter.check_cancelled()


class RisingFraction:
    """The progress that a person sees: within 0-1, and never falling.

    Operations estimate; an estimate that is taken back would make a progress bar jump backwards.
    """

    def __init__(self) -> None:
        self._highest = 0.0

    def of(self, fraction: float) -> float:
        """The highest fraction so far, `fraction` included; NaN changes nothing."""
        if math.isfinite(fraction):
            self._highest = max(self._highest, min(fraction, 1.0))
        return self._highest


def telling(reporter: Reporter, stage: str, text: str) -> Callable[[float], None]:
    """A function of the share that is done, 0-1, which tells it as progress and asks whether to stop."""

    def tell(share: float) -> None:
        reporter.check_cancelled()
        reporter.progress(share, stage, text)

    return tell
