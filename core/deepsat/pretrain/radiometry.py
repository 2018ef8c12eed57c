"""Radiometric views: weak gains and offsets, dropped bands, and SeCo's artificial augmentation.

Images are in slots: mean 0, standard deviation 1, and 0 wherever there are no data or no band.
"""

from __future__ import annotations

import dataclasses
import math

import torch
import torch.nn.functional as F
from torch import Tensor

from deepsat.jobs import ErrorCode, UserError


@dataclasses.dataclass(frozen=True)
class Radiometry:
    """How much views of one place may differ in brightness, and how often bands are missing.

    Strong changes teach a network to ignore what the bands say, which is what tells land cover apart.

    Raises:
        UserError: a setting is out of its range.
    """

    strength: float = 0.05
    """Standard deviation of gains (about 1) and offsets (about 0, in standard deviations of a band)."""
    noise: float = 0.02
    """Standard deviation of the noise of single pixels."""
    drop_samples: float = 0.5
    """Share of the samples that lose bands, the same ones in all of their views."""
    drop_bands: float = 0.4
    """Chance of each band of such a sample to be lost; one always stays."""

    def __post_init__(self) -> None:
        values = dataclasses.asdict(self)
        shares = ("drop_samples", "drop_bands")
        wrong = [f"{name} {values[name]}" for name in ("strength", "noise") if not 0 <= values[name] < math.inf]
        wrong += [f"{name} {values[name]}" for name in shares if not 0 <= values[name] <= 1]
        if wrong:
            raise UserError(
                ErrorCode.INVALID_JOB,
                expected="a strength and a noise of at least 0, and shares from 0 to 1",
                found=", ".join(wrong),
                remedy="Correct these settings of the radiometry.",
            )


WEAK = Radiometry()
"""The defaults."""


def kept_bands(present: Tensor, settings: Radiometry, generator: torch.Generator) -> Tensor:
    """Which bands of each sample stay: (B,C) bool, True = there -> (B,C) bool, True = stays; at least one of them.

    Args:
        present: True = the sample has a band for the slot.
        settings: see `Radiometry`.
        generator: CPU generator.
    """
    samples, slots = present.shape
    loses = torch.rand(samples, 1, generator=generator) < settings.drop_samples
    draws = torch.rand(samples, slots, generator=generator).to(present.device)
    stays = (draws >= settings.drop_bands) | ~loses.to(present.device)
    # The present band with the highest draw stays whatever the chance.
    surest = torch.where(present, draws, -1.0).argmax(1, keepdim=True)
    stays.scatter_(1, surest, True)
    return present & stays


def weakly_changed(
    images: Tensor, valid: Tensor, bands: Tensor, settings: Radiometry, generator: torch.Generator
) -> Tensor:
    """Images with other gains and offsets, a little noise, and only the given bands.

    Args:
        images: float32 (B,C,H,W).
        valid: bool (B,H,W), True = has data.
        bands: bool (B,C), True = stays.
        settings: see `Radiometry`.
        generator: CPU generator of gains and offsets, and of the noise's seed.

    Returns:
        float32 (B,C,H,W); 0 without data or band.
    """
    samples, slots = bands.shape
    drawn = torch.randn(2, samples, slots, 1, 1, generator=generator).to(images)
    changed = images * (1 + settings.strength * drawn[0]) + settings.strength * drawn[1]
    if settings.noise:
        on_device = torch.Generator(images.device)
        on_device.manual_seed(int(torch.randint(2**62, (), generator=generator)))
        noise = torch.randn(images.shape, generator=on_device, device=images.device)
        changed = changed + settings.noise * noise
    return changed * valid[:, None] * bands[:, :, None, None]


