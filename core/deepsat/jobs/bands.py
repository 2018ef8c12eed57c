"""Bands: what identifies each layer of a scene.

Here and not with the imagery, so that QGIS can say which bands a start will use before any worker is asked.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import Optional

from deepsat.jobs.bad_bands import is_marked_bad
from deepsat.jobs.listing import SHOWN, WHOLE, listed, shortened
from deepsat.jobs.wavelengths import (
    plain_name,
    stated_wavelength,
    wavelength_from_description,
    wavelengths_from_names,
)

MOST_BANDS = 512
"""Of a raster. AVIRIS-NG has 425, the most of the usual imaging spectrometers; tiles are as small as these need."""

EMPTY = 0.9995
"""A band that is missing on a larger share of the pixels has no data."""

PATCHY = 0.02
"""A band that is missing on a larger share of the pixels is left out.

Counted as its mean there, it would draw its own edge into the map: what was labelled on one side of it would be found
on that side only.
"""

CLOUD_BANDS = ("scl", "qa_pixel", "fmask", "bqa", "pixel_qa", "clm")
"""Plain names of the bands that tell where clouds are."""

_DEFAULT_NAME = re.compile(r"band_?[0-9]+")


@dataclasses.dataclass(frozen=True)
class Band:
    """One measured layer; a transparency layer is none."""

    name: str
    """The raster's own description, or `band_3` where it has none."""
    wavelength_nm: Optional[float] = None
    """Centre wavelength in nanometres, where known."""
    scale: float = 1.0
    offset: float = 0.0
    """Physical value = stored value * scale + offset, as the raster declares them."""
    nodata: Optional[float] = None
    """Stored value that means no data; may be NaN."""
    is_bad: bool = False
    """Whether the raster itself marks it as bad."""

    @property
    def has_default_name(self) -> bool:
        """Whether the name says no more than the band's position."""
        return _DEFAULT_NAME.fullmatch(plain_name(self.name)) is not None


def identify_bands(
    indexes: Sequence[int],
    descriptions: Sequence[str],
    tags: Sequence[Sequence[Mapping[str, str]]],
    header: Mapping[str, str],
) -> tuple[Band, ...]:
    """Names and wavelengths of some bands of a raster.

    Args:
        indexes: of the bands, from 1.
        descriptions: what the raster calls each of all its bands; empty where it has no name.
        tags: of each of all its bands, in the order of `WAVELENGTH_DOMAINS`.
        header: the raster's own tags, above all of the domain `ENVI`.
    """
    names = [descriptions[index - 1].strip() or f"band_{index}" for index in indexes]
    found = []
    for index, name, by_name in zip(indexes, names, wavelengths_from_names(names)):
        stated = stated_wavelength(tags[index - 1], header, index, len(descriptions))
        if stated is None:
            stated = wavelength_from_description(name)
        is_bad = is_marked_bad(tags[index - 1], header, index, len(descriptions))
        found.append(Band(name, by_name if stated is None else stated, is_bad=is_bad))
    return tuple(found)


def patchy_bands(missing: Sequence[float], count: int) -> tuple[int, ...]:
    """The bands, from 0, that end early, have holes or no data at all, and are left out.

    Where half of the bands or more end early, only those without any data are: then there is no telling which to trust.

    Args:
        missing: share of the pixels of the scene, 0-1, on which each channel has no data.
        count: of the bands; there are as many channels, or several times as many, date by date.
    """
    patchy = {channel % count for channel, share in enumerate(missing) if share >= PATCHY}
    empty = {band for band in patchy if min(missing[band::count]) >= EMPTY}
    others = patchy - empty
    return tuple(sorted(patchy if 2 * len(others) < count - len(empty) else empty))


def transparency_index(descriptions: Sequence[str], marked: Sequence[bool]) -> Optional[int]:
    """Index, from 1, of the band that says where the others are valid; None without one.

    Four-band aerial images are often marked so by mistake: a name of its own shows that a band is data.

    Args:
        descriptions: what the raster calls each of its bands.
        marked: whether each is marked as alpha.
    """
    for index, is_marked in enumerate(marked, start=1):
        name = plain_name(descriptions[index - 1] or "alpha")
        if is_marked and (name == "alpha" or _DEFAULT_NAME.fullmatch(name)):
            return index
    return None


def cloud_band_indexes(descriptions: Sequence[str]) -> tuple[int, ...]:
    """Indexes, from 1, of the bands that tell where clouds are.

    They are called SCL, as Sentinel-2's scene classification, QA_PIXEL, as the bits of Landsat's Collection 2, BQA or
    pixel_qa, as those of Collection 1, Fmask, as those of the harmonised Landsat and Sentinel-2, or CLM, as THEIA's.
    """
    plain = [plain_name(name or "") for name in descriptions]
    return tuple(index for index, name in enumerate(plain, start=1) if name in CLOUD_BANDS)


def in_words(bands: Sequence[Band]) -> str:
    """`red, B8 (842 nm)`, of many bands the first few."""
    return listed([b.name if b.wavelength_nm is None else f"{b.name} ({b.wavelength_nm:g} nm)" for b in bands])


def spectrum_in_words(bands: Sequence[Band]) -> str:
    """The names of bands; of many whose wavelengths are known `224 bands from 420 to 2445 nm`."""
    wavelengths = [band.wavelength_nm for band in bands if band.wavelength_nm is not None]
    if len(bands) <= WHOLE or len(wavelengths) < len(bands):
        return listed([band.name for band in bands])
    return f"{len(bands)} bands from {min(wavelengths):.0f} to {max(wavelengths):.0f} nm"


def some_in_words(chosen: Sequence[int], bands: Sequence[Band]) -> str:
    """Some bands of a raster: by name; where they are many, those that follow each other together.

    Args:
        chosen: places, from 0, ascending.
        bands: all bands of the raster.
    """
    if len(chosen) <= WHOLE:
        return ", ".join(bands[place].name for place in chosen)
    starts = [place for place in chosen if place - 1 not in chosen]
    ends = [place for place in chosen if place + 1 not in chosen]
    runs = [_run(bands[start : end + 1]) for start, end in zip(starts, ends)]
    if len(runs) <= SHOWN:
        return ", ".join(runs)
    return shortened(runs, SHOWN, sum(place > ends[SHOWN - 1] for place in chosen))


def _run(bands: Sequence[Band]) -> str:
    """`band_124–band_132 (1353–1440 nm)`; where names are wavelengths, these alone."""
    first, last = bands[0], bands[-1]
    names = first.name if len(bands) == 1 else f"{first.name}–{last.name}"
    if first.wavelength_nm is None or last.wavelength_nm is None:
        return names
    ends = [first.wavelength_nm] if len(bands) == 1 else [first.wavelength_nm, last.wavelength_nm]
    wavelengths = f"{'–'.join(f'{nanometres:.0f}' for nanometres in ends)} nm"
    return wavelengths if wavelength_from_description(first.name) is not None else f"{names} ({wavelengths})"
