"""Class names from the values of a field, the words that a person gave for them, and their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.class_colours import plain_name
from deepsat.jobs.class_names import values_of
from deepsat.jobs.sentences import quoted

NO_WORDS: Mapping[str, str] = MappingProxyType({})
"""Where values of the class field are names themselves."""


def values_in_words(values: NDArray[Any], field: str, feature_ids: NDArray[np.int64]) -> list[str | None]:
    """The value of each feature as a class is called by it; None where the field is NULL or blank.

    Whole numbers name classes by their digits, also where the field is one of real numbers. Runs of blanks in a text
    count as one, and invisible characters as none: nobody sees that such names differ.

    Args:
        values: (N,) in the field's own type.
        field: name of the field, for messages.
        feature_ids: int64 (N,), for messages.

    Raises:
        UserError: `LABELS_UNUSABLE` for values that are neither text nor whole numbers.
    """
    if values.dtype.kind in "iu":
        return [str(int(value)) for value in values]
    if values.dtype.kind == "b":
        return ["true" if value else "false" for value in values]
    if values.dtype.kind == "f":
        return [_whole_number(float(v), field, int(i)) for v, i in zip(values, feature_ids, strict=True)]
    if values.dtype.kind == "O" and all(value is None or isinstance(value, str) for value in values):
        return [None if value is None else plain_name(value) or None for value in values]
    raise _no_class_field(field, f"values of type {_type_in_words(values)}")


def named(values: Sequence[str | None], words: Mapping[str, str]) -> list[str | None]:
    """The class name of each feature: the words that were given for its value, else the value itself.

    Args:
        values: as `values_in_words` gives them.
        words: class names by value.
    """
    return [None if value is None else words.get(value, value) for value in values]


def in_order(names: Iterable[str], values: Sequence[str | None], words: Mapping[str, str], kind: str) -> list[str]:
    """Class names by number where the field holds numbers, else by the alphabet regardless of case.

    Args:
        names: some of those that `named` gives.
        values: as `values_in_words` gives them.
        words: class names by value.
        kind: of the field's NumPy type.
    """
    if kind not in "iuf":
        return sorted(names, key=lambda name: (name.casefold(), name))
    lowest: dict[str, int] = {}
    for value in {value for value in values if value is not None}:
        name = words.get(value, value)
        lowest[name] = min(int(value), lowest.get(name, int(value)))
    return sorted(names, key=lowest.__getitem__)


def same_names(values: Iterable[str | None], words: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence for each name that several values have."""
    there = {value: words.get(value, value) for value in values if value is not None}
    several = {name: listed for name, listed in values_of(there).items() if len(listed) > 1}
    return tuple(
        f"Values {quoted(sorted(listed, key=lambda value: (len(value), value)))} are one class, '{name}'."
        for name, listed in sorted(several.items())
    )


def _whole_number(value: float, field: str, feature_id: int) -> str | None:
    if np.isnan(value):
        return None
    if not value.is_integer():
        raise _no_class_field(field, f"the value {value:g} in feature {feature_id}")
    return str(int(value))


def _type_in_words(values: NDArray[Any]) -> str:
    return {"M": "date", "S": "binary", "O": "binary or list"}.get(values.dtype.kind, str(values.dtype))


def _no_class_field(field: str, found: str) -> UserError:
    return UserError(
        ErrorCode.LABELS_UNUSABLE,
        expected=f"text or whole numbers in the field {field}",
        found=found,
        remedy="Choose the field that names the class of each polygon.",
    )
