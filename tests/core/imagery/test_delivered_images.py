"""Scenes as providers deliver them: files of single bands, products, folders of them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from rasterio.crs import CRS

from deepsat.imagery import Window, open_scene
from deepsat.imagery.file_states import states_of_raster
from deepsat.jobs import ErrorCode, UserError
from tests.core.imagery.delivered import (
    COLUMNS,
    LANDSAT8,
    LEFT,
    ROWS,
    SENTINEL2,
    names,
    ramp,
    write,
    write_landsat,
    write_level_1c,
    write_safe,
)

WHOLE = Window(0, 0, ROWS, COLUMNS)


def inside(values: NDArray[Any]) -> NDArray[Any]:
    """Pixels off the edge, where interpolation between pixels of 60 m repeats the outermost values."""
    return values[..., 3:-3, 3:-3]


def refusal(paths: Sequence[Path]) -> UserError:
    with pytest.raises(UserError) as error:
        open_scene([str(path) for path in paths])
    return error.value


def bands_of(safe: Path, pattern: str) -> list[Path]:
    return sorted(safe.glob(f"GRANULE/*/IMG_DATA/{pattern}"))


@pytest.fixture(scope="module")
def safe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A product whose cloud classes lie in its upper left corner."""
    classes = np.full((ROWS // 2, COLUMNS // 2), 4, np.uint8)
    classes[0, :3], classes[2, 5] = 9, 3
    return write_safe(tmp_path_factory.mktemp("safe"), scl=classes)


def test_a_safe_is_one_image_of_all_its_bands_in_reflectance(safe: Path) -> None:
    with open_scene([str(safe)]) as scene:
        pixels = scene.read(WHOLE)
        assert names(scene) == list(SENTINEL2)
        assert scene.grid.pixel_size == (10.0, 10.0)
        assert (scene.name, scene.dates, scene.moments) == (safe.name, ("2021-06-17",), ())
        found = {band.name: (band.wavelength_nm, band.scale, band.offset, band.nodata) for band in scene.bands}
        assert len(scene.paths) == 13
        said = scene.findings
    assert found["B8A"] == (865.0, 1e-4, 0.0, 0.0) and found["B12"][0] == 2202.0
    expected = inside(np.stack([ramp(name) for name in SENTINEL2])) / 10_000
    clear = inside(pixels.valid)
    assert inside(pixels.values)[:, clear] == pytest.approx(expected[:, clear])
    hidden = np.zeros((ROWS, COLUMNS), bool)
    hidden[0:2, 0:6], hidden[4:6, 10:12] = True, True
    assert np.array_equal(~pixels.valid, hidden)
    assert said == (
        "Files of single bands are read as one image: B01, B02, B03, B04, B05, B06, B07, B08, B8A, B09, B11, B12.",
        "Resampled to the finest pixels, those of B02: B01, B05, B06, B07, B8A, B09, B11, B12.",
        "Clouds and their shadows are hidden by SCL.",
        "Left out, being no bands to map from: AOT, TCI, WVP.",
    )


def test_the_files_of_a_safe_are_the_same_image_as_its_folder(safe: Path) -> None:
    listed = [str(path) for path in sorted(safe.rglob("*.jp2"), reverse=True)]
    with open_scene([str(safe)]) as folder, open_scene(listed) as files:
        assert names(files) == names(folder)
        assert np.array_equal(files.read(WHOLE).values, folder.read(WHOLE).values)
        assert "Left out, being no bands to map from: AOT, MSK, PVI, TCI, WVP." in files.findings


def test_parts_of_a_safe_are_images_too(safe: Path) -> None:
    with open_scene([str(bands_of(safe, "R20m")[0])]) as scene:
        assert names(scene) == ["B02", "B03", "B04", "B05", "B06", "B07", "B8A", "B11", "B12"]
        assert scene.grid.pixel_size == (20.0, 20.0)
        assert scene.read(Window(4, 7, 1, 1)).values[2, 0, 0] == pytest.approx(ramp("B04", 20)[4, 7] / 10_000)


@pytest.fixture(scope="module")
def holed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A product with holes in bands of each pixel size."""
    safe = write_safe(tmp_path_factory.mktemp("holed"))
    for name, size in (("B03", 10), ("B11", 20), ("B09", 60)):
        (path,) = bands_of(safe, f"R{size}m/*_{name}_{size}m.jp2")
        values = ramp(name, size)
        values[2:5, 3:7] = 0
        write(path, values, size)
    return safe


@settings(max_examples=25)
@given(row=st.integers(-3, ROWS), column=st.integers(-3, COLUMNS), height=st.integers(1, 40), width=st.integers(1, 40))
def test_a_window_reads_the_same_as_the_whole(holed: Path, row: int, column: int, height: int, width: int) -> None:
    window = Window(row, column, height, width)
    with open_scene([str(holed)]) as scene:
        whole, part = scene.read(Window(-3, -3, ROWS + 50, COLUMNS + 50)), scene.read(window)
    there = window.shifted(3, 3).slices
    assert np.array_equal(part.values, whole.values[(slice(None), *there)], equal_nan=True)
    assert np.array_equal(part.valid, whole.valid[there])


@pytest.mark.parametrize(("row", "column"), [(3, 5), (3, 6), (9, 15), (10, 0), (10, COLUMNS - 1)])
def test_a_single_pixel_reads_the_same_as_the_whole(holed: Path, row: int, column: int) -> None:
    with open_scene([str(holed)]) as scene:
        whole, part = scene.read(WHOLE), scene.read(Window(row, column, 1, 1))
    assert np.array_equal(part.values[:, 0, 0], whole.values[:, row, column], equal_nan=True)


def test_dates_before_and_after_baseline_4_have_one_unit(tmp_path: Path) -> None:
    before, after = write_safe(tmp_path), write_safe(tmp_path, "20220617", baseline="N0400")
    stored = [bands_of(one, "R10m/*_B08_10m.jp2")[0] for one in (before, after)]
    with open_scene([str(tmp_path)]) as series, open_scene([str(path) for path in stored]) as flat:
        assert series.dates == flat.dates == ("2021-06-17", "2022-06-17")
        values, of_one_band = series.read(WHOLE).values, flat.read(WHOLE).values
        assert names(flat) == ["B08"]
    assert values[:12] == pytest.approx(values[12:])
    assert inside(values[7]) == pytest.approx(inside(ramp("B08")) / 10_000)
    assert of_one_band[0] == pytest.approx(of_one_band[1])


def test_without_metadata_numbers_are_those_stored_and_that_is_said(tmp_path: Path, safe: Path) -> None:
    flat = tmp_path / "flat"
    flat.mkdir()
    for path in bands_of(safe, "R10m/*_B0*.jp2"):
        (flat / path.name).write_bytes(path.read_bytes())
    with open_scene([str(flat)]) as scene:
        assert scene.read(Window(20, 9, 1, 1)).values[1, 0, 0] == ramp("B03")[20, 9]
        assert scene.findings[-1].startswith("The metadata of the Sentinel-2 products (MTD_MSIL2A.xml) are missing")
    other = write_safe(tmp_path, "20220617", baseline="N0400")
    error = refusal([flat, other])
    assert error.code is ErrorCode.INVALID_JOB
    assert error.found == f"none beside T33TWN_20210617T100559, but beside {other.name}"


def test_metadata_of_another_product_are_not_taken(tmp_path: Path) -> None:
    safe = write_safe(tmp_path, "20220617", baseline="N0400")
    for path in bands_of(safe, "R10m/*_B0*.jp2"):
        path.rename(safe / path.name.replace("20220617", "20210617"))
    with open_scene([str(path) for path in sorted(safe.glob("*.jp2"))]) as scene:
        assert {band.offset for band in scene.bands} == {0.0} and {band.scale for band in scene.bands} == {1.0}


def test_metadata_that_say_nothing_are_refused(tmp_path: Path) -> None:
    safe = write_safe(tmp_path)
    metadata = safe / "MTD_MSIL2A.xml"
    metadata.write_text(metadata.read_text().replace("BOA_QUANTIFICATION", "CUT_OFF"), encoding="utf-8")
    error = refusal([safe])
    assert error.code is ErrorCode.RASTER_UNREADABLE
    assert error.found == f"no quantification value in {metadata}"


def test_reflectance_is_not_mixed_with_the_numbers_it_is_stored_as(tmp_path: Path) -> None:
    safe = write_safe(tmp_path / "a", without=("B01", "B05", "B06", "B07", "B8A", "B09", "B11", "B12"))
    stack = write(tmp_path / "stack_20210617.tif", np.stack([ramp(name) for name in ("B02", "B03", "B04", "B08")]), 10)
    with_names(stack, ("B02", "B03", "B04", "B08"))
    for paths in ([safe, stack], [stack, safe]):
        error = refusal(paths)
        assert error.code is ErrorCode.INVALID_JOB
        assert error.found == f"{safe.name} with the scale 0.0001, and whole numbers without a scale in {stack.name}"
    with rasterio.open(stack, "r+") as dataset:
        dataset.scales = (1e-4,) * 4
    with open_scene([str(safe), str(stack)]) as scene:
        assert scene.read(WHOLE).values[3] == pytest.approx(ramp("B08") / 10_000)
        assert "Averaged, being of one day: the images of 2021-06-17." in scene.findings


def test_level_1c_is_an_image_but_none_of_a_series_of_level_2a(tmp_path: Path) -> None:
    level_1c, level_2a = write_level_1c(tmp_path), write_safe(tmp_path, "20210717")
    with open_scene([str(level_1c)]) as scene:
        assert names(scene) == ["B02", "B04", "B11"]
        assert scene.read(Window(5, 8, 1, 1)).values[1, 0, 0] == pytest.approx(ramp("B04")[5, 8] / 10_000)
    error = refusal([level_1c, level_2a])
    assert error.code is ErrorCode.INVALID_JOB
    assert error.found == f"Sentinel-2 Level-1C: {level_1c.name}; Sentinel-2 Level-2A: {level_2a.name}"


def test_a_product_that_lacks_a_band_is_refused_by_name(tmp_path: Path) -> None:
    whole, lacking = write_safe(tmp_path), write_safe(tmp_path, "20210717", without=("B11",))
    error = refusal([whole, lacking])
    assert error.code is ErrorCode.BANDS_MISMATCH
    assert error.found.startswith(f"in {lacking.name}: 11 bands") and error.found.endswith("without B11 (1614 nm)")


def test_a_value_of_0_is_no_data_also_beneath_resampling(tmp_path: Path) -> None:
    safe = write_safe(tmp_path)
    (path,) = bands_of(safe, "R20m/*_B11_20m.jp2")
    values = ramp("B11", 20)
    values[4:8, 10:14] = 0
    write(path, values, 20)
    with open_scene([str(safe)]) as scene:
        pixels = scene.read(WHOLE)
    missing = np.isnan(pixels.values)
    assert missing[10, 10:14, 22:26].all() and not missing[10, :7].any() and not missing[:10].any()
    # What is there is not mixed with zeros.
    assert np.nanmin(pixels.values[10]) > 0.99 * ramp("B11").min() / 10_000
    assert pixels.valid.all()


def test_landsat_is_one_image_in_reflectance(tmp_path: Path) -> None:
    product = write_landsat(tmp_path)
    with open_scene([str(product)]) as scene:
        pixels = scene.read(Window(0, 0, 12, 20))
        assert names(scene) == [f"SR_{name}" for name in LANDSAT8]
        assert [band.wavelength_nm for band in scene.bands] == [443.0, 482.0, 561.5, 654.5, 865.0, 1608.5, 2200.5]
        assert scene.dates == ("2021-06-17",) and scene.name == product.name
        said = scene.findings
    expected = np.stack([ramp(name, 30, start=7000) for name in LANDSAT8]) * 2.75e-5 - 0.2
    assert pixels.values == pytest.approx(expected, abs=1e-6)
    assert pixels.valid.all()
    assert said[1:] == (
        "Clouds and their shadows are hidden by QA_PIXEL.",
        "Left out, being no bands to map from: QA_RADSAT, SR_QA_AEROSOL, ST_B10.",
    )


def test_landsats_bits_hide_fill_clouds_cirrus_and_shadows(tmp_path: Path) -> None:
    quality = np.full((12, 20), 1 << 6, np.uint16)
    quality[3, :16] = [1 << bit for bit in range(16)]
    quality[5, 2] = 0b1000000 | 0b1000
    with open_scene([str(write_landsat(tmp_path, quality=quality))]) as scene:
        valid = scene.read(Window(0, 0, 12, 20)).valid
    assert np.argwhere(~valid).tolist() == [[3, 0], [3, 1], [3, 2], [3, 3], [3, 4], [5, 2]]


def test_landsats_metadata_win_over_the_constants(tmp_path: Path) -> None:
    told = {f"REFLECTANCE_MULT_BAND_{n}": "2.0E-05" for n in range(1, 8)}
    told |= {f"REFLECTANCE_ADD_BAND_{n}": f"-0.{n}" for n in range(1, 8)}
    with open_scene([str(write_landsat(tmp_path, metadata=told))]) as scene:
        assert [(band.scale, band.offset) for band in scene.bands] == [(2e-5, -n / 10) for n in range(1, 8)]
    del told["REFLECTANCE_ADD_BAND_3"]
    error = refusal([write_landsat(tmp_path / "other", metadata=told)])
    assert error.code is ErrorCode.RASTER_UNREADABLE
    assert error.found.startswith("no scale and offset of band 3 in the group LEVEL2_SURFACE_REFLECTANCE_PARAMETERS")


def test_landsat_7_has_wavelengths_of_its_own(tmp_path: Path) -> None:
    with open_scene([str(write_landsat(tmp_path, sensor="LE07"))]) as scene:
        assert [band.wavelength_nm for band in scene.bands] == [485.0, 560.0, 660.0, 830.0, 1650.0, 2215.0]


@pytest.mark.parametrize(
    ("pattern", "bands"),
    [
        ("2021-06-17-00_00_2021-06-17-23_59_Sentinel-2_L2A_{}_(Raw).tiff", ("B03", "B04", "B08")),
        ("20210617T100559_20210617T100600_T33TWN.{}.tif", ("B3", "B4", "B8")),
        ("RT_T33TWN_20210617T100559_{}.tif", ("B03", "B04", "B08")),
        ("scene_20210617_{}.tif", ("green", "red", "nir")),
        ("{}.tif", ("band3", "band4", "band5")),
    ],
)
def test_files_of_bands_are_one_image(tmp_path: Path, pattern: str, bands: tuple[str, ...]) -> None:
    ramps = [ramp(name).astype(np.float32) / 10_000 for name in ("B03", "B04", "B08")]
    paths = [write(tmp_path / pattern.format(name), values, 10) for name, values in zip(bands, ramps, strict=True)]
    with open_scene([str(tmp_path)]) as folder, open_scene([str(path) for path in reversed(paths)]) as files:
        for scene in (folder, files):
            assert [name.lower() for name in names(scene)] == [name.replace("band", "b").lower() for name in bands]
            assert np.array_equal(scene.read(WHOLE).values, np.stack(ramps))
            assert scene.moments == ()


def test_descriptions_name_bands_where_files_do_not(tmp_path: Path) -> None:
    for file, name in (("a.tif", "nir"), ("b.tif", "red")):
        write(tmp_path / file, ramp("B04" if name == "red" else "B08"), 10)
        with_names(tmp_path / file, (name,))
    with open_scene([str(tmp_path)]) as scene:
        assert names(scene) == ["red", "nir"]
        assert np.array_equal(scene.read(WHOLE).values, np.stack([ramp("B04"), ramp("B08")]))


@pytest.mark.parametrize("shift", [-5.0, 5.0, 0.0])
def test_pixels_that_begin_elsewhere_are_brought_to_their_place(tmp_path: Path, shift: float) -> None:
    write(tmp_path / "red.tif", ramp("B04"), 10)
    rows, columns = np.mgrid[: ROWS // 2, : COLUMNS // 2]
    moved = 3000 + 8 * (rows * 2 + 0.5) + 4 * (columns * 2 + 0.5 + shift / 10)
    write(tmp_path / "swir_1.tif", moved.astype(np.float32), 20, shift=shift)
    with open_scene([str(tmp_path)]) as scene:
        assert scene.grid.transform[2] == LEFT
        found = inside(scene.read(WHOLE).values[1])
    rows, columns = np.mgrid[:ROWS, :COLUMNS]
    assert found == pytest.approx(inside(3000.0 + 8 * rows + 4 * columns), abs=1e-2)


def test_a_folder_of_dated_folders_is_a_series(tmp_path: Path) -> None:
    for day, start in (("2021-07-17", 50), ("2021-06-17", 0)):
        for file, band in (("red", "B04"), ("nir", "B08")):
            write(tmp_path / day / f"{file}.tif", ramp(band, start=start), 10)
    with (
        open_scene([str(tmp_path)]) as folder,
        open_scene([str(tmp_path / d) for d in ("2021-06-17", "2021-07-17")]) as two,
    ):
        for scene in (folder, two):
            assert scene.dates == ("2021-06-17", "2021-07-17")
            expected = [ramp("B04"), ramp("B08"), ramp("B04", start=50), ramp("B08", start=50)]
            assert np.array_equal(scene.read(WHOLE).values, np.stack(expected))


def test_dates_and_masks_are_told_of_folders_of_files_or_of_images(tmp_path: Path) -> None:
    clouds = np.zeros((ROWS, COLUMNS), np.uint8)
    clouds[7, 9] = 1
    mask = str(write(tmp_path / "mask.tif", clouds, 10))
    for number in (1, 2):
        for file, band in (("red", "B04"), ("nir", "B08")):
            write(tmp_path / str(number) / f"{file}.tif", ramp(band, start=number), 10)
    folders = [str(tmp_path / number) for number in "12"]
    files = [str(path) for folder in folders for path in sorted(Path(folder).iterdir())]
    dates = ["2021-07-17", "2021-06-17"]
    for paths, told, masks in (
        (folders, dates, [mask, mask]),
        (files, [dates[0], dates[0], dates[1], dates[1]], [mask, "", "", mask]),
        (files, dates, [mask, mask]),
    ):
        with open_scene(paths, told, masks=masks) as scene:
            pixels = scene.read(WHOLE)
            assert scene.dates == ("2021-06-17", "2021-07-17")
            assert np.argwhere(~pixels.valid).tolist() == [[7, 9]]
            assert pixels.values[0, 3, 4] == ramp("B04", start=2)[3, 4]
    with pytest.raises(UserError) as error:
        open_scene(files, [*dates, "2021-08-17"])
    assert (error.value.expected, error.value.found) == ("a date for each of the 2 rasters", "3 dates")


def test_a_cloud_mask_beside_a_raster_of_all_bands_is_its_mask(tmp_path: Path) -> None:
    write(tmp_path / "20210617.tif", np.stack([ramp("B03"), ramp("B04")]), 10)
    with_names(tmp_path / "20210617.tif", ("B03", "B04"))
    classes = np.full((ROWS // 2, COLUMNS // 2), 5, np.uint8)
    classes[3, 6] = 8
    write(tmp_path / "20210617_SCL.tif", classes, 20)
    with open_scene([str(tmp_path)]) as scene:
        pixels = scene.read(WHOLE)
        assert names(scene) == ["B03", "B04"]
    assert np.argwhere(~pixels.valid).tolist() == [[6, 12], [6, 13], [7, 12], [7, 13]]
    assert pixels.values[:, 20, 30].tolist() == [ramp("B03")[20, 30], ramp("B04")[20, 30]]


def with_names(path: Path, found: Sequence[str]) -> None:
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = tuple(found)


def test_products_of_two_tiles_lie_side_by_side(tmp_path: Path) -> None:
    east = COLUMNS * 10
    write_safe(tmp_path)
    write_safe(tmp_path, tile="T33TXN", shift=east, start=4 * COLUMNS)
    with open_scene([str(tmp_path)]) as scene:
        assert (scene.grid.height, scene.grid.width) == (ROWS, 2 * COLUMNS)
        values = scene.read(Window(0, 0, ROWS, 2 * COLUMNS)).values
        assert scene.dates == ("2021-06-17",)
    rows, columns = np.mgrid[:ROWS, : 2 * COLUMNS]
    expected = (ramp("B03")[0, 0] + 8 * rows + 4 * columns) / 10_000
    assert values[2] == pytest.approx(expected)


def test_bands_of_several_crs_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "red.tif", ramp("B04"), 10)
    write(tmp_path / "nir.tif", ramp("B08"), 10, crs=CRS.from_epsg(32632))
    error = refusal([tmp_path])
    assert error.code is ErrorCode.GRID_UNSUPPORTED
    assert error.expected == f"all bands of {tmp_path.name} in one CRS, EPSG:32633"
    assert error.found == "nir.tif in EPSG:32632"


def test_bands_of_several_places_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "red.tif", ramp("B04"), 10)
    write(tmp_path / "nir.tif", ramp("B08"), 10, shift=50_000)
    assert refusal([tmp_path]).found == "nir.tif, which lies elsewhere"


def test_a_band_twice_is_refused(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, ramp("B04"), 10) for name in ("x_red.tif", "x_red.tiff", "x_nir.tif")]
    error = refusal(paths)
    assert error.code is ErrorCode.BANDS_MISMATCH
    assert error.found == "x_red.tif and x_red.tiff"


@pytest.mark.parametrize("stem", ["{}", "{}_20210617"])
def test_single_bands_without_names_are_refused(tmp_path: Path, stem: str) -> None:
    for number in range(3):
        write(tmp_path / f"{stem.format(f'layer{number}')}.tif", ramp("B04", start=number), 10)
    error = refusal([tmp_path])
    assert error.code is ErrorCode.INVALID_JOB
    assert error.expected.startswith("rasters of single bands that say which band they are")
    assert error.found.startswith("3 rasters of one place ")


def test_single_bands_with_dates_are_a_series(tmp_path: Path) -> None:
    for month in (6, 7):
        write(tmp_path / f"ndvi_2021-0{month}-17.tif", ramp("B04", start=month), 10)
    with open_scene([str(tmp_path)]) as scene:
        assert scene.dates == ("2021-06-17", "2021-07-17")
        assert np.array_equal(scene.read(WHOLE).values, np.stack([ramp("B04", start=6), ramp("B04", start=7)]))


def test_a_cloud_mask_alone_and_a_folder_without_rasters_are_refused(tmp_path: Path, safe: Path) -> None:
    assert refusal(bands_of(safe, "R20m/*_SCL_20m.jp2")).found.endswith("_SCL_20m.jp2 alone")
    (tmp_path / "notes").mkdir()
    assert refusal([tmp_path]).found == f"none in {tmp_path}"


def test_a_picture_alone_is_a_raster(safe: Path) -> None:
    with open_scene([str(bands_of(safe, "R10m/*_TCI_10m.jp2")[0])]) as scene:
        assert len(scene.bands) == 3
        assert scene.read(Window(2, 2, 1, 1)).values.ravel().tolist() == [99, 99, 99]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="this system does not tell which files are open")
def test_files_are_opened_no_sooner_than_they_are_read(tmp_path: Path) -> None:
    def held() -> int:
        return sum(path.resolve().suffix == ".jp2" for path in Path("/proc/self/fd").iterdir())

    for month in ("06", "07", "08"):
        write_safe(tmp_path, f"2021{month}17")
    before = held()
    with open_scene([str(tmp_path)]) as scene:
        assert len(scene.paths) == 39
        assert held() == before
        scene.read(WHOLE)


def packed(folder: Path, kind: str) -> Path:
    """An archive of a folder, with the folder in it, as providers pack them."""
    return Path(shutil.make_archive(f"{folder}.packed", kind, folder.parent, folder.name))


def test_a_product_need_not_be_unpacked(tmp_path: Path) -> None:
    safe, landsat = write_safe(tmp_path / "a", "20220617", baseline="N0400"), write_landsat(tmp_path / "b")
    for product, kind in ((safe, "zip"), (landsat, "tar")):
        archive = packed(product, kind)
        with open_scene([str(product)]) as unpacked, open_scene([str(archive)]) as scene:
            assert scene.bands == unpacked.bands and scene.name == product.name
            assert scene.findings == unpacked.findings
            whole = scene.grid.whole
            assert np.array_equal(scene.read(whole).values, unpacked.read(whole).values)
            (state,) = states_of_raster(scene.paths[0])
            assert state[1:] == [archive.stat().st_size, archive.stat().st_mtime_ns]
        shutil.rmtree(product)
        with open_scene([str(archive.parent)]) as scene:
            assert scene.name == product.name


def test_landsats_metadata_are_read_in_its_archive(tmp_path: Path) -> None:
    told = {f"REFLECTANCE_MULT_BAND_{n}": "2.0E-05" for n in range(1, 8)}
    told |= {f"REFLECTANCE_ADD_BAND_{n}": "-0.1" for n in range(1, 8)}
    archive = packed(write_landsat(tmp_path, metadata=told), "tar")
    with open_scene([str(archive)]) as scene:
        assert {(band.scale, band.offset) for band in scene.bands} == {(2e-5, -0.1)}


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    archive = packed(write_safe(tmp_path), "zip")
    archive.write_bytes(archive.read_bytes()[:-100])
    error = refusal([archive])
    assert error.code is ErrorCode.RASTER_UNREADABLE
    assert error.found.startswith(f"{archive}, which cannot be opened")


def test_labels_in_folders_inside_are_no_imagery(tmp_path: Path) -> None:
    write(tmp_path / "2021-06-17" / "red.tif", ramp("B04"), 10)
    write(tmp_path / "2021-06-17" / "nir.tif", ramp("B08"), 10)
    write(tmp_path / "2021-06-17" / "truth.tif", np.zeros((ROWS, COLUMNS), np.uint8), 10)
    with open_scene([str(tmp_path)]) as scene:
        assert names(scene) == ["red", "nir"]
