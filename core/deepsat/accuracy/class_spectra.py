"""Class spectra: what the labelled pixels of each class look like in the imagery, band by band and date by date."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.charts import Chart, Curve
from deepsat.imagery.moments import are_dates
from deepsat.jobs.band_slots import SENTINEL2_SLOTS, slots_of
from deepsat.jobs.bands import Band

_RED, _NEAR_INFRARED = "B04", "B08"
COMPARABLE = 20.0
"""A band whose values are so many times those of the next smaller one has another unit, such as an elevation beside
reflectances: it would press all others together, and is not drawn. Half of the bands always are."""
NAMED_BANDS = 20
"""More bands than these, with known wavelengths, are drawn over the wavelength."""


@dataclasses.dataclass(frozen=True)
class ClassSpectra:
    """Mean and standard deviation of the labelled pixels of each class, in the image's physical values."""

    bands: tuple[Band, ...]
    moments: tuple[str, ...]
    """Of a series; empty for a scene of one date."""
    pixels: NDArray[np.int64]
    """int64 (K,): how many were looked at."""
    mean: NDArray[np.float64]
    """float64 (K,M,B), by class, moment (one for a single date) and band; NaN where no pixel has data."""
    deviation: NDArray[np.float64]
    """Likewise."""
    course: NDArray[np.float64] | None
    """float64 (2,K,M): mean and deviation at each moment of the vegetation index; without a red or a near-infrared band
    of the mean over the bands. None for a scene of one date."""
    is_vegetation_index: bool
    """Which of both."""


def class_spectra(
    values: NDArray[np.float32],
    class_ids: NDArray[np.uint8],
    class_count: int,
    bands: Sequence[Band],
    moments: Sequence[str],
    dtype: str = "",
) -> ClassSpectra:
    """Means and standard deviations of labelled pixels.

    Args:
        values: float32 (N,C), physical values; NaN where there are no data. See `Pixels.values` for C.
        class_ids: uint8 (N,), below `class_count`.
        class_count: K.
        bands: of one date.
        moments: of a series; empty for one date.
        dtype: numpy name of the stored type, which tells colours of 8 bits: see `slots_of`.
    """
    dates = values.reshape(len(values), max(1, len(moments)), len(bands))
    index = _vegetation_index(dates, bands, dtype) if moments else None
    course = None
    if moments:
        course = np.stack(_by_class(_mean_over_bands(dates) if index is None else index, class_ids, class_count))
    mean, deviation = _by_class(dates, class_ids, class_count)
    return ClassSpectra(
        tuple(bands),
        tuple(moments),
        np.bincount(class_ids, minlength=class_count).astype(np.int64),
        mean,
        deviation,
        course,
        index is not None,
    )


def spectra_chart(found: ClassSpectra, names: Sequence[str], colours: Sequence[str]) -> Chart:
    """One curve for each class: over the bands of a single date, over the dates of a series.

    Args:
        found: what is drawn.
        names: of the classes.
        colours: of the classes, as `#rrggbb`.
    """
    if found.course is not None:
        mean, deviation = found.course
        curves = _curves(range(len(found.moments)), mean, deviation, names, colours)
        return Chart(
            "What the classes look like",
            "date" if are_dates(found.moments) else "image",
            "vegetation index (NDVI)" if found.is_vegetation_index else "mean over the bands",
            curves,
            x_names=found.moments,
            size=_size(names),
        )
    order = _drawn_bands(found)
    bands = [found.bands[band] for band in order]
    mean, deviation, size = found.mean[:, 0, order], found.deviation[:, 0, order], _size(names)
    wavelengths = [band.wavelength_nm for band in bands if band.wavelength_nm is not None]
    if len(bands) > NAMED_BANDS and len(wavelengths) == len(bands):
        curves = _curves(wavelengths, mean, deviation, names, colours)
        return Chart("What the classes look like", "wavelength (nm)", "value in the image", curves, size=size)
    curves = _curves(range(len(bands)), mean, deviation, names, colours)
    x_names = tuple(band.name for band in bands)
    return Chart("What the classes look like", "band", "value in the image", curves, x_names=x_names, size=size)


def bands_not_drawn(found: ClassSpectra) -> list[str]:
    """Names of the bands that `spectra_chart` leaves out because their values are far larger."""
    drawn = range(len(found.bands)) if found.moments else _drawn_bands(found)
    return [band.name for place, band in enumerate(found.bands) if place not in drawn]


