"""Which bands of an image the network uses at the start, in words, as the worker will match them."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any, Optional, Sequence

from deepsat.jobs import UserError
from deepsat.jobs.band_matching import match_bands
from deepsat.jobs.band_slots import match_slots
from deepsat.jobs.bands import Band
from deepsat.jobs.checkpoint_names import CARD_NAME, MODEL_NAME
from deepsat.jobs.listing import WHOLE
from deepsat_qgis.band_words import bands_in_words, first_names, wavelengths_in_words
from deepsat_qgis.checkpoints import AUTO, checkpoint_folder, usual_checkpoint
from deepsat_qgis.translation import reported, tr

_NANOMETRES_A_MICROMETRE = 1000
_SEES_ALL_IN_THE_HEAD = "Galileo"
"""Name of the architecture whose head sees every band."""


@dataclasses.dataclass(frozen=True)
class BandUse:
    """What a start makes of the bands of an image."""

    text: str
    details: str = ""
    is_problem: bool = False
    """Whether training would be refused."""


def band_use(start: str, bands: Sequence[Band], dtype: str, *, others_left_out: bool = False) -> BandUse:
    """What training from `start` makes of the bands of an image.

    Args:
        start: `auto`, `random`, the name of a checkpoint, or the path of its folder or of a model's.
        bands: of the image.
        dtype: numpy name of the type of its values.
        others_left_out: whether the image has more bands, which are not used at all.
    """
    everything = _these(bands) if others_left_out else tr("all bands")
    try:
        folder = checkpoint_folder(start)
        card = _card_in(folder) if folder is not None else {}
    except (UserError, OSError, ValueError, KeyError, TypeError):
        # The worker says what is wrong with a damaged card; there is nothing to tell of its bands.
        return BandUse("")
    if folder is None:
        return BandUse(tr("Random weights use {used}.").format(used=everything), bands_in_words(bands))
    name = usual_checkpoint() if start == AUTO else folder.name
    if (folder / MODEL_NAME).is_file():
        return _use_by_model(card, bands, everything)
    if start == AUTO and match_slots(bands, _bands_in(card), dtype=dtype).unknown:
        return _use_by_random(name, card, bands, dtype, everything)
    return _use_by_checkpoint(name, card, bands, dtype, everything)


def _use_by_random(name: str, card: Any, bands: Sequence[Band], dtype: str, everything: str) -> BandUse:
    """The automatic start lets all bands through where the checkpoint does not know one."""
    names = match_slots(bands, _bands_in(card), dtype=dtype).unknown
    unknown = first_names(names) if len(names) <= WHOLE else tr("{} of them").format(len(names))
    text = tr("Training starts from random weights, which use {used}: “{name}” does not know {unknown}.")
    return BandUse(text.format(used=everything, name=name, unknown=unknown), bands_in_words(bands))


def _use_by_checkpoint(name: str, card: Any, bands: Sequence[Band], dtype: str, everything: str) -> BandUse:
    match = match_slots(bands, _bands_in(card), dtype=dtype)
    if not match.used:
        text = tr("“{name}” knows none of these bands. Choose another start, or name the bands in the raster.")
        return BandUse(text.format(name=name), bands_in_words(bands), is_problem=True)
    if not match.unknown:
        return BandUse(tr("“{name}” uses {used}.").format(name=name, used=everything), bands_in_words(bands))
    text = tr("“{name}” uses {used}. It leaves out {unknown}.").format(
        name=name, used=first_names(match.used), unknown=first_names(match.unknown)
    )
    if len(match.unknown) > WHOLE:
        used = [band for band, slot in zip(bands, match.slots) if slot is not None]
        where = wavelengths_in_words(used) or first_names(match.used)
        text = tr("“{name}” uses {count} of {total} bands, those at {where}, and leaves out the others.").format(
            name=name, count=len(used), total=len(bands), where=where
        )
    details = tr("What is left out has no influence in the network until all of its weights are trained.")
    if card["properties"]["mlm:hyperparameters"]["architecture"].get("name") == _SEES_ALL_IN_THE_HEAD:
        details = tr("The head of the network sees all bands.")
    details += " " + tr("The random forest beside the network uses all bands.")
    return BandUse(text, details)


def _use_by_model(card: Any, bands: Sequence[Band], everything: str) -> BandUse:
    try:
        matched = match_bands(_bands_in(card), bands, _left_out_in(card))
    except UserError as error:
        text = tr("The model to continue from does not fit this imagery: found {found}.").format(
            found=reported(error.found)
        )
        return BandUse(text, reported(error.remedy), is_problem=True)
    new = [band.name for place, band in enumerate(bands) if place not in matched]
    if not new:
        return BandUse(tr("The model to continue from uses {used}.").format(used=everything), bands_in_words(bands))
    text = tr("The model to continue from has not seen {unknown}.").format(unknown=first_names(new))
    return BandUse(
        text, tr("What it has not seen has no influence in the network until all of its weights are trained.")
    )


def _these(bands: Sequence[Band]) -> str:
    """Bands that are not all that there are."""
    return first_names([band.name for band in bands]) if len(bands) <= WHOLE else tr("{} bands").format(len(bands))


def _card_in(folder: Path) -> Any:
    card = CARD_NAME if (folder / CARD_NAME).is_file() else MODEL_NAME
    document = json.loads((folder / card).read_text(encoding="utf-8"))
    _bands_in(document)
    return document


def _bands_in(card: Any) -> tuple[Band, ...]:
    return tuple(map(_band, card["properties"]["bands"]))


def _left_out_in(card: Any) -> dict[int, Band]:
    return {int(one["place"]): _band(one) for one in card["properties"].get("deepsat:left_out", ())}


def _band(one: Any) -> Band:
    return Band(str(one["name"]), _nanometres(one))


def _nanometres(band: Any) -> Optional[float]:
    micrometres = band.get("eo:center_wavelength")
    # To a picometre, as the worker reads it.
    return None if micrometres is None else round(float(micrometres) * _NANOMETRES_A_MICROMETRE, 3)
