"""Sample points: allocation, chance, reproducibility, and files that other programs read."""

from __future__ import annotations

import csv
import resource
import signal
import time
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from hypothesis import given
from hypothesis import strategies as st

from deepsat.accuracy.sample_design import allocate
from deepsat.imagery import categorical_raster
from deepsat.jobs import Cancelled, ErrorCode, SamplePointsJob, UserError
from deepsat.operations import run
from deepsat.reporting import SilentReporter


def drawn(known: object, name: str = "points.csv", **settings: object) -> Path:
    """Points of the known map."""
    output = known.folder / name  # type: ignore[attr-defined]
    job = SamplePointsJob(str(known.map), str(output), **{"count": 90, **settings})  # type: ignore[attr-defined, arg-type]
    run(job, SilentReporter())
    return output  # type: ignore[no-any-return]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@given(
    st.lists(st.integers(0, 4000), min_size=1, max_size=9).filter(any),
    st.integers(2, 900),
    st.sampled_from(["balanced", "proportional", "equal"]),
)
def test_every_point_finds_a_pixel(pixels: list[int], count: int, allocation: str) -> None:
    available = np.array(pixels)
    mapped = int((available > 0).sum())
    if count < 2 * mapped:
        with pytest.raises(UserError, match=f"{count} points"):
            allocate(available, count, allocation)
        return
    points = allocate(available, count, allocation)
    assert points.sum() == min(count, available.sum())
    assert (points <= available).all()
    assert (points >= np.minimum(2, available)).all()


def test_allocations_worked_by_hand() -> None:
    pixels = np.array([100, 900, 9000, 0])
    assert allocate(pixels, 100, "equal").tolist() == [34, 33, 33, 0]
    # Two points a class are given first, the other 294 by area.
    assert allocate(pixels, 300, "proportional").tolist() == [5, 28, 267, 0]
    # 300 // 6 = 50 a class, and 150 by area: 1.5, 13.5 and 135.
    assert allocate(pixels, 300, "balanced").tolist() == [52, 63, 185, 0]
    assert allocate(np.array([3, 5000]), 100, "equal").tolist() == [3, 97]


def test_points_lie_at_pixel_centres_of_their_class(known: object) -> None:
    rows = rows_of(drawn(known))
    assert list(rows[0]) == ["WKT", "id", "x", "y", "map_value", "map_class", "stratum", "stratum_ha", "reference"]
    assert [int(row["id"]) for row in rows] == list(range(1, 91))
    said = known.said  # type: ignore[attr-defined]
    places = set()
    for row in rows:
        column, pixel_row = (float(row["x"]) - 500_000) / 10 - 0.5, (5_000_000 - float(row["y"])) / 10 - 0.5
        assert column.is_integer() and pixel_row.is_integer()
        places.add((pixel_row, column))
        value = said[int(pixel_row), int(column)]
        assert int(row["map_value"]) == value
        assert row["map_class"] == row["stratum"] == ("fields", "forest", "water")[value]
        assert float(row["stratum_ha"]) == pytest.approx((said == value).sum() / 100)
        assert row["reference"] == ""
        assert row["WKT"] == f"POINT ({row['x']} {row['y']})"
    assert len(places) == 90


