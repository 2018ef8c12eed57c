"""Evaluation by a probability sample: answers of points, strata, areas."""

from __future__ import annotations

import csv
import json
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyogrio.raw
import pyproj
import pytest
import shapely
from rasterio.crs import CRS

from deepsat.accuracy import stratified_estimate
from deepsat.accuracy.answers import read_answers
from deepsat.class_map import ClassMap
from deepsat.imagery import ClassRasterWriter, Grid
from deepsat.jobs import ErrorCode, EvaluateJob, UserError
from deepsat.operations import run
from deepsat.reporting import SilentReporter
from tests.core.accuracy.evaluating import NAMES, answered, confusion_at, evaluated


def test_sample_points_come_back_as_olofssons_estimate(known: Any) -> None:
    path = answered(known)
    result = evaluated(known, path, design="stratified", report=str(known.folder / "r.html"))
    areas = np.bincount(known.said[known.said < 255]) / 100
    expected = stratified_estimate(confusion_at(known, path), areas)
    accuracy = result["map_accuracy"]
    assert "Olofsson" in accuracy["design"]
    assert accuracy["points"] == 150
    assert accuracy["overall"]["value"] == pytest.approx(float(expected.overall.value))
    assert accuracy["overall"]["half_width_95"] == pytest.approx(float(expected.overall.half_width))
    for index, name in enumerate(NAMES):
        found = accuracy["classes"][name]
        assert found["area_hectares"]["value"] == pytest.approx(expected.areas.value[index])
        assert found["area_hectares"]["standard_error"] == pytest.approx(expected.areas.standard_error[index])
        assert found["producers"]["value"] == pytest.approx(expected.producers.value[index])
        assert found["mapped_hectares"] == pytest.approx(areas[index])
    assert result["skill"] is None and result["boundary"] is None
    document = json.loads((known.folder / "r.json").read_text(encoding="utf-8"))
    assert document["map_accuracy"] == accuracy
    assert "of the area is mapped right" in (known.folder / "r.html").read_text(encoding="utf-8")


def test_the_estimated_areas_cover_the_truth(known: Any) -> None:
    result = evaluated(known, answered(known, count=600), design="stratified")
    mapped = known.said < 255
    for index, name in enumerate(NAMES):
        area = result["map_accuracy"]["classes"][name]["area_hectares"]
        true = (known.truth[mapped] == index).sum() / 100
        assert abs(area["value"] - true) < 1.5 * area["half_width_95"]
    # The map's own count of fields is far from it: a tenth of the others is called fields.
    fields = result["map_accuracy"]["classes"]["fields"]
    assert fields["mapped_hectares"] > fields["area_hectares"]["value"] + fields["area_hectares"]["half_width_95"]


def test_points_of_another_map_are_weighted_by_their_own_strata(known: Any) -> None:
    """The sample of the map serves to evaluate the truth raster, as it would a later and better map."""
    path = answered(known)
    result = run(EvaluateJob(str(known.truth_raster), str(path), design="stratified"), SilentReporter())
    accuracy = result["map_accuracy"]
    assert "Stehman" in accuracy["design"]
    assert accuracy["overall"]["value"] == 1.0
    counts = confusion_at(known, path)
    areas = np.bincount(known.said[known.said < 255]) / 100
    expected = stratified_estimate(counts, areas).areas
    assert [accuracy["classes"][name]["area_hectares"]["value"] for name in NAMES] == pytest.approx(expected.value)
    assert any("The strata cover" in finding for finding in result["findings"])
    # Shares are of what the estimates are for, which is less than the new map covers.
    shares = [accuracy["classes"][name]["area_share"]["value"] for name in NAMES]
    assert shares == pytest.approx(expected.value / areas.sum())


