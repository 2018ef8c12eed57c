"""U-Nets of segmentation-models-pytorch: encoder and decoder.

The weights say what the network is; a `config.json` beside them is checked against it. A model that DeepSat fine-tuned
is such a folder too, and its card names its bands.
"""

from __future__ import annotations

import re

import torch

from deepsat.checkpoints.importing.band_orders import bands_by_count
from deepsat.checkpoints.importing.imported import Imported, Published, unfit
from deepsat.checkpoints.importing.resnet_keys import REMEDY, encoder_name, fitted, left_out
from deepsat.checkpoints.importing.resnets import STEM
from deepsat.checkpoints.model_folder import read_card
from deepsat.encoders import Architecture, build_network
from deepsat.imagery import Band
from deepsat.outputs.own_folders import MODEL_CARD_NAME

_HEAD = "segmentation_head."
_REASONS = {
    _HEAD: "the head, which belongs to other classes",
    "classification_head.": "the head, which belongs to other classes",
}
_CHECKED = {"decoder_interpolation": "nearest", "_model_class": "Unet", "name": "Unet"}
"""Settings that the names of the weights do not show, and what DeepSat's networks have."""


def recognises(published: Published) -> bool:
    """Whether there are a ResNet and a decoder under the names of segmentation-models-pytorch."""
    return STEM in published.tensors and any(name.startswith("decoder.") for name in published.tensors)


def read(published: Published) -> Imported:
    """Encoder and decoder.

    Raises:
        UserError: `MODEL_INVALID` where something has no place, or the bands or the network are not known.
    """
    _check_config(published)
    architecture, bands = _described(published)
    with torch.random.fork_rng(devices=[]):
        fresh = build_network(architecture).state_dict()
    unused = {name for name in fresh if architecture.leaves_unused(name)}
    expected = {name: tensor for name, tensor in fresh.items() if not name.startswith(_HEAD) and name not in unused}
    used = set(expected) & set(published.tensors)
    idle = dict.fromkeys(unused, "stages of the encoder that the network does not use")
    dropped = left_out(published, used, {**_REASONS, **idle})
    given = {name: published.tensors[name] for name in used}
    weights = fitted(given, expected, published.weights_file.name)
    return Imported(
        kind="DeepSat model" if _is_deepsats(published) else "U-Net of segmentation-models-pytorch",
        architecture=architecture,
        weights={**weights, **{name: fresh[name] for name in unused}},
        bands=bands,
        trained_parts=("encoder", "decoder"),
        used=len(used),
        dropped=dropped,
        adapted=(
            "All weights of encoder and decoder are exactly the published ones.",
            "DeepSat brings each band of a scene to mean 0 and standard deviation 1 of that scene, whatever its range "
            "of values. Fine-tuning sets the statistics of batch normalisation to those of the scene.",
        ),
        input_contract={"bands": [band.name for band in bands], "values": "the files do not say"},
    )


def _described(published: Published) -> tuple[Architecture, tuple[Band, ...]]:
    """The network that the weights belong to, and its bands."""
    if _is_deepsats(published):
        card = read_card(published.path)
        return card.architecture, card.bands
    weights = published.tensors
    bands = bands_by_count(int(weights[STEM].shape[1]) if weights[STEM].dim() == 4 else 0)
    blocks = {int(matched[1]): tensor.shape[0] for name, tensor in weights.items()
              if (matched := re.fullmatch(r"decoder\.blocks\.(\d+)\.conv2\.0\.weight", name))}  # fmt: skip
    try:
        architecture = Architecture(
            in_channels=len(bands),
            classes=1,
            encoder_name=encoder_name(weights),
            decoder_channels=tuple(blocks[index] for index in sorted(blocks)),
            input_scale=1,
        )
    except ValueError as error:
        raise unfit("a U-Net with a decoder of 3 to 5 blocks", f"another network ({error})", REMEDY) from error
    return architecture, bands


def _is_deepsats(published: Published) -> bool:
    return published.path.is_dir() and (published.path / MODEL_CARD_NAME).is_file()


def _check_config(published: Published) -> None:
    config = published.config
    differing = [f"{name} {config[name]}" for name, value in _CHECKED.items() if config.get(name, value) != value]
    if differing:
        raise unfit("a U-Net as segmentation-models-pytorch builds it by default", ", ".join(differing), REMEDY)
