"""Change between two dates: how well is synthetic change found, without labels and from a few polygons?

    python -m benchmarks.change --places scoring

Pastes patches of another class into the second of two real dates (`synthetic_change.py`), maps the change, and writes a
page with a table.
"""

from __future__ import annotations

import argparse
import datetime
import json
import shlex
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely
import torch
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from benchmarks.command import BUILD, DOCS
from benchmarks.label_sets import CLASS_FIELD, write_polygons
from benchmarks.page_parts import score, table, write
from benchmarks.places import Place, data_folder, find_places
from benchmarks.synthetic_change import ChangedPair, patches_of, write_changed_pair
from deepsat.change.learnt import finetune_change, predict_change
from deepsat.change.unsupervised import change_map
from deepsat.imagery import open_scene
from deepsat.jobs import ChangeMapJob, FinetuneChangeJob, PredictChangeJob
from deepsat.reporting import SilentReporter

NAME = "change"
PLACES = {
    "scoring": ("hls/scene00", "hls/scene07", "hls/scene20", "belgium_series"),
    "development": ("hls/scene04", "hls/scene12", "hls/scene27", "slovenia"),
}
UNSUPERVISED = {"bands": "bands, no label", "random": "random network, no label", "auto": "checkpoint, no label"}
LEARNT = "5 polygons of each, checkpoint"
POLYGONS = 5
NO_CHANGE, CHANGE = "a no change", "b change"
"""In the order of their ids."""


def measure(place: Place, seed: int, device: str) -> list[dict[str, Any]]:
    """Scores of every method at a place, as plain JSON values."""
    images = sorted(place.folder.glob("image*.tif"))
    # Not two neighbours of a long series: the same season twice would be too easy.
    first, second = images[(len(images) - 1) // 2], images[-1]
    lines = []
    with tempfile.TemporaryDirectory(prefix="benchmark_") as name:
        folder = Path(name)
        pair = write_changed_pair(first, second, place.truth(), folder, seed=seed)
        for checkpoint, title in UNSUPERVISED.items():
            lines.append(_line(place, seed, title, *_without_labels(pair, checkpoint, folder, device)))
        lines.append(_line(place, seed, LEARNT, *_from_polygons(place, pair, folder, seed, device)))
    return lines


def _without_labels(
    pair: ChangedPair, checkpoint: str, folder: Path, device: str
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], float]:
    """What a map says, how strongly, what is true, and seconds."""
    output, strength = folder / "map.tif", folder / "strength.tif"
    job = ChangeMapJob(
        str(pair.before), str(pair.after), str(output), str(strength), checkpoint=checkpoint, device=device
    )
    started = time.monotonic()
    change_map(job, SilentReporter())
    return _read(output), _read(strength), pair.change, time.monotonic() - started


def _from_polygons(
    place: Place, pair: ChangedPair, folder: Path, seed: int, device: str
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], float]:
    """The same; pixels of the polygons are not scored."""
    drawn = patches_of(pair.change, POLYGONS, seed)
    labels, model, output, shares = (str(folder / name) for name in ("labels.gpkg", "model", "map.tif", "shares.tif"))
    with open_scene([str(place.image)]) as scene:
        grid = scene.grid
    boxes = [grid_box(grid.affine, box) for box, _ in drawn]
    write_polygons(Path(labels), boxes, [CHANGE if changed else NO_CHANGE for _, changed in drawn], grid)
    started = time.monotonic()
    before, after = str(pair.before), str(pair.after)
    finetune_change(FinetuneChangeJob(before, after, labels, CLASS_FIELD, model, device=device), SilentReporter())
    predict_change(PredictChangeJob(before, after, model, output, device=device, probability=shares), SilentReporter())
    seconds = time.monotonic() - started
    truth = pair.change.copy()
    for (row, column, side), _ in drawn:
        truth[row : row + side, column : column + side] = 255
    with rasterio.open(shares) as dataset:
        strength = np.asarray(dataset.read(2), dtype=np.uint8)
    return _read(Path(output)), strength, truth, seconds


