"""The benchmark from end to end on a place drawn here, what it keeps, and what its page says."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
from pathlib import Path

import numpy as np
import pytest

from benchmarks.command import tasks_of
from benchmarks.label_fractions import main, write_page
from benchmarks.label_fractions_page import page
from benchmarks.label_sets import Budget
from benchmarks.learners import FOREST, Learner, Lesson, Map, Network
from benchmarks.measuring import Task
from benchmarks.places import Place
from benchmarks.results import Result, ResultFile, latest
from benchmarks.running import Runner
from benchmarks.starts import Start
from benchmarks.summary import Spread, Summary
from deepsat.finetune.recipe import Recipe
from tests.benchmarks.tiny_place import write_place

QUICK = Recipe(steps=3, batch_size=2, calibration_windows=4)


def tasks(place: Place, recipe: Recipe = QUICK) -> list[Task]:
    """One start in two modes, the forest beside it."""
    learners: list[Learner] = [*(Network(Start("spectral"), mode, recipe) for mode in ("frozen", "recipe")), FOREST]
    return tasks_of([place], [Budget("k3")], learners, seeds=1)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return write_place(tmp_path_factory.mktemp("places") / "tiny", dates=2)


@pytest.fixture(scope="module")
def measured(place: Place, tmp_path_factory: pytest.TempPathFactory) -> ResultFile:
    """A whole run."""
    file = ResultFile(tmp_path_factory.mktemp("results") / "deeper" / "results.jsonl")
    assert Runner(file).run(tasks(place)) == []
    return file


def test_what_a_run_finds(measured: ResultFile) -> None:
    results = {r.mode: r for r in measured.read()}
    assert list(results) == ["frozen", "recipe", "classic"]
    for result in results.values():
        assert (result.place, result.budget, result.seed, result.first_date) == ("tiny", "k3", 0, True)
        assert set(result.iou) == {"bare", "forest", "water"}
        assert result.mean_iou == pytest.approx(np.mean(list(result.iou.values())))
        assert 0.6 < result.mean_iou <= 1 and 0.7 < result.overall <= 1
        # All nine polygons of 16 pixels train, and none of their pixels is scored.
        assert result.training_pixels == 144
        assert result.scored_pixels == 64 * 72 - 6 * 7 - 144
        assert result.conditions == "cpu, 1 thread, 1 at the same time"
    assert results["classic"].learner == "forest" and results["classic"].mean_iou > 0.9
    # Scores of a place that is so easy may be the same to the last pixel.
    assert (results["frozen"].chosen, results["recipe"].chosen) == ("fitted head", "fine-tuned network")
    assert {mode: r.chosen for mode, r in results.items()} == {
        "frozen": "fitted head", "recipe": "fine-tuned network", "classic": ""
    }  # fmt: skip
    assert len({r.setup for r in results.values()}) == 3


def test_memory_is_that_of_one_measurement(measured: ResultFile) -> None:
    """The forest came last; a process that had trained networks before would have held more than libraries."""
    results = {r.mode: r for r in measured.read()}
    for result in results.values():
        assert 100 < result.libraries_mb <= result.memory_mb < 4000
    assert results["recipe"].memory_mb - results["recipe"].libraries_mb > 20
    forest = results["classic"]
    assert forest.memory_mb - forest.libraries_mb < (results["recipe"].memory_mb - forest.libraries_mb) / 2


def test_a_second_run_measures_nothing_again(measured: ResultFile, place: Place, tmp_path: Path) -> None:
    """A run that was killed in the middle of a line goes on where it stopped."""
    lines = measured.path.read_text().splitlines(keepends=True)
    file = ResultFile(tmp_path / "results.jsonl")
    # Older code kept other fields.
    file.path.write_text('{"place": "tiny", "start": "forest"}\n' + lines[0] + lines[1][:50])
    assert [task.learner.mode for task in Runner(file).missing(tasks(place))] == ["recipe", "classic"]
    assert Runner(file, workers=2).run(tasks(place)) == []
    known = {r.mode: r.mean_iou for r in file.read()}
    assert known == {r.mode: r.mean_iou for r in measured.read()}
    before = file.path.read_bytes()
    Runner(file).run(tasks(place))
    assert file.path.read_bytes() == before
    # Another recipe is another measurement, but for the forest, which has none.
    changed = tasks(place, dataclasses.replace(QUICK, steps=4, head_penalty=0.5))
    assert [task.learner.mode for task in Runner(file).missing(changed)] == ["frozen", "recipe"]
    # As are other data.
    other = write_place(tmp_path / "tiny", dates=2, height=65)
    assert len(Runner(file).missing(tasks(other))) == 3


def test_results_of_other_code_are_measured_again_unless_allowed(
    measured: ResultFile, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.running.software_hash", lambda: "another")
    assert len(Runner(measured).missing(tasks(place))) == 3
    assert Runner(measured, any_software=True).missing(tasks(place)) == []


@dataclasses.dataclass(frozen=True)
class Dying(Network):
    """A learner whose process is killed."""

    def map(self, lesson: Lesson) -> Map:
        (lesson.folder / "left").touch()
        os.kill(os.getpid(), signal.SIGKILL)
        return super().map(lesson)


def test_what_goes_wrong_is_said_and_the_rest_is_measured(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    file = ResultFile(tmp_path / "results.jsonl")
    damaged = write_place(tmp_path / "damaged")
    damaged.image.write_bytes(b"no raster")
    killed, fine = Task(place, Budget("k1"), Dying(Start("random"), "frozen"), 0), Task(place, Budget("k1"), FOREST, 0)
    unreadable = Task(damaged, Budget("k1"), FOREST, 0)
    failures = Runner(file).run([killed, unreadable, fine])
    assert failures[0] == "tiny k1 random frozen seed 0: its process ended with exit status -9"
    assert failures[1].startswith("damaged k1 forest classic seed 0: ") and "image.tif" in failures[1]
    assert len(failures) == 2 and [r.learner for r in file.read()] == ["forest"]
    assert list((tmp_path / "temporary").iterdir()) == []


def test_starts_change_the_recipe_as_they_say() -> None:
    base = Recipe()
    assert Start("random").recipe("frozen", base) == dataclasses.replace(
        base, spectral_share=0.0, folds=0, smooths=False, candidates=("head",)
    )
    assert Start("spectral").recipe("recipe", base) == dataclasses.replace(
        base, folds=0, smooths=False, candidates=("network",)
    )
    assert Start("spectral").recipe("product", base) == base
    assert (Start("auto").checkpoint, Start("spectral").checkpoint) == ("auto", "random")
    for wrong in ("nonsense", "random=x", "=x"):
        with pytest.raises(ValueError, match="one of random"):
            Start.parse(wrong)
    with pytest.raises(ValueError, match="no checkpoint in the folder"):
        Start.parse("mine=nowhere")


def result(learner: str, place: str, seed: int, mean_iou: float, mode: str = "frozen") -> Result:
    return Result(
        place, "k1", learner, mode, seed, setup="s", software="c", mean_iou=mean_iou, overall=mean_iou / 2, iou={},
        training_pixels=1, scored_pixels=1, seconds=0.0,
    )  # fmt: skip


GIVEN = [
    *(result("random", "a", seed, value) for seed, value in enumerate([0.2, 0.3, 0.5])),
    *(result("random", "b", seed, value) for seed, value in enumerate([0.6, 0.4, 0.5])),
    *(result("ours", "a", seed, value) for seed, value in enumerate([0.7, 0.6, 0.8])),
    *(result("ours", "b", seed, value) for seed, value in enumerate([0.5, 0.4, 0.3])),
    result("ours", "c", 0, 0.9),
    *(result("forest", place, 0, 0.45, mode="classic") for place in ("a", "b")),
]


def test_means_and_deviations_are_numpys() -> None:
    summary = Summary(GIVEN, "k1", "frozen")
    assert summary.at("random", "a") == Spread(np.mean([0.2, 0.3, 0.5]), np.std([0.2, 0.3, 0.5], ddof=1), 3)
    assert summary.shared_places == ("a", "b")
    over = summary.over_places("random")
    by_seed = [np.mean([0.2, 0.6]), np.mean([0.3, 0.4]), np.mean([0.5, 0.5])]
    assert over is not None
    assert (over.mean, over.deviation) == pytest.approx((np.mean(by_seed), np.std(by_seed, ddof=1)))
    overall = summary.over_places("random", "overall")
    assert overall is not None and overall.mean == pytest.approx(np.mean(by_seed) / 2)
    assert np.isnan(Spread.of([0.4]).deviation)
    assert summary.over_places("not measured") is None


def test_comparisons_name_who_is_behind() -> None:
    comparison = Summary(GIVEN, "k1", "frozen").compare("ours", "random")
    assert comparison is not None
    assert comparison.gain == pytest.approx(((0.7 - 1 / 3) + (0.4 - 0.5)) / 2)
    assert (comparison.better, comparison.worse, comparison.places) == (1, ("b",), 2)
    assert (comparison.worst, comparison.below(-0.2)) == ("b", ())
    # Of several rivals the best one of each place.
    best = Summary(GIVEN, "k1", "frozen").compare("ours", "random", "forest")
    assert best is not None
    assert best.gains == pytest.approx({"a": 0.7 - 0.45, "b": 0.4 - 0.5})


def test_the_page_says_what_the_numbers_say(tmp_path: Path) -> None:
    text = page(GIVEN, places="scoring", command="make again", picture="p.svg")
    assert "| a | .333 ± .153 | .700 ± .100 | .450 |" in text
    assert "| c | - | .900 | - |" in text
    assert "| **mean of 2 places** | .417 ± .076 | .550 ± .050 | .450 |" in text
    assert "| ahead of random |  | 1 of 2 | 1 of 2 |" in text
    assert "`ours`: +13.3 points against `random` (ahead on 1 of 2 places)" in text
    assert "It is behind `random` on b." in text
    assert "(10 points on average, ahead on 90% of the places) is not met." in text
    better = [dataclasses.replace(r, mean_iou=0.9) if r.learner == "ours" else r for r in GIVEN]
    text = page(better, places="scoring", command="make again", picture="p.svg")
    assert "ahead on 2 of 2 places" in text and "is met." in text and "behind" not in text
    assert "mean and standard deviation over 3 seeds." in text and "Not measured" not in text
    more = [*GIVEN, dataclasses.replace(GIVEN[0], budget="k3")]
    lacking = page(more, places="scoring", command="make again", picture="p.svg")
    assert "- **Not measured**: `ours` with 3 polygons a class and `forest` with 3 polygons a class." in lacking
    write_page(GIVEN, tmp_path / "docs" / "numbers.md", places="scoring", command="make again")
    picture = tmp_path / "docs" / "images" / "numbers.svg"
    write_page([r for r in GIVEN if r.learner == "ours"], tmp_path / "one.md", places="development", command="again")
    assert "nothing to compare" in (tmp_path / "one.md").read_text()
    first = picture.read_bytes()
    assert len(first) < 100_000 and b"ours" in first
    write_page(GIVEN, tmp_path / "docs" / "numbers.md", places="scoring", command="make again")
    assert picture.read_bytes() == first


def test_the_last_result_of_a_key_counts() -> None:
    again = [*GIVEN, result("random", "a", 1, 0.9)]
    assert [r.mean_iou for r in latest(again)][:3] == [0.2, 0.9, 0.5]
    assert len(latest(again)) == len(GIVEN)


def test_the_command_from_end_to_end(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.label_fractions.Recipe", lambda: QUICK)
    options = ["--data", str(place.folder.parent), "--only", "tiny", "--results", str(tmp_path / "r.jsonl"),
               "--page", str(tmp_path / "docs" / "page.md"), "--seeds", "2", "--budgets", "k1", "f50"]  # fmt: skip
    assert main([*options, "--starts", "random", "forest", "--modes", "frozen"]) == 0
    documents = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    assert [(d["budget"], d["learner"], d["seed"]) for d in documents] == [
        (budget, start, seed) for seed in (0, 1) for budget in ("k1", "f50") for start in ("random", "forest")
    ]
    text = (tmp_path / "docs" / "page.md").read_text()
    assert "--seeds 2" in text and "## 50 % of the truth, frozen" in text and str(tmp_path) not in text
    assert main([*options, "--starts", "nonsense"]) == 2
    assert "not nonsense" in capsys.readouterr().err
