"""Galileo: the published encoder's optical part, as the start of a Galileo network.

G. Tseng et al. 2025, Galileo: Learning global and local features of many remote sensing modalities, arXiv 2502.09356;
weights and code at https://github.com/nasaharvest/galileo, MIT. A folder holds `encoder.pt`, a plain state dict, and
`config.json`. What belongs to other sensors than Sentinel-2 is left out; every name in the file is accounted for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from deepsat.checkpoints.importing.imported import Dropped, Imported, Published, listed, unfit
from deepsat.encoders import Architecture, build_network
from deepsat.encoders.galileo import SIZES, GalileoSize
from deepsat.encoders.galileo_tokens import (
    GALILEO_SLOTS,
    GROUPS,
    LARGEST_PATCH,
    MONTHS,
    SPACE_TIME_GROUPS,
    month_encoding,
    wave_encoding,
)

TITLE = "Galileo"
SOURCE = (
    "G. Tseng et al. 2025, Galileo: Learning global and local features of many remote sensing modalities, "
    "arXiv 2502.09356, https://github.com/nasaharvest/galileo"
)
LICENCE = "MIT"

MEAN = (1395.34, 1338.40, 1343.10, 1543.86, 2186.20, 2525.09, 2410.34, 2750.29, 2234.91, 1474.53)
STD = (917.70, 913.30, 1092.68, 1047.22, 1048.01, 1143.69, 1098.98, 1204.47, 1145.98, 980.24)
"""Of the ten bands over Galileo's training images, reflectance times 10,000: see the published `normalization.json`."""

PATCH_SIZE = 2
"""Side of the patches that an imported encoder sees, in pixels."""

_KINDS_OF_PLACE = "s_t_channel_embed"
_FIXED = ("pos_embed", "month_embed.weight")
_OTHER_SENSORS = {
    "space_time_embed.S1.": "radar, which is not read",
    "space_time_embed.NDVI.": "the vegetation index, which cannot be had from standardised bands",
    "space_embed.": "elevation and land-cover maps, which are not read",
    "time_embed.": "weather and night lights, which are not read",
    "static_embed.": "population, location and land-cover shares, which are not read",
    "sp_channel_embed": "encoding of inputs that are not read",
    "t_channel_embed": "encoding of inputs that are not read",
    "st_channel_embed": "encoding of inputs that are not read",
}
_HEADS_UNSAID = 8
"""Where no configuration says how many heads there are: the shapes do not tell."""

_REMEDY = "Choose the folder of Galileo-nano with encoder.pt and config.json, as its authors publish it."


def recognises(published: Published) -> bool:
    """Whether the names are those of a Galileo encoder."""
    names = _plain_names(published)
    return _KINDS_OF_PLACE in names and any(name.startswith("space_time_embed.") for name in names)


def read(published: Published) -> Imported:
    """The optical part of a published encoder.

    Raises:
        UserError: `MODEL_INVALID` where weights are missing, unknown, there twice, of another shape or no numbers, with
            their names; or where the encoder is not one that DeepSat can build.
    """
    names = _plain_names(published)
    twice = sorted(set(published.tensors) - set(names.values()))
    if twice:
        raise unfit("each weight of a Galileo encoder once", f"also {listed(twice)}", _REMEDY)
    tensors = {plain: published.tensors[name] for plain, name in names.items()}
    architecture = _architecture(_encoder_name(tensors, published.config))
    _check_fixed_tables(tensors)
    sources = _sources(SIZES[architecture.encoder_name].depth)
    missing = sorted({name for names in sources.values() for name in names} - set(tensors))
    if missing:
        raise unfit("all weights of a Galileo encoder", f"a file without {listed(missing)}", _REMEDY)
    weights = _weights(tensors, sources, architecture)
    used = {name for names in sources.values() for name in names}
    return Imported(
        kind=f"{TITLE}-{architecture.encoder_name.removeprefix('galileo_')}",
        architecture=architecture,
        weights=weights,
        bands=GALILEO_SLOTS,
        trained_parts=("encoder",),
        used=len(used),
        dropped=_dropped(sorted(set(tensors) - used)),
        adapted=_adapted(architecture),
        input_contract={
            "bands": [slot.name for slot in GALILEO_SLOTS],
            "values": "(x - (mean - 2 std)) / (4 std) of reflectance times 10,000",
            "mean": list(MEAN),
            "std": list(STD),
        },
        source=SOURCE,
        licence=LICENCE,
    )


