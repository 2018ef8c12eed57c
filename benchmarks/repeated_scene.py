"""A real scene repeated to any size, and a model for it: what prediction is measured with."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import torch
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from torch import nn

from deepsat.checkpoints import Card, TrainingFacts, save_model
from deepsat.class_map import ClassMap
from deepsat.encoders import Architecture, build_network, scene_features, start_spectrally
from deepsat.finetune.forest_fitting import fit_forest
from deepsat.finetune.recipe import Recipe
from deepsat.imagery import Band, Normalisation, estimate, open_scene
from deepsat.models import Forest, Model, neighbourhood

LAYOUTS: dict[str, dict[str, Any]] = {
    "deflate, tiles": {"tiled": True, "blockxsize": 512, "blockysize": 512, "compress": "deflate"},
    "zstd, tiles": {"tiled": True, "blockxsize": 512, "blockysize": 512, "compress": "zstd"},
    "uncompressed, tiles": {"tiled": True, "blockxsize": 512, "blockysize": 512},
    "deflate, strips": {"tiled": False, "blockysize": 1, "compress": "deflate"},
}
BANDS = 10
CLASSES = 10
CLASSES_ALONE = 4
_SAMPLES = 4000
_REGULARISED = 0.01
"""Gives logits the spread that those of fine-tuned models have, three to five; without, it is sixteen."""
_ROWS_AT_ONCE = 512


def repeat(image: Path, target: Path, height: int, width: int, layout: str) -> None:
    """Writes the first `BANDS` bands of an image, side by side with itself, as height x width pixels of 10 m."""
    with rasterio.open(image) as dataset:
        values, names = dataset.read(range(1, BANDS + 1)), dataset.descriptions[:BANDS]
        profile = {"dtype": dataset.dtypes[0], "nodata": dataset.nodata, "count": BANDS, "driver": "GTiff"}
    profile |= {"height": height, "width": width, "crs": "EPSG:32633", "interleave": "pixel", "bigtiff": "IF_SAFER"}
    profile |= {"transform": rasterio.Affine(10, 0, 3e5, 0, -10, 5e6), "photometric": "MINISBLACK", **LAYOUTS[layout]}
    columns = np.arange(width) % values.shape[2]
    with rasterio.open(target, "w", **profile) as dataset:
        dataset.descriptions = names
        for row in range(0, height, _ROWS_AT_ONCE):
            rows = np.arange(row, min(row + _ROWS_AT_ONCE, height)) % values.shape[1]
            window = rasterio.windows.Window(0, row, width, len(rows))
            dataset.write(values[:, rows[:, None], columns], window=window)


def share_of_same_classes(one: Path, other: Path) -> float:
    """Of the pixels that have data in a class raster, the share that has the same class in another one."""
    with rasterio.open(one) as first, rasterio.open(other) as second:
        expected, found = first.read(1), second.read(1)
        has_data = expected != first.nodata
    return float((expected == found)[has_data].mean())


def make_models(image: Path, folder: Path) -> tuple[Path, Path]:
    """Two models that tell clusters of the image's own pixels apart: as DeepSat makes them, and a network alone.

    What the classes mean does not matter here; that they are as clear as those of fine-tuned models does, because
    rounding decides unclear ones. So the network alone, which is the less sure of the two, has fewer.
    """
    whole, alone = (_Lesson.of(image, count) for count in (CLASSES, CLASSES_ALONE))
    network, scale = whole.network(), whole.architecture.input_scale
    save_model(folder / "whole", Model(network, scale, whole.forest(), 0.75, smooths=True), whole.card())
    save_model(folder / "network", Model(alone.network(), scale), alone.card())
    return folder / "whole", folder / "network"


@dataclasses.dataclass(frozen=True)
class _Lesson:
    """An image, and some of its pixels in clusters."""

    scene: str
    bands: tuple[Band, ...]
    normalisation: Normalisation
    images: torch.Tensor
    """float32 (1,C,H,W)."""
    places: NDArray[np.int64]
    """int64 (N,), of the pixels."""
    class_ids: NDArray[np.int32]
    """int32 (N,)."""
    architecture: Architecture

    @classmethod
    def of(cls, image: Path, class_count: int) -> _Lesson:
        with open_scene((str(image),)) as scene:
            normalisation = estimate(scene, seed=0)
            pixels, bands = scene.read(scene.grid.whole), scene.bands
        images = torch.from_numpy(normalisation.apply(pixels.values, pixels.valid))[None]
        places = np.random.default_rng(0).choice(np.flatnonzero(pixels.valid), _SAMPLES, replace=False)
        seen = images[0].flatten(1)[:, places].T.numpy()
        class_ids = KMeans(class_count, n_init=1, random_state=0).fit_predict(seen)
        architecture = Architecture(in_channels=len(bands), classes=class_count)
        return cls(image.name, bands, normalisation, images, places, class_ids, architecture)

    def network(self) -> nn.Module:
        """A network of random weights, whose head's middle weights are fitted by logistic regression."""
        torch.manual_seed(0)
        network: Any = build_network(self.architecture).eval()
        start_spectrally(network, self.architecture, 0.5)
        height, width = (size // 32 * 32 for size in self.images.shape[2:])
        with torch.inference_mode():
            features = scene_features(network, self.images[:, :, :height, :width], self.architecture.input_scale)
            features = torch.nn.functional.avg_pool2d(features, self.architecture.input_scale)[0]
        rows, columns = np.divmod(self.places, self.images.shape[3])
        inside = (rows < height) & (columns < width)
        learnt = features[:, rows[inside], columns[inside]].T.numpy()
        centre, spread = learnt.mean(axis=0), learnt.std(axis=0) + 1e-6
        fitted = LogisticRegression(C=_REGULARISED, max_iter=200).fit(
            (learnt - centre) / spread, self.class_ids[inside]
        )
        weights, head = fitted.coef_ / spread, network.segmentation_head[0]
        with torch.no_grad():
            head.weight.zero_()
            head.weight[:, :, 1, 1] = torch.from_numpy(weights).float()
            head.bias.copy_(torch.from_numpy(fitted.intercept_ - weights @ centre).float())
        return network  # type: ignore[no-any-return]

    def forest(self) -> Forest:
        """A forest on the same pixels."""
        seen = neighbourhood(self.images)[0].flatten(1)[:, self.places].T.contiguous().numpy()
        polygons = np.arange(_SAMPLES, dtype=np.int32) // 40
        ids, classes = self.class_ids.astype(np.uint8), self.architecture.classes
        return fit_forest(seen, ids, polygons, classes, trees_a_kind=Recipe().trees_a_kind, seed=0)

    def card(self) -> Card:
        """What a model of this needs to be opened."""
        return Card(
            bands=self.bands,
            normalisation=self.normalisation,
            class_map=ClassMap.from_names([f"cluster {number}" for number in range(self.architecture.classes)]),
            architecture=self.architecture,
            tile_size=512,
            tile_margin=32,
            gsd_m=10.0,
            footprint=(12.0, 45.0, 14.0, 46.0),
            training=TrainingFacts("random", self.scene, "none", 0, 0, 0.0, {}, {}, None, {}, "fitted head", {}),
            deepsat_version="benchmark",
            framework_version=torch.__version__,
        )
