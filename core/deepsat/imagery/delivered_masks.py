"""Delivered masks: the rasters that Planet lays beside its images to tell where shadow, haze and cloud are."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from deepsat.imagery.archives import exists
from deepsat.imagery.cloud_mask import CloudMask
from deepsat.imagery.image_files import ImageFiles
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.listing import listed
from deepsat.jobs.planet import BANDS_OF_MASK, HIDING_BANDS, cloud_mask_names, is_radiance


def with_delivered_mask(image: ImageFiles) -> ImageFiles:
    """A raster of Planet's with the mask that lies beside it; any other image itself."""
    there = [mask for mask in cloud_mask_names(image.source) if exists(mask)]
    return dataclasses.replace(image, cloud_masks=(there[0],)) if there else image


def delivered_masks(dataset: Any, path: str) -> list[CloudMask]:
    """What hides the ground by a mask of Planet's (udm2).

    Args:
        dataset: the open mask, on the scene's grid.
        path: of the mask, for messages.

    Raises:
        UserError: `RASTER_UNREADABLE` for another raster.
    """
    if dataset.count < BANDS_OF_MASK:
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected=f"a usable data mask of Planet's (udm2), with {BANDS_OF_MASK} bands",
            found=f"{dataset.count} in {path}",
            remedy="Download the mask again, or move it away: clouds are not hidden then.",
        )
    return [CloudMask(dataset, index) for index in HIDING_BANDS]


def of_delivered_masks(images: Sequence[ImageFiles]) -> list[str]:
    """Sentences about masks that nobody named, and about numbers of Planet's that change with the sun."""
    masks = [PurePath(mask).name for image in images for mask in image.cloud_masks]
    found = [f"Shadow, heavy haze and cloud are hidden as Planet's masks tell: {listed(masks)}."] if masks else []
    radiances = [image.name for image in images if is_radiance(image.source)]
    if radiances and len({image.date for image in images}) > 1:
        found.append(
            f"Radiances, which change with the sun from day to day: {listed(radiances)}. Planet's surface reflectance "
            "(AnalyticMS_SR) suits several dates better."
        )
    return found
