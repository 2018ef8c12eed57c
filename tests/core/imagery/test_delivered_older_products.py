"""Products of former years, and what is delivered in other ways.

Landsat's Collection 1 and Level-1, Sentinel-2 before 2017 and by THEIA, harmonised Landsat and Sentinel-2, compressed
archives.
"""

from __future__ import annotations

import shutil
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from rasterio.crs import CRS

from deepsat.imagery import open_scene
from deepsat.imagery.raster_files import files_of
from deepsat.jobs import UserError
from tests.core.imagery.delivered import COLUMNS, LEFT, ROWS, TOP, names, ramp, write, write_landsat, write_safe

SHAPE = (ROWS // 3, COLUMNS // 3)
ETM = ("B1", "B2", "B3", "B4", "B5", "B7")


def write_level_1(folder: Path, name: str, *, gaps: bool = False) -> Path:
    """Landsat 7's Level-1: numbers of 8 bits, and, where asked for, masks of the scan line corrector's gaps."""
    product = folder / name
    for number, band in enumerate(ETM):
        write(product / f"{name}_{band}.TIF", np.full(SHAPE, 20 + number, np.uint8), 30)
        if gaps:
            write(product / f"{name}_GM_{band}.TIF", np.ones(SHAPE, np.uint8), 30)
    told = "".join(
        f"    REFLECTANCE_MULT_BAND_{band[1:]} = 1.2E-03\n    REFLECTANCE_ADD_BAND_{band[1:]} = -0.01\n" for band in ETM
    )
    text = f"GROUP = LEVEL1_RADIOMETRIC_RESCALING\n{told}  END_GROUP = LEVEL1_RADIOMETRIC_RESCALING\n"
    (product / f"{name}_MTL.txt").write_text(text, encoding="utf-8")
    return product


def write_older_tile(product: Path, tile: str, **options: object) -> Path:
    """One tile of a product of Sentinel-2 as they were until December 2016, with its preview."""
    stem = f"TL_EPA__20161211T082625_A001515_{tile}"
    folder = product / "GRANULE" / f"S2A_OPER_MSI_L1C_{stem}_N02.04"
    for name in ("B02", "B04"):
        write(folder / "IMG_DATA" / f"S2A_OPER_MSI_L1C_{stem}_{name}.jp2", ramp(name), 10, **options)
    write(folder / "QI_DATA" / f"S2A_OPER_PVI_L1C_{stem}.jp2", np.full((3, 6, 10), 99, np.uint8), 60, **options)
    return folder


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A product of two tiles, seen in 2015 and made in 2016; its metadata name a third."""
    name = "PDMC_20161213T162432_R088_V20151007T012016_20151007T012016"
    product = tmp_path / f"S2A_OPER_PRD_MSIL1C_{name}.SAFE"
    write_older_tile(product, "T53KMT")
    write_older_tile(product, "T53KNT", shift=10.0 * COLUMNS)
    text = "<QUANTIFICATION_VALUE>10000</QUANTIFICATION_VALUE>" + "".join(
        f"<IMAGE_ID>S2A_OPER_MSI_L1C_TL_EPA__20161211T082625_A001515_{tile}_B02</IMAGE_ID>"
        for tile in ("T53KMT", "T53KNT", "T52KHC")
    )
    (product / f"S2A_OPER_MTD_SAFL1C_{name}.xml").write_text(text, encoding="utf-8")
    return product


def test_landsat_7s_numbers_of_8_bits_become_reflectance_and_its_gap_masks_are_no_bands(tmp_path: Path) -> None:
    product = write_level_1(tmp_path, "LE07_L1TP_107068_20220310_20220405_02_T1", gaps=True)
    with open_scene([str(product)]) as scene:
        assert names(scene) == list(ETM) and scene.dates == ("2022-03-10",)
        found = scene.read(scene.grid.whole).values[:, 0, 0]
        assert scene.findings[-1] == ("Left out, being no bands to map from: GM_B1, GM_B2, GM_B3, GM_B4, GM_B5, GM_B7.")
    assert found == pytest.approx([(20 + number) * 1.2e-3 - 0.01 for number in range(6)])


def test_8_bits_of_a_sensor_that_has_16_are_another_programs(tmp_path: Path) -> None:
    name = "LC08_L1TP_107068_20220310_20220405_02_T1"
    write(tmp_path / name / f"{name}_B4.TIF", np.full(SHAPE, 99, np.uint8), 30)
    write(tmp_path / name / f"{name}_B5.TIF", np.full(SHAPE, 99, np.uint8), 30)
    with open_scene([str(tmp_path / name)]) as scene:
        assert {(band.scale, band.offset, band.nodata) for band in scene.bands} == {(1.0, 0.0, None)}


@pytest.mark.parametrize(
    ("mask", "clear", "hidden"),
    [
        ("BQA", (2720, 672), {"fill": 1, "cloud": 2800, "shadow": 2976, "cirrus": 6816}),
        ("pixel_qa", (322, 324, 386), {"fill": 1, "shadow": 328, "cloud": 352, "cirrus": 834}),
        ("Fmask", (64, 16, 32, 192), {"cloud": 66, "beside": 68, "shadow": 72, "fill": 255}),
    ],
)
def test_bits_of_other_masks_hide_clouds_and_shadows(
    tmp_path: Path, mask: str, clear: tuple[int, ...], hidden: Mapping[str, int]
) -> None:
    """Values as they stand in the guides to Landsat's Collection 1 and to HLS."""
    stem = "HLS.L30.T33TWN.2021168T100559.v2.0." if mask == "Fmask" else "LC08_L1TP_191027_20170617_20170625_01_T1_"
    values = np.full(SHAPE, clear[0], np.uint16)
    values[2, : len(clear)], values[3, : len(hidden)] = clear, list(hidden.values())
    write(tmp_path / f"{stem}{mask}.tif", values, 30)
    write(tmp_path / f"{stem}B04.tif", ramp("B4", 30), 30)
    with open_scene([str(tmp_path)]) as scene:
        assert names(scene) == ["B04"]
        valid = scene.read(scene.grid.whole).valid
        assert f"Clouds and their shadows are hidden by {mask}." in scene.findings
    assert np.argwhere(~valid).tolist() == [[3, place] for place in range(len(hidden))]


@pytest.mark.parametrize("ending", [".tar.gz", ".tgz"])
def test_a_compressed_archive_is_read_as_it_is_and_nothing_is_written_beside_it(tmp_path: Path, ending: str) -> None:
    product = write_landsat(tmp_path / "unpacked")
    archive = tmp_path / "packed" / f"{product.name}{ending}"
    archive.parent.mkdir()
    with tarfile.open(archive, "w:gz") as packed:
        for file in sorted(product.iterdir()):
            packed.add(file, file.name)
    with open_scene([str(product)]) as unpacked, open_scene([str(archive)]) as scene:
        assert scene.bands == unpacked.bands and scene.dates == unpacked.dates == ("2021-06-17",)
        whole = scene.grid.whole
        assert np.array_equal(scene.read(whole).values, unpacked.read(whole).values)
    assert list(archive.parent.iterdir()) == [archive]
    shutil.copytree(product, archive.parent / product.name)
    assert len(files_of(str(archive.parent))) == len(files_of(str(product)))


def test_an_archive_that_was_replaced_is_listed_anew(tmp_path: Path) -> None:
    archive = tmp_path / "bands.tar"
    for band in ("B02", "B04"):
        file = write(tmp_path / "files" / f"{band}.tif", ramp(band), 10)
        with tarfile.open(archive, "w") as packed:
            packed.add(file, file.name)
        assert [Path(name).name for name in files_of(str(archive))] == [file.name]


def test_a_compressed_archive_that_ends_early_is_refused(tmp_path: Path) -> None:
    product = write_landsat(tmp_path)
    archive = tmp_path / "half.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(product, product.name)
    archive.write_bytes(archive.read_bytes()[:900])
    with pytest.raises(UserError, match=r"half\.tar\.gz, which cannot be opened"):
        open_scene([str(archive)])


def test_older_products_are_of_the_day_they_were_seen_on_and_their_tiles_lie_side_by_side(older: Path) -> None:
    with open_scene([str(older)]) as scene:
        assert scene.dates == ("2015-10-07",)
        assert (scene.grid.width, scene.grid.height) == (2 * COLUMNS, ROWS)
        found = scene.read(scene.grid.whole).values[1]
    row = ramp("B04")[5] / 10_000
    assert found[5] == pytest.approx(np.concatenate([row, row]))


def test_a_tile_of_an_older_product_is_an_image(older: Path) -> None:
    tile = next(older.glob("GRANULE/*T53KNT*"))
    with open_scene([str(tile)]) as scene:
        assert scene.grid.transform[2] == LEFT + 10 * COLUMNS and scene.grid.transform[5] == TOP
        assert (names(scene), scene.dates) == (["B02", "B04"], ("2015-10-07",))
        assert scene.bands[0].scale == 1e-4


def test_tiles_in_two_crs_are_refused_by_their_names(older: Path) -> None:
    write_older_tile(older, "T52KHC", crs=CRS.from_epsg(32632), corner=(LEFT + 465_000, TOP))
    with pytest.raises(UserError) as error:
        open_scene([str(older)])
    assert error.value.expected.startswith("rasters side by side in one CRS, as S2A_OPER_MSI_L1C")
    assert "T53KMT" in error.value.found and "EPSG:32632" in error.value.found


def test_files_made_later_say_nothing_of_the_day_they_show(tmp_path: Path) -> None:
    stem = "S2A_OPER_MSI_L1C_TL_EPA__20161211T082625_A001515_T53KMT"
    for name in ("B02", "B04"):
        write(tmp_path / f"{stem}_{name}.jp2", ramp(name), 10)
    with open_scene([str(tmp_path)]) as scene:
        assert scene.dates == ()


def test_numbers_without_metadata_are_said_also_where_files_are_named_by_bands_alone(tmp_path: Path) -> None:
    folder = tmp_path / "S2B_MSIL1C_20201011T000249_N0209_R030_T55HFA_20201011T011446"
    for name in ("B02", "B04"):
        write(folder / f"{name}.jp2", ramp(name), 10)
    with open_scene([str(folder)]) as scene:
        assert scene.findings[-1].startswith("The metadata of the Sentinel-2 products (MTD_MSIL2A.xml) are missing")
        assert scene.read(scene.grid.whole).values[0, 0, 0] == ramp("B02")[0, 0]


def write_theia(folder: Path, day: str = "20210617", corrections: Sequence[str] = ("FRE", "SRE")) -> Path:
    """A product of THEIA; a cloud in the upper left corner, and no data in the upper right one."""
    name = f"SENTINEL2A_{day}-105855-225_L2A_T31TCJ_C_V2-2"
    product = folder / name
    for correction in corrections:
        for band, size in (("B4", 10), ("B8A", 20)):
            values = ramp(f"B0{band[1]}" if band == "B4" else band, size).astype(np.int16)
            values[0, -1] = -10_000
            write(product / f"{name}_{correction}_{band}.tif", values + (correction == "SRE") * np.int16(700), size)
    clouds = np.zeros((ROWS, COLUMNS), np.uint8)
    clouds[0, :3] = 1, 128, 33
    write(product / "MASKS" / f"{name}_CLM_R1.tif", clouds, 10)
    write(product / "MASKS" / f"{name}_CLM_R2.tif", clouds[::2, ::2], 20)
    write(product / "MASKS" / f"{name}_EDG_R1.tif", clouds, 10)
    write(product / f"{name}_ATB_R1.tif", np.zeros((2, ROWS, COLUMNS), np.uint8), 10)
    return product


def test_theias_products_are_reflectance_with_slopes_taken_into_account(tmp_path: Path) -> None:
    product = write_theia(tmp_path / "in")
    archive = Path(shutil.make_archive(str(tmp_path / product.name), "zip", product.parent, product.name))
    for given in (product, archive):
        with open_scene([str(given)]) as scene:
            assert names(scene) == ["B4", "B8A"] and scene.dates == ("2021-06-17",)
            assert [band.nodata for band in scene.bands] == [-10_000, -10_000]
            read = scene.read(scene.grid.whole)
            said = scene.findings
        assert np.argwhere(~read.valid[:, :-1]).tolist() == [[0, 0], [0, 1], [0, 2]] and not read.valid[0, -1]
        assert read.values[0, 5:, :-3] == pytest.approx(ramp("B04")[5:, :-3] / 10_000)
        assert "Clouds and their shadows are hidden by CLM." in said
        assert "Left out, since slopes are taken into account in FRE: SRE." in said


def test_theias_other_correction_is_taken_where_it_is_alone(tmp_path: Path) -> None:
    with open_scene([str(write_theia(tmp_path, corrections=("SRE",)))]) as scene:
        read = scene.read(scene.grid.whole)
    assert read.values[0, 9, 9] == pytest.approx((ramp("B04")[9, 9] + 700) / 10_000)
    assert not read.valid[0, 1]


def test_theia_beside_esa_is_refused(tmp_path: Path) -> None:
    write_theia(tmp_path)
    write_safe(tmp_path, "20210717")
    with pytest.raises(UserError) as error:
        open_scene([str(path) for path in tmp_path.iterdir()])
    assert "Sentinel-2 Level-2A of THEIA: SENTINEL2A_20210617" in error.value.found


def test_names_in_archives_may_begin_with_the_folder_itself(tmp_path: Path) -> None:
    product = write_landsat(tmp_path, metadata={f"REFLECTANCE_{word}_BAND_{n}": value for n in range(1, 8)
                                                for word, value in (("MULT", "2.0E-05"), ("ADD", "-0.1"))})  # fmt: skip
    archive = tmp_path / "packed.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in product.iterdir():
            packed.write(file, f"./{file.name}")
    with open_scene([str(archive)]) as scene:
        assert {(band.scale, band.offset) for band in scene.bands} == {(2e-5, -0.1)}


@pytest.mark.parametrize("kind", ["encrypted", "damaged", "other"])
def test_what_cannot_be_read_in_an_archive_is_told(tmp_path: Path, kind: str) -> None:
    """An .tar that is gzip in truth opens nowhere else either."""
    product = write_landsat(tmp_path, metadata={"REFLECTANCE_MULT_BAND_1": "2.0E-05"})
    archive = tmp_path / ("packed.tar" if kind == "other" else "packed.zip")
    if kind == "other":
        with tarfile.open(archive, "w:gz") as packed:
            packed.add(product, product.name)
    else:
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
            for file in product.iterdir():
                zipped.write(file, f"{product.name}/{file.name}")
            place = next(one for one in zipped.infolist() if one.filename.endswith("_MTL.txt"))
        content = bytearray(archive.read_bytes())
        start = place.header_offset + 30 + len(place.filename)
        if kind == "damaged":
            content[start : start + 8] = b"\xff" * 8
        else:
            content[place.header_offset + 6] |= 1
            entry = content.rindex(place.filename.encode()) - 46
            content[entry + 8] |= 1
        archive.write_bytes(content)
    with pytest.raises(UserError) as error:
        open_scene([str(archive)])
    assert error.value.found.startswith(f"{archive}, which cannot be opened (")


def test_broken_archives_beside_imagery_are_passed_over_and_said(tmp_path: Path) -> None:
    landsat = write_landsat(tmp_path)
    (tmp_path / "backup.tgz").write_bytes(b"no archive")
    with open_scene([str(tmp_path)]) as scene:
        assert scene.name == landsat.name
        assert "Archives that cannot be opened are not taken: backup.tgz." in scene.findings


def test_other_masks_in_a_folder_of_masks_are_not_theias(tmp_path: Path) -> None:
    for name in ("B04", "B08"):
        write(tmp_path / f"{name}.tif", ramp(name), 10)
    write(tmp_path / "MASKS" / "SCL.tif", np.zeros((ROWS, COLUMNS), np.uint8), 10)
    with open_scene([str(tmp_path)]) as scene:
        assert scene.read(scene.grid.whole).valid.all()
