"""The pipeline: one thread reads tiles ahead, the engine computes, one thread blends and writes, all at the same time.

What waits between them is bounded, so memory is that of a few tiles, of the pixels that rows of tiles share, and of the
rows that are being written. Each thread keeps to the order of the tiles, so the bytes never depend on timing.
"""

from __future__ import annotations

import collections
import concurrent.futures
import contextlib
import dataclasses
from collections.abc import Callable, Generator, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deepsat.checkpoints import Card
from deepsat.imagery import Window
from deepsat.imagery.reflection import read_reflected
from deepsat.imagery.scene import Scene
from deepsat.predict.blending import TileBlender
from deepsat.predict.engine import Engine
from deepsat.predict.journal import Entry, Journal
from deepsat.predict.mapped_rows import Layers, MappedRows, RowGatherer
from deepsat.predict.outputs import Outputs
from deepsat.predict.selected_area import SelectedArea
from deepsat.predict.tile_progress import TileProgress
from deepsat.predict.tiling import TilePlan
from deepsat.reporting import Reporter

READ_AHEAD = 2
"""Batches that wait for the engine at most."""
BEHIND = 2
"""Batches that wait to be blended at most."""


@dataclasses.dataclass(frozen=True)
class Source:
    """A scene as the network of a card wants it."""

    scene: Scene
    bands: tuple[int, ...]
    card: Card
    area: SelectedArea | None = None
    """Where to map; None for everywhere."""

    def plan(self, window: Window) -> TilePlan:
        """The tiles that cover a window."""
        card = self.card
        return TilePlan.covering(
            window, tile=card.tile_size, margin=card.tile_margin, alignment=card.architecture.stride
        )

    def read(self, window: Window) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Normalised values, float32 (C,H,W), and where there are data, bool (H,W)."""
        inside = None if self.area is None else self.area.inside(window)
        if inside is not None and not inside.any():
            return np.zeros((self.scene.with_bands(self.bands).channel_count, *window.shape), np.float32), inside
        pixels = read_reflected(self.scene, window, self.bands)
        values = self.card.normalisation.apply(pixels.values, pixels.valid)
        # Beyond the area the network still sees the scene, so that the map inside is the same as without an area.
        return values, pixels.valid if inside is None else pixels.valid & inside


@dataclasses.dataclass(frozen=True)
class _Batch:
    """Tiles side by side."""

    row: int
    """Of the plan."""
    columns: list[int]
    images: NDArray[np.float32]
    """float32 (B,C,H,W)."""
    valid: NDArray[np.bool_]
    """bool (B,H,W)."""


@dataclasses.dataclass(frozen=True)
class Seams:
    """Where tiles overlap."""

    compared: int
    """Pixels with data, counted once for each tile after the first."""
    differing: int
    """Those of them for which that tile alone says another class than those before it."""

    def __add__(self, other: Seams) -> Seams:
        return Seams(self.compared + other.compared, self.differing + other.differing)

    @property
    def share(self) -> float | None:
        """Of the compared pixels those that differ; None where tiles do not overlap."""
        return self.differing / self.compared if self.compared else None


@dataclasses.dataclass(frozen=True)
class Done:
    """Rows of tiles that are done, from the top."""

    rows: int
    seams: Seams
    engine: str
    """What was proven by them; empty where nothing was yet."""


def map_tiles(
    source: Source,
    plan: TilePlan,
    engine: Engine,
    outputs: Outputs,
    reporter: Reporter,
    journal: Journal | None,
) -> Seams:
    """Maps all tiles of a plan, those excepted that the journal has.

    Raises:
        UserError: a file that is damaged, or a disk that is full.
        Cancelled: the person asked to stop.
    """
    done = replayed(journal, outputs, plan, reporter)
    if done.engine:
        engine.keep(done.engine)

    def take(entry: Entry) -> None:
        write_entry(entry.after(done.seams.compared, done.seams.differing), outputs, journal)

    rows = range(done.rows, len(plan.rows.starts))
    return done.seams + map_rows(source, plan, engine, outputs.layers, reporter, rows, take)


def replayed(journal: Journal | None, outputs: Outputs, plan: TilePlan, reporter: Reporter) -> Done:
    """Writes the rows that a journal has."""
    done = Done(0, Seams(0, 0), "")
    for entry in journal.entries() if journal is not None else ():
        outputs.write(entry.rows)
        done = Done(done.rows + 1, Seams(entry.compared, entry.differing), entry.engine)
    if done.rows:
        are = "is" if done.rows == 1 else "are"
        there = f"{done.rows} of {len(plan.rows.starts)} rows {are} there"
        reporter.log(f"Going on with an earlier run that was cut off: {there}.")
    return done


def write_entry(entry: Entry, outputs: Outputs, journal: Journal | None) -> None:
    """Writes a row of tiles, and keeps it in the journal."""
    if journal is not None:
        journal.add(entry)
    outputs.write(entry.rows)


def map_rows(
    source: Source,
    plan: TilePlan,
    engine: Engine,
    layers: Layers,
    reporter: Reporter,
    rows: range,
    take: Callable[[Entry], None],
) -> Seams:
    """Maps some rows of tiles; those above that reach into them are mapped again, and not handed out.

    Args:
        source: the scene.
        plan: of the whole map.
        engine: computes.
        layers: what is wanted of each pixel.
        reporter: told of progress, and asked whether to stop.
        rows: of the plan, one after the other.
        take: gets each row of tiles as soon as it is done, in a thread of its own; seams are counted from the first.

    Returns:
        The seams of these rows.

    Raises:
        UserError: a file that is damaged, or a disk that is full.
        Cancelled: the person asked to stop.
    """
    finisher = _Finisher(plan, layers, engine, rows.start, take)
    begin = _first_row_that_reaches(plan, rows.start)
    with (
        _ordered_thread("finisher", BEHIND) as put,
        contextlib.closing(_batches(source, plan, engine, range(begin, rows.stop))) as batches,
    ):
        progress = TileProgress(plan, begin, reporter)
        under_way: tuple[_Batch, Callable[[], NDArray[np.float32]]] | None = None
        for batch in batches:
            reporter.check_cancelled()
            started = batch, _begun(engine, batch, layers.class_count)
            if under_way is not None:
                # A GPU computes the next batch meanwhile.
                put(finisher.take, under_way[0], under_way[1]())
                progress.add(len(under_way[0].columns))
            under_way = started
        if under_way is not None:
            put(finisher.take, under_way[0], under_way[1]())
            progress.add(len(under_way[0].columns))
    return finisher.seams


class _Finisher:
    """Blends tiles, and hands out rows as soon as they are complete; all in one thread."""

    def __init__(
        self, plan: TilePlan, layers: Layers, engine: Engine, first: int, take: Callable[[Entry], None]
    ) -> None:
        self._plan, self._engine, self._first, self._take = plan, engine, first, take
        self._blender = TileBlender(plan, layers.class_count)
        self._gatherer = RowGatherer(layers, plan.columns.end - plan.columns.first)

    @property
    def seams(self) -> Seams:
        return Seams(self._blender.compared, self._blender.differing)

    def take(self, batch: _Batch, probabilities: NDArray[np.float32]) -> None:
        for j, tile, mask in zip(batch.columns, probabilities, batch.valid, strict=True):
            self._gatherer.add(self._blender.add(batch.row, j, tile, mask))
        if batch.columns[-1] == len(self._plan.columns.starts) - 1:
            self._finish(batch.row, self._gatherer.take())

    def _finish(self, row: int, rows: MappedRows) -> None:
        if row < self._first:
            # Mapped again only for what the next row of tiles shares with it.
            self._blender.compared = self._blender.differing = 0
            return
        engine = self._engine.title if self._engine.is_decided else ""
        self._take(Entry(rows, self._blender.compared, self._blender.differing, engine))


@contextlib.contextmanager
def _ordered_thread(name: str, waiting: int) -> Iterator[Callable[..., None]]:
    """A thread that carries out calls one after the other; the caller waits while more than `waiting` are not done.

    What a call raises is raised by a later one, or at the end of the block.
    """
    pending: collections.deque[concurrent.futures.Future[None]] = collections.deque()
    with concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix=name) as pool:

        def put(function: Callable[..., None], *arguments: Any) -> None:
            while len(pending) >= waiting:
                pending.popleft().result()
            pending.append(pool.submit(function, *arguments))

        try:
            yield put
            while pending:
                pending.popleft().result()
        finally:
            for future in pending:
                future.cancel()


def _begun(engine: Engine, batch: _Batch, class_count: int) -> Callable[[], NDArray[np.float32]]:
    """The engine at work on a batch; where nothing is valid nothing will be shown, so nothing need be computed."""
    if batch.valid.any():
        return engine.begin(batch.images)
    shape = (len(batch.images), class_count, *batch.valid.shape[1:])
    return lambda: np.full(shape, 1 / class_count, dtype=np.float32)


def _batches(source: Source, plan: TilePlan, engine: Engine, rows: range) -> Generator[_Batch, None, None]:
    """All batches of some rows of tiles; a thread reads ahead of who takes them."""
    columns, size = range(len(plan.columns.starts)), engine.batch_size
    places = collections.deque((i, list(columns[j : j + size])) for i in rows for j in columns[::size])

    def read(i: int, here: list[int]) -> _Batch:
        tiles = [source.read(plan.window(i, j)) for j in here]
        return _Batch(i, here, np.stack([values for values, _ in tiles]), np.stack([valid for _, valid in tiles]))

    # Leaving waits for the tile that is being read: the scene is closed after that.
    with concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="reader") as reader:
        waiting: collections.deque[concurrent.futures.Future[_Batch]] = collections.deque()
        try:
            while places or waiting:
                while places and len(waiting) < READ_AHEAD:
                    waiting.append(reader.submit(read, *places.popleft()))
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _first_row_that_reaches(plan: TilePlan, row: int) -> int:
    """The first row of tiles that covers pixels which `row` and those below finish."""
    rows = plan.rows
    if row >= len(rows.starts):
        return row
    return next(i for i, start in enumerate(rows.starts) if start + rows.length > rows.finished_before(row))