def _architecture(encoder_name: str) -> Architecture:
    return Architecture(
        in_channels=len(GALILEO_SLOTS),
        classes=1,
        name="Galileo",
        encoder_name=encoder_name,
        decoder_channels=(),
        input_scale=1,
        patch_size=PATCH_SIZE,
    )


def _plain_names(published: Published) -> dict[str, str]:
    """Names in the file by name in the encoder, of several the last: some releases have `.backbone` in between."""
    return {name.replace(".backbone", ""): name for name in published.tensors}


def _encoder_name(tensors: Mapping[str, Tensor], config: Mapping[str, Any]) -> str:
    """Which of the encoders that DeepSat can build this is."""
    found = _size(tensors, config)
    for name, size in SIZES.items():
        if size == found:
            return name
    known = ", ".join(f"{name} ({_described(size)})" for name, size in SIZES.items())
    raise unfit(f"an encoder like {known}", f"one of {_described(found)}", _REMEDY)


def _size(tensors: Mapping[str, Tensor], config: Mapping[str, Any]) -> GalileoSize:
    """What the shapes say, and the configuration as to the heads; where both speak they must agree."""
    encodings, hidden = tensors[_KINDS_OF_PLACE], tensors.get("blocks.0.mlp.fc1.bias")
    if encodings.dim() != 2 or hidden is None:
        raise unfit("weights of a Galileo encoder", f"{_KINDS_OF_PLACE} of another shape, or no blocks", _REMEDY)
    width = encodings.shape[1] * 4
    depth = len({name.split(".")[1] for name in tensors if name.startswith("blocks.")})
    settings = _settings(config)
    shapes = {"embedding_size": width, "depth": depth, "mlp_ratio": hidden.numel() // max(width, 1),
              "max_patch_size": LARGEST_PATCH}  # fmt: skip
    differing = [f"{name} {settings[name]}" for name, value in shapes.items() if settings.get(name, value) != value]
    if differing:
        raise unfit("a config.json that fits the weights", f"one that says {', '.join(differing)}", _REMEDY)
    return GalileoSize(width, depth, settings.get("num_heads", _HEADS_UNSAID), shapes["mlp_ratio"])


