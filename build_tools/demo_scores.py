"""How well the demo's map does on the polygons kept out, beside a random forest on the same pixels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier

from deepsat.accuracy import Confusion
from deepsat.class_map import ClassMap
from deepsat.imagery import Scene, open_scene
from deepsat.labels import LabelPixels, label_pixels, read_labels

TREES = 500


@dataclass(frozen=True)
class Scores:
    """Confusions of map and forest on the same held-out pixels; ids are those of `class_map`."""

    class_map: ClassMap
    deepsat: Confusion
    forest: Confusion

    def as_text(self) -> str:
        """A table: IoU of each class that was scored, mean IoU, overall accuracy."""
        lines = [f"{'on held-out polygons':22}{'pixels':>8}{'DeepSat':>10}{'forest':>10}"]
        totals = self.deepsat.reference_totals
        for index, name in enumerate(self.class_map.names):
            if totals[index]:
                ious = f"{self.deepsat.iou[index]:10.3f}{self.forest.iou[index]:10.3f}"
                lines.append(f"IoU {name:18}{totals[index]:8}{ious}")
        lines.append(f"{'mean IoU':30}{self.deepsat.mean_iou:10.3f}{self.forest.mean_iou:10.3f}")
        lines.append(f"{'overall accuracy':30}{self.deepsat.overall:10.3f}{self.forest.overall:10.3f}")
        unscored = [name for name, total in zip(self.class_map.names, totals, strict=True) if not total]
        if unscored:
            lines.append(f"(not scored for want of held-out pixels: {', '.join(unscored)})")
        return "\n".join(lines)


def score(sample: Path, map_path: Path) -> Scores:
    """Scores a map of the sample scene, whose class ids are those of the training polygons."""
    with open_scene([str(sample / "raleigh_landsat7_2000.tif")]) as scene:
        training = _pixels(sample / "raleigh_training.gpkg", scene)
        held_out = _pixels(sample / "raleigh_held_out.gpkg", scene)
        # The sample is small enough to be read at once. A forest takes NaN, where a band is missing, as a value.
        values = scene.read(scene.grid.whole).values
    reference = _ids_in(training.class_map, held_out)
    with rasterio.open(map_path) as dataset:
        mapped = dataset.read(1)[held_out.rows, held_out.columns]
    forest = RandomForestClassifier(TREES, random_state=0, n_jobs=2)
    forest.fit(values[:, training.rows, training.columns].T, training.class_ids)
    guessed = forest.predict(values[:, held_out.rows, held_out.columns].T)
    count = len(training.class_map)
    return Scores(
        training.class_map,
        Confusion.empty(count).add(mapped, reference),
        Confusion.empty(count).add(guessed, reference),
    )


def _pixels(path: Path, scene: Scene) -> LabelPixels:
    return label_pixels(read_labels(str(path), "class", scene.grid), scene.grid, scene.valid)


def _ids_in(class_map: ClassMap, pixels: LabelPixels) -> NDArray[np.uint8]:
    """The class of each pixel by its id in another class map; ids follow names."""
    table = np.array([class_map.id_of(name) for name in pixels.class_map.names], np.uint8)
    return table[pixels.class_ids]
