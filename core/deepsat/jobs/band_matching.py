"""Matching bands: which band of one raster is which of another one, or of a model.

Here and not with the imagery for the reason that `bands` is: QGIS says the same as the worker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Optional

from deepsat.jobs.bands import Band, in_words, some_in_words
from deepsat.jobs.errors import ErrorCode, UserError
from deepsat.jobs.wavelengths import plain_name


def match_bands(
    model_bands: Sequence[Band], scene_bands: Sequence[Band], left_out: Optional[Mapping[int, Band]] = None
) -> tuple[int, ...]:
    """Which band of the scene (from 0) stands for each band of the model.

    By name first, unless known wavelengths contradict it; then by the nearest centre wavelength; by position only when
    the counts agree and neither side names a band. No band of the scene is used twice.

    Args:
        model_bands: in the model's order.
        scene_bands: in the scene's order.
        left_out: what else the raster had that the model was made from, by place, from 0. A raster that has as many
            bands as that one may have them at the same places.

    Raises:
        UserError: `BANDS_MISMATCH`, with the missing bands and those that there are.
    """
    unused = left_out or {}
    made_from = _with_left_out(model_bands, unused)
    if _all_alike(made_from, scene_bands) or _by_position(made_from, scene_bands):
        return tuple(place for place in range(len(made_from)) if place not in unused)
    if _all_alike(model_bands, scene_bands) or _by_position(model_bands, scene_bands):
        return tuple(range(len(model_bands)))
    found = _told_apart(model_bands, scene_bands)
    if len(found) < len(model_bands):
        raise _mismatch(model_bands, scene_bands, [i for i in range(len(model_bands)) if i not in found])
    return tuple(found[index] for index in range(len(model_bands)))


def shared_bands(ones: Sequence[Band], others: Sequence[Band]) -> dict[int, int]:
    """Which bands two rasters share: for each of the first that the second has too, its place there, from 0.

    As `match_bands` tells them, all at once, so that no band takes what another one fits better: by position only where
    the counts agree.
    """
    if _all_alike(ones, others) or _by_position(ones, others):
        return {place: place for place in range(len(ones))}
    return dict(sorted(_told_apart(ones, others).items()))


def check_places(
    model_bands: Sequence[Band], left_out: Mapping[int, Band], scene_bands: Sequence[Band], lacking: Mapping[int, Band]
) -> None:
    """Refuses a raster without data in a band of the model, where bands have no names: the others would take its place.

    Args:
        model_bands: in the model's order.
        left_out: as for `match_bands`.
        scene_bands: all bands of the raster.
        lacking: those of them that are left out, by place, from 0.

    Raises:
        UserError: `BANDS_MISMATCH`.
    """
    missing = [place for place in lacking if place not in left_out]
    alike = len(model_bands) + len(left_out) == len(scene_bands) and _anonymous(model_bands, scene_bands)
    if missing and alike:
        raise UserError(
            ErrorCode.BANDS_MISMATCH,
            expected="a raster with data in all bands of the model, which are told by their places",
            found=f"no data, or data in parts only, in {some_in_words(missing, scene_bands)}",
            remedy="Mend the raster, or name the bands of both alike, or start from a checkpoint instead.",
        )


def tolerance_nm(wavelength: float) -> float:
    """How far two sensors may place the same band: 25 nm apart in the visible and near infrared, 4 % beyond."""
    return max(25.0, 0.04 * wavelength)


def _with_left_out(model_bands: Sequence[Band], left_out: Mapping[int, Band]) -> tuple[Band, ...]:
    """All bands of the raster that a model was made from, in its order."""
    used = iter(model_bands)
    count = len(model_bands) + len(left_out)
    return tuple(left_out[place] if place in left_out else next(used) for place in range(count))


def _all_alike(model_bands: Sequence[Band], scene_bands: Sequence[Band]) -> bool:
    """Whether the bands are the same in the same order, so that even a default name among them is a name."""
    if len(model_bands) != len(scene_bands):
        return False
    pairs = zip(model_bands, scene_bands)
    return all(plain_name(one.name) == plain_name(two.name) and not _contradict(one, two) for one, two in pairs)


def _by_position(model_bands: Sequence[Band], scene_bands: Sequence[Band]) -> bool:
    return len(model_bands) == len(scene_bands) and _anonymous(model_bands, scene_bands)


def _anonymous(model_bands: Sequence[Band], scene_bands: Sequence[Band]) -> bool:
    return all(band.has_default_name and band.wavelength_nm is None for band in (*model_bands, *scene_bands))


def _told_apart(model_bands: Sequence[Band], scene_bands: Sequence[Band]) -> dict[int, int]:
    """Pairs of bands by name, and of what is left by wavelength."""
    by_name = _matched_by_name(model_bands, scene_bands)
    return by_name | _matched_by_wavelength(model_bands, scene_bands, by_name)


def _matched_by_name(model_bands: Sequence[Band], scene_bands: Sequence[Band]) -> dict[int, int]:
    """Pairs of equal names, the first with the first; default names are no names."""
    found: dict[int, int] = {}
    for i, wanted in enumerate(model_bands):
        for j, offered in enumerate(scene_bands):
            if j not in found.values() and _same_name(wanted, offered):
                found[i] = j
                break
    return found


def _same_name(one: Band, other: Band) -> bool:
    named_alike = not one.has_default_name and plain_name(one.name) == plain_name(other.name)
    return named_alike and not _contradict(one, other)


def _contradict(one: Band, other: Band) -> bool:
    """Whether both wavelengths are known and differ: B5 is red edge on Sentinel-2 and near infrared on Landsat 8."""
    if one.wavelength_nm is None or other.wavelength_nm is None:
        return False
    return abs(one.wavelength_nm - other.wavelength_nm) > tolerance_nm(one.wavelength_nm)


def _matched_by_wavelength(
    model_bands: Sequence[Band], scene_bands: Sequence[Band], taken: dict[int, int]
) -> dict[int, int]:
    """Pairs of near wavelengths among what is left, the nearest pair first."""
    wanted_nm = {i: band.wavelength_nm for i, band in enumerate(model_bands) if i not in taken}
    offered_nm = {j: band.wavelength_nm for j, band in enumerate(scene_bands) if j not in set(taken.values())}
    distances = [
        (abs(wanted - offered), i, j)
        for i, wanted in wanted_nm.items()
        for j, offered in offered_nm.items()
        if wanted is not None and offered is not None and abs(wanted - offered) <= tolerance_nm(wanted)
    ]
    found: dict[int, int] = {}
    for _, i, j in sorted(distances):
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _mismatch(model_bands: Sequence[Band], scene_bands: Sequence[Band], missing: Sequence[int]) -> UserError:
    names = in_words([model_bands[index] for index in missing])
    if _anonymous(model_bands, scene_bands):
        names = "names that could say which of them are meant"
    there = "band" if len(scene_bands) == 1 else "bands"
    return UserError(
        ErrorCode.BANDS_MISMATCH,
        expected=f"the {len(model_bands)} {'band' if len(model_bands) == 1 else 'bands'} {in_words(model_bands)}",
        found=f"{len(scene_bands)} {there} {in_words(scene_bands)}, without {names}",
        remedy="Use a raster of the same sensor, or name its bands or their wavelengths as the model does.",
    )
