"""Folders that look like checkpoints from outside."""

from __future__ import annotations

import json
from pathlib import Path


def make_checkpoint(folder: Path, title: str = "", description: str = "") -> Path:
    """A folder with a card that has a title and a description."""
    folder.mkdir(parents=True)
    card = {"properties": {"title": title, "description": description}}
    (folder / "checkpoint.json").write_text(json.dumps(card), encoding="utf-8")
    return folder
