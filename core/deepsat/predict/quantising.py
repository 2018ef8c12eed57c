"""Int8: a network whose weights and features are whole numbers of eight bits, fitted to parts of the very scene.

Post-training quantisation by NNCF: each channel of a kernel has a scale of its own, and features get the range that
they have in the parts (Nagel et al. 2021, arXiv 2106.08295).
"""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deepsat.extras import needed_package
from deepsat.predict.ways import INT8

Values = NDArray[np.float32]

_EVERY = 4
"""Of the parts one in so many takes part in the proof as well."""


class Quantiser:
    """Turns a network into one of int8, once, however often it is asked.

    Args:
        parts: float32 (1,C,H,W) each, all of one shape, normalised, 0 = no data; at least one.
    """

    def __init__(self, parts: Sequence[Values]) -> None:
        self._parts = list(parts)
        self.proofs = self._parts[::_EVERY]
        """Those of the parts that the network of int8 is proven on."""
        self._made: Any = None

    def quantised(self, traced: Any) -> Any:
        """The network of int8, for images of any size.

        Args:
            traced: an OpenVINO model for images of any size; it stays as it is.

        Raises:
            RuntimeError: NNCF cannot take this network.
        """
        if self._made is None:
            self._made = self._quantised(traced)
            self._parts = []
        return self._made

    def _quantised(self, traced: Any) -> Any:
        nncf = needed_package("nncf", INT8)
        nncf.set_log_level(logging.ERROR)
        model = traced.clone()
        model.reshape(list(self._parts[0].shape))
        try:
            # It draws bars of progress where programs read what we write.
            with contextlib.redirect_stdout(io.StringIO()):
                return nncf.quantize(
                    model,
                    nncf.Dataset(self._parts),
                    preset=nncf.QuantizationPreset.PERFORMANCE,
                    target_device=nncf.TargetDevice.CPU,
                    subset_size=len(self._parts),
                )
        # What NNCF raises has no common ancestor but this, and there is always another way to compute.
        except Exception as error:
            raise RuntimeError(f"NNCF: {error}") from error
