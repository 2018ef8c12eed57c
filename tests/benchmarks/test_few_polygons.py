"""The benchmark with a few polygons: aims, advice and tables from made-up results, and a real run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.aims import AIMS
from benchmarks.few_polygons import learners, main, write_page
from benchmarks.few_polygons_page import page, panels
from benchmarks.groups import METHODS, better_forest, gain_of_kind, groups
from benchmarks.places import KINDS, PLACES, kind_of
from benchmarks.results import Result
from deepsat.finetune.recipe import Recipe
from tests.benchmarks.tiny_place import write_place

SCORES = {
    # By place: DeepSat, forest, forest with neighbours, SVM, network from random weights.
    "hls/scene06": (0.70, 0.60, 0.62, 0.55, 0.40),
    "kampala": (0.60, 0.50, 0.40, 0.45, 0.55),
    "sparse/raleigh": (0.50, 0.40, 0.45, 0.30, 0.20),
    "hls/scene54": (0.10, 0.90, 0.20, 0.20, 0.20),
}
"""The last one was tuned on."""


def made_up(changes: dict[tuple[str, str], float] | None = None) -> list[Result]:
    """Results of two seeds that differ by a point either way.

    Args:
        changes: another mean IoU of DeepSat for a place and a number of polygons.
    """
    return [
        Result(
            place, budget, name, "classic", seed, setup="s", software="c",
            mean_iou=(changes or {}).get((place, budget), score) if name == "auto" else score + 0.02 * seed - 0.01,
            overall=0.5, iou={}, training_pixels=1, scored_pixels=1, seconds=10.0 * (number + 1) + seed,
            memory_mb=500 + 100 * number, libraries_mb=400, conditions="cpu, 1 thread, 1 at the same time",
            chosen=("fitted head" if place == "kampala" else "random forest") if name == "auto" else "",
            first_date=place == "hls/scene06",
        )
        for seed in (0, 1)
        for budget in ("k1", "k3", "k5", "k10")
        for place, scores in SCORES.items()
        if (place, budget) != ("sparse/raleigh", "k10")
        for number, (name, score) in enumerate(zip(METHODS, scores, strict=True))
    ]  # fmt: skip


def text_of(results: list[Result]) -> str:
    return page(results, command="make again", picture="p.svg", left_out=["sparse/raleigh has too few"])


def test_aims_are_met() -> None:
    """+8, +10, +5 points over the better forest; +30, +5, +30 over random weights."""
    group = groups(made_up())[0]
    assert [aim.is_met(group.summaries) for aim in AIMS] == [True, True, True]
    text = text_of(made_up())
    assert (
        "- at least 5 points over the better forest, mean over places: **met**: +7.7 points with 3 (met), "
        "+7.7 points with 5 (met), +9.0 points with 10 (met)." in text
    )
    assert "over a U-Net from random weights, mean over places: **met**: +21.7 points with 3 (met)" in text
    assert "below the better forest: **met**: +5.0 points on sparse/raleigh with 3 (met)" in text
    assert "on no kind of place are a few polygons better spent on the forest." in text


def test_aims_are_not_met() -> None:
    """A single number of polygons, or a single place, is enough."""
    changes = {("kampala", "k5"): 0.485, ("hls/scene06", "k5"): 0.70}
    group = groups(made_up(changes))[0]
    assert [aim.is_met(group.summaries) for aim in AIMS] == [False, True, False]
    text = text_of(made_up(changes))
    assert "+7.7 points with 3 (met), +3.8 points with 5 (not met), +9.0 points with 10 (met)." in text
    assert "**not met**: +5.0 points on sparse/raleigh with 3 (met), -1.5 points on kampala with 5 (not met)" in text
    # Over 3, 5 and 10 polygons DeepSat is still ahead there.
    assert gain_of_kind(group, "high resolution") == pytest.approx((0.1 - 0.015 + 0.1) / 3)
    # Over random weights +17.5 points with 10, and +9.2 with 3.
    behind = {("hls/scene06", "k3"): 0.50, ("kampala", "k3"): 0.425}
    assert AIMS[1].is_met(groups(made_up(behind))[0].summaries) is False
    assert "**not met**: +9.2 points with 3 (not met), +21.7 points with 5 (met)" in text_of(made_up(behind))


def test_a_point_below_is_still_met_and_what_is_missing_is_not_claimed() -> None:
    changes = {("kampala", budget): 0.49 for budget in ("k3", "k5", "k10")}
    assert AIMS[2].is_met(groups(made_up(changes))[0].summaries) is True
    without = [r for r in made_up() if r.budget != "k10"]
    assert [aim.is_met(groups(without)[0].summaries) for aim in AIMS] == [None, None, None]
    assert "**not measured in full**" in text_of(without)
    # Nor is anything said of a rival that was not measured.
    without = [r for r in made_up() if r.learner != "random"]
    assert [aim.is_met(groups(without)[0].summaries) for aim in AIMS] == [True, None, True]


def test_the_page_says_where_the_forest_is_better() -> None:
    text = text_of(made_up({("kampala", budget): 0.4 for budget in ("k3", "k5", "k10")}))
    assert (
        "With 3, 5 and 10 polygons a class, a few polygons are better spent on the forest at places of this kind: "
        "**high resolution (-10.0 points)**. DeepSat makes more of them at: 30 m, single date (+8.0 points) and "
        "polygons only (+5.0 points)." in text
    )
    even = text_of(made_up({("kampala", budget): 0.497 for budget in ("k3", "k5", "k10")}))
    assert "It makes no difference at: high resolution (-0.3 points)." in even
    assert "| high resolution | 1 | .600 / .500 (+10.0) | .400 / .500 (-10.0) | .400 / .500 (-10.0) |" in text


def test_tables_hold_what_was_measured() -> None:
    text = text_of(made_up())
    # .62, .50 and .45 are the better forests of the three places.
    assert "| forest | .500 ± .014 | .500 ± .014 | .500 ± .014 | .550 ± .014 |" in text
    assert "| *better forest* | .523 | .523 | .523 | .560 |" in text
    assert "| *places* | 3 | 3 | 3 | 2 |" in text and "compare within a column" in text
    assert "compare within a column" not in text_of([r for r in made_up() if r.budget != "k10"])
    assert "| 3 polygons a class | +7.7 | 3 of 3 | sparse/raleigh (+5.0) | 0 | +16.7, 3 of 3 | +21.7, 3 of 3 |" in text
    row = ".600 ± .014 | .620 ± .014 | .550 ± .014 | .400 ± .014 | +8.0 |"
    assert f"| hls/scene06 \\* | 30 m, single date | .700 ± .000 | {row}" in text
    assert "| sparse/raleigh | +5.0 | +5.0 | +5.0 | - |" in text
    assert "| random forest | 4 | 4 | 4 | 2 |" in text and "| fitted head | 2 | 2 | 2 | 2 |" in text
    assert "| SVM | 40.5 s | 40.5 s | 40.5 s | 40.5 s | 41.0 s (hls/scene06) | 800 MB | 800 MB |" in text
    assert "400 MB were there before learning began" in text
    assert "- **Left out**: sparse/raleigh has too few." in text
    assert "Measured on: cpu, 1 thread, 1 at the same time." in text


def test_a_method_with_fewer_seeds_is_named() -> None:
    assert "Fewer seeds" not in text_of(made_up())
    fewer = text_of([r for r in made_up() if (r.learner, r.seed) != ("random", 1)])
    assert "- **Fewer seeds**: random U-Net was measured with 1 seed alone." in fewer
    assert "| random U-Net | .373 | .373 | .373 | .465 |" in fewer


def test_places_that_were_tuned_on_stand_apart() -> None:
    first, second = groups(made_up())
    assert (first.title, first.places()) == ("scoring places", ["hls/scene06", "kampala", "sparse/raleigh"])
    assert second.places() == ["hls/scene54"]
    assert better_forest(second.summaries[0], ["hls/scene54"]) == pytest.approx(0.9)
    above, below = text_of(made_up()).split("## The places that were tuned on")
    assert "scene54" not in above and "kampala" not in below
    assert "Settings were chosen by these 1 place" in below and "| DeepSat | .100 ± .000 |" in below
    assert "no final scores" not in above
    only_tuned = [r for r in made_up() if r.place == "hls/scene54"]
    assert "**These are no final scores**" in text_of(only_tuned)


def test_the_chart_compares_the_same_places_along_a_line(tmp_path: Path) -> None:
    (whole, dates), (fine, sparse) = panels(groups(made_up())[0])
    assert [p.title for p in (whole, dates, fine, sparse)] == [
        "2 places of all kinds", "30 m, single date (1)", "high resolution (1)", "polygons only (1)"
    ]  # fmt: skip
    assert [spread.mean for spread in whole.lines["auto"] if spread] == pytest.approx([0.65] * 4)
    assert [spread is None for spread in sparse.lines["svm"]] == [False, False, False, True]
    for _ in range(2):
        write_page(made_up(), tmp_path / "few.md", command="make again")
        picture = (tmp_path / "images" / "few.svg").read_bytes()
    assert b"DeepSat" in picture and b"random U-Net" in picture and len(picture) < 100_000
    write_page(made_up(), tmp_path / "again.md", command="make again")
    assert (tmp_path / "images" / "again.svg").read_bytes() == picture


def test_every_place_has_one_kind() -> None:
    assert all(sum(name in names for names in KINDS.values()) == 1 for name in PLACES["all"])
    assert len(set(PLACES["all"])) == len(PLACES["all"]) == 35
    assert set().union(*KINDS.values()) == set(PLACES["all"])
    assert (kind_of("kampala"), kind_of("unheard of")) == ("high resolution", "other")


def test_methods_are_what_the_page_says() -> None:
    methods = learners(Recipe())
    assert list(methods) == list(METHODS)
    deepsat, untrained = methods["auto"].settings(), methods["random"].settings()
    assert deepsat["recipe"] == Recipe().to_json()
    without = {"spectral_share": 0.0, "folds": 0, "candidates": ["network"], "smooths": False}
    assert untrained["recipe"] == Recipe().to_json() | without
    assert methods["auto"].checkpoint and not methods["random"].checkpoint


def test_the_command_from_end_to_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = Recipe(steps=3, batch_size=2, calibration_windows=4, trees_a_kind=10)
    monkeypatch.setattr("benchmarks.few_polygons.Recipe", lambda: quick)
    write_place(tmp_path / "tiny", dates=2)
    write_place(tmp_path / "bare", dense=False)
    options = ["--data", str(tmp_path), "--only", "tiny", "bare", "--results", str(tmp_path / "r.jsonl"), "--page",
               str(tmp_path / "docs" / "page.md"), "--seeds", "1", "--workers", "2", "--budgets", "k5"]  # fmt: skip
    assert main(options) == 0
    documents = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    assert sorted(d["learner"] for d in documents) == sorted(METHODS)
    for document in documents:
        assert (document["place"], document["budget"], document["seed"]) == ("tiny", "k5", 0)
        assert bool(document["chosen"]) == (document["learner"] in ("auto", "random"))
        assert document["memory_mb"] >= document["libraries_mb"] > 100 and document["seconds"] > 0
        assert document["mean_iou"] > (0.4 if document["learner"] == "random" else 0.8)
    text = (tmp_path / "docs" / "page.md").read_text()
    assert "- **Left out**: bare has fewer than 5 polygons to learn from in most of its classes." in text
    assert "| *places* | 1 |" in text and "| tiny | other |" in text and str(tmp_path) not in text
    assert "- **Dates**: every method sees all dates of a place, classic ones as bands side by side; more than one " \
        "are there of tiny 2." in text  # fmt: skip
    assert "--every-date" in text
    capsys.readouterr()
    assert main(options) == 0
    assert "5 of 5 measurements are there already." in capsys.readouterr().out
    assert (tmp_path / "docs" / "page.md").read_text() == text
    # What was measured of all dates is not taken for what one date gives.
    assert main([*options, "--no-every-date", "--page-only"]) == 0
    assert "0 results" not in capsys.readouterr().out and (tmp_path / "docs" / "page.md").read_text() == text
    assert main(["--data", str(tmp_path), "--only", "nowhere"]) == 2
    assert "no image of nowhere" in capsys.readouterr().err
