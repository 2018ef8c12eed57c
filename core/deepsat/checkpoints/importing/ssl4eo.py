"""SSL4EO-S12: ResNets pre-trained with MoCo or DINO on Sentinel-2.

Y. Wang et al. 2023, SSL4EO-S12: A large-scale multimodal, multitemporal dataset for self-supervised learning in Earth
observation, IEEE GRSM 11(3), arXiv 2211.07044. Thirteen bands (L1C), twelve (L2A) or red, green, blue, each divided by
10,000.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deepsat.checkpoints.importing import seco
from deepsat.checkpoints.importing.band_orders import RGB, SURFACE, bands_by_count, statistics
from deepsat.checkpoints.importing.imported import Imported, Published
from deepsat.checkpoints.importing.resnets import has_trunk, imported_resnet, trunk_at
from deepsat.imagery import Band

SOURCE = (
    "Y. Wang, N. A. A. Braham, Z. Xiong, C. Liu, C. M. Albrecht, X. X. Zhu 2023, SSL4EO-S12, IEEE Geoscience and "
    "Remote Sensing Magazine 11(3), arXiv 2211.07044; https://github.com/zhu-xlab/SSL4EO-S12"
)

_MOCO, _DINO = "MoCo", "DINO"
_PLACES = {
    "module.encoder_q.": _MOCO,
    "module.base_encoder.": _MOCO,
    "encoder_q.": _MOCO,
    "base_encoder.": _MOCO,
    "teacher/module.backbone.": _DINO,
    "teacher/backbone.": _DINO,
    "student/module.backbone.": _DINO,
    "student/backbone.": _DINO,
}
"""Where the encoder may be, the teacher before the student: DINO's authors evaluate the teacher."""

_HEADS = "projection heads, which only its training needs"
_COPY = "the momentum copy of the encoder, which only its training needs"


def recognises(published: Published) -> bool:
    """Whether it is built as a file of SSL4EO-S12 or of SeCo-Eco."""
    return seco.recognises_eco(published) or _place(published) is not None


def read(published: Published) -> Imported:
    """The encoder, for standardised bands.

    Raises:
        UserError: `MODEL_INVALID` where something has no place, or the bands are not known.
    """
    place = _place(published)
    if place is None:
        return seco.read_eco(published)
    trunk = trunk_at(published, place)
    bands = bands_by_count(trunk.channels)
    # Photographs are learnt from in the same way, and files of both look alike.
    if bands == RGB and not _says_so(published):
        values = "red, green, blue; the file does not say on which scale"
        return imported_resnet(
            trunk, kind=_PLACES[place], bands=bands, contract={"values": values}, reasons=_reasons(place)
        )
    units, contract = divided_by_10_000(bands)
    return imported_resnet(
        trunk,
        kind=f"SSL4EO-S12 {_PLACES[place]}",
        bands=bands,
        contract=contract,
        reasons=_reasons(place),
        units=units,
        source=SOURCE,
    )


def divided_by_10_000(bands: Sequence[Band]) -> tuple[tuple[list[float], list[float]], dict[str, Any]]:
    """Mean and standard deviation of Sentinel-2's bands as SSL4EO-S12 feeds them to networks, and its input contract.

    Args:
        bands: the thirteen of L1C, the twelve of L2A, or red, green, blue of L1C.
    """
    surface = tuple(bands) == SURFACE
    mean, std = ([value / 10_000 for value in values] for values in statistics(bands, surface=surface) or ([], []))
    values = f"Sentinel-2 {'L2A' if surface else 'L1C'}, stored numbers divided by 10,000"
    return (mean, std), {"values": values, "mean": mean, "std": std}


def _says_so(published: Published) -> bool:
    """Whether the file's name is one of SSL4EO-S12's, such as `B3_rn18_moco_0199_ckpt.pth`."""
    name = published.weights_file.name.lower()
    return "ssl4eo" in name or name.startswith("b3_")


def _place(published: Published) -> str | None:
    return next((place for place in _PLACES if has_trunk(published, place)), None)


def _reasons(place: str) -> dict[str, str]:
    """Why other tensors of such a file are left out."""
    reasons = {f"{place}{head}": _HEADS for head in ("fc.", "head.", "projection")}
    for module in ("", "module."):
        reasons |= {f"{module}{copy}.": _COPY for copy in ("encoder_k", "momentum_encoder")}
        reasons |= {f"{module}predictor.": _HEADS, f"{module}queue": "the queue of negatives"}
        reasons |= {f"{role}/{module}head.": _HEADS for role in ("teacher", "student")}
        if place.startswith("teacher/"):
            reasons[f"student/{module}backbone."] = "the student, whose running mean the teacher is"
    return {**reasons, "dino_loss/": "the centre of DINO's loss, which only its training needs"}
