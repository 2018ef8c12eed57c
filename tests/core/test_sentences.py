"""Sentences count what they are about, and name the first few of many."""

from __future__ import annotations

from deepsat.jobs.listing import SHOWN, first_few
from deepsat.jobs.sentences import about, quoted, reasons

NAMES = ["a", "b", "c", "d", "e", "f", "g"]


def test_a_few_names_are_all_said_and_of_more_the_first() -> None:
    assert first_few([]) == ""
    assert first_few(NAMES[:SHOWN]) == "a, b, c, d, e"
    assert first_few(NAMES) == "a, b, c, d, e and 2 more"
    assert quoted(NAMES[:6]) == "'a', 'b', 'c', 'd', 'e' and 1 more"


def test_features_are_counted_and_their_ids_told() -> None:
    assert about([3], "feature is empty", "features are empty") == "1 feature is empty (feature id 3)."
    assert about([3, 7], "feature is empty", "features are empty") == "2 features are empty (feature ids 3, 7)."
    many = about(list(range(1200)), "feature is empty", "features are empty")
    assert many == "1,200 features are empty (feature ids 0, 1, 2, 3, 4 and 1195 more)."


def test_reasons_follow_what_was_found() -> None:
    assert reasons(["2 features are empty.", "One is a line."]) == "; 2 features are empty; One is a line"
    assert reasons([]) == ""
