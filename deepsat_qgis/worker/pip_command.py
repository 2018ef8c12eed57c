"""Runs pip in the worker's environment, with those of the person's own settings that `pip_settings` keeps."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from deepsat_qgis.worker.pip_output import TICK_SECONDS, Lines, Log, stop_if
from deepsat_qgis.worker.pip_settings import kept_settings, listed_settings, pip_environment
from deepsat_qgis.worker.process_tree import ProcessTree

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
        self._listed: Optional[str] = None

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
        tree = ProcessTree(command, self._environment(arguments[0], scratch))
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

    def _environment(self, subcommand: str, scratch: Path) -> dict[str, str]:
        base = {**os.environ, **self._variables}
        if self._offline is not None:
            return pip_environment(base, scratch, is_offline=True, settings={})
        if self._listed is None:
            self._listed = listed_settings(self._python, base)
        return pip_environment(base, scratch, is_offline=False, settings=kept_settings(self._listed, subcommand))

    def _options(self, subcommand: str) -> list[str]:
        options = ["--no-input", "--no-color", "--disable-pip-version-check"]
        if subcommand in ("install", "download") and self._offline is not None:
            options += ["--no-index", "--find-links", str(self._offline)]
        return options
