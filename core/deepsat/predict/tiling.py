"""Tiling: how tiles cover a part of a raster, each pixel at least once and with context around it."""

from __future__ import annotations

import dataclasses
import math

from deepsat.imagery import Window


@dataclasses.dataclass(frozen=True)
class AxisTiles:
    """Tiles of one length along one axis, at equal steps.

    The last tile ends at least a margin behind `end`:

        first                                     end
          |-----------------------------------------|
      [...............]            tile 0: begins a margin before `first`
               [...............]
                        [...............]
                                 [...............]
    """

    first: int
    """First pixel to cover."""
    end: int
    """The pixel behind the last one to cover."""
    length: int
    """Of each tile; a multiple of the alignment."""
    margin: int
    """Pixels at each end of a tile that serve as context and for blending."""
    starts: tuple[int, ...]
    """First pixel of each tile, ascending."""

    @classmethod
    def covering(cls, first: int, end: int, *, tile: int, margin: int, alignment: int) -> AxisTiles:
        """The fewest tiles whose parts without margins cover `first` to `end`.

        Where one tile is enough it is only as long as it needs to be.

        Args:
            first: first pixel to cover.
            end: the pixel behind the last one, above `first`.
            tile: longest tile; a multiple of `alignment`, longer than two margins.
            margin: context at each end.
            alignment: what the network asks lengths to be a multiple of. Tiles begin at multiples of it, counted from
                the first tile, so that the network sees the same pixels at the same places of its coarse layers.

        Raises:
            ValueError: the sizes do not fit.
        """
        if end <= first or tile % alignment or not 0 <= 2 * margin < tile:
            raise ValueError(f"{first} to {end} cannot be covered by tiles of {tile} with margins of {margin}")
        padded = end - first + 2 * margin
        if padded <= tile:
            return cls(first, end, _rounded_up(padded, alignment), margin, (first - margin,))
        stride = tile - 2 * margin
        count = math.ceil((padded - tile) / stride) + 1
        step = min(_rounded_up(math.ceil((padded - tile) / (count - 1)), alignment), stride)
        return cls(first, end, tile, margin, tuple(first - margin + index * step for index in range(count)))

    def finished_before(self, index: int) -> int:
        """The pixel behind the last one that no tile from `index` on covers."""
        return self.end if index >= len(self.starts) else max(self.starts[index], self.first)


@dataclasses.dataclass(frozen=True)
class TilePlan:
    """Tiles of one shape that cover a window, row of tiles by row of tiles."""

    rows: AxisTiles
    columns: AxisTiles

    @classmethod
    def covering(cls, window: Window, *, tile: int, margin: int, alignment: int) -> TilePlan:
        """The tiles for a window: see `AxisTiles.covering`."""
        return cls(
            AxisTiles.covering(window.row, window.end_row, tile=tile, margin=margin, alignment=alignment),
            AxisTiles.covering(window.column, window.end_column, tile=tile, margin=margin, alignment=alignment),
        )

    @property
    def tile_count(self) -> int:
        """Tiles in all."""
        return len(self.rows.starts) * len(self.columns.starts)

    @property
    def pixel_count(self) -> int:
        """Pixels of all tiles together, those that they share counted each time."""
        return self.tile_count * self.rows.length * self.columns.length

    def window(self, i: int, j: int) -> Window:
        """The pixels of the tile in row `i` and column `j` of the plan; they may reach beyond the raster."""
        return Window(self.rows.starts[i], self.columns.starts[j], self.rows.length, self.columns.length)


def _rounded_up(value: int, multiple: int) -> int:
    return math.ceil(value / multiple) * multiple
