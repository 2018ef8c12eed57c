"""Maps of a series that fits in memory."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from deepsat.encoders.temporal.network import TemporalNetwork
from deepsat.imagery import Window
from deepsat.imagery.reflection import reflected_window
from deepsat.predict.blending import RowBlender
from deepsat.predict.tiling import TilePlan
from deepsat.reporting import Reporter

ALIGNMENT = 2
"""Sides of tiles are multiples of this; networks grow them to what they need."""


def interleaved(dates: int, most: int) -> list[list[int]]:
    """The dates 0 to `dates` - 1 in as few runs as hold at most so many each, every run spread over the whole time.

    A network that learnt from 16 dates of a year knows their spacing; it is shown every date, at that spacing.
    """
    runs = -(-dates // most)
    return [list(range(dates))[first::runs] for first in range(runs)]


@torch.inference_mode()
def series_probabilities(
    network: TemporalNetwork,
    images: NDArray[np.float32],
    days: NDArray[np.int64],
    classes: int,
    *,
    side: int,
    dates: int,
    device: torch.device,
    reporter: Reporter,
    bf16: bool = False,
) -> NDArray[np.float32]:
    """Probabilities of each pixel, float32 (K,H,W), adding up to 1.

    Args:
        network: in evaluation mode, on `device`.
        images: float32 (T,C,H,W), normalised, 0 where there are no data.
        days: int64 (T,).
        classes: K.
        side: of the tiles in pixels; those that a network for windows of one size has learnt from.
        dates: most dates that the network sees at a time; see `interleaved`.
        device: of the network.
        reporter: asked at each tile whether to stop.
        bf16: whether to compute in bfloat16 where that is safe.

    Raises:
        ValueError: there is no date.
    """
    height, width = images.shape[-2:]
    side = max(ALIGNMENT, side // ALIGNMENT * ALIGNMENT)
    whole = Window(0, 0, height, width)
    plan = TilePlan.covering(whole, tile=side, margin=max(0, (side - 1) // 6), alignment=ALIGNMENT)
    blender = RowBlender(plan, classes)
    runs = interleaved(len(days), dates)
    rows = []
    for i in range(len(plan.rows.starts)):
        for j in range(len(plan.columns.starts)):
            reporter.check_cancelled()
            inner, inside_rows, inside_columns = reflected_window(plan.window(i, j), height, width)
            part = inner.slices
            tile = images[:, :, part[0], part[1]][..., inside_rows[:, None], inside_columns]
            shares = _mean_shares(network, tile, days, runs, device, bf16)
            blender.add(i, j, shares, np.ones(shares.shape[1:], dtype=np.bool_))
        rows.append(blender.finish().probabilities)
    return np.concatenate(rows, axis=1)


def _mean_shares(
    network: TemporalNetwork,
    tile: NDArray[np.float32],
    days: NDArray[np.int64],
    runs: list[list[int]],
    device: torch.device,
    bf16: bool,
) -> NDArray[np.float32]:
    """The mean over runs of dates of what the network says of a tile: float32 (K,h,w)."""
    total: Tensor | None = None
    for run in runs:
        shown = torch.from_numpy(np.ascontiguousarray(tile[run]))[None].to(device)
        when = torch.from_numpy(days[run])[None].to(device)
        with torch.autocast(device.type, torch.bfloat16, enabled=bf16):
            logits = network(shown, when, torch.ones_like(when, dtype=torch.bool))
        shares = torch.softmax(logits[0].float(), dim=0)
        total = shares if total is None else total + shares
    if total is None:
        raise ValueError("a series has at least one date")
    mean: NDArray[np.float32] = (total / len(runs)).cpu().numpy()
    return mean
