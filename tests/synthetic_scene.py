"""A small scene with known truth: a river, a forest and fields, with a few labelled squares of each.

Drawn with a fixed seed, without any symmetry, so that a flipped or shifted map cannot pass.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from osgeo import gdal, ogr, osr

EPSG = 32633
LEFT, TOP, PIXEL = 512_340.0, 5_208_120.0, 10.0
ROWS, COLUMNS = 120, 152
CLASSES = ("fields", "forest", "water")
"""In alphabetical order, as class ids are given."""

# Reflectance x 10,000 of blue, green, red and near infrared.
_SPECTRA = {"fields": (820, 1050, 1300, 2600), "forest": (420, 620, 480, 3300), "water": (760, 640, 430, 240)}
_NOISE = 90
_COLOURS = {"Blue": gdal.GCI_BlueBand, "Green": gdal.GCI_GreenBand, "Red": gdal.GCI_RedBand}
# Upper left row and column of each labelled square of 7 pixels.
_SQUARES = {
    "fields": ((6, 104), (30, 120), (92, 20), (60, 132), (76, 55), (44, 97)),
    "forest": ((8, 8), (22, 30), (40, 10), (12, 52), (28, 72), (48, 40)),
    "water": ((24, 92), (60, 72), (76, 66), (96, 77), (8, 84), (112, 93)),
}
_SIDE = 7


@dataclasses.dataclass(frozen=True)
class SyntheticScene:
    """Files of the scene, and what is true."""

    raster: Path
    labels: Path
    """GeoPackage with text field `class`."""
    truth: NDArray[np.uint8]
    """Index into `CLASSES`, uint8 (ROWS, COLUMNS)."""


def write_scene(folder: Path) -> SyntheticScene:
    """Writes raster and labels into `folder`."""
    truth = _truth()
    _check_squares(truth)
    raster, labels = folder / "Flusstal ä.tif", folder / "Trainings-Flächen.gpkg"
    _write_raster(raster, truth)
    _write_labels(labels)
    return SyntheticScene(raster, labels, truth)


def write_numbered_labels(path: Path, numbers: dict[str, int]) -> Path:
    """Writes the same labels with numbers in place of names, layer `labels`."""
    _write_labels(path, numbers)
    return path


def _truth() -> NDArray[np.uint8]:
    rows, columns = np.mgrid[:ROWS, :COLUMNS]
    truth = np.full((ROWS, COLUMNS), CLASSES.index("fields"), np.uint8)
    truth[(rows - 18) ** 2 / 2 + (columns - 30) ** 2 / 3.2 < 900] = CLASSES.index("forest")
    river = 76 + 16 * np.sin(rows / 17) + rows / 9
    truth[np.abs(columns - river) < 6] = CLASSES.index("water")
    return truth


def _check_squares(truth: NDArray[np.uint8]) -> None:
    """A square that crosses a border would teach what is not true."""
    for name, squares in _SQUARES.items():
        for row, column in squares:
            if np.any(truth[row : row + _SIDE, column : column + _SIDE] != CLASSES.index(name)):
                raise ValueError(f"the square at row {row}, column {column} is not all {name}")


def _write_raster(path: Path, truth: NDArray[np.uint8]) -> None:
    random = np.random.default_rng(20260304)
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(path), COLUMNS, ROWS, 4, gdal.GDT_UInt16, ["PHOTOMETRIC=MINISBLACK"]
    )
    dataset.SetGeoTransform((LEFT, PIXEL, 0, TOP, 0, -PIXEL))
    dataset.SetProjection(_reference().ExportToWkt())
    for index, name in enumerate(("Blue", "Green", "Red", "NIR")):
        levels = np.array([_SPECTRA[class_name][index] for class_name in CLASSES])
        band = dataset.GetRasterBand(index + 1)
        band.WriteArray((levels[truth] + random.normal(0, _NOISE, truth.shape)).clip(1).astype(np.uint16))
        band.SetDescription(name)
        band.SetColorInterpretation(_COLOURS.get(name, gdal.GCI_Undefined))
    dataset.FlushCache()


def _write_labels(path: Path, numbers: dict[str, int] | None = None) -> None:
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer("labels", _reference(), ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("class", ogr.OFTInteger if numbers else ogr.OFTString))
    for name, squares in _SQUARES.items():
        for row, column in squares:
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetField("class", numbers[name] if numbers else name)
            feature.SetGeometry(ogr.CreateGeometryFromWkt(_square(row, column)))
            layer.CreateFeature(feature)
    dataset.FlushCache()


def _square(row: int, column: int) -> str:
    left, top = LEFT + PIXEL * column, TOP - PIXEL * row
    right, bottom = left + PIXEL * _SIDE, top - PIXEL * _SIDE
    return f"POLYGON(({left} {top}, {right} {top}, {right} {bottom}, {left} {bottom}, {left} {top}))"


def _reference() -> osr.SpatialReference:
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(EPSG)
    return reference
