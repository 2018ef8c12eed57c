"""Names for values of a class field: in the job, and where labels are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from shapely import box

from deepsat.jobs import ErrorCode, EvaluateJob, FinetuneChangeJob, FinetuneJob, PreviewJob, ProbeJob, UserError
from deepsat.jobs.class_names import class_name_problems, name_pairs, told, values_of, words_of
from deepsat.labels import read_labels
from tests.core.labels.test_label_polygons import GRID, A, B, C, square

D = square(60, 10)
NAMES = ("2=Wald", "10=open  water", "33=barley")


def test_pairs_and_back() -> None:
    assert name_pairs({"3": " open\u200b  water ", "4": "4", "5": "", "WW": "Winter = wheat"}) == (
        "3=open water",
        "WW=Winter = wheat",
    )
    assert name_pairs({"3": "Wa\u0308lder"}) == ("3=Wälder",)
    assert words_of([" 3 = water", "WW=Winter = wheat"]) == {"3": "water", "WW": "Winter = wheat"}
    assert values_of({"3": "water", "1": "forest", "7": "water"}) == {"water": ("3", "7"), "forest": ("1",)}


def test_a_report_tells_what_is_about_its_classes() -> None:
    pairs = ("3=water", "7=open forest", "9=rock")
    assert told(pairs, ["water", "9"]) == "3=water; 9=rock"
    assert told(pairs, ["fen"]) == ""


@pytest.mark.parametrize(
    ("pairs", "problem"),
    [
        (("water",), "must be pairs such as 3=water, not 'water'"),
        (("3=",), "not '3='"),
        (("3= \u200b",), "not '3="),
        (("=water",), "not '=water'"),
        (("3=water", " 3 =sea"), "names the value 3 twice"),
    ],
)
def test_what_is_wrong_is_said_by_every_job(pairs: tuple[str, ...], problem: str) -> None:
    given: dict[str, Any] = {"labels": "/l.gpkg", "class_field": "class", "class_names": pairs}
    jobs = (
        FinetuneJob(("/a.tif",), model="/m", **given),
        FinetuneChangeJob("/a.tif", "/b.tif", model="/m", **given),
        PreviewJob(("/a.tif",), output="/o.tif", **given),
        ProbeJob(("/a.tif",), **given),
        EvaluateJob("/m.tif", "/p.csv", class_names=pairs),
    )
    for job in jobs:
        assert [problem in text for text in job.problems()] == [True], job.kind


def test_two_values_may_have_one_name() -> None:
    assert class_name_problems(("3=water", "7=water", "1=forest")) == []


@pytest.mark.parametrize("dtype", [np.int32, np.float64])
def test_numbers_get_their_names_and_keep_their_order(write_labels: Callable[..., str], dtype: Any) -> None:
    path = write_labels([A, B, C], [10, 2, 33], dtype=dtype)
    labels = read_labels(path, "class", GRID, class_names=NAMES)
    assert labels.class_map.names == ("Wald", "open water", "barley")
    assert [(p.feature_id, p.class_id) for p in labels.polygons] == [(1, 1), (2, 0), (3, 2)]
    assert labels.findings == ()


def test_a_value_without_a_name_keeps_its_digits(write_labels: Callable[..., str]) -> None:
    labels = read_labels(write_labels([A, B, C], [10, 2, 33], dtype=np.int64), "class", GRID, class_names=NAMES[1:])
    assert labels.class_map.names == ("2", "open water", "barley")


def test_two_values_with_one_name_are_one_class_at_the_place_of_the_lower(write_labels: Callable[..., str]) -> None:
    path = write_labels([A, B, C, D], [10, 2, 33, 5], dtype=np.int64)
    labels = read_labels(path, "class", GRID, class_names=("10=water", "2=water", "33=rock"))
    assert labels.class_map.names == ("water", "5", "rock")
    assert [p.class_id for p in labels.polygons] == [0, 0, 2, 1]
    assert labels.findings == ("Values '2', '10' are one class, 'water'.",)


def test_a_name_may_be_the_digits_of_another_value(write_labels: Callable[..., str]) -> None:
    labels = read_labels(write_labels([A, B, C], [1, 2, 3], dtype=np.int64), "class", GRID, class_names=("1=2",))
    assert labels.class_map.names == ("2", "3")
    assert [p.class_id for p in labels.polygons] == [0, 0, 1]
    assert labels.findings == ("Values '1', '2' are one class, '2'.",)


def test_codes_of_a_text_field_get_names_in_the_order_of_the_alphabet(write_labels: Callable[..., str]) -> None:
    path = write_labels([A, B, C], ["WW", " b ", "RA"])
    labels = read_labels(path, "class", GRID, class_names=("WW=Winter wheat", "RA=Rape", "b=Barley"))
    assert labels.class_map.names == ("Barley", "Rape", "Winter wheat")
    assert [p.class_id for p in labels.polygons] == [2, 0, 1]


def test_one_class_by_its_names_is_too_few(write_labels: Callable[..., str]) -> None:
    path = write_labels([A, B], [1, 2], dtype=np.int64)
    with pytest.raises(UserError) as error:
        read_labels(path, "class", GRID, class_names=("1=water", "2=water"))
    assert error.value.code is ErrorCode.LABELS_UNUSABLE
    assert error.value.found.startswith("the class 'water' only")


def test_colours_go_by_name_and_else_by_value(write_labels: Callable[..., str]) -> None:
    path = write_labels([A, B, C], [10, 2, 33], dtype=np.int64)
    colours = ("open water=#010203", "2=#ABCDEF", "10=#445566")
    labels = read_labels(path, "class", GRID, class_colours=colours, class_names=NAMES)
    assert labels.class_map.colours[:2] == ("#abcdef", "#010203")
    alone = read_labels(path, "class", GRID, class_colours=("Wald=#abcdef", "open water=#010203"), class_names=NAMES)
    assert labels.class_map == alone.class_map


def test_what_was_lost_is_told_by_its_name(write_labels: Callable[..., str]) -> None:
    far = box(0, 0, 10, 10)
    path = write_labels([A, B, far], [10, 2, 33], dtype=np.int64)
    labels = read_labels(path, "class", GRID, class_names=NAMES)
    assert labels.class_map.names == ("Wald", "open water")
    assert labels.findings[1] == "Class 'barley' has no usable polygon and is left out."