def test_points_where_a_newer_map_has_no_data_count_for_areas_alone(known: Any) -> None:
    """Clouds over the left half of it, and a point that lies outside."""
    path = answered(known)
    newer = np.where(np.arange(110) < 55, 255, known.truth).astype(np.uint8)
    newer[30:, 55:] = 0
    with ClassRasterWriter(known.folder / "newer.tif", known.grid, ClassMap.from_names(NAMES), {}) as writer:
        writer.write(0, newer)
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    rows[0]["x"] = str(float(rows[0]["x"]) + 5000)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    result = run(EvaluateJob(str(known.folder / "newer.tif"), str(path), design="stratified"), SilentReporter())
    points, weights = [NAMES.index(row["stratum"]) for row in rows], np.zeros(len(rows))
    for stratum in range(3):
        members = np.array(points) == stratum
        weights[members] = (known.said == stratum).sum() / members.sum()
    covered = [row is not rows[0] and (float(row["x"]) - 500_000) // 10 >= 55 for row in rows]
    top = [(5_000_000 - float(row["y"])) // 10 < 30 for row in rows]
    right = [c and (t or row["reference"] == "fields") for c, t, row in zip(covered, top, rows, strict=True)]
    accuracy = result["map_accuracy"]
    assert accuracy["overall"]["value"] == pytest.approx(weights @ right / (weights @ covered))
    water = [row["reference"] == "water" for row in rows]
    assert accuracy["classes"]["water"]["area_hectares"]["value"] == pytest.approx(weights @ water / 100)
    assert accuracy["points"] == sum(covered)
    assert sum(stratum["points"] for stratum in accuracy["strata"]) == 150
    findings = " ".join(result["findings"])
    assert f"Points where the map has no data: {150 - sum(covered)}." in findings and "outside" not in findings
    assert "the accuracies are of the part of the strata that the map covers" in findings
    assert "lies outside the map and was left out" in " ".join(evaluated(known, path)["findings"])


@pytest.mark.parametrize("pixels", [1, 2])
def test_a_class_of_a_single_pixel_is_evaluated_with_the_point_that_it_got(known: Any, pixels: int) -> None:
    said = np.where(known.said == 2, 0, known.said)
    said[30, 20 : 20 + pixels] = 2
    with ClassRasterWriter(known.map, known.grid, ClassMap.from_names(NAMES), {}) as writer:
        writer.write(0, said)
    path = answered(known, count=80)
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    in_water = [row for row in rows if ",2,water," in row]
    assert len(in_water) == pixels
    # With one of two points answered nothing is known of the other pixel.
    path.write_text("".join(row for row in rows if row not in in_water[1:]), encoding="utf-8")
    for raster in (known.map, known.truth_raster):
        job = EvaluateJob(str(raster), str(path), design="stratified")
        if pixels == 2:
            with pytest.raises(UserError, match="1 in water"):
                run(job, SilentReporter())
            continue
        result = run(job, SilentReporter())
        strata = {stratum["name"]: stratum for stratum in result["map_accuracy"]["strata"]}
        assert strata["water"]["points"] == 1 and strata["water"]["hectares"] == pytest.approx(0.01)
        assert not any("few points" in finding for finding in result["findings"])
        if raster == known.map:
            users = result["map_accuracy"]["classes"]["water"]["users"]
            assert users["value"] == (known.truth[30, 20] == 2) and users["standard_error"] == 0


def test_strata_of_another_map_need_their_areas(known: Any) -> None:
    """By name they may be classes of this map too, whose areas are others."""
    path = answered(known, stratum_ha=lambda row: "")
    assert evaluated(known, path, design="stratified")["map_accuracy"]["points"] == 150
    with pytest.raises(UserError, match="stratum_ha") as error:
        run(EvaluateJob(str(known.truth_raster), str(path), design="stratified"), SilentReporter())
    assert error.value.code is ErrorCode.LABELS_UNUSABLE


def test_a_stratum_has_one_area(known: Any) -> None:
    """Two samples in one table, or the areas of another column's strata."""
    path = answered(known, stratum_ha=lambda row: float(row["stratum_ha"]) * (1 + int(row["id"]) // 100))
    with pytest.raises(UserError, match="for the stratum") as error:
        evaluated(known, path, design="stratified")
    assert error.value.code is ErrorCode.LABELS_UNUSABLE
    regions = answered(known, "regions.csv", region=lambda row: "north" if float(row["y"]) > 4_999_700 else "south")
    with pytest.raises(UserError, match="for the stratum (north|south)"):
        evaluated(known, regions, design="stratified", strata_field="region")


def test_points_in_a_crs_that_is_not_on_earth_are_refused(known: Any) -> None:
    path, nowhere = known.folder / "points.gpkg", 'ENGCRS["a site",EDATUM["a stone"],CS[Cartesian,2],' \
        'AXIS["x",east],AXIS["y",north],LENGTHUNIT["metre",1]]'  # fmt: skip
    pyogrio.raw.write(
        path, shapely.to_wkb(shapely.points([[1.0, 2.0]])), [np.array(["water"], dtype=object)], ["reference"],
        geometry_type="Point", crs=nowhere, driver="GPKG",
    )  # fmt: skip
    with pytest.raises(UserError, match="a CRS that can be transformed") as error:
        evaluated(known, path, design="simple")
    assert error.value.code is ErrorCode.LABELS_UNREADABLE


def test_without_strata_in_the_file_the_maps_classes_are_the_strata(known: Any) -> None:
    path = answered(known)
    with_strata = evaluated(known, path, design="stratified")
    with path.open(encoding="utf-8") as stream:
        rows = [{name: row[name] for name in ("x", "y", "reference")} for row in csv.DictReader(stream)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    assert evaluated(known, path, design="stratified")["map_accuracy"] == with_strata["map_accuracy"]


@pytest.mark.parametrize("field", ["In thematic map as", "In themati", "map_value"])
def test_points_without_strata_are_those_of_the_map_that_they_were_drawn_from(known: Any, field: str) -> None:
    """AcATaMa saves no strata, but what stood in the map: that another map has other classes there is seen."""
    path = answered(known)
    with path.open(encoding="utf-8") as stream:
        rows = [
            {"ID": row["id"], "x": row["x"], "y": row["y"], "Label": row["reference"], field: row["map_value"] + ".0"}
            for row in csv.DictReader(stream)
        ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    settings = {"design": "stratified", "class_field": "Label"}
    assert "The points name no strata" in " ".join(evaluated(known, path, **settings)["findings"])
    changed = sum(row[field] != f"{NAMES.index(row['Label'])}.0" for row in rows)
    with pytest.raises(UserError, match="Join the fields stratum and stratum_ha") as error:
        run(EvaluateJob(str(known.truth_raster), str(path), **settings), SilentReporter())
    assert error.value.found.startswith(f"{changed} points of 150 where the map that they were drawn from")


def test_a_simple_sample_weighs_all_points_alike(known: Any) -> None:
    path = known.folder / "simple.csv"
    random = np.random.default_rng(0)
    places = [(r, c) for r, c in zip(random.integers(0, 70, 80), random.integers(0, 110, 80), strict=True)]
    lines = [f"{500_005 + 10 * c},{4_999_995 - 10 * r},{NAMES[known.truth[r, c]]}" for r, c in places]
    path.write_text("\n".join(["x,y,seen", *lines]), encoding="utf-8")
    result = evaluated(known, path, design="simple", class_field="seen")
    pairs = [(known.said[r, c], known.truth[r, c]) for r, c in places if known.said[r, c] < 255]
    share = np.mean([said == true for said, true in pairs])
    assert result["map_accuracy"]["overall"]["value"] == pytest.approx(share)
    assert result["map_accuracy"]["points"] == len(pairs)
    assert result["map_accuracy"]["strata"] == [
        {"name": "the whole map", "hectares": pytest.approx((known.said < 255).sum() / 100), "points": len(pairs)}
    ]
    missing = 80 - len(pairs)
    assert missing > 0
    assert f"Points where the map has no data, which were left out: {missing}." in result["findings"]


def test_points_that_have_strata_ask_for_the_right_design(known: Any) -> None:
    result = evaluated(known, answered(known))
    assert result["map_accuracy"] is None
    assert result["skill"]["of"] == "Skill on held-out points"
    assert any("choose the design stratified" in finding for finding in result["findings"])


def test_open_answers_are_left_out_and_said(known: Any) -> None:
    path = answered(known, reference=lambda row: "" if int(row["id"]) > 140 else row["reference"])
    result = evaluated(known, path, design="stratified")
    assert result["map_accuracy"]["points"] == 140
    assert any(
        finding.startswith("Points without an answer, which were left out: 10.") for finding in result["findings"]
    )
    nothing = answered(known, reference=lambda row: "")
    with pytest.raises(UserError, match="none among the 150 points"):
        evaluated(known, nothing, design="stratified")


def test_few_points_in_a_stratum_are_said_and_one_is_refused(known: Any) -> None:
    few = answered(
        known, reference=lambda row: row["reference"] if row["stratum"] != "water" or int(row["id"]) < 40 else ""
    )
    findings = " ".join(evaluated(known, few, design="stratified")["findings"])
    assert "There are few points in some strata" in findings and "in 'water'" in findings
    none = answered(known, reference=lambda row: row["reference"] if row["stratum"] != "water" else "")
    with pytest.raises(UserError, match="0 in water"):
        evaluated(known, none, design="stratified")


def test_features_that_are_no_points_are_left_out_and_said(known: Any) -> None:
    """A place that nobody noted, two places of one answer, and a line; ids as they are in the file."""
    path, x, y = known.folder / "points.gpkg", known.grid.bounds[0], known.grid.bounds[3]
    spots = [(x + 305, y - 305), (x + 315, y - 325), (x + 335, y - 315)]
    shapes = [*map(shapely.Point, spots), None, shapely.MultiPoint(spots[:2]), shapely.LineString(spots)]
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(shapes, dtype=object)), [np.array(["water"] * 6, dtype=object)], ["reference"],
        geometry_type="Unknown", crs="EPSG:32633", driver="GPKG",
    )  # fmt: skip
    result = evaluated(known, path, design="simple")
    assert result["map_accuracy"]["points"] == 3
    assert "3 features are no points with a place and were left out (feature ids 4, 5, 6)." in result["findings"]
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(shapes[5:], dtype=object)), [np.array(["water"], dtype=object)], ["reference"],
        geometry_type="LineString", crs="EPSG:32633", driver="GPKG",
    )  # fmt: skip
    with pytest.raises(UserError, match="no point with a place") as error:
        evaluated(known, path, design="simple")
    assert error.value.code is ErrorCode.LABELS_UNUSABLE


def test_answers_given_as_numbers_and_in_another_crs(known: Any) -> None:
    path = answered(known)
    table = known.folder / "acatama.gpkg"
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    to_degrees = pyproj.Transformer.from_crs("EPSG:32633", "EPSG:4326", always_xy=True)
    x, y = to_degrees.transform([float(row["x"]) for row in rows], [float(row["y"]) for row in rows])
    labels = np.array([row["reference"] for row in rows], dtype=object)
    numbers = np.array([NAMES.index(label) for label in labels])
    fields = {"ID": np.arange(1, len(rows) + 1), "Label": labels, "Is labeled as": numbers}
    pyogrio.raw.write(
        table, shapely.to_wkb(shapely.points(x, y)), list(fields.values()), list(fields), geometry_type="Point",
        crs="EPSG:4326", driver="GPKG"
    )  # fmt: skip
    expected = evaluated(known, path, design="stratified")["map_accuracy"]
    for field in ("Label", "Is labeled as"):
        assert evaluated(known, table, design="stratified", class_field=field)["map_accuracy"] == expected


def test_ground_of_a_class_that_the_map_lacks_counts_as_wrong(known: Any) -> None:
    """Every tenth point is a road. Left out, the map would seem as good as it is elsewhere."""
    path = answered(known, count=300)
    without = evaluated(known, path, design="stratified")["map_accuracy"]
    is_road = lambda row: int(row["id"]) % 10 == 0  # noqa: E731
    roads = answered(known, count=300, reference=lambda row: "Road" if is_road(row) else row["reference"])
    result = evaluated(known, roads, design="stratified", report=str(known.folder / "r.html"))
    accuracy = result["map_accuracy"]
    counts = np.zeros((4, 4))
    counts[:3, :3] = confusion_at(known, path)
    with roads.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if is_road(row):
                true = NAMES.index(known.truth_at(float(row["x"]), float(row["y"])))
                counts[int(row["map_value"]), true] -= 1
                counts[int(row["map_value"]), 3] += 1
    assert accuracy["confusion"]["counts"] == counts.tolist()
    areas = np.append(np.bincount(known.said[known.said < 255]) / 100, 0)
    expected = stratified_estimate(counts, areas)
    assert accuracy["overall"]["value"] == pytest.approx(float(expected.overall.value))
    assert accuracy["overall"]["value"] < without["overall"]["value"] - 0.05
    road = accuracy["classes"]["Road"]
    assert road["area_hectares"]["value"] == pytest.approx(expected.areas.value[3]) and road["mapped_hectares"] == 0
    assert road["users"]["value"] is None and road["producers"]["value"] == 0
    assert "no class 'Road'" in result["findings"][0] and "count as wrong" in result["findings"][0]
    assert [area["name"] for area in result["areas"]] == list(NAMES)
    assert "Road" in (known.folder / "r.html").read_text(encoding="utf-8")
    with pytest.raises(UserError, match="the map has no 'Road'"):
        evaluated(known, roads, design="held_out")


def test_answers_of_another_legend_are_refused(known: Any) -> None:
    other = answered(known, reference=lambda row: {"fields": "11", "forest": "12", "water": "13"}[row["reference"]])
    with pytest.raises(UserError, match="the map has no '11', '12', '13'"):
        evaluated(known, other, design="stratified")
    mixed = answered(known, reference=lambda row: "2" if row["reference"] == "water" else row["reference"])
    with pytest.raises(UserError, match="the map has no '2'"):
        evaluated(known, mixed, design="stratified")


def test_points_that_were_copied_are_said(known: Any) -> None:
    path = answered(known, count=60)
    assert not any("of others" in finding for finding in evaluated(known, path, design="stratified")["findings"])
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, *lines[1:8]]), encoding="utf-8")
    result = evaluated(known, path, design="stratified")
    assert result["map_accuracy"]["points"] == 67
    assert result["findings"][0].startswith("7 points lie in pixels of others")


