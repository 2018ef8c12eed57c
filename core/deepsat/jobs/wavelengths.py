"""Centre wavelengths of bands, in nanometres, from the many places where rasters keep them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Optional

WAVELENGTH_DOMAINS = (None, "IMAGERY", "ENVI")
"""Domains of a band's tags, as GDAL calls them, in which its wavelength may be; None is the default one."""

_TAG = re.compile(r"(?:central|center|centre|band)?wavelengths?(?P<unit>nm|um|nanometers?|micrometers?)?")
_UNIT_TAG = re.compile(r"wavelengths?units?")
_IN_DESCRIPTION = re.compile(r"(\d+(?:\.\d+)?)\s*(nm|um|µm|μm|nanomet(?:er|re)s?|micromet(?:er|re)s?)\b", re.IGNORECASE)
_PLAUSIBLE_NM = (100.0, 20_000.0)
_LARGEST_UNITLESS_UM = 20.0
"""A bare number up to this is in micrometres, above it in nanometres: no optical band is at 20 nm."""

SENTINEL2_NM = {
    "b1": 443.0,
    "b2": 492.0,
    "b3": 560.0,
    "b4": 665.0,
    "b5": 704.0,
    "b6": 741.0,
    "b7": 783.0,
    "b8": 833.0,
    "b8a": 865.0,
    "b9": 945.0,
    "b10": 1374.0,
    "b11": 1614.0,
    "b12": 2202.0,
}
"""ESA's Sentinel-2A figures. The names mean Sentinel-2 only beside `b8a`, which no other sensor has."""

THEMATIC_MAPPER_NM = {"b1": 485.0, "b2": 560.0, "b3": 660.0, "b4": 830.0, "b5": 1650.0, "b7": 2215.0}
"""Landsat 4-7 without the thermal band. No other sensor has these six names and no others."""

LANDSAT8_NM = {
    "b1": 443.0,
    "b2": 482.0,
    "b3": 561.5,
    "b4": 654.5,
    "b5": 865.0,
    "b6": 1608.5,
    "b7": 2200.5,
    "b9": 1373.5,
}
"""Landsat 8 and 9 without the panchromatic and the thermal bands: the middles of the ranges that USGS gives. Taken only
where a product says its sensor, because Sentinel-2 and Landsat 4-7 have the same names."""

SUPERDOVE_NM = {
    "coastal_blue": 443.0,
    "blue": 490.0,
    "green_i": 531.0,
    "green": 565.0,
    "yellow": 610.0,
    "red": 665.0,
    "rededge": 705.0,
    "nir": 865.0,
}
"""Planet's figures for the eight bands of PSB.SD. No other sensor has these names and no others."""

COLOURS_NM = {
    "coastal": 443.0,
    "coastal_aerosol": 443.0,
    "blue": 490.0,
    "green": 560.0,
    "red": 660.0,
    "nir": 850.0,
    "near_infrared": 850.0,
    "swir1": 1610.0,
    "swir_1": 1610.0,
    "swir2": 2200.0,
    "swir_2": 2200.0,
}
"""Middle of what sensors call so; within the matching tolerance of each. Red edge differs too much to be listed."""


def plain_name(name: str) -> str:
    """A band name reduced to what identifies it: `B02`, `b2` and ` B2 ` are one name."""
    joined = re.sub(r"[\s_\-]+", "_", name.strip().lower())
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", joined)


def stated_wavelength(
    tags: Sequence[Mapping[str, str]], header: Mapping[str, str], index: int, count: int
) -> Optional[float]:
    """Centre wavelength in nm that the metadata of band `index` (from 1) of `count` state, or None.

    Args:
        tags: the band's own, of each of `WAVELENGTH_DOMAINS`, in any common spelling and unit.
        header: the raster's tags of the domain `ENVI`, whose list of wavelengths comes last.
        index: of the band, from 1.
        count: of the raster's bands.
    """
    for mapping in tags:
        found = _from_mapping(mapping)
        if found is not None:
            return found
    listed = {_squeezed(key): value for key, value in header.items()}
    values = re.split(r"[,\s]+", listed.get("wavelength", "").strip("{} \n"))
    if len(values) != count:
        return None
    return _in_nanometres(values[index - 1], listed.get("wavelengthunits", ""))


def wavelength_from_description(description: str) -> Optional[float]:
    """Centre wavelength in nm written in a band's description, as in `Band 3 (0.56 Micrometers)`, or None."""
    match = _IN_DESCRIPTION.search(description)
    return _in_nanometres(match.group(1), match.group(2)) if match else None


def wavelengths_from_names(names: Sequence[str]) -> tuple[Optional[float], ...]:
    """Centre wavelengths in nm of names that can mean only one: those of a whole raster of one sensor, or colours."""
    plain = [plain_name(name) for name in names]
    if sorted(plain) == sorted(THEMATIC_MAPPER_NM):
        return tuple(THEMATIC_MAPPER_NM[name] for name in plain)
    if sorted(plain) == sorted(SUPERDOVE_NM):
        return tuple(SUPERDOVE_NM[name] for name in plain)
    known = {**COLOURS_NM, **(SENTINEL2_NM if "b8a" in plain else {})}
    return tuple(known.get(name) for name in plain)


def _from_mapping(tags: Mapping[str, str]) -> Optional[float]:
    squeezed = {_squeezed(key): value for key, value in tags.items()}
    unit_beside = next((value for key, value in squeezed.items() if _UNIT_TAG.fullmatch(key)), "")
    for key, value in squeezed.items():
        match = _TAG.fullmatch(key)
        if match:
            found = _in_nanometres(value, match.group("unit") or unit_beside)
            if found is not None:
                return found
    return None


def _squeezed(key: str) -> str:
    return re.sub(r"[^a-z]", "", key.lower())


def _in_nanometres(text: str, unit: str) -> Optional[float]:
    """The number in `text` in nm; None for text that is no wavelength."""
    match = re.match(r"\s*(\d+(?:\.\d+)?)\s*([a-zµμ]*)", text, re.IGNORECASE)
    if match is None:
        return None
    value, unit = float(match.group(1)), (match.group(2) or unit).strip().lower()
    if unit.startswith(("um", "µ", "μ", "micro")) or (not unit.startswith("n") and value <= _LARGEST_UNITLESS_UM):
        value *= 1000
    return round(value, 3) if _PLAUSIBLE_NM[0] <= value <= _PLAUSIBLE_NM[1] else None
