"""A forest as one operator of ONNX-ML: `TreeEnsembleRegressor`, which onnxruntime has for every processor.

A node of ours sends values above its threshold to the second child; `BRANCH_LEQ` sends values up to it to the first, so
both say the same of every number. https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsembleRegressor.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from deepsat.models import Forest

ML_OPSET = 3
"""Of the domain `ai.onnx.ml`; the operator has been the same since its first, and is deprecated from the fifth on."""


class ExportedForest(Forest):
    """The same forest, written as one operator when it is exported.

    Args:
        arrays: as of `Forest`.
    """

    def __init__(self, arrays: Mapping[str, Tensor]) -> None:
        super().__init__(arrays)
        self._attributes = attributes_of(self)

    def of_trees(self, features: Tensor) -> Tensor:
        """What the trees alone say, float32 (N,K), of pixels whose features are float32 (F,N)."""
        if not torch.onnx.is_in_onnx_export():
            return super().of_trees(features)
        said: Tensor = _Trees.apply(features.t(), self._attributes)  # type: ignore[no-untyped-call]
        return said


class _Trees(torch.autograd.Function):
    """Says the exporter which operator stands for the walk down the trees."""

    @staticmethod
    def forward(context: Any, pixels: Tensor, attributes: Mapping[str, Any]) -> Tensor:
        """Float32 (N,K) of the right shape only: the exporter traces this, and cannot trace the walk."""
        return pixels[:, :1].expand(-1, attributes["n_targets_i"])

    @staticmethod
    def symbolic(graph: Any, pixels: Any, attributes: Mapping[str, Any]) -> Any:
        """The operator, its output told to be float32 (N,K)."""
        said = graph.op("ai.onnx.ml::TreeEnsembleRegressor", pixels, **attributes)
        return said.setType(pixels.type().with_sizes([None, attributes["n_targets_i"]]))


def attributes_of(forest: Forest) -> dict[str, Any]:
    """Attributes of `TreeEnsembleRegressor`, each name with the letter for its type that torch's exporter wants."""
    arrays = {name: tensor.numpy() for name, tensor in forest.arrays().items()}
    inner = np.isfinite(arrays["thresholds"])
    # Each split adds two nodes; they stand in the order of their depth, and what follows is padding.
    nodes = np.arange(inner.shape[1])[None] < 1 + 2 * inner.sum(axis=1, keepdims=True)
    trees, places = np.nonzero(nodes)
    splits = inner[nodes]
    first = np.where(splits, arrays["first_children"][nodes], 0)
    leaves = (nodes & ~inner)[..., None] & (arrays["shares"] > 0)
    leaf_trees, leaf_places, classes = np.nonzero(leaves)
    return {
        "n_targets_i": forest.class_count,
        "aggregate_function_s": "AVERAGE",
        "post_transform_s": "NONE",
        "nodes_treeids_i": _integers(trees),
        "nodes_nodeids_i": _integers(places),
        "nodes_modes_s": ["BRANCH_LEQ" if split else "LEAF" for split in splits],
        "nodes_featureids_i": _integers(np.where(splits, arrays["features"][nodes], 0)),
        "nodes_values_f": _numbers(np.where(splits, arrays["thresholds"][nodes], 0)),
        "nodes_truenodeids_i": _integers(first),
        "nodes_falsenodeids_i": _integers(first + splits),
        "target_treeids_i": _integers(leaf_trees),
        "target_nodeids_i": _integers(leaf_places),
        "target_ids_i": _integers(classes),
        "target_weights_f": _numbers(arrays["shares"][leaves]),
    }


def _integers(values: NDArray[Any]) -> list[int]:
    return [int(value) for value in values]


def _numbers(values: NDArray[Any]) -> list[float]:
    return [float(value) for value in values]
