"""Stacking: products and files of bands in, a virtual raster of each image out.

GDAL describes it in XML (https://gdal.org/drivers/raster/vrt.html): bands by name with wavelength, scale, offset and
NoData, cloud masks behind them, all read from where they lie.
"""

from __future__ import annotations

import contextlib
import itertools
import time
from pathlib import Path
from typing import Any

from deepsat.imagery.opening import open_each
from deepsat.imagery.raster_scene import RasterScene
from deepsat.imagery.stack_tags import SUFFIX, is_stack_of, stack_tags
from deepsat.jobs import ErrorCode, StackBandsJob, UserError
from deepsat.jobs.band_files import PRODUCT_FOLDER, archive_suffix
from deepsat.jobs.dates import date_in_name
from deepsat.outputs.temporary_files import whole_file
from deepsat.reporting import Reporter


def stack_bands(job: StackBandsJob, reporter: Reporter) -> dict[str, Any]:
    """Writes a virtual raster of each image, named by the image and its date.

    Args:
        job: which images, and where to.
        reporter: told of progress.

    Returns:
        `rasters`: for each `path`, `date` (YYYY-MM-DD; empty where not known), `bands` (names, in order); `seconds`,
        `findings` (sentences).

    Raises:
        UserError: as `open_scene`; `OUTPUT_UNWRITABLE`.
    """
    started = time.monotonic()
    reporter.progress(0.0, "stack", "Looking for bands.")
    with contextlib.ExitStack() as opened:
        scenes, said = open_each(job.input)
        for scene in scenes:
            opened.callback(scene.close)
        folder = _made(Path(job.folder))
        found = []
        for number, scene in enumerate(scenes):
            reporter.check_cancelled()
            reporter.progress(number / len(scenes), "stack", f"Writing raster {number + 1} of {len(scenes)}.")
            tags = stack_tags(scene.first_image, scene.paths, scene.masks, next(iter(scene.dates), ""))
            path = _path(folder, scene, tags)
            with whole_file(path) as temporary:
                scene.write_virtual(temporary, tags)
            found.append(_facts(path, scene))
    findings = dict.fromkeys([*said, *(sentence for scene in scenes for sentence in scene.findings)])
    return {"rasters": found, "seconds": time.monotonic() - started, "findings": list(findings)}


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected="a folder that virtual rasters can be written to",
            found=f"{folder}: {error.strerror}",
            remedy="Choose another folder.",
        ) from error
    return folder


def _path(folder: Path, scene: RasterScene, tags: dict[str, str]) -> Path:
    """Named as the image, with its date where the name does not say it, and numbered where another image has it.

    The raster of the same files is replaced: a layer that shows it shows the same.
    """
    name = scene.name
    for ending in filter(None, (PRODUCT_FOLDER, ".tif", ".tiff", ".jp2", SUFFIX, archive_suffix(name))):
        name = name[: -len(ending)] if name.lower().endswith(ending) else name
    date = next(iter(scene.dates), "")
    name = name if not date or date_in_name(name) == date else f"{name}_{date}"
    names = (name if number == 1 else f"{name}_{number}" for number in itertools.count(1))
    paths = (folder / f"{one}{SUFFIX}" for one in names)
    return next(path for path in paths if not path.exists() or is_stack_of(str(path), tags))


def _facts(path: Path, scene: RasterScene) -> dict[str, Any]:
    return {"path": str(path), "date": next(iter(scene.dates), ""), "bands": [band.name for band in scene.bands]}