def test_strata_are_found_beside_another_table(known: Any) -> None:
    path, table = answered(known), known.folder / "points.gpkg"
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    columns = {
        "reference": np.array([row["reference"] for row in rows], dtype=object),
        "stratum": np.array(["all"] * len(rows), dtype=object),
        "stratum_ha": np.full(len(rows), 70.0),
    }
    nothing = np.array([None], dtype=object)
    pyogrio.raw.write(table, None, [nothing], ["styleName"], geometry_type=None, layer="layer_styles", driver="GPKG")
    points = shapely.to_wkb(shapely.points([[float(row["x"]), float(row["y"])] for row in rows]))
    pyogrio.raw.write(
        table, points, list(columns.values()), list(columns), geometry_type="Point", crs="EPSG:32633", driver="GPKG",
        layer="points", append=True,
    )  # fmt: skip
    (stratum,) = evaluated(known, table, design="stratified")["map_accuracy"]["strata"]
    assert stratum["name"] == "all"


def test_points_across_the_date_line_lie_on_their_pixels(tmp_path: Path) -> None:
    grid = Grid(CRS.from_epsg(4326).to_wkt(), (0.01, 0.0, 179.95, 0.0, -0.01, -17.0), 10, 10)
    path = tmp_path / "points.csv"
    path.write_text("x,y,reference\n179.965,-17.005,sea\n-179.975,-17.035,land\n", encoding="utf-8")
    answers = read_answers(str(path), "", grid)
    assert (answers.columns.tolist(), answers.rows.tolist()) == ([1, 7], [0, 3])
    assert answers.findings == ()


