"""The report: says what it should, escapes what it is given, and stands alone."""

from __future__ import annotations

import html.parser
import json
import re
from pathlib import Path

import numpy as np
import pytest
import rasterio

from deepsat.accuracy import Confusion, Evidence, PolygonCounts, stratified_estimate
from deepsat.accuracy.boundaries import BoundaryScores
from deepsat.accuracy.charts import Chart, Curve, chart_svg
from deepsat.accuracy.doubtful_polygons import DoubtfulPolygon
from deepsat.accuracy.report import (
    Baseline,
    ClassCount,
    MapAccuracy,
    ReportContent,
    SkillCurve,
    Stratum,
    class_areas,
    class_counts,
    report_html,
    report_json,
    scene_facts,
    write_report,
)
from deepsat.accuracy.report_content import origin_of
from deepsat.class_map import ClassMap
from deepsat.finetune.candidates import MARGIN, USUAL_FOREST_SHARE, Candidate
from deepsat.imagery import open_scene
from deepsat.labels import LabelPixels

CLASSES = (
    ClassCount("forest & <b>bog</b>", "#1f7a33", polygons=5, pixels=1200, held_out_polygons=2, held_out_pixels=40),
    ClassCount("water", "#2b6cb0", polygons=3, pixels=77, held_out_polygons=1, held_out_pixels=21),
    ClassCount("rock", "#c9ae86", polygons=1, pixels=9),
)
CONFUSION = Confusion(np.array([[37, 4, 0], [2, 17, 0], [1, 0, 0]], dtype=np.int64))
LOSS = Chart(
    "Loss", "step", "loss", (Curve("all", (0, 1, 2, 3), (2.0, 1.0, float("nan"), 0.5)),), marks=((2, "all weights"),)
)


def content(**changes: object) -> ReportContent:
    """A report with everything in it."""
    everything: dict[str, object] = {
        "title": "Land cover <of> Raleigh",
        "subtitle": "made today",
        "scene": {"Raster": "/data/ä & b.tif", "CRS": "EPSG:32119"},
        "classes": CLASSES,
        "confusion": CONFUSION,
        "charts": (LOSS,),
        "findings": ("1 polygon lies outside the raster & was left out (feature id 27).",),
        "settings": {"SEED": "7"},
        "run": {"Device": "CPU"},
        "areas": class_areas(ClassMap.from_names(["a", "b", "c"]), [90_000, 10, 1], [81e6, 9e3, 25.0]),
    }
    return ReportContent(**{**everything, **changes})  # type: ignore[arg-type]


