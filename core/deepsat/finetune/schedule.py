"""Schedules: how fast to learn at each step, and how many steps the time allows."""

from __future__ import annotations

import math
import time

MEASURED_STEPS = 5
"""Steps after which the speed is known well enough to plan by."""

UNPLANNED_SHARE = 0.25
"""Share of the time limit that passes before it may shorten a plan.

A job that ends before gives the same weights however busy the machine is; a slow start alone cuts nothing.
"""


def learning_rate_factor(step: int, steps: int, warm_up: int) -> float:
    """Share of the full learning rate at a step: a linear rise, then half a cosine down to 0 at `steps`.

    Args:
        step: number of the step, from 0.
        steps: number of steps in all.
        warm_up: steps of the rise.
    """
    rise = min(1.0, (step + 1) / warm_up) if warm_up > 0 else 1.0
    return rise * 0.5 * (1 + math.cos(math.pi * min(step, steps) / max(steps, 1)))


def affordable_steps(*, planned: int, done: int, seconds_a_step: float, seconds_left: float) -> int:
    """How many steps in all to plan for: fewer than `planned` only where the time would not last.

    Args:
        planned: steps to take if there is time.
        done: steps done.
        seconds_a_step: measured, evaluations included.
        seconds_left: until training must end.
    """
    affordable = done + max(0, math.floor(seconds_left / max(seconds_a_step, 1e-6)))
    return min(planned, affordable)


class TimeBudget:
    """The time that a job may take.

    Args:
        minutes: from the start of the job to its end, everything included.
        started: `time.monotonic()` when the job began.
    """

    def __init__(self, minutes: float, started: float) -> None:
        self.minutes = minutes
        self._end = started + 60 * minutes
        self._started = started

    @property
    def is_short(self) -> bool:
        """Whether so much of the time is over that the rest has to be planned."""
        return self.seconds_spent > UNPLANNED_SHARE * 60 * self.minutes

    @property
    def seconds_spent(self) -> float:
        """Since the job began."""
        return time.monotonic() - self._started

    def seconds_left(self, reserve: float = 0.0) -> float:
        """Until `reserve` seconds before the end; negative once that is over."""
        return self._end - time.monotonic() - reserve
