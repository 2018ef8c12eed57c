"""What the bundled checkpoint is made from, and the one that lies in the tree."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.crs import CRS
from rasterio.transform import Affine
from safetensors import safe_open

from build_tools.bundled_checkpoint import (
    CLASSES,
    KEPT_OUT,
    LANDSAT_7,
    LANDSAT_8,
    LICENCE,
    gather_imagery,
    gather_labelled,
)
from deepsat.checkpoints.checkpoint import load_checkpoint
from deepsat.checkpoints.checkpoint_card import CheckpointCard
from deepsat.jobs.checkpoint_names import BUNDLED, named_checkpoints
from deepsat.resources import BUNDLED_CHECKPOINTS

SECRET = 99
"""Value of all pixels of the places that are kept out."""

ALLOWED = (
    "hls/scene01/image_0",
    "hls/scene01/image_1",
    "unlabelled/amazon/3",
    "unlabelled/amazon/Amazon_1377_12",
    "amazon/Amazon_1377_12/image",
    "austria/image_2021-06-17",
    "slovenia/image_0",
    "unlabelled/aquileia_italy_s2/image",
    "unlabelled/naip_nd/image_20090818",
    "unlabelled/australia_fire_s2/image_2018-12-01",
    "unlabelled/madagascar_l8/image_2017-01-18",
    "sparse/chiapas/image_1999-11-18",
)
FOREST = {"1": "forest", "2": "non-forest"}
LAND_COVER = {"1": "water", "2": "tree", "4": "built-up"}


def write_raster(path: Path, values: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    count, height, width = values.shape
    with rasterio.open(
        path, "w", driver="GTiff", dtype=values.dtype, count=count, height=height, width=width,
        crs=CRS.from_epsg(32633), transform=Affine(30.0, 0.0, 5e5, 0.0, -30.0, 5e6), photometric="MINISBLACK",
    ) as dataset:  # fmt: skip
        dataset.write(values)


def write_truth(folder: Path, names: dict[str, str]) -> None:
    """Truth of 3 x 5 pixels: 0 = not known, then the values 1 to 4."""
    write_raster(folder / "truth.tif", (np.arange(15).reshape(1, 3, 5) % 5).astype(np.uint8))
    (folder / "scene.json").write_text(json.dumps({"classes": names}))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Imagery of every place that is kept out, and of some that are not."""
    folder = tmp_path / "data"
    for number, name in enumerate(ALLOWED):
        pixels = np.arange(8 * 3 * 5).reshape(8, 3, 5) % 50
        write_raster(folder / f"{name}.tif", (pixels + number).astype(np.uint8))
    for name in KEPT_OUT:
        image = np.full((8, 3, 5), SECRET, np.uint8)
        write_raster(folder / name / "image.tif", image)
        if name.startswith("amazon/"):
            write_raster(folder / "unlabelled" / f"{name}.tif", image)
        write_truth(folder / name, FOREST if name.startswith("amazon/") else LAND_COVER)
    write_truth(folder / "hls" / "scene01", LAND_COVER)
    write_truth(folder / "amazon" / "Amazon_1377_12", FOREST)
    return folder


def rasters_in(folder: Path) -> dict[str, np.ndarray]:
    """The pixels of each raster by its path inside the folder."""
    found = {}
    for path in sorted(folder.rglob("*.tif")):
        with rasterio.open(path) as dataset:
            found[path.relative_to(folder).as_posix()] = dataset.read()
    return found


def test_imagery_is_gathered_without_the_places_that_are_kept_out(data: Path, tmp_path: Path) -> None:
    gathered = rasters_in(gather_imagery(data, tmp_path / "work"))
    assert set(gathered) == {
        "hls/scene01/image_0.tif",
        "hls/scene01/image_1.tif",
        "amazon/3/3.tif",
        "amazon/Amazon_1377_12/Amazon_1377_12.tif",
        "austria/image_2021-06-17.tif",
        "slovenia/image_0.tif",
        "aquileia_italy_s2/image.tif",
        "naip_nd/image_20090818.tif",
        "australia/image_2018-12-01.tif",
        "madagascar/image_2017-01-18.tif",
        "chiapas/image_1999-11-18.tif",
    }
    assert not any((values == SECRET).any() for values in gathered.values())
    # A second start of a training that was stopped finds the same.
    assert rasters_in(gather_imagery(data, tmp_path / "work")).keys() == gathered.keys()


