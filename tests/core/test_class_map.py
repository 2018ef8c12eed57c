"""Class maps: rules, and colours that are unique, natural and always the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepsat.class_map import NO_CLASS, ClassMap, LandCoverClass
from deepsat.jobs import ErrorCode, UserError


def test_classes_keep_their_order_and_get_ids_from_zero() -> None:
    class_map = ClassMap.from_names(["water", "forest", "3"])
    assert [c.id for c in class_map.classes] == [0, 1, 2]
    assert class_map.names == ("water", "forest", "3")
    assert class_map.id_of("3") == 2
    assert len(class_map) == 3
    with pytest.raises(KeyError):
        class_map.id_of("Water")


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), unique=True, max_size=255))
def test_colours_are_unique_and_always_the_same(names: list[str]) -> None:
    class_map = ClassMap.from_names(names)
    assert len(set(class_map.colours)) == len(names)
    assert ClassMap.from_names(names) == class_map


@pytest.mark.parametrize("word", ["", "forest "])
def test_255_classes_have_255_colours(word: str) -> None:
    class_map = ClassMap.from_names([f"{word}{number}" for number in range(255)])
    assert len(set(class_map.colours)) == 255


def test_chosen_colours_are_kept_and_no_other_class_gets_them() -> None:
    natural = ClassMap.from_names(["forest", "water"]).colours
    class_map = ClassMap.from_names(["forest", "water", "fen"], {"water": natural[0], "gone": "#123456"})
    assert class_map.colours[1] == natural[0]
    assert len({*class_map.colours}) == 3
    assert "#123456" not in class_map.colours


def test_256_classes_are_refused() -> None:
    with pytest.raises(UserError) as error:
        ClassMap.from_names([f"parcel {number}" for number in range(256)])
    assert error.value.code is ErrorCode.LABELS_UNUSABLE
    assert error.value.found.startswith("256 (parcel 0, ")


def channels(name: str) -> tuple[int, int, int]:
    """Red, green and blue that a class of this name gets."""
    return ClassMap.from_names([name]).classes[0].rgb


@pytest.mark.parametrize("name", ["water", "Lakes", "open_water", "river bed", "Sea"])
def test_water_is_blue(name: str) -> None:
    red, green, blue = channels(name)
    assert blue > green > red


@pytest.mark.parametrize("name", ["forest", "Trees", "deciduous woodland", "evergreen_forest"])
def test_forest_is_green(name: str) -> None:
    red, green, blue = channels(name)
    assert green > red > blue or green > blue > red


@pytest.mark.parametrize(
    ("name", "other"),
    [("seasonal crops", "crop"), ("non-forest", "clearing"), ("wetland", "swamp"), ("cloud shadow", "cloud")],
)
def test_a_word_counts_only_where_it_means_the_thing(name: str, other: str) -> None:
    assert channels(name) == channels(other)


@pytest.mark.parametrize("name", ["office", "iceland", "seat", "minerals"])
def test_a_word_inside_another_does_not_count(name: str) -> None:
    assert channels(name) == channels("anything else")


def test_two_kinds_of_forest_get_two_greens() -> None:
    class_map = ClassMap.from_names(["coniferous forest", "deciduous forest"])
    assert all(rgb[1] == max(rgb) for rgb in (c.rgb for c in class_map.classes))
    assert class_map.colours[0] != class_map.colours[1]


def test_the_colour_table_holds_every_class_and_a_clear_nodata() -> None:
    class_map = ClassMap((LandCoverClass(0, "a", "#0a0b0c"), LandCoverClass(1, "b", "#ff8000")))
    assert class_map.colour_table() == {0: (10, 11, 12, 255), 1: (255, 128, 0, 255), NO_CLASS: (0, 0, 0, 0)}


@pytest.mark.parametrize(
    "classes",
    [
        [(1, "a", "#000000")],
        [(0, "a", "#000000"), (2, "b", "#000001")],
        [(0, "a", "#000000"), (1, "a", "#000001")],
        [(0, "a", "#000000"), (1, "b", "#000000")],
        [(0, "", "#000000")],
        [(0, "a", "red")],
        [(0, "a", "#ABCDEF")],
    ],
)
def test_class_maps_that_break_the_rules_are_refused(classes: list[tuple[int, str, str]]) -> None:
    with pytest.raises(ValueError, match="class"):
        ClassMap(tuple(LandCoverClass(*values) for values in classes))
