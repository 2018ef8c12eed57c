"""Tiny files named, arranged and described as providers deliver them.

Values are ramps over the ground, 4 a column and 8 a row of 10 m, from a level of each band's own: so no two pixels of a
band are alike, no band is like another, and bilinear resampling gives the ramp itself, wherever pixels lie right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.transform import Affine

from deepsat.imagery.scene import Scene

ROWS, COLUMNS = 36, 60
"""Pixels of 10 m of a Sentinel-2 tile; Landsat's are three times as wide."""
LEFT, TOP = 600_000.0, 5_100_000.0
BANDS_OF_10M, BANDS_OF_20M = ("B02", "B03", "B04", "B08"), ("B05", "B06", "B07", "B8A", "B11", "B12")
SENTINEL2 = ("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B11", "B12")
LANDSAT8 = ("B1", "B2", "B3", "B4", "B5", "B6", "B7")
OFFSET_SINCE = "N0400"


def names(scene: Scene) -> list[str]:
    """Of the bands of a scene, in their order."""
    return [band.name for band in scene.bands]


def level(name: str) -> int:
    """What a band's ramp begins with: another number for each name."""
    return 1000 + 500 * (SENTINEL2.index(name) if name in SENTINEL2 else LANDSAT8.index(name))


def ramp(name: str, size: int = 10, *, start: int = 0) -> NDArray[np.uint16]:
    """The stored numbers of a band in pixels of `size` metres, uint16 (H, W)."""
    step = size // 10
    rows, columns = np.mgrid[: ROWS // step, : COLUMNS // step]
    middle = (step - 1) / 2
    values = level(name) + start + 8 * (rows * step + middle) + 4 * (columns * step + middle)
    return values.astype(np.uint16)


def write(
    path: Path,
    values: NDArray[Any],
    size: int,
    *,
    shift: float = 0,
    corner: tuple[float, float] = (LEFT, TOP),
    **options: Any,
) -> Path:
    """Writes bands (H, W) or (C, H, W) with pixels of `size` metres; `shift` moves them east, in metres."""
    left, top = corner
    path.parent.mkdir(parents=True, exist_ok=True)
    bands = values if values.ndim == 3 else values[None]
    profile: dict[str, Any] = {
        "driver": "GTiff",
        "crs": CRS.from_epsg(32633),
        "transform": Affine(size, 0, left + shift, 0, -size, top),
        "dtype": bands.dtype,
        "count": bands.shape[0],
        "height": bands.shape[1],
        "width": bands.shape[2],
    }
    if path.suffix == ".jp2":
        profile |= {"driver": "JP2OpenJPEG", "QUALITY": 100, "REVERSIBLE": "YES"}
    with rasterio.open(path, "w", **profile | options) as dataset:
        dataset.write(bands)
    return path


def write_safe(
    folder: Path,
    day: str = "20210617",
    *,
    baseline: str = "N0300",
    start: int = 0,
    scl: NDArray[np.uint8] | None = None,
    without: Sequence[str] = (),
    tile: str = "T33TWN",
    shift: float = 0,
) -> Path:
    """A product of Sentinel-2, Level-2A. From baseline 04.00 on its numbers lie 1000 higher, as its metadata say."""
    product = folder / f"S2A_MSIL2A_{day}T100559_{baseline}_R022_{tile}_{day}T130000.SAFE"
    images = product / "GRANULE" / f"L2A_{tile}_A031262_{day}T100559" / "IMG_DATA"
    stem = f"{tile}_{day}T100559"
    raised = 1000 if baseline >= OFFSET_SINCE else 0
    for size in (10, 20, 60):
        there = {10: BANDS_OF_10M, 20: (*BANDS_OF_10M[:3], *BANDS_OF_20M), 60: tuple(set(SENTINEL2) - {"B08"})}[size]
        for name in sorted(set(there) - set(without)):
            values = ramp(name, size, start=start + raised)
            write(images / f"R{size}m" / f"{stem}_{name}_{size}m.jp2", values, size, shift=shift)
        for name in ("AOT", "WVP"):
            write(images / f"R{size}m" / f"{stem}_{name}_{size}m.jp2", ramp("B02", size), size, shift=shift)
        picture = np.full((3, ROWS * 10 // size, COLUMNS * 10 // size), 99, np.uint8)
        write(images / f"R{size}m" / f"{stem}_TCI_{size}m.jp2", picture, size, shift=shift)
    for size in (20, 60):
        classes = np.full((ROWS * 10 // size, COLUMNS * 10 // size), 4, np.uint8) if scl is None or size == 60 else scl
        write(images / f"R{size}m" / f"{stem}_SCL_{size}m.jp2", classes, size, shift=shift)
    quality = images.parent / "QI_DATA"
    write(quality / "MSK_CLDPRB_20m.jp2", np.zeros((ROWS // 2, COLUMNS // 2), np.uint8), 20, shift=shift)
    write(quality / f"{stem}_PVI.jp2", np.full((3, 6, 10), 99, np.uint8), 60, shift=shift)
    (product / "MTD_MSIL2A.xml").write_text(_level_2a_metadata(day, baseline, stem), encoding="utf-8")
    return product


def write_safe_of(
    folder: Path, day: str, baseline: str, bands: Mapping[str, tuple[int, NDArray[np.uint16]]], **options: Any
) -> Path:
    """A product of Sentinel-2, Level-2A, that holds these reflectances x 10,000, by name with the size of pixels."""
    product = folder / f"S2B_MSIL2A_{day}T100559_{baseline}_R022_T33TWN_{day}T130000.SAFE"
    images, stem = product / "GRANULE" / "L2A_T33TWN" / "IMG_DATA", f"T33TWN_{day}T100559"
    for name, (size, values) in bands.items():
        stored = values + np.uint16(1000 if baseline >= OFFSET_SINCE else 0)
        write(images / f"R{size}m" / f"{stem}_{name}_{size}m.jp2", stored, size, **options)
    (product / "MTD_MSIL2A.xml").write_text(_level_2a_metadata(day, baseline, stem), encoding="utf-8")
    return product


def write_level_1c(folder: Path, day: str = "20210617") -> Path:
    """A product of Sentinel-2, Level-1C, with three bands."""
    product = folder / f"S2A_MSIL1C_{day}T100559_N0300_R022_T33TWN_{day}T120000.SAFE"
    images = product / "GRANULE" / f"L1C_T33TWN_A031262_{day}T100559" / "IMG_DATA"
    for name, size in (("B02", 10), ("B04", 10), ("B11", 20)):
        write(images / f"T33TWN_{day}T100559_{name}.jp2", ramp(name, size), size)
    text = (
        '<?xml version="1.0"?><n1:Level-1C_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/">'
        "<n1:General_Info><Product_Info><PROCESSING_LEVEL>Level-1C</PROCESSING_LEVEL></Product_Info>"
        f"<IMAGE_FILE>GRANULE/IMG_DATA/T33TWN_{day}T100559_B02</IMAGE_FILE>"
        '<Product_Image_Characteristics><QUANTIFICATION_VALUE unit="none">10000</QUANTIFICATION_VALUE>'
        "</Product_Image_Characteristics></n1:General_Info></n1:Level-1C_User_Product>"
    )
    (product / "MTD_MSIL1C.xml").write_text(text, encoding="utf-8")
    return product


def _level_2a_metadata(day: str, baseline: str, stem: str) -> str:
    offsets = "".join(f'<BOA_ADD_OFFSET band_id="{index}">-1000</BOA_ADD_OFFSET>' for index in range(13))
    since = f"<BOA_ADD_OFFSET_VALUES_LIST>{offsets}</BOA_ADD_OFFSET_VALUES_LIST>" if baseline >= OFFSET_SINCE else ""
    date = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<n1:Level-2A_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_Level-2A.xsd">'
        f"<n1:General_Info><Product_Info><PRODUCT_START_TIME>{date}T10:05:59.024Z</PRODUCT_START_TIME>"
        "<PROCESSING_LEVEL>Level-2A</PROCESSING_LEVEL></Product_Info>"
        f"<IMAGE_FILE>GRANULE/IMG_DATA/R10m/{stem}_B02_10m</IMAGE_FILE><Product_Image_Characteristics>"
        "<Special_Values><SPECIAL_VALUE_TEXT>NODATA</SPECIAL_VALUE_TEXT><SPECIAL_VALUE_INDEX>0</SPECIAL_VALUE_INDEX>"
        "</Special_Values><QUANTIFICATION_VALUES_LIST>"
        '<BOA_QUANTIFICATION_VALUE unit="none">10000</BOA_QUANTIFICATION_VALUE>'
        '<AOT_QUANTIFICATION_VALUE unit="none">1000.0</AOT_QUANTIFICATION_VALUE></QUANTIFICATION_VALUES_LIST>'
        f"{since}</Product_Image_Characteristics></n1:General_Info></n1:Level-2A_User_Product>"
    )


def write_landsat(
    folder: Path,
    day: str = "20210617",
    *,
    sensor: str = "LC08",
    quality: NDArray[np.uint16] | None = None,
    metadata: Mapping[str, str] | None = None,
    start: int = 0,
) -> Path:
    """A product of Landsat Collection 2, Level-2, in a folder of its name."""
    name = f"{sensor}_L2SP_191027_{day}_{day}_02_T1"
    product = folder / name
    shape = (ROWS // 3, COLUMNS // 3)
    for band in LANDSAT8 if sensor[2:] in ("08", "09") else (*LANDSAT8[:5], "B7"):
        write(product / f"{name}_SR_{band}.TIF", ramp(band, 30, start=7000 + start), 30, nodata=0)
    write(product / f"{name}_ST_B10.TIF", np.full(shape, 40_000, np.uint16), 30, nodata=0)
    write(product / f"{name}_SR_QA_AEROSOL.TIF", np.full(shape, 96, np.uint8), 30)
    write(product / f"{name}_QA_RADSAT.TIF", np.zeros(shape, np.uint16), 30)
    clear = np.full(shape, 21_824, np.uint16) if quality is None else quality
    write(product / f"{name}_QA_PIXEL.TIF", clear, 30, nodata=1)
    if metadata:
        lines = "".join(f"    {key} = {value}\n" for key, value in metadata.items())
        text = f"GROUP = LANDSAT_METADATA_FILE\n  GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS\n{lines}"
        text += "  END_GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS\nEND_GROUP = LANDSAT_METADATA_FILE\nEND\n"
        (product / f"{name}_MTL.txt").write_text(text, encoding="utf-8")
    return product
