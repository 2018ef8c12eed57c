"""Views for contrastive pre-training: overlapping windows, zoom, flips and quarter-turns.

A view is made from its sample's source in three steps: a window (sample-level: each sample has its own), a resampling
to the view's size, and a flip and quarter-turns (batch-level: one for the whole batch and view). All three are known,
so `deepsat.pretrain.correspondence` can tell which pixel of another view shows the same ground.
"""

from __future__ import annotations

import dataclasses
import math

import torch
from torch import Tensor

from deepsat.jobs import ErrorCode, UserError


@dataclasses.dataclass(frozen=True)
class Size:
    """Height and width in pixels."""

    height: int
    width: int


@dataclasses.dataclass(frozen=True)
class Windows:
    """One window of the same size in each sample of a batch."""

    rows: Tensor
    """(B,) int64, first source row."""
    columns: Tensor
    """(B,) int64, first source column."""
    size: Size
    """Of the window, in source pixels."""


@dataclasses.dataclass(frozen=True)
class Turn:
    """One of the eight symmetries of the square."""

    flipped: bool = False
    """Mirrored left to right, before turning."""
    quarter_turns: int = 0
    """Counter-clockwise turns by 90 degrees, 0 to 3."""

    def of(self, images: Tensor) -> Tensor:
        """Turn images (...,H,W); an odd number of quarter-turns gives (...,W,H)."""
        mirrored = images.flip(-1) if self.flipped else images
        return torch.rot90(mirrored, self.quarter_turns, dims=(-2, -1)).contiguous()


@dataclasses.dataclass(frozen=True)
class View:
    """How one view of every sample of a batch is made: windows, resampled to `size`, then turned."""

    windows: Windows
    size: Size
    """Before the turn, in view pixels."""
    turn: Turn = Turn()

    def on(self, device: torch.device) -> View:
        """The same view with its windows' places on `device`."""
        windows = Windows(self.windows.rows.to(device), self.windows.columns.to(device), self.windows.size)
        return dataclasses.replace(self, windows=windows)


@dataclasses.dataclass(frozen=True)
class ViewSettings:
    """How views are drawn.

    Raises:
        UserError: a setting is out of its range; all that are, are named.
    """

    size: Size
    """Of every view before its turn, in view pixels; square where quarter-turns must keep the shape."""
    smallest_zoom: float = 1.0
    """Least view pixels per source pixel, along an axis."""
    largest_zoom: float = 1.0
    """Most view pixels per source pixel, along an axis."""
    least_overlap: float = 0.5
    """Least overlap of two windows, along each axis, as a share of the smaller one."""
    turns: bool = True
    """Whether views are flipped and turned."""

    def __post_init__(self) -> None:
        wrong = [f"size {self.size.height} x {self.size.width}"] if min(self.size.height, self.size.width) < 1 else []
        if not 0 < self.smallest_zoom <= self.largest_zoom < math.inf:
            wrong.append(f"zoom from {self.smallest_zoom} to {self.largest_zoom}")
        wrong += [f"least overlap {self.least_overlap}"] if not 0 <= self.least_overlap <= 1 else []
        if wrong:
            expected = "a size from 1 pixel on, zooms above 0 in rising order and an overlap from 0 to 1"
            raise _refusal(expected, ", ".join(wrong), "Correct these settings of the views.")


def draw_views(source: Size, settings: ViewSettings, *, samples: int, generator: torch.Generator) -> tuple[View, View]:
    """Draw two views whose windows overlap in every sample.

    The zoom, drawn evenly on a logarithmic scale, and the turn hold for a whole batch and view; the windows differ.

    Args:
        source: of every sample, in source pixels.
        settings: see `ViewSettings`.
        samples: B.
        generator: CPU generator.

    Raises:
        UserError: a window is larger than the source.
    """
    sizes = [_draw_window_size(settings, generator) for _ in range(2)]
    windows = draw_overlapping_windows(
        source, sizes[0], sizes[1], samples=samples, least_overlap=settings.least_overlap, generator=generator
    )
    turns = [_draw_turn(generator) if settings.turns else Turn() for _ in range(2)]
    return View(windows[0], settings.size, turns[0]), View(windows[1], settings.size, turns[1])


def draw_overlapping_windows(
    source: Size, size_1: Size, size_2: Size, *, samples: int, least_overlap: float, generator: torch.Generator
) -> tuple[Windows, Windows]:
    """Draw two windows inside every sample's source that overlap along both axes.

    The first is anywhere in the source, the second anywhere where it overlaps the first enough.

    Args:
        source: of every sample, in source pixels.
        size_1: of the first windows.
        size_2: of the second windows.
        samples: B.
        least_overlap: share from 0 to 1 of the smaller window's height and of its width.
        generator: CPU generator.

    Raises:
        UserError: a window is larger than the source.
    """
    for size in (size_1, size_2):
        if size.height > source.height or size.width > source.width:
            expected = f"a source of at least {size.height} x {size.width} pixels, the window of a view"
            found = f"{source.height} x {source.width}"
            raise _refusal(expected, found, "Choose smaller views or a larger zoom.")
    rows = _draw_starts(source.height, (size_1.height, size_2.height), samples, least_overlap, generator)
    columns = _draw_starts(source.width, (size_1.width, size_2.width), samples, least_overlap, generator)
    return Windows(rows[0], columns[0], size_1), Windows(rows[1], columns[1], size_2)


