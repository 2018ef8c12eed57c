"""How many polygons with a wrong class the list of polygons to look at again finds, and how many others are in it.

    python -m benchmarks.wrong_labels

measures on the scoring places: nothing about the list was chosen by measurement. Of the polygons that a person drew
one gets another class of the place, and the usual blend of forest and fitted head says of each held-out polygon what it
takes it for; then the same with another polygon. The table stands in docs/wrong_labels.md.
"""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch

from benchmarks.label_sets import Budget, shortcoming
from benchmarks.looked_at import looked_at
from benchmarks.places import PLACES, Place, data_folder, find_places
from deepsat.accuracy import Evidence
from deepsat.accuracy.doubtful_polygons import classes_taken_for
from deepsat.finetune.candidates import USUAL_FOREST_SHARE
from deepsat.finetune.cross_validation import cross_validated
from deepsat.finetune.labelled import Labelled
from deepsat.jobs import UserError
from deepsat.labels import polygon_folds
from deepsat.labels.folds import NO_FOLD
from deepsat.reporting import SilentReporter

BUDGETS = ("k3", "k5", "k10")
_COLUMNS = ("wrong ones listed", "of these, its own class named", "right ones listed", "polygons", "places")


@dataclasses.dataclass(frozen=True)
class Found:
    """What the list holds, where one polygon has a wrong class."""

    is_listed: bool
    """Whether the wrong one is in it."""
    is_named: bool
    """Whether it is taken for the class that it had."""
    right_listed: int
    """Others in it."""
    right: int
    """Held-out polygons with their own class."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, and prints the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.wrong_labels", description="Are wrong labels found?")
    parser.add_argument("--budgets", nargs="+", choices=BUDGETS, default=list(BUDGETS))
    parser.add_argument("--places", choices=sorted(PLACES), default="scoring")
    parser.add_argument("--polygons", type=int, default=6, help="that get a wrong class, one after the other")
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder with the places")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    rows = {name: _row(list(_everywhere(Budget(name), options))) for name in options.budgets}
    print("\n".join([f"| {' | '.join(('labels', *_COLUMNS))} |", "| --- " * (1 + len(_COLUMNS)) + "|"]))
    for name, row in rows.items():
        print(f"| {' | '.join((Budget(name).title, *row))} |")


def _everywhere(budget: Budget, options: argparse.Namespace) -> Iterator[list[Found]]:
    for place in find_places(PLACES[options.places], options.data):
        if shortcoming(place, budget):
            continue
        try:
            found = measure(place, budget, options.polygons)
        except UserError as error:
            print(f"{place.name}, {budget.title}: left out. {error}")
            continue
        print(f"{place.name}, {budget.title}: {sum(one.is_listed for one in found)} of {len(found)}", flush=True)
        yield found


def measure(place: Place, budget: Budget, count: int, seed: int = 0) -> list[Found]:
    """Gives some polygons of a place a wrong class, one after the other.

    Raises:
        UserError: the polygons are of no use.
    """
    with looked_at(place, budget, seed) as seen:
        labelled = seen.labelled
    draw = np.random.default_rng(seed)
    polygons = np.unique(labelled.pixels.polygon_ids[labelled.folds.held_out_in != NO_FOLD])
    found = []
    for polygon_id in draw.permutation(polygons)[:count]:
        wrong, former = _with_wrong_class(labelled, int(polygon_id), draw, seen.recipe.folds)
        said = cross_validated(wrong, seen.recipe, seen.trust, seed, SilentReporter().check_cancelled)
        blend = USUAL_FOREST_SHARE * said.forest + (1 - USUAL_FOREST_SHARE) * said.head
        evidence = Evidence(said.pixels.class_ids, blend, said.pixels.polygon_ids)
        found.append(_counted(evidence, int(polygon_id), former, wrong.folds.halved))
    return found


def _with_wrong_class(
    labelled: Labelled, polygon_id: int, draw: np.random.Generator, folds: int
) -> tuple[Labelled, int]:
    """The same pixels with another class for one polygon, in folds as they would be then; and the class it had."""
    is_it = labelled.pixels.polygon_ids == polygon_id
    former = int(labelled.pixels.class_ids[is_it][0])
    others = [one for one in np.unique(labelled.pixels.class_ids).tolist() if one != former]
    class_ids = labelled.pixels.class_ids.copy()
    class_ids[is_it] = draw.choice(others)
    pixels = dataclasses.replace(labelled.pixels, class_ids=class_ids)
    return dataclasses.replace(labelled, pixels=pixels, folds=polygon_folds(pixels, folds)), former


def _counted(evidence: Evidence, polygon_id: int, former: int, halved: Sequence[int]) -> Found:
    counted = evidence.by_polygon()
    taken_for = classes_taken_for(counted)
    is_listed = (taken_for != counted.classes) & ~np.isin(counted.classes, halved)
    is_it = np.unique(evidence.polygon_ids) == polygon_id
    return Found(
        bool(is_listed[is_it].any()),
        bool((is_listed & is_it & (taken_for == former)).any()),
        int((is_listed & ~is_it).sum()),
        int((~is_it).sum()),
    )


def _row(places: Sequence[Sequence[Found]]) -> tuple[str, ...]:
    """Shares are means over places, of what is counted at each."""
    listed = np.mean([np.mean([one.is_listed for one in place]) for place in places])
    named = sum(one.is_named for place in places for one in place)
    others = np.mean([sum(one.right_listed for one in place) / sum(one.right for one in place) for place in places])
    found = max(1, sum(one.is_listed for place in places for one in place))
    polygons = np.mean([place[0].right + 1 for place in places])
    return f"{listed:.0%}", f"{named / found:.0%}", f"{others:.0%}", f"{polygons:.0f}", f"{len(places)}"


if __name__ == "__main__":
    main()
