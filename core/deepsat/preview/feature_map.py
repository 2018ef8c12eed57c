"""Feature maps: what the frozen network sees in a part of a scene, computed once and mapped again and again."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from deepsat.class_map import NO_CLASS
from deepsat.imagery import Normalisation, Window
from deepsat.imagery.reflection import read_reflected
from deepsat.imagery.scene import Scene
from deepsat.predict.blending import axis_weights
from deepsat.predict.tiling import AxisTiles, TilePlan
from deepsat.preview.frozen_network import HALO_PX, FrozenNetwork
from deepsat.reporting import Reporter

ROWS_AT_ONCE = 128
"""Rows of pixels that a head is applied to at a time: bounds memory, and cancelling waits for no more."""


@dataclasses.dataclass(frozen=True)
class View:
    """A scene as the network is to see it."""

    scene: Scene
    normalisation: Normalisation

    def read(self, window: Window) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Normalised values, float32 (C,H,W), and where there are data, bool (H,W); beyond the edges mirrored."""
        pixels = read_reflected(self.scene, window)
        return self.normalisation.apply(pixels.values, pixels.valid), pixels.valid


@dataclasses.dataclass(frozen=True)
class FeatureMap:
    """The features of a part of a scene.

    A U-Net's take 256 bytes a pixel, Galileo's 256 and two for each band.
    """

    window: Window
    features: Tensor
    """Half precision (D,(H+2)*s,(W+2)*s) on the device: the window and `HALO_PX` around it."""
    valid: NDArray[np.bool_]
    """bool (H,W); True where there are data."""

    def mapped(
        self, network: FrozenNetwork, weights: Tensor, biases: Tensor, reporter: Reporter
    ) -> Iterator[tuple[int, NDArray[np.uint8]]]:
        """The map that a head gives, in strips from top to bottom.

        Args:
            network: that gave the features.
            weights: float32 (K,D*k*k) of the head.
            biases: float32 (K,).
            reporter: asked at each strip whether to stop.

        Yields:
            The first row of a strip, counted from the window's, and its class ids, uint8 (h,W), 255 without data.
        """
        edge = network.scale * HALO_PX - network.reach
        columns = slice(edge, self.features.shape[2] - edge)
        for row in range(0, self.window.height, ROWS_AT_ONCE):
            reporter.check_cancelled()
            end = min(row + ROWS_AT_ONCE, self.window.height)
            rows = slice(row * network.scale + edge, (end + 2 * HALO_PX) * network.scale - edge)
            class_ids = network.class_ids(self.features[:, rows, columns], weights, biases).numpy()
            yield row, np.where(self.valid[row:end], class_ids, np.uint8(NO_CLASS))


def feature_map(
    network: FrozenNetwork, view: View, window: Window, *, tile: int, margin: int, reporter: Reporter
) -> FeatureMap:
    """Computes the features of a part of a scene, in the tiles that prediction would use, blended as there.

    Args:
        network: looks.
        view: of the scene.
        window: what is to be mapped.
        tile: side of the tiles in pixels.
        margin: pixels at each side of a tile that serve as context and for blending, at least `HALO_PX`.
        reporter: told of each tile; asked whether to stop.
    """
    plan = TilePlan.covering(window, tile=tile, margin=margin, alignment=network.stride)
    rows, columns = _with_halo(plan.rows), _with_halo(plan.columns)
    row_weights, column_weights = axis_weights(rows), axis_weights(columns)
    scale = network.scale
    shape = (network.channels, (rows.end - rows.first) * scale, (columns.end - columns.first) * scale)
    features = torch.zeros(shape, dtype=network.dtype, device=network.device)
    features = features[None].contiguous(memory_format=torch.channels_last)[0]
    valid = np.zeros(window.shape, dtype=np.bool_)
    for i, row in enumerate(rows.starts):
        for j, column in enumerate(columns.starts):
            reporter.check_cancelled()
            place = Window(row, column, rows.length, columns.length)
            values, has_data = view.read(place)
            shared = place.intersection(window)
            valid[shared.relative_to(window).slices] = has_data[shared.relative_to(place).slices]
            if has_data.any():
                weights = np.outer(row_weights[i], column_weights[j])
                _blend(features, network, values, place, (rows.first, columns.first), weights)
            done = i * len(columns.starts) + j + 1
            reporter.progress(done / plan.tile_count, "features", f"Looked at {done} of {plan.tile_count} tiles.")
    return FeatureMap(window, features, valid)


def _with_halo(axis: AxisTiles) -> AxisTiles:
    """The same tiles for `HALO_PX` more at both ends, which they cover already as a part of their margins."""
    return dataclasses.replace(axis, first=axis.first - HALO_PX, end=axis.end + HALO_PX)


def _blend(
    features: Tensor,
    network: FrozenNetwork,
    values: NDArray[np.float32],
    place: Window,
    origin: tuple[int, int],
    weights: NDArray[np.float32],
) -> None:
    """Adds the weighted features of a tile, in place; `origin` is the pixel where `features` begin."""
    scale = network.scale
    whole = Window(*origin, features.shape[1] // scale, features.shape[2] // scale)
    shared = place.intersection(whole)
    to, source = (_scaled(shared.relative_to(outer), scale) for outer in (whole, place))
    seen = network.features(torch.from_numpy(values[None]))[0][:, source[0], source[1]]
    target = features[:, to[0], to[1]]
    if (weights == 1).all():
        target.copy_(seen)
        return
    shares = torch.from_numpy(weights).to(network.device)
    target += shares.repeat_interleave(scale, 0).repeat_interleave(scale, 1) * seen


def _scaled(window: Window, scale: int) -> tuple[slice, slice]:
    rows, columns = window.slices
    return slice(rows.start * scale, rows.stop * scale), slice(columns.start * scale, columns.stop * scale)
