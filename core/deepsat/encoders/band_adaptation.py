"""Band adaptation: one checkpoint for scenes with any of its bands.

A checkpoint has slots, one for each band that pre-training may have seen: the thirteen of Sentinel-2. A scene's band
belongs to the slot of the nearest centre wavelength. Every band of every scene is brought to mean 0 and standard
deviation 1, so a slot that a scene does not have is 0, its mean; dropping bands in pre-training makes that familiar.

A network for one scene has the scene's bands as its inputs, and as first convolution the checkpoint's slices for their
slots. That is exactly the checkpoint's network with zeros in the missing slots, at the cost of the bands there are.

Galileo works otherwise: what it is not given it leaves out, by whole groups of bands, and which band fills which of its
slots is a table among its weights; see `galileo_tokens.slot_sources`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from deepsat.encoders.galileo_tokens import slot_sources
from deepsat.imagery import Band
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_slots import BandAdaptation, match_slots
from deepsat.jobs.bands import in_words

FIRST_CONVOLUTION = "encoder.conv1.weight"
"""Key of the weights (F,C,h,w) that see the bands, in a U-Net."""

OF_BOTH_DATES = "encoder.dates.conv1.weight"
"""Likewise, in a network for change."""

SLOT_TABLE = "encoder.slots"
"""Key of the table (C,N) of which of N bands fills which of C slots, in a Galileo network."""

HEAD_WEIGHT = "segmentation_head.0.weight"
"""Key of the head's weights (K,D,k,k); Galileo's see the bands last."""

_DIMENSIONS = {FIRST_CONVOLUTION: 4, SLOT_TABLE: 2}


def adapt_bands(
    state_dict: Mapping[str, Tensor],
    checkpoint_bands: Sequence[Band],
    scene_bands: Sequence[Band],
    *,
    dtype: str = "",
) -> tuple[dict[str, Tensor], BandAdaptation]:
    """Weights for a network whose inputs are the bands of a scene.

    The slices of the first convolution are not rescaled for missing bands: with zeros in their place the sums are the
    same, and pre-training with dropped bands has seen such sums. A band without a slot gets zeros, so that it has no
    influence until training gives it some.

    Args:
        state_dict: weights of a checkpoint for C slots, with `encoder.conv1.weight` (F,C,h,w), or `encoder.slots` (C,C)
            for Galileo; not changed.
        checkpoint_bands: the C slots.
        scene_bands: the bands of the scene, in its order.
        dtype: numpy name of the scene's stored type (`Scene.dtype`); empty where unknown.

    Returns:
        A copy with first convolution (F,N,h,w), or slots (C,N), for the N bands of the scene, and what was matched.

    Raises:
        UserError: `BANDS_MISMATCH` where no band of the scene has a slot; `MODEL_INVALID` where the weights do not
            belong to the slots.
    """
    key = SLOT_TABLE if SLOT_TABLE in state_dict else FIRST_CONVOLUTION
    weight = state_dict.get(key)
    if weight is None or weight.dim() != _DIMENSIONS[key] or weight.shape[1] != len(checkpoint_bands):
        shape = "no such weights" if weight is None else f"weights of shape {tuple(weight.shape)}"
        raise UserError(
            ErrorCode.MODEL_INVALID,
            expected=f"{key} with {len(checkpoint_bands)} inputs, one for each band of the checkpoint",
            found=shape,
            remedy="Choose a checkpoint as DeepSat writes it, unchanged.",
        )
    adaptation = match_slots(scene_bands, checkpoint_bands, dtype=dtype)
    if not adaptation.used:
        raise _nothing_matched(checkpoint_bands, scene_bands)
    if key == SLOT_TABLE:
        sources = slot_sources(adaptation.slots).to(weight)
        return {**state_dict, key: sources}, dataclasses.replace(adaptation, bands_reach_the_head=True)
    adapted = torch.zeros((weight.shape[0], len(scene_bands), *weight.shape[2:]), dtype=weight.dtype)
    for band, slot in enumerate(adaptation.slots):
        if slot is not None:
            adapted[:, band] = weight[:, slot]
    return {**state_dict, key: adapted.to(weight.device)}, adaptation


def with_bands_moved(
    state_dict: Mapping[str, Tensor], matched: Sequence[int], scene_bands: Sequence[Band]
) -> tuple[dict[str, Tensor], BandAdaptation]:
    """Weights of a whole network, its head included, whose inputs become the bands of another scene.

    A band that the network does not know gets zeros, so that it has no influence until training gives it some.

    Args:
        state_dict: weights of a network for N bands; not changed.
        matched: for each of the N bands the scene's band that it is, from 0.
        scene_bands: the M bands of the scene, in its order.

    Returns:
        A copy for M bands, and which of them stands where; nothing is missing.
    """
    key = next((name for name in (SLOT_TABLE, OF_BOTH_DATES) if name in state_dict), FIRST_CONVOLUTION)
    moved = {**state_dict, key: _columns_moved(state_dict[key], matched, len(scene_bands))}
    if key == SLOT_TABLE:
        learnt, bands = state_dict[HEAD_WEIGHT].tensor_split([-len(matched)], dim=1)
        moved[HEAD_WEIGHT] = torch.cat([learnt, _columns_moved(bands, matched, len(scene_bands))], dim=1)
    slots = tuple(matched.index(band) if band in matched else None for band in range(len(scene_bands)))
    named = list(zip(scene_bands, slots, strict=True))
    used = tuple(band.name for band, slot in named if slot is not None)
    unknown = tuple(band.name for band, slot in named if slot is None)
    return moved, BandAdaptation(slots, used, (), unknown, bands_reach_the_head=key == SLOT_TABLE)


def _columns_moved(weight: Tensor, places: Sequence[int], count: int) -> Tensor:
    """(A,N,...) to (A,count,...): column i comes to `places[i]`, the others are 0."""
    moved = torch.zeros((weight.shape[0], count, *weight.shape[2:]), dtype=weight.dtype, device=weight.device)
    moved[:, list(places)] = weight
    return moved


def _nothing_matched(checkpoint_bands: Sequence[Band], scene_bands: Sequence[Band]) -> UserError:
    return UserError(
        ErrorCode.BANDS_MISMATCH,
        expected=f"at least one of the checkpoint's bands {in_words(checkpoint_bands)}",
        found=f"{len(scene_bands)} {'band' if len(scene_bands) == 1 else 'bands'} {in_words(scene_bands)}",
        remedy="Name the raster's bands (such as Red, Green, Blue, NIR) or their wavelengths, or start from 'random'.",
    )