def test_the_same_seed_gives_the_same_points_however_the_map_is_read(
    known: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = drawn(known, "a.csv", seed=3).read_bytes()
    monkeypatch.setattr(categorical_raster, "PIXELS_AT_ONCE", 500)
    assert drawn(known, "b.csv", seed=3).read_bytes() == first
    assert drawn(known, "c.csv", seed=4).read_bytes() != first


def test_every_pixel_of_a_class_has_the_same_chance(known: object) -> None:
    said = known.said  # type: ignore[attr-defined]
    columns: list[float] = []
    for seed in range(25):
        rows = rows_of(drawn(known, seed=seed, count=200, allocation="equal"))
        columns += [float(row["x"]) for row in rows if row["stratum"] == "fields"]
    true = 500_000 + 10 * (np.nonzero(said == 0)[1] + 0.5)
    error = true.std() / np.sqrt(len(columns))
    assert np.mean(columns) == pytest.approx(true.mean(), abs=3.5 * error)
    assert np.std(columns) == pytest.approx(true.std(), rel=0.05)


@pytest.fixture
def tall(tmp_path: Path) -> Path:
    """A map in degrees from the equator to 60 degrees north: class 0, and a little of class 1 in the south-west."""
    said = np.zeros((1200, 400), np.uint8)
    said[900:, :20] = 1
    transform = rasterio.Affine(0.05, 0, 10.0, 0, -0.05, 60.0)
    path = tmp_path / "tall.tif"
    with rasterio.open(path, "w", "GTiff", 400, 1200, 1, dtype="uint8", crs="EPSG:4326", transform=transform) as d:
        d.write(said[None])
    return path


def sampled(map_path: Path, **settings: object) -> list[dict[str, str]]:
    output = map_path.parent / "points.csv"
    run(SamplePointsJob(str(map_path), str(output), **settings), SilentReporter())  # type: ignore[arg-type]
    return rows_of(output)


def test_points_of_a_map_in_degrees_are_spread_over_the_ground(tall: Path) -> None:
    """North of 30 degrees lie half of the rows, and (sin 60 - sin 30) / sin 60 of the ground: 42.3 %."""
    rows = sampled(tall, count=4000, allocation="proportional", seed=5)
    large = [row for row in rows if row["stratum"] == "0"]
    north = np.mean([float(row["y"]) > 30 for row in large])
    assert north == pytest.approx(0.426, abs=3 * 0.5 / np.sqrt(len(large)))
    assert len({(row["x"], row["y"]) for row in rows}) == len(rows) == 4000
    small = [row for row in rows if row["stratum"] == "1"]
    assert len(small) > 20
    assert all(float(row["x"]) < 11 and float(row["y"]) < 15 for row in small)


def test_points_in_degrees_do_not_depend_on_how_the_map_is_read(tall: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def places(seed: int) -> list[tuple[str, str]]:
        return [(row["WKT"], row["stratum"]) for row in sampled(tall, seed=seed)]

    first = places(3)
    monkeypatch.setattr(categorical_raster, "PIXELS_AT_ONCE", 5000)
    assert places(3) == first
    assert places(4) != first


def test_all_pixels_of_a_small_class_in_degrees_are_drawn(tall: Path) -> None:
    rows = sampled(tall, count=13_000, allocation="equal")
    assert sum(row["stratum"] == "1" for row in rows) == 300 * 20


@pytest.mark.parametrize(("epsg", "said"), [(3413, ["The projection stretches areas"]), (3035, [])])
def test_strata_whose_areas_are_wrong_are_told(epsg: int, said: list[str], tmp_path: Path) -> None:
    """Polar stereographic 2000 km aside of the pole; an equal-area projection beside it."""
    west, north = (-2_000_000, -500_000) if epsg == 3413 else (2_500_000, 5_000_000)
    path = tmp_path / "wide.tif"
    transform = rasterio.Affine(100_000.0, 0, west, 0, -100_000.0, north)
    with rasterio.open(path, "w", "GTiff", 40, 20, 1, dtype="uint8", crs=f"EPSG:{epsg}", transform=transform) as d:
        d.write(np.tile(np.uint8([0, 1]), (20, 20))[None])
    found = run(SamplePointsJob(str(path), str(tmp_path / "points.csv"), count=20), SilentReporter())
    assert [sentence[: len("The projection stretches areas")] for sentence in found["findings"]] == said


def test_the_order_is_random_so_that_a_first_part_is_a_sample_too(known: object) -> None:
    strata = [row["stratum"] for row in rows_of(drawn(known))]
    assert len(set(strata[:10])) > 1
    assert strata != sorted(strata)


@pytest.mark.parametrize("name", ["points.csv", "points.gpkg"])
def test_files_are_point_layers_with_a_crs_and_the_field_id(known: object, name: str) -> None:
    """What AcATaMa asks of a sampling file."""
    path = drawn(known, name)
    meta, _, geometries, values = pyogrio.raw.read(path)
    shapes = shapely.from_wkb(geometries)
    fields = list(meta["fields"])
    assert {int(kind) for kind in shapely.get_type_id(shapes)} == {shapely.GeometryType.POINT}
    assert [str(value) for value in values[fields.index("id")]] == [str(number) for number in range(1, 91)]
    assert [float(value) for value in values[fields.index("x")]] == shapely.get_x(shapes).tolist()
    assert "32633" in meta["crs"] or "UTM zone 33N" in meta["crs"]


def test_both_files_hold_the_same_points(known: object) -> None:
    table = rows_of(drawn(known, "p.csv"))
    meta, _, _, values = pyogrio.raw.read(drawn(known, "p.gpkg"))
    fields = list(meta["fields"])
    assert [row["stratum"] for row in table] == values[fields.index("stratum")].tolist()
    assert set(values[fields.index("reference")].tolist()) == {None}


def test_the_same_seed_gives_the_same_bytes_at_any_time(known: object) -> None:
    first = drawn(known, "p.gpkg").read_bytes()
    # A GeoPackage says to the millisecond when it was made.
    time.sleep(0.01)
    assert drawn(known, "q.gpkg").read_bytes() == first


def test_a_geopackage_that_cannot_be_written_is_an_error_in_words(known: object) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(UserError) as error:
            drawn(known, "p.gpkg")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert error.value.code is ErrorCode.OUTPUT_UNWRITABLE and "disk I/O error" in error.value.found
    assert not list(known.folder.glob("*p.gpkg"))  # type: ignore[attr-defined]


def test_the_projection_of_a_shapefile_is_not_overwritten(known: object) -> None:
    folder = known.folder  # type: ignore[attr-defined]
    (folder / "points.shp").write_bytes(b"")
    (folder / "points.prj").write_text("precious")
    with pytest.raises(UserError) as error:
        drawn(known)
    assert error.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert (folder / "points.prj").read_text() == "precious"
    assert drawn(known, "points.gpkg").exists()


def test_other_endings_are_refused(known: object) -> None:
    with pytest.raises(UserError, match=r"\.csv or \.gpkg"):
        drawn(known, "points.shp")


def test_the_map_is_never_overwritten(known: object) -> None:
    with pytest.raises(UserError, match="output is the same file as map"):
        drawn(known, "map.tif")


def test_a_cancelled_job_leaves_nothing(known: object) -> None:
    folder = known.folder  # type: ignore[attr-defined]
    job = SamplePointsJob(str(known.map), str(folder / "points.csv"))  # type: ignore[attr-defined]
    with pytest.raises(Cancelled):
        run(job, SilentReporter(cancelled=True))
    assert not list(folder.glob("points*"))
