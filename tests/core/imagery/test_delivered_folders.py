"""Folders as they look after weeks of work: products beside maps, archives, other sensors and things of no use."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import rasterio

from deepsat.imagery import open_scene
from deepsat.imagery.class_raster import PercentRasterWriter
from deepsat.imagery.grid import Grid
from deepsat.imagery.pair import open_pair
from deepsat.imagery.raster_files import files_of
from deepsat.imagery.raster_scene import open_raster
from deepsat.jobs import ErrorCode, UserError
from tests.core.imagery.delivered import (
    BANDS_OF_10M,
    COLUMNS,
    LANDSAT8,
    ROWS,
    SENTINEL2,
    names,
    ramp,
    write,
    write_landsat,
    write_level_1c,
    write_safe,
)

PICTURE = np.full((3, ROWS, COLUMNS), 99, np.uint8)


def refusal(*paths: Path) -> UserError:
    with pytest.raises(UserError) as error:
        open_scene([str(path) for path in paths])
    return error.value


def own_map(path: Path, like: Path) -> Path:
    """A raster of percent, as prediction writes it."""
    with open_raster(str(like)) as dataset:
        grid = Grid.of(dataset)
    with PercentRasterWriter(path, grid, ("confidence",), {"DEEPSAT_VERSION": "0.1.0"}) as raster:
        raster.write(0, np.full((grid.height, grid.width), 50, np.uint8))
    return path


def test_maps_made_before_are_no_imagery(tmp_path: Path) -> None:
    landsat = write_landsat(tmp_path)
    like = next(landsat.glob("*_SR_B4.TIF"))
    for folder in (tmp_path, landsat):
        own_map(folder / "confidence.tif", like)
    for chosen in (tmp_path, landsat):
        with open_scene([str(chosen)]) as scene:
            assert names(scene) == [f"SR_{band}" for band in LANDSAT8]
    (tmp_path / "maps").mkdir()
    own_map(tmp_path / "maps" / "confidence.tif", like)
    assert refusal(tmp_path / "maps").found == f"none in {tmp_path / 'maps'}"


def test_maps_made_before_are_left_out_of_lists_of_files_too(tmp_path: Path) -> None:
    """They have no date either, so that they would be one more band of the image."""
    bands = [write(tmp_path / f"{name}.tif", ramp(name), 10) for name in BANDS_OF_10M]
    made = own_map(tmp_path / "confidence.tif", bands[0])
    with open_scene([str(path) for path in [*bands, made]]) as scene:
        assert names(scene) == list(BANDS_OF_10M)
        assert "Left out, being maps that DeepSat made: confidence.tif." in scene.findings
    with open_scene([str(made)]) as scene:
        assert names(scene) == ["confidence"]


@pytest.mark.parametrize("name", ["stack.tif", "dem.tif"])
def test_rasters_beside_undated_bands_are_no_other_dates(tmp_path: Path, name: str) -> None:
    bands = [write(tmp_path / "place" / f"{band}.tif", ramp(band), 10) for band in BANDS_OF_10M]
    image = np.stack([*map(ramp, BANDS_OF_10M)]) if name == "stack.tif" else ramp("B02")
    path = write(tmp_path / "place" / name, image, 10)
    if name == "stack.tif":
        with rasterio.open(path, "r+") as dataset:
            dataset.descriptions = BANDS_OF_10M
    for given in ([*bands, path], [path, *bands]):
        assert refusal(*given).found == f"{name} beside the bands of place, without dates"


@pytest.mark.parametrize("kind", ["landsat", "safe", "dated"])
def test_a_raster_that_says_nothing_does_not_hide_the_bands_in_folders(tmp_path: Path, kind: str) -> None:
    if kind == "landsat":
        write_landsat(tmp_path)
    elif kind == "safe":
        write_safe(tmp_path)
    else:
        write(tmp_path / "2021-06-17" / "red.tif", ramp("B04"), 10)
    write(tmp_path / "overview.tif", PICTURE, 10)
    error = refusal(tmp_path)
    assert error.code is ErrorCode.INVALID_JOB
    assert error.found.startswith(f"overview.tif in {tmp_path} beside folders with bands, such as ")


def test_a_picture_does_not_hide_the_bands_in_folders(tmp_path: Path) -> None:
    write_landsat(tmp_path)
    write(tmp_path / "preview.tif", PICTURE, 10)
    with open_scene([str(tmp_path)]) as scene:
        assert names(scene)[0] == "SR_B1"


def test_rasters_with_dates_count_and_what_they_were_made_from_does_not(tmp_path: Path) -> None:
    for day in ("20210617", "20210717"):
        write(tmp_path / f"stack_{day}.tif", np.stack([ramp("B03"), ramp("B04")]), 10)
    write(tmp_path / "bands" / "red.tif", ramp("B04"), 10)
    with open_scene([str(tmp_path)]) as scene:
        assert scene.dates == ("2021-06-17", "2021-07-17")
        assert "Not taken, since rasters lie beside them: those in the folders bands." in scene.findings
    shutil.rmtree(tmp_path / "bands")
    with open_scene([str(tmp_path)]) as scene:
        assert not any("folders" in sentence for sentence in scene.findings)


def test_products_in_archives_and_folders_beside_each_other_are_all_dates(tmp_path: Path) -> None:
    unpacked, packed = write_safe(tmp_path, "20210617"), write_safe(tmp_path, "20210717")
    shutil.make_archive(str(packed).removesuffix(".SAFE"), "zip", tmp_path, packed.name)
    shutil.make_archive(str(unpacked).removesuffix(".SAFE"), "zip", tmp_path, unpacked.name)
    shutil.rmtree(packed)
    write_safe(tmp_path / "2021" / "august", "20210817")
    with open_scene([str(tmp_path)]) as scene:
        assert scene.dates == ("2021-06-17", "2021-07-17", "2021-08-17")
        assert len(scene.paths) == 39


def test_landsat_beside_sentinel_2_is_not_passed_over(tmp_path: Path) -> None:
    write_safe(tmp_path)
    landsat = write_landsat(tmp_path)
    assert landsat.name in refusal(tmp_path).found


@pytest.mark.parametrize("order", [1, -1])
def test_two_sensors_or_levels_of_one_day_are_not_one_image(tmp_path: Path, order: int) -> None:
    landsat, safe = write_landsat(tmp_path), write_safe(tmp_path)
    files = [file for product in (landsat, safe) for file in files_of(str(product))][::order]
    found = refusal(*map(Path, files)).found
    assert "Landsat Level-2: LC08" in found and "Sentinel-2 Level-2A: S2A" in found
    raw = tmp_path / "raw" / landsat.name.replace("L2SP", "L1TP")
    write(raw / f"{raw.name}_B4.TIF", ramp("B4"), 30)
    assert refusal(landsat, raw).found.startswith("Landsat Level-1: LC08")


def test_a_product_may_be_renamed(tmp_path: Path) -> None:
    safe = write_safe(tmp_path, baseline="N0400")
    with open_scene([str(safe)]) as scene:
        bands = scene.bands
    renamed = safe.rename(tmp_path / "before harvest")
    for chosen in (renamed, tmp_path):
        with open_scene([str(chosen)]) as scene:
            assert scene.bands == bands
            assert scene.name == "before harvest"
            assert scene.dates == ("2021-06-17",)
    write_level_1c(tmp_path, "20210717").rename(tmp_path / "after harvest")
    assert refusal(tmp_path).expected.startswith("images of one processing level")


def test_metadata_stand_for_their_product(tmp_path: Path) -> None:
    safe, landsat = write_safe(tmp_path), write_landsat(tmp_path, metadata={"REFLECTANCE_MULT_BAND_1": "2.0E-05"})
    for metadata in (safe / "MTD_MSIL2A.xml", next(landsat.glob("*_MTL.txt"))):
        assert files_of(str(metadata)) == files_of(str(metadata.parent))


def flat(folder: Path, safes: Sequence[Path], metadata: Sequence[Path]) -> Path:
    """The files of some products in one folder, with the metadata of some."""
    folder.mkdir()
    for safe in safes:
        for file in safe.glob("GRANULE/*/IMG_DATA/*/*.jp2"):
            shutil.copy(file, folder)
    for safe in metadata:
        shutil.copy(safe / "MTD_MSIL2A.xml", folder)
    return folder


def test_dates_with_and_without_metadata_are_not_mixed(tmp_path: Path) -> None:
    safes = [write_safe(tmp_path, "20210617"), write_safe(tmp_path, "20230617", baseline="N0500")]
    error = refusal(flat(tmp_path / "flat", safes, safes[1:]))
    assert error.found == "none beside T33TWN_20210617T100559, but beside T33TWN_20230617T100559"


@pytest.mark.parametrize("order", [1, -1])
def test_reflectance_and_stored_numbers_are_no_series(tmp_path: Path, order: int) -> None:
    safe = write_safe(tmp_path)
    stem = "2021-07-17-00:00_2021-07-17-23:59_Sentinel-2_L2A"
    for name in SENTINEL2:
        write(tmp_path / "browser" / f"{stem}_{name}_(Raw).tiff", ramp(name) * 6, 10)
    error = refusal(*[tmp_path / "browser", safe][::order])
    assert error.expected == "values in one unit at every date"
    assert error.found == f"{safe.name} with the scale 0.0001, and whole numbers without a scale in {stem}"


def test_reflectance_as_real_numbers_goes_with_products(tmp_path: Path) -> None:
    safe = write_safe(tmp_path)
    for name in SENTINEL2:
        values = (ramp(name) / 10_000).astype(np.float32)
        write(tmp_path / "scp" / f"RT_T33TWN_20210717T100559_{name}.tif", values, 10)
    with open_scene([str(safe), str(tmp_path / "scp")]) as scene:
        values = scene.read(scene.grid.whole).values
        assert np.allclose(values[1], ramp("B02") / 10_000)
        assert np.allclose(values[13], values[1])


def test_bands_that_only_later_dates_have_are_named(tmp_path: Path) -> None:
    write_safe(tmp_path, "20210617", without=["B04"])
    write_safe(tmp_path, "20210717")
    with open_scene([str(tmp_path)]) as scene:
        first = "S2A_MSIL2A_20210617T100559_N0300_R022_T33TWN_20210617T130000.SAFE"
        assert f"Not used, since {first} lacks them: B04." in scene.findings


def test_landsats_missing_metadata_are_said(tmp_path: Path) -> None:
    name = "LC08_L1TP_191027_20210617_20210625_02_T1"
    for band in LANDSAT8:
        write(tmp_path / name / f"{name}_{band}.TIF", ramp(band, 30), 30)
    with open_scene([str(tmp_path)]) as scene:
        assert scene.findings[-1].startswith("The metadata of the Landsat products (MTL.txt) are missing")
        assert scene.read(scene.grid.whole).values[0, 0, 0] == ramp("B1", 30)[0, 0]


def test_landsats_older_collection_is_reflectance_too(tmp_path: Path) -> None:
    name = "LC08_L1TP_191027_20170617_20170625_01_T1"
    for band in LANDSAT8:
        write(tmp_path / name / f"{name}_{band}.TIF", ramp(band, 30), 30)
    write(tmp_path / name / f"{name}_BQA.TIF", np.full((ROWS // 3, COLUMNS // 3), 2720, np.uint16), 30)
    told = "".join(
        f"    REFLECTANCE_MULT_BAND_{n} = 2.0E-05\n    REFLECTANCE_ADD_BAND_{n} = -0.1\n" for n in range(1, 8)
    )
    group = f"  GROUP = RADIOMETRIC_RESCALING\n{told}  END_GROUP = RADIOMETRIC_RESCALING\n"
    text = f"GROUP = L1_METADATA_FILE\n{group}END_GROUP = L1_METADATA_FILE\nEND\n"
    (tmp_path / name / f"{name}_MTL.txt").write_text(text, encoding="utf-8")
    with open_scene([str(tmp_path)]) as scene:
        assert names(scene) == list(LANDSAT8)
        assert np.allclose(scene.read(scene.grid.whole).values[3], ramp("B4", 30) * 2e-5 - 0.1)


@pytest.mark.parametrize("mask", ["udm2_clip", "DN_udm_clip", "DN_udm"])
def test_planets_masks_are_no_imagery(tmp_path: Path, mask: str) -> None:
    """Of one day, they would be averaged with the image; those of other images and of the first kind hide nothing."""
    stem = "20210617_100559_1034_3B"
    image = write(tmp_path / f"{stem}_AnalyticMS_SR_8b.tif", np.full((8, ROWS, COLUMNS), 1000, np.uint16), 3)
    write(tmp_path / f"{stem}_{mask}.tif", np.ones((8, ROWS, COLUMNS), np.uint8), 3)
    with open_scene([str(tmp_path)]) as scene:
        assert scene.paths == (str(image),)
        assert scene.read(scene.grid.whole).values.max() == 1000
        assert scene.findings[-1].startswith("Left out, being no bands to map from: UDM")


def test_polarisations_name_bands(tmp_path: Path) -> None:
    for day, level in (("20210617", 1), ("20210717", 2)):
        for name, sign in (("VV", 10), ("VH", 20)):
            write(tmp_path / f"S1A_{day}_{name}.tif", np.full((ROWS, COLUMNS), -sign - level, np.float32), 10)
    with open_scene([str(tmp_path)]) as scene:
        assert names(scene) == ["VH", "VV"]
        assert scene.read(scene.grid.whole).values[:, 0, 0].tolist() == [-21, -11, -22, -12]


def test_bands_have_one_order_whatever_order_files_come_in(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{name}.tif", ramp("B02"), 10) for name in ("VV", "yellow", "red_edge", "VH")]
    for given in (paths, paths[::-1]):
        with open_scene([str(path) for path in given]) as scene:
            assert names(scene) == ["red_edge", "VH", "VV", "yellow"]


def test_all_of_several_cloud_masks_count(tmp_path: Path) -> None:
    classes = np.full((ROWS, COLUMNS), 4, np.uint16)
    bits = np.full((ROWS, COLUMNS), 21_824, np.uint16)
    classes[0, 0], bits[0, 1] = 9, 22_280
    image = np.stack([*map(ramp, BANDS_OF_10M), classes, bits])
    path = write(tmp_path / "stack.tif", image, 10)
    with open_raster(str(path)) as dataset:
        profile = dataset.profile
    with rasterio.open(path, "w", **profile) as dataset:
        dataset.write(image)
        dataset.descriptions = (*BANDS_OF_10M, "SCL", "QA_PIXEL")
    with open_scene([str(path)]) as scene:
        valid = scene.read(scene.grid.whole).valid
        assert names(scene) == list(BANDS_OF_10M)
        assert valid[0, :3].tolist() == [False, False, True]


def test_change_between_two_levels_is_refused(tmp_path: Path) -> None:
    safe, raw = write_safe(tmp_path, "20210717"), write_level_1c(tmp_path)
    with pytest.raises(UserError) as error:
        open_pair(str(raw), str(safe))
    assert error.value.found == f"Sentinel-2 Level-1C in {raw.name}, Sentinel-2 Level-2A in {safe.name}"
