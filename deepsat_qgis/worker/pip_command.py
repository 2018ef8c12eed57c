"""Runs pip in the worker's environment, with the person's own pip settings and nothing of QGIS'.

Index, proxy and certificate settings are kept, wherever they are made (`pip.conf`, `PIP_*`, `HTTPS_PROXY`,
`SSL_CERT_FILE`). Settings that would send packages elsewhere are not.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from deepsat_qgis.worker.pip_output import TICK_SECONDS, Lines, Log, stop_if
from deepsat_qgis.worker.process_environment import clean_environment
from deepsat_qgis.worker.process_tree import ProcessTree

# A person's own target or constraint setting would put packages elsewhere, or other versions than the lock's.
_MISLEADING = frozenset(
    f"PIP_{name}"
    for name in (
        *("TARGET", "PREFIX", "ROOT", "USER", "PYTHON", "REQUIREMENT", "CONSTRAINT", "BUILD_CONSTRAINT", "NO_DEPS"),
        *("IGNORE_INSTALLED", "FORCE_REINSTALL", "UPGRADE", "DRY_RUN", "REPORT", "REQUIRE_VIRTUALENV"),
        *("QUIET", "VERBOSE", "PROGRESS_BAR", "LOG"),
    )
)

# pip ends with the installer, however that ends: the read returns when the other side of its standard input is gone.
# A pip left to itself would go on unpacking under the next installer's hands.
_PIP_THAT_ENDS_WITH_US = """
import os, runpy, threading
def end_when_alone():
    while os.read(0, 1024):
        pass
    os._exit(1)
threading.Thread(target=end_when_alone, daemon=True).start()
runpy.run_module("pip", run_name="__main__", alter_sys=True)
"""


@dataclass(frozen=True)
class PipResult:
    """How pip ended and every line that it printed."""

    status: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All lines as one text."""
        return "\n".join(self.lines)


class Pip:
    """The pip of one environment.

    Args:
        python: interpreter of the environment.
        log_path: file that every line is appended to.
        offline: folder of wheels to take everything from; None to use the configured index.
        variables: environment variables that take the place of this process's own, such as a proxy's.
    """

    def __init__(
        self,
        python: Path,
        log_path: Path,
        offline: Optional[Path] = None,
        variables: Optional[Mapping[str, str]] = None,
    ) -> None:
        self._python = python
        self._log_path = log_path
        self._offline = offline
        self._variables = dict(variables or {})

    def run(
        self,
        arguments: Sequence[str],
        on_line: Callable[[str], None] = lambda line: None,
        on_tick: Callable[[], None] = lambda: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> PipResult:
        """Runs `pip` with `arguments` to its end.

        Args:
            arguments: subcommand and options.
            on_line: called with every line of output, standard error included.
            on_tick: called about four times a second.
            is_cancelled: asked about four times a second; True ends pip and all it started.

        Raises:
            Cancelled: as `is_cancelled` said.
            UserError: `ENVIRONMENT_BROKEN` or `ENVIRONMENT_MISSING` when the interpreter does not start.
        """
        scratch = self._python.parent.parent / "downloads"
        scratch.mkdir(exist_ok=True)
        command = [str(self._python), "-c", _PIP_THAT_ENDS_WITH_US, *arguments, *self._options(arguments[0])]
        environment = {**os.environ, **self._variables}
        tree = ProcessTree(command, pip_environment(environment, scratch, self._offline is not None))
        lines: list[str] = []
        printed = Lines((tree.stdout, tree.stderr), on_tick, is_cancelled)
        log = Log(self._log_path)
        try:
            log.write(f"$ pip {' '.join(arguments)}")
            for line in printed:
                if not line.startswith("Progress "):
                    lines.append(line)
                    log.write(line)
                on_line(line)
            while not tree.wait(TICK_SECONDS):
                stop_if(is_cancelled)
        finally:
            log.close()
            tree.end()
            tree.stdin.close()
            printed.close()
        return PipResult(tree.status if tree.status is not None else -9, tuple(lines))

    def _options(self, subcommand: str) -> list[str]:
        options = ["--no-input", "--no-color", "--disable-pip-version-check"]
        if subcommand in ("install", "download") and self._offline is not None:
            options += ["--no-index", "--find-links", str(self._offline)]
        return options


def pip_environment(base: Mapping[str, str], scratch: Path, is_offline: bool) -> dict[str, str]:
    """The environment variables that pip is run with.

    Args:
        base: those of this process.
        scratch: folder for pip's temporary files. `/tmp` is often a small disk in memory, too small for CUDA's wheels.
        is_offline: leave the person's index settings out too, so that nothing outside the wheel folder is looked at.
    """
    kept = clean_environment(base)
    # pip must not see DeepSat's own folders as installed packages.
    del kept["PYTHONPATH"]
    kept = {
        name: value
        for name, value in kept.items()
        if name.upper() not in _MISLEADING and not (is_offline and name.upper().startswith("PIP_"))
    }
    if is_offline:
        kept["PIP_CONFIG_FILE"] = os.devnull
    kept.update({name: str(scratch) for name in ("TMPDIR", "TEMP", "TMP")})
    return kept
