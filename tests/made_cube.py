"""A made image of an imaging spectrometer: a multispectral image, its bands spread over some hundred wavelengths.

No real one is at hand. Between the bands that there are values are interpolated, beyond them they stay; noise is added,
and where water vapour hides the ground nothing is seen. So it has as many bands as the real thing and lies as much on
one line from band to band, but no narrow absorption: it shows that such images are mapped, not how well.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WAVELENGTHS_NM = (*np.linspace(420, 993, 91).round(2), *np.linspace(1003, 2445, 133).round(2))
"""224, about as EnMAP has them: steps of 6 nm in the visible and near infrared, of 11 nm beyond."""

WATER_VAPOUR_NM = ((1350.0, 1450.0), (1800.0, 1960.0))
"""What the air takes up whole."""

NOISE = 0.01
"""Standard deviation of the noise, as a share of the values' mean."""


def spread(
    image: NDArray[np.generic], bands_nm: Sequence[float], wavelengths_nm: Sequence[float] = WAVELENGTHS_NM
) -> NDArray[np.float32]:
    """The values of an image at other wavelengths.

    Args:
        image: (B,H,W).
        bands_nm: centre wavelength of each of its bands, in any order.
        wavelengths_nm: N wanted ones.

    Returns:
        float32 (N,H,W), noise included.
    """
    order = np.argsort(bands_nm)
    known, values = np.asarray(bands_nm, dtype=np.float64)[order], np.asarray(image, dtype=np.float32)[order]
    noise = np.random.default_rng(224).standard_normal((len(wavelengths_nm), *image.shape[1:]), dtype=np.float32)
    noise *= NOISE * float(values.mean())
    for band, wanted in enumerate(np.clip(wavelengths_nm, known[0], known[-1])):
        after = min(max(int(np.searchsorted(known, wanted)), 1), len(known) - 1)
        share = np.float32((wanted - known[after - 1]) / (known[after] - known[after - 1]))
        noise[band] += (1 - share) * values[after - 1] + share * values[after]
    return noise


def hidden_bands(wavelengths_nm: Sequence[float] = WAVELENGTHS_NM) -> list[int]:
    """The bands, from 0, in which water vapour hides the ground."""
    return [
        band for band, nm in enumerate(wavelengths_nm) if any(first <= nm <= last for first, last in WATER_VAPOUR_NM)
    ]


def write_envi(
    path: Path,
    values: NDArray[np.int16],
    corner: tuple[float, float],
    pixel: float,
    lines: Sequence[str] = (),
) -> Path:
    """Writes a cube as ENVI programs do: plain numbers, and a header beside them.

    Args:
        path: of the numbers; the header gets the same name with `.hdr`.
        values: int16 (N,H,W).
        corner: x and y of the upper left corner, in EPSG:32633.
        pixel: size of the pixels in metres.
        lines: more lines of the header.
    """
    count, height, width = values.shape
    values.astype("<i2").tofile(path)
    header = (
        "ENVI", f"samples = {width}", f"lines = {height}", f"bands = {count}", "header offset = 0",
        "file type = ENVI Standard", "data type = 2", "interleave = bsq", "byte order = 0",
        f"map info = {{UTM, 1, 1, {corner[0]}, {corner[1]}, {pixel}, {pixel}, 33, North, WGS-84, units=Meters}}",
        *lines,
    )  # fmt: skip
    path.with_suffix(".hdr").write_text("\n".join(header) + "\n", encoding="utf-8")
    return path


def listed(name: str, values: Sequence[object]) -> str:
    """A list in an ENVI header."""
    return f"{name} = {{\n{', '.join(map(str, values))}}}"
