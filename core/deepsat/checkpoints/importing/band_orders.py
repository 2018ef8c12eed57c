"""Which bands published networks were fed with, in which order, and how these bands' values lie.

Statistics are over the archives that the networks were trained on, as their authors publish them.
"""

from __future__ import annotations

from collections.abc import Sequence

from deepsat.checkpoints.importing.imported import unfit
from deepsat.imagery import Band
from deepsat.jobs.band_slots import SENTINEL2_SLOTS
from deepsat.jobs.wavelengths import plain_name

_SLOT = {plain_name(slot.name): slot for slot in SENTINEL2_SLOTS}

RGB = tuple(_SLOT[name] for name in ("b4", "b3", "b2"))
"""Red, green, blue, as Sentinel-2 has them: this is also the order of photographs."""
SURFACE = tuple(slot for slot in SENTINEL2_SLOTS if slot.name != "B10")
"""Surface reflectance (L2A) has no B10: that band sees the air only."""

SECO_DN = {"mean": [2453.5, 1884.5, 1471.0], "std": [1158.5, 887.2, 750.0]}
"""Of the bands RGB: SeCo's stretch to 8 bits, then ImageNet's statistics, as one linear function of L2A numbers."""

IMAGENET = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}
"""Of red, green, blue in 0-1."""

TOP_OF_ATMOSPHERE_DN = {
    "mean": [1605.6, 1390.8, 1314.9, 1363.5, 1549.4, 2091.7, 2371.7, 2299.9, 2560.3, 830.1, 22.1, 2177.1, 1524.1],
    "std": [786.8, 850.3, 875.1, 1138.8, 1122.2, 1161.6, 1274.4, 1248.4, 1345.5, 577.3, 51.2, 1336.1, 1136.5],
}
"""Of the thirteen bands (L1C) over SSL4EO-S12: Wang et al. 2023."""

SOFTCON_DN = {
    "mean": [1612.9, 1397.6, 1322.3, 1373.1, 1561.0, 2108.4, 2390.7, 2318.7, 2581.0, 837.7, 22.0, 2195.2, 1537.4],
    "std": [791.0, 854.3, 878.7, 1144.9, 1127.5, 1164.2, 1276.0, 1249.5, 1345.9, 577.5, 47.5, 1340.0, 1142.9],
}
"""Of the thirteen bands (L1C), as torchgeo standardises SoftCon's inputs with them."""

SURFACE_DN = {
    "mean": [752.4, 884.3, 1144.2, 1297.5, 1624.9, 2194.6, 2422.2, 2517.8, 2581.6, 2645.5, 2368.5, 1805.1],
    "std": [1108.0, 1155.2, 1183.6, 1368.1, 1370.3, 1355.6, 1416.5, 1474.8, 1439.3, 1582.3, 1455.5, 1343.5],
}
"""Of the twelve bands (L2A) over SSL4EO-S12: Wang et al. 2023."""


def bands_by_count(count: int) -> tuple[Band, ...]:
    """What a network with so many inputs was fed with, where the number tells.

    Raises:
        UserError: `MODEL_INVALID` where it does not.
    """
    known = {len(bands): bands for bands in (RGB, SURFACE, SENTINEL2_SLOTS)}
    if count not in known:
        raise unfit(
            "a network for 3 bands (red, green, blue), 12 (Sentinel-2 without B10) or 13 (all of Sentinel-2)",
            f"a network for {count} {'band' if count == 1 else 'bands'}, whose meaning the file does not say",
            "Choose weights for one of these; for other bands pre-train on your own scenes with 'deepsat pretrain'.",
        )
    return known[count]


def bands_by_name(names: Sequence[str]) -> tuple[Band, ...]:
    """Sentinel-2's bands by the names that a file gives; a name that is none of them becomes a band of no wavelength.

    Such an input, an index for example, is 0 for every scene, which is its mean.
    """
    return tuple(_SLOT.get(plain_name(name), Band(name)) for name in names)


def statistics(bands: Sequence[Band], *, surface: bool) -> tuple[list[float], list[float]] | None:
    """Mean and standard deviation of Sentinel-2's stored numbers (reflectance times 10,000) over SSL4EO-S12.

    Args:
        bands: any of Sentinel-2's.
        surface: L2A rather than L1C.

    Returns:
        One of each for every band; None where a band is none of them.
    """
    known, table = (SURFACE, SURFACE_DN) if surface else (SENTINEL2_SLOTS, TOP_OF_ATMOSPHERE_DN)
    if not set(bands) <= set(known):
        return None
    places = [known.index(band) for band in bands]
    return [table["mean"][place] for place in places], [table["std"][place] for place in places]
