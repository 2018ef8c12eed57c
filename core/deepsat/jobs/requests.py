"""Requests: what the worker is told, one JSON object a line on its standard input.

The end of standard input is a request too: whoever started the worker is gone, so it cancels its job and ends.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Union

from deepsat.jobs.errors import ErrorCode, UserError
from deepsat.jobs.jobs import Job, job_from_json, job_to_json

PROTOCOL_VERSION = 1
"""Raised whenever an old plugin could misunderstand a new worker, or the other way round."""


@dataclasses.dataclass(frozen=True)
class Submit:
    """Do this job and name it `job_id` in every event."""

    job_id: str
    job: Job


@dataclasses.dataclass(frozen=True)
class Cancel:
    """Stop the job `job_id`; unknown ids are ignored, since the job may just have ended."""

    job_id: str


@dataclasses.dataclass(frozen=True)
class Shutdown:
    """Cancel what is running and end."""


Request = Union[Submit, Cancel, Shutdown]


def encode_request(request: Request) -> str:
    """One line of JSON, without the line break."""
    if isinstance(request, Submit):
        return json.dumps({"request": "submit", "job_id": request.job_id, "job": job_to_json(request.job)})
    if isinstance(request, Cancel):
        return json.dumps({"request": "cancel", "job_id": request.job_id})
    return json.dumps({"request": "shutdown"})


def decode_request(line: str) -> Request:
    """The request in `line`.

    Raises:
        UserError: `INVALID_JOB` when the line is no request or its job cannot be carried out.
    """
    try:
        document = json.loads(line)
    except ValueError:
        raise _not_a_request(line) from None
    kind = document.get("request") if isinstance(document, dict) else None
    if kind == "submit" and isinstance(document.get("job"), dict):
        return Submit(str(document.get("job_id", "")), job_from_json(document["job"]))
    if kind == "cancel":
        return Cancel(str(document.get("job_id", "")))
    if kind == "shutdown":
        return Shutdown()
    raise _not_a_request(line)


def _not_a_request(line: str) -> UserError:
    return UserError(
        ErrorCode.INVALID_JOB,
        expected='one JSON object a line with "request": "submit", "cancel" or "shutdown"',
        found=line.strip()[:200] or "an empty line",
        remedy="Send one request a line.",
    )
