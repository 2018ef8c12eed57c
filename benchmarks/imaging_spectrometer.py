"""How long, and in how much memory, a made image of an imaging spectrometer is learnt from and mapped.

Beside the 13 bands of Sentinel-2 that it is made from, of a place that settings are chosen by. As a command: `python -m
benchmarks.imaging_spectrometer`, with `--side` for the size of what is mapped.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray

from benchmarks.places import data_folder
from deepsat.jobs.wavelengths import SENTINEL2_NM
from tests.made_cube import WAVELENGTHS_NM, hidden_bands, spread

PLACE, LABELS = "slovenia", "labels_k5.gpkg"


def main() -> None:
    """Measures and prints a table."""
    options = argparse.ArgumentParser(prog="benchmarks.imaging_spectrometer", description=__doc__)
    options.add_argument("--side", type=int, default=800, help="pixels of the image that is mapped (%(default)s)")
    side = options.parse_args().side
    place = data_folder() / PLACE
    with rasterio.open(place / "image_0.tif") as dataset:
        image, crs, transform = dataset.read(), dataset.crs, dataset.transform
    cube = spread(image, [*SENTINEL2_NM.values()]).round().astype(np.int16)
    cube[hidden_bands()] = 0
    print("| bands | learning | memory | mapping | memory |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for values, wavelengths in ((image, [*SENTINEL2_NM.values()]), (cube, [*WAVELENGTHS_NM])):
            small, large, model = (Path(folder) / f"{len(values)}{end}" for end in (".tif", "_large.tif", ""))
            _write(small, values, wavelengths, crs, transform)
            beyond = [(0, 0), (0, side - values.shape[1]), (0, side - values.shape[2])]
            _write(large, np.pad(values, beyond, "reflect"), wavelengths, crs, transform)
            learnt = _run("finetune", "--input", small, "--labels", place / LABELS, "--class-field", "class",
                          "--model", model)  # fmt: skip
            mapped = _run("predict", "--input", large, "--model", model, "--output", Path(folder) / "map.tif")
            print(f"| {len(values)} | {' | '.join([*learnt, *mapped])} |", flush=True)


def _write(path: Path, values: NDArray[np.int16], wavelengths: list[float], crs: object, transform: object) -> None:
    kinds = {"driver": "GTiff", "dtype": "int16", "crs": crs, "transform": transform, "interleave": "band"}
    kinds |= {"tiled": True, "blockxsize": 256, "blockysize": 256, "compress": "deflate"}
    count, height, width = values.shape
    with rasterio.open(path, "w", count=count, height=height, width=width, **kinds) as dataset:
        dataset.write(values)
        for band, nanometres in enumerate(wavelengths, start=1):
            dataset.update_tags(band, wavelength=str(nanometres), wavelength_units="nm")


def _run(command: str, *options: str | Path) -> list[str]:
    """Seconds, of the processor and in all, and the most memory of a command."""
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "deepsat", command, *map(str, options)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise RuntimeError(f"deepsat {command} failed")
    computing = usage.ru_utime + usage.ru_stime
    return [f"{computing:.0f} s ({time.monotonic() - started:.0f} s)", f"{usage.ru_maxrss / 1e6:.2f} GB"]


if __name__ == "__main__":
    main()
