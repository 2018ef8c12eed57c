"""Devices to compute on: which there are, whether they really work, and what pays on them.

A device counts only after a small convolution has run on it, forwards and backwards, with the right numbers: drivers
and GPUs that are too old or too new for this torch are seen by `torch.cuda.is_available()` and fail at the first
kernel.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib.util
import logging
import os
import platform
from pathlib import Path

import torch

from deepsat.failures import in_words
from deepsat.jobs import ErrorCode, UserError
from deepsat.reporting import Reporter

ENGINE_LIBRARIES = ("torch", "openvino")
"""What can run a network; see `deepsat.predict.engine`."""

_AMPERE = 8
"""First CUDA compute capability (major) with bfloat16 in hardware."""

_LIMITS_WITH_BF16 = ("BF16", "FP16", "AMX", "AVX10", "ALL", "DEFAULT")
_CPU_BF16_FLAGS = frozenset({"amx_bf16", "avx512_bf16"})
_LIMITS_WITH_INT8 = ("VNNI", *_LIMITS_WITH_BF16)
_CPU_INT8_FLAGS = frozenset({"amx_int8", "avx512_vnni", "avx_vnni"})


@dataclasses.dataclass(frozen=True)
class DeviceReport:
    """A device and what its probe found."""

    name: str
    """As torch spells it: `cpu`, `cuda:0`, `mps`."""
    description: str
    """As its maker calls it."""
    failure: str
    """Why it cannot be used, as a clause; empty when it works."""

    @property
    def works(self) -> bool:
        """Whether the probe passed."""
        return not self.failure


def choose_device(name: str, reporter: Reporter | None = None) -> torch.device:
    """The device that `name` stands for.

    Args:
        name: `cpu`, `cuda`, `cuda:N`, `mps`, or `auto` for the first of cuda, mps and cpu that works.
        reporter: told, as a warning, which devices `auto` passed over and why; without one the log is told.

    Raises:
        UserError: `DEVICE_UNAVAILABLE`, with the devices that there are.
    """
    reports = device_reports()
    if name == "auto":
        candidates = reports
    else:
        candidates = [
            report for report in reports if report.name == name or (name == "cuda" and report.name == "cuda:0")
        ]
    for report in candidates:
        if report.works:
            return torch.device(report.name)
        if name == "auto":
            _warn(f"{report.name} ({report.description}) is not used: {report.failure}.", reporter)
    raise _unavailable(name, candidates, [report for report in reports if report.works])


def device_reports() -> list[DeviceReport]:
    """Every device of this computer, probed, best first."""
    return [DeviceReport(name, describe_device(torch.device(name)), _probe_failure(name)) for name in _device_names()]


def describe_device(device: torch.device) -> str:
    """What the maker calls the device, such as `NVIDIA H200` or `AMD EPYC 9B14 (2 threads)`."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    if device.type == "mps":
        return f"Apple GPU ({platform.machine()})"
    model = _cpu_information("model name") or platform.processor() or platform.machine()
    threads = torch.get_num_threads()
    return f"{model} ({threads} thread{'s' if threads != 1 else ''})"


def bf16_pays(device: torch.device) -> bool:
    """Whether the device computes bfloat16 in hardware; in software it is 5-9 times slower than float32."""
    if device.type == "cuda":
        return torch.cuda.get_device_capability(device)[0] >= _AMPERE
    if device.type == "cpu":
        if _is_limited_to_less_than(_LIMITS_WITH_BF16):
            return False
        return not _CPU_BF16_FLAGS.isdisjoint(_cpu_information("flags").split())
    return False


def int8_pays(device: torch.device) -> bool:
    """Whether the device adds up products of int8 in hardware; also where a CPU does not tell, as only Linux lists."""
    if device.type != "cpu" or _is_limited_to_less_than(_LIMITS_WITH_INT8):
        return False
    flags = _cpu_information("flags").split()
    return not flags or not _CPU_INT8_FLAGS.isdisjoint(flags)


def _is_limited_to_less_than(words: tuple[str, ...]) -> bool:
    """Whether the libraries are told to compute as if the processor could do no more than what has none of `words`."""
    limit = os.environ.get("ONEDNN_MAX_CPU_ISA", "").upper()
    return bool(limit) and not any(word in limit for word in words)


def installed_engines() -> tuple[str, ...]:
    """Those of `ENGINE_LIBRARIES` that there are here."""
    return tuple(name for name in ENGINE_LIBRARIES if importlib.util.find_spec(name) is not None)


def _device_names() -> list[str]:
    names = [f"cuda:{index}" for index in range(torch.cuda.device_count())]
    if torch.backends.mps.is_available():
        names.append("mps")
    return [*names, "cpu"]


@functools.cache
def _probe_failure(name: str) -> str:
    """Why a convolution and its gradient fail on the device; empty when they are right."""
    try:
        output, gradient = _small_convolution(torch.device(name))
    # What drivers raise is not narrower than this: a missing kernel, no memory and a lost device are all RuntimeErrors.
    except (RuntimeError, NotImplementedError) as error:
        return f"a small convolution failed ({in_words(error)})"
    expected_output, expected_gradient = _small_convolution(torch.device("cpu"))
    # The tolerance leaves room for TF32's ten bits; a wrong kernel is off by whole units.
    right = torch.allclose(output, expected_output, rtol=5e-3, atol=5e-2)
    if not right or not torch.allclose(gradient, expected_gradient, rtol=5e-3, atol=5e-2):
        return "a small convolution gave wrong numbers"
    return ""


def _small_convolution(device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    """A 3 x 3 convolution of a ramp: its output (1,2,6,7) and the gradient of the weights (2,3,3,3), on the CPU."""
    image = (torch.arange(3 * 6 * 7, dtype=torch.float32).reshape(1, 3, 6, 7) / 126).to(device)
    ramp = torch.arange(2 * 3 * 3 * 3, dtype=torch.float32).reshape(2, 3, 3, 3) / 54 - 0.5
    weights = ramp.to(device).requires_grad_()
    with torch.enable_grad():
        output = torch.nn.functional.conv2d(image, weights, padding=1)
        (gradient,) = torch.autograd.grad(output.square().mean(), weights)
    return output.detach().cpu(), gradient.cpu()


def _cpu_information(key: str) -> str:
    """A line of Linux's description of the first CPU; empty elsewhere."""
    description = Path("/proc/cpuinfo")
    if not description.is_file():
        return ""
    for line in description.read_text(encoding="utf-8", errors="replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == key:
            return value.strip()
    return ""


def _warn(sentence: str, reporter: Reporter | None) -> None:
    if reporter is not None:
        reporter.log(sentence, "warning")
    else:
        logging.getLogger(__name__).warning(sentence)


def _unavailable(name: str, candidates: list[DeviceReport], working: list[DeviceReport]) -> UserError:
    there = ", ".join(f"{report.name} ({report.description})" for report in working) or "none"
    reason = "; ".join(report.failure for report in candidates) or _absence(name)
    return UserError(
        ErrorCode.DEVICE_UNAVAILABLE,
        expected=f"a device that works, one of: {there}",
        found=f"{name}: {reason}",
        remedy="Choose one of these devices, or 'auto' for the best of them.",
    )


def _absence(name: str) -> str:
    if not name.startswith("cuda"):
        return "this computer has no such device, or this torch does not know it"
    if torch.version.cuda is None:
        return f"this torch ({torch.__version__}) is built without CUDA"
    return f"torch sees {torch.cuda.device_count()} CUDA devices"
