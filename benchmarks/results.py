"""Results: one JSON line for each measurement, so that an interrupted run goes on where it stopped."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Key = tuple[str, str, str, str, int]


@dataclasses.dataclass(frozen=True)
class Result:
    """One measurement: what was measured, and what came out."""

    place: str
    budget: str
    learner: str
    """A start of a network, or a classic learner."""
    mode: str
    seed: int
    setup: str
    """Hash of data and of the learner's settings."""
    software: str
    """Hash of the code and the libraries' versions."""
    mean_iou: float
    overall: float
    iou: dict[str, float]
    training_pixels: int
    scored_pixels: int
    seconds: float
    checkpoint: str = ""
    """Hash of the checkpoint; empty without one."""
    first_date: bool = False
    """Whether the place has more dates than the one that was used."""
    dates: int = 1
    """How many were used."""
    memory_mb: int = 0
    """The most that the measurement's process held, libraries among it."""
    libraries_mb: int = 0
    """The same before learning began."""
    chosen: str = ""
    """What the product chose to make the model of."""
    conditions: str = ""
    """Device, threads, and how many measurements ran at the same time: what the seconds depend on."""

    @property
    def key(self) -> Key:
        """What was measured, whatever it was measured with."""
        return (self.place, self.budget, self.learner, self.mode, self.seed)


_KNOWN = {field.name for field in dataclasses.fields(Result)}
_REQUIRED = {field.name for field in dataclasses.fields(Result) if field.default is dataclasses.MISSING}


class ResultFile:
    """A file of results, to which measurements are appended as they end.

    Args:
        path: of the file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> list[Result]:
        """All results, in the order in which they were written.

        Left out are a line that was cut short by a kill, and results with other fields, as older code wrote them.
        """
        if not self.path.is_file():
            return []
        lines = self.path.read_text(encoding="utf-8").split("\n")
        # Only what ends with a line feed was written whole.
        return [Result(**document) for line in lines[:-1] if (document := _document(line)) is not None]

    def append(self, result: Result) -> None:
        """Writes one result, for good before this returns."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps(dataclasses.asdict(result), ensure_ascii=False, allow_nan=False)
        with self.path.open("a+b") as file:
            if file.tell() > 0:
                file.seek(-1, os.SEEK_END)
                # The rest of a line that was cut short must not take the next one with it.
                line = line if file.read(1) == b"\n" else "\n" + line
            file.write((line + "\n").encode())
            file.flush()
            os.fsync(file.fileno())


def latest(results: Iterable[Result]) -> list[Result]:
    """The last result of each key, in the order of their first ones."""
    return list({result.key: result for result in results}.values())


def _document(line: str) -> dict[str, Any] | None:
    try:
        document = json.loads(line)
    except json.JSONDecodeError:
        return None
    return document if isinstance(document, dict) and _REQUIRED <= set(document) <= _KNOWN else None
