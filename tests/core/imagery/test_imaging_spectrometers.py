"""Imaging spectrometers: rasters of some hundred bands, their wavelengths and their bad bands.

The images are made, see `tests/made_cube.py`: no real one is at hand.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio

from deepsat.finetune.recipe import Recipe
from deepsat.imagery import Window, bands_of, open_scene, with_usable_bands
from deepsat.jobs import UserError
from deepsat.jobs.band_matching import match_bands
from deepsat.jobs.band_slots import match_slots
from deepsat.jobs.bands import Band, some_in_words, spectrum_in_words
from tests.made_cube import WAVELENGTHS_NM, hidden_bands, listed, spread, write_envi

CORNER, PIXEL = (465_180.0, 5_080_250.0), 30.0
NAME = "ENMAP01-____L2A-DT0000001867_20220724T104526Z_008_V010302_20230628T165614Z"
HEIGHT, WIDTH = 21, 34


def made_cube(height: int = HEIGHT, width: int = WIDTH) -> np.ndarray:
    """int16 (224,H,W): reflectance x 10,000 that rises from west to east, and 0 under water vapour."""
    draw = np.random.default_rng(5)
    base = np.array([400.0, 700, 900, 3000, 2500, 1500])[:, None, None] + 8 * np.arange(width)
    image = base + draw.normal(0, 40, (6, height, width))
    values = spread(image, (490, 560, 665, 865, 1610, 2200)).round().astype(np.int16)
    values[hidden_bands()] = 0
    return values


def write_enmap(folder: Path, values: np.ndarray, *, corner: tuple[float, float] = CORNER, name: str = NAME) -> Path:
    """A product as DLR names its files: an image that says nothing of its bands, and metadata beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    image = folder / f"{name}-SPECTRAL_IMAGE.TIF"
    transform = rasterio.Affine(PIXEL, 0, corner[0], 0, -PIXEL, corner[1])
    kinds = {"driver": "GTiff", "dtype": "int16", "crs": "EPSG:32633", "transform": transform}
    with rasterio.open(
        image, "w", count=len(values), height=values.shape[1], width=values.shape[2], **kinds
    ) as dataset:
        dataset.write(values)
    for beside in ("QL_QUALITY_CLOUD", "QL_PIXELMASK", "QL_SWIR"):
        with rasterio.open(
            folder / f"{name}-{beside}.TIF", "w", count=1, height=values.shape[1], width=values.shape[2], **kinds
        ) as dataset:
            dataset.write(np.ones((1, *values.shape[1:]), np.int16))
    bands = "\n".join(
        f'<bandID number="{number}">\n<wavelengthCenterOfBand>{nm}</wavelengthCenterOfBand>\n'
        "<FWHMOfBand>6.5</FWHMOfBand>\n<GainOfBand>1.0E-4</GainOfBand>\n<OffsetOfBand>0</OffsetOfBand>\n</bandID>"
        for number, nm in enumerate(WAVELENGTHS_NM[: len(values)], start=1)
    )
    (folder / f"{name}-METADATA.XML").write_text(
        '<level_X><specific><deadPixels><bandID number="1">0</bandID></deadPixels>'
        f"<bandCharacterisation>\n{bands}\n</bandCharacterisation>"
        "<backgroundValue>-32768</backgroundValue></specific></level_X>",
        encoding="utf-8",
    )
    return image


@pytest.mark.parametrize(("unit", "factor"), [("Nanometers", 1.0), ("Micrometers", 1e-3)])
def test_an_envi_cube_tells_wavelengths_and_bad_bands(tmp_path: Path, unit: str, factor: float) -> None:
    hidden = hidden_bands()
    lines = [
        f"wavelength units = {unit}",
        listed("wavelength", [f"{nm * factor:.5f}" for nm in WAVELENGTHS_NM]),
        listed("bbl", [int(band not in hidden) for band in range(224)]),
    ]
    path = write_envi(tmp_path / "cube.bsq", made_cube(), CORNER, PIXEL, lines)
    with open_scene([str(path)]) as scene:
        assert [band.wavelength_nm for band in scene.bands] == pytest.approx(WAVELENGTHS_NM, abs=0.01)
        assert [place for place, band in enumerate(scene.bands) if band.is_bad] == hidden
        usable = with_usable_bands(scene, 0)
        assert [*usable.left_out] == hidden
        window = Window(2, 5, 7, 9)
        kept = [band for band in range(224) if band not in hidden]
        np.testing.assert_array_equal(usable.scene.read(window).values, made_cube()[kept, 2:9, 5:14])
    assert usable.findings == (
        "Left out, 24 of 224 bands, being marked as bad in the raster: 1353–1440 nm, 1800–1953 nm.",
    )


