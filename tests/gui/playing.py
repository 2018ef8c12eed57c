"""Starts QGIS on a screen of its own and lets a story run in it; photographs go to `build/screenshots`."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.qgis_profile import ROOT, make_profile
from tests.synthetic_scene import SyntheticScene

PICTURES = Path(os.environ.get("DEEPSAT_SCREENSHOTS", ROOT / "build" / "screenshots"))
SECONDS_FOR_A_STORY = 540
SCRIPTS = Path(__file__).parent


def play(
    script: str,
    story: str,
    folder: Path,
    profiles: Path,
    environment: Mapping[str, str],
    *,
    project: str = "",
    screen: str = "1400x900",
) -> dict[str, Any]:
    """Lets a story run, and returns the notes that it took.

    Args:
        script: file beside this one that QGIS runs.
        story: which of its stories.
        folder: for notes and log.
        profiles: of QGIS.
        environment: variables for QGIS; what the script is told is among them.
        project: file that QGIS opens; empty for none.
        screen: its size.
    """
    PICTURES.mkdir(parents=True, exist_ok=True)
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    told = {
        "DEEPSAT_STORY_FOLDER": str(folder),
        "DEEPSAT_STORY_ROOT": str(ROOT),
        "DEEPSAT_TEST_PICTURES": str(PICTURES),
        "DEEPSAT_TEST_STORY": story,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(SCRIPTS), environment.get("PYTHONPATH", "")])),
    }
    command = [
        *("xvfb-run", "-a", "-s", f"-screen 0 {screen}x24"),
        # Not before: the screen cannot have a key in a folder with a space.
        *("env", f"TMPDIR={temporary}"),
        *("qgis", "--nologo", "--noversioncheck", "--profiles-path", str(profiles)),
        *("--code", str(SCRIPTS / script)),
        *([project] if project else []),
    ]
    # A platform chosen for the tests' own process, such as "offscreen", has no window to photograph.
    told_at_start = {name: value for name, value in environment.items() if name != "QT_QPA_PLATFORM"}
    written = folder / "notes.json"
    written.unlink(missing_ok=True)
    with (folder / "qgis.log").open("a") as log:
        subprocess.run(
            command,
            env={**told_at_start, **told},
            stdout=log,
            stderr=subprocess.STDOUT,
            timeout=SECONDS_FOR_A_STORY,
            check=False,
        )
    assert written.is_file(), (folder / "qgis.log").read_text()[-4000:]
    notes = dict(json.loads(written.read_text()))
    assert "failure" not in notes, notes["failure"]
    return notes


def tell(
    story: str, folder: Path, environment: Mapping[str, str], scene: SyntheticScene, locale: str = "en"
) -> dict[str, Any]:
    """Lets a story of the panel run on the synthetic scene, in a profile with the plugin."""
    told = {"DEEPSAT_TEST_RASTER": str(scene.raster), "DEEPSAT_TEST_LABELS": str(scene.labels)}
    return play("panel_script.py", story, folder, make_profile(folder, locale), {**environment, **told})
