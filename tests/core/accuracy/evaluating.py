"""What tests do with evaluations: reference data, answers, and what comes of them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pyogrio
import pyogrio.raw
import shapely

from deepsat.accuracy import Confusion
from deepsat.jobs import EvaluateJob, SamplePointsJob
from deepsat.operations import run
from deepsat.reporting import SilentReporter

NAMES = ("fields", "forest", "water")


def evaluated(known: Any, reference: Path, **settings: Any) -> dict[str, Any]:
    return run(EvaluateJob(str(known.map), str(reference), **settings), SilentReporter())


def answered(
    known: Any, name: str = "points.csv", count: int = 150, **changes: Callable[[dict[str, str]], Any]
) -> Path:
    """Sample points of the map with the truth as answers; `changes` are other values by column."""
    path = known.folder / name
    run(SamplePointsJob(str(known.map), str(path), count), SilentReporter())
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row["reference"] = known.truth_at(float(row["x"]), float(row["y"]))
        row.update({column: change(row) for column, change in changes.items()})
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def written(known: Any, name: str, text: str) -> Path:
    path: Path = known.folder / name
    path.write_text(text, encoding="utf-8")
    return path


def confusion_at(known: Any, path: Path) -> np.ndarray:
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    said = np.array([int(row["map_value"]) for row in rows])
    true = np.array([NAMES.index(known.truth_at(float(row["x"]), float(row["y"]))) for row in rows])
    return Confusion.empty(3).add(said, true).counts


def polygon_file(known: Any, squares: list[tuple[str, int, int]], side: int = 6) -> Path:
    """Squares of pixels by class, row and column."""
    left, top = 500_000.0, 5_000_000.0
    boxes = [
        shapely.box(left + 10 * c, top - 10 * (r + side), left + 10 * (c + side), top - 10 * r) for _, r, c in squares
    ]
    path = known.folder / "polygons.gpkg"
    names = np.array([name for name, _, _ in squares], dtype=object)
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(boxes)), [names], ["cover"], geometry_type="Polygon", crs="EPSG:32633"
    )
    return path  # type: ignore[no-any-return]


SQUARES = [("forest", 2, 25), ("forest", 10, 33), ("forest", 16, 22), ("water", 20, 68), ("water", 50, 74),
           ("fields", 40, 10), ("fields", 55, 30)]  # fmt: skip
