"""A large polygon of a class does not crowd out a small one."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely

from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.jobs import FinetuneJob
from deepsat.reporting import SilentReporter
from tests.core.finetune.conftest import TRANSFORM, SmallScene

ROWS = 80
"""Of the scene, that the large polygon reaches over."""


def pixel_box(row: int, column: int, side: int) -> shapely.Polygon:
    left, top = TRANSFORM.c + 10 * column, TRANSFORM.f - 10 * row
    return shapely.box(left, top - 10 * side, left + 10 * side, top)


@pytest.fixture
def labels(small_scene: SmallScene, tmp_path: Path) -> str:
    """Of class `bare` a whole stripe of the upper rows is one polygon, and 3 x 3 pixels below another."""
    bare = small_scene.truth == 0
    places = np.argwhere(bare[: ROWS + 10, :-3]).tolist()
    stripes = shapely.union_all([pixel_box(row, column, 1) for row, column in places if row < ROWS])
    large = max(stripes.geoms, key=lambda stripe: stripe.area)
    small = next(pixel_box(r, c, 3) for r, c in places if r > ROWS + 5 and bare[r : r + 3, c : c + 3].all())
    meta, _, shapes, (classes,) = pyogrio.raw.read(small_scene.labels)
    others = classes != "bare"
    shapes = np.concatenate([shapes[others], shapely.to_wkb([large, small])])
    classes = np.concatenate([classes[others], ["bare", "bare"]])
    path = str(tmp_path / "uneven.gpkg")
    pyogrio.raw.write(path, shapes, [classes], ["class"], geometry_type="Polygon", crs=meta["crs"])
    return path


def test_both_are_learnt_from_and_what_was_scored_is_counted(
    labels: str, tmp_path: Path, job_for: Callable[..., FinetuneJob], untrained: Recipe
) -> None:
    recipe = dataclasses.replace(untrained, head_pixels_per_class=60)
    job = job_for(labels=labels, report=str(tmp_path / "report.html"))
    result = finetune(job, SilentReporter(), recipe)
    assert result["held_out"]["mean_iou"] > 0.8
    told = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["classes"]
    scored = np.array(result["held_out"]["confusion"]).sum(axis=0)
    assert [one["held_out_pixels"] for one in told] == scored.tolist()
    assert told[0]["pixels"] > 500 > scored[0] == 60
    assert told[0]["held_out_polygons"] == 2
