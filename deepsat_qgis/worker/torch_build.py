"""Which build of torch an installation would get, asked of the index before anything large is downloaded.

On Linux PyPI's torch is the CUDA build, nearly 3 GB with its libraries; the CPU build lies on PyTorch's own index. On
Windows it is the other way round. A mirror or wheel folder may hold only one of them, so the index is asked (`pip
install --dry-run`), not guessed.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deepsat_qgis.worker.interpreters import Interpreter
from deepsat_qgis.worker.lock_file import LockFile, Pin, total_bytes
from deepsat_qgis.worker.pip_command import Pip, PipResult
from deepsat_qgis.worker.pip_failures import failure_of

PYTORCH_INDEX = "https://download.pytorch.org/whl"
"""PyTorch's own package indexes lie below it, one a build."""

CUDA_INDEX_NAME = "cu130"
"""The CUDA release that torch 2.13 is built for on PyPI, as PyTorch's index names it."""

# PyTorch's index is asked once and not waited for: behind a firewall that drops packets it never answers.
_IMPATIENT = ("--retries", "0", "--timeout", "8")
_DRY_RUN = ("install", "--dry-run", "--ignore-installed", "--no-deps", "--quiet")


@dataclass(frozen=True)
class TorchBuild:
    """The build that would be installed."""

    version: str
    kind: str
    """`cpu` or `cuda`; a macOS build, which has Metal, counts as `cpu` since it needs nothing beyond the lock."""
    source: str
    """Address of the wheel."""
    index_options: tuple[str, ...]
    """What pip must be told to get this build."""
    needs_libraries: bool
    """Whether its CUDA libraries are packages of their own, as on Linux."""
    download_bytes: int
    """Of the whole environment with this build."""
    installed_bytes: int
    """Of the whole environment with this build."""

    @property
    def requirement(self) -> str:
        """What pip is asked for: this very build, since another index may have the same version."""
        return f"torch=={self.version}"


def choose_torch_build(
    pip: Pip, lock: LockFile, base: Interpreter, wanted: str, is_cancelled: Callable[[], bool]
) -> TorchBuild:
    """Finds the build that comes closest to what is wanted.

    Args:
        pip: of the new environment.
        lock: has the pin of torch.
        base: Python of the new environment.
        wanted: `cpu` or `cuda`.
        is_cancelled: asked while pip runs.

    Raises:
        UserError: `INSTALL_FAILED` when no build can be had at all.
    """
    torch = next(pin for pin in lock.pins_for(base.markers) if pin.name == "torch")
    index_name = _pytorch_index_name(base.platform, wanted)
    if index_name:
        options = ("--extra-index-url", f"{PYTORCH_INDEX}/{index_name}")
        item, _ = _dry_run(pip, [*options, *_IMPATIENT, torch.requirement], is_cancelled)
        # The options are worth keeping only where PyTorch's index answered: else every later step would wait for it.
        if PYTORCH_INDEX in _source(item):
            return _build(item, lock, base, options)
    item, result = _dry_run(pip, [torch.requirement], is_cancelled)
    if not item:
        raise failure_of(result, f"looking for torch {torch.version}")
    return _build(item, lock, base, ())


def _dry_run(pip: Pip, arguments: Sequence[str], is_cancelled: Callable[[], bool]) -> tuple[dict[str, Any], PipResult]:
    """What pip would install, as its report describes it (empty when nothing), and how pip ended."""
    with tempfile.TemporaryDirectory(prefix="deepsat-") as folder:
        report = Path(folder) / "report.json"
        result = pip.run([*_DRY_RUN, "--report", str(report), *arguments], is_cancelled=is_cancelled)
        if result.status != 0:
            return {}, result
        item: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))["install"][0]
    return item, result


def needed_bytes(lock: LockFile, base: Interpreter, kind: str) -> tuple[int, int]:
    """Bytes to download and bytes on disk of the environment with the `cpu` or `cuda` build."""
    pins: Sequence[Pin] = lock.pins_for(base.markers)
    return total_bytes((*pins, *lock.cuda_pins_for(base.markers)) if kind == "cuda" else pins)


def _pytorch_index_name(platform: str, wanted: str) -> str:
    """The PyTorch index that holds what PyPI does not; empty where PyPI has the wanted build."""
    if platform == "linux" and wanted == "cpu":
        return "cpu"
    return CUDA_INDEX_NAME if platform == "win32" and wanted == "cuda" else ""


def _source(item: dict[str, Any]) -> str:
    return str(item.get("download_info", {}).get("url", ""))


def _build(item: dict[str, Any], lock: LockFile, base: Interpreter, options: tuple[str, ...]) -> TorchBuild:
    version = str(item["metadata"]["version"])
    requires = [str(line) for line in item["metadata"].get("requires_dist", [])]
    libraries = any(re.match(r"nvidia-|cuda-toolkit", line) for line in requires) and base.platform == "linux"
    is_cuda = libraries or re.search(r"\+cu\d", version) is not None
    kind = "cuda" if is_cuda else "cpu"
    download, installed = needed_bytes(lock, base, kind)
    return TorchBuild(version, kind, _source(item), options, libraries, download, installed)