@pytest.mark.parametrize(
    ("place", "source", "bands"),
    [
        ("madagascar/image_2017-01-18.tif", "unlabelled/madagascar_l8/image_2017-01-18.tif", LANDSAT_8),
        ("chiapas/image_1999-11-18.tif", "sparse/chiapas/image_1999-11-18.tif", LANDSAT_7),
    ],
)
def test_bands_get_names_where_their_files_have_none(
    data: Path, tmp_path: Path, place: str, source: str, bands: tuple[str, ...]
) -> None:
    with rasterio.open(gather_imagery(data, tmp_path / "work") / place) as dataset:
        assert dataset.descriptions == bands
        values, grid = dataset.read(), dataset.transform
    with rasterio.open(data / source) as original:
        np.testing.assert_array_equal(values, original.read()[: len(bands)])
        assert grid == original.transform


def test_labelled_places_are_gathered_with_ids_that_mean_the_same_everywhere(data: Path, tmp_path: Path) -> None:
    folder = gather_labelled(data, tmp_path / "work")
    gathered = rasters_in(folder)
    assert set(gathered) == {
        "scene01/image_0.tif",
        "scene01/image_1.tif",
        "scene01/labels.tif",
        "Amazon_1377_12/image.tif",
        "Amazon_1377_12/labels.tif",
    }
    assert not any((values == SECRET).any() for values in gathered.values())
    ids = {name: CLASSES.index(name) for name in ("tree", "built-up", "water", "no forest")}
    assert ids == {"tree": 0, "built-up": 4, "water": 7, "no forest": 11}
    for place, row in (("scene01", [255, 7, 0, 255, 4]), ("Amazon_1377_12", [255, 0, 11, 255, 255])):
        assert gathered[f"{place}/labels.tif"].tolist() == [[row] * 3]
        with rasterio.open(folder / place / "labels.tif") as dataset:
            assert (dataset.nodata, dataset.dtypes) == (255, ("uint8",))


def test_the_bundled_checkpoint_is_whole_small_and_says_what_it_is() -> None:
    folder = BUNDLED_CHECKPOINTS / BUNDLED
    weights, card = load_checkpoint(folder)
    assert len(weights) > 100
    assert {path.name for path in folder.iterdir()} == {"checkpoint.json", "checkpoint.safetensors"}
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 12_000_000
    assert card.to_json() == json.loads((folder / "checkpoint.json").read_text(encoding="utf-8"))
    with safe_open(folder / "checkpoint.safetensors", framework="pt") as file:
        inside = CheckpointCard.from_json(json.loads(file.metadata()["deepsat:checkpoint"]))
    assert inside == card.reproducible()
    facts = card.pretraining
    assert (facts.method, facts.checkpoint, facts.licence) == ("embedding_earth", "random", LICENCE)
    assert facts.steps == facts.steps_planned
    assert facts.spectral_share == 0.5
    (named,) = named_checkpoints(BUNDLED_CHECKPOINTS, Path("/nowhere"))
    assert named.title == f"Embedding Earth, {len(facts.places)} places"


def test_the_bundled_checkpoint_knows_none_of_the_places_that_are_kept_out() -> None:
    """Its card names the folder and the first raster of each place."""
    parts = {part for place in load_checkpoint(BUNDLED_CHECKPOINTS / BUNDLED)[1].pretraining.places
             for part in place.split("/")}  # fmt: skip
    assert {"scene01", "Amazon_1377_12", "austria"} <= parts, "else names would not be found"
    assert parts.isdisjoint(name.split("/")[-1] for name in KEPT_OUT)
