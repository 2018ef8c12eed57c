"""Suggestions from end to end: where places lie, what they say, what is refused."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import pytest
import rasterio.env
import shapely
from pyproj import Transformer
from rasterio.crs import CRS
from rasterio.transform import Affine

from deepsat.checkpoints import load_model
from deepsat.imagery import Grid, Window
from deepsat.jobs import Cancelled, ErrorCode, SuggestLabelsJob, UserError
from deepsat.operations import run
from deepsat.predict.block_cache import LEAST_BYTES
from deepsat.reporting import SilentReporter
from deepsat.suggest.writing import Suggestion, check_crs, write_suggestions
from tests.core.suggest.conftest import (
    DEGREES,
    HEIGHT,
    LABELLED,
    NAMES,
    SIDE,
    UNSEEN,
    WIDTH,
    materials,
    write_polygons,
    write_scene,
)

Files = dict[str, str]


def job_of(files: Files, output: Path, **changes: Any) -> SuggestLabelsJob:
    settings = {"labels": files["labels"], "device": "cpu", **changes}
    model = settings.pop("model", files["model"])
    scene = settings.pop("scene", files["scene"])
    return SuggestLabelsJob((scene,), model, str(output), **settings)


def material_under(corner: tuple[float, float]) -> set[int]:
    row, column = map(int, corner)
    return set(map(int, np.unique(materials()[row : row + 5, column : column + 5])))


@pytest.mark.parametrize("model", ["model", "tiled"])
def test_the_first_suggestion_shows_the_material_that_no_polygon_covers(
    files: Files, tmp_path: Path, places_of: Callable[..., Any], model: str
) -> None:
    result = run(job_of(files, tmp_path / "s.gpkg", model=files[model]), SilentReporter())
    places = places_of(result["output"])
    assert places.geometry == "Polygon"
    assert set(places.sizes) == {(5, 5)}
    assert all(row % 5 == 0 and column % 5 == 0 for row, column in places.corners)
    assert material_under(places.corners[0]) == {UNSEEN}
    assert "no polygon looks like this" in places.fields["reason"][0]
    unseen = float((materials() == UNSEEN).mean())
    assert places.fields["share"][0] == pytest.approx(unseen, abs=0.02)
    assert places.fields["rank"] == list(range(1, 11))
    assert set(places.fields["guess"]) <= set(NAMES)
    assert places.fields["class"] == [None] * 10
    assert [place["reason"] for place in result["suggestions"]] == places.fields["reason"]
    scores = places.fields["score"]
    assert scores == sorted(scores, reverse=True)
    assert scores[1] * 2 < scores[0] <= 1, "most of what is unknown looks like the unseen material"


def test_places_keep_away_from_each_other_from_labels_and_from_missing_data(
    files: Files, tmp_path: Path, places_of: Callable[..., Any]
) -> None:
    scene = write_scene(tmp_path / "hole.tif", hole=True)
    result = run(job_of(files, tmp_path / "s.gpkg", scene=scene, count=30), SilentReporter())
    corners = places_of(result["output"]).corners
    assert len(corners) == 30
    for (row, column), (other_row, other_column) in itertools.combinations(corners, 2):
        assert max(abs(row - other_row), abs(column - other_column)) >= 15
    for row, column in corners:
        assert 0 <= row <= HEIGHT - 5
        assert 0 <= column <= WIDTH - 5
        assert not (row + 10 > 90 and column - 5 < 20), "a cell lies between a place and missing data"
        for top, left, _ in LABELLED:
            overlaps = row + 5 > top - 4 and row < top + SIDE + 4 and column + 5 > left - 4 and column < left + SIDE + 4
            assert not overlaps


def test_the_same_job_writes_the_same_bytes(files: Files, tmp_path: Path) -> None:
    written = []
    for name in ("one.gpkg", "other.gpkg"):
        run(job_of(files, tmp_path / name, seed=4), SilentReporter())
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]


def test_a_scene_of_many_tiles_passes_through_the_fastest_engine(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("openvino", reason="OpenVINO is not installed")
    few = run(job_of(files, tmp_path / "few.gpkg"), SilentReporter())
    assert few["engine"].startswith("torch in ")
    monkeypatch.setattr("deepsat.predict.ways.WORTH_OPENVINO", HEIGHT * WIDTH)
    # The forest would say most of it, and where it says all there is no network to run.
    assert load_model(Path(files["model"]))[0].forest_share < 1
    many = run(job_of(files, tmp_path / "many.gpkg"), SilentReporter())
    assert many["engine"].startswith("OpenVINO in ")
    assert len(many["suggestions"]) == len(few["suggestions"])


def test_gdal_keeps_few_blocks_while_the_scene_is_looked_at(files: Files, tmp_path: Path) -> None:
    caches = []

    class Watching(SilentReporter):
        def check_cancelled(self) -> None:
            caches.append(rasterio.env.getenv().get("GDAL_CACHEMAX") if rasterio.env.hasenv() else None)

    run(job_of(files, tmp_path / "few.gpkg"), Watching())
    assert LEAST_BYTES in caches


def test_degrees_and_points_in_geojson(files: Files, tmp_path: Path, places_of: Callable[..., Any]) -> None:
    scene = write_scene(tmp_path / "degrees.tif", DEGREES, 4326)
    labels = write_polygons(tmp_path / "degrees.gpkg", DEGREES, 4326)
    boxes = run(job_of(files, tmp_path / "s.gpkg", scene=scene, labels=labels), SilentReporter())
    found = places_of(boxes["output"], DEGREES)
    assert found.crs == "EPSG:4326"
    assert set(found.sizes) == {(5, 5)}
    assert material_under(found.corners[0]) == {UNSEEN}
    points = run(job_of(files, tmp_path / "s.geojson", scene=scene, labels=labels, shape="points"), SilentReporter())
    middles = places_of(points["output"], DEGREES)
    assert middles.geometry == "Point"
    expected = [(row + 2.5, column + 2.5) for row, column in found.corners]
    assert np.allclose(middles.corners, expected, atol=1e-2), "GeoJSON keeps 7 decimals of a degree"


SINUSOIDAL = "+proj=sinu +lon_0=0 +R=6371007.181 +units=m"
"""MODIS' grid, which has no code."""


