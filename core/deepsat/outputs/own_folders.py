"""Folders that DeepSat writes as a whole, models and checkpoints: what is in them, and what must be somebody else's.

Such a folder is replaced by a new one and removed. TensorFlow.js calls its models `model.json` too, and people put
files of their own beside what DeepSat wrote, so a name alone does not tell that nothing of value would go.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

MODEL_CARD_NAME = "model.json"
"""File whose presence makes a folder a model folder, which may be replaced by a new model."""

CHECKPOINT_CARD_NAME = "checkpoint.json"
"""File whose presence makes a folder a checkpoint folder, which may be replaced by a new checkpoint."""

_WRITTEN = {
    MODEL_CARD_NAME: re.compile(r"model\.json|config\.json|(model|forest)\.safetensors"),
    CHECKPOINT_CARD_NAME: re.compile(r"checkpoint\.json|checkpoint\.safetensors|log(/events\.out\.tfevents\..*)?"),
}
"""Paths in the folder, by its card: see `save_model` and `save_checkpoint`."""

_OF_SYSTEMS = re.compile(
    r"\.DS_Store|\._.*|\.localized|Icon\r|Thumbs\.db|ehthumbs\.db|desktop\.ini|\.directory|@eaDir|"
    r"\.nfs[0-9a-f]+|\.fuse_hidden[0-9a-f]+|.*\.aux\.xml",
    re.IGNORECASE,
)
"""Files that file managers and network drives of macOS, Windows, Linux and Synology put into any folder, and GDAL
beside what it is shown."""


def strangers_in(folder: Path, card: str) -> list[str]:
    """Names of what is in a folder and is not DeepSat's, sorted; empty where the folder is empty, or DeepSat's alone.

    Args:
        folder: that is there.
        card: `MODEL_CARD_NAME` or `CHECKPOINT_CARD_NAME`, by what is to be written.

    Raises:
        OSError: it cannot be read.
    """
    names = _names_in(folder)
    if not is_own_card(folder / card):
        return names
    inside = [f"{name}/{each}" for name in names if (folder / name).is_dir() for each in _names_in(folder / name)]
    return [name for name in (*names, *inside) if not _WRITTEN[card].fullmatch(name)]


def is_own_card(file: Path) -> bool:
    """Whether a file is the card of a model or a checkpoint of DeepSat's, of any version."""
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    properties = document.get("properties") if isinstance(document, dict) else None
    return isinstance(properties, dict) and any(name.startswith("deepsat:") for name in properties)


def _names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not _OF_SYSTEMS.fullmatch(path.name))