@pytest.mark.parametrize("kind", ["constant", "empty"])
def test_bands_under_water_vapour_are_left_out_where_nothing_marks_them(
    write_raster: Callable[..., str], kind: str
) -> None:
    values, hidden = made_cube(), hidden_bands()
    values[hidden] = 0 if kind == "constant" else -32768
    with open_scene([write_raster(values, nodata=-32768)]) as scene:
        usable = with_usable_bands(scene, 0)
    reason = "having one value everywhere" if kind == "constant" else "having no data"
    assert usable.findings == (f"Left out, 24 of 224 bands, {reason}: band_124–band_132, band_165–band_179.",)
    assert [*usable.left_out] == hidden
    assert len(usable.normalisation.mean) == 200


@pytest.mark.parametrize(
    ("tags", "bad"),
    [({"bbl": "0"}, True), ({"bbl": "1"}, False), ({"Bad band multiplier": "0.0"}, True), ({"bbl": "no"}, False)],
)
def test_programs_mark_single_bands_too(write_raster: Callable[..., str], tags: dict[str, str], bad: bool) -> None:
    path = write_raster(np.zeros((2, 3, 4), np.int16))
    with rasterio.open(path, "r+") as dataset:
        dataset.update_tags(2, **tags)
        assert [band.is_bad for band in bands_of(dataset)] == [False, bad]


def test_a_list_of_bad_bands_of_another_length_says_nothing(write_raster: Callable[..., str]) -> None:
    path = write_raster(np.zeros((3, 3, 4), np.int16))
    with rasterio.open(path, "r+") as dataset:
        dataset.update_tags(ns="ENVI", bbl="{0, 1}")
        assert not any(band.is_bad for band in bands_of(dataset))
        dataset.update_tags(ns="ENVI", bbl="{ 1,\n 0, 1 }")
        assert [band.is_bad for band in bands_of(dataset)] == [False, True, False]


def test_enmap_says_its_bands_in_the_file_beside_the_image(tmp_path: Path) -> None:
    values = made_cube()
    values[:, :4] = -32768
    image = write_enmap(tmp_path / "product", values)
    with open_scene([str(image)]) as scene:
        assert scene.bands[0] == Band("band_1", 420.0, 1e-4, 0.0, -32768.0)
        assert scene.bands[223].wavelength_nm == 2445.0
        pixels = scene.read(Window(3, 7, 2, 3), [100])
    np.testing.assert_array_equal(pixels.valid, [[False] * 3, [True] * 3])
    np.testing.assert_allclose(pixels.values[0, 1], values[100, 4, 7:10] * 1e-4, rtol=1e-6)


@pytest.mark.parametrize("given", ["folder", "metadata", "archive"])
def test_of_an_enmap_product_the_image_is_taken_whatever_is_named(tmp_path: Path, given: str) -> None:
    folder = tmp_path / "product"
    write_enmap(folder, made_cube())
    path = {"folder": folder, "metadata": folder / f"{NAME}-METADATA.XML", "archive": tmp_path / "product.zip"}[given]
    with zipfile.ZipFile(tmp_path / "product.zip", "w") as packed:
        for file in sorted(folder.iterdir()):
            packed.write(file, f"product/{file.name}")
    with open_scene([str(path)]) as scene:
        assert scene.bands[5] == Band("band_6", WAVELENGTHS_NM[5], 1e-4, 0.0, -32768.0)
        assert scene.dates == ()
        assert scene.findings == (
            "Left out, being no bands to map from: QL_PIXELMASK, QL_QUALITY_CLOUD, QL_SWIR.",
        )  # fmt: skip
        np.testing.assert_allclose(scene.read(Window(0, 0, 4, 5)).values, made_cube()[:, :4, :5] * 1e-4, rtol=1e-5)


