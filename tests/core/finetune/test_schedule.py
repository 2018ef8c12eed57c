from __future__ import annotations

import time

import pytest

from deepsat.finetune.schedule import TimeBudget, affordable_steps, learning_rate_factor


def test_learning_rate_rises_falls_and_ends_at_zero() -> None:
    factors = [learning_rate_factor(step, 100, 10) for step in range(101)]
    assert factors[0] == pytest.approx(0.1, rel=1e-3)
    assert factors[:10] == sorted(factors[:10])
    assert factors[10:] == sorted(factors[10:], reverse=True)
    assert factors[50] == pytest.approx(0.5)
    assert factors[100] == pytest.approx(0, abs=1e-12)
    assert learning_rate_factor(0, 100, 0) == 1
    assert learning_rate_factor(7, 0, 0) == pytest.approx(1)


@pytest.mark.parametrize(
    ("planned", "done", "seconds_a_step", "seconds_left", "expected"),
    [(100, 10, 1.0, 500.0, 100), (100, 10, 1.0, 20.5, 30), (100, 10, 1.0, -3.0, 10), (100, 10, 0.0, 1.0, 100)],
)
def test_steps_are_cut_only_where_the_time_does_not_last(
    planned: int, done: int, seconds_a_step: float, seconds_left: float, expected: int
) -> None:
    affordable = affordable_steps(planned=planned, done=done, seconds_a_step=seconds_a_step, seconds_left=seconds_left)
    assert affordable == expected


def test_budget_counts_from_the_start_of_the_job() -> None:
    budget = TimeBudget(2.0, time.monotonic() - 30)
    assert budget.seconds_spent == pytest.approx(30, abs=1)
    assert budget.seconds_left() == pytest.approx(90, abs=1)
    assert budget.seconds_left(reserve=100) == pytest.approx(-10, abs=1)


@pytest.mark.parametrize(("spent", "short"), [(0.0, False), (25.0, False), (35.0, True), (200.0, True)])
def test_time_is_planned_once_a_quarter_of_it_is_over(spent: float, short: bool) -> None:
    assert TimeBudget(2.0, time.monotonic() - spent).is_short is short
