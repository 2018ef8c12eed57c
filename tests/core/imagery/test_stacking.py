"""Virtual rasters of products: the same pixels as the products themselves, in files that any program opens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from deepsat import operations
from deepsat.imagery import open_scene
from deepsat.jobs import ErrorCode, StackBandsJob, UserError
from deepsat.reporting import SilentReporter
from tests.core.imagery.delivered import COLUMNS, ROWS, ramp, write, write_landsat, write_level_1c, write_safe
from tests.core.imagery.test_imaging_spectrometers import made_cube, write_enmap


def stacked(folder: Path, *given: Path) -> dict[str, Any]:
    return operations.run(StackBandsJob(tuple(map(str, given)), str(folder)), SilentReporter())


def test_a_virtual_raster_shows_what_its_product_shows(tmp_path: Path) -> None:
    classes = np.full((ROWS // 2, COLUMNS // 2), 4, np.uint8)
    classes[1, 2] = 9
    safe = write_safe(tmp_path, baseline="N0400", scl=classes)
    found = stacked(tmp_path / "new" / "stacks", safe)
    path = tmp_path / "new" / "stacks" / f"{safe.stem}.vrt"
    assert found["rasters"][0] == {"path": str(path), "date": "2021-06-17", "bands": [
        "B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B11", "B12"
    ]}  # fmt: skip
    assert "Clouds and their shadows are hidden by SCL." in found["findings"]
    with open_scene([str(safe)]) as product, open_scene([str(path)]) as scene:
        assert scene.bands == product.bands and scene.grid == product.grid
        expected, read = product.read(product.grid.whole), scene.read(scene.grid.whole)
    assert np.array_equal(read.values, expected.values)
    assert np.array_equal(read.valid, expected.valid) and not read.valid[2, 4]
    with rasterio.open(path) as dataset:
        assert dataset.descriptions[-2:] == ("B12", "SCL")
        assert dataset.tags(2, ns="IMAGERY") == {"CENTRAL_WAVELENGTH_UM": "0.492"}


def test_each_date_is_a_raster_on_its_own_grid(tmp_path: Path) -> None:
    inputs = tmp_path / "2021"
    write_landsat(inputs, "20210617")
    write_landsat(inputs, "20210717", start=40)
    for name, values in (("red", ramp("B04")), ("nir", ramp("B08"))):
        write(tmp_path / "fields" / f"{name}.tif", values, 10)
        write(tmp_path / "2022-05-01" / f"{name}.tif", values, 10)
    found = stacked(tmp_path / "out", inputs)["rasters"]
    assert [(Path(one["path"]).name, one["date"]) for one in found] == [
        ("LC08_L2SP_191027_20210617_20210617_02_T1.vrt", "2021-06-17"),
        ("LC08_L2SP_191027_20210717_20210717_02_T1.vrt", "2021-07-17"),
    ]
    [plain] = stacked(tmp_path / "out", tmp_path / "fields")["rasters"]
    assert (Path(plain["path"]).name, plain["date"], plain["bands"]) == ("fields.vrt", "", ["red", "nir"])
    [dated] = stacked(tmp_path / "out", tmp_path / "2022-05-01")["rasters"]
    assert (Path(dated["path"]).name, dated["date"]) == ("2022-05-01.vrt", "2022-05-01")


def test_what_metadata_beside_an_image_say_is_in_its_virtual_raster(tmp_path: Path) -> None:
    image = write_enmap(tmp_path / "in", made_cube())
    [found] = stacked(tmp_path / "out", image.parent)["rasters"]
    with open_scene([str(image.parent)]) as product, open_scene([found["path"]]) as scene:
        assert scene.bands == product.bands and scene.bands[0].scale == 1e-4 and scene.bands[0].nodata == -32768
        whole = scene.grid.whole
        assert np.array_equal(scene.read(whole).values, product.read(whole).values)


def test_images_of_one_name_do_not_replace_each_other(tmp_path: Path) -> None:
    """A layer may show the first one while the second is opened."""
    folders = [tmp_path / place / "fields" for place in ("north", "south")]
    for number, folder in enumerate(folders):
        for band in ("red", "nir"):
            write(folder / f"{band}.tif", ramp("B04", start=1000 * number), 10)
    paths = [stacked(tmp_path / "out", folder)["rasters"][0]["path"] for folder in (*folders, folders[0])]
    assert [Path(path).name for path in paths] == ["fields.vrt", "fields_2.vrt", "fields.vrt"]
    with rasterio.open(paths[0]) as first, rasterio.open(paths[1]) as second:
        assert (second.read(1).astype(int) - first.read(1) == 1000).all()


def test_tiles_side_by_side_are_one_raster(tmp_path: Path) -> None:
    for tile, shift in (("T33TWN", 0.0), ("T33TXN", 10.0 * COLUMNS)):
        write_safe(tmp_path / "in", tile=tile, shift=shift)
    [one] = stacked(tmp_path / "out", tmp_path / "in")["rasters"]
    with rasterio.open(one["path"]) as dataset:
        assert (dataset.width, dataset.height) == (2 * COLUMNS, ROWS)


def test_a_raster_without_date_is_stacked_beside_those_of_dates(tmp_path: Path) -> None:
    """Only a series needs its date, which a person may know."""
    for name in ("a_20210617", "b_20210717", "undated"):
        write(tmp_path / "in" / f"{name}.tif", np.stack([ramp("B04"), ramp("B08")]), 10)
    found = stacked(tmp_path / "out", tmp_path / "in")
    assert sorted((Path(one["path"]).stem, one["date"]) for one in found["rasters"]) == [
        ("a_20210617", "2021-06-17"),
        ("b_20210717", "2021-07-17"),
        ("undated", ""),
    ]
    assert "No date is known of undated.tif: a series needs it." in found["findings"]
    with pytest.raises(UserError) as error:
        open_scene([str(tmp_path / "in")])
    assert (error.value.code, error.value.found) == (ErrorCode.INVALID_JOB, "no date for undated.tif")
    assert "dates.csv" in error.value.remedy
    (tmp_path / "in" / "dates.csv").write_text("path,date\nundated.tif,2021-08-17\n")
    with open_scene([str(tmp_path / "in")]) as scene:
        assert scene.dates == ("2021-06-17", "2021-07-17", "2021-08-17")


def test_tiles_need_no_dates_though_some_have_them(tmp_path: Path) -> None:
    write(tmp_path / "in" / "west_20210617.tif", np.stack([ramp("B04"), ramp("B08")]), 10)
    write(tmp_path / "in" / "east.tif", np.stack([ramp("B04"), ramp("B08")]), 10, shift=10.0 * COLUMNS)
    found = stacked(tmp_path / "out", tmp_path / "in")
    assert len(found["rasters"]) == 1
    assert not any("No date" in finding for finding in found["findings"])


def test_what_cannot_be_stacked_leaves_nothing_behind(tmp_path: Path) -> None:
    write(tmp_path / "in" / "red.tif", ramp("B04"), 10)
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(UserError) as error:
        stacked(tmp_path / "file" / "stacks", tmp_path / "in")
    assert error.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert StackBandsJob(("/a",), "").problems() == ["folder is empty"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "in"]
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["red.tif"]


def paths_of(*results: dict[str, Any]) -> list[str]:
    return [raster["path"] for result in results for raster in result["rasters"]]


def test_stacks_remember_what_products_are(tmp_path: Path) -> None:
    """Their numbers mean different things, and what two sensors saw on one day is no image."""
    raw, safe = write_level_1c(tmp_path, "20210717"), write_safe(tmp_path, "20210617")
    landsat = write_landsat(tmp_path, "20210617")
    of_raw, of_safe, of_landsat = (stacked(tmp_path / "out", one) for one in (raw, safe, landsat))
    with pytest.raises(UserError) as error:
        open_scene(paths_of(of_raw, of_safe))
    assert error.value.expected.startswith("images of one processing level")
    for given in (paths_of(of_safe, of_landsat), [str(safe), *paths_of(of_landsat)]):
        with pytest.raises(UserError) as error:
            open_scene(given)
        assert "Landsat Level-2" in error.value.found and "Sentinel-2 Level-2A" in error.value.found


def test_stacks_of_numbers_without_metadata_say_so_again(tmp_path: Path) -> None:
    safe = write_safe(tmp_path)
    (safe / "MTD_MSIL2A.xml").unlink()
    with open_scene(paths_of(stacked(tmp_path / "out", safe))) as scene:
        assert any("lie 1000 higher than older ones" in finding for finding in scene.findings)


def test_stacks_beside_what_they_show_do_not_count(tmp_path: Path) -> None:
    """As where a project is saved in the folder of its imagery."""
    landsat = write_landsat(tmp_path / "in")
    write(tmp_path / "fields" / "red.tif", ramp("B04"), 10)
    write(tmp_path / "fields" / "nir.tif", ramp("B08"), 10)
    for folder, given in ((landsat.parent, landsat), (tmp_path / "fields", tmp_path / "fields")):
        with open_scene([str(folder)]) as scene:
            before = scene.paths
        for place in (folder, folder / "deepsat" / "imagery"):
            stacked(place, given)
            with open_scene([str(folder)]) as scene:
                assert scene.paths == before and scene.moments == ()
    stacks = tmp_path / "in" / "deepsat" / "imagery"
    stacked(stacks, write_landsat(tmp_path / "later", "20210801"))
    with open_scene([str(stacks)]) as scene:
        assert scene.dates == ("2021-06-17", "2021-08-01")


def test_tiles_of_several_days_have_no_date(tmp_path: Path) -> None:
    write_safe(tmp_path / "in", "20210617", tile="T33TWN")
    write_safe(tmp_path / "in", "20210717", tile="T33TXN", shift=10.0 * COLUMNS)
    found = stacked(tmp_path / "out", tmp_path / "in")
    assert [one["date"] for one in found["rasters"]] == [""]
    assert "Rasters side by side are of several dates, 2021-06-17, 2021-07-17." in found["findings"]
    with rasterio.open(found["rasters"][0]["path"]) as dataset:
        assert "ACQUISITION_DATE" not in dataset.tags()