def take_view(images: Tensor, view: View) -> Tensor:
    """Make the view of images, bilinearly; where it shrinks them, each pixel is a weighted mean of what it covers.

    Args:
        images: (B,...,H,W) floating point, pixels without data set to 0.
        view: what to cut out.

    Returns:
        (B,...,h,w), or (B,...,w,h) after an odd number of quarter-turns.
    """
    windows = _cut(images, view.windows)
    if view.windows.size != view.size:
        in_rows, in_columns = (weights.to(windows) for weights in _weights(view))
        in_rows, in_columns = (weights / weights.sum(1, keepdim=True) for weights in (in_rows, in_columns))
        # Autocast would round the imagery itself to half precision.
        with torch.autocast(images.device.type, enabled=False):
            windows = in_rows @ windows @ in_columns.T
    return view.turn.of(windows)


def take_nearest(images: Tensor, view: View) -> Tensor:
    """Make the view of class ids or other whole numbers: each pixel has the value of the source pixel under its centre.

    Args:
        images: (B,...,H,W), any dtype.
        view: what to cut out.

    Returns:
        (B,...,h,w), or (B,...,w,h) after an odd number of quarter-turns.
    """
    size, window = view.size, view.windows.size
    rows = doubled_centres(size.height, images.device) * window.height // (2 * size.height)
    columns = doubled_centres(size.width, images.device) * window.width // (2 * size.width)
    return view.turn.of(_cut(images, view.windows)[..., rows[:, None], columns])


def take_valid(valid: Tensor, view: View) -> Tensor:
    """The view's mask: (B,H,W) bool, True = has data -> (B,h,w) bool, True = all that the pixel is made of has data."""
    gaps = (~_cut(valid, view.windows)).float()
    in_rows, in_columns = ((weights > 0).to(gaps) for weights in _weights(view))
    return view.turn.of(in_rows @ gaps @ in_columns.T == 0)


def doubled_centres(length: int, device: torch.device) -> Tensor:
    """Twice the distance of pixel centres from the edge of their axis, 1, 3, 5, …: (length,) int64."""
    return 2 * torch.arange(length, device=device) + 1


def _draw_window_size(settings: ViewSettings, generator: torch.Generator) -> Size:
    low, high = math.log(settings.smallest_zoom), math.log(settings.largest_zoom)
    zoom = math.exp(low + (high - low) * float(torch.rand((), generator=generator)))
    return Size(height=max(1, round(settings.size.height / zoom)), width=max(1, round(settings.size.width / zoom)))


def _draw_turn(generator: torch.Generator) -> Turn:
    number = int(torch.randint(8, (), generator=generator))
    return Turn(flipped=number >= 4, quarter_turns=number % 4)


def _draw_starts(
    length: int, sizes: tuple[int, int], samples: int, least_overlap: float, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """First pixels (B,) of two windows along one axis of `length` pixels."""
    overlap = max(1, math.ceil(least_overlap * min(sizes)))
    first = torch.randint(length - sizes[0] + 1, (samples,), generator=generator)
    lowest = (first + overlap - sizes[1]).clamp(min=0)
    highest = (first + sizes[0] - overlap).clamp(max=length - sizes[1])
    share = torch.rand(samples, generator=generator, dtype=torch.float64)
    return first, lowest + (share * (highest - lowest + 1)).long()


def _cut(images: Tensor, windows: Windows) -> Tensor:
    """(B,...,H,W) -> (B,...,h,w)."""
    size = windows.size
    starts = zip(windows.rows.tolist(), windows.columns.tolist(), strict=True)
    cuts = [
        image[..., row : row + size.height, column : column + size.width]
        for image, (row, column) in zip(images, starts, strict=True)
    ]
    return torch.stack(cuts)


def _weights(view: View) -> tuple[Tensor, Tensor]:
    """Weights of source pixels in a pixel of the view: (h,window height) and (w,window width), not normalised."""
    window, size = view.windows.size, view.size
    return _axis_weights(window.height, size.height), _axis_weights(window.width, size.width)


def _axis_weights(source: int, length: int) -> Tensor:
    """Weights along one axis: they fall evenly from a pixel's centre to 0 at its reach. (length,source) int64.

    The reach is one pixel of the source or of the view, whichever is longer. In units of 1 / (2 * length) source pixels
    all distances are whole numbers, so a weight is 0 exactly where it should be.
    """
    device = torch.device("cpu")
    distances = doubled_centres(length, device)[:, None] * source - doubled_centres(source, device) * length
    return (2 * max(source, length) - distances.abs()).clamp(min=0)


def _refusal(expected: str, found: str, remedy: str) -> UserError:
    return UserError(ErrorCode.INVALID_JOB, expected=expected, found=found, remedy=remedy)
