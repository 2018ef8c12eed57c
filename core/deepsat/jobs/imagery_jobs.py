"""Jobs about imagery itself."""

from __future__ import annotations

import dataclasses
from typing import ClassVar

from deepsat.jobs.fields import BANDS_IN_FILES, described
from deepsat.jobs.problems import common_problems


@dataclasses.dataclass(frozen=True)
class StackBandsJob:
    """Put the bands of a product together in one virtual raster, which any program opens; nothing is copied."""

    kind: ClassVar[str] = "stackbands"

    input: tuple[str, ...] = described(
        "Product, as its folder or archive, or files of bands; several dates make a raster each. " + BANDS_IN_FILES
    )
    folder: str = described("Folder that the virtual rasters (.vrt) are written to, one for each date.")

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        return common_problems(self)
