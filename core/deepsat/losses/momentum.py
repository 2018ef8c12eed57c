"""Momentum copies: networks that follow another one slowly and are never trained themselves."""

from __future__ import annotations

import copy

import torch
from torch import nn

from deepsat.jobs import ErrorCode, InternalError


def momentum_copy(original: nn.Module) -> nn.Module:
    """A copy of `original` with the same weights and buffers that takes no gradient."""
    return copy.deepcopy(original).requires_grad_(False)


@torch.no_grad()
def follow(follower: nn.Module, leader: nn.Module, *, momentum: float) -> None:
    """Move the follower's parameters towards the leader's: f <- m f + (1 - m) l.

    After n steps towards a leader that stands still, f_n = l + m^n (f_0 - l). Buffers, such as the running statistics
    of BatchNorm, are left alone: the follower keeps statistics of the images it sees itself.

    Args:
        follower: the momentum network, changed in place.
        leader: the trained network, with parameters of the same names and shapes.
        momentum: m in [0, 1]; 0 copies the leader, 1 stands still.

    Raises:
        InternalError: the two networks do not have the same parameters.

    Source: He et al. 2020 (MoCo), arXiv 1911.05722, equation 2.
    """
    followers, leaders = dict(follower.named_parameters()), dict(leader.named_parameters())
    shapes = [{name: tuple(p.shape) for name, p in parameters.items()} for parameters in (followers, leaders)]
    if shapes[0] != shapes[1]:
        different = sorted({name for name, _ in set(shapes[0].items()) ^ set(shapes[1].items())})
        raise InternalError(
            ErrorCode.INTERNAL,
            expected="a momentum network with the parameters of the network that it follows",
            found=f"differences in {', '.join(different[:5])}" + (" and more" if len(different) > 5 else ""),
            remedy="Make the momentum network as a copy of the other one.",
        )
    for name, parameter in followers.items():
        parameter.lerp_(leaders[name].to(parameter.dtype), 1.0 - momentum)
