"""ResNets of any source, as the encoder of a U-Net.

The decoder is not published with them and starts from random weights. Ordinary ones would mix what the encoder's first
layer says of a pixel with everything around it, and with few polygons what a pixel says decides. So half of the
decoder's last channels start as a pass-through of the first layer's features, as they do for random encoders
(`deepsat.encoders.spectral_start`), and the other half stays random and mixes in what the deeper layers see. Nothing
of the encoder is overwritten.

Over four places with five polygons a class, a head on the frozen network reached a mean IoU of .54 so, and .40 with an
ordinary random decoder; random numbers stood in for the published ones, so this is about the decoder alone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from deepsat.checkpoints.importing.imported import Imported, Published, unfit
from deepsat.checkpoints.importing.resnet_keys import (
    ENCODER,
    REMEDY,
    encoder_name,
    encoder_weights,
    fitted,
    left_out,
)
from deepsat.encoders import Architecture, build_network
from deepsat.encoders.spectral_start import BIAS
from deepsat.imagery import Band

STEM = "encoder.conv1.weight"
SEED = 0
"""Of the decoder's random weights: the same file gives the same checkpoint."""
DECODER_CHANNELS = (128, 64, 32, 32, 32)
"""Of the decoder that is put on a published encoder, all five stages of which are kept."""

PASSED_SHARE = 0.5
"""Share of the decoder's last channels that pass the first layer's features through."""
_HEAD = "segmentation_head."


@dataclasses.dataclass(frozen=True)
class Trunk:
    """A ResNet's weights in a file."""

    published: Published
    found: Mapping[str, tuple[str, Tensor]]
    """By DeepSat's key: the name in the file, and the tensor."""

    @property
    def channels(self) -> int:
        """Bands that the first convolution sees."""
        return int(self.found[STEM][1].shape[1])


def trunk_at(published: Published, beginning: str, *, in_a_row: bool = False) -> Trunk:
    """The ResNet whose names start with `beginning`.

    Raises:
        UserError: `MODEL_INVALID` where there is no first convolution.
    """
    found = encoder_weights(published.tensors, beginning, in_a_row=in_a_row)
    if STEM not in found or found[STEM][1].dim() != 4:
        wanted = f"{beginning}{'0' if in_a_row else 'conv1'}.weight"
        raise unfit(f"the first convolution, {wanted}", f"{published.weights_file.name} without it", REMEDY)
    return Trunk(published, found)


def has_trunk(published: Published, beginning: str, *, in_a_row: bool = False) -> bool:
    """Whether the file has a first convolution there."""
    return f"{beginning}{'0' if in_a_row else 'conv1'}.weight" in published.tensors


