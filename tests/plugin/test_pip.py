"""pip: its settings, and why it failed."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from deepsat.jobs import ErrorCode, UserError
from deepsat_qgis.worker.pip_command import Pip, PipResult
from deepsat_qgis.worker.pip_failures import failure_of, failure_of_files
from deepsat_qgis.worker.pip_settings import kept_settings, listed_settings, pip_environment
from tests.plugin.environment_hands import written


def test_pip_keeps_index_settings_and_loses_misleading_ones(tmp_path: Path) -> None:
    base = {
        "PATH": "/usr/bin",
        "PIP_INDEX_URL": "https://mirror.example/simple",
        "PIP_TARGET": "/elsewhere",
        "pip_user": "1",
        "HTTPS_PROXY": "http://proxy.example:3128",
        "REQUESTS_CA_BUNDLE": "/company.pem",
        "PYTHONHOME": "/qgis",
        "LD_LIBRARY_PATH": "/qgis/lib",
    }
    settings = {"PIP_INDEX_URL": "https://file.example/simple", "PIP_CERT": "/file.pem"}
    kept = pip_environment(base, tmp_path, is_offline=False, settings=settings)
    assert kept["PIP_CERT"] == "/file.pem"
    assert kept["PIP_CONFIG_FILE"] == os.devnull
    assert kept["PIP_INDEX_URL"] == "https://mirror.example/simple"
    assert kept["HTTPS_PROXY"] == "http://proxy.example:3128"
    assert kept["REQUESTS_CA_BUNDLE"] == "/company.pem"
    assert kept["TMPDIR"] == str(tmp_path)
    assert not {"PIP_TARGET", "pip_user", "PYTHONHOME", "LD_LIBRARY_PATH", "PYTHONPATH"} & set(kept)
    offline = pip_environment(base, tmp_path, is_offline=True, settings=settings)
    assert not {"PIP_INDEX_URL", "PIP_CERT"} & set(offline)
    assert offline["PIP_CONFIG_FILE"] == os.devnull


def test_settings_of_files_are_kept_where_they_say_where_packages_come_from() -> None:
    listed = "\n".join(
        [
            "For variant 'user', will try loading '/home/ann/.config/pip/pip.conf'",
            "download.timeout='90'",
            "global.extra-index-url='\\nhttps://a.example/simple\\nhttps://b.example/simple'",
            "global.cert='C:\\\\My  Certificates\\\\ca.pem'",
            "global.target='/elsewhere'",
            "global.timeout='30'",
            "install.user='true'",
        ]
    )
    several = "https://a.example/simple https://b.example/simple"
    everywhere = {"PIP_EXTRA_INDEX_URL": several, "PIP_CERT": r"C:\My  Certificates\ca.pem"}
    assert kept_settings(listed, "install") == {**everywhere, "PIP_TIMEOUT": "30"}
    assert kept_settings(listed, "download") == {**everywhere, "PIP_TIMEOUT": "90"}


def test_where_pip_does_not_tell_its_settings_nothing_is_installed_past_them(tmp_path: Path) -> None:
    broken = written(tmp_path / "pip.conf", "[global\nindex-url = https://mirror.example/simple\n")
    with pytest.raises(UserError) as caught:
        listed_settings(Path(sys.executable), {**os.environ, "PIP_CONFIG_FILE": str(broken)})
    assert caught.value.code is ErrorCode.INSTALL_FAILED
    assert str(broken) in caught.value.found


@pytest.mark.parametrize(
    ("line", "code", "found", "remedy"),
    [
        ("ERROR: ... OSError: [Errno 28] No space left on device", "disk_full", "disk is full", "DEEPSAT_ENVIRONMENTS"),
        ("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", "install_failed", "inspects", "global.cert"),
        (
            "There was a problem confirming the ssl certificate: ... because the SSL module is not available.",
            "install_failed",
            "ssl module",
            "another Python",
        ),
        ("ProxyError('Cannot connect to proxy.', NewConnectionError(", "install_failed", "proxy", "HTTPS_PROXY"),
        ("Tunnel connection failed: 407 Proxy Authentication Required", "install_failed", "proxy", "Options > Network"),
        ("NewConnectionError: [Errno 111] Connection refused", "install_failed", "no connection", "--offline"),
        ("[WinError 32] The process cannot access the file", "install_failed", "antivirus", "exclude"),
        ("PermissionError: [Errno 13] Permission denied: '/x'", "install_failed", "refused", "belongs to you"),
        ("403 Client Error: Forbidden for url: x", "install_failed", "refused access", "pip config list"),
        (
            "ERROR: No matching distribution found for torch==2.13.0",
            "install_failed",
            "no such wheel",
            "Python version",
        ),
        ("ERROR: something new", "install_failed", "something new", "report"),
    ],
)
def test_causes_are_recognised(line: str, code: str, found: str, remedy: str) -> None:
    # An index that cannot be reached always ends with this, whatever the cause.
    ending = "" if "something" in line else "\nERROR: No matching distribution found for torch==2.13.0"
    error = failure_of(PipResult(1, tuple((line + ending).splitlines())), "installing torch")
    assert error.code.value == code
    assert found in error.found
    assert remedy in error.remedy
    assert line in error.details


@pytest.mark.parametrize(
    ("error", "code", "found"),
    [
        (OSError(errno.ENOSPC, "No space left", "/e/installed.json"), "disk_full", "disk is full"),
        (OSError(errno.EDQUOT, "Quota exceeded", "/e/installed.json"), "disk_full", "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/e/installed.json"), "install_failed", "was refused"),
        (FileExistsError(errno.EEXIST, "File exists", "/e/installed.json"), "output_unwritable", "File exists"),
    ],
)
def test_what_the_system_refuses_is_said_in_words(error: OSError, code: str, found: str) -> None:
    said = failure_of_files(error)
    assert said.code.value == code
    assert found in said.found and "/e/installed.json" in said.found
    assert "DEEPSAT_ENVIRONMENTS" in said.remedy


def test_a_file_that_a_scan_of_windows_has_open_is_told_from_one_that_is_refused() -> None:
    locked = PermissionError(errno.EACCES, "used by another process", "C:/e/python.exe")
    locked.winerror = 32  # type: ignore[attr-defined]
    assert "antivirus scan" in failure_of_files(locked).found


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_pip_runs_to_its_end_where_its_log_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    script = "#!/bin/sh\n[ \"$3\" = config ] && exit 0\necho '[Errno 28] No space left on device'\nexit 1\n"
    python = written(tmp_path / "bin" / "python", script)
    python.chmod(0o755)
    result = Pip(python, Path("/dev/full")).run(["install", "alpha"])
    assert (result.status, result.lines) == (1, ("[Errno 28] No space left on device",))