class Page(html.parser.HTMLParser):
    """Tables as rows of cell texts, all text, and all tags with their attributes."""

    VOID = frozenset({"meta", "br", "link", "img", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, text: str) -> None:
        if "style" in self.open:
            return
        self.texts.append(" ".join(text.split()))
        if {"td", "th"} & set(self.open):
            self.tables[-1][-1][-1] += text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_scores_and_the_matrix_stand_in_their_tables() -> None:
    page = Page(report_html(content()))
    scores, matrix, labels, areas = page.tables
    assert page.open == []
    assert scores[1:] == [
        ["forest & <b>bog</b>", "92.5 %", "90.2 %", "91.4 %", "84.1 %", "40"],
        ["water", "81.0 %", "89.5 %", "85.0 %", "73.9 %", "21"],
        ["rock", "\N{EN DASH}", "0.0 %", "0.0 %", "0.0 %", "0"],
    ]
    assert matrix == [
        ["", "Polygons", ""],
        ["Model says", "forest & <b>bog</b>", "water", "rock", "all"],
        ["forest & <b>bog</b>", "37", "4", "0", "41"],
        ["water", "2", "17", "0", "19"],
        ["rock", "1", "0", "0", "1"],
        ["all", "40", "21", "0", "61"],
    ]
    assert labels[1:] == [
        ["forest & <b>bog</b>", "0", "5", "1 200", "2", "40"],
        ["water", "1", "3", "77", "1", "21"],
        ["rock", "2", "1", "9", "0", "0"],
    ]
    assert areas[1:] == [
        ["a", "90 000", "8 100", "100.0 %"],
        ["b", "10", "0.9000", "0.0 %"],
        ["c", "1", "0.0025", "0.0 %"],
    ]
    assert "88.5 %" in " ".join(page.texts).replace("\N{NO-BREAK SPACE}", " ")


def test_skill_is_kept_apart_from_map_accuracy() -> None:
    text = " ".join(Page(report_html(content())).texts)
    assert "This is skill on held-out polygons, not map accuracy." in text
    assert "1 polygon lies outside the raster & was left out (feature id 27)." in text
    assert "/data/ä & b.tif" in text
    assert "SEED" in text


def test_names_are_escaped_everywhere() -> None:
    text = report_html(content())
    assert "<b>bog" not in text
    assert "&lt;b&gt;bog" in text
    assert "<title>Land cover &lt;of&gt; Raleigh</title>" in text
    nasty = Chart(
        "<script>alert(1)</script>",
        "<i>",
        "$y$",
        (Curve("</svg>", (0, 1), (0.0, 1.0)), Curve("$x$", (0, 1), (1.0, 0.0))),
    )
    page = Page(report_html(content(charts=(nasty,))))
    assert {"script", "i"}.isdisjoint(tag for tag, _ in page.tags)
    assert "</svg>" in page.texts
    assert "$x$" in page.texts


def test_nothing_outside_the_file_is_asked_for() -> None:
    page = Page(report_html(content()))
    links = [(tag, name, value) for tag, attributes in page.tags for name, value in attributes.items()
             if name in ("src", "href", "xlink:href", "data", "action", "srcset")]  # fmt: skip
    assert all((value or "").startswith("#") for _, _, value in links)
    assert {"script", "link", "img", "iframe", "object"}.isdisjoint(tag for tag, _ in page.tags)
    assert re.findall(r"https?:|@import|url\((?!#)", report_html(content())) == []


def test_without_held_out_polygons_there_is_no_score() -> None:
    page = Page(report_html(content(confusion=None)))
    assert "There is no score." in page.texts
    assert len(page.tables) == 2
    assert "not map accuracy" not in " ".join(page.texts)
    nothing_scored = Page(report_html(content(confusion=Confusion.empty(3))))
    assert "There is no score." in nothing_scored.texts


def test_empty_parts_are_left_out() -> None:
    page = Page(report_html(ReportContent(title="t", scene={"Raster": "x"}, classes=CLASSES)))
    sections = [attributes["id"] for tag, attributes in page.tags if tag == "section"]
    assert sections == ["skill", "classes", "scene"]


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        write_report(tmp_path / name, content())
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert (tmp_path / "one.html").read_text(encoding="utf-8") == report_html(content())
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert json.loads((tmp_path / "one.json").read_text(encoding="utf-8")) == report_json(content())
    assert sorted(file.name for file in tmp_path.iterdir()) == ["one.html", "one.json", "two.html", "two.json"]


def test_a_chart_shows_its_words_and_takes_the_pages_colours() -> None:
    svg = chart_svg(LOSS)
    page = Page(svg)
    assert {"step", "loss", "all weights", "2.00"} <= set(page.texts)
    assert "currentColor" in svg
    assert "var(--series-1)" in svg
    assert re.search(r"#0102\d\d", svg) is None
    assert page.tags[0][0] == "svg"
    assert "width" not in page.tags[0][1]
    assert page.tags[0][1]["viewbox"] == "0 0 518.4 216"


def test_curves_of_a_chart_differ_and_are_named() -> None:
    steps = tuple(range(5))
    curves = tuple(
        Curve(f"curve {number}", steps, tuple(float(number * step) for step in steps)) for number in range(3)
    )
    svg = chart_svg(Chart("Skill", "step", "share", curves, y_range=(0.0, 1.0)))
    assert {"curve 0", "curve 1", "curve 2"} <= set(Page(svg).texts)
    assert {f"var(--series-{number})" for number in (1, 2, 3)} <= set(re.findall(r"var\(--series-\d\)", svg))


def test_shares_end_at_a_hundred_percent() -> None:
    confidence = Curve("held-out pixels", (84.0, 100.0), (87.0, 100.0))
    chart = Chart("Trust", "said", "right", (confidence,), y_range=(0.0, 103.0), x_range=(0.0, 103.0))
    numbers = [text for text in Page(chart_svg(chart)).texts if text.isdigit()]
    # Both axes from 0, and neither has a tick above 100.
    assert numbers.count("0") == numbers.count("100") == 2
    assert max(map(int, numbers)) == 100


def test_a_report_says_when_it_was_made_as_people_write_it() -> None:
    assert origin_of("0.1.0", "2026-11-21T17:20:49Z") == "DeepSat 0.1.0, 2026-11-21 17:20 UTC"


def test_counts_of_classes_come_from_the_label_pixels() -> None:
    polygon_ids = np.array([0, 0, 0, 1, 1, 2, 3, 3, 3, 3], dtype=np.int32)
    places = np.arange(10, dtype=np.int32)
    class_ids = np.array([0, 0, 1, 1], np.uint8)[polygon_ids]
    pixels = LabelPixels(places, places, class_ids, polygon_ids, ClassMap.from_names(["forest", "water"]))
    forest, water = class_counts(pixels, held_out_polygons=[1], held_out_pixels=[2, 0])
    assert (forest.polygons, forest.pixels, forest.held_out_polygons, forest.held_out_pixels) == (2, 5, 1, 2)
    assert (water.polygons, water.pixels, water.held_out_polygons, water.held_out_pixels) == (2, 5, 0, 0)
    assert (forest.name, forest.colour) == ("forest", pixels.class_map.colours[0])
    assert [one.held_out_pixels for one in class_counts(pixels)] == [0, 0]


def test_facts_on_a_scene(tmp_path: Path) -> None:
    path = tmp_path / "scene.tif"
    place = {"crs": "EPSG:32119", "transform": rasterio.Affine(28.5, 0, 630534.0, 0, -30, 228114.0)}
    with rasterio.open(path, "w", "GTiff", 7, 5, 2, dtype="int16", **place) as dataset:
        dataset.write(np.ones((2, 5, 7), np.int16))
        dataset.set_band_description(1, "red")
    with open_scene([str(path)], dates=["2021-06-17"]) as scene:
        assert scene_facts(scene) == {
            "Raster": str(path),
            "Dates": "2021-06-17",
            "Size": "7 x 5 pixels",
            "Pixel size": "28.5 x 30 m (855 m\N{SUPERSCRIPT TWO} each)",
            "CRS": "EPSG:32119",
            "Bands": "red, band_2",
            "Values": "int16",
        }


@pytest.mark.parametrize("name", ["nowhere/report.html"])
def test_a_report_into_a_missing_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Exception, match="cannot be written"):
        write_report(tmp_path / name, content())


