"""The job `evaluate` on a map whose truth is known, by every kind of reference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pytest
from rasterio.crs import CRS

from deepsat.accuracy import Confusion
from deepsat.accuracy.boundaries import is_boundary
from deepsat.class_map import ClassMap
from deepsat.imagery import ClassRasterWriter, Grid
from deepsat.jobs import Cancelled, ErrorCode, EvaluateJob, UserError
from deepsat.operations import run
from deepsat.reporting import SilentReporter
from tests.core.accuracy.evaluating import NAMES, SQUARES, answered, evaluated, polygon_file, written


def test_polygons_give_skill_with_intervals_by_polygon(known: Any) -> None:
    result = evaluated(known, polygon_file(known, SQUARES), class_field="cover", seed=3)
    expected = Confusion.empty(3)
    for name, row, column in SQUARES:
        said = known.said[row : row + 6, column : column + 6]
        expected.add(said, np.full_like(said, NAMES.index(name)))
    skill = result["skill"]
    assert skill["confusion"]["counts"] == expected.counts.tolist()
    assert skill["overall"] == pytest.approx(expected.overall)
    assert skill["classes"]["forest"]["producers"] == pytest.approx(float(expected.producers[1]))
    low, high = skill["intervals"]["overall"]
    assert low <= skill["overall"] <= high
    assert [entry["held_out_polygons"] for entry in result["classes"]] == [2, 3, 2]
    assert result["map_accuracy"] is None


def test_polygons_and_points_that_say_numbers_are_met_by_their_names(known: Any) -> None:
    numbers, pairs = {"fields": "5", "forest": "12", "water": "40"}, ("5=fields", "12=forest", "40=water")
    words = polygon_file(known, SQUARES).rename(known.folder / "words.gpkg")
    digits = polygon_file(known, [(numbers[name], row, column) for name, row, column in SQUARES])
    with pytest.raises(UserError, match="the map has no '12', '40', '5'"):
        evaluated(known, digits, class_field="cover")
    settings = {"class_field": "cover", "report": str(known.folder / "r.html"), "class_names": pairs}
    found = evaluated(known, digits, **settings)
    assert found["skill"] == evaluated(known, words, class_field="cover")["skill"]
    document = json.loads((known.folder / "r.json").read_text(encoding="utf-8"))
    assert document["settings"]["Class names"] == "5=fields; 12=forest; 40=water"
    expected = evaluated(known, answered(known, "a.csv"), design="stratified")["map_accuracy"]
    points = answered(known, "b.csv", reference=lambda row: numbers[row["reference"]])
    assert evaluated(known, points, design="stratified", class_names=pairs)["map_accuracy"] == expected


@pytest.mark.parametrize("ending", [".0", ".00"])
def test_whole_numbers_that_were_written_with_decimals_are_answers(known: Any, ending: str) -> None:
    """As by programs that know no empty whole numbers."""
    words = evaluated(known, answered(known, "words.csv"), design="stratified")
    ids = {name: f"{NAMES.index(name)}{ending}" for name in NAMES}
    numbers = answered(known, "numbers.csv", reference=lambda row: ids[row["reference"]])
    found = evaluated(known, numbers, design="stratified")
    assert found["map_accuracy"]["confusion"] == words["map_accuracy"]["confusion"]
    some = answered(known, "some.csv", reference=lambda row: "" if row["id"] == "7" else ids[row["reference"]])
    assert evaluated(known, some, design="stratified")["map_accuracy"]["points"] == 149


def test_thousands_are_no_decimals(known: Any) -> None:
    numbers = answered(known, reference=lambda row: "1,000" if row["id"] == "7" else "1")
    with pytest.raises(UserError, match="'1,000'"):
        evaluated(known, numbers, design="stratified")


def test_two_answers_of_one_name_are_one_class_and_said(known: Any) -> None:
    points = answered(known, reference=lambda row: "lake" if float(row["y"]) > 4_999_700 else row["reference"])
    result = evaluated(known, points, design="stratified", class_names=("lake=water",))
    assert "Values 'lake', 'water' are one class, 'water'." in result["findings"]


def test_a_reference_raster_of_other_names_is_met_by_them(known: Any) -> None:
    import rasterio

    numbers = known.folder / "numbers.tif"
    with rasterio.open(known.truth_raster) as source, rasterio.open(numbers, "w", **source.profile) as target:
        # Two values for one class, and none that the map has a number for.
        target.write(np.where(source.read() == 1, np.array([[[11], [12]] * 35]), 10 + 10 * source.read()))
    pairs = ("10=fields", "11=forest", "12=forest", "30=water")
    found = evaluated(known, numbers, class_names=pairs)
    assert found["skill"] == evaluated(known, known.truth_raster)["skill"]


def test_polygons_of_one_class_are_enough_to_score_it(known: Any) -> None:
    result = evaluated(known, polygon_file(known, [s for s in SQUARES if s[0] == "water"]), class_field="cover")
    said = np.concatenate([known.said[r : r + 6, c : c + 6].ravel() for n, r, c in SQUARES if n == "water"])
    skill = result["skill"]
    assert skill["confusion"]["counts"] == [[0, 0, int((said == 0).sum())], [0, 0, 0], [0, 0, int((said == 2).sum())]]
    assert skill["classes"]["water"]["producers"] == pytest.approx((said == 2).mean())
    assert skill["classes"]["fields"]["users"] == 0
    assert result["findings"][-1].startswith("The reference does not show 'fields', which the map says")
    whole = evaluated(known, polygon_file(known, SQUARES), class_field="cover")["findings"]
    assert not any("does not show" in finding for finding in whole)
    outside = polygon_file(known, [("water", 900, 900)])
    with pytest.raises(UserError, match="cover x 509000 … 509060, y 4990940 … 4991000"):
        evaluated(known, outside, class_field="cover")


def test_a_constant_map_fills_one_row(known: Any) -> None:
    import rasterio

    with rasterio.open(known.map, "r+", IGNORE_COG_LAYOUT_BREAK="YES") as dataset:
        dataset.write(np.full((1, 70, 110), 1, np.uint8))
    skill = evaluated(known, polygon_file(known, SQUARES), class_field="cover")["skill"]
    assert skill["confusion"]["counts"] == [[0, 0, 0], [72, 108, 72], [0, 0, 0]]
    assert skill["confusion"]["rows_map"] == list(NAMES)


def test_a_dense_raster_gives_boundary_and_interior(known: Any) -> None:
    result = evaluated(known, known.truth_raster, report=str(known.folder / "dense.html"))
    mapped = known.said < 255
    edge = is_boundary(known.truth)
    for name, where in (("boundary", edge), ("interior", ~edge)):
        here = where & mapped
        assert result["boundary"][name]["pixels"] == int(here.sum())
        right = (known.said[here] == known.truth[here]).mean()
        assert result["boundary"][name]["overall"] == pytest.approx(right)
    assert result["skill"]["pixels"] == int(mapped.sum())
    assert result["skill"]["intervals"] is None
    assert result["skill"]["of"] == "Agreement with the reference raster"
    assert not any("more ground than others" in finding for finding in result["findings"])
    assert "At boundaries and inside" in (known.folder / "dense.html").read_text(encoding="utf-8")


def test_a_reference_raster_without_one_of_the_maps_classes_says_so(known: Any) -> None:
    import rasterio

    lacking = known.folder / "lacking.tif"
    with rasterio.open(known.truth_raster) as source, rasterio.open(lacking, "w", **source.profile) as target:
        target.write(np.where(source.read() == 2, 255, source.read()))
        target.write_colormap(1, source.colormap(1))
        target.update_tags(**source.tags())
    with rasterio.open(known.map, "r+", IGNORE_COG_LAYOUT_BREAK="YES") as dataset:
        dataset.write(np.where(np.arange(110) < 20, 2, known.said)[None].astype(np.uint8))
    result = evaluated(known, lacking)
    assert result["skill"]["classes"]["water"]["users"] == 0
    assert any(finding.startswith("The reference does not show 'water'") for finding in result["findings"])


def test_pixels_of_many_sizes_are_called_pixels(tmp_path: Path) -> None:
    """One degree from 41 to 71 degrees north: a pixel in the south is 2.2 times as large as one in the north."""
    grid = Grid(CRS.from_epsg(4326).to_wkt(), (1.0, 0.0, 5.0, 0.0, -1.0, 71.0), 30, 20)
    for name in ("map", "truth"):
        with ClassRasterWriter(tmp_path / f"{name}.tif", grid, ClassMap.from_names(NAMES), {}) as writer:
            writer.write(0, np.tile(np.arange(20, dtype=np.uint8) % 3, (30, 1)))
    result = run(EvaluateJob(str(tmp_path / "map.tif"), str(tmp_path / "truth.tif")), SilentReporter())
    south, north = np.cos(np.radians([41.5, 70.5]))
    (finding,) = (one for one in result["findings"] if one.startswith("Some pixels of the map cover"))
    assert float(finding.split()[6].rstrip("%")) == pytest.approx(100 * (south / north - 1), abs=2)


@pytest.mark.parametrize(
    ("make", "settings", "code", "words"),
    [
        (lambda known: known.truth_raster, {"design": "simple"}, ErrorCode.INVALID_JOB, "a raster at"),
        (lambda known: polygon_file(known, SQUARES), {"class_field": "cover", "design": "stratified"},
         ErrorCode.INVALID_JOB, "polygons in"),
        (lambda known: polygon_file(known, SQUARES), {"class_field": "kind"}, ErrorCode.CLASS_FIELD_MISSING, "cover"),
        (lambda known: polygon_file(known, [("forest", 2, 2), ("lava", 9, 40)]), {"class_field": "cover"},
         ErrorCode.LABELS_UNUSABLE, "no 'lava'"),
        (answered, {"class_field": "truth"}, ErrorCode.CLASS_FIELD_MISSING, "the columns WKT, id"),
        (lambda known: written(known, "polygons.csv", "WKT,class\n"), {"class_field": "class"},
         ErrorCode.LABELS_UNREADABLE, "the columns WKT, class in"),
        (lambda known: written(known, "torn.gpkg", "no database"), {"class_field": "class"},
         ErrorCode.LABELS_UNREADABLE, "torn.gpkg, which GDAL cannot read"),
        (lambda known: written(known, "torn.tif", "no picture"), {},
         ErrorCode.RASTER_UNREADABLE, "no raster that GDAL"),
        (lambda known: known.folder / "gone.gpkg", {}, ErrorCode.LABELS_UNREADABLE, "no file at"),
        (lambda known: known.folder / "gone.csv", {}, ErrorCode.LABELS_UNREADABLE, "No such file"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_words(
    known: Any, make: Callable[[Any], Path], settings: dict[str, Any], code: ErrorCode, words: str
) -> None:
    with pytest.raises(UserError) as error:
        evaluated(known, make(known), report=str(known.folder / "r.html"), **settings)
    assert error.value.code is code
    assert words in str(error.value)
    assert not (known.folder / "r.html").exists()


def test_a_map_is_not_its_own_reference() -> None:
    assert EvaluateJob("map.tif", "map.tif").problems() == ["map and reference are the same raster map.tif"]
    assert EvaluateJob("map.tif", "truth.tif").problems() == []


def test_the_reports_numbers_overwrite_no_input(known: Any) -> None:
    reference = known.folder / "points.json"
    reference.write_text("{}")
    with pytest.raises(UserError, match=r"report, as JSON, is the same file as reference"):
        evaluated(known, reference, report=str(known.folder / "points.html"))


def test_a_cancelled_job_leaves_nothing(known: Any) -> None:
    job = EvaluateJob(str(known.map), str(known.truth_raster), report=str(known.folder / "r.html"))
    with pytest.raises(Cancelled):
        run(job, SilentReporter(cancelled=True))
    assert not list(known.folder.glob("r.*"))
