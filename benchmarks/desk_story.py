"""Runs inside QGIS (`qgis --code`): how long QGIS cannot answer, while nothing runs and while the panel works."""

from __future__ import annotations

import os
import sys
import time

sys.path.append(os.environ["DEEPSAT_STORY_ROOT"])

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.utils import iface

from build_tools.story_player import (
    FOLDER,
    Player,
    Steps,
    after,
    arrange_window,
    click,
    dock,
    load_sample,
    map_is_drawn,
    notes,
    open_panel,
)

PROBE_MILLISECONDS = 10
IDLE_SECONDS = 20.0


class Probe:
    """A timer that notes how late it is called: whatever keeps it waiting keeps a person waiting."""

    def __init__(self) -> None:
        self.phase = "start"
        self.gaps: dict[str, list[float]] = {}
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(PROBE_MILLISECONDS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.setdefault(self.phase, []).append(1000 * (now - self._last))
        self._last = now

    def enter(self, phase: str) -> None:
        """What is measured from now on. The gap that ends later counts as its own."""
        self.phase = phase


probe = Probe()


def story() -> Steps:
    """Idle without the panel, with it, fine-tuning, the result, the live preview."""
    arrange_window(1400, 900)
    load_sample()
    QgsProject.instance().write(str(FOLDER / "desk.qgz"))
    yield "settled", after(5.0), 30
    yield "map is drawn", map_is_drawn, 60
    probe.enter("without the panel")
    yield "idle", after(IDLE_SECONDS), IDLE_SECONDS + 30
    probe.enter("opening the panel")
    open_panel()
    yield "worker is up", lambda: "Device" in dock().foot.start_line.text(), 120
    yield "settled", after(2.0), 30
    probe.enter("the panel, idle")
    yield "idle", after(IDLE_SECONDS), IDLE_SECONDS + 30
    dock().start.max_minutes.setValue(1.0)
    probe.enter("fine-tuning")
    click(dock().run_panel.run_button)
    probe_was_running = dock().run_panel.progress
    yield "under way", probe_was_running.isVisible, 30
    yield "nearly done", lambda: probe_was_running.bar.value() > 990 or dock().result.isVisible(), 600
    probe.enter("the result comes")
    yield "result", dock().result.isVisible, 60
    yield "settled", after(1.0), 30
    yield "map is drawn", map_is_drawn, 60
    probe.enter("live preview")
    click(dock().run_panel.preview_box)
    yield "preview", lambda: QgsProject.instance().mapLayersByName("Preview"), 120
    for factor in (0.5, 2.0, 0.5):
        iface.mapCanvas().zoomByFactor(factor)
        yield "previewed", after(3.0), 30
    probe.enter("end")
    notes["gaps"] = probe.gaps


player = Player(story())
