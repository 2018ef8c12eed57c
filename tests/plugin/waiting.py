"""Waiting for what Qt does in its own time."""

from __future__ import annotations

import time
from typing import Callable


def wait_until(holds: Callable[[], object], seconds: float = 10) -> None:
    """Lets Qt work until a condition holds; fails where that takes longer than it may on any machine."""
    from qgis.PyQt.QtCore import QCoreApplication

    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, f"waited {seconds} s in vain"
        QCoreApplication.processEvents()
        time.sleep(0.005)
