"""Jobs: descriptions of work, complete and checked before any work starts; as JSON and back."""

from __future__ import annotations

import dataclasses
import typing
from typing import Any, Mapping, TypeVar, Union

from deepsat.jobs.accuracy_jobs import EvaluateJob, SamplePointsJob
from deepsat.jobs.change_jobs import ChangeMapJob, FinetuneChangeJob, PredictChangeJob
from deepsat.jobs.checkpoint_jobs import DownloadCheckpointJob, ImportCheckpointJob, PretrainJob, ProbeJob
from deepsat.jobs.errors import ErrorCode, UserError
from deepsat.jobs.finetune_jobs import FinetuneJob, MapJob
from deepsat.jobs.imagery_jobs import StackBandsJob
from deepsat.jobs.model_jobs import DoctorJob, ExportModelJob, ModelInfoJob, RestoreModelJob
from deepsat.jobs.predict_jobs import PolygonsJob, PredictJob
from deepsat.jobs.round_jobs import PreviewJob, SuggestLabelsJob

Job = Union[
    FinetuneJob,
    PredictJob,
    MapJob,
    PolygonsJob,
    PreviewJob,
    SuggestLabelsJob,
    ProbeJob,
    StackBandsJob,
    PretrainJob,
    ImportCheckpointJob,
    DownloadCheckpointJob,
    EvaluateJob,
    SamplePointsJob,
    FinetuneChangeJob,
    PredictChangeJob,
    ChangeMapJob,
    ModelInfoJob,
    RestoreModelJob,
    ExportModelJob,
    DoctorJob,
]
AnyJob = TypeVar("AnyJob", bound=Job)


JOB_TYPES: dict[str, type[Job]] = {t.kind: t for t in typing.get_args(Job)}


def option_name(field_name: str) -> str:
    """Command-line option of a job field: `class_field` is `--class-field`."""
    return "--" + field_name.replace("_", "-")


def job_to_json(job: Job) -> dict[str, Any]:
    """The job as plain JSON values, its kind beside its fields."""
    return {"kind": job.kind, **dataclasses.asdict(job)}


def job_from_json(document: Mapping[str, Any]) -> Job:
    """Reads and checks a job.

    Raises:
        UserError: `INVALID_JOB`, with every problem at once.
    """
    kind = document.get("kind")
    if not isinstance(kind, str) or kind not in JOB_TYPES:
        raise _invalid(f"kind must be one of {', '.join(JOB_TYPES)}, not {kind!r}")
    job_type = JOB_TYPES[kind]
    types = typing.get_type_hints(job_type)
    known = {f.name: f for f in dataclasses.fields(job_type)}
    problems = [f"{name} is not a setting of {kind}" for name in document if name != "kind" and name not in known]
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name not in document:
            if field.default is dataclasses.MISSING:
                problems.append(f"{name} is missing")
            continue
        try:
            values[name] = _coerce(document[name], types[name])
        except TypeError as error:
            problems.append(f"{name} must be {error}, not {document[name]!r}")
    if problems:
        raise _invalid(*problems)
    return checked(job_type(**values))


def checked(job: AnyJob) -> AnyJob:
    """The job itself, once its own rules are met.

    Raises:
        UserError: `INVALID_JOB`, with every problem at once.
    """
    problems = job.problems()
    if problems:
        raise _invalid(*problems)
    return job


def _invalid(*problems: str) -> UserError:
    return UserError(
        ErrorCode.INVALID_JOB,
        expected="settings that can be carried out",
        found="; ".join(problems),
        remedy="Correct these settings and start again.",
    )


def _coerce(value: Any, expected: Any) -> Any:
    """`value` as the field type `expected`; raises `TypeError` with the name of the type."""
    if expected is str and isinstance(value, str):
        return value
    if expected is bool and isinstance(value, bool):
        return value
    if expected is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if expected is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            raise TypeError("a number of at most 1.8e308") from None
    origin, arguments = typing.get_origin(expected), typing.get_args(expected)
    if origin is Union:
        return None if value is None else _coerce(value, arguments[0])
    if origin is tuple and isinstance(value, (list, tuple)):
        if arguments[-1] is Ellipsis:
            return tuple(_coerce(item, arguments[0]) for item in value)
        if len(value) == len(arguments):
            return tuple(_coerce(item, argument) for item, argument in zip(value, arguments))
    raise TypeError(_type_in_words(expected))


def _type_in_words(expected: Any) -> str:
    words = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
    if expected in words:
        return words[expected]
    arguments = typing.get_args(expected)
    if typing.get_origin(expected) is Union:
        return _type_in_words(arguments[0]) + " or empty"
    if arguments[-1] is Ellipsis:
        return "a list of " + {str: "texts", float: "numbers", int: "whole numbers"}[arguments[0]]
    return f"a list of {len(arguments)} numbers"
