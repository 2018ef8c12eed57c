"""Slots: which band of a checkpoint stands for each band of a scene, whatever its sensor."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Optional

from deepsat.jobs.band_matching import tolerance_nm
from deepsat.jobs.bands import Band
from deepsat.jobs.listing import WHOLE, listed
from deepsat.jobs.wavelengths import SENTINEL2_NM, plain_name

SENTINEL2_SLOTS = tuple(Band(name, SENTINEL2_NM[plain_name(name)]) for name in (
    "B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B10", "B11", "B12",
))  # fmt: skip
"""The slots of DeepSat's own checkpoints."""

_RGB_NM = (665.0, 560.0, 492.0)
_BROAD_NIR, _NARROW_NIR = "b8", "b8a"


@dataclasses.dataclass(frozen=True)
class BandAdaptation:
    """Which slot of a checkpoint stands for each band of a scene."""

    slots: tuple[Optional[int], ...]
    """For each band of the scene its slot, from 0; None for a band that the checkpoint does not know."""
    used: tuple[str, ...]
    """Names of the scene's bands that have a slot."""
    missing: tuple[str, ...]
    """Names of the slots that the scene has no band for."""
    unknown: tuple[str, ...]
    """Names of the scene's bands without a slot."""
    bands_reach_the_head: bool = False
    """Whether the network shows every band to its head, with a slot or without."""

    def findings(self, start: str = "checkpoint") -> tuple[str, ...]:
        """Sentences that a person should read; none where every band has a slot. `start` is what has the slots."""
        if not self.unknown:
            return ()
        if len(self.unknown) > WHOLE:
            return (self._of_many_unknown(start),)
        names = ", ".join(self.unknown)
        one = len(self.unknown) == 1
        if self.bands_reach_the_head:
            return (
                f"Band {names} is unknown to the {start}; only the head sees it."
                if one
                else f"Bands {names} are unknown to the {start}; only the head sees them.",
            )
        return (
            f"Band {names} is unknown to the {start} and starts without influence."
            if one
            else f"Bands {names} are unknown to the {start} and start without influence.",
        )

    def _of_many_unknown(self, start: str) -> str:
        known = f"Of {len(self.slots)} bands the {start} knows {len(self.used)}, {listed(self.used)}"
        if self.bands_reach_the_head:
            return f"{known}; only the head sees the others."
        return f"{known}; the others start without influence in the network."


def slots_of(
    scene_bands: Sequence[Band], checkpoint_bands: Sequence[Band] = SENTINEL2_SLOTS, *, dtype: str = ""
) -> tuple[Optional[int], ...]:
    """The slot of each band of a scene, by centre wavelength; no slot is used twice.

    Names alone are not trusted: B5 is red edge on Sentinel-2 and near infrared on Landsat 8. Where names can mean only
    one sensor the raster's bands have wavelengths already (`deepsat.imagery.bands_of`). One kind is added here: three
    unnamed 8-bit bands, which are red, green, blue.
    A scene's only near-infrared band is a broad one, and takes the slot of B08 even where that of B8A is nearer.

    Args:
        scene_bands: in the scene's order.
        checkpoint_bands: the slots, with their wavelengths.
        dtype: numpy name of the scene's stored type (`Scene.dtype`); empty where unknown.

    Returns:
        One slot, from 0, or None for each band of the scene.
    """
    wavelengths = _wavelengths(scene_bands, dtype)
    distances = sorted(
        (abs(nanometres - slot.wavelength_nm), band, index)
        for band, nanometres in enumerate(wavelengths)
        for index, slot in enumerate(checkpoint_bands)
        if nanometres is not None and slot.wavelength_nm is not None
        if abs(nanometres - slot.wavelength_nm) <= tolerance_nm(slot.wavelength_nm)
    )
    found: dict[int, int] = {}
    for _, band, index in distances:
        if band not in found and index not in found.values():
            found[band] = index
    _widen_near_infrared(found, checkpoint_bands)
    return tuple(found.get(band) for band in range(len(scene_bands)))


def match_slots(
    scene_bands: Sequence[Band], checkpoint_bands: Sequence[Band] = SENTINEL2_SLOTS, *, dtype: str = ""
) -> BandAdaptation:
    """What a checkpoint can make of a scene's bands: see `slots_of`."""
    slots = slots_of(scene_bands, checkpoint_bands, dtype=dtype)
    named = list(zip(scene_bands, slots))
    return BandAdaptation(
        slots=slots,
        used=tuple(band.name for band, slot in named if slot is not None),
        missing=tuple(slot.name for index, slot in enumerate(checkpoint_bands) if index not in slots),
        unknown=tuple(band.name for band, slot in named if slot is None),
    )


def _wavelengths(bands: Sequence[Band], dtype: str) -> tuple[Optional[float], ...]:
    unnamed = all(band.wavelength_nm is None and band.has_default_name for band in bands)
    if unnamed and len(bands) == len(_RGB_NM) and dtype == "uint8":
        return _RGB_NM
    return tuple(band.wavelength_nm for band in bands)


def _widen_near_infrared(found: dict[int, int], checkpoint_bands: Sequence[Band]) -> None:
    """Moves a lone near-infrared band from the narrow slot to the broad one."""
    places = {plain_name(slot.name): index for index, slot in enumerate(checkpoint_bands)}
    broad, narrow = places.get(_BROAD_NIR), places.get(_NARROW_NIR)
    if broad is None or narrow is None or broad in found.values():
        return
    for band, slot in found.items():
        if slot == narrow:
            found[band] = broad