def evidence(polygons: int = 12) -> Evidence:
    """Polygons of three classes in turn, five pixels each, of which some are taken for the next class."""
    random = np.random.default_rng(4)
    polygon_ids = np.repeat(np.arange(polygons, dtype=np.int32), 5)
    class_ids = (polygon_ids % 3).astype(np.uint8)
    said = np.where(random.random(len(class_ids)) < 0.3, (class_ids + 1) % 3, class_ids)
    probabilities = np.full((len(class_ids), 3), 0.05, dtype=np.float32)
    probabilities[np.arange(len(said)), said] = 0.9
    return Evidence(class_ids, probabilities, polygon_ids)


def text_of(page: Page) -> str:
    return " ".join(page.texts).replace("\N{NO-BREAK SPACE}", " ")


def test_evidence_replaces_the_confusion_and_brings_intervals() -> None:
    given = evidence()
    page = Page(report_html(content(evidence=given, evidence_note="Four polygons a class are little.")))
    expected = given.confusion()
    assert f"{expected.overall:.1%}".replace("%", " %") in text_of(page)
    assert "Four polygons a class are little." in page.texts
    first = page.tables[0][1]
    interval = given.intervals(seed=0).producers
    low, high = f"{100 * interval.low[0]:.1f}", f"{100 * interval.high[0]:.1f}"
    assert first[1] == f"{100 * expected.producers[0]:.1f} %{low}\N{EN DASH}{high}"
    assert float(low) < 100 * expected.producers[0] < float(high)
    assert page.tables[1][2][1:4] == [str(count) for count in expected.counts[0]]


