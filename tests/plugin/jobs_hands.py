"""What tests do with algorithms: the job that parameters become, or why they are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from deepsat.jobs import (
    Job,
)


def job_of(provider: Any, name: str, parameters: dict[str, Any], context: Any, feedback: Any) -> Job:
    algorithm = provider.algorithm(name).create()
    accepted, message = algorithm.checkParameterValues(parameters, context)
    assert accepted, message
    return algorithm.job(parameters, context, feedback)


def refusal(provider: Any, name: str, parameters: dict[str, Any], context: Any) -> str:
    accepted, message = provider.algorithm(name).create().checkParameterValues(parameters, context)
    assert not accepted
    return str(message)


def make_model_folder(folder: Path) -> None:
    """A folder that looks like a model's from outside."""
    folder.mkdir(exist_ok=True)
    (folder / "model.json").write_text("{}")
