"""The real `qgis_process` in a profile of its own."""

from __future__ import annotations

import dataclasses
import json
import re
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import Any, Optional

from tests.qgis_profile import make_profile, qgis_process_program

SECONDS = 500


@dataclasses.dataclass(frozen=True)
class Answer:
    """What `qgis_process` said."""

    status: int
    document: dict[str, Any]
    text: str


class QgisProcess:
    """`qgis_process --json` in a profile of its own."""

    def __init__(self, folder: Path, environment: dict[str, str], locale: str = "en") -> None:
        self._environment = {
            **environment,
            "QGIS_CUSTOM_CONFIG_PATH": str(make_profile(folder, locale)),
            "QT_QPA_PLATFORM": "offscreen",
        }

    def __call__(self, *arguments: str) -> Answer:
        done = subprocess.run(
            [qgis_process_program(), "--json", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
        start = done.stdout.find("{")
        document = json.loads(done.stdout[start:]) if start >= 0 else {}
        return Answer(done.returncode, document, done.stdout + done.stderr)

    def interrupted(self, *arguments: str, after: str) -> Answer:
        """A run that is interrupted, as by Ctrl+C, after a line that matches `after`."""
        process = subprocess.Popen(
            [qgis_process_program(), *arguments],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        stuck = threading.Timer(SECONDS, process.kill)
        stuck.start()
        lines: list[str] = []
        pressed: Optional[float] = None
        for line in process.stdout or ():
            lines.append(line)
            if pressed is None and re.search(after, line):
                pressed = time.monotonic()
                process.send_signal(signal.SIGINT)
        status = process.wait()
        stuck.cancel()
        waited = time.monotonic() - pressed if pressed is not None else None
        return Answer(status, {"seconds_to_stop": waited}, "".join(lines))
