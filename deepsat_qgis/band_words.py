"""Bands in words that stay short, be they three or some hundred."""

from __future__ import annotations

from typing import Sequence

from deepsat.jobs.bands import Band
from deepsat.jobs.listing import WHOLE
from deepsat_qgis.translation import tr

_MOST_NAMES = 8


def bands_in_words(bands: Sequence[Band]) -> str:
    """All bands by name; of many how many there are, and from which wavelength to which."""
    if len(bands) <= WHOLE:
        return tr("Bands: {}").format(", ".join(band.name for band in bands))
    wavelengths = [band.wavelength_nm for band in bands if band.wavelength_nm is not None]
    if len(wavelengths) < len(bands):
        return tr("Bands: {}").format(first_names([band.name for band in bands]))
    ends = tr("{} to {} nm").format(f"{min(wavelengths):.0f}", f"{max(wavelengths):.0f}")
    return tr("{count} bands, {ends}").format(count=len(bands), ends=ends)


def first_names(names: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Names, of more than `most` the first few and how many more."""
    if len(names) <= most:
        return ", ".join(names)
    shown = ", ".join(names[: most - 1])
    return tr("{names} and {count} more").format(names=shown, count=len(names) - most + 1)


def wavelengths_in_words(bands: Sequence[Band]) -> str:
    """`443, 492, 560 nm`; empty where one is not known."""
    known = sorted(band.wavelength_nm for band in bands if band.wavelength_nm is not None)
    if not bands or len(known) < len(bands):
        return ""
    return tr("{} nm").format(", ".join(f"{nanometres:.0f}" for nanometres in known))
