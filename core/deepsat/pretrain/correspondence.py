"""Which pixel of one view shows the same ground as a pixel of another.

Source pixels have whole-numbered centres: the source pixel in row 0 spans rows -0.5 to 0.5.
"""

from __future__ import annotations

import torch
from torch import Tensor

from deepsat.losses.dense_contrast import NO_PARTNER, PairedView, Pairing
from deepsat.pretrain.views import View, doubled_centres, take_valid


def view_positions(view: View) -> Tensor:
    """Row and column, in source pixels, of the centre of every pixel of a view: (B,h,w,2) float32."""
    size, windows = view.size, view.windows
    device = windows.rows.device
    rows = doubled_centres(size.height, device) * (windows.size.height / (2 * size.height)) - 0.5
    columns = doubled_centres(size.width, device) * (windows.size.width / (2 * size.width)) - 0.5
    in_rows = (windows.rows[:, None] + rows)[:, :, None].expand(-1, -1, size.width)
    in_columns = (windows.columns[:, None] + columns)[:, None, :].expand(-1, size.height, -1)
    return torch.stack([view.turn.of(in_rows), view.turn.of(in_columns)], dim=-1).float()


def corresponding_pixels(view_1: View, view_2: View) -> Tensor:
    """Which pixel of view 2 holds the centre of each pixel of view 1.

    Args:
        view_1: the view whose pixels ask; of the same sources as view 2.
        view_2: the view that answers.

    Returns:
        (B,h1,w1) int64 on the turned grid of view 1: flat index (row * width + column) on the turned grid of view 2, -1
        where the centre lies outside view 2. The centres of the two pixels are at most half a pixel of view 2 apart,
        along each axis.
    """
    first, second = view_1.windows, view_2.windows
    rows = _fall_into(
        first.rows - second.rows, first.size.height, view_1.size.height, second.size.height, view_2.size.height
    )
    columns = _fall_into(
        first.columns - second.columns, first.size.width, view_1.size.width, second.size.width, view_2.size.width
    )
    inside = (rows != NO_PARTNER)[:, :, None] & (columns != NO_PARTNER)[:, None, :]
    before_turn = rows[:, :, None] * view_2.size.width + columns[:, None, :]
    partner = torch.where(inside, _place_after_turn(view_2)[before_turn.clamp(min=0)], NO_PARTNER)
    return view_1.turn.of(partner)


def pair_views(
    view_1: View, view_2: View, valid: Tensor, *, place: Tensor | None = None, origins: Tensor | None = None
) -> Pairing:
    """Everything that the dense contrast asks about two views.

    Args:
        view_1: of the same sources as view 2, at the resolution of the embeddings.
        view_2: the other view.
        valid: (B,H,W) bool of the sources, True = has data.
        place: (B,) int64, equal for samples cut from one scene; None makes each sample a place of its own.
        origins: (B,2) row and column of each source's first pixel in its place; needed where samples share a place.
            None puts every source at 0, 0.
    """
    view_1, view_2 = view_1.on(valid.device), view_2.on(valid.device)
    if place is None:
        place = torch.arange(len(valid))
    shift = torch.zeros(len(valid), 2) if origins is None else origins.float()
    paired = [
        PairedView(
            partner=corresponding_pixels(view, other),
            positions=view_positions(view) + shift[:, None, None].to(valid.device),
            valid=take_valid(valid, view),
        )
        for view, other in ((view_1, view_2), (view_2, view_1))
    ]
    return Pairing(view_1=paired[0], view_2=paired[1], place=place.to(valid.device))


def _fall_into(shift: Tensor, window_1: int, length_1: int, window_2: int, length_2: int) -> Tensor:
    """Along one axis and before any turn: the pixel of view 2 that holds the centre of each pixel of view 1.

    The centre of pixel i lies (2i + 1) * window_1 / (2 * length_1) source pixels behind the first edge of window 1, and
    `shift` more behind that of window 2; a pixel of view 2 is window_2 / length_2 source pixels long. Whole numbers
    only, so that no rounding moves a centre over an edge.

    Args:
        shift: (B,) int64, first pixel of window 1 less first pixel of window 2.
        window_1: source pixels of window 1, and `length_1` its pixels in the view.
        length_1: see `window_1`.
        window_2: source pixels of window 2, and `length_2` its pixels in the view.
        length_2: see `window_2`.

    Returns:
        (B,length_1) int64, -1 where the centre lies outside window 2.
    """
    centres = shift[:, None] * (2 * length_1) + doubled_centres(length_1, shift.device) * window_1
    pixels = torch.div(centres * length_2, 2 * length_1 * window_2, rounding_mode="floor")
    return torch.where((pixels >= 0) & (pixels < length_2), pixels, NO_PARTNER)


def _place_after_turn(view: View) -> Tensor:
    """Where the turn puts each pixel: (h*w,) int64, flat index before -> flat index after."""
    size = view.size
    numbers = torch.arange(size.height * size.width, device=view.windows.rows.device)
    before = view.turn.of(numbers.view(size.height, size.width)).flatten()
    after = torch.empty_like(numbers)
    after[before] = numbers
    return after
