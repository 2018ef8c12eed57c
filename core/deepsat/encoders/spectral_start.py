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
        For each key of the weights that carry the bands, how many of its first rows (output channels) do.
    """
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
