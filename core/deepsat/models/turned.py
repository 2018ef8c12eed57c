"""Turned and mirrored views: a network's mean answer on them, turned back.

No direction on the ground is the right one, but a network that has learnt from few polygons may prefer one.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

VIEWS = 8


def averaged_over_turns(of_network: Callable[[Tensor], Tensor]) -> Callable[[Tensor], Tensor]:
    """The mean of what a network says of an image in all four quarter turns, as it is and mirrored.

    Args:
        of_network: from images (B,C,H,W) to probabilities (B,K,H,W), for any order of height and width.
    """

    def averaged(images: Tensor) -> Tensor:
        total = torch.zeros(())
        for mirrored in (False, True):
            seen = images.flip(3) if mirrored else images
            for turns in range(4):
                answer = of_network(torch.rot90(seen, turns, (2, 3)).contiguous())
                answer = torch.rot90(answer, -turns, (2, 3))
                total = total.to(answer) + (answer.flip(3) if mirrored else answer)
        return total / VIEWS

    return averaged
