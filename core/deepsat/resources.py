"""Where the library finds the files that come with it: the report's template, the bundled checkpoints."""

from __future__ import annotations

from pathlib import Path

import deepsat

RESOURCES_FOLDER = Path(deepsat.__file__).resolve().parents[2] / "resources"
"""Two folders above the package, both in the repository and in the installed plugin."""

BUNDLED_CHECKPOINTS = RESOURCES_FOLDER / "checkpoints"
"""Holds a folder for each checkpoint that comes with DeepSat; not there in a tree without any."""
