"""A process and all processes that it starts: begun together, ended together."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess  # nosec B404
import sys
from collections.abc import Mapping, Sequence
from typing import IO

from deepsat.jobs import DeepSatError, ErrorCode, UserError

_GENTLE_SECONDS = 0.3
"""How long processes get to end by themselves after being asked to."""

_WINDOWS_CRASHES = {0xC0000005: "an access violation", 0xC00000FD: "a stack overflow", 0xC0000135: "a missing DLL"}


class ProcessTree:
    """A running command whose descendants are ended with it.

    Args:
        command: program and arguments.
        environment: all environment variables of the process.

    Raises:
        UserError: `ENVIRONMENT_MISSING` where the program does not exist, `ENVIRONMENT_BROKEN` where it does not start.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        # The command is our own interpreter and module, never text that somebody typed, and no shell reads it.
        try:
            self._process = subprocess.Popen(  # nosec B603
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=dict(environment),
                # Modules in QGIS' current folder must not be found before the worker's own.
                cwd=_existing_folder(environment.get("PYTHONPATH", "")),
                start_new_session=sys.platform != "win32",
                creationflags=_creation_flags(),
            )
        except OSError as error:
            raise _not_started(command[0], error) from error
        self.stdin, self.stdout, self.stderr = _pipes(self._process)

    @property
    def pid(self) -> int:
        """Id of the first process."""
        return self._process.pid

    @property
    def status(self) -> int | None:
        """Exit status of the first process, -N for signal N; None while it runs."""
        return self._process.poll()

    def wait(self, seconds: float) -> bool:
        """Waits for the first process; True when it has ended."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def end(self) -> None:
        """Ends the process and its descendants, also those that outlived it; takes half a second at most."""
        if sys.platform == "win32":
            self._end_on_windows()
        else:
            self._end_on_posix()
        # What could not be written any more is lost with its reader.
        with contextlib.suppress(OSError):
            self.stdin.close()

    def _end_on_posix(self) -> None:
        if sys.platform == "win32":
            raise NotImplementedError("Windows has no process groups with signals")
        running = self.status is None
        # A group keeps its id as long as one process is in it, so this reaches descendants of a process that is gone.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGTERM)
            if running:
                self.wait(_GENTLE_SECONDS)
            os.killpg(self.pid, signal.SIGKILL)
        self.wait(_GENTLE_SECONDS)

    def _end_on_windows(self) -> None:
        taskkill = os.path.join(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(  # nosec B603
                [taskkill, "/T", "/F", "/PID", str(self.pid)],
                capture_output=True,
                check=False,
                timeout=5,
                creationflags=_creation_flags(),
            )
        if self.status is None:
            self._process.kill()
        self.wait(_GENTLE_SECONDS)


def status_in_words(status: int) -> str:
    """An exit status as a clause, such as `it was ended by signal 9 (SIGKILL)`."""
    if status in _WINDOWS_CRASHES:
        return f"it crashed with {_WINDOWS_CRASHES[status]} (0x{status:08X})"
    if status >= 0:
        return f"it ended with exit status {status}"
    name = _signal_name(-status)
    if name in _USUAL_REASONS:
        return f"it was ended by signal {-status} ({name}), {_USUAL_REASONS[name]}"
    return f"it was ended by signal {-status} ({name})" if name else f"it was ended by signal {-status}"


_USUAL_REASONS = {
    "SIGKILL": "as systems do when memory runs out",
    "SIGSEGV": "a crash in native code",
    "SIGABRT": "a crash in native code",
    "SIGILL": "an instruction that this processor does not have",
}


def _signal_name(number: int) -> str:
    with contextlib.suppress(ValueError):
        return signal.Signals(number).name
    return ""


def _creation_flags() -> int:
    """On Windows: a group of its own, and no console window."""
    if sys.platform == "win32":
        return subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    return 0


def _existing_folder(path: str) -> str | None:
    return path if os.path.isdir(path) else None


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise RuntimeError("the process was started without pipes")
    return process.stdin, process.stdout, process.stderr


def _not_started(program: str, error: OSError) -> DeepSatError:
    missing = isinstance(error, FileNotFoundError)
    return UserError(
        ErrorCode.ENVIRONMENT_MISSING if missing else ErrorCode.ENVIRONMENT_BROKEN,
        expected="a Python interpreter for the worker",
        found=f"{program} {'does not exist' if missing else f'does not start ({error.strerror or error})'}",
        remedy="Install the worker environment, or correct or remove the variable DEEPSAT_PYTHON where it is set.",
    )
