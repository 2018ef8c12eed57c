"""Usual ways to map a scene, in float32: read a tile, predict it by ONNX Runtime or torch, write its middle, go on."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import rasterio
import torch
from torch import Tensor, nn

from deepsat.checkpoints import load_model, read_card
from deepsat.encoders import scene_logits
from deepsat.imagery import Window, open_scene
from deepsat.imagery.reflection import read_reflected
from deepsat.predict.tiling import TilePlan


def export(model: Path, target: Path) -> None:
    """Writes the network of a model, softmax included, as ONNX for one tile at a time."""
    opened, card = load_model(model)
    example = torch.zeros(1, len(card.bands), card.tile_size, card.tile_size)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(_Shares(opened.network, opened.input_scale).eval(), (example,), str(target), dynamo=False)


Predict = Callable[[np.ndarray], np.ndarray]
"""From float32 (1,C,H,W) to probabilities, float32 (1,K,H,W)."""


def by_onnx_runtime(onnx: Path, threads: int) -> Predict:
    """What `export` wrote, computed by ONNX Runtime."""
    runtime = importlib.import_module("onnxruntime")
    settings = runtime.SessionOptions()
    settings.intra_op_num_threads = threads
    session = runtime.InferenceSession(str(onnx), settings, providers=["CPUExecutionProvider"])
    (asked,) = session.get_inputs()
    return lambda images: session.run(None, {asked.name: images})[0]


def by_torch(model: Path) -> Predict:
    """The network of a model, computed by torch as it is, laid out channels-last."""
    opened, _ = load_model(model)
    network = _Shares(opened.network, opened.input_scale).eval()

    @torch.inference_mode()
    def predict(images: np.ndarray) -> np.ndarray:
        shares: Tensor = network(torch.from_numpy(images))
        return shares.numpy()

    return predict


def map_as_usual(scene_path: str, model: Path, output: str, predict: Predict) -> None:
    """Maps a scene with the same tiles as DeepSat would take; where tiles meet, each keeps its own half."""
    card = read_card(model)
    with open_scene((scene_path,)) as scene:
        grid, margin = scene.grid, card.tile_margin
        plan = TilePlan.covering(grid.whole, tile=card.tile_size, margin=margin, alignment=card.architecture.stride)
        profile = {"driver": "GTiff", "dtype": "uint8", "count": 1, "height": grid.height, "width": grid.width}
        profile |= {"crs": grid.crs, "transform": grid.affine, "nodata": 255, "tiled": True, "compress": "deflate"}
        with rasterio.open(output, "w", **profile) as dataset:
            for i in range(len(plan.rows.starts)):
                for j in range(len(plan.columns.starts)):
                    window = plan.window(i, j)
                    pixels = read_reflected(scene, window)
                    images = card.normalisation.apply(pixels.values, pixels.valid)[None]
                    winners = predict(images)[0].argmax(axis=0).astype(np.uint8)
                    class_ids = np.where(pixels.valid, winners, np.uint8(255))
                    _write_middle(dataset, class_ids, window, margin, grid.whole)


def _write_middle(
    dataset: rasterio.DatasetWriter, class_ids: np.ndarray, tile: Window, margin: int, whole: Window
) -> None:
    inner = Window(tile.row + margin, tile.column + margin, tile.height - 2 * margin, tile.width - 2 * margin)
    kept = inner.intersection(whole)
    rows, columns = kept.relative_to(tile).slices
    region = rasterio.windows.Window(kept.column, kept.row, kept.width, kept.height)
    dataset.write(class_ids[rows, columns], 1, window=region)


class _Shares(nn.Module):
    """From normalised pixels to probabilities."""

    def __init__(self, network: nn.Module, input_scale: int) -> None:
        super().__init__()
        self.network, self.input_scale = network, input_scale

    def forward(self, images: Tensor) -> Tensor:
        return torch.softmax(scene_logits(self.network, images, self.input_scale), dim=1)
