"""Tags of virtual rasters that bands were stacked in: what they would not say of the product by themselves."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import warnings
from collections.abc import Sequence
from pathlib import Path, PurePath

import rasterio
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from deepsat.imagery.archives import archive_of, exists
from deepsat.imagery.image_files import ImageFiles

SUFFIX = ".vrt"

_SOURCES, _MASKS = "STACKED_FROM", "CLOUD_MASKS"
_LEVEL, _SENSOR, _STORED = "PROCESSING_LEVEL", "SENSOR", "STORED_NUMBERS"


def stack_tags(image: ImageFiles, paths: Sequence[str], masks: Sequence[str], date: str) -> dict[str, str]:
    """The tags of the virtual raster of an image.

    Args:
        image: what is stacked; of tiles side by side the first.
        paths: all of its files.
        masks: that were delivered beside them.
        date: as YYYY-MM-DD; empty where not known.
    """
    told = {
        _SOURCES: hashlib.sha256("\n".join(paths).encode()).hexdigest()[:16],
        "ACQUISITION_DATE": date,
        _LEVEL: image.level,
        _SENSOR: image.sensor,
        _MASKS: json.dumps([name if archive_of(name) else str(Path(name).absolute()) for name in masks])
        if masks
        else "",
        _STORED: "YES" if image.has_stored_numbers else "",
    }
    return {name: value for name, value in told.items() if value}


def is_stack(path: str) -> bool:
    """Whether a raster is a stack of bands that lie in other files."""
    return _SOURCES in _tags(path)


def is_stack_of(path: str, tags: dict[str, str]) -> bool:
    """Whether a raster is a stack of the same files as the one that is to have these tags."""
    return _tags(path).get(_SOURCES) == tags[_SOURCES]


def as_stacked(image: ImageFiles) -> ImageFiles:
    """An image with what its tags say of the product that it was stacked from; any other image itself."""
    tags = _tags(image.source)
    if _SOURCES not in tags:
        return image
    level, sensor = tags.get(_LEVEL, ""), tags.get(_SENSOR, "")
    masks = json.loads(tags.get(_MASKS, "[]"))
    there = tuple(mask for mask in masks if exists(mask))
    gone = tuple(
        f"The cloud mask {PurePath(mask).name} of {image.name} is gone, so nothing hides its clouds."
        for mask in masks
        if mask not in there
    )
    return dataclasses.replace(
        image,
        level=level,
        sensor=sensor,
        cloud_masks=there,
        has_stored_numbers=_STORED in tags,
        findings=(*image.findings, *gone),
    )


def _tags(path: str) -> dict[str, str]:
    if PurePath(path).suffix.lower() != SUFFIX:
        return {}
    with contextlib.suppress(RasterioError), warnings.catch_warnings():
        # What cannot be opened or lies nowhere is told of by whoever reads it.
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(path) as dataset:
            return dict(dataset.tags())
    return {}
