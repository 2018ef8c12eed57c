"""The spectral start: random weights that let what each pixel's bands say pass through a U-Net.

With few polygons the bands of a pixel decide, and whatever blurs them costs accuracy. A random U-Net blurs them: over
ten places a head on its frozen features reached a mean IoU of .41, and one on features that let the bands through .66.
So part of the channels of the finest layers starts as a pass-through of the bands, the rest stays random and brings
context. All can be trained, and the network is an ordinary one:

    encoder.conv1   bands ---------> p and -p, for projections p of the bands (ReLU keeps one of the two)
    next-to-last    p and -p ------> p + bias, p back together from its two halves
    decoder block
    later layers    p + bias ------> p + bias; the bias keeps most values positive, so that ReLU lets them through
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from deepsat.encoders.networks import Architecture

STEM_SHARE = 0.5
"""Share of the stem's channels that carry the bands."""

BIAS = 1.5
"""In standard deviations of a feature."""


@torch.no_grad()
def start_spectrally(network: nn.Module, architecture: Architecture, decoder_share: float) -> None:
    """Overwrites part of the network's finest layers with a pass-through of the bands.

    Args:
        network: a fresh U-Net with a ResNet encoder, from `build_network`.
        architecture: its description.
        decoder_share: share of the channels of the decoder's last two blocks that carry the bands, 0-1; 0 leaves the
            whole network as it is, since nothing would take up what the stem lets through.
    """
    if decoder_share == 0:
        return
    stem: Tensor = network.encoder.conv1.weight  # type: ignore[union-attr, assignment]
    pairs = int(stem.shape[0] * STEM_SHARE) // 2
    projections = _projections(pairs, architecture.in_channels)
    centre = stem.shape[-1] // 2
    stem[: 2 * pairs] = 0
    stem[: 2 * pairs, :, centre, centre] = torch.cat([projections, -projections]).to(stem)
    blocks = list(network.decoder.blocks)[-2:]  # type: ignore[union-attr, arg-type]
    mixing = _reunited(pairs, int(architecture.decoder_channels[-2] * decoder_share), architecture.in_channels)
    # The next-to-last block sees the coarser features first, then the stem's.
    skipped = blocks[0].conv1[0].weight.shape[1] - stem.shape[0]
    for block in blocks:
        for layer in (block.conv1, block.conv2):
            carried = min(int(layer[0].weight.shape[0] * decoder_share), mixing.shape[0])
            _pass_through(layer, mixing[:carried], skipped)
            mixing, skipped = torch.eye(carried), 0


def spectral_channels(network: nn.Module, architecture: Architecture, decoder_share: float) -> dict[str, int]:
    """Where `start_spectrally` puts the pass-through.

    Returns:
        For each key of the weights that carry the bands, how many of its first rows (output channels) do; empty for a
        share of 0.
    """
    if decoder_share == 0:
        return {}
    blocks = len(architecture.decoder_channels)
    stem: Tensor = network.encoder.conv1.weight  # type: ignore[union-attr, assignment]
    layers = {("encoder.conv1", "encoder.bn1"): int(stem.shape[0] * STEM_SHARE) // 2 * 2}
    carried = int(architecture.decoder_channels[-2] * decoder_share)
    for block in (blocks - 2, blocks - 1):
        carried = min(carried, int(architecture.decoder_channels[block] * decoder_share))
        for layer in ("conv1", "conv2"):
            key = f"decoder.blocks.{block}.{layer}"
            layers[f"{key}.0", f"{key}.1"] = carried
    return {
        f"{part}.{kind}": rows
        for (convolution, normalisation), rows in layers.items()
        for part, kind in ((convolution, "weight"), (normalisation, "weight"), (normalisation, "bias"))
    }


@torch.no_grad()
def separate_spectral_path(network: nn.Module, architecture: Architecture, decoder_share: float) -> None:
    """Keeps the decoder's other channels from reading those that carry the bands, in its last two blocks.

    Then `renew_spectral_path` can arrange these for another scene's bands without changing what the others say.
    """
    rows = spectral_channels(network, architecture, decoder_share)
    keys = [key for key in rows if key.startswith("decoder.") and key.endswith(".0.weight")]
    for before, key in itertools.pairwise(keys):
        network.get_parameter(key)[rows[key] :, : rows[before]] = 0


@torch.no_grad()
def renew_spectral_path(
    network: nn.Module, architecture: Architecture, decoder_share: float, stem: Sequence[int]
) -> None:
    """Fills all of the decoder's spectral channels from those projections of the bands that a scene has.

    The stem of a checkpoint has a projection for each of its slots; where a scene lacks bands their channels would stay
    constant.

    Args:
        network: with the weights of a checkpoint that keeps the spectral path apart.
        architecture: its description.
        decoder_share: as in pre-training.
        stem: numbers of the projections, from 0, that a band of the scene reaches alone.
    """
    pairs = spectral_channels(network, architecture, decoder_share)["encoder.conv1.weight"] // 2
    key = f"decoder.blocks.{architecture.depth - 2}.conv1"
    layer: nn.Sequential = network.get_submodule(key)  # type: ignore[assignment]
    carried = int(architecture.decoder_channels[-2] * decoder_share)
    mixing = torch.zeros(carried, 2 * pairs)
    plain = list(stem)[:carried]
    for row, index in enumerate(plain):
        mixing[row, index], mixing[row, pairs + index] = 1, -1
    halves = [*stem, *(pairs + index for index in stem)]
    mixing[len(plain) :, halves] = torch.randn(carried - len(plain), len(halves))
    weight: Tensor = layer[0].weight  # type: ignore[assignment]
    filters: Tensor = network.encoder.conv1.weight  # type: ignore[union-attr, assignment]
    _pass_through(layer, torch.nn.functional.normalize(mixing, dim=1), weight.shape[1] - filters.shape[0])


def _projections(count: int, bands: int) -> Tensor:
    """(count, bands): each band itself where there is room for all, then random directions of length 1."""
    directions: Tensor = torch.nn.functional.normalize(torch.randn(count, bands), dim=1)
    if bands <= count:
        directions[:bands] = torch.eye(bands)
    return directions


def _reunited(pairs: int, count: int, bands: int) -> Tensor:
    """(count, 2 * pairs): first p - (-p) for the bands themselves, then random mixtures of all halves."""
    mixing = torch.randn(count, 2 * pairs)
    plain = min(bands, count, pairs) if bands <= pairs else 0
    mixing[:plain] = 0
    for index in range(plain):
        mixing[index, index], mixing[index, pairs + index] = 1, -1
    return torch.nn.functional.normalize(mixing, dim=1)


def _pass_through(layer: nn.Sequential, mixing: Tensor, skipped: int) -> None:
    """Makes the first channels of a convolution + batch normalisation mix their own pixel's channels only."""
    convolution, normalisation = layer[0], layer[1]
    weight: Tensor = convolution.weight  # type: ignore[assignment]
    carried, sources = mixing.shape
    weight[:carried] = 0
    weight[:carried, skipped : skipped + sources, 1, 1] = mixing.to(weight)
    normalisation.bias[:carried] = BIAS  # type: ignore[operator]
