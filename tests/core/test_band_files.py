"""What names of files say of the bands in them."""

from __future__ import annotations

import pytest

from deepsat.jobs.band_files import BAND, LANDSAT4, LANDSAT8, MASK, OTHER, SENTINEL2, band_file

SAFE = "S2A_MSIL2A_20210617T100559_N0300_R022_T33TWN_20210617T130000.SAFE"
IMAGES = f"/data/{SAFE}/GRANULE/L2A_T33TWN_A031262_20210617T100559/IMG_DATA"
OLDER = "S2A_OPER_MSI_L1C_TL_SGS__20160617T153045_A005165_T33TWN"
THEIA = "SENTINEL2A_20210617-105855-225_L2A_T31TCJ_C_V2-2"
BROWSER = "2021-06-17-00:00_2021-06-17-23:59_Sentinel-2_L2A"
LANDSAT = "LC08_L2SP_191027_20210617_20210625_02_T1"


@pytest.mark.parametrize(
    ("path", "name", "sensor", "nanometres", "level"),
    [
        (f"{IMAGES}/R10m/T33TWN_20210617T100559_B04_10m.jp2", "B04", SENTINEL2, 665, "Sentinel-2 Level-2A"),
        ("T33TWN_20210617T100559_B8A.jp2", "B8A", SENTINEL2, 865, ""),
        (f"{THEIA}/{THEIA}_FRE_B8A.tif", "B8A", SENTINEL2, 865, "Sentinel-2 Level-2A of THEIA"),
        (f"{THEIA}_SRE_B2.tif", "B2", SENTINEL2, 492, "Sentinel-2 Level-2A of THEIA"),
        (f"{OLDER}_B04.jp2", "B04", SENTINEL2, 665, "Sentinel-2 Level-1C"),
        (f"{LANDSAT}/{LANDSAT}_SR_B5.TIF", "SR_B5", LANDSAT8, 865, "Landsat Level-2"),
        ("LE07_L2SP_191027_20010617_20200901_02_T1_SR_B5.TIF", "SR_B5", LANDSAT4, 1650, "Landsat Level-2"),
        ("LC09_L1TP_191027_20220617_20220617_02_T1_B4.TIF", "B4", LANDSAT8, 654.5, "Landsat Level-1"),
        (
            "2021-06-17-00:00_2021-06-17-23:59_Sentinel-2_L2A_B04_(Raw).tiff",
            "B04",
            SENTINEL2,
            665,
            "Sentinel-2 Level-2A",
        ),
        ("RT_LC08_L1TP_191027_20210617_20210625_02_T1_B4.tif", "B4", LANDSAT8, 654.5, ""),
        ("20210617T100559_20210617T100600_T33TWN.B4.tif", "B4", SENTINEL2, 665, ""),
        ("HLS.L30.T33TWN.2021168T100559.v2.0.B05.tif", "B05", LANDSAT8, 865, ""),
        ("C:\\Bilder\\2021-06-17\\red.tif", "red", "", None, ""),
        ("2021-06-17/band_3.tif", "B3", "", None, ""),
        ("LE07_B4.tif", "B4", LANDSAT4, 830, ""),
        ("S2A_33TWN_20210617_0_L2A/B04.tif", "B04", SENTINEL2, 665, "Sentinel-2 Level-2A"),
        ("summer swir_2.tif", "swir_2", "", None, ""),
    ],
)
def test_bands(path: str, name: str, sensor: str, nanometres: float | None, level: str) -> None:
    found = band_file(path)
    assert found is not None and found.kind == BAND
    assert (found.name, found.sensor, found.wavelength_nm, found.level) == (name, sensor, nanometres, level)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (f"{IMAGES}/R20m/T33TWN_20210617T100559_SCL_20m.jp2", MASK),
        (f"{LANDSAT}_QA_PIXEL.TIF", MASK),
        ("LC08_L1TP_191027_20170617_20170625_01_T1_BQA.TIF", MASK),
        ("LC081910272017061701T1-SC20190101_pixel_qa.tif", MASK),
        ("HLS.S30.T33TWN.2021168T100559.v2.0.Fmask.tif", MASK),
        ("LE07_L1TP_107068_20220310_20220405_02_T1_GM_B1.TIF", OTHER),
        ("gap_mask/LE07_L1TP_107068_20220310_20220405_02_T1_GM_B6_VCID_2.TIF", OTHER),
        (f"{THEIA}/MASKS/{THEIA}_CLM_R2.tif", MASK),
        (f"{THEIA}/{THEIA}_ATB_R1.tif", OTHER),
        (f"{THEIA}/MASKS/{THEIA}_DTF_R1-D01.tif", OTHER),
        (f"{LANDSAT}_QA_RADSAT.TIF", OTHER),
        (f"{LANDSAT}_SR_QA_AEROSOL.TIF", OTHER),
        (f"{LANDSAT}_ST_B10.TIF", OTHER),
        ("LC08_L1TP_191027_20210617_20210625_02_T1_B8.TIF", OTHER),
        ("LE07_L1TP_191027_20010617_20200901_02_T1_B6_VCID_1.TIF", OTHER),
        (f"{IMAGES}/R10m/T33TWN_20210617T100559_TCI_10m.jp2", OTHER),
        ("MSK_CLDPRB_20m.jp2", OTHER),
        ("2021-06-17_Sentinel-2_L2A_True_color.tiff", OTHER),
    ],
)
def test_what_is_no_band(path: str, kind: str) -> None:
    found = band_file(path)
    assert found is not None and found.kind == kind


@pytest.mark.parametrize("path", ["scene.tif", "bared.tif", "s2_20210617.tif", "lsat7_2000_10.tif", "image_b.tif"])
def test_names_that_say_nothing_of_a_band(path: str) -> None:
    assert band_file(path) is None


def test_the_only_converted_files_are_no_originals() -> None:
    files = [f"{LANDSAT}_SR_B4.TIF", f"RT_{LANDSAT}_SR_B4.TIF", "red.tif"]
    assert [one.is_original for path in files if (one := band_file(path))] == [True, False, False]


def test_one_image_is_what_differs_in_the_band_alone() -> None:
    def images(*paths: str) -> int:
        return len({one.image for path in paths if (one := band_file(path)) is not None})

    ten, twenty = f"{IMAGES}/R10m/T33TWN_20210617T100559", f"{IMAGES}/R20m/T33TWN_20210617T100559"
    assert images(f"{ten}_B02_10m.jp2", f"{ten}_B03_10m.jp2", f"{twenty}_B11_20m.jp2", f"{twenty}_SCL_20m.jp2") == 1
    assert images("a/red.tif", "a/nir.tif") == 1
    assert images("a/red.tif", "b/nir.tif") == 2
    assert images("a/20210617_B04.tif", "a/20210717_B04.tif") == 2
