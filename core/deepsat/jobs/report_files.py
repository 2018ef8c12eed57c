"""The files that a report consists of."""

from __future__ import annotations

from pathlib import Path
from typing import Union


def json_beside(report: Union[Path, str]) -> Path:
    """Where the numbers of a report are written: beside it, under its name with the ending `.json`."""
    path = Path(report)
    return path.parent / f"{path.name if path.suffix.lower() == '.json' else path.stem}.json"
