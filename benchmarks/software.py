"""The software that scores come from, as one hash: results of other code are not those of this."""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
from pathlib import Path

import deepsat

_PACKAGES = ("accuracy", "checkpoints", "encoders", "finetune", "imagery", "labels", "losses", "models", "predict")
"""Those of deepsat that numbers depend on."""
_OUTCOME = tuple(f"finetune/{name}.py" for name in ("outcome", "outcome_card", "outcome_files", "outcome_report"))
_REPORT = tuple(f"accuracy/{name}.py" for name in ("report", "charts", "class_spectra"))
_NOT_ON = ("checkpoints/importing", *_OUTCOME, *_REPORT)
_HERE = ("label_sets.py", "learners.py", "measuring.py", "starts.py", "truth_blocks.py")


def software_hash() -> str:
    """Of the code that the scores come from, without comments and docstrings, and of the libraries' versions."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.name.encode() + _code(path).encode())
    for library in ("torch", "segmentation_models_pytorch", "scikit-learn", "scipy", "numpy"):
        digest.update(f"{library} {importlib.metadata.version(library)}".encode())
    return digest.hexdigest()[:16]


def _sources() -> list[Path]:
    core = Path(deepsat.__file__).parent
    left_out = [core / name for name in _NOT_ON]
    found = [path for package in _PACKAGES for path in sorted((core / package).rglob("*.py"))]
    kept = [path for path in found if not any(path.is_relative_to(other) for other in left_out)]
    return kept + [Path(__file__).parent / name for name in _HERE]


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
