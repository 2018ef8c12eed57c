"""A random forest as tensors: fitted with scikit-learn, evaluated wherever torch computes, stored without pickles.

The trees may see noise fractions of the bands too, and then a logistic regression on the bands has its say beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from deepsat.models.band_classifier import BandClassifier
from deepsat.models.neighbourhood import FEATURES_A_BAND, neighbourhood
from deepsat.models.noise_fractions import rotated
from deepsat.models.tree_walk import PackedTrees, packed_trees

PIXELS_AT_ONCE = 1 << 15
"""So few that what one tree needs stays in a core's cache; other devices take many more at once."""
WORTH_COMPILING = 1 << 14
"""For fewer pixels torch is done before compiled code is loaded; both say the same, bit by bit."""

_ON_A_DEVICE = 1 << 21
"""Pixels at once, all trees together, where starting a step costs more than taking it for few pixels."""

LINEAR_SHARE = 0.35
"""Of the answer, that the logistic regression gives where there is one. Between 0.25 and 0.5 there was nothing to
choose on the 18 places that settings are chosen by."""

_TREES = ("features", "thresholds", "first_children", "shares", "depths")
_BESIDE = ("rotation", "band_weights", "band_biases")


class Forest(nn.Module):
    """Trees that look at a pixel's bands and neighbourhood; the mean of their leaves is the forest's answer.

    Args:
        arrays: what `arrays_of_trees` made; where a logistic regression has its say, with `rotation` float32 (M,C) into
            the noise fractions that the trees see, `band_weights` float32 (K,C) and `band_biases` float32 (K,).

    Raises:
        ValueError: the arrays are no forest.
    """

    features: Tensor
    """int64 (T,M): what each node looks at."""
    thresholds: Tensor
    """float32 (T,M): a larger value goes to the second child; infinite at leaves."""
    first_children: Tensor
    """int64 (T,M): the first child, the second follows it; a leaf is its own."""
    shares: Tensor
    """float32 (T,M,K): share of each class at a leaf."""
    depths: Tensor
    """int64 (T,): steps from the root to the lowest leaf."""
    rotation: Tensor | None
    """float32 (M,C): see `noise_rotation`; None where the trees do not see noise fractions."""

    def __init__(self, arrays: Mapping[str, Tensor]) -> None:
        super().__init__()
        beside = {name: tensor for name, tensor in arrays.items() if name not in _TREES}
        _check({name: tensor for name, tensor in arrays.items() if name in _TREES})
        for name in _TREES:
            self.register_buffer(name, arrays[name])
        self.register_buffer("rotation", beside.get("rotation"))
        self.linear = self._classifier_of(beside) if beside else None
        self._packed: PackedTrees | None = None
        self._was_packed = False

    def _classifier_of(self, beside: Mapping[str, Tensor]) -> BandClassifier:
        if set(beside) != set(_BESIDE):
            raise ValueError(f"beside trees stand {', '.join(_BESIDE)}, not {', '.join(sorted(beside))}")
        linear = BandClassifier(beside["band_weights"], beside["band_biases"])
        rotation = beside["rotation"]
        if rotation.shape[1:] != (linear.band_count,) or not torch.isfinite(rotation).all():
            raise ValueError(f"a rotation of shape {tuple(rotation.shape)} does not fit {linear.band_count} bands")
        if linear.class_count != self.class_count:
            raise ValueError("the trees of a forest and what is beside them tell the same classes apart")
        return linear

    @property
    def tree_count(self) -> int:
        """T."""
        return len(self.features)

    @property
    def class_count(self) -> int:
        """K."""
        return self.shares.shape[2]

    @property
    def highest_feature(self) -> int:
        """The last feature that a node looks at, counted from 0."""
        return int(self.features.max())

    def fits(self, bands: int) -> bool:
        """Whether there is all that the trees look at, with so many bands."""
        if self.linear is not None and self.linear.band_count != bands:
            return False
        fractions = 0 if self.rotation is None else len(self.rotation)
        return self.highest_feature < FEATURES_A_BAND * bands + fractions

    def arrays(self) -> dict[str, Tensor]:
        """What the forest is made of, on the CPU."""
        trees = {name: getattr(self, name).cpu() for name in _TREES}
        if self.rotation is None or self.linear is None:
            return trees
        beside = (self.rotation, self.linear.weights, self.linear.biases)
        return {**trees, **{name: tensor.cpu() for name, tensor in zip(_BESIDE, beside, strict=True)}}

    @torch.inference_mode()
    def forward(self, images: Tensor, spacing: int = 1) -> Tensor:
        """Probabilities of each class.

        Args:
            images: float32 (B,C,H,W), normalised, 0 = no data.
            spacing: of the neighbourhood that the trees were grown with.

        Returns:
            float32 (B,K,H,W), 0-1, adding up to 1 over the classes.
        """
        seen = neighbourhood(images.float(), spacing)
        pixels = seen.permute(1, 0, 2, 3).reshape(seen.shape[1], -1)
        batch, _, height, width = images.shape
        return self.of_features(pixels).view(batch, height, width, self.class_count).permute(0, 3, 1, 2)

    def of_features(self, features: Tensor) -> Tensor:
        """Probabilities, float32 (N,K), of pixels whose neighbourhood is float32 (3C,N): see `neighbourhood`."""
        if self.rotation is None or self.linear is None:
            return self.of_trees(features)
        bands, around = features[: self.linear.band_count], features[self.linear.band_count :]
        # As the trees were grown: those that look at single pixels see the first features only.
        trees = self.of_trees(torch.cat([bands, rotated(self.rotation, bands), around]))
        return torch.lerp(trees, self.linear(bands), LINEAR_SHARE)

    def of_trees(self, features: Tensor) -> Tensor:
        """What the trees alone say, float32 (N,K), of pixels whose features are float32 (F,N)."""
        on_cpu = features.device.type == "cpu"
        if on_cpu and features.shape[1] >= WORTH_COMPILING:
            packed = self._packed_trees()
            if packed is not None:
                return packed.of_features(features)
        trees = 1 if on_cpu else self.tree_count
        at_once = PIXELS_AT_ONCE if on_cpu else max(_ON_A_DEVICE // trees, 1)
        starts = range(0, max(features.shape[1], 1), at_once)
        return torch.cat([self._by_torch(features[:, start : start + at_once], trees) for start in starts])

    def _packed_trees(self) -> PackedTrees | None:
        if not self._was_packed:
            self._packed, self._was_packed = packed_trees(*(getattr(self, name) for name in _TREES)), True
        return self._packed

    def _by_torch(self, features: Tensor, trees_at_once: int) -> Tensor:
        """The same; memory is that of `trees_at_once` times N nodes."""
        count, nodes, device = features.shape[1], self.features.shape[1], features.device
        flat, pixels = features.reshape(-1), torch.arange(count, device=device)
        total = torch.zeros(count, self.class_count, device=device)
        for first in range(0, self.tree_count, trees_at_once):
            here = slice(first, first + trees_at_once)
            roots = torch.arange(len(self.depths[here]), device=device)[:, None] * nodes
            looked_at, threshold = (self.features[here] * count).view(-1), self.thresholds[here].reshape(-1)
            child = (self.first_children[here] + roots).view(-1)
            node = roots.expand(-1, count)
            for _ in range(int(self.depths[here].max())):
                node = child[node] + (flat[looked_at[node] + pixels] > threshold[node])
            # Tree by tree, so that the sum is the same however many are walked at once.
            for said in self.shares[here].reshape(-1, self.class_count)[node]:
                total += said
        return total / self.tree_count


def arrays_of_trees(
    trees: Sequence[Any],
    classes: NDArray[np.int64],
    class_count: int,
    columns: Sequence[NDArray[np.int64]] | None = None,
) -> dict[str, Tensor]:
    """The arrays of a `Forest` from fitted trees.

    Args:
        trees: `tree_` of scikit-learn's decision trees, all fitted on the same classes.
        classes: int64, the class id of each of the trees' columns.
        class_count: K; a class that no tree knows has a share of 0 everywhere.
        columns: for each tree, which features it was grown on, by their numbers among all of them; None where all were
            grown on the first ones.
    """
    nodes = max(int(tree.node_count) for tree in trees)
    features = np.zeros((len(trees), nodes), dtype=np.int64)
    thresholds = np.full((len(trees), nodes), np.inf, dtype=np.float32)
    children = np.tile(np.arange(nodes, dtype=np.int64), (len(trees), 1))
    shares = np.zeros((len(trees), nodes, class_count), dtype=np.float32)
    for number, tree in enumerate(trees):
        order, first_child = _siblings_together(tree)
        inner = np.flatnonzero(first_child >= 0)
        asked = tree.feature[order[inner]]
        features[number, inner] = asked if columns is None else columns[number][asked]
        thresholds[number, inner] = _rounded_down(tree.threshold[order[inner]])
        children[number, inner] = first_child[inner]
        counts = tree.value[order, 0]
        shares[number, : len(order), classes] = (counts / counts.sum(axis=1, keepdims=True)).T
    depths = np.array([tree.max_depth for tree in trees], dtype=np.int64)
    arrays = zip(_TREES, (features, thresholds, children, shares, depths), strict=True)
    return {name: torch.from_numpy(array) for name, array in arrays}


def _siblings_together(tree: Any) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """An order of the nodes in which each second child follows the first, and where the first is (-1 at leaves)."""
    order, first_child = [0], [-1]
    for place, node in enumerate(order):
        left, right = int(tree.children_left[node]), int(tree.children_right[node])
        if left >= 0:
            first_child[place] = len(order)
            order += [left, right]
            first_child += [-1, -1]
    return np.array(order, dtype=np.int64), np.array(first_child, dtype=np.int64)


def _rounded_down(thresholds: NDArray[np.float64]) -> NDArray[np.float32]:
    """The largest float32 that is not above each: so a float32 exceeds one exactly when it exceeds the other."""
    nearest = thresholds.astype(np.float32)
    return np.where(nearest > thresholds, np.nextafter(nearest, np.float32(-np.inf)), nearest).astype(np.float32)


def _check(arrays: Mapping[str, Tensor]) -> None:
    """What is read from a file is not to crash, nor to look where nothing is."""
    if set(arrays) != set(_TREES):
        raise ValueError(f"a forest has {', '.join(_TREES)}, not {', '.join(sorted(arrays)) or 'nothing'}")
    nodes = arrays["features"].shape
    shapes = (nodes, nodes, nodes, (*nodes, arrays["shares"].shape[-1]), nodes[:1])
    if (
        len(nodes) != 2
        or 0 in nodes
        or any(tuple(arrays[name].shape) != tuple(shape) for name, shape in zip(_TREES, shapes, strict=True))
    ):
        raise ValueError("the arrays of a forest have one row a tree and one column a node")
    # No value is beyond infinity; -inf is a threshold that all values but itself are beyond.
    last_child = arrays["first_children"] + (arrays["thresholds"] < torch.inf)
    if int(arrays["first_children"].min()) < 0 or int(last_child.max()) >= nodes[1]:
        raise ValueError("a node of a forest points beyond its tree")
    if not 0 <= int(arrays["depths"].min()) <= int(arrays["depths"].max()) < nodes[1]:
        raise ValueError("a tree is not deeper than it has nodes")
    if int(arrays["features"].min()) < 0 or not torch.isfinite(arrays["shares"]).all():
        raise ValueError("a node of a forest looks at nothing that there is")
