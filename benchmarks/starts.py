"""Starts and modes: what weights a measurement begins with, and which of them it trains."""

from __future__ import annotations

import ast
import dataclasses
import hashlib
import importlib.metadata
import json
from pathlib import Path

import deepsat
from deepsat.checkpoints.checkpoint import WEIGHTS_NAME, read_checkpoint_card
from deepsat.finetune.recipe import Recipe
from deepsat.jobs import checkpoint_names
from deepsat.jobs.checkpoint_names import CARD_NAME, RANDOM
from deepsat.resources import BUNDLED_CHECKPOINTS

PLAIN = "random"
SPECTRAL = "spectral"
FOREST = "forest"
BUNDLED = "bundled"
WITHOUT_FOLDER = (PLAIN, SPECTRAL, FOREST, BUNDLED)

FROZEN, RECIPE, PRODUCT, NO_MODE = "frozen", "recipe", "product", "forest"
MODES = (FROZEN, RECIPE, PRODUCT)

TREES = 300
FOREST_PIXELS_A_CLASS = 20_000
"""The forest learns from no more, which only matters to the largest fractions."""

_NUMBERS_DEPEND_ON = ("accuracy", "checkpoints", "encoders", "finetune", "imagery", "labels", "losses", "predict")
"""Packages of deepsat."""
_NOT_ON = ("checkpoints/importing", "finetune/outcome.py", "accuracy/report.py", "accuracy/charts.py")
_NOR_ON_HERE = ("label_fractions.py", "page.py", "plot.py", "summary.py", "results.py")


@dataclasses.dataclass(frozen=True)
class Start:
    """What a measurement begins with."""

    name: str
    """`random`, `spectral`, `forest`, or the name of a checkpoint."""
    folder: Path | None = None
    """Of the checkpoint."""

    @classmethod
    def parse(cls, text: str) -> Start:
        """Reads `random`, `spectral`, `forest`, `bundled`, or NAME=FOLDER of a checkpoint.

        Raises:
            ValueError: none of these, or there is no checkpoint in the folder.
        """
        name, equals, folder = text.partition("=")
        if not equals and name in (PLAIN, SPECTRAL, FOREST):
            return cls(name)
        path = bundled_folder() if text == BUNDLED else Path(folder)
        if (equals and name in (PLAIN, SPECTRAL, FOREST)) or not name or not (equals or text == BUNDLED):
            raise ValueError(f"a start is one of {', '.join(WITHOUT_FOLDER)} or NAME=FOLDER, not {text}")
        missing = [file for file in (CARD_NAME, WEIGHTS_NAME) if not (path / file).is_file()]
        if missing:
            raise ValueError(f"there is no checkpoint in the folder {path}, where {' and '.join(missing)} should be")
        return cls(name, path.absolute())

    @property
    def checkpoint(self) -> str:
        """As a job names it."""
        return RANDOM if self.folder is None else str(self.folder)

    @property
    def modes(self) -> tuple[str, ...]:
        """Those that it can be measured in; a forest has nothing to freeze."""
        return (NO_MODE,) if self.name == FOREST else MODES

    def recipe(self, mode: str, base: Recipe) -> Recipe:
        """The settings of a measurement.

        frozen   all polygons; the head alone is fitted
        recipe   all polygons; every planned step, since there is nothing to choose a step by
        product  as the product does it: some polygons are held out and choose when to stop
        """
        if self.name == PLAIN:
            base = dataclasses.replace(base, spectral_share=0.0)
        if mode == PRODUCT:
            return base
        return dataclasses.replace(base, held_out_fraction=0.0, steps=0 if mode == FROZEN else base.steps)

    def setup_hash(self, mode: str, base: Recipe, data_hash: str) -> str:
        """Of all that a score depends on, except the software."""
        settings = {
            "data": data_hash,
            "checkpoint": None if self.folder is None else checkpoint_hash(self.folder),
            "recipe": [TREES, FOREST_PIXELS_A_CLASS] if mode == NO_MODE else self.recipe(mode, base).to_json(),
            "start": self.name if self.folder is None else "",
        }
        return hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()[:16]


def bundled_folder() -> Path:
    """Of the checkpoint that comes with DeepSat; it may not exist."""
    return BUNDLED_CHECKPOINTS / checkpoint_names.BUNDLED


def checkpoint_hash(folder: Path) -> str:
    """Of a checkpoint's weights, as its card has it."""
    return read_checkpoint_card(folder).weights_hash[:16]


def software_hash() -> str:
    """Of the code that the scores come from, without comments and docstrings, and of the libraries' versions."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.name.encode() + _code(path).encode())
    for library in ("torch", "segmentation_models_pytorch", "scikit-learn", "numpy"):
        digest.update(f"{library} {importlib.metadata.version(library)}".encode())
    return digest.hexdigest()[:16]


def _sources() -> list[Path]:
    core = Path(deepsat.__file__).parent
    left_out = [core / name for name in _NOT_ON]
    found = [path for package in _NUMBERS_DEPEND_ON for path in sorted((core / package).rglob("*.py"))]
    kept = [path for path in found if not any(path.is_relative_to(other) for other in left_out)]
    return kept + [path for path in sorted(Path(__file__).parent.glob("*.py")) if path.name not in _NOR_ON_HERE]


def _code(path: Path) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [part for part in body if not _is_text(part)]  # type: ignore[attr-defined]
    return ast.dump(tree)


def _is_text(node: ast.AST) -> bool:
    """Whether a statement is a docstring, or the text below a field."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
