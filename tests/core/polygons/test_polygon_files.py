"""The file of polygons: attributes, place, whole or absent, from maps of other programs too."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyogrio
import pyproj
import pytest
import rasterio
import shapely
from rasterio.crs import CRS
from rasterio.transform import Affine

from deepsat import operations
from deepsat.class_map import ClassMap
from deepsat.jobs import Cancelled, ErrorCode, PolygonsJob, UserError, job_from_json
from deepsat.polygons import writing
from deepsat.polygons.run import draw_polygons
from deepsat.polygons.vectorising import Rules
from deepsat.reporting import SilentReporter

WriteMap = Callable[..., str]

VALUES = np.array([[3, 3, 3, 7], [3, 0, 3, 7], [3, 3, 3, 7]], dtype=np.uint8)


def rows_of(path: str | Path) -> list[tuple[object, ...]]:
    meta, _, geometries, columns = pyogrio.raw.read(path)
    assert list(meta["fields"]) == ["class", "class_id", "colour", "hectares"]
    assert pyproj.CRS(meta["crs"]).to_epsg() == 32633
    areas = shapely.area(shapely.from_wkb(geometries)).tolist()
    return sorted(
        (*row, area) for row, area in zip(zip(*(c.tolist() for c in columns), strict=True), areas, strict=True)
    )


def test_attributes_and_place(write_map: WriteMap, tmp_path: Path) -> None:
    path = write_map(VALUES, nodata=0)
    with rasterio.open(path, "r+") as dataset:
        dataset.write_colormap(1, {3: (1, 2, 3, 255), 7: (16, 32, 48, 255)})
    output = tmp_path / "polygons ö.gpkg"
    result = operations.run(PolygonsJob(path, str(output)), SilentReporter())
    assert rows_of(output) == [("3", 3, "#010203", 0.08, 800.0), ("7", 7, "#102030", 0.03, 300.0)]
    assert (result["output"], result["count"]) == (str(output), 2)
    assert result["area"] == {"3": {"hectares": pytest.approx(0.08)}, "7": {"hectares": pytest.approx(0.03)}}
    info = pyogrio.read_info(output)
    assert (info["layer_name"], info["geometry_type"], info["total_bounds"]) == (
        "land_cover",
        "Polygon",
        (500_000.0, 4_999_970.0, 500_040.0, 5_000_000.0),
    )


def test_the_area_is_that_of_the_polygons_also_where_small_patches_were_merged(
    write_map: WriteMap, tmp_path: Path
) -> None:
    values = np.full((10, 10), 3, dtype=np.uint8)
    values[2:4, 2:4], values[:, 7:] = 9, 7
    output = tmp_path / "polygons.gpkg"
    result = operations.run(PolygonsJob(write_map(values), str(output), min_area=500.0), SilentReporter())
    assert [row[:4:3] for row in rows_of(output)] == [("3", 0.7), ("7", 0.3)]
    hectares = {name: area["hectares"] for name, area in result["area"].items()}
    assert hectares == {"3": pytest.approx(0.7), "7": pytest.approx(0.3), "9": 0}


def test_equal_maps_give_equal_bytes_whatever_is_written_at_a_time(
    write_map: WriteMap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_map(np.random.default_rng(1).integers(0, 3, (20, 30), dtype=np.uint8))
    sums, rows = [], []
    for name, count in (("one", 50_000), ("two", 50_000), ("three", 7)):
        monkeypatch.setattr(writing, "FEATURES_AT_ONCE", count)
        output = tmp_path / f"{name}.gpkg"
        operations.run(PolygonsJob(path, str(output)), SilentReporter())
        sums.append(hashlib.sha256(output.read_bytes()).hexdigest())
        rows.append(pyogrio.raw.read(output)[2].tolist())
    assert sums[0] == sums[1]
    assert rows[0] == rows[2]
    assert len(rows[0]) > 100


def test_a_map_without_data_gives_an_empty_layer(write_map: WriteMap, tmp_path: Path) -> None:
    path, output = write_map(np.full((3, 4), 255, dtype=np.uint8)), tmp_path / "empty.gpkg"
    class_map = ClassMap.from_names(["crops", "forest"])
    assert draw_polygons(Path(path), class_map, output, Rules(), SilentReporter()) == 0
    assert rows_of(output) == []


def test_a_cancelled_job_leaves_the_older_file(write_map: WriteMap, tmp_path: Path) -> None:
    class CancelsWhileDrawing(SilentReporter):
        def progress(self, fraction: float, stage: str, *rest: object) -> None:
            self.cancelled = stage == "polygons" and fraction > 0.5

    path, output = write_map(VALUES), tmp_path / "old.gpkg"
    output.write_bytes(b"older")
    with pytest.raises(Cancelled):
        operations.run(PolygonsJob(path, str(output)), CancelsWhileDrawing())
    assert output.read_bytes() == b"older"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["map.tif", "old.gpkg"]


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({"output": "/tmp/a.shp"}, "output must end in .gpkg, not '/tmp/a.shp'"),
        ({"min_area": -1}, "min_area must be at least 0, not -1"),
        ({"simplify": float("nan")}, "simplify must be at least 0, not nan"),
    ],
)
def test_settings_that_cannot_work_are_refused(settings: dict[str, object], found: str) -> None:
    with pytest.raises(UserError) as caught:
        job_from_json({"kind": "polygons", "map": "/tmp/m.tif", "output": "/tmp/p.gpkg", **settings})
    assert caught.value.code is ErrorCode.INVALID_JOB
    assert caught.value.found == found


def test_rules_without_polygons_are_refused() -> None:
    with pytest.raises(UserError) as caught:
        job_from_json({"kind": "predict", "input": ["/a.tif"], "model": "/m", "output": "/o.tif", "min_area": 5})
    assert "polygons is empty" in caught.value.found


def test_areas_that_the_projection_makes_wrong_are_told_of(write_map: WriteMap, tmp_path: Path) -> None:
    place = Affine(100_000.0, 0.0, -2_000_000.0, 0.0, -100_000.0, -500_000.0)
    path = write_map(np.ones((20, 40), dtype=np.uint8), crs=CRS.from_epsg(3413), transform=place)
    (told,) = operations.run(PolygonsJob(path, str(tmp_path / "p.gpkg")), SilentReporter())["findings"]
    assert "up to 5% wrong" in told
