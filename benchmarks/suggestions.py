"""Does following "where to label next" beat placing boxes at random, at equal cost?

    python -m benchmarks.suggestions --places development

Simulates whatever is not simulated yet, one JSON line for each map, and writes a page with tables from them.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import multiprocessing
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from benchmarks.command import BUILD, add_files, add_places, page_of
from benchmarks.json_lines import add_lines, read_lines
from benchmarks.labelling_rounds import simulate
from benchmarks.page_parts import write
from benchmarks.places import PLACES, Place, find_places
from benchmarks.suggestions_page import page

NAME = "suggestions"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 when everything was simulated, 2 for places that are not there."""
    options = _parser().parse_args(arguments)
    try:
        names = tuple(options.only or PLACES[options.places])
        places = [place for place in find_places(names, options.data) if place.has_truth]
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    settings = {"rounds": options.rounds, "boxes": options.boxes, "seeds": options.seeds, "device": options.device}
    results = options.results or BUILD / f"{NAME}_{options.places}.jsonl"
    run([] if options.page_only else places, results, settings, options.workers)
    lines = [line for line in read_lines(results) if line["place"] in {place.name for place in places}]
    missing = [place.name for place in places if place.name not in {line["place"] for line in lines}]
    path = page_of(options, NAME)
    write(page(lines, places=options.places, command=_command(options), missing=missing), path)
    print(f"{len(lines)} maps are shown in {path}")
    return 0


def run(places: Sequence[Place], results: Path, settings: dict[str, Any], workers: int) -> None:
    """Simulates the places that have no results yet; a place's results are written together, as it ends."""
    results.parent.mkdir(parents=True, exist_ok=True)
    done = {line["place"] for line in read_lines(results)}
    # A forked process would inherit torch's threads in an unknown state.
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(
        workers, mp_context=spawn, initializer=torch.set_num_threads, initargs=(1,)
    ) as pool:
        waiting = [pool.submit(simulate, place, **settings) for place in places if place.name not in done]
        for number, future in enumerate(concurrent.futures.as_completed(waiting), start=1):
            lines = future.result()
            add_lines(results, lines)
            print(f"[{number}/{len(waiting)}] {lines[0]['place']}", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"benchmarks.{NAME}", description=__doc__.splitlines()[0])
    add_places(parser, PLACES)
    parser.add_argument("--rounds", type=int, default=2, help="of placing and fitting (%(default)s)")
    parser.add_argument("--boxes", type=int, default=5, help="that are placed in a round (%(default)s)")
    parser.add_argument("--seeds", type=int, default=3, help="of random placing (%(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes with one thread each (%(default)s)")
    parser.add_argument("--device", default="cpu", help="for the networks (%(default)s)")
    add_files(parser, f"{NAME}_PLACES.jsonl")
    return parser


def _command(options: argparse.Namespace) -> str:
    """What simulates the same again."""
    parts = ["python", "-m", f"benchmarks.{NAME}", "--places", options.places]
    if options.only:
        parts += ["--only", *options.only]
    return shlex.join(
        [*parts, "--rounds", str(options.rounds), "--boxes", str(options.boxes), "--seeds", str(options.seeds)]
    )


if __name__ == "__main__":
    sys.exit(main())