def artificially_changed(images: Tensor, generator: torch.Generator) -> Tensor:
    """SeCo's artificial augmentation T for images with any bands, drawn anew for each sample.

    Colour jitter with chance .8: contrast (gain .6 to 1.4 about the image's mean), per band a gain of .9 to 1.1 in the
    place of saturation and hue, which only red, green and blue have, and brightness (offset up to .4 standard
    deviations); grey with chance .2, each band becoming the mean of the bands; blur with chance .5, sigma .1 to 2
    pixels, of the pixels with data; left and right exchanged with chance .5.

    Args:
        images: float32 (B,C,H,W); a slot without band is 0, a pixel without data is 0 in every band, and both stay so.
        generator: CPU generator.

    Source: strengths of Mañas et al. 2021, arXiv 2103.16607; the two band gains are ours.
    """
    samples, slots = images.shape[:2]
    there = images.ne(0).any((2, 3), keepdim=True)
    has_data = images.ne(0).any(1, keepdim=True)
    chances = torch.rand(4, samples, 1, 1, 1, generator=generator).to(images)
    uniform = torch.rand(2, samples, 1, 1, 1, generator=generator).to(images) * 2 - 1
    by_band = torch.rand(samples, slots, 1, 1, generator=generator).to(images) * 2 - 1
    known = there & has_data
    mean = images.sum((1, 2, 3), keepdim=True) / known.sum((1, 2, 3), keepdim=True).clamp(min=1)
    contrasted = mean + (images - mean) * (1 + 0.4 * uniform[0])
    jittered = contrasted * (1 + 0.1 * by_band) + 0.4 * uniform[1]
    changed = torch.where(chances[0] < 0.8, jittered, images)
    grey = (changed * there).sum(1, keepdim=True) / there.sum(1, keepdim=True).clamp(min=1)
    changed = torch.where(chances[1] < 0.2, grey, changed) * known
    sigma = 0.1 + 1.9 * torch.rand(samples, generator=generator).to(images)
    # Gaps are 0: without the weight of the pixels with data they would darken what is beside them.
    share = blurred(has_data.to(images), sigma).clamp(min=torch.finfo(images.dtype).tiny)
    changed = torch.where(chances[2] < 0.5, blurred(changed, sigma) / share * known, changed)
    return torch.where(chances[3] < 0.5, changed.flip(-1), changed)


def blurred(images: Tensor, sigma: Tensor) -> Tensor:
    """Gaussian blur with a sigma for each sample: (B,C,H,W) and (B,) in pixels -> (B,C,H,W); edges are repeated."""
    samples, slots, height, width = images.shape
    reach = 4
    steps = torch.arange(-reach, reach + 1, device=images.device, dtype=images.dtype)
    kernel = torch.exp(-(steps**2) / (2 * sigma[:, None] ** 2))
    kernel = (kernel / kernel.sum(1, keepdim=True)).repeat_interleave(slots, 0)
    flat = F.pad(images.reshape(1, samples * slots, height, width), (reach,) * 4, mode="replicate")
    in_rows = F.conv2d(flat, kernel[:, None, :, None], groups=samples * slots)
    return F.conv2d(in_rows, kernel[:, None, None, :], groups=samples * slots).view_as(images)


def randomly_cropped(
    images: Tensor, side: int, generator: torch.Generator, *, smallest: float = 0.2, largest: float = 1.0
) -> Tensor:
    """A random resized crop of each sample.

    Args:
        images: float32 (B,C,H,W).
        side: height and width of the result.
        generator: CPU generator.
        smallest: least share of the image's area that a crop takes, 0-1.
        largest: greatest share.

    Returns:
        (B,C,side,side): crops with an aspect of 3:4 to 4:3, resampled bilinearly.
    """
    samples = len(images)
    area = smallest + (largest - smallest) * torch.rand(samples, generator=generator)
    aspect = torch.exp((2 * torch.rand(samples, generator=generator) - 1) * math.log(4 / 3))
    scale = torch.stack([(area * aspect).sqrt(), (area / aspect).sqrt()], dim=1).clamp(max=1)
    shift = (2 * torch.rand(samples, 2, generator=generator) - 1) * (1 - scale)
    theta = torch.zeros(samples, 2, 3)
    theta[:, 0, 0], theta[:, 1, 1], theta[:, :, 2] = scale[:, 0], scale[:, 1], shift
    grid = F.affine_grid(theta.to(images), [samples, images.shape[1], side, side], align_corners=False)
    return F.grid_sample(images, grid, mode="bilinear", padding_mode="border", align_corners=False)
