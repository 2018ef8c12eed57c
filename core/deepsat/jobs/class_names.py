"""Words for classes whose values say little, such as 3, as a job carries them."""

from __future__ import annotations

from typing import Iterable, Mapping

from deepsat.jobs.class_colours import plain_name


def name_pairs(words: Mapping[str, str]) -> tuple[str, ...]:
    """`value=name` for each value whose class is called otherwise.

    Args:
        words: names of classes by the value that the class field holds for them.
    """
    plain = {plain_name(value): plain_name(name) for value, name in words.items()}
    return tuple(f"{value}={name}" for value, name in plain.items() if value and name and value != name)


def words_of(pairs: Iterable[str]) -> dict[str, str]:
    """Names of classes by value. The first equals sign counts: a name may have some of its own."""
    split = (pair.partition("=") for pair in pairs)
    return {plain_name(value): plain_name(name) for value, _, name in split}


def values_of(words: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The values that each name stands for."""
    values: dict[str, tuple[str, ...]] = {}
    for value, name in words.items():
        values[name] = (*values.get(name, ()), value)
    return values


def told(pairs: Iterable[str], classes: Iterable[str]) -> str:
    """The pairs about some classes, known by name or value, as a report tells them: value maps may have many others."""
    known = set(classes)
    return "; ".join(pair for pair in pairs if known.intersection(*words_of([pair]).items()))


def class_name_problems(pairs: Iterable[str]) -> list[str]:
    """What is wrong with the pairs, in words; empty when nothing is."""
    listed = tuple(pairs)
    found = []
    for pair in listed:
        value, _, name = map(plain_name, pair.partition("="))
        if not value or not name:
            found.append(f"class_names must be pairs such as 3=water, not {pair!r}")
    values = [plain_name(pair.partition("=")[0]) for pair in listed]
    repeated = sorted({value for value in values if value and values.count(value) > 1})
    return found + [f"class_names names the value {value} twice" for value in repeated]
