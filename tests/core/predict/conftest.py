"""Rasters, and models whose maps are known beforehand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from rasterio.transform import Affine
from torch import nn

from deepsat.checkpoints import Card, TrainingFacts, save_model
from deepsat.class_map import ClassMap
from deepsat.encoders import Architecture, build_network
from deepsat.imagery import Band, Normalisation
from deepsat.models import Model

UTM = Affine(10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0)
NAMES = ("crops", "forest", "water", "urban")

WriteModel = Callable[..., str]
SMALLEST, USUAL = (16, 8, 8), (128, 64, 32, 32)
"""Channels of the decoder: of a network with the least to compute, and of one as it is made from labels."""


@pytest.fixture(scope="session")
def write_model(tmp_path_factory: pytest.TempPathFactory) -> WriteModel:
    """Writes a model folder whose network has the weights that `shape_weights` gives it, all others being 0."""
    written: dict[tuple[object, ...], str] = {}

    def write(
        shape_weights: Callable[[nn.Module], None],
        *,
        bands: int,
        classes: int,
        tile: int = 64,
        margin: int = 16,
        decoder_channels: tuple[int, ...] = SMALLEST,
    ) -> str:
        key = (shape_weights.__name__, bands, classes, tile, margin, decoder_channels)
        if key not in written:
            folder = tmp_path_factory.mktemp("models") / "model"
            architecture = Architecture(in_channels=bands, classes=classes, decoder_channels=decoder_channels)
            build_model(folder, shape_weights, architecture, tile=tile, margin=margin)
            written[key] = str(folder)
        return written[key]

    def build_model(
        folder: Path,
        shape_weights: Callable[[nn.Module], None],
        architecture: Architecture,
        *,
        tile: int,
        margin: int,
    ) -> None:
        bands, classes = architecture.in_channels, architecture.classes
        network = build_network(architecture)
        with torch.no_grad():
            for weights in network.parameters():
                weights.zero_()
            shape_weights(network)
        card = Card(
            bands=tuple(Band(f"band_{index + 1}") for index in range(bands)),
            normalisation=Normalisation((0.0,) * bands, (1.0,) * bands),
            class_map=ClassMap.from_names(NAMES[:classes]),
            architecture=architecture,
            tile_size=tile,
            tile_margin=margin,
            gsd_m=10.0,
            footprint=(14.9, 45.1, 15.1, 45.2),
            training=TrainingFacts(
                "random", "scene.tif", "cross_entropy", 0, 0, 0.0, {}, {}, None, {}, "fitted head", {}
            ),
            deepsat_version="0.1.0",
            framework_version=torch.__version__,
        )
        save_model(folder, Model(network, architecture.input_scale), card)

    return write


@pytest.fixture(scope="session")
def model_of_largest_band(write_model: WriteModel) -> Callable[..., str]:
    """A model whose class k is where band k is the largest, pixel by pixel; bands hold 0 or 1."""

    def write(bands: int = 4, **options: int) -> str:
        def copy_bands(network: Any) -> None:
            layers = list(network.decoder.blocks)[-2:]
            convolutions = [network.encoder.conv1, *(b[0] for block in layers for b in (block.conv1, block.conv2))]
            skipped = layers[0].conv1[0].weight.shape[1] - network.encoder.conv1.weight.shape[0]
            for number, convolution in enumerate(convolutions):
                centre = convolution.weight.shape[-1] // 2
                for band in range(bands):
                    source = band + skipped if number == 1 else band
                    convolution.weight[band, source, centre, centre] = 1.0
            for module in network.modules():
                if isinstance(module, nn.BatchNorm2d):
                    module.weight.fill_(1.0)
            for band in range(bands):
                network.segmentation_head[0].weight[band, band, 1, 1] = 10.0

        return write_model(copy_bands, bands=bands, classes=bands, **options)

    return write


@pytest.fixture(scope="session")
def constant_model(write_model: WriteModel) -> Callable[..., str]:
    """A model that answers the same everywhere: class 1 with probability 3/5, the two others with 1/5 each."""

    def write(**options: int) -> str:
        def set_bias(network: Any) -> None:
            network.segmentation_head[0].bias.copy_(torch.log(torch.tensor([0.2, 0.6, 0.2])))

        return write_model(set_bias, bands=2, classes=3, **options)

    return write
