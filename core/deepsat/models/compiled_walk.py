"""The walk down the trees of a forest in compiled code; importing this asks for numba.

torch can only take one step of a tree for all pixels at a time, through memory. Here eight pixels go down a tree at
once in registers, without a branch that the processor could guess wrong: a step is one look at a node, one at the
pixel's value, and a comparison.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

PIXELS = 64
"""Pixels whose values are brought together before they go down all trees; a multiple of eight."""
FEATURE_BITS, CHILD_BITS = 12, 20
"""Of the lower half of a node's word; the upper half is the threshold as `in_order` writes it."""

_EIGHTS = PIXELS // 8
_FEATURES, _CHILDREN = np.uint64((1 << FEATURE_BITS) - 1), np.uint64((1 << CHILD_BITS) - 1)
_FEATURE_SHIFT, _VALUES_APART = np.uint64(CHILD_BITS), np.uint64(PIXELS)
_SIGN, _REST, _INFINITE, _LOWEST = np.int32(31), np.int32(0x7FFFFFFF), np.int32(0x7F800000), np.int32(-0x7F800001)
_SIGNATURE = "void(int32[:,::1], int64, int64, uint64[:,::1], int64[::1], float32[:,:,::1], float32[:,::1])"


def in_order(values: Any) -> Any:
    """float32 as int32 of the same order."""
    bits = values.view(np.int32)
    return bits ^ ((bits >> _SIGN) & _REST)


# Unsigned throughout: for a signed index numba asks at each look whether it counts from the end.
def _step_source(nodes: Any, values: Any, node: Any, pixel: Any) -> Any:
    """The node after `node` for a pixel; a leaf leads to itself, because its threshold is infinite."""
    word = nodes[node]
    value = values[((word >> _FEATURE_SHIFT) & _FEATURES) * _VALUES_APART + pixel]
    return (word & _CHILDREN) + np.uint64(value > np.int32(np.int64(word) >> 32))


_step = numba.njit(inline="always")(_step_source)


def _load_source(bits: Any, start: Any, end: Any, values: Any) -> None:
    """The values of up to `PIXELS` pixels, in order, feature by feature; NaN is below all, as nothing it exceeds."""
    for feature in range(bits.shape[0]):
        for pixel in range(PIXELS):
            value = bits[feature, min(start + pixel, end - 1)]
            value ^= (value >> _SIGN) & _REST
            values[feature * PIXELS + pixel] = value if value <= _INFINITE else _LOWEST


_load = numba.njit(inline="always")(_load_source)


def _descend_source(nodes: Any, values: Any, depth: Any, reached: Any) -> None:
    """The leaf that each of `PIXELS` pixels reaches."""
    for eight in range(_EIGHTS):
        p = np.uint64(eight) * np.uint64(8)
        a = b = c = d = e = f = g = h = np.uint64(0)
        for _ in range(depth):
            a = _step(nodes, values, a, p)
            b = _step(nodes, values, b, p + np.uint64(1))
            c = _step(nodes, values, c, p + np.uint64(2))
            d = _step(nodes, values, d, p + np.uint64(3))
            e = _step(nodes, values, e, p + np.uint64(4))
            f = _step(nodes, values, f, p + np.uint64(5))
            g = _step(nodes, values, g, p + np.uint64(6))
            h = _step(nodes, values, h, p + np.uint64(7))
        reached[p], reached[p + np.uint64(1)], reached[p + np.uint64(2)], reached[p + np.uint64(3)] = a, b, c, d
        p += np.uint64(4)
        reached[p], reached[p + np.uint64(1)], reached[p + np.uint64(2)], reached[p + np.uint64(3)] = e, f, g, h


_descend = numba.njit(inline="always")(_descend_source)


def _walk_source(bits: Any, first: Any, end: Any, trees: Any, depths: Any, shares: Any, said: Any) -> None:
    """Fills `said` for the pixels `first` to `end`, tree by tree in float32, as torch does."""
    values = np.empty(bits.shape[0] * PIXELS, np.int32)
    reached = np.empty(PIXELS, np.uint64)
    total = np.empty((PIXELS, shares.shape[2]), np.float32)
    tree_count = np.float32(trees.shape[0])
    for start in range(first, end, PIXELS):
        _load(bits, start, end, values)
        total[:] = 0
        for tree in range(trees.shape[0]):
            _descend(trees[tree], values, depths[tree], reached)
            leaves = shares[tree]
            for pixel in range(PIXELS):
                leaf = reached[np.uint64(pixel)]
                for number in range(leaves.shape[1]):
                    total[pixel, number] += leaves[leaf, number]
        for pixel in range(min(PIXELS, end - start)):
            for number in range(total.shape[1]):
                said[start + pixel, number] = total[pixel, number] / tree_count


def _compiled() -> Any:
    """Compiled now, for this processor; kept on disk for the next process where there is a place for that."""
    try:
        return numba.njit(_SIGNATURE, nogil=True, cache=True)(_walk_source)
    except RuntimeError:  # numba finds no folder that it may write to
        return numba.njit(_SIGNATURE, nogil=True)(_walk_source)


walk = _compiled()