def test_calibration_is_drawn_and_said() -> None:
    page = Page(report_html(content(evidence=evidence())))
    assert "How far to trust the probabilities" in page.texts
    right = evidence().confusion().overall
    assert f"{abs(0.9 - right):.1%}".replace("%", " %") in text_of(page)
    assert "as sure as right" in page.texts
    without = Page(report_html(content()))
    assert "How far to trust the probabilities" not in without.texts


def test_polygons_to_look_at_again_stand_with_their_places() -> None:
    metres = (500_200.0, 4_999_780.0, 500_230.0, 4_999_800.0)
    forest = DoubtfulPolygon("forest", "water", 0.75, 40, (500_215.0, 4_999_790.0), metres)
    degrees = DoubtfulPolygon("water", "rock", 0.5, 8, (-78.6382, 35.7796), (-78.7, 35.7, -78.6, 35.8))
    page = Page(report_html(content(doubtful=(forest, degrees))))
    text = text_of(page)
    assert "Polygons to look at again" in text
    assert "forest water 75.0 % 40 500215.0, 4999790.0" in text
    assert "-78.638200, 35.779600" in text
    assert "Polygons to look at again" not in text_of(Page(report_html(content())))
    assert report_json(content(doubtful=(forest,)))["doubtful_polygons"][0]["taken_for"] == "water"


def test_what_was_tried_names_the_chosen() -> None:
    tried = (Baseline("forest on the bands", 0.5, 0.625), Baseline("both", 0.75, 0.875, chosen=True))
    curve = Chart("Skill", "polygons a class", "mean IoU", (Curve("skill", (1, 2, 4), (0.2, 0.3, 0.35)),))
    page = Page(report_html(content(baselines=tried, skill_curve=SkillCurve(curve, "both", is_the_model=True))))
    assert "what the model consists of (both), and ends at its mean intersection over union" in text_of(page)
    other = content(skill_curve=SkillCurve(curve, "a forest", is_the_model=False))
    assert "without training the network (a forest)" in text_of(Page(report_html(other)))
    assert report_json(other)["skill_curve"]["of"] == "a forest"
    assert next(table[1:] for table in page.tables if table[0][0] == "Tried") == [
        ["forest on the bands", "50.0 %", "62.5 %", ""],
        ["both", "75.0 %", "87.5 %", "chosen"],
    ]
    assert "polygons a class" in page.texts
    # As it is chosen: see finetune/candidates.py.
    assert f"the usual blend of {USUAL} stays unless another is better by {MARGIN:g}" in text_of(page)


USUAL = Candidate(USUAL_FOREST_SHARE).name.replace(", ", " and ").replace("%", " %")
OLOFSSON = np.array([[66, 0, 5, 4], [0, 55, 8, 12], [1, 0, 153, 11], [2, 1, 9, 313]])
"""The published example of Olofsson et al. 2014, table 8."""
OLOFSSON_CLASSES = tuple(
    ClassCount(name, colour)
    for name, colour in (("lost", "#aa0000"), ("gained", "#00aa00"), ("stable", "#004400"), ("other", "#999999"))
)


def of_a_sample() -> ReportContent:
    """A report of the published example, pixels of 900 m2."""
    areas = np.array([200_000.0, 150_000.0, 3_200_000.0, 6_450_000.0]) * 900
    accuracy = MapAccuracy(
        "Drawn at random.",
        Confusion(OLOFSSON.astype(np.int64)),
        stratified_estimate(OLOFSSON, areas),
        areas,
        (Stratum("lost", 18_000.0, 75),),
    )
    return ReportContent("t", {"Raster": "x"}, OLOFSSON_CLASSES, map_accuracy=accuracy)


