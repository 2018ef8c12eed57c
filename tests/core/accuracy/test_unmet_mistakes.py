"""What a sample did not meet is said, because intervals without a width promise too much."""

from __future__ import annotations

import numpy as np

from deepsat.accuracy import Confusion
from deepsat.accuracy.map_accuracy import map_accuracy
from deepsat.accuracy.map_classes import MapClasses
from deepsat.class_map import ClassMap


def said_of(counts: list[list[int]], pixels: tuple[int, ...] = (5000, 9000, 800)) -> tuple[str, ...]:
    """What is said of a stratified sample whose points agree and disagree so often."""
    names, areas = ("fields", "forest", "water"), np.array(pixels)
    classes = MapClasses((0, 1, 2), ClassMap.from_names(names), areas, 100.0 * areas)
    map_ids, reference_ids = (np.repeat(ids.ravel(), np.ravel(counts)) for ids in np.indices((3, 3)))
    found, sentences = map_accuracy("stratified", map_ids.astype(np.uint8), reference_ids.astype(np.uint8), classes)
    assert (found.confusion.counts == Confusion(np.array(counts)).counts).all()
    return tuple(sentence for sentence in sentences if "few points" not in sentence)


def test_a_sample_that_met_every_mistake_is_taken_as_it_is() -> None:
    assert said_of([[40, 3, 1], [2, 40, 0], [0, 4, 30]]) == ()


def test_what_the_sample_never_met_outside_of_its_class_is_said() -> None:
    """Producer's accuracy 100 ± 0 %, and an area that only its own stratum makes uncertain."""
    (sentence,) = said_of([[40, 3, 0], [2, 40, 0], [5, 4, 30]])
    assert sentence.startswith("No point that the map calls otherwise is 'water', so that the interval of its producer")
    assert "that of its true area may be too narrow" in sentence


def test_a_class_without_a_wrong_or_without_a_right_point_is_said() -> None:
    right, never = said_of([[40, 3, 2], [0, 40, 0], [5, 25, 0]])
    assert right.startswith("Every point that the map calls 'forest' is right")
    assert never.startswith("At no point does the map say 'water' rightly")


def test_a_class_that_no_point_is_has_no_known_area() -> None:
    (sentence,) = said_of([[40, 3, 0], [2, 40, 0], [5, 25, 0]])
    assert sentence.startswith("No point is 'water', so that the interval of its true area of 0 has no width")


def test_of_a_single_pixel_its_point_says_all_but_what_others_hide() -> None:
    (sentence,) = said_of([[40, 3, 0], [2, 40, 0], [0, 0, 1]], (5000, 9000, 1))
    assert sentence.startswith("No point that the map calls otherwise is 'water'")
