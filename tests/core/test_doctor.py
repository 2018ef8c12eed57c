"""The doctor really tries things, and devices are probed by computing on them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import deepsat
from deepsat.jobs import Cancelled, ErrorCode, UserError
from deepsat.reporting import SilentReporter

pytest.importorskip("torch")

from deepsat import devices, doctor
from deepsat.installed_memory import installed_memory

CORE = Path(deepsat.__file__).parent.parent


def test_everything_that_is_needed_works_here() -> None:
    reporter = SilentReporter()
    found = doctor.examine(reporter)
    failed = [check for check in found["checks"] if check["required"] and not check["ok"]]
    assert failed == []
    assert found["ok"] is True
    names = [check["name"] for check in found["checks"]]
    assert set(doctor.LIBRARIES) < set(names)
    assert "device cpu" in names
    assert all(version != "not installed" for version in found["versions"].values())
    assert found["versions"]["deepsat"] == deepsat.__version__
    assert f"| rasterio | ok | {found['versions']['rasterio']} |" in found["markdown"]
    fractions = [call[0] for call in reporter.progressed]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)


def test_every_dependency_is_examined() -> None:
    declared = (CORE.parent / "pyproject.toml").read_text(encoding="utf-8").split("dependencies = [")[1].split("]")[0]
    names = re.findall(r'^ *"([A-Za-z0-9_.-]+)', declared, re.MULTILINE)
    assert {normal(name) for name in doctor.LIBRARIES.values()} == {normal(name) for name in names}


def normal(name: str) -> str:
    """As the Python package index compares names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_cancelling_is_noticed() -> None:
    with pytest.raises(Cancelled):
        doctor.examine(SilentReporter(cancelled=True))


def test_a_library_that_fails_to_import_fails_the_examination(tmp_path: Path) -> None:
    (tmp_path / "shapely.py").write_text("raise OSError('libgeos_c.so.1: cannot open shared object file')")
    script = (
        "from deepsat.doctor import examine; from deepsat.reporting import SilentReporter\n"
        "found = examine(SilentReporter()); print(found['ok']); print(found['markdown'])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(CORE)])}
    printed = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert printed.startswith("False\n")
    assert "| shapely | **failed** | OSError: libgeos_c.so.1: cannot open shared object file |" in printed
    assert "something needed does not work" in printed


def test_what_is_not_required_does_not_fail_the_examination() -> None:
    checks = [doctor.Check("device cpu", True, "fine"), doctor.Check("device cuda:0", False, "too old | 3.0", False)]
    text = doctor.markdown(checks, ok=True)
    assert "everything needed works" in text
    assert "| device cuda:0 | not usable | too old / 3.0 |" in text


@pytest.mark.parametrize(("threads", "ending"), [(1, "(1 thread)"), (3, "(3 threads)")])
def test_the_cpu_is_described_with_its_threads(threads: int, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices.torch, "get_num_threads", lambda: threads)
    assert devices.describe_device(devices.choose_device("cpu")).endswith(ending)


def test_the_cpu_works_and_auto_finds_a_device_that_works() -> None:
    assert devices.choose_device("cpu").type == "cpu"
    working = [report.name for report in devices.device_reports() if report.works]
    assert "cpu" in working
    assert str(devices.choose_device("auto")) == working[0]


@pytest.mark.parametrize("name", ["cuda:77", "xpu"])
def test_a_device_that_is_not_there_is_answered_with_those_that_are(name: str) -> None:
    with pytest.raises(UserError) as caught:
        devices.choose_device(name)
    assert caught.value.code is ErrorCode.DEVICE_UNAVAILABLE
    assert "cpu (" in caught.value.expected
    assert caught.value.found.startswith(f"{name}: ")


def test_a_device_that_computes_wrongly_or_not_at_all_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """`meta` is a real torch device that cannot hand out numbers."""
    assert "a small convolution failed" in devices._probe_failure("meta")
    monkeypatch.setattr(devices, "_device_names", lambda: ["meta", "cpu"])
    reporter = SilentReporter()
    assert devices.choose_device("auto", reporter).type == "cpu"
    ((sentence, level),) = reporter.logged
    assert level == "warning"
    assert sentence.startswith("meta")
    assert "a small convolution failed" in sentence


def test_the_probe_convolution_is_a_convolution() -> None:
    torch = pytest.importorskip("torch")
    output, gradient = devices._small_convolution(torch.device("cpu"))
    assert output.shape == (1, 2, 6, 7)
    assert gradient.shape == (2, 3, 3, 3)
    image = torch.arange(126.0).reshape(3, 6, 7) / 126
    weights = torch.arange(54.0).reshape(2, 3, 3, 3) / 54 - 0.5
    assert torch.isclose(output[0, 1, 2, 3], (image[:, 1:4, 2:5] * weights[1]).sum(), atol=1e-5)
    assert gradient.abs().min() > 0


def test_memory_is_plausible() -> None:
    memory = installed_memory()
    assert 10**8 < memory.total < 10**14
    assert memory.available is None or 0 < memory.available <= memory.total
