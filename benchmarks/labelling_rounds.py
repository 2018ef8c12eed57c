"""Labelling in rounds, simulated: boxes are placed, the truth answers for the analyst, the model is fitted again.

Each box costs the same. The truth names a box's majority class if that fills enough of it; a mixed box is paid for and
teaches nothing, for nobody could name one class for it. Boxes go only where the truth is known.
"""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from pathlib import Path

import numpy as np
import rasterio
import shapely
import torch
from numpy.typing import NDArray

from benchmarks.label_sets import CLASS_FIELD, Budget, LabelSet, label_set, write_polygons
from benchmarks.places import Place
from deepsat.accuracy import Confusion
from deepsat.checkpoints import load_model
from deepsat.class_map import NO_CLASS
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.imagery import Grid, Window, open_scene
from deepsat.jobs import FinetuneJob, PredictJob
from deepsat.labels import read_labels
from deepsat.predict.engine import Engine
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter
from deepsat.suggest.cells import Cells
from deepsat.suggest.run import collect_cells, plan_of
from deepsat.suggest.spreading import choose_places

KNOWN_SHARE = 0.7
"""Of a box's pixels the truth has to know, for a box to be placed there."""
PURE_SHARE = 0.65
"""Of a box's known pixels its majority class has to fill, for it to be named."""

SUGGESTED, RANDOM, RANDOM_PURE = "suggested", "random", "random, mixed ones replaced"
ARMS = (SUGGESTED, RANDOM, RANDOM_PURE)
"""The last one is a rival that knows more than anybody may: none of its boxes is mixed."""


@dataclasses.dataclass(frozen=True)
class Rounds:
    """What came of one way of placing boxes at one place."""

    maps: tuple[NDArray[np.uint8], ...]
    """After each round, the first one before any: uint8 (H,W), index into the names, 255 elsewhere."""
    boxes: tuple[Window, ...]
    placed: tuple[int, ...]
    """Boxes that were placed, after each round: fewer than asked for where there is no room."""
    named: tuple[int, ...]
    """Of these, boxes that got a class."""


