"""SeCo and its relatives of the same build: Lightning files with `encoder_q` as a row of a ResNet's parts.

- SeCo: O. Mañas et al. 2021, arXiv 2103.16607, three bands
- CACo: U. Mall et al. 2023, CVPR, three bands
- SeCo-Eco: E. Plekhanova et al. 2025, twelve bands, or those that its settings name. Its training reads stored numbers
  as float32 and divides them by 255 alone: cvtorchvision's ToTensor does so with whatever is above 1 (command, dataset
  and transforms in `pretraining/` of its repository, and the same in `downstream_tasks/`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deepsat.checkpoints.importing.band_orders import RGB, SECO_DN, SURFACE, bands_by_name, statistics
from deepsat.checkpoints.importing.imported import Imported, Published, unfit
from deepsat.checkpoints.importing.resnets import Trunk, has_trunk, imported_resnet, trunk_at
from deepsat.imagery import Band

ENCODER_Q = "encoder_q."

REASONS = {
    "encoder_k.": "the momentum copy of the encoder, which only its training needs",
    "heads_q.": "projection heads, which only its training needs",
    "heads_k.": "projection heads, which only its training needs",
    "queue": "the queue of negatives, which only its training needs",
}

SECO_SOURCE = (
    "O. Mañas, A. Lacoste, X. Giró-i-Nieto, D. Vázquez, P. Rodríguez 2021, Seasonal Contrast: Unsupervised "
    "Pre-Training from Uncurated Remote Sensing Data, ICCV, arXiv 2103.16607; weights: https://zenodo.org/record/4728033"
)
SECO_LICENCE = "CC BY 4.0, as its Zenodo record states"
CACO_SOURCE = (
    "U. Mall, B. Hariharan, K. Bala 2023, Change-Aware Sampling and Contrastive Learning for Satellite Images, CVPR"
)
ECO_SOURCE = (
    "E. Plekhanova et al. 2025, SSL4Eco: A Global Seasonal Dataset for Geospatial Foundation Models in Ecology, CVPR "
    "EarthVision; https://github.com/PlekhanovaElena/ssl4eco"
)


SECO_VALUES = "Sentinel-2 L2A, reflectance times 10,000, standardised with these figures"

_ECO_DIVISOR = 255


def recognises(published: Published) -> bool:
    """Whether it is built as SeCo's file, for three bands."""
    return _built_alike(published) and _channels(published) == len(RGB)


def recognises_eco(published: Published) -> bool:
    """Whether it is built as SeCo's file, for other bands than three."""
    return _built_alike(published) and _channels(published) != len(RGB)


def read(published: Published) -> Imported:
    """SeCo or CACo: the encoder for B04, B03, B02.

    Raises:
        UserError: `MODEL_INVALID` where something has no place.
    """
    name = published.weights_file.name.lower()
    caco = "caco" in name
    known = caco or name.startswith("seco_")
    return imported_resnet(
        trunk_at(published, ENCODER_Q, in_a_row=True),
        kind="CACo" if caco else "SeCo" if known else "SeCo or CACo",
        bands=RGB,
        contract={"values": SECO_VALUES, **SECO_DN},
        reasons=REASONS,
        source=(CACO_SOURCE if caco else SECO_SOURCE) if known else f"{SECO_SOURCE}; or {CACO_SOURCE}",
        licence=SECO_LICENCE if known and not caco else "",
    )


def read_eco(published: Published) -> Imported:
    """SeCo-Eco: the encoder for the bands that the file's settings name, or for the twelve of L2A.

    Raises:
        UserError: `MODEL_INVALID` where something has no place, or the bands are not known.
    """
    trunk = trunk_at(published, ENCODER_Q, in_a_row=True)
    bands = bands_by_name(_band_names(trunk)) or SURFACE
    if len(bands) != trunk.channels:
        raise unfit(
            f"SeCo-Eco for {len(bands)} bands: {', '.join(band.name for band in bands)}",
            f"a network for {trunk.channels} bands",
            "Choose SeCo-Eco as its authors publish it.",
        )
    strangers = [band.name for band in bands if band.wavelength_nm is None]
    units, contract = divided_by_255(bands)
    return imported_resnet(
        trunk,
        kind="SeCo-Eco",
        bands=bands,
        contract=contract,
        reasons=REASONS,
        units=units,
        source=ECO_SOURCE,
        adapted=[f"The input {name} is no band of a scene and stays 0." for name in strangers],
    )


def divided_by_255(bands: Sequence[Band]) -> tuple[tuple[list[float], list[float]], dict[str, Any]]:
    """Mean and standard deviation of L2A's bands as SeCo-Eco's training feeds them, and its input contract.

    Args:
        bands: any of L2A's; what is none of them has mean 0 and standard deviation 1, and so is always 0.
    """
    mean, std = [], []
    for band in bands:
        (own_mean,), (own_std,) = statistics([band], surface=True) or ([0.0], [float(_ECO_DIVISOR)])
        mean.append(own_mean / _ECO_DIVISOR)
        std.append(own_std / _ECO_DIVISOR)
    values = f"Sentinel-2 L2A, stored numbers (reflectance times 10,000) divided by {_ECO_DIVISOR}"
    return (mean, std), {"values": values, "mean": mean, "std": std}


def _band_names(trunk: Trunk) -> list[str]:
    """What the settings say, in order; empty where they say nothing."""
    values = trunk.published.values
    beginnings = ("hyper_parameters/band_names/", "hyper_parameters/args/band_names/")
    return [str(value) for b in beginnings for name, value in values.items() if name.startswith(b)]


def _built_alike(published: Published) -> bool:
    return has_trunk(published, ENCODER_Q, in_a_row=True)


def _channels(published: Published) -> int:
    weight = published.tensors[f"{ENCODER_Q}0.weight"]
    return int(weight.shape[1]) if weight.dim() == 4 else 0
