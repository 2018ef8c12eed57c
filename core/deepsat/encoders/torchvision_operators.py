"""Lets torchvision be imported beside a torch that its compiled part was not built for.

PyPI's torchvision is compiled for the CUDA build of torch. Beside the CPU build its compiled part does not load, and
its Python part then stops at the first operator it misses. DeepSat uses none of those operators, but
segmentation-models-pytorch and timm import torchvision: with the operators declared, though not implemented, both work.
"""

from __future__ import annotations

import functools
import importlib.machinery
import importlib.util
import sys

import torch

_OPERATORS = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)


@functools.cache
def declare_missing_operators() -> torch.library.Library | None:
    """Declares the operators that torchvision's Python part expects, unless its compiled part brings them.

    Call it before anything imports torchvision.

    Returns:
        The declarations, or None where none are needed. They last as long as the returned object, which is kept here.
    """
    if "torchvision" in sys.modules or _compiled_part_loads():
        return None
    library = torch.library.Library("torchvision", "DEF")  # type: ignore[no-untyped-call]
    for operator in _OPERATORS:
        library.define(operator)  # type: ignore[no-untyped-call]
    return library


def _compiled_part_loads() -> bool:
    """Whether torchvision's compiled part fits this torch; loading it twice does no harm."""
    package = importlib.util.find_spec("torchvision")
    if package is None or not package.submodule_search_locations:
        return True
    details = (importlib.machinery.ExtensionFileLoader, importlib.machinery.EXTENSION_SUFFIXES)
    compiled = importlib.machinery.FileFinder(package.submodule_search_locations[0], details).find_spec("_C")
    if compiled is None or compiled.origin is None:
        return False
    try:
        torch.ops.load_library(compiled.origin)  # type: ignore[no-untyped-call]
    except OSError:
        return False
    return True
