"""Extras: packages that only some work needs, and that the worker's environment comes without."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from deepsat.jobs import ErrorCode, UserError

EXTRAS = {"export": ("onnx", "onnxruntime"), "cluster": ("ray",), "int8": ("nncf", "openvino")}
"""Packages of each extra, as in pyproject.toml."""


def needed_package(name: str, extra: str) -> Any:
    """The package, imported.

    Args:
        name: of the package.
        extra: one of `EXTRAS`, that it belongs to.

    Raises:
        UserError: `PACKAGE_MISSING`, with the command that installs it.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UserError(
            ErrorCode.PACKAGE_MISSING,
            expected=f"the package {name}, which DeepSat's environment comes without",
            found=f"none in {sys.prefix}",
            remedy=f'Install it with: "{sys.executable}" -m pip install {" ".join(EXTRAS[extra])}',
            details=str(error),
        ) from error
