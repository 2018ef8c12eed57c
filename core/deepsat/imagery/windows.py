"""Windows: rectangles of whole pixels, counted from a raster's upper left corner."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Window:
    """Rows `row` to `end_row` and columns `column` to `end_column`, the ends excluded.

    A window may lie partly or wholly outside its raster, as a tile with a margin does at a border: then `row` or
    `column` is negative, or an end is beyond the raster's.

    Raises:
        ValueError: `height` or `width` is negative.
    """

    row: int
    column: int
    height: int
    width: int

    def __post_init__(self) -> None:
        if self.height < 0 or self.width < 0:
            raise ValueError(f"a window's height and width are at least 0, not {self.height} and {self.width}")

    @property
    def end_row(self) -> int:
        """First row below the window."""
        return self.row + self.height

    @property
    def end_column(self) -> int:
        """First column to the right of the window."""
        return self.column + self.width

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width, as arrays have them."""
        return self.height, self.width

    @property
    def pixel_count(self) -> int:
        """Pixels inside."""
        return self.height * self.width

    @property
    def is_empty(self) -> bool:
        """Whether no pixel is inside."""
        return self.pixel_count == 0

    @property
    def slices(self) -> tuple[slice, slice]:
        """Index of the window in an array whose last two axes are rows and columns.

        Raises:
            ValueError: the window starts above or left of the array, where an index would count from the other end.
        """
        if self.row < 0 or self.column < 0:
            raise ValueError(f"{self} starts outside its array")
        return slice(self.row, self.end_row), slice(self.column, self.end_column)

    def intersection(self, other: Window) -> Window:
        """The part that both windows share; empty where they share none."""
        row, column = max(self.row, other.row), max(self.column, other.column)
        height = max(min(self.end_row, other.end_row) - row, 0)
        width = max(min(self.end_column, other.end_column) - column, 0)
        return Window(row, column, height, width)

    def grown(self, margin: int) -> Window:
        """The window with `margin` pixels more on each of its four sides; fewer where `margin` is negative."""
        return Window(self.row - margin, self.column - margin, self.height + 2 * margin, self.width + 2 * margin)

    def shifted(self, rows: int, columns: int) -> Window:
        """The window moved down by `rows` and to the right by `columns`."""
        return Window(self.row + rows, self.column + columns, self.height, self.width)

    def relative_to(self, outer: Window) -> Window:
        """The same pixels, counted from the upper left corner of `outer`."""
        return self.shifted(-outer.row, -outer.column)