def imported_resnet(
    trunk: Trunk,
    *,
    kind: str,
    bands: Sequence[Band],
    contract: Mapping[str, Any],
    reasons: Mapping[str, str],
    units: tuple[Sequence[float], Sequence[float]] | None = None,
    source: str = "",
    licence: str = "",
    adapted: Sequence[str] = (),
) -> Imported:
    """A published ResNet as the encoder of a U-Net.

    Args:
        trunk: its weights.
        kind: what to call it.
        bands: what its inputs are.
        contract: what it was fed with, see `Imported.input_contract`.
        reasons: why other entries of the file are left out, by beginning of their names.
        units: mean and standard deviation of each band in the values that the network was fed with, where these were
            not standardised: the first layer is then rewritten for standardised bands; None to leave it as it is.
        source: who made it, as far as known.
        licence: as far as known.
        adapted: sentences to be said besides.

    Raises:
        UserError: `MODEL_INVALID` where something of the file has no place, or something of the network is missing.
    """
    architecture = Architecture(
        in_channels=len(bands),
        classes=1,
        encoder_name=encoder_name(trunk.found),
        decoder_channels=DECODER_CHANNELS,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(SEED)
        network = build_network(architecture)
        pass_stem_through(network, architecture)
    fresh = {key: tensor for key, tensor in network.state_dict().items() if not key.startswith(_HEAD)}
    expected = {key: tensor for key, tensor in fresh.items() if key.startswith(ENCODER)}
    used = {name for key, (name, _) in trunk.found.items() if key in expected}
    dropped = left_out(trunk.published, used, reasons)
    given = {key: tensor for key, (_, tensor) in trunk.found.items()}
    encoder = fitted(given, expected, trunk.published.weights_file.name)
    if units is not None:
        encoder = restated(encoder, *units)
    return Imported(
        kind=kind,
        architecture=architecture,
        weights={**fresh, **encoder},
        bands=tuple(bands),
        trained_parts=("encoder",),
        used=len(used),
        dropped=dropped,
        adapted=(*adapted, *_sentences(architecture, units is not None)),
        input_contract={"bands": [band.name for band in bands], **contract},
        source=source,
        licence=licence,
    )


@torch.no_grad()
def restated(encoder: Mapping[str, Tensor], mean: Sequence[float], std: Sequence[float]) -> dict[str, Tensor]:
    """The encoder for standardised bands that does what the given one does for bands in other units.

    A band v = mean + std * z, so a convolution of v is a convolution of z with its slices times std, plus a constant,
    which the mean of the batch normalisation behind it takes up. Only at the image's edge, where a convolution sees the
    zeros around it, do the two differ.

    Args:
        encoder: by DeepSat's key, with `encoder.conv1.weight` (F,C,h,w).
        mean: of each of the C bands, in the units of the given encoder's inputs.
        std: standard deviation of each, likewise.
    """
    weight = encoder[STEM]
    centre = torch.tensor(mean, dtype=weight.dtype)
    constant = torch.einsum("fchw,c->f", weight, centre)
    statistic = f"{ENCODER}bn1.running_mean"
    scale = torch.tensor(std, dtype=weight.dtype).view(1, -1, 1, 1)
    return {**encoder, STEM: weight * scale, statistic: encoder[statistic] - constant}


@torch.no_grad()
def pass_stem_through(network: nn.Module, architecture: Architecture) -> None:
    """Lets mixtures of the first layer's features through the decoder's last two blocks, in part of their channels.

    Args:
        network: a fresh U-Net with a ResNet encoder, from `build_network`; only its decoder changes.
        architecture: its description.
    """
    stem: Tensor = network.encoder.conv1.weight  # type: ignore[union-attr, assignment]
    sources = stem.shape[0]
    count = int(architecture.decoder_channels[-2] * PASSED_SHARE)
    mixing = torch.nn.functional.normalize(torch.randn(count, sources), dim=1)
    blocks = list(network.decoder.blocks)[-2:]  # type: ignore[union-attr, arg-type]
    # The next-to-last block sees the coarser features first, then the first layer's.
    skipped = blocks[0].conv1[0].weight.shape[1] - sources
    for block, channels in zip(blocks, architecture.decoder_channels[-2:], strict=True):
        for layer in (block.conv1, block.conv2):
            mixing = mixing[: int(channels * PASSED_SHARE)]
            rows, columns = mixing.shape
            layer[0].weight[:rows] = 0
            layer[0].weight[:rows, skipped : skipped + columns, 1, 1] = mixing
            layer[1].bias[:rows] = BIAS
            mixing, skipped = torch.eye(rows), 0


def _sentences(architecture: Architecture, rewritten: bool) -> tuple[str, ...]:
    times = architecture.input_scale
    stem = (
        "The network was fed with values that are not standardised: its first convolution and the mean of its first "
        "batch normalisation are rewritten, so that standardised bands give the same features."
        if rewritten
        else "All weights of the encoder are exactly the published ones."
    )
    return (
        stem,
        "The decoder is random: half of its last channels pass the encoder's first features through.",
        "DeepSat brings each band of a scene to mean 0 and standard deviation 1 of that scene, whatever its range of "
        "values; the published statistics are recorded here. Fine-tuning sets the statistics of batch normalisation to "
        "those of the scene.",
        f"Each pixel is repeated {times} x {times}, so that the finest features have one value for each pixel.",
    )
