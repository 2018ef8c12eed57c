"""A QGIS window of its own for a story: a fresh profile with the plugin, on a screen that nobody sees.

A story is a script that QGIS runs (`qgis --code`); it uses `build_tools.story_player`, ends QGIS, and leaves notes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.qgis_profile import PLUGIN, make_profile

ROOT = Path(__file__).resolve().parents[1]
_SETTINGS = """
[locale]
overrideFlag=true
userLocale=en_US
globalLocale=en_US

[projections]
promptWhenMultipleTransformsExist=false

[UI]
UITheme={theme}
"""
"""English whatever the computer speaks, and no questions that nobody answers."""
_MOST_SECONDS = 900
"""After which a story is given up."""


def play_in_qgis(
    script: Path,
    folder: Path,
    *,
    size: tuple[int, int] = (1400, 900),
    theme: str = "default",
    told: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Starts QGIS, lets a story run in it, and returns the notes that it took.

    Args:
        script: the story.
        folder: an empty folder, for the profile and what the story writes.
        size: of the screen in pixels, width and height.
        theme: of QGIS, as its options call it.
        told: environment variables for the story.

    Raises:
        RuntimeError: QGIS ended without notes, or the story failed.
    """
    profiles = make_profile(folder)
    plugin = profiles / "profiles" / "default" / "python" / "plugins" / PLUGIN
    if not (plugin / "resources" / "sample").is_dir():
        shutil.copytree(ROOT / "build" / "sample", plugin / "resources" / "sample")
    settings = profiles / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.write_text(settings.read_text() + _SETTINGS.format(theme=theme), encoding="utf-8")
    (folder / "tmp").mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    environment |= {"DEEPSAT_STORY_ROOT": str(ROOT), "DEEPSAT_STORY_FOLDER": str(folder), "TMPDIR": str(folder / "tmp")}
    # Where the sample is copied to, and a person's own checkpoints are.
    environment["XDG_DATA_HOME"] = str(folder / "data")
    screen = ["xvfb-run", "-a", "-s", f"-screen 0 {size[0]}x{size[1]}x24"]
    qgis = ["qgis", "--nologo", "--noversioncheck", "--profiles-path", str(profiles), "--code", str(script)]
    with (folder / "qgis.log").open("w") as log:
        subprocess.run(
            [*screen, *qgis],
            env={**environment, **(told or {})},
            stdout=log,
            stderr=subprocess.STDOUT,
            timeout=_MOST_SECONDS,
            check=False,
        )
    written = folder / "notes.json"
    if not written.is_file():
        raise RuntimeError((folder / "qgis.log").read_text(errors="replace")[-4000:])
    notes = dict(json.loads(written.read_text(encoding="utf-8")))
    if "failure" in notes:
        raise RuntimeError(notes["failure"])
    return notes