def grid_box(affine: Any, box: tuple[int, int, int]) -> Any:
    """A square of pixels as a polygon in the grid's CRS."""
    row, column, side = box
    left, top = affine * (column, row)
    right, bottom = affine * (column + side, row + side)
    return shapely.box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _read(path: Path) -> NDArray[np.uint8]:
    with rasterio.open(path) as dataset:
        return np.asarray(dataset.read(1), dtype=np.uint8)


def _line(
    place: Place, seed: int, method: str, said: NDArray[np.uint8], strength: NDArray[np.uint8],
    truth: NDArray[np.uint8], seconds: float,
) -> dict[str, Any]:  # fmt: skip
    known = (truth != 255) & (said != 255)
    hits = int(((said == 1) & (truth == 1) & known).sum())
    total = int((said[known] == 1).sum() + (truth[known] == 1).sum())
    return {
        "place": place.name,
        "seed": seed,
        "method": method,
        "f1": 2 * hits / max(1, total),
        "average_precision": float(average_precision_score(truth[known], strength[known])),
        "changed": float((truth[known] == 1).mean()),
        "seconds": round(seconds, 1),
    }


def page(lines: Sequence[dict[str, Any]], *, command: str) -> str:
    """The whole page, as Markdown."""
    places = list(dict.fromkeys(line["place"] for line in lines))
    rows = []
    for method in (*UNSUPERVISED.values(), LEARNT):
        mine = [line for line in lines if line["method"] == method]
        cells = [_cell([line for line in mine if line["place"] == place]) for place in places]
        rows.append([method, *cells, _cell(mine), f"{np.mean([line['seconds'] for line in mine]):.0f}"])
    changed = [float(np.mean([line["changed"] for line in lines if line["place"] == place])) for place in places]
    rows.append(["share of pixels that changed", *(f"{share:.1%}" for share in changed), "", ""])
    return "\n".join(
        [
            "# Change between two dates",
            "",
            "This page is written by `benchmarks/change.py`.",
            "",
            "Into the second of two real dates, patches of another part of the same date are pasted where truth has "
            "another class. A cell is F1 / average precision of finding them: F1 of the map, with Otsu's threshold "
            "where there is no label, average precision of the strength of change, which no threshold enters. Chance "
            "is an average precision of the share that changed.",
            "",
            "What truly changed between the dates, clouds above all, counts as wrong here, since nobody knows where "
            "it is: so these numbers are too low, and say which method is ahead rather than how good it is. Without "
            "labels everything that differs is change; polygons say what is meant. From as many polygons of change as "
            "of no change a model takes both for equally likely, so its F1 stays behind its average precision.",
            "",
            f"Measured on {datetime.date.today().isoformat()}.",
            "",
            *table(["method", *places, "mean", "seconds"], rows),
            "## The same again",
            "```",
            command,
            "```",
            "",
        ]
    )


def _cell(lines: Sequence[dict[str, Any]]) -> str:
    return " / ".join(score(float(np.mean([line[name] for line in lines]))) for name in ("f1", "average_precision"))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 when everything was measured, 2 for places that are not there."""
    options = _parser().parse_args(arguments)
    torch.set_num_threads(1)
    try:
        places = find_places(PLACES[options.places], options.data)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    lines = []
    for place in places:
        for seed in range(options.seeds):
            found = measure(place, seed, options.device)
            print(json.dumps(found), flush=True)
            lines += found
    parts = ["python", "-m", f"benchmarks.{NAME}", "--places", options.places, "--seeds", str(options.seeds)]
    path = options.page or (DOCS if options.places == "scoring" else BUILD) / f"{NAME}.md"
    write(page(lines, command=shlex.join(parts)), path)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"benchmarks.{NAME}", description=__doc__.splitlines()[0])
    parser.add_argument("--places", choices=PLACES, default="scoring", help="which list of places (%(default)s)")
    parser.add_argument("--seeds", type=int, default=1, help="how many (%(default)s)")
    parser.add_argument("--device", default="cpu", help="for the networks (%(default)s)")
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder with the places")
    parser.add_argument("--page", type=Path, help="Markdown page (docs/, of development places build/)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
