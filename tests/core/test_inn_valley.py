"""A real Sentinel-2 scene with polygons drawn by eye: the river Inn, 10 m, four bands, June 2021."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pyogrio.raw
import pyproj
import pytest
import rasterio
import shapely

from deepsat import operations
from deepsat.jobs import MapJob, PredictJob
from deepsat.reporting import SilentReporter

DATA = Path(os.environ.get("DEEPSAT_DATA", Path(__file__).parents[3] / "shared" / "data")) / "austria"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="the imagery for development is not on this machine (DEEPSAT_DATA)"),
]

# First row, first column, end row, end column in pixels, as seen on the screen.
DRAWN = {
    "water": [(280, 310, 300, 350), (300, 165, 312, 210), (330, 20, 350, 60), (185, 480, 200, 500)],
    "forest": [(40, 20, 75, 55), (40, 95, 65, 115), (268, 190, 282, 215), (300, 372, 320, 395)],
    "ripe grain": [(70, 415, 95, 440), (190, 10, 210, 45), (80, 370, 100, 400), (115, 410, 125, 440)],
    "green crop": [(30, 228, 48, 255), (82, 248, 95, 270), (148, 174, 164, 204), (2, 358, 10, 382)],
    "built-up": [(112, 320, 130, 340), (108, 368, 120, 398), (82, 282, 100, 305), (355, 438, 367, 466)],
}
# Row and column of pixels that a look at the scene leaves no doubt about, far from what was drawn.
SEEN = {
    "water": [(340, 100), (320, 250), (260, 400), (165, 560)],
    "forest": [(100, 30), (110, 75), (330, 345), (255, 230)],
    "ripe grain": [(95, 490), (120, 515), (222, 30)],
    "green crop": [(125, 178), (130, 290), (325, 530)],
}


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The drawn polygons in degrees, as from another layer's CRS."""
    path = tmp_path_factory.mktemp("inn") / "labels.gpkg"
    with rasterio.open(DATA / "image_2021-06-17.tif") as scene:
        transform, crs = scene.transform, scene.crs.to_wkt()
    to_degrees = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    boxes = [
        shapely.box(*(transform @ (left, bottom)), *(transform @ (right, top)))
        for rectangles in DRAWN.values()
        for top, left, bottom, right in rectangles
    ]
    shapes = [shapely.transform(box, to_degrees.transform, interleaved=False) for box in boxes]
    names = [name for name, rectangles in DRAWN.items() for _ in rectangles]
    pyogrio.raw.write(
        path,
        shapely.to_wkb(np.array(shapes)),
        [np.array(names, dtype=object)],
        ["class"],
        geometry_type="Polygon",
        crs="EPSG:4326",
        driver="GPKG",
    )
    return path


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory, labels: Path) -> MapJob:
    """The job that mapped June, done."""
    folder = tmp_path_factory.mktemp("june")
    job = MapJob(
        input=(str(DATA / "image_2021-06-17.tif"),),
        labels=str(labels),
        class_field="class",
        model=str(folder / "model"),
        output=str(folder / "map.tif"),
        device="cpu",
        # What else is tried for a better map has no say in what is looked at here.
        max_minutes=1.0,
    )
    operations.run(job, SilentReporter())
    return job


def classes_at(path: str | Path) -> dict[str, list[str]]:
    """What a map shows at the pixels of `SEEN`."""
    with rasterio.open(path) as dataset:
        ids = dataset.read(1)
    names = sorted(DRAWN)
    return {name: [names[ids[place]] for place in places] for name, places in SEEN.items()}


def test_what_the_eye_sees_is_on_the_map(mapped: MapJob) -> None:
    shown = classes_at(mapped.output)
    right = sum(shown[name].count(name) for name in SEEN)
    assert right >= 12, f"of {sum(map(len, SEEN.values()))}: {shown}"
    assert shown["water"] == ["water"] * 4


def test_the_map_lies_on_the_scene(mapped: MapJob) -> None:
    with rasterio.open(mapped.output) as result, rasterio.open(mapped.input[0]) as scene:
        assert (result.transform, result.crs, result.shape) == (scene.transform, scene.crs, scene.shape)
        assert result.nodata == 255


def test_the_model_goes_to_another_date_and_says_what_differs(mapped: MapJob, tmp_path: Path) -> None:
    job = PredictJob(
        input=(str(DATA / "image_2021-09-25.tif"),),
        model=mapped.model,
        output=str(tmp_path / "september.tif"),
        device="cpu",
    )
    operations.run(job, SilentReporter())
    with rasterio.open(job.output) as dataset:
        assert dataset.shape == (379, 578)
    # September is darker and the grain is harvested, but forest stays forest.
    assert classes_at(job.output)["forest"].count("forest") >= 3
