"""Makes the checkpoint that comes with DeepSat, from the imagery that benchmarks/README.md describes.

    python -m build_tools.bundled_checkpoint --data ../shared/data --work build/bundled

Embedding Earth on all imagery that may be trained on. Places that scores come from, and those that settings are chosen
by, are left out. `--labelled` goes on with CSCL and cross-entropy on the places that have truth: on the places that
settings are chosen by that did worse, so it is measured (docs/label_fractions.md) and not bundled.

Of the folder that comes out only `checkpoint.json` and `checkpoint.safetensors` are copied to
resources/checkpoints/deepsat-v1; `log/`, the curves of the training, is not.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import rasterio

from benchmarks.places import DEVELOPMENT, SCORING
from deepsat.jobs import PretrainJob
from deepsat.jobs.checkpoint_names import BUNDLED
from deepsat.losses.dense_contrast import DenseContrastSettings
from deepsat.pretrain.radiometry import Radiometry
from deepsat.pretrain.run import pretrain
from deepsat.pretrain.settings import PretrainSettings
from deepsat.reporting import Reporter
from deepsat.terminal import TerminalReporter

LICENCE = (
    "Contains modified Copernicus Sentinel data, Landsat imagery (USGS), Harmonized Landsat Sentinel-2 (NASA) and NAIP "
    "imagery (USDA): free and open."
)
LABEL_LICENCE = f"{LICENCE} Labels: ESA WorldCover, CC BY 4.0."
KEPT_OUT = frozenset((*SCORING, *DEVELOPMENT))
LANDSAT_8 = ("coastal", "blue", "green", "red", "nir", "swir1", "swir2")
LANDSAT_7 = ("blue", "green", "red", "nir", "swir1", "swir2")
CLASSES = ("tree", "shrub", "grass", "crop", "built-up", "bare", "snow", "water", "wetland", "mangrove", "moss",
           "no forest")  # fmt: skip
"""Ids that mean the same in all places."""

CONTRAST_EPOCHS, LABELLED_EPOCHS = 5, 25
CONTRAST = PretrainSettings(samples=16, dense=DenseContrastSettings(temperature=0.3, anchors=64, negatives=128))
LABELLED = PretrainSettings(
    samples=16, cross_entropy=0.3, learning_rate=3e-4, radiometry=Radiometry(drop_samples=0.6, drop_bands=0.5)
)


def gather_imagery(data: Path, work: Path) -> Path:
    """A folder with links to all imagery that may be trained on, its bands named where the files do not name them."""
    folder = work / "imagery"
    for place in sorted((data / "hls").glob("scene*")):
        if f"hls/{place.name}" not in KEPT_OUT:
            _link(sorted(place.glob("image*.tif")), folder / "hls" / place.name)
    for tile in sorted((data / "unlabelled" / "amazon").glob("*.tif")):
        if f"amazon/{tile.stem}" not in KEPT_OUT:
            _link([tile], folder / "amazon" / tile.stem)
    for source in ("austria", "slovenia", "unlabelled/aquileia_italy_s2", "unlabelled/naip_nd"):
        _link(sorted((data / source).glob("image*.tif")), folder / Path(source).name)
    _link([data / "unlabelled" / "australia_fire_s2" / "image_2018-12-01.tif"], folder / "australia")
    _name(sorted((data / "unlabelled" / "madagascar_l8").glob("*.tif")), LANDSAT_8, folder / "madagascar")
    _name(sorted((data / "sparse" / "chiapas").glob("image*.tif")), LANDSAT_7, folder / "chiapas")
    return folder


def gather_labelled(data: Path, work: Path) -> Path:
    """A folder with the places that have truth, each with a `labels.tif` whose ids mean the same everywhere."""
    folder = work / "labelled"
    for place in sorted([*(data / "hls").glob("scene*"), *(data / "amazon").glob("Amazon*")]):
        if f"{place.parent.name}/{place.name}" not in KEPT_OUT:
            _link(sorted(place.glob("image*.tif")), folder / place.name)
            names: Mapping[str, str] = json.loads((place / "scene.json").read_text(encoding="utf-8"))["classes"]
            _write_labels(place / "truth.tif", names, folder / place.name / "labels.tif")
    return folder


def _link(files: Sequence[Path], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        link = folder / file.name
        if not link.exists():
            os.symlink(file.absolute(), link)


def _name(files: Sequence[Path], bands: Sequence[str], folder: Path) -> None:
    """Copies of the rasters' first bands, with names."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        with rasterio.open(file) as dataset:
            values, profile = dataset.read(list(range(1, len(bands) + 1))), dataset.profile
        profile.update(count=len(bands), driver="GTiff")
        with rasterio.open(folder / file.name, "w", **profile) as dataset:
            dataset.write(values)
            dataset.descriptions = tuple(bands)


def _write_labels(truth: Path, names: Mapping[str, str], output: Path) -> None:
    table = np.full(256, 255, dtype=np.uint8)
    for value, name in names.items():
        table[int(value)] = CLASSES.index({"forest": "tree", "non-forest": "no forest"}.get(name, name))
    with rasterio.open(truth) as dataset:
        labels, profile = table[dataset.read(1)], dataset.profile
    profile.update(nodata=255, dtype="uint8")
    with rasterio.open(output, "w", **profile) as dataset:
        dataset.write(labels, 1)


def make_bundled(data: Path, work: Path, output: Path, device: str, reporter: Reporter) -> None:
    """Embedding Earth on all imagery that may be trained on; goes on where it stopped."""
    job = PretrainJob(
        (str(gather_imagery(data, work)),), str(output), epochs=CONTRAST_EPOCHS, seed=1, device=device, licence=LICENCE
    )
    pretrain(job, reporter, CONTRAST)


def make_labelled(data: Path, work: Path, bundled: Path, device: str, reporter: Reporter) -> None:
    """CSCL and cross-entropy on the labelled places, from the bundled checkpoint, into `work`."""
    job = PretrainJob(
        (str(gather_labelled(data, work)),), str(work / "cscl"), method="cscl", checkpoint=str(bundled),
        epochs=LABELLED_EPOCHS, seed=2, device=device, licence=LABEL_LICENCE,
    )  # fmt: skip
    pretrain(job, reporter, LABELLED)


def main() -> None:
    """Reads the command line and makes the checkpoints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the imagery")
    parser.add_argument("--work", type=Path, required=True, help="folder for links and what is not bundled")
    parser.add_argument("--output", type=Path, help="folder of the checkpoint; without, a folder inside --work")
    parser.add_argument("--labelled", action="store_true", help="go on with CSCL, into the folder cscl of --work")
    parser.add_argument("--device", default="auto")
    options = parser.parse_args()
    data, work = options.data.absolute(), options.work.absolute()
    output = (options.output or work / BUNDLED).absolute()
    reporter = TerminalReporter(sys.stderr)
    make_bundled(data, work, output, options.device, reporter)
    if options.labelled:
        make_labelled(data, work, output, options.device, reporter)


if __name__ == "__main__":
    main()
