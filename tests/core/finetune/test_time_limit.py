"""What a fine-tuning says and does where its time does not last."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from deepsat.checkpoints import load_model
from deepsat.finetune import making, trial
from deepsat.finetune.candidates import Candidate
from deepsat.finetune.evaluation import Evaluation
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.finetune.schedule import TimeBudget
from deepsat.jobs import FinetuneJob
from deepsat.reporting import SilentReporter

JobFor = Callable[..., FinetuneJob]


@pytest.fixture
def trial_that_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look seems better than the last, and the trained network wins."""
    better = itertools.count()
    monkeypatch.setattr(Evaluation, "score", property(lambda self: float(next(better))))
    monkeypatch.setattr(trial, "chosen_of", lambda evidence, usual, margin, weak: Candidate(0.5, trained=True))


@pytest.mark.usefixtures("trial_that_pays")
def test_without_time_to_train_on_all_polygons_nothing_is_called_trained(
    job_for: JobFor, quick: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "SECONDS_TO_WRITE", 1e6)
    job = job_for(max_minutes=1.0)
    result = finetune(job, SilentReporter(), quick)
    assert (result["chosen"], result["steps"]) == ("85% random forest, 15% fitted head", 0)
    assert any("1 min left no time to train on all polygons" in finding for finding in result["findings"])
    _, card = load_model(Path(job.model))
    assert (card.training.steps, card.training.tried_with) == (0, 12)


@pytest.mark.usefixtures("trial_that_pays")
def test_a_later_fold_without_time_is_said(job_for: JobFor, quick: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of four folds leaves half of the time to others, the second three quarters."""
    monkeypatch.setattr(TimeBudget, "seconds_left", lambda self, reserve=0.0: -1.0 if reserve > 40 else 60.0)
    result = finetune(job_for(max_minutes=1.0), SilentReporter(), quick)
    assert any("training of all weights after 0 of 6 steps" in finding for finding in result["findings"])


def test_a_trial_without_time_is_said_and_is_none(
    job_for: JobFor, quick: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TimeBudget, "seconds_left", lambda self, reserve=0.0: -1.0 if reserve else 60.0)
    job = job_for(max_minutes=1.0)
    result = finetune(job, SilentReporter(), quick)
    assert any("training of all weights after 0 of 6 steps" in finding for finding in result["findings"])
    _, card = load_model(Path(job.model))
    assert card.training.tried_with == 0
