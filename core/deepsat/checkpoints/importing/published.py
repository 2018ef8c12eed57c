"""Opening what the person chose: a weight file, or a folder with one."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from deepsat.checkpoints.importing.imported import Published, listed, unfit
from deepsat.checkpoints.importing.pickles import read_weights
from deepsat.jobs import ErrorCode, UserError
from deepsat.outputs.own_folders import CHECKPOINT_CARD_NAME

CONFIG_NAME = "config.json"
_SUFFIXES = (".safetensors", ".bin", ".pt", ".pth", ".ckpt", ".tar")
_FIRST = ("model.safetensors", "pytorch_model.bin", "encoder.pt")
"""Names by which publishers mark the weights among others."""

_WRAPPERS = ("state_dict/", "model_state_dict/", "model/")
"""Entries in which training programs put the weights, beside their own state."""

_AT_ONCE = 2**20


def open_published(path: Path) -> Published:
    """Reads a weight file, or the one in a folder with its `config.json`.

    Raises:
        UserError: `CHECKPOINT_UNKNOWN` where there is nothing; `MODEL_INVALID` where it cannot be read.
    """
    if not path.exists():
        raise UserError(
            ErrorCode.CHECKPOINT_UNKNOWN,
            expected="a file or folder with published weights",
            found=f"nothing at {path}",
            remedy="Choose the file that you downloaded.",
        )
    file = _weights_file(path) if path.is_dir() else path
    tensors, values = read_weights(file)
    config = _config(path / CONFIG_NAME) if path.is_dir() else {}
    bare = {_unwrapped(name): tensor for name, tensor in tensors.items()}
    if len(bare) < len(tensors):
        raise unfit("one network in the file", f"names that occur twice, as in {file.name}", "Save one network alone.")
    return Published(path=path, weights_file=file, tensors=bare, values=values, config=config)


def md5_of(file: Path) -> str:
    """Checksum by which publishers identify their files; lower-case hexadecimal."""
    checksum = hashlib.md5(usedforsecurity=False)
    with file.open("rb") as stream:
        while part := stream.read(_AT_ONCE):
            checksum.update(part)
    return checksum.hexdigest()


def _weights_file(folder: Path) -> Path:
    if (folder / CHECKPOINT_CARD_NAME).is_file():
        raise unfit("published weights", f"a checkpoint of DeepSat, {folder}", "Start from this folder as it is.")
    files = sorted(file for file in folder.iterdir() if file.is_file() and file.suffix in _SUFFIXES)
    marked = [folder / name for name in _FIRST if folder / name in files]
    if not marked and len(files) != 1:
        names = listed([file.name for file in files]) or "none"
        raise unfit(f"one weight file in {folder}", f"{len(files)}: {names}", "Choose the file itself.")
    return (marked or files)[0]


def _config(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    try:
        config = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise unfit(f"a {CONFIG_NAME} that can be read", f"{file} ({error})", "Download the folder again.") from error
    return config if isinstance(config, dict) else {}


def _unwrapped(name: str) -> str:
    return next((name.removeprefix(wrapper) for wrapper in _WRAPPERS if name.startswith(wrapper)), name)
