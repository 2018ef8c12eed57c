"""Command-line options made from the fields of the job types, so that both always agree."""

from __future__ import annotations

import argparse
import dataclasses
import os
import re
import typing
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from deepsat.jobs import ChangeMapJob, Job, option_name
from deepsat.jobs.checkpoint_names import BANDS, RESERVED, folder_of_name
from deepsat.resources import BUNDLED_CHECKPOINTS

PATH_FIELDS = frozenset(
    {"input", "labels", "model", "output", "report", "probability", "confidence", "map", "reference", "masks"}
    | {"polygons", "within", "entropy", "before", "after", "strength", "folder"}
)
"""Fields that hold paths: they may be relative to the current folder on the command line, never in a job."""

_DATASET_NAME = re.compile(r"/vsi|[a-z][a-z0-9+.-]*://|[A-Z0-9_]{2,}:", re.ASCII)
"""Beginning of names that GDAL opens though they are no paths: `/vsizip/...`, `https://...`, `NETCDF:...`."""


class OneLineParser(argparse.ArgumentParser):
    """A parser whose errors are one line, like all messages to the person at the command line."""

    def error(self, message: str) -> NoReturn:
        """Prints the message and ends with status 2."""
        self.exit(2, f"{self.prog}: {message}. See {self.prog} --help.\n")


def add_options(parser: argparse.ArgumentParser, job_type: type[Job]) -> None:
    """Adds an option for every field of `job_type`, with the field's help."""
    types = typing.get_type_hints(job_type)
    for field in dataclasses.fields(job_type):
        required = field.default is dataclasses.MISSING
        text = field.metadata["help"]
        if not required and field.default not in ("", (), None) and field.default is not False:
            text += f" Default: {_shown(field.default)}."
        parser.add_argument(
            option_name(field.name),
            dest=field.name,
            required=required,
            # A field that is not given keeps the default of the job type.
            default=argparse.SUPPRESS,
            help=text.replace("%", "%%"),
            **_value_options(field.name, types[field.name]),
        )


def job_of(job_type: type[Job], options: argparse.Namespace) -> Job:
    """The job that the options describe, its paths made absolute; not checked yet."""
    names = {field.name for field in dataclasses.fields(job_type)}
    values: dict[str, Any] = {name: value for name, value in vars(options).items() if name in names}
    for name in PATH_FIELDS & values.keys():
        value = values[name]
        values[name] = [absolute(path) for path in value] if isinstance(value, list) else absolute(value)
    if "checkpoint" in values:
        values["checkpoint"] = _checkpoint(
            values["checkpoint"], (*RESERVED, BANDS) if job_type is ChangeMapJob else RESERVED
        )
    if "checkpoints" in values:
        values["checkpoints"] = [_checkpoint(typed, RESERVED) for typed in values["checkpoints"]]
    make: Callable[..., Job] = job_type
    return make(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})


def _shown(default: Any) -> str:
    """A default as it would be typed."""
    return " ".join(default) if isinstance(default, tuple) else str(default)


def _checkpoint(typed: str, reserved: Sequence[str]) -> str:
    """A checkpoint's name as it is, or what is reserved; else the path from the root where something lies there."""
    named = typed in reserved or folder_of_name(typed, BUNDLED_CHECKPOINTS) is not None
    return typed if named or not os.path.exists(typed) else os.path.abspath(typed)


def absolute(path: str) -> str:
    """The path from the root; empty text and names that are no paths stay as they are."""
    return os.path.abspath(path) if path and not _DATASET_NAME.match(path) else path


def in_option_names(problems: str, job_type: type[Job]) -> str:
    """Problems that name fields, in the words that were typed: `max_minutes` becomes `--max-minutes`."""
    names = "|".join(field.name for field in dataclasses.fields(job_type))
    return re.sub(rf"(^|; )({names})(?= )", lambda m: m[1] + option_name(m[2]), problems) if names else problems


def remedy_in_option_names(remedy: str, job_type: type[Job]) -> str:
    """A remedy in the words that can be typed: `class_names` becomes `--class-names`.

    Names of one word are words of plain sentences too, which say what they mean as they stand. Where a job's polygons
    are not its labels, its own setting for their layer is meant by `labels_layer`.
    """
    fields = [field.name for field in dataclasses.fields(job_type)]
    meant = {name: name for name in fields if "_" in name}
    layers = [name for name in fields if name.endswith("_layer")]
    if len(layers) == 1:
        meant["labels_layer"] = layers[0]
    return re.sub(
        r"(?<![\w/.-])\w+(?![\w/-]|\.\w)", lambda m: option_name(meant[m[0]]) if m[0] in meant else m[0], remedy
    )


def _value_options(name: str, expected: Any) -> dict[str, Any]:
    """How argparse reads values of the type `expected`."""
    if expected is bool:
        return {"action": "store_true"}
    if expected in (str, int, float):
        shown = {str: "PATH" if name in PATH_FIELDS else "TEXT", int: "NUMBER", float: "NUMBER"}[expected]
        return {"type": expected, "metavar": shown}
    arguments = typing.get_args(expected)
    if typing.get_origin(expected) is typing.Union:
        return _value_options(name, arguments[0])
    if arguments[-1] is Ellipsis:
        shown = "PATH" if name in PATH_FIELDS else "TEXT"
        return {"type": arguments[0], "nargs": "+", "action": "extend", "metavar": shown}
    return {"type": arguments[0], "nargs": len(arguments), "metavar": "NUMBER"}
