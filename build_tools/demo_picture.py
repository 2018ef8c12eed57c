"""The demo's picture: scene, training polygons and map side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from numpy.typing import NDArray

from build_tools.demo_scores import Scores

mpl.use("Agg")

import matplotlib.pyplot as plt  # the backend has to be chosen first
import rasterio
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch

from deepsat.imagery import open_scene
from deepsat.labels import Labels, read_labels

_NO_CLASS = 255


def draw(sample: Path, map_path: Path, picture: Path, scores: Scores) -> None:
    """Writes the picture as PNG."""
    with open_scene([str(sample / "raleigh_landsat7_2000.tif")]) as scene:
        pixels = scene.read(scene.grid.whole)
        labels = read_labels(str(sample / "raleigh_training.gpkg"), "class", scene.grid)
        to_pixel = ~scene.grid.affine
    with rasterio.open(map_path) as dataset:
        mapped = dataset.read(1)
    # Near infrared, red and green, as analysts look at vegetation.
    image = _stretched(pixels.values[[3, 2, 1]], pixels.valid)
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(16, 5.6), layout="constrained")
    for axes, title in ((left, "Landsat 7, Raleigh, 2000"), (middle, "Training polygons"), (right, _map_title(scores))):
        axes.set_title(title)
        axes.set_axis_off()
    left.imshow(image)
    middle.imshow(image * 0.45 + 0.55 * image.mean(axis=2, keepdims=True))
    _draw_polygons(middle, labels, to_pixel)
    # Polygons that reach beyond the scene must not make its picture smaller.
    middle.set_xlim(left.get_xlim())
    middle.set_ylim(left.get_ylim())
    colours = [land_cover.colour for land_cover in scores.class_map.classes]
    right.imshow(
        np.ma.masked_equal(mapped, _NO_CLASS), cmap=ListedColormap(colours), vmin=-0.5, vmax=len(colours) - 0.5,
        interpolation="nearest",
    )  # fmt: skip
    named = [Patch(color=c.colour, label=c.name) for c in scores.class_map.classes]
    figure.legend(handles=named, loc="outside lower center", ncols=len(named), frameon=False)
    figure.savefig(picture, dpi=110)
    plt.close(figure)


def _map_title(scores: Scores) -> str:
    return f"Map: mean IoU {scores.deepsat.mean_iou:.2f} on held-out polygons"


def _stretched(values: NDArray[np.float32], valid: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Three bands as picture (H, W, 3), 0-1, from the 2nd to the 98th percentile of each; white where invalid."""
    picture = np.ones((*valid.shape, 3))
    shown = valid & np.isfinite(values).all(axis=0)
    for index, band in enumerate(values):
        low, high = np.percentile(band[shown], (2, 98))
        picture[..., index][shown] = np.clip((band[shown] - low) / (high - low), 0, 1)
    return picture


def _draw_polygons(axes: Any, labels: Labels, to_pixel: Any) -> None:
    for polygon in labels.polygons:
        colour = labels.class_map.classes[polygon.class_id].colour
        for part in getattr(polygon.geometry, "geoms", [polygon.geometry]):
            corners = np.array([to_pixel * (x, y) for x, y, *_ in part.exterior.coords]) - 0.5
            axes.fill(corners[:, 0], corners[:, 1], facecolor=colour, edgecolor="white", linewidth=0.8)
