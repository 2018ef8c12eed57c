"""A model: a fine-tuned network and a random forest, of which each has its share in the answer."""

from __future__ import annotations

import functools
from collections.abc import Callable

import torch
from torch import Tensor, nn

from deepsat.encoders import scene_logits
from deepsat.models.forest import Forest
from deepsat.models.shares import shares_of
from deepsat.models.smoothing import smoothed
from deepsat.models.turned import averaged_over_turns


class Model(nn.Module):
    """Turns pixels of a scene into probabilities of classes.

    Args:
        network: from `build_network`, with a head for the classes.
        input_scale: `Architecture.input_scale`.
        forest: of the same bands and classes; None for the network alone.
        forest_share: weight of the forest, 0-1; the network has the rest.
        smooths: whether the answer is smoothed along the image: see `smoothing`.
        scale: of the scenes that it sees: see `Scene.scale`; the forest's neighbourhood is as wide on the ground.

    Attributes:
        turns: whether the network's answer is the mean over turned and mirrored views, at eight times the cost.

    Raises:
        ValueError: the forest has a share, and there is none, or the other way round.
    """

    def __init__(
        self,
        network: nn.Module,
        input_scale: int,
        forest: Forest | None = None,
        forest_share: float = 0.0,
        *,
        smooths: bool = False,
        scale: int = 1,
    ) -> None:
        super().__init__()
        if not 0 <= forest_share <= 1 or (forest is None) != (forest_share == 0):
            raise ValueError(f"a model {'without' if forest is None else 'with'} a forest gives it {forest_share}")
        self.network, self.input_scale = network, input_scale
        self.forest, self.forest_share, self.smooths, self.scale = forest, forest_share, smooths, scale
        self.turns = False

    def probabilities(
        self, images: Tensor, *, bf16: bool = False, of_network: Callable[[Tensor], Tensor] | None = None
    ) -> Tensor:
        """Probabilities of each class.

        Args:
            images: float32 (B,C,H,W), normalised, 0 = no data, on the model's device; H and W are multiples of
                `Architecture.stride`.
            bf16: whether the network computes in bfloat16; the forest never does.
            of_network: gives the network's probabilities in its place, computed in another way.

        Returns:
            float32 (B,K,H,W), 0-1, adding up to 1 over the classes.
        """
        of_network = of_network or functools.partial(self._of_network, bf16=bf16)
        # The forest looks at values and at how they spread around: it says the same in every turn.
        shares = self._blended(images, averaged_over_turns(of_network) if self.turns else of_network)
        return smoothed(shares, images) if self.smooths else shares

    def _blended(self, images: Tensor, of_network: Callable[[Tensor], Tensor]) -> Tensor:
        if self.forest is None:
            return of_network(images)
        trees: Tensor = self.forest(images, self.scale)
        return trees if self.forest_share == 1 else torch.lerp(of_network(images), trees, self.forest_share)

    def _of_network(self, images: Tensor, bf16: bool) -> Tensor:
        with torch.autocast(images.device.type, torch.bfloat16, enabled=bf16):
            logits = scene_logits(self.network, images, self.input_scale)
        return shares_of(logits.float())
