"""What is fine-tuned on: how its imagery is opened, and what its network starts from."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from deepsat.checkpoints import Card
from deepsat.encoders.change_unet import NAME as FOR_CHANGE
from deepsat.finetune.checkpoints import start_network
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.start import Start
from deepsat.imagery import open_scene
from deepsat.imagery.scene import Scene
from deepsat.jobs import ErrorCode, FinetuneJob, UserError


@dataclasses.dataclass(frozen=True)
class Subject:
    """Everything by which fine-tuning on one kind of thing differs from another."""

    open: Callable[[FinetuneJob, Card | None], Scene]
    """Opens a job's imagery as the model to continue from knows it; None where there is no such one."""
    start: Callable[[str, Scene, int, Recipe, int, tuple[str, ...], Mapping[str, tuple[str, ...]]], Start]
    """As `start_network`: checkpoint, scene, number of classes, recipe, seed, names of the classes, their values."""
    suits_scene: bool = True
    """Whether more of the recipe than its tiles is changed to suit the scene: see `Recipe.suited_to`."""

    def recipe(self, recipe: Recipe, scene: Scene) -> Recipe:
        """The recipe for a scene."""
        return recipe.suited_to(scene) if self.suits_scene else recipe.with_tiles_for(scene)


def _open(job: FinetuneJob, before: Card | None) -> Scene:
    if before is not None and before.architecture.name == FOR_CHANGE:
        raise UserError(
            ErrorCode.MODEL_INVALID,
            expected="a model for land cover, or a checkpoint",
            found=f"the model {job.checkpoint} for change between two dates",
            remedy="Choose a model that was fine-tuned on land cover, or a checkpoint.",
        )
    moments = before.moments if before else None
    return open_scene(job.input, job.dates, masks=job.masks, moments=moments, scale=job.scale)


LAND_COVER = Subject(_open, start_network)
"""A scene, or a series of dates, and its land cover."""
