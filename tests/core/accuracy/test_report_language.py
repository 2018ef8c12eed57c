"""Reports in German say everything in German, and numbers as German writes them."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deepsat.accuracy.report import SkillCurve, report_html
from deepsat.accuracy.report_language import ENGLISH, Language, language_of
from deepsat.accuracy.report_translation import in_language
from tests.core.accuracy.evaluating import SQUARES, answered, evaluated, polygon_file
from tests.core.accuracy.test_reports import content, evidence, of_a_sample
from tests.core.report_pages import Texts, said_alike

NAMES = {"fields", "forest", "water", "EPSG:32633", "F1", "cover", "reference", "held_out", "stratified", "simple"}
NAMES |= {"uint8"}
GERMAN = language_of("de")


class Marking(Language):
    """A language in which everything stands in brackets."""

    def said(self, text: str) -> str:
        return f"⟦{text}⟧"


def test_every_text_of_the_page_is_looked_up() -> None:
    """What stands in the template or comes from the code without being looked up would stay English."""
    marked = Marking("marked")
    curve = SkillCurve(content().charts[0], "a random forest", is_the_model=False)
    boundary = dataclasses.replace(content(evidence=evidence()), charts=content().charts, skill_curve=curve)
    given = {"name of a class", "/data/ä & b.tif", "EPSG:32119", "made today", "DeepSat", "SEED", "CPU"}
    given |= {shown.name for shown in (*content().classes, *of_a_sample().classes)} | {"a", "b", "c", "F1"}
    for shown in (boundary, content(confusion=None), of_a_sample()):
        for text in Texts(report_html(shown, marked)).found:
            # Texts stand in texts, one deep.
            outside = re.sub("⟦[^⟦⟧]*⟧", "", re.sub("⟦[^⟦⟧]*⟧", "", text))
            assert outside in given or not re.search("[A-Za-z]{2}", outside), text


@pytest.mark.parametrize(
    ("make", "settings"),
    [
        (lambda known: polygon_file(known, SQUARES), {"class_field": "cover"}),
        (lambda known: known.truth_raster, {}),
        (answered, {}),
        (lambda known: answered(known, count=40, reference=_sometimes_open), {"design": "stratified"}),
        (answered, {"design": "simple"}),
    ],
    ids=["polygons", "raster", "points", "stratified", "simple"],
)
def test_an_evaluation_is_said_in_german(known: Any, make: Callable[[Any], Path], settings: dict[str, str]) -> None:
    reference = make(known)
    english, german = known.folder / "english.html", known.folder / "deutsch.html"
    said = evaluated(known, reference, report=str(english), **settings)
    other = evaluated(known, reference, report=str(german), language="de", **settings)
    assert said_alike(english, german) <= {*NAMES, str(known.map), str(reference)}
    # The result is for programs, and the plugin says its findings in the language of QGIS.
    assert {**said, "report": "", "seconds": 0} == {**other, "report": "", "seconds": 0}
    page = german.read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    assert '<html lang="en">' in english.read_text(encoding="utf-8")
    assert re.search(r"\d,\d\N{NO-BREAK SPACE}%", page)


def _sometimes_open(row: dict[str, str]) -> str:
    return "" if row["x"].endswith("5.0") and float(row["y"]) % 70 == 5 else row["reference"]


def test_german_writes_numbers_and_dates_its_own_way() -> None:
    shown = content(
        subtitle="DeepSat 0.1.0, 2026-11-21 17:20 UTC",
        scene={"Raster": "/a 1.5 m/x.tif", "Dates": "2021-06-17, 2021-08-01", "Size": "7 x 5 pixels",
               "Pixel size": "28.5 x 30 m (855.25 m² each)"},
        findings=("Band B7 has no data on about 27.3% of the pixels that most bands cover, so it is left out.",),
        settings={"Longest time": "0.5 min", "Labels": "/pixels"},
    )  # fmt: skip
    texts = Texts(report_html(shown, GERMAN)).found
    assert {"DeepSat 0.1.0, 21.11.2026 17:20 UTC", "17.06.2021, 01.08.2021", "7 x 5 Pixel", "0,5 min"} <= {*texts}
    assert {"28,5 x 30 m (je 855,25 m²)", "/a 1.5 m/x.tif", "/pixels", "1.200", "92,5 %", "0,9000"} <= {*texts}
    assert [text for text in texts if text.startswith("Der Kanal B7 hat auf etwa 27,3 % der Pixel")]
    # Ticks of charts.
    assert "1,0" in texts or "1,00" in texts
    assert not [
        text for text in texts if re.fullmatch(r"\d+\.\d+( %)?", text) and not re.fullmatch(r"\d+\.\d{3}", text)
    ]
    english = Texts(report_html(shown)).found
    assert {"1 200", "92.5 %", "0.9000", "28.5 x 30 m (855.25 m² each)", "2021-06-17, 2021-08-01"} <= {*english}


def test_a_class_keeps_its_name_whatever_it_is_called() -> None:
    classes = tuple(dataclasses.replace(shown, name=name) for shown, name in
                    zip(content().classes, ("Class", "pixels", "Model"), strict=True))  # fmt: skip
    shown = content(classes=classes)
    assert in_language(shown, GERMAN).classes == classes
    assert in_language(shown, ENGLISH) is shown
    texts = Texts(report_html(shown, GERMAN)).found
    assert texts.count("pixels") == texts.count("Model") >= 3


def test_keys_of_the_json_stay(known: Any) -> None:
    path = known.folder / "deutsch.html"
    evaluated(known, known.truth_raster, report=str(path), language="de")
    document = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert document["scene"]["Size"] == "110 x 70 Pixel"
    assert document["skill"]["of"] == "Übereinstimmung mit dem Referenzraster"
    assert document["title"] == "Wie gut map.tif ist"


def test_what_is_given_or_taken_has_the_digits_of_the_area() -> None:
    assert ENGLISH.give_or_take(11.14, 0.0, "ha") == "11.1 ± 0.0"
    assert ENGLISH.give_or_take(0.25, 1.5, "ha") == "0.2500 ± 1.5000"
    assert GERMAN.give_or_take(21_158.4, 0.7, "ha") == "21.158 ± 1"
    assert GERMAN.give_or_take(0.9465, 0.0185, "%").replace("\N{NO-BREAK SPACE}", " ") == "94,7 ± 1,8 %"
    assert GERMAN.give_or_take(float("nan"), 0.1, "%") == "\N{EN DASH}"