def spectra_json(found: ClassSpectra, names: Sequence[str]) -> dict[str, Any]:
    """The same as plain JSON; values are lists by moment and band, of a single date by band."""
    is_series = bool(found.moments)
    classes = {}
    for number, name in enumerate(names):
        mean, deviation = found.mean[number], found.deviation[number]
        classes[name] = {
            "pixels_looked_at": int(found.pixels[number]),
            "mean": (mean if is_series else mean[0]).tolist(),
            "deviation": (deviation if is_series else deviation[0]).tolist(),
        }
        if found.course is not None and found.is_vegetation_index:
            classes[name] |= {"ndvi": found.course[0, number].tolist()}
    return {
        "bands": [band.name for band in found.bands],
        "wavelengths_nm": [band.wavelength_nm for band in found.bands],
        "moments": list(found.moments),
        "classes": classes,
    }


def _by_class(
    values: NDArray[np.float32] | NDArray[np.float64], class_ids: NDArray[np.uint8], class_count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and deviation over the pixels of each class that have data, float64 (K,...) of (N,...)."""
    # One class at a time in float64: rasters of spectrometers have many bands.
    found = [_mean_and_deviation(values[class_ids == class_id].astype(np.float64)) for class_id in range(class_count)]
    return np.stack([mean for mean, _ in found]), np.stack([deviation for _, deviation in found])


def _mean_and_deviation(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    known = ~np.isnan(values)
    count = known.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(known, values, 0).sum(axis=0) / count
        variance = (np.where(known, values - mean, 0) ** 2).sum(axis=0) / count
    return mean, np.sqrt(variance)


def _mean_over_bands(dates: NDArray[np.float32]) -> NDArray[np.float64]:
    """float64 (N,M) of (N,M,B)."""
    known = ~np.isnan(dates)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean: NDArray[np.float64] = np.where(known, dates, 0).sum(axis=-1, dtype=np.float64) / known.sum(axis=-1)
    return mean


def _vegetation_index(dates: NDArray[np.float32], bands: Sequence[Band], dtype: str) -> NDArray[np.float64] | None:
    """NDVI (Rouse et al. 1974), float64 (N,M) of (N,M,B); None without a red and a near-infrared band."""
    slot_names = [None if slot is None else SENTINEL2_SLOTS[slot].name for slot in slots_of(bands, dtype=dtype)]
    if _RED not in slot_names or _NEAR_INFRARED not in slot_names:
        return None
    red, infrared = (dates[..., slot_names.index(name)].astype(np.float64) for name in (_RED, _NEAR_INFRARED))
    total = infrared + red
    return np.where(total > 0, (infrared - red) / np.where(total > 0, total, 1), np.nan)


def _drawn_bands(found: ClassSpectra) -> list[int]:
    """Bands of comparable size, by wavelength where all of them have one."""
    size = np.abs(np.nan_to_num(found.mean[:, 0])).mean(axis=0)
    ordered = np.sort(size)
    upper = ordered[(len(ordered) - 1) // 2 :]
    leaps = np.flatnonzero((upper[:-1] > 0) & (upper[1:] > COMPARABLE * upper[:-1]))
    largest = upper[leaps[0]] if len(leaps) else upper[-1]
    drawn = [band for band in range(len(found.bands)) if size[band] <= largest]
    wavelengths = [found.bands[band].wavelength_nm for band in drawn]
    known = [nanometres for nanometres in wavelengths if nanometres is not None]
    return [band for _, band in sorted(zip(known, drawn, strict=True))] if len(known) == len(drawn) else drawn


def _size(names: Sequence[str]) -> tuple[float, float]:
    """In inches: high enough for the names of the classes beside the chart."""
    return 7.2, max(3.4, 0.24 * len(names) + 0.4)


def _curves(
    steps: Sequence[float],
    mean: NDArray[np.float64],
    deviation: NDArray[np.float64],
    names: Sequence[str],
    colours: Sequence[str],
) -> tuple[Curve, ...]:
    """One for each class, of float64 (K,S)."""
    places = tuple(map(float, steps))
    return tuple(
        Curve(name, places, tuple(map(float, middle)), colour, tuple(map(float, around)))
        for name, colour, middle, around in zip(names, colours, mean, deviation, strict=True)
    )