@pytest.mark.parametrize("points", [False, True])
@pytest.mark.parametrize("crs", [SINUSOIDAL, "+proj=utm +zone=33 +datum=WGS84", "EPSG:32633", "ESRI:54008"])
def test_geojson_lies_where_the_scene_does_whatever_its_crs(tmp_path: Path, crs: str, points: bool) -> None:
    grid = Grid(CRS.from_user_input(crs).to_wkt(), (500.0, 0.0, 400_000.0, 0.0, -500.0, 5_000_000.0), 100, 90)
    places = [Suggestion(Window(5, 15, 5, 5), 1, "why", "forest", 0.1, 0.2)]
    for name in ("s.gpkg", "s.geojson"):
        write_suggestions(tmp_path / name, places, grid, points=points)
    found = []
    for name in ("s.gpkg", "s.geojson"):
        meta, _, shapes, _ = pyogrio.raw.read(tmp_path / name)
        back = Transformer.from_crs(meta["crs"], grid.crs_wkt, always_xy=True)
        found.append(shapely.transform(shapely.from_wkb(shapes), back.transform, interleaved=False)[0])
    assert shapely.hausdorff_distance(*found) < 0.1
    middle = shapely.centroid(found[1])
    assert (middle.x, middle.y) == pytest.approx((400_000 + 17.5 * 500, 5_000_000 - 7.5 * 500), abs=0.1)


def test_geojson_of_a_scene_that_is_not_on_earth_is_refused(tmp_path: Path) -> None:
    moon = CRS.from_user_input("+proj=eqc +R=1737400 +units=m")
    grid = Grid(moon.to_wkt(), (500.0, 0.0, 400_000.0, 0.0, -500.0, 500_000.0), 100, 90)
    with pytest.raises(UserError) as error:
        check_crs(tmp_path / "s.geojson", grid)
    assert error.value.code is ErrorCode.OUTPUT_UNWRITABLE and ".gpkg" in error.value.remedy
    check_crs(tmp_path / "s.gpkg", grid)


def test_without_labels_every_material_gets_a_place(
    files: Files, tmp_path: Path, places_of: Callable[..., Any]
) -> None:
    alone = run(job_of(files, tmp_path / "alone.gpkg", labels=""), SilentReporter())
    assert all("polygon" not in place["reason"] for place in alone["suggestions"])
    materials_found = {min(material_under(corner)) for corner in places_of(alone["output"]).corners}
    assert materials_found == {0, 1, 2, 3}


def test_labels_in_another_crs_are_kept_clear_of(files: Files, tmp_path: Path) -> None:
    info = pyogrio.raw.read(files["labels"])
    moved = shapely.transform(
        shapely.from_wkb(info[2]), Transformer.from_crs(32633, 3857, always_xy=True).transform, interleaved=False
    )
    path = tmp_path / "mercator.gpkg"
    pyogrio.raw.write(
        path, shapely.to_wkb(moved), info[3], info[0]["fields"], driver="GPKG", geometry_type="Polygon", crs="EPSG:3857"
    )
    plain, mercator = (
        run(job_of(files, tmp_path / f"{number}.gpkg", labels=labels), SilentReporter())["suggestions"]
        for number, labels in enumerate((files["labels"], str(path)))
    )
    assert plain == mercator


def test_more_places_than_there_are_is_said(files: Files, tmp_path: Path, places_of: Callable[..., Any]) -> None:
    result = run(job_of(files, tmp_path / "s.gpkg", count=900), SilentReporter())
    found = len(places_of(result["output"]).corners)
    assert 20 < found < 900
    assert result["findings"] == [
        f"Only {found} of 900 places are far enough from each other, from labels and from missing data."
    ]


def test_a_scene_that_is_labelled_everywhere_has_no_place(files: Files, tmp_path: Path) -> None:
    everywhere = write_polygons(tmp_path / "all.gpkg", Affine(10_000.0, 0, 370_000.0, 0, -10_000.0, 5_110_000.0))
    with pytest.raises(UserError) as caught:
        run(job_of(files, tmp_path / "s.gpkg", labels=everywhere, count=1), SilentReporter())
    assert caught.value.code is ErrorCode.INVALID_JOB
    assert not (tmp_path / "s.gpkg").exists()


def test_a_cancelled_job_leaves_an_older_file_as_it_was(files: Files, tmp_path: Path) -> None:
    output = tmp_path / "s.gpkg"
    output.write_text("older")
    with pytest.raises(Cancelled):
        run(job_of(files, output), SilentReporter(cancelled=True))
    assert output.read_text() == "older"
    assert [path.name for path in tmp_path.iterdir()] == ["s.gpkg"]


def test_settings_that_cannot_work_are_refused_together(files: Files, tmp_path: Path) -> None:
    job = job_of(files, tmp_path / "s.shp", count=0, shape="stars", seed=-1)
    problems = "; ".join(job.problems())
    for words in ("count must lie between 1 and 1000, not 0", "not 'stars'", ".gpkg or .geojson", "seed must lie"):
        assert words in problems
