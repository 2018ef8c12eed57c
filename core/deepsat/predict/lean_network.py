"""The same U-Net with fewer multiplications: nothing is repeated only for a convolution to read it again.

Pixels are repeated 2 x 2 before the encoder, and features before each block of the decoder; the logits of each 2 x 2
pixels are averaged. A convolution behind a repetition, or before a mean, is another convolution, whose weights are sums
of its own: sub-pixel convolution (Shi et al. 2016, arXiv 1609.05158) the other way round. That saves a quarter of the
work, and the largest arrays. What comes out differs by rounding alone.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from deepsat.encoders import scene_logits

Taps = Sequence[Sequence[int]]
"""For each place of a new kernel, along one axis, which places of the old one it adds up."""

_BEHIND_REPETITION: Taps = ((0,), (1, 2), (3, 4), (5, 6))
"""Of seven that read every other pixel, and that one in the middle."""
_BEFORE_MEAN: Taps = ((0,), (0, 1), (1, 2), (2,))
_TRANSPOSED: Taps = ((2,), (1, 2), (0, 1), (0,))
"""A transposed convolution lays its kernel out the other way round."""


def lean_logits(network: nn.Module, input_scale: int) -> nn.Module:
    """What `scene_logits` computes, as one module: lean where the network has the parts of a U-Net, else as ever.

    Args:
        network: from `build_network`, in evaluation mode; it stays as it is, and shares weights with what is returned.
        input_scale: `Architecture.input_scale`.

    Returns:
        A module that maps float32 (B,C,H,W) to logits (B,K,H,W), in evaluation mode; H and W as `scene_logits` wants.
    """
    encoder = getattr(network, "encoder", None)
    # Of change the encoder has that of a single date inside; of a series the network does.
    encoder = getattr(encoder, "dates", encoder)
    blocks: Any = getattr(getattr(network, "decoder", None), "blocks", ())
    if input_scale != 2 or not _has_the_parts(encoder, blocks, network):
        return _AsEver(network, input_scale).eval()
    shared: dict[int, Any] = {id(tensor): tensor for tensor in (*network.parameters(), *network.buffers())}
    lean: Any = copy.deepcopy(network, shared)
    stem = getattr(lean.encoder, "dates", lean.encoder)
    stem.conv1 = nn.Sequential(nn.ZeroPad2d((2, 1, 2, 1)), _changed(stem.conv1, _BEHIND_REPETITION))
    repeated = int(stem.out_channels[-1])
    for index, block in enumerate(lean.decoder.blocks):
        lean.decoder.blocks[index] = _LeanBlock(block, repeated)
        repeated = block.conv2[0].out_channels
    lean.segmentation_head[0] = _changed(lean.segmentation_head[0], _BEFORE_MEAN, stride=2, padding=1, share=0.25)
    module: nn.Module = lean.eval()
    return module


class _AsEver(nn.Module):
    """From pixels of a scene to their logits."""

    def __init__(self, network: nn.Module, input_scale: int) -> None:
        super().__init__()
        self.network, self.input_scale = network, input_scale

    def forward(self, images: Tensor) -> Tensor:
        return scene_logits(self.network, images, self.input_scale)


class _LeanBlock(nn.Module):
    """A block of a U-Net's decoder, whose output has twice the height and width of the features that go in."""

    def __init__(self, block: Any, channels: int) -> None:
        super().__init__()
        convolution, *rest = block.conv1
        self.rest, self.conv2 = nn.Sequential(*rest), block.conv2
        kernel = _sums(convolution.weight[:, :channels], _TRANSPOSED).transpose(0, 1).contiguous()
        self.of_features = nn.ConvTranspose2d(channels, kernel.shape[1], 4, stride=2, padding=1, bias=False)
        self.of_features.weight = nn.Parameter(kernel, requires_grad=False)
        beside = convolution.in_channels - channels
        self.of_skipped = nn.Conv2d(beside, kernel.shape[1], 3, padding=1, bias=False) if beside else None
        if self.of_skipped is not None:
            self.of_skipped.weight = nn.Parameter(convolution.weight[:, channels:].detach(), requires_grad=False)

    def forward(
        self, features: Tensor, target_height: int, target_width: int, skip_connection: Tensor | None = None
    ) -> Tensor:
        """As segmentation-models-pytorch calls it; the target is twice what goes in."""
        joined: Tensor = self.of_features(features)
        if self.of_skipped is not None:
            joined = joined + self.of_skipped(skip_connection)
        answer: Tensor = self.conv2(self.rest(joined))
        return answer


def _has_the_parts(encoder: Any, blocks: Any, network: Any) -> bool:
    """Whether all that is to be changed is there, and as it is known."""
    stem: Any = getattr(encoder, "conv1", None)
    head: Any = getattr(network, "segmentation_head", (None,))[0]
    convolutions: list[Any] = [getattr(block, "conv1", (None,))[0] for block in blocks]
    return (
        _reads(stem, (7, 7), stride=(2, 2))
        and stem.bias is None
        and _reads(head, (3, 3))
        and len(blocks) > 0
        and all(_reads(found, (3, 3)) and found.bias is None for found in convolutions)
        and all(getattr(block, "interpolation_mode", "") == "nearest" for block in blocks)
        and all(isinstance(block.attention1.attention, nn.Identity) for block in blocks)
        and all(isinstance(block.attention2.attention, nn.Identity) for block in blocks)
    )


def _reads(layer: Any, kernel: tuple[int, int], stride: tuple[int, int] = (1, 1)) -> bool:
    """Whether a layer is a convolution of that kernel and stride that pads to keep the size."""
    if not isinstance(layer, nn.Conv2d) or layer.dilation != (1, 1) or layer.groups != 1:
        return False
    return (layer.kernel_size, layer.stride, layer.padding) == (kernel, stride, (kernel[0] // 2, kernel[1] // 2))


def _changed(old: nn.Conv2d, taps: Taps, *, stride: int = 1, padding: int = 0, share: float = 1.0) -> nn.Conv2d:
    """A convolution of which each weight is a sum of weights of another one, times `share`."""
    biased = old.bias is not None
    new = nn.Conv2d(old.in_channels, old.out_channels, len(taps), stride=stride, padding=padding, bias=biased)
    new.weight = nn.Parameter(_sums(old.weight, taps) * share, requires_grad=False)
    new.bias = old.bias
    return new


def _sums(weight: Tensor, taps: Taps) -> Tensor:
    """float32 (O,I,n,n) of (O,I,m,m): the sums of the places that each of n places adds up, in both directions."""
    added = weight.new_zeros(len(taps), weight.shape[-1])
    for place, olds in enumerate(taps):
        added[place, list(olds)] = 1
    return torch.einsum("ai,bj,ocij->ocab", added, added, weight.detach())