@pytest.mark.parametrize("file", ["points.csv", "points.gpkg"])
def test_strata_and_answers_are_called_alike_however_accents_were_written(known: Any, file: str) -> None:
    apart, path = unicodedata.normalize("NFD", "Wälder"), known.folder / file
    places = np.array([[500_005.0, 4_999_995.0], [500_015.0, 4_999_985.0]])
    if file.endswith(".csv"):
        rows = [f"{x},{y},{apart},{apart},12" for x, y in places]
        path.write_text("\n".join(["x,y,reference,stratum,stratum_ha", *rows]), encoding="utf-8")
    else:
        fields = [np.array([value, value], dtype=object) for value in (apart, apart, "12")]
        names = np.array(["reference", "stratum", "stratum_ha"])
        pyogrio.raw.write(path, shapely.to_wkb(shapely.points(places)), fields, names, geometry_type="Point",
                          crs="EPSG:32633")  # fmt: skip
    grid = Grid(CRS.from_epsg(32633).to_wkt(), (10.0, 0.0, 5e5, 0.0, -10.0, 5e6), 9, 9)
    answers = read_answers(str(path), "", grid)
    assert answers.references == answers.strata == ("Wälder", "Wälder")
    assert answers.stratum_hectares == {"Wälder": 12.0}
