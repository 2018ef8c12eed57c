"""What tests do with the whole panel."""

from __future__ import annotations

from typing import Any

from deepsat.jobs import Hello

SKILL = "held_out_mean_iou"

HELLO = Hello(1, "0.1.0", 7, "3.11", "2.13", "cpu", "CPU, 2 threads", ("torch",))


def click(button: Any) -> None:
    from qgis.PyQt.QtCore import QCoreApplication, Qt
    from qgis.PyQt.QtTest import QTest

    # What was shown a moment ago has no place yet.
    QCoreApplication.processEvents()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def requests_of(dock: Any) -> list[Any]:
    """Requests that the panel emits from now on."""
    received: list[Any] = []
    dock.requested.connect(received.append)
    return received


def started(dock: Any) -> None:
    """Tells the panel that a task has begun."""
    from deepsat_qgis.dock.runs.task import Task

    task = Task()
    task.title = "Finetuning on “scene”"
    dock.show_started(task)
