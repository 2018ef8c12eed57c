"""Starts and modes: what weights a network begins with, and which of them are trained."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from deepsat.checkpoints.checkpoint import WEIGHTS_NAME, read_checkpoint_card
from deepsat.finetune.recipe import Recipe
from deepsat.jobs import checkpoint_names
from deepsat.jobs.checkpoint_names import CARD_NAME, RANDOM
from deepsat.resources import BUNDLED_CHECKPOINTS

PLAIN = "random"
SPECTRAL = "spectral"
AUTO = checkpoint_names.AUTO
BUNDLED = "bundled"
WITHOUT_FOLDER = (PLAIN, SPECTRAL, AUTO, BUNDLED)

FROZEN, RECIPE, PRODUCT = "frozen", "recipe", "product"
MODES = (FROZEN, RECIPE, PRODUCT)


@dataclasses.dataclass(frozen=True)
class Start:
    """What a network begins with."""

    name: str
    """`random`, `spectral`, `auto`, or the name of a checkpoint."""
    folder: Path | None = None
    """Of the checkpoint."""

    @classmethod
    def parse(cls, text: str) -> Start:
        """Reads `random`, `spectral`, `auto`, `bundled`, or NAME=FOLDER of a checkpoint.

        Raises:
            ValueError: none of these, or there is no checkpoint in the folder.
        """
        name, equals, folder = text.partition("=")
        if not equals and name in (PLAIN, SPECTRAL, AUTO):
            return cls(name)
        path = bundled_folder() if text == BUNDLED else Path(folder)
        if (equals and name in (PLAIN, SPECTRAL, AUTO)) or not name or not (equals or text == BUNDLED):
            raise ValueError(f"a start is one of {', '.join(WITHOUT_FOLDER)} or NAME=FOLDER, not {text}")
        missing = [file for file in (CARD_NAME, WEIGHTS_NAME) if not (path / file).is_file()]
        if missing:
            raise ValueError(f"there is no checkpoint in the folder {path}, where {' and '.join(missing)} should be")
        return cls(name, path.absolute())

    @property
    def checkpoint(self) -> str:
        """As a job names it."""
        if self.folder is None:
            return AUTO if self.name == AUTO else RANDOM
        return str(self.folder)

    @property
    def weights_hash(self) -> str:
        """Of the checkpoint that is started from, of `auto` the one that it may choose; empty without one."""
        folder = bundled_folder() if self.name == AUTO else self.folder
        if folder is None or not (folder / CARD_NAME).is_file():
            return ""
        return read_checkpoint_card(folder).weights_hash[:16]

    def recipe(self, mode: str, base: Recipe) -> Recipe:
        """The settings of a measurement.

        frozen   the head alone is fitted, without a forest beside it and without smoothing
        recipe   all weights are trained for every planned step, without a forest beside them
        product  as the product does it: polygons are held out in turn, and choose what the model consists of
        """
        if self.name == PLAIN:
            base = dataclasses.replace(base, spectral_share=0.0)
        if mode == PRODUCT:
            return base
        return dataclasses.replace(
            base, folds=0, smooths=False, candidates=("head",) if mode == FROZEN else ("network",)
        )


def bundled_folder() -> Path:
    """Of the checkpoint that comes with DeepSat; it may not exist."""
    return BUNDLED_CHECKPOINTS / checkpoint_names.BUNDLED
