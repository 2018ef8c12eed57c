"""What reading published weights gives, whatever their kind."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from torch import Tensor

from deepsat.encoders import Architecture
from deepsat.imagery import Band
from deepsat.jobs import ErrorCode, UserError

SHOWN = 20
"""Names that an error lists; the rest is counted."""


@dataclasses.dataclass(frozen=True)
class Published:
    """A file or folder as somebody published it, read but not understood yet."""

    path: Path
    """What the person chose."""
    weights_file: Path
    """The file with the weights: `path` itself, or the one in the folder `path`."""
    tensors: Mapping[str, Tensor]
    """Every tensor in the file, by its place there: `state_dict/encoder_q.0.weight`, or `conv1.weight`."""
    values: Mapping[str, Any]
    """Every plain value in the file, by its place there: `epoch`, `hyper_parameters/emb_dim`."""
    config: Mapping[str, Any]
    """`config.json` of the folder; empty where there is none."""


@dataclasses.dataclass(frozen=True)
class Dropped:
    """Entries of a file that a checkpoint has no use for."""

    count: int
    reason: str
    """Why, as a clause without a full stop."""


@dataclasses.dataclass(frozen=True)
class Imported:
    """Published weights, as DeepSat's network has them."""

    kind: str
    """Name of the kind, such as `SSL4EO-S12 DINO`."""
    architecture: Architecture
    weights: Mapping[str, Tensor]
    """Every weight of `build_network(architecture)` except the head's, and no others, in float32 on the CPU."""
    bands: tuple[Band, ...]
    """What the network's inputs are, in order, with wavelengths."""
    trained_parts: tuple[str, ...]
    """Parts of the network whose weights were published; the others are random."""
    used: int
    """Tensors of the file that are in `weights`."""
    dropped: Mapping[str, Dropped]
    """By the beginning of the names in the file."""
    adapted: tuple[str, ...]
    """Sentences: what differs from how the weights were published."""
    input_contract: Mapping[str, Any]
    """What the published network was fed with, as plain JSON values: `bands`, `values`, and `mean` and `std` of each
    band where known. For the record: DeepSat brings each band of a scene to mean 0 and standard deviation 1."""
    source: str = ""
    """Who made the weights: title, authors, year, address; empty where not known."""
    licence: str = ""
    """Licence under which they were published; empty where not known."""
    footprint: tuple[float, float, float, float] = (-180.0, -90.0, 180.0, 90.0)
    """West, south, east, north of what they were trained on, in degrees; the world where not known."""


def unfit(expected: str, found: str, remedy: str) -> UserError:
    """`MODEL_INVALID` for a file that cannot be imported."""
    return UserError(ErrorCode.MODEL_INVALID, expected=expected, found=found, remedy=remedy)


def listed(names: list[str]) -> str:
    """The first names and how many there are in all: `a, b` or `a, b, … (30 in all)`."""
    shown = ", ".join(sorted(names)[:SHOWN])
    return shown if len(names) <= SHOWN else f"{shown}, … ({len(names)} in all)"