def test_enmap_tiles_side_by_side_keep_what_their_metadata_say(tmp_path: Path) -> None:
    values = made_cube()
    west = write_enmap(tmp_path / "west", values)
    beside = (CORNER[0] + PIXEL * WIDTH, CORNER[1])
    east = write_enmap(tmp_path / "east", values[:, :, ::-1], corner=beside, name=NAME.replace("_008_", "_009_"))
    with open_scene([str(west), str(east)]) as scene:
        assert (scene.grid.height, scene.grid.width) == (HEIGHT, 2 * WIDTH)
        assert [band.wavelength_nm for band in scene.bands] == pytest.approx(WAVELENGTHS_NM)
        found = scene.read(Window(1, WIDTH - 2, 2, 4), [3, 200]).values
    expected = np.concatenate([values[:, 1:3, -2:], values[:, 1:3, :-3:-1]], axis=2)[[3, 200]] * 1e-4
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_enmap_without_metadata_is_read_as_stored_and_that_is_said(tmp_path: Path) -> None:
    image = write_enmap(tmp_path / "product", made_cube())
    (tmp_path / "product" / f"{NAME}-METADATA.XML").unlink()
    with open_scene([str(image)]) as scene:
        assert scene.bands[0] == Band("band_1")
        assert [finding[:41] for finding in scene.findings] == ["The metadata of the EnMAP product (METADA"]


def test_a_model_finds_its_bands_in_another_spectrometer_by_wavelength() -> None:
    model = [Band(f"band_{place + 1}", nm) for place, nm in enumerate(WAVELENGTHS_NM)]
    other = [Band(f"{nm + 1.5} nm", nm + 1.5) for nm in reversed(WAVELENGTHS_NM)]
    assert match_bands(model, other) == tuple(range(223, -1, -1))


def test_a_checkpoint_takes_the_nearest_bands_and_says_so_shortly() -> None:
    bands = [Band(f"band_{place + 1}", nm) for place, nm in enumerate(WAVELENGTHS_NM)]
    match = match_slots(bands)
    nearest = [min(range(224), key=lambda place: abs(WAVELENGTHS_NM[place] - nm)) for nm in (443, 1614, 2202)]
    assert [match.slots[place] for place in nearest] == [0, 11, 12]
    assert len(match.used) == 13
    (sentence,) = match.findings()
    assert sentence.startswith("Of 224 bands the checkpoint knows 13, band_5, ")
    assert sentence.endswith("; the others start without influence in the network.")


def test_many_bands_are_said_in_few_words() -> None:
    bands = [Band(f"band_{place + 1}", nm) for place, nm in enumerate(WAVELENGTHS_NM)]
    assert spectrum_in_words(bands) == "224 bands from 420 to 2445 nm"
    assert spectrum_in_words(bands[:2]) == "band_1, band_2"
    assert spectrum_in_words([Band(band.name) for band in bands]) == (
        "band_1, band_2, band_3, band_4, band_5 and 219 more"
    )
    assert some_in_words([3, 5], bands) == "band_4, band_6"
    assert some_in_words([*range(20), 30, *range(40, 43)], bands) == (
        "band_1–band_20 (420–541 nm), band_31 (611 nm), band_41–band_43 (675–687 nm)"
    )
    assert some_in_words(range(0, 40, 2), [Band(band.name) for band in bands]) == (
        "band_1, band_3, band_5, band_7, band_9 and 15 more"
    )
    with pytest.raises(UserError) as error:
        match_bands(bands, bands[:30])
    assert len(error.value.expected) + len(error.value.found) < 500


def test_tiles_are_as_small_as_many_bands_need(tmp_path: Path) -> None:
    path = write_envi(tmp_path / "cube.bsq", made_cube(), CORNER, PIXEL)
    with open_scene([str(path)]) as scene:
        assert Recipe().suited_to(scene).tile_size == 256
        assert Recipe().suited_to(scene).candidates == Recipe().candidates
        assert Recipe().suited_to(scene.with_bands(range(64))) == Recipe()
