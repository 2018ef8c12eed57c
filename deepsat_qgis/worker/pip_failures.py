"""From what pip printed, or what the system refused, to a sentence that says what to do about it."""

from __future__ import annotations

import errno
import re
import traceback
from dataclasses import dataclass

from deepsat.jobs import ErrorCode, UserError
from deepsat_qgis.worker.pip_command import PipResult

_DETAIL_LINES = 40


@dataclass(frozen=True)
class Cause:
    """A kind of failure that pip's output gives away."""

    pattern: str
    """Regular expression, matched without regard to case."""
    expected: str
    found: str
    remedy: str
    code: ErrorCode = ErrorCode.INSTALL_FAILED


_DISK_FULL = Cause(
    r"\[Errno 28\]|No space left on device|WinError 112|\[Errno 122\]",
    "enough free disk space for the packages",
    "the disk is full, or your quota is used up",
    "Free some disk space, or name a folder on a larger disk in the variable DEEPSAT_ENVIRONMENTS, and start "
    "again: what is already installed is kept.",
    ErrorCode.DISK_FULL,
)
_LOCKED = Cause(
    r"WinError 32|being used by another process",
    "files that only the installation has open",
    "a file is locked by another program, most often an antivirus scan",
    "Close other programs that use DeepSat, let the scan end or exclude the environments folder, and start again.",
)
_REFUSED = Cause(
    r"\[Errno 13\]|\[Errno 30\]|WinError 5\b|Permission denied|Access is denied|Read-only file system",
    "permission to write the environment's files",
    "writing was refused",
    "Check that the environments folder belongs to you and that no antivirus program guards it, or name another "
    "folder in the variable DEEPSAT_ENVIRONMENTS.",
)
_OTHER_REFUSAL = Cause(
    "",
    "files of the environment that can be read and written",
    "",
    "Check the disk of the environments folder, or name another folder in the variable DEEPSAT_ENVIRONMENTS, and start "
    "again.",
    ErrorCode.OUTPUT_UNWRITABLE,
)

# The first that matches is named: an index that cannot be reached also ends with "No matching distribution".
CAUSES = (
    _DISK_FULL,
    Cause(
        r"SSL module is not available|ssl module in Python is not available",
        "a Python that can speak to the package index",
        "its ssl module does not load",
        "Install another Python, such as one from python.org or from your system's packages, and start again.",
    ),
    Cause(
        r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError|confirming the ssl certificate|unable to get local issuer",
        "a trusted certificate from the package index",
        "the certificate is not trusted, as where a company's proxy or an antivirus program inspects encrypted traffic",
        "Ask your IT department for its root certificate as a PEM file, run 'pip config set global.cert FILE' (or set "
        "the variable PIP_CERT), and start again.",
    ),
    Cause(
        r"ProxyError|Cannot connect to proxy|Tunnel connection failed|407 Proxy Authentication",
        "a proxy that lets the package index through",
        "the proxy cannot be reached or refuses",
        "Check the proxy, its user name and its password: in QGIS under Settings > Options > Network, where one is set "
        "there; else in the variable HTTPS_PROXY, or by 'pip config set global.proxy ADDRESS'. "
        "Then start again.",
    ),
    Cause(
        r"NewConnectionError|ConnectTimeoutError|ReadTimeoutError|NameResolutionError|failure in name resolution|"
        r"getaddrinfo failed|Network is unreachable|Connection (refused|reset|aborted)|RemoteDisconnected",
        "a package index that answers",
        "no connection to the package index",
        "Check the network connection and start again, or install from a folder of wheels: --offline FOLDER.",
    ),
    _LOCKED,
    _REFUSED,
    Cause(
        r"40[13] (Client Error|Forbidden|Unauthorized)|HTTP error 40[13]",
        "a package index that serves every package of the lock",
        "the package index refused access",
        "Check the index in 'pip config list' and its user name and password, and start again.",
    ),
    Cause(
        r"DO NOT MATCH THE HASHES|IncompleteRead|invalid wheel|BadZipFile|has an invalid wheel|incomplete-download",
        "whole downloads",
        "a download arrived incomplete or changed",
        "Run 'pip cache purge' and start again; if it happens again, a proxy or antivirus program changes downloads.",
    ),
)


def failure_of(result: PipResult, doing: str) -> UserError:
    """The error that a failed run of pip stands for.

    Args:
        result: what pip printed and how it ended.
        doing: what was being done, as a clause such as `installing numpy`.
    """
    details = "\n".join(result.lines[-_DETAIL_LINES:])
    for cause in CAUSES:
        if re.search(cause.pattern, result.text, re.IGNORECASE):
            return UserError(
                cause.code,
                expected=cause.expected,
                found=f"{cause.found} while {doing}",
                remedy=cause.remedy,
                details=details,
            )
    return _without_known_cause(result, doing, details)


def failure_of_files(error: OSError) -> UserError:
    """The error that a refusal of the system stands for, met while the installer itself read or wrote files."""
    cause = _cause_of_files(error)
    path = error.filename or "the environment's files"
    return UserError(
        cause.code,
        expected=cause.expected,
        found=f"{cause.found} while writing {path}" if cause.found else f"{path} ({error.strerror or error})",
        remedy=cause.remedy,
        details=traceback.format_exc(),
    )


def _cause_of_files(error: OSError) -> Cause:
    # On Windows a locked file has the number of a refused one, beside a number of Windows' own.
    number, of_windows = error.errno, getattr(error, "winerror", None)
    if number in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)) or of_windows in (39, 112):
        return _DISK_FULL
    if of_windows in (32, 33):
        return _LOCKED
    return _REFUSED if number in (errno.EACCES, errno.EPERM, errno.EROFS) else _OTHER_REFUSAL


def _without_known_cause(result: PipResult, doing: str, details: str) -> UserError:
    missing = re.search(r"No matching distribution found for (\S+)", result.text)
    if missing:
        return UserError(
            ErrorCode.INSTALL_FAILED,
            expected=f"{missing.group(1)} in the package index or wheel folder, for this system and Python",
            found="no such wheel",
            remedy="Check the index in 'pip config list', or take a Python version that the package has wheels for.",
            details=details,
        )
    ended = f"was ended by signal {-result.status}" if result.status < 0 else f"ended with status {result.status}"
    errors = [line for line in result.lines if line.startswith("ERROR")]
    return UserError(
        ErrorCode.INSTALL_FAILED,
        expected="pip to succeed",
        found=f"pip {ended} while {doing}" + (f": {errors[-1]}" if errors else ""),
        remedy="Start again: what is installed is kept. If it fails again, copy the environment report into an issue.",
        details=details,
    )
