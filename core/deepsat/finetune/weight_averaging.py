"""Averaging of weights: the model lies between the fitted head on frozen features and the fine-tuned network.

Fine-tuning on a few polygons gains where they are and loses where they are not; the mean of the weights before and
after keeps most of the gain and little of the loss. Wortsman et al. 2022, Robust fine-tuning of zero-shot models,
arXiv 2109.01903.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

import torch
from torch import Tensor, nn


@torch.no_grad()
def averaged(start: Mapping[str, Tensor], trained: Mapping[str, Tensor], start_share: float) -> dict[str, Tensor]:
    """The weighted mean of two states of one network, as new tensors on the device of `trained`.

    Args:
        start: state of the network before training.
        trained: state of the same network now.
        start_share: weight of `start`, 0-1; counters, which are whole numbers, are those of `trained`.
    """
    mean = {}
    for name, tensor in trained.items():
        if tensor.is_floating_point() and start_share > 0:
            mean[name] = torch.lerp(tensor, start[name].to(tensor), start_share)
        else:
            mean[name] = tensor.clone()
    return mean


@contextlib.contextmanager
def with_weights(network: nn.Module, weights: Mapping[str, Tensor]) -> Iterator[None]:
    """Lends a network other weights."""
    own = {name: tensor.detach().clone() for name, tensor in network.state_dict().items()}
    network.load_state_dict(dict(weights))
    try:
        yield
    finally:
        network.load_state_dict(own)