class Simulation:
    """One place, its truth, and the polygons to begin with: one of each class.

    Args:
        place: with dense truth.
        folder: for labels, models and maps.
        device: for the network, as jobs name it.
    """

    def __init__(self, place: Place, folder: Path, device: str) -> None:
        self._place, self._folder, self._device = place, folder, device
        self.labels: LabelSet = label_set(place, Budget("k1"), 0, folder)
        with open_scene([str(place.image)]) as scene:
            self._grid: Grid = scene.grid
        start = read_labels(str(self.labels.polygons), CLASS_FIELD, self._grid)
        self._polygons = [p.geometry for p in start.polygons]
        self._names = [start.class_map.names[p.class_id] for p in start.polygons]
        # The same for each way of placing boxes.
        self._first_map = self._fitted([], [])
        self._first_model = shutil.copytree(self._model, folder / "first model")

    def run(self, arm: str, seed: int, rounds: int, boxes: int) -> Rounds:
        """Places so many boxes in each round.

        Args:
            arm: one of `ARMS`.
            seed: of places drawn at random.
            rounds: how many.
            boxes: of each round.
        """
        draw = np.random.default_rng(seed)
        placed: list[Window] = []
        answers: list[str] = []
        maps = [self._first_map]
        shutil.copytree(self._first_model, self._model, dirs_exist_ok=True)
        counts, named = [0], [0]
        for _ in range(rounds):
            cells = self._cells(placed)
            new = [cells.window(index) for index in self._chosen(arm, cells, boxes, draw)]
            placed += new
            answers += [self.answer(window) for window in new]
            maps.append(self._fitted(placed, answers))
            counts.append(len(placed))
            named.append(sum(answer != "" for answer in answers))
        return Rounds(tuple(maps), tuple(placed), tuple(counts), tuple(named))

    def answer(self, window: Window) -> str:
        """The class that fills the box, or nothing for a mixed one."""
        values = self.labels.reference[window.slices]
        counts = np.bincount(values[values != NO_CLASS], minlength=len(self.labels.names))
        if counts.max() < PURE_SHARE * max(1, counts.sum()):
            return ""
        return self.labels.names[int(counts.argmax())]

    def mean_iou(self, mapped: NDArray[np.uint8], boxes: list[Window]) -> float:
        """Of a map, on what the truth knows outside the first polygons and outside all of these boxes."""
        reference = self.labels.reference.copy()
        for window in boxes:
            reference[window.slices] = NO_CLASS
        return Confusion.empty(len(self.labels.names)).add(mapped, reference).mean_iou

    def _chosen(self, arm: str, cells: Cells, count: int, draw: np.random.Generator) -> list[int]:
        windows = [cells.window(index) for index in range(len(cells))]
        known = np.array([self._is_known(window) for window in windows], dtype=np.bool_)
        if arm == SUGGESTED:
            return [choice.cell for choice in choose_places(cells, count, 0, known)]
        allowed = np.flatnonzero(known & cells.is_clear())
        if arm == RANDOM_PURE:
            allowed = np.array([index for index in allowed if self.answer(windows[index])], dtype=np.intp)
        return [int(index) for index in draw.permutation(allowed)[:count]]

    def _is_known(self, window: Window) -> bool:
        return float((self.labels.reference[window.slices] != NO_CLASS).mean()) >= KNOWN_SHARE

    def _fitted(self, boxes: list[Window], answers: list[str]) -> NDArray[np.uint8]:
        """The map of a model that learnt from the first polygons and from the boxes that were named."""
        labels, output, image = self._folder / "labels.gpkg", self._folder / "map.tif", str(self._place.image)
        shapes = [shapely.box(*self._grid.bounds_of_window(w)) for w, a in zip(boxes, answers, strict=True) if a]
        write_polygons(labels, self._polygons + shapes, self._names + [a for a in answers if a], self._grid)
        job = FinetuneJob((image,), str(labels), CLASS_FIELD, self._model, device=self._device, max_minutes=600.0)
        classes = finetune(job, SilentReporter(), quick_recipe())["classes"]
        predict(PredictJob((image,), self._model, str(output), device=self._device), SilentReporter())
        table = np.full(256, NO_CLASS, dtype=np.uint8)
        for land_cover in classes:
            table[land_cover["id"]] = self.labels.names.index(land_cover["name"])
        with rasterio.open(output) as dataset:
            return np.asarray(table[dataset.read(1)], dtype=np.uint8)

    def _cells(self, boxes: list[Window]) -> Cells:
        """As the product collects them; a box that was not named is taken too."""
        device = torch.device(self._device)
        model, card = load_model(Path(self._model), device)
        areas = self._polygons + [shapely.box(*self._grid.bounds_of_window(window)) for window in boxes]
        reporter = SilentReporter()
        with open_scene([str(self._place.image)]) as scene:
            engine = Engine(model, device, reporter, pixels=plan_of(scene, card).pixel_count)
            return collect_cells(scene, card, engine, areas, 0, reporter)

    @property
    def _model(self) -> str:
        return str(self._folder / "model")


def quick_recipe() -> Recipe:
    """Forest and head, without training of all weights and without comparing anything on held-out polygons."""
    return dataclasses.replace(Recipe(), steps=0, folds=0, candidates=("forest", "head"))


def simulate(place: Place, *, rounds: int, boxes: int, seeds: int, device: str) -> list[dict[str, float | int | str]]:
    """All arms at one place, scored on the same pixels.

    Returns:
        For each arm, seed and number of rounds `place`, `arm`, `seed`, `boxes` (asked for so far), `placed`,
        `named`, `mean_iou`.
    """
    with tempfile.TemporaryDirectory(prefix="suggestions_") as name:
        simulation = Simulation(place, Path(name), device)
        runs = {
            (arm, seed): simulation.run(arm, seed, rounds, boxes)
            for arm in ARMS
            for seed in range(1 if arm == SUGGESTED else seeds)
        }
        everywhere = [window for run in runs.values() for window in run.boxes]
        return [
            {
                "place": place.name,
                "arm": arm,
                "seed": seed,
                "boxes": number * boxes,
                "placed": run.placed[number],
                "named": run.named[number],
                "mean_iou": simulation.mean_iou(mapped, everywhere),
            }
            for (arm, seed), run in runs.items()
            for number, mapped in enumerate(run.maps)
        ]
