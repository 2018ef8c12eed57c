"""A network whose map is finer than its imagery: a small U-Net, upsampling blocks, and the classifier behind them.

Super-resolution segmentation of Tarasiou, Güler & Zafeiriou 2022, arXiv 2104.04310, doi 10.1109/TGRS.2022.3198187: one
or two blocks between backbone and head double the resolution each, so that context-self contrast too runs on the finer
grid.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SCALES = (1, 2, 4)
"""How many times finer than the imagery: none, one or two blocks."""
STRIDE = 4
"""Two poolings in the backbone."""
LEAST_WIDTH = 2


class UpsamplingBlock(nn.Sequential):
    """Doubles height and width, channels kept: transposed convolution, batch normalisation, LeakyReLU.

    Input pixel i reaches output pixels 2i - 1, 2i and 2i + 1 along each axis; 2i and 2i + 1 are its own halves.

    Args:
        channels: C of (B,C,H,W).
    """

    def __init__(self, channels: int) -> None:
        rise = nn.ConvTranspose2d(channels, channels, kernel_size=3, stride=2, padding=1, output_padding=1)
        super().__init__(rise, nn.BatchNorm2d(channels), nn.LeakyReLU())


class UpsamplingNetwork(nn.Module):
    """A U-Net of three levels, log2(scale) upsampling blocks and a 1 x 1 classifier.

    Args:
        bands: C.
        classes: K.
        scale: one of `SCALES`.
        width: channels of the finest level and of the features; the others have twice and four times as many.

    Raises:
        ValueError: a number is out of its range.
    """

    def __init__(self, bands: int, classes: int, *, scale: int, width: int = 32) -> None:
        super().__init__()
        if scale not in SCALES or min(bands, classes) < 1 or width < LEAST_WIDTH:
            found = f"{scale}, {bands}, {classes}, {width}"
            raise ValueError(f"a scale of {SCALES}, bands, classes and a width of at least 2 are needed, not {found}")
        self.scale, self.feature_channels = scale, width
        self.fine = _pair(bands, width)
        self.middle = _pair(width, 2 * width)
        self.coarse = _pair(2 * width, 4 * width)
        self.rise_to_middle = nn.ConvTranspose2d(4 * width, 2 * width, kernel_size=2, stride=2)
        self.middle_again = _pair(4 * width, 2 * width)
        self.rise_to_fine = nn.ConvTranspose2d(2 * width, width, kernel_size=2, stride=2)
        self.fine_again = _pair(2 * width, width)
        self.upsampling = nn.Sequential(*(UpsamplingBlock(width) for _ in range(scale.bit_length() - 1)))
        self.classifier = nn.Conv2d(width, classes, kernel_size=1)

    def features(self, images: Tensor) -> Tensor:
        """What the classifier and context-self contrast see.

        Args:
            images: float (B,C,H,W), normalised, 0 = no data; height and width may be any.

        Returns:
            float (B,D,scale*H,scale*W).
        """
        height, width = images.shape[-2:]
        grown = F.pad(images, (0, -width % STRIDE, 0, -height % STRIDE), mode="replicate")
        fine = self.fine(grown)
        middle = self.middle(F.max_pool2d(fine, 2))
        risen = self.rise_to_middle(self.coarse(F.max_pool2d(middle, 2)))
        middle = self.middle_again(torch.cat([risen, middle], dim=1))
        fine = self.fine_again(torch.cat([self.rise_to_fine(middle), fine], dim=1))
        # Cut off only behind the blocks: what was grown is the neighbour that their last row and column see.
        finer: Tensor = self.upsampling(fine)
        return finer[..., : self.scale * height, : self.scale * width]

    def forward(self, images: Tensor) -> Tensor:
        """Logits of each finer pixel, float (B,K,scale*H,scale*W); images as for `features`."""
        logits: Tensor = self.classifier(self.features(images))
        return logits


def _pair(incoming: int, outgoing: int) -> nn.Sequential:
    return nn.Sequential(_layer(incoming, outgoing), _layer(outgoing, outgoing))


def _layer(incoming: int, outgoing: int) -> nn.Sequential:
    convolution = nn.Conv2d(incoming, outgoing, kernel_size=3, padding=1)
    return nn.Sequential(convolution, nn.BatchNorm2d(outgoing), nn.LeakyReLU())
