"""Colours of classes on their way from the label layer to the map."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepsat.jobs import FinetuneJob, PreviewJob
from deepsat.jobs.class_colours import class_colour_problems, colours_of, pairs_of, plain_name

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
NAMES = st.text(min_size=1).map(plain_name).filter(bool)


@given(st.dictionaries(NAMES, COLOURS))
def test_pairs_come_back_as_they_were_but_for_shared_colours(colours: dict[str, str]) -> None:
    pairs = pairs_of(colours)
    assert class_colour_problems(pairs) == []
    back = colours_of(pairs)
    assert all(colours[name] == colour for name, colour in back.items())
    assert sorted(back.values()) == sorted(set(colours.values()))


def test_a_name_may_have_equal_signs_quotes_and_umlauts() -> None:
    assert colours_of(['a=b "Wäldchen"=#2B6CB0']) == {'a=b "Wäldchen"': "#2b6cb0"}


@pytest.mark.parametrize(
    ("pairs", "problem"),
    [
        (("water",), "must be pairs such as water=#2b6cb0, not 'water'"),
        (("water=blue",), "not 'water=blue'"),
        (("=#2b6cb0",), "not '=#2b6cb0'"),
        (("water=#2b6cb0", " water =#000000"), "names water twice"),
        (("water=#2b6cb0", "sea=#2B6CB0"), "gives #2b6cb0 to two classes"),
    ],
)
@pytest.mark.parametrize("job_type", [FinetuneJob, PreviewJob])
def test_what_is_wrong_is_said(job_type: type, pairs: tuple[str, ...], problem: str) -> None:
    out = {"model": "/m"} if job_type is FinetuneJob else {"output": "/o.tif"}
    job = job_type(input=("/a.tif",), labels="/l.gpkg", class_field="class", class_colours=pairs, **out)
    assert [problem in text for text in job.problems()] == [True]


def test_plain_names() -> None:
    assert plain_name(" open\u200b \t water\n") == "open water"
