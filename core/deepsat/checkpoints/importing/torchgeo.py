"""ResNets under torchvision's own names: files of torchgeo, timm and torchvision.

Three bands are red, green, blue; thirteen or twelve are Sentinel-2's. No file says what its network was fed with, but
some of torchgeo's weights are known by the names of their files, from torchgeo/models/resnet.py at
https://github.com/torchgeo/torchgeo.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any

from deepsat.checkpoints.importing import seco
from deepsat.checkpoints.importing.band_orders import IMAGENET, RGB, SECO_DN, SOFTCON_DN, SURFACE, bands_by_count
from deepsat.checkpoints.importing.imported import Imported, Published, unfit
from deepsat.checkpoints.importing.resnets import has_trunk, imported_resnet, trunk_at
from deepsat.checkpoints.importing.ssl4eo import SOURCE as SSL4EO_SOURCE
from deepsat.checkpoints.importing.ssl4eo import divided_by_10_000
from deepsat.imagery import Band
from deepsat.jobs.band_slots import SENTINEL2_SLOTS

_PLACES = ("", "module.", "model.", "backbone.", "module.backbone.", "encoder.", "resnet.")
_HEAD = "the classifier of other classes"

SOFTCON_SOURCE = (
    "Y. Wang, C. M. Albrecht, X. X. Zhu 2024, Multi-label Guided Soft Contrastive Learning for Efficient Earth "
    "Observation Pretraining, arXiv 2405.20462; https://github.com/zhu-xlab/softcon"
)

_Units = tuple[Sequence[float], Sequence[float]]


@dataclasses.dataclass(frozen=True)
class _Fed:
    """What a network was fed with, see `imported_resnet`."""

    kind: str
    contract: Mapping[str, Any]
    units: _Units | None = None
    source: str = ""
    adapted: tuple[str, ...] = ()


def recognises(published: Published) -> bool:
    """Whether there is a ResNet under torchvision's names, and no decoder."""
    return _place(published) is not None and not any(".decoder." in f".{name}" for name in published.tensors)


def read(published: Published) -> Imported:
    """The encoder.

    Raises:
        UserError: `MODEL_INVALID` where something has no place, or the bands are not known.
    """
    place = _place(published) or ""
    trunk = trunk_at(published, place)
    bands = bands_by_count(trunk.channels)
    fed = _fed_as_named(published.weights_file.name.lower(), bands) or _fed_as_usual(published, bands)
    return imported_resnet(
        trunk,
        kind=fed.kind,
        bands=bands,
        contract=fed.contract,
        reasons={f"{place}{head}": _HEAD for head in ("fc.", "head.", "classifier.")},
        units=fed.units,
        source=fed.source,
        adapted=fed.adapted,
    )


def _fed_as_named(name: str, bands: Sequence[Band]) -> _Fed | None:
    """What the file's name tells; None where it is no name of torchgeo's, or one that tells nothing more."""
    if bands == RGB and "sentinel2_rgb_moco" in name:
        units, contract = divided_by_10_000(bands)
        return _Fed("SSL4EO-S12 MoCo", contract, units, SSL4EO_SOURCE)
    if bands == RGB and "sentinel2_rgb_seco" in name:
        return _Fed("SeCo", {"values": seco.SECO_VALUES, **SECO_DN}, source=seco.SECO_SOURCE)
    if bands == SENTINEL2_SLOTS and "softcon" in name:
        values = "Sentinel-2 L1C, stored numbers standardised with these figures, as torchgeo does"
        return _Fed("SoftCon", {"values": values, **SOFTCON_DN}, source=SOFTCON_SOURCE)
    if bands == SURFACE and "seco_eco" in name:
        # torchgeo divides by 10,000, but the weights are those that their authors trained otherwise.
        units, contract = seco.divided_by_255(bands)
        return _Fed("SeCo-Eco", contract, units, seco.ECO_SOURCE)
    return None


def _fed_as_usual(published: Published, bands: Sequence[Band]) -> _Fed:
    """What most networks for so many bands are fed with."""
    if bands == RGB:
        values = "red, green, blue; where it is torchvision's or timm's, in 0-1 and standardised with these figures"
        return _Fed("ResNet", {"values": values, **_figures(published)})
    units, contract = divided_by_10_000(bands)
    sentence = (
        f"The file says neither what its {len(bands)} bands are nor their units. It is assumed that they are "
        "Sentinel-2's in their order, and stored numbers divided by 10,000, as for most of torchgeo's weights."
    )
    return _Fed("ResNet of torchgeo", contract, units, adapted=(sentence,))


def _figures(published: Published) -> dict[str, list[float]]:
    """Mean and standard deviation that timm's config.json states, or ImageNet's.

    Raises:
        UserError: `MODEL_INVALID` where they are stated, but are not three numbers each.
    """
    stated = published.config.get("pretrained_cfg")
    if not isinstance(stated, dict) or stated.get("mean") is None or stated.get("std") is None:
        return IMAGENET
    figures = {name: stated[name] for name in ("mean", "std")}
    wrong = [name for name, values in figures.items() if not _are_three_numbers(values)]
    if wrong:
        expected = f"three numbers as {wrong[0]} in config.json"
        raise unfit(expected, f"{str(figures[wrong[0]])[:80]}", "Download the folder again.")
    return {name: [float(value) for value in values] for name, values in figures.items()}


def _are_three_numbers(values: Any) -> bool:
    if not isinstance(values, list) or len(values) != len(RGB):
        return False
    return all(isinstance(value, (int, float)) and math.isfinite(value) for value in values)


def _place(published: Published) -> str | None:
    return next((place for place in _PLACES if has_trunk(published, place)), None)
