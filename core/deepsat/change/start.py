"""Where learning change starts from: any checkpoint for single images, or a model for change."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from deepsat.checkpoints.model_folder import read_card
from deepsat.checkpoints.names import folder_of_checkpoint, is_model
from deepsat.encoders.change_unet import NAME, ChangeUnet, add_up_differences, of_two_dates
from deepsat.encoders.spectral_start import spectral_channels
from deepsat.encoders.unet import UnetFamily
from deepsat.finetune.checkpoints import start_network
from deepsat.finetune.continuing import NO_VALUES
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.start import Start
from deepsat.imagery.pair import Pair
from deepsat.imagery.scene import Scene
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.sentences import quoted


def change_start(
    checkpoint: str,
    scene: Scene,
    classes: int,
    recipe: Recipe,
    seed: int,
    class_names: tuple[str, ...] = (),
    class_values: Mapping[str, Sequence[str]] = NO_VALUES,
) -> Start:
    """The network that learns change: a U-Net for one date, whose decoder sees how the dates differ.

    Args:
        checkpoint: as for `start_network`; a model has to be one for change.
        scene: a pair.
        classes: number of classes.
        recipe: how random weights are arranged.
        seed: of the random weights.
        class_names: of the classes, in the order of their ids.
        class_values: as for `continued_start`.

    Raises:
        UserError: as `start_network`; `MODEL_INVALID` for a model that is not for change, and for a checkpoint of
            another kind of network.
    """
    if not isinstance(scene, Pair):
        raise TypeError("change is learnt from a pair of rasters")
    if is_change_model(checkpoint):
        return start_network(checkpoint, scene, classes, recipe, seed, class_names, class_values)
    start = start_network(checkpoint, scene.before, classes, recipe, seed)
    architecture = start.architecture
    if architecture.name != "Unet":
        raise UserError(
            ErrorCode.MODEL_INVALID,
            expected=f"a checkpoint of a {UnetFamily.title}",
            found=f"one of a {architecture.title}",
            remedy="Choose another checkpoint, or 'random'.",
        )
    share = start.spectral_share if start.weights_hash else recipe.spectral_share
    rows = spectral_channels(start.network, architecture, share)
    if rows:
        key = f"decoder.blocks.{architecture.depth - 2}.conv1.0.weight"
        add_up_differences(start.network, architecture, rows["encoder.conv1.weight"] // 2, rows[key])
    # Differences have other statistics than features, so those of batch normalisation are taken from the pair.
    return dataclasses.replace(
        start,
        network=ChangeUnet(start.network),
        architecture=of_two_dates(architecture),
        calibrated=False,
        spectral_share=0.0,
        trusted_share=0.0,
    )


def is_change_model(checkpoint: str) -> bool:
    """Whether a checkpoint is the folder of a model for change.

    Raises:
        UserError: `CHECKPOINT_UNKNOWN`; `MODEL_INVALID` for a model that is for something else.
    """
    folder = folder_of_checkpoint(checkpoint)
    if folder is None or not is_model(folder):
        return False
    card = read_card(folder)
    if card.architecture.name != NAME:
        raise UserError(
            ErrorCode.MODEL_INVALID,
            expected="a model for change between two dates, or a checkpoint",
            found=f"the model {folder.name} for land cover, with the classes {quoted(card.class_map.names)}",
            remedy="Choose a model that was fine-tuned on change, or a checkpoint.",
        )
    return True
