"""Cloud optimised GeoTIFFs: tiled, with smaller copies inside, so that any part is read fast at any zoom.

GDAL's COG driver (https://gdal.org/drivers/raster/cog.html) copies a finished GeoTIFF; it streams, in bounded memory.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import rasterio.shutil

TILE_SIDE_PX = 512

ROOM = 2
"""How often the uncompressed pixels have to fit on the disk: for the draft, the result, and its smaller copies."""


@contextlib.contextmanager
def draft_beside(path: Path) -> Iterator[Path]:
    """A place for the GeoTIFF that is to be copied; removed at the end of the block.

    Its name begins as that of `path`, so that what a killed process leaves goes with what is left of that.
    """
    draft = path.with_name(f"{path.stem}-draft{path.suffix}")
    try:
        yield draft
    finally:
        for leftover in (draft, Path(f"{draft}.aux.xml")):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)


def copy_as_cog(draft: Path, path: Path, *, of_classes: bool) -> None:
    """Writes a GeoTIFF anew as a cloud optimised one, with the same pixels, names, colours and tags.

    Args:
        draft: the GeoTIFF.
        path: the file to write.
        of_classes: whether a pixel of a smaller copy is the class that is most frequent below it, and not the mean.

    Raises:
        OSError: the disk is full, or does not take the file.
    """
    rasterio.shutil.copy(
        draft,
        path,
        driver="COG",
        compress="DEFLATE",
        blocksize=TILE_SIDE_PX,
        overview_resampling="MODE" if of_classes else "AVERAGE",
        # One thread: the order in which several finish would show in the bytes.
        num_threads=1,
        bigtiff="IF_SAFER",
    )
