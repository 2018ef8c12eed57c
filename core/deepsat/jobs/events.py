"""Events: what the worker says, one JSON object a line on its standard output."""

from __future__ import annotations

import dataclasses
import json
import typing
from typing import Any, Mapping, Optional, Union

from deepsat.jobs.errors import DeepSatError, ErrorCode, error_of


@dataclasses.dataclass(frozen=True)
class Hello:
    """The first line of a worker: who it is and what it can do."""

    protocol: int
    version: str
    pid: int
    python: str
    torch: str
    device: str
    """Device that `auto` stands for, such as `cpu` or `cuda:0`."""
    device_name: str
    engines: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Progress:
    """How far a job is."""

    job_id: str
    fraction: float
    """Share of the whole job that is done, 0-1; never falls."""
    stage: str
    """Short lower-case name of what is going on, such as `head` or `predict`."""
    text: str
    """A sentence for a person."""
    figures: Mapping[str, float] = dataclasses.field(default_factory=dict)
    """Named numbers: losses, held-out skill, `seconds_left`."""


@dataclasses.dataclass(frozen=True)
class Log:
    """A sentence that belongs into the log; `level` is `info` or `warning`."""

    text: str
    level: str = "info"
    job_id: str = ""


@dataclasses.dataclass(frozen=True)
class Metric:
    """One point of a curve."""

    job_id: str
    name: str
    step: int
    value: float


@dataclasses.dataclass(frozen=True)
class ResultEvent:
    """The job is done and its files are whole. `result` is plain JSON; every output path is in it."""

    job_id: str
    result: Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class ErrorEvent:
    """The job failed, or (with an empty `job_id`) the worker cannot work at all."""

    job_id: str
    code: str
    expected: str
    found: str
    remedy: str
    details: str = ""

    @classmethod
    def of(cls, error: DeepSatError, job_id: str) -> ErrorEvent:
        """The event that carries `error`."""
        return cls(job_id, error.code.value, error.expected, error.found, error.remedy, error.details)

    def error(self) -> DeepSatError:
        """The error that this event carries; a code from a newer worker counts as internal."""
        known = {code.value for code in ErrorCode}
        code = ErrorCode(self.code) if self.code in known else ErrorCode.INTERNAL
        return error_of(code, expected=self.expected, found=self.found, remedy=self.remedy, details=self.details)


@dataclasses.dataclass(frozen=True)
class Heartbeat:
    """The worker lives, though it has nothing to tell."""

    seconds: float
    """Since the worker started."""


Event = Union[Hello, Progress, Log, Metric, ResultEvent, ErrorEvent, Heartbeat]
_NAMES: dict[str, type[Event]] = {
    "hello": Hello,
    "progress": Progress,
    "log": Log,
    "metric": Metric,
    "result": ResultEvent,
    "error": ErrorEvent,
    "heartbeat": Heartbeat,
}


def encode_event(event: Event) -> str:
    """One line of JSON, without the line break. Non-finite numbers become null."""
    name = next(name for name, event_type in _NAMES.items() if isinstance(event, event_type))
    return json.dumps(finite({"event": name, **dataclasses.asdict(event)}), ensure_ascii=True, allow_nan=False)


def decode_event(line: str) -> Optional[Event]:
    """The event in `line`, or None when the line is not one: libraries may print to standard output."""
    try:
        document = json.loads(line)
    except ValueError:
        return None
    name = document.get("event") if isinstance(document, dict) else None
    if not isinstance(name, str) or name not in _NAMES:
        return None
    event_type = _NAMES[name]
    fields = {field.name: field for field in dataclasses.fields(event_type)}
    if not all(field_name in document for field_name, field in fields.items() if _is_required(field)):
        return None
    types = typing.get_type_hints(event_type)
    values = {name: document[name] for name in fields if name in document}
    for name, value in values.items():
        if typing.get_origin(types[name]) is tuple:
            if not isinstance(value, list):
                return None
            values[name] = tuple(value)
    return event_type(**values)


def _is_required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def finite(value: Any) -> Any:
    """`value` with None for every NaN and infinity, which JSON does not have."""
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(item) for item in value]
    return value
