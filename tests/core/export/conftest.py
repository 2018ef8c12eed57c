"""Models with a forest that tells their classes apart, and rasters to run them on."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import torch
from rasterio.crs import CRS
from rasterio.transform import Affine
from sklearn.ensemble import RandomForestClassifier

from deepsat.checkpoints import Card, TrainingFacts, save_model
from deepsat.class_map import ClassMap
from deepsat.encoders import Architecture, build_network
from deepsat.imagery import Band, Normalisation
from deepsat.models import Forest, Model
from deepsat.models.forest import arrays_of_trees

TILE, MARGIN = 64, 8
CLASSES = ("Äcker", "forest", "water", "urban")
BANDS = (Band("blue", 490.0, 1e-4, -0.1, 0.0), Band("red", 665.0, 1e-4, 0.0, 0.0), Band("nir", 842.0, 1e-4, 0.0, 0.0))
BYTES = (Band("red"), Band("green"), Band("blue"))
GALILEO = Architecture(3, len(CLASSES), "Galileo", "galileo_nano", decoder_channels=(), input_scale=1, patch_size=4)

MakeModel = Callable[..., tuple[Model, Card]]


def forest_of(bands: int, seed: int = 0) -> Forest:
    """A forest whose classes depend on the first band and on the neighbourhood of the second, with noise fractions."""
    draw = np.random.default_rng(seed)
    features = draw.normal(size=(300, 3 * bands)).astype(np.float32)
    class_ids = 2 * (features[:, 0] > 0.2) + (features[:, bands + 1] > -0.1)
    fitted = RandomForestClassifier(12, random_state=seed).fit(features, class_ids)
    trees = arrays_of_trees([tree.tree_ for tree in fitted.estimators_], fitted.classes_, len(CLASSES))
    shapes = {"rotation": (2, bands), "band_weights": (len(CLASSES), bands), "band_biases": (len(CLASSES),)}
    linear = {name: torch.from_numpy(draw.normal(size=shape).astype(np.float32)) for name, shape in shapes.items()}
    return Forest({**trees, **linear})


@pytest.fixture(scope="session")
def make_model() -> MakeModel:
    """Makes a model of three bands and its card; `card` replaces some of the card's fields."""

    def make(
        bands: tuple[Band, ...] = BANDS,
        share: float = 0.75,
        *,
        scale: int = 1,
        smooths: bool = True,
        architecture: Architecture | None = None,
        **card: Any,
    ) -> tuple[Model, Card]:
        architecture = architecture or Architecture(len(bands), len(CLASSES), decoder_channels=(16, 8, 8))
        torch.manual_seed(3)
        network = build_network(architecture).eval()
        forest = forest_of(len(bands)) if share else None
        model = Model(network, architecture.input_scale, forest, share, smooths=smooths, scale=scale)
        mean, std = (
            ((120.0, 90.0, 60.0), (40.0, 30.0, 25.0)) if bands == BYTES else ((0.1, 0.2, 0.3), (0.04, 0.07, 0.1))
        )
        facts = TrainingFacts("random", "s.tif", "cross_entropy", 0, 0, 0.0, {}, {}, None, {}, "blend", {})
        described = Card(
            bands,
            Normalisation(mean, std),
            ClassMap.from_names(CLASSES),
            architecture,
            TILE * scale,
            MARGIN * scale,
            10.0,
            (14.9, 45.1, 15.1, 45.2),
            facts,
            "0.1.0",
            torch.__version__,
            forest_share=share,
            trees=12 if share else 0,
            smooths=smooths,
            scale=scale,
            stored_type="uint8" if bands == BYTES else "uint16",
        )
        return model.eval(), dataclasses.replace(described, **card)

    return make


@pytest.fixture
def write_model(make_model: MakeModel, tmp_path: Path) -> Callable[..., str]:
    """Writes such a model's folder, and returns its path."""

    def write(*arguments: Any, **options: Any) -> str:
        model, card = make_model(*arguments, **options)
        save_model(tmp_path / "model", model, card)
        return str(tmp_path / "model")

    return write


@pytest.fixture
def write_raster(tmp_path: Path) -> Callable[..., str]:
    """Writes reflectance in the order nir, blue, red, with a river and a hole, and returns its path."""

    def write(*, height: int = 90, width: int = 110, offset: float = -0.1) -> str:
        draw = np.random.default_rng(5)
        rows, columns = np.mgrid[:height, :width]
        river = np.abs(columns - 0.6 * rows - 20) < 9
        values = np.stack([np.where(river, 500, 4000), np.where(river, 2400, 1900), np.where(river, 2500, 1400)])
        values = (values + draw.normal(0, 250, values.shape)).clip(1).astype(np.uint16)
        values[:, 40:52, 60:75] = 0
        values[1, 30:36] = 0
        path = str(tmp_path / "scene.tif")
        profile = {"crs": CRS.from_epsg(32633), "transform": Affine(10, 0, 500_000, 0, -10, 5_000_000), "nodata": 0}
        with rasterio.open(
            path, "w", driver="GTiff", dtype="uint16", count=3, height=height, width=width, **profile
        ) as dataset:
            dataset.write(values)
            dataset.descriptions = ("nir", "blue", "red")
            dataset.scales, dataset.offsets = (1e-4,) * 3, (0.0, offset, 0.0)
        return path

    return write