def test_map_accuracy_gives_the_published_numbers_in_hectares_and_percent() -> None:
    page = Page(report_html(of_a_sample()))
    assert page.tables[0][1] == ["lost", "88.0 ± 7.4 %", "74.9 ± 21.3 %", "21 158 ± 6 158", "2.4 ± 0.7 %", "18 000"]
    assert "94.7 ± 1.8 %" in text_of(page)
    assert page.tables[1][2:4] == [["lost", "66", "0", "5", "4", "75"], ["gained", "0", "55", "8", "12", "75"]]
    sections = [attributes["id"] for tag, attributes in page.tags if tag == "section"]
    assert sections == ["accuracy", "scene"]
    assert "There is no score." not in page.texts


def test_the_json_has_the_published_numbers() -> None:
    found = report_json(of_a_sample())
    accuracy = found["map_accuracy"]
    assert accuracy["is_map_accuracy"] is True
    assert accuracy["overall"]["value"] == pytest.approx(0.9465, abs=5e-5)
    assert accuracy["overall"]["half_width_95"] == pytest.approx(0.0185, abs=5e-5)
    assert accuracy["classes"]["gained"]["area_hectares"]["value"] == pytest.approx(129_846 * 0.09, abs=0.1)
    assert accuracy["classes"]["gained"]["area_hectares"]["half_width_95"] == pytest.approx(41_731 * 0.09, abs=0.1)
    assert accuracy["confusion"]["counts"] == OLOFSSON.tolist()
    assert accuracy["confusion"]["rows_map"] == ["lost", "gained", "stable", "other"]
    assert found["skill"] is None


def test_the_json_is_plain_and_has_null_for_what_is_not_known() -> None:
    found = report_json(content())
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    rock = found["skill"]["classes"]["rock"]
    assert rock == {"producers": None, "users": 0.0, "f1": 0.0, "iou": 0.0}
    assert found["skill"]["is_map_accuracy"] is False
    assert found["skill"]["confusion"]["counts"] == CONFUSION.counts.tolist()
    assert found["skill"]["intervals"] is None
    assert found["calibration"] is None
    assert found["areas"][1] == {"name": "b", "pixels": 10, "hectares": 0.9}
    assert found["charts"][0]["curves"][0]["y"] == [2.0, 1.0, None, 0.5]


def test_the_json_of_evidence_has_intervals_and_calibration() -> None:
    given = evidence()
    found = report_json(content(evidence=given, seed=7))
    interval = given.intervals(seed=7)
    assert found["skill"]["intervals"]["mean_iou"] == [float(interval.mean_iou.low), float(interval.mean_iou.high)]
    assert found["skill"]["intervals"]["seed"] == 7
    assert found["calibration"]["expected_calibration_error"] == pytest.approx(abs(0.9 - given.confusion().overall))
    assert sum(found["calibration"]["bins"]["pixels"]) == len(given)


def test_a_map_without_probabilities_has_intervals_and_no_calibration() -> None:
    counts = PolygonCounts(np.array([0, 0, 1, 1, 2, 2], np.uint8), np.diag([5, 5, 5])[[0, 0, 1, 1, 2, 2]])
    found = report_json(content(by_polygon=counts))
    assert found["skill"]["overall"] == 1.0
    assert found["skill"]["intervals"]["overall"] == [1.0, 1.0]
    assert found["calibration"] is None


def test_boundary_and_interior_stand_side_by_side() -> None:
    scores = BoundaryScores.empty(3)
    reference = np.array([[0, 0, 0, 1, 1, 1]] * 3, np.uint8)
    scores.add(np.array([[0, 0, 1, 1, 1, 1]] * 3, np.uint8), reference)
    page = Page(report_html(content(boundary=scores)))
    table = next(table for table in page.tables if table[0][0] == "Pixels")
    assert table[1:] == [
        ["Boundary", "50.0 %", "25.0 %", "0.0 %", "50.0 %", "\N{EN DASH}", "6"],
        ["Interior", "100.0 %", "100.0 %", "100.0 %", "100.0 %", "\N{EN DASH}", "12"],
    ]
