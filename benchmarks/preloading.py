"""What the server of measuring processes loads before it forks them: no measurement's seconds hold it."""

from __future__ import annotations

import importlib

from deepsat.encoders import declare_missing_operators

declare_missing_operators()
for _name in ("segmentation_models_pytorch", "matplotlib.pyplot", "benchmarks.measuring"):
    importlib.import_module(_name)
