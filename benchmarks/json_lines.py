"""Measurements as lines of JSON: added as they end, so that a run that is cut off goes on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Line = dict[str, Any]


def read_lines(results: Path) -> list[Line]:
    """What was measured so far."""
    if not results.is_file():
        return []
    return [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]


def add_lines(results: Path, lines: Iterable[Line]) -> None:
    """Adds what one measurement gave."""
    with results.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
