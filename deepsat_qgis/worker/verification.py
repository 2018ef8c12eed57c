"""Runs in the worker's Python, by path: do the modules import, and does the device compute?

Standard library only at its top, so that it starts in any Python and a failed import is an answer, not a crash. Modules
are imported by name because this file belongs to the plugin, which itself must never load them.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import json
import sys
import time
from typing import Any


def verify(modules: dict[str, str], device: str) -> dict[str, Any]:
    """Imports modules and convolves a known image.

    Args:
        modules: package name by module name, such as `{"sklearn": "scikit-learn"}`, in the order to import them.
        device: `auto`, `cpu` or `cuda`.

    Returns:
        `versions` and `failures` by module, and `convolution` where torch was among them.
    """
    versions: dict[str, str] = {}
    failures: dict[str, str] = {}
    for module, package in modules.items():
        try:
            importlib.import_module(module)
            versions[module] = importlib.metadata.version(package)
            if module == "torch":
                _declare_operators()
        except Exception as error:  # whatever a foreign package raises while it is imported is the finding
            failures[module] = f"{type(error).__name__}: {error}"
    answer: dict[str, Any] = {"versions": versions, "failures": failures}
    if "torch" in versions:
        answer["convolution"] = _convolve(device)
    return answer


def _declare_operators() -> None:
    """torchvision from PyPI is built for CUDA's torch and finds two operators missing beside the CPU build."""
    with contextlib.suppress(ModuleNotFoundError):
        importlib.import_module("deepsat.encoders.torchvision_operators").declare_missing_operators()


def _convolve(device: str) -> dict[str, Any]:
    """On the device that `auto` stands for: CUDA, then Metal, then the processor; what fails is said."""
    torch = importlib.import_module("torch")
    names = [device] if device != "auto" else _promising_devices(torch)
    problems = []
    for name in names:
        try:
            started = time.perf_counter()
            image = torch.arange(25.0, device=name).reshape(1, 1, 5, 5)
            # Sum of each 3 x 3 neighbourhood; around pixel value v it is 9 v.
            sums = torch.nn.functional.conv2d(image, torch.ones(1, 1, 3, 3, device=name))
            right = bool(torch.allclose(sums.cpu(), 9 * image[..., 1:4, 1:4].cpu()))
        except Exception as error:  # a driver may raise anything; the next device is tried and this is told
            problems.append(f"{name}: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}")
            continue
        if right:
            seconds = round(time.perf_counter() - started, 3)
            return {"device": name, "name": _device_name(torch, name), "seconds": seconds, "problems": problems}
        problems.append(f"{name}: the convolution gave wrong numbers")
    return {"device": "", "name": "", "seconds": 0.0, "problems": problems}


def _promising_devices(torch: Any) -> list[str]:
    names = ["cuda"] if torch.version.cuda else []
    if torch.backends.mps.is_available():
        names.append("mps")
    return [*names, "cpu"]


def _device_name(torch: Any, name: str) -> str:
    return str(torch.cuda.get_device_name()) if name == "cuda" else {"mps": "Metal", "cpu": "processor"}[name]


def main() -> None:
    """Reads the request from the first argument and prints the answer as the last line of standard output."""
    request = json.loads(sys.argv[1])
    sys.path.insert(0, request["core"])
    # What libraries print while they are imported must not get into the answer.
    with contextlib.redirect_stdout(sys.stderr):
        answer = verify(request["modules"], request["device"])
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
