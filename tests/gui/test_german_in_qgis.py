"""The panel and its dialogs in German, in a real QGIS window."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.gui.playing import tell
from tests.qgis_profile import worker_python
from tests.synthetic_scene import SyntheticScene


def test_the_panel_speaks_german_without_cutting_anything_off(tmp_path: Path, scene: SyntheticScene) -> None:
    notes = tell("german", tmp_path, {**os.environ, "DEEPSAT_PYTHON": worker_python()}, scene, "de")
    assert notes["cut_off"] == []
    assert notes["widths"] == 5 * [300, 300, 400, 400]
    assert max(notes["beyond_the_edge"]) <= 0
    assert notes["start_line"].startswith("Gerät: ")
    assert re.search(r"wird|werden|sind|Pixel|Schritt|Kacheln", notes["stage"]), notes["stage"]
    assert "der Szene" in notes["suggestions"]
    assert notes["layers"] == ["Landbedeckung", "Konfidenz (%)"]
    assert "Polygonen" in notes["skill"]
    assert notes["suggestions"].startswith("10 Orte für neue Labels")
    assert notes["environment"] == "Die Umgebung ist da."
