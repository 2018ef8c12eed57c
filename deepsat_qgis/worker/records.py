"""What an environment's folder says about itself: a journal while it is made, and a record once it is whole.

The record is written last, under a temporary name first, so a folder that has one was whole when it got it.
"""

from __future__ import annotations

import dataclasses
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

JOURNAL_NAME = "journal.jsonl"
RECORD_NAME = "installed.json"

MANAGED = "managed"
EXISTING = "existing"


@dataclass(frozen=True)
class Record:
    """A whole environment."""

    kind: str
    """`managed` for an environment that DeepSat made, `existing` for a Python of the person's own."""
    lock: str
    """Digest of the lock file that it was made from or compared with."""
    python: str
    """Path of its interpreter."""
    base: str
    """Path of the Python that it was built from; that of `python` for an existing one."""
    version: str
    """Of its Python, such as `3.11.2`."""
    markers: Mapping[str, str]
    """Values of the lock's markers for its Python."""
    site_packages: str
    torch: str
    """Version of torch with its build, such as `2.13.0+cpu`; empty where the lock has none."""
    torch_kind: str
    """`cpu` or `cuda`."""
    device: str
    """Device on which the convolution ran, in words."""
    findings: tuple[str, ...]
    """What a person should know though it works, as sentences."""
    installed_at: float
    """Seconds since 1970."""
    seconds: float
    """How long the installation took, without interrupted tries."""
    modules: Mapping[str, str] = field(default_factory=dict)
    """Version of each module that was imported to verify the environment."""


def read_record(folder: Path) -> Optional[Record]:
    """The record of an environment's folder, or None when it has none that can be read."""
    try:
        document = json.loads((folder / RECORD_NAME).read_text(encoding="utf-8"))
        return Record(**{**document, "findings": tuple(document["findings"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_record(folder: Path, record: Record) -> None:
    """Declares the environment whole."""
    temporary = folder / f".~{RECORD_NAME}"
    temporary.write_text(json.dumps(dataclasses.asdict(record), indent=2), encoding="utf-8")
    os.replace(temporary, folder / RECORD_NAME)


def note(folder: Path, step: str, **facts: Any) -> None:
    """Adds a finished step to the journal."""
    line = json.dumps({"step": step, "at": round(time.time(), 1), **facts})
    with (folder / JOURNAL_NAME).open("a", encoding="utf-8") as journal:
        journal.write(line + "\n")


def read_journal(folder: Path) -> dict[str, dict[str, Any]]:
    """The last note of each step; a line that a kill cut short does not count."""
    notes: dict[str, dict[str, Any]] = {}
    try:
        lines = (folder / JOURNAL_NAME).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    for line in lines:
        try:
            document = json.loads(line)
            notes[document["step"]] = document
        except (ValueError, KeyError, TypeError):
            continue
    return notes
