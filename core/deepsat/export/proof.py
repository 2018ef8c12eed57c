"""The proof: an exported file, run by onnxruntime, gives the classes that DeepSat gives."""

from __future__ import annotations

import dataclasses
import importlib
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from deepsat.checkpoints import Card
from deepsat.export.graph import BYTE, INPUT
from deepsat.export.samples import Sample
from deepsat.models import Model

AGREEMENT = 0.999
"""Share of the pixels that must have the same class; sums in another order may decide where two are equally likely."""


@dataclasses.dataclass(frozen=True)
class Proof:
    """How well a file and DeepSat agree."""

    agreement: float
    """Share, 0-1, of the pixels with data that have the same class."""
    largest_difference: float
    """Of the probabilities."""
    pixels: int
    """That were compared."""
    source: str
    """What on, in words."""


def prove(file: bytes, model: Model, card: Card, sample: Sample, *, divided: bool) -> Proof | None:
    """Compares the file with the model on a sample, inside of the tile's margins.

    Args:
        file: the exported model.
        model: in evaluation mode, on the CPU.
        card: of the model.
        sample: what to run both on.
        divided: whether the file takes values divided by 255.

    Returns:
        The proof; None where onnxruntime is not installed, or the sample has no data inside of the tile's margin.
    """
    session = _session(file)
    inner = slice(card.tile_margin, -card.tile_margin or None)
    valid = sample.valid[inner, inner]
    if session is None or not valid.any():
        return None
    stored = sample.stored / np.float32(BYTE) if divided else sample.stored
    found = np.asarray(session.run(None, {INPUT: stored[None]})[0][0])
    with torch.inference_mode():
        expected = model.probabilities(torch.from_numpy(sample.images)[None])[0].numpy()
    found, expected = found[:, inner, inner][:, valid], expected[:, inner, inner][:, valid]
    return Proof(_share_alike(found, expected), float(np.abs(found - expected).max()), int(valid.sum()), sample.source)


def _share_alike(found: NDArray[np.float32], expected: NDArray[np.float32]) -> float:
    return float((found.argmax(axis=0) == expected.argmax(axis=0)).mean())


def _session(file: bytes) -> Any | None:
    """The file in onnxruntime on the CPU; None where that is not installed."""
    try:
        onnxruntime = importlib.import_module("onnxruntime")
    except ImportError:
        return None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