def _settings(config: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the configuration says of the encoder; empty where it says nothing."""
    settings = config
    for name in ("model", "encoder"):
        found = settings.get(name, {})
        if not isinstance(found, Mapping):
            raise unfit(f"a config.json with settings under {name}", f"one that says {str(found)[:80]}", _REMEDY)
        settings = found
    heads = settings.get("num_heads", _HEADS_UNSAID)
    if type(heads) is not int:
        raise unfit("a config.json with a whole num_heads", f"one that says {str(heads)[:80]}", _REMEDY)
    return settings


def _described(size: GalileoSize) -> str:
    return f"{size.depth} blocks of width {size.width} with {size.heads} heads and MLP ratio {size.mlp_ratio}"


def _check_fixed_tables(tensors: Mapping[str, Tensor]) -> None:
    """The encodings of time are not learnt: DeepSat computes them, and so must the published network have done."""
    width = tensors[_KINDS_OF_PLACE].shape[1]
    months = torch.stack([month_encoding(month, width) for month in range(MONTHS)])
    for name in _FIXED:
        table = tensors.get(name)
        if table is None:
            continue
        if table.dim() != 2:
            raise unfit(f"{name} as Galileo computes it", f"shape {tuple(table.shape)}", _REMEDY)
        expected = wave_encoding(torch.arange(len(table)), width) if name == "pos_embed" else months
        if table.shape != expected.shape or not torch.allclose(table.float(), expected, atol=1e-4):
            raise unfit(f"{name} as Galileo computes it", "other values", _REMEDY)


def _sources(depth: int) -> dict[str, tuple[str, ...]]:
    """By key of our network the names of the file that it comes from; several are put one below the other."""
    sources: dict[str, tuple[str, ...]] = {"encoder.group_encoding": (_KINDS_OF_PLACE,)}
    for kind in ("weight", "bias"):
        sources[f"encoder.norm.{kind}"] = (f"norm.{kind}",)
        for group in GROUPS:
            sources[f"encoder.patches.{group.name}.{kind}"] = (f"space_time_embed.{group.name}.proj.{kind}",)
        for block in (f"blocks.{index}" for index in range(depth)):
            sources[f"encoder.{block}.attn.qkv.{kind}"] = tuple(f"{block}.attn.{part}.{kind}" for part in "qkv")
            for layer in ("norm1", "attn.proj", "norm2", "mlp.fc1", "mlp.fc2"):
                sources[f"encoder.{block}.{layer}.{kind}"] = (f"{block}.{layer}.{kind}",)
    return sources


def _weights(
    tensors: Mapping[str, Tensor], sources: Mapping[str, tuple[str, ...]], architecture: Architecture
) -> dict[str, Tensor]:
    """Every weight of the network except the head's."""
    with torch.random.fork_rng(devices=[]):
        fresh = build_network(architecture).state_dict()
    weights = {"encoder.slots": fresh["encoder.slots"]}
    unfitting = []
    for key, names in sources.items():
        parts = [tensors[name] for name in names]
        if key == "encoder.group_encoding" and parts[0].shape[0] == len(SPACE_TIME_GROUPS):
            parts = [parts[0][[SPACE_TIME_GROUPS.index(group.name) for group in GROUPS]]]
        shapes = {tuple(part.shape) for part in parts}
        if shapes != {(fresh[key].shape[0] // len(names), *fresh[key].shape[1:])}:
            unfitting.append(f"{names[0]} {tuple(parts[0].shape)}")
        else:
            weights[key] = torch.cat(parts).float().contiguous()
    if unfitting:
        raise unfit("weights of the shapes of a Galileo encoder", listed(unfitting), _REMEDY)
    used = {name for names in sources.values() for name in names}
    broken = [name for name in used if not bool(tensors[name].float().isfinite().all())]
    if broken:
        raise unfit("finite weights", f"infinite or undefined numbers in {listed(broken)}", _REMEDY)
    return weights


def _dropped(names: list[str]) -> dict[str, Dropped]:
    """Why each name has no use, by the beginning of the names; refuses names that Galileo does not have."""
    reasons = dict.fromkeys(_FIXED, "fixed tables, which are computed") | _OTHER_SENSORS
    groups: dict[str, int] = {}
    unknown = []
    for name in names:
        beginning = next((beginning for beginning in reasons if name.startswith(beginning)), None)
        if beginning is None:
            unknown.append(name)
        else:
            groups[beginning] = groups.get(beginning, 0) + 1
    if unknown:
        raise unfit("the weights of a Galileo encoder and no others", f"also {listed(unknown)}", _REMEDY)
    return {beginning: Dropped(count, reasons[beginning]) for beginning, count in groups.items()}


def _adapted(architecture: Architecture) -> tuple[str, ...]:
    side = architecture.patch_size
    window = architecture.output_stride
    return (
        "Of Galileo's inputs only the ten Sentinel-2 bands of one date are used, and the date counts as June.",
        "Each band goes in as z / 4 + 0.5, z being standardised over the scene; Galileo standardised over its own "
        "images, with the mean and std recorded here.",
        "A group of bands ("
        + "; ".join(", ".join(group.bands) for group in GROUPS)
        + ") is used where a scene has at least half of it, a missing band being replaced by the nearest of its group; "
        "other groups are left out, as masked tokens are.",
        f"Patches are {side} x {side} pixels in windows of {window} x {window}, and a pixel counts as 10 m; each "
        "pixel's own bands stand beside the features of its patch.",
    )
