"""What a job's `checkpoint` means: a name, or the path of a folder."""

from __future__ import annotations

from pathlib import Path

from deepsat.jobs.checkpoint_names import (
    AUTO,
    CARD_NAME,
    MODEL_NAME,
    RANDOM,
    RESERVED,
    default_checkpoint,
    find_checkpoint,
    folder_of_name,
)
from deepsat.resources import BUNDLED_CHECKPOINTS


def settled_name(checkpoint: str) -> str:
    """`checkpoint` itself, or what `auto` stands for in this installation."""
    return default_checkpoint(BUNDLED_CHECKPOINTS) if checkpoint == AUTO else checkpoint


def folder_of_checkpoint(checkpoint: str) -> Path | None:
    """The folder of a checkpoint or model, which holds a card; None for weights drawn at random.

    Args:
        checkpoint: `auto`, `random`, the name of a bundled or installed checkpoint, or the path of a folder.

    Raises:
        UserError: `CHECKPOINT_UNKNOWN`, with the names that are known.
    """
    return find_checkpoint(checkpoint, BUNDLED_CHECKPOINTS)


def is_model(folder: Path) -> bool:
    """Whether a folder holds a fine-tuned model, and no checkpoint."""
    return (folder / MODEL_NAME).is_file() and not (folder / CARD_NAME).is_file()


def name_for_card(checkpoint: str) -> str:
    """What a card says of the weights that training started from: a name, never a path of this machine.

    Args:
        checkpoint: as for `folder_of_checkpoint`.
    """
    checkpoint = settled_name(checkpoint)
    if checkpoint == RANDOM or folder_of_name(checkpoint, BUNDLED_CHECKPOINTS) is not None:
        return checkpoint
    name = Path(checkpoint).absolute().name
    if is_model(Path(checkpoint)):
        return f"{name} (a model)"
    return f"{name} (a folder)" if name in RESERVED else name
