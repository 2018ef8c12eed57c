"""The demo: maps the sample scene through QGIS, scores the map on polygons kept out, and draws it.

    python -m build_tools.demo BUILD_FOLDER

Run with the worker's Python. QGIS sees a throw-away profile with the packed plugin; nothing of the person's own is
touched.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from build_tools.demo_picture import draw
from build_tools.demo_scores import score

PLUGIN = "deepsat_qgis"
SEED = 0
MAX_MINUTES = 10


def main(build_folder: Path) -> None:
    """Runs the demo; its results are in `build_folder/demo`."""
    sample, demo = build_folder / "sample", build_folder / "demo"
    if demo.exists():
        shutil.rmtree(demo)
    demo.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="deepsat-demo-") as profiles:
        environment = qgis_environment(Path(profiles), build_folder / "package" / PLUGIN)
        run_qgis(["plugins", "enable", PLUGIN], environment, quiet=True)
        started = time.monotonic()
        run_qgis(["run", "deepsat:mapfromlabels", "--", *map_parameters(sample, demo)], environment)
        seconds = time.monotonic() - started
    scores = score(sample, demo / "map.tif")
    draw(sample, demo / "map.tif", demo / "demo.png", scores)
    print(f"\n{scores.as_text()}\n")
    # Of the largest process, which is the worker; ru_maxrss counts kilobytes on Linux and bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(f"Time    {seconds:.0f} s from qgis_process to map; peak memory of the worker {peak / 1e9:.1f} GB")
    for name, file in (("Map", "map.tif"), ("Model", "model"), ("Report", "report.html"), ("Picture", "demo.png")):
        print(f"{name:7} {demo / file}")


def map_parameters(sample: Path, demo: Path) -> list[str]:
    """The parameters of `deepsat:mapfromlabels`."""
    values = {
        "INPUT": sample / "raleigh_landsat7_2000.tif",
        "LABELS": sample / "raleigh_training.gpkg",
        "CLASS_FIELD": "class",
        "CHECKPOINT": "auto",
        "SEED": SEED,
        "MAX_MINUTES": MAX_MINUTES,
        "MODEL": demo / "model",
        "OUTPUT": demo / "map.tif",
        "REPORT": demo / "report.html",
    }
    return [f"{name}={value}" for name, value in values.items()]


def qgis_environment(profiles: Path, plugin: Path) -> dict[str, str]:
    """The variables that make QGIS use a new profile with the plugin in it, without a screen."""
    plugins = profiles / "profiles" / "default" / "python" / "plugins"
    plugins.mkdir(parents=True)
    (plugins / PLUGIN).symlink_to(plugin.resolve(), target_is_directory=True)
    settings = {
        "QGIS_CUSTOM_CONFIG_PATH": str(profiles),
        "QT_QPA_PLATFORM": "offscreen",
        "DEEPSAT_PYTHON": sys.executable,
    }
    settings["XDG_RUNTIME_DIR"] = os.environ.get("XDG_RUNTIME_DIR", str(profiles))
    return {**os.environ, **settings}


def run_qgis(arguments: list[str], environment: Mapping[str, str], quiet: bool = False) -> None:
    """Runs `qgis_process`, showing what it prints unless it is to be quiet and succeeds.

    Raises:
        SystemExit: it failed.
    """
    # Debian 12's wrapper script passes a flag that its own binary refuses; the binary itself needs no wrapper.
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if program is None:
        raise SystemExit("qgis_process is not installed: run `make setup` first.")
    pipe = subprocess.PIPE if quiet else None
    sys.stdout.flush()
    done = subprocess.run(
        [program, *arguments], env=dict(environment), stdout=pipe, stderr=pipe, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"qgis_process ended with status {done.returncode}\n{done.stderr or ''}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
