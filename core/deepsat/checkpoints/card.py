"""Cards: what a model is, what it needs, how it was made.

A card is written as a STAC Item with the machine-learning-model extension (MLM) v1.5,
https://github.com/stac-extensions/mlm, so that other tools can read it. `created` and `seconds` differ between two
runs of one job; everything else is the same.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any

from deepsat.class_map import ClassMap
from deepsat.encoders.networks import Architecture
from deepsat.imagery import Band, Normalisation, match_bands
from deepsat.imagery.value_statistics import FAR_ABOVE, FAR_BELOW
from deepsat.jobs.band_matching import check_places

NODATA_RULE = (
    "a pixel without data in half of the bands or more is 0 in every band after normalisation, and 255 in the map; "
    "elsewhere a band without data is 0 after normalisation, which is its mean, and so is one that lies more than "
    f"{FAR_BELOW:.0f} standard deviations below it or {FAR_ABOVE:.0f} above"
)


@dataclasses.dataclass(frozen=True)
class HeldOutSkill:
    """Scores on polygons that the training did not learn from."""

    polygons: int
    pixels: int
    overall_accuracy: float
    """Share of the held-out pixels that are mapped right, 0-1."""
    mean_iou: float
    """Mean intersection over union of the classes that are held out, 0-1."""
    iou: Mapping[str, float]
    """Intersection over union by class name, 0-1; only classes that are held out."""


@dataclasses.dataclass(frozen=True)
class TrainingFacts:
    """How a model was made."""

    checkpoint: str
    """Name of the weights that training started from, a checkpoint's or a model's; `random` for none."""
    scene: str
    """File name of the scene."""
    loss: str
    seed: int
    steps: int
    """Training steps that the weights have seen, after the head was fitted; those of a model before among them."""
    seconds: float
    polygons: Mapping[str, int]
    """Training polygons by class name."""
    pixels: Mapping[str, int]
    """Training pixels by class name."""
    held_out: HeldOutSkill | None
    """None where nothing could be held out."""
    candidates: Mapping[str, float]
    """What was tried on the held-out polygons: mean intersection over union by name, 0-1; empty without any."""
    chosen: str
    """Name of what the model consists of, one of `candidates` unless that is empty."""
    recipe: Mapping[str, Any]
    """Settings of the training as plain JSON values."""
    trusted_share: float = 0.0
    """Share of the network's finest features that pass the bands through and that the head was told to trust more than
    those learnt before; 0 where it trusts all alike."""
    tried_with: int = 0
    """Polygons that there were when training all weights was last tried, to see whether it pays; 0 where it was not."""


@dataclasses.dataclass(frozen=True)
class Card:
    """Everything that has to be known to use a model, and where it comes from."""

    bands: tuple[Band, ...]
    """What the network's input channels are, in order; of a series, those of each date."""
    normalisation: Normalisation
    """Of each band; of a series, at each moment."""
    class_map: ClassMap
    architecture: Architecture
    tile_size: int
    """Side of the tiles to predict, in pixels of the scene."""
    tile_margin: int
    """Pixels at each side of a tile that serve as context and are blended with the next tile."""
    gsd_m: float
    """Side of a pixel on the ground, in metres."""
    footprint: tuple[float, float, float, float]
    """West, south, east, north of the scene trained on, in degrees."""
    training: TrainingFacts
    deepsat_version: str
    framework_version: str
    """Version of torch."""
    created: str = ""
    """UTC, as `2026-01-31T12:00:00Z`; empty in the copy beside the weights, which must not change from run to run."""
    weights_hash: str = ""
    """SHA-256 of all tensors: see `model_folder.hash_of_weights`. Empty until the model is saved."""
    parameters: int = 0
    """Number of the network's weights; 0 until the model is saved."""
    forest_share: float = 0.0
    """Share of the forest in the probabilities, 0-1; the network has the rest."""
    trees: int = 0
    """Number of the forest's trees."""
    smooths: bool = False
    """Whether probabilities are smoothed along the image: see `deepsat.models.smoothing`."""
    moments: tuple[str, ...] = ()
    """The dates that the network sees, of a series: see `deepsat.imagery.moments`; empty for a single image."""
    scale: int = 1
    """How much finer than its imagery the map is: see `deepsat.imagery.finer_scene`."""

    stored_type: str = ""
    """How the scene's values were stored, as numpy calls it; empty where the card does not tell."""
    left_out: Mapping[int, Band] = dataclasses.field(default_factory=dict)
    """Bands of the scene trained on that the network does not see, by their place in it, from 0."""

    def __post_init__(self) -> None:
        channels, classes = self.architecture.channels, self.architecture.classes
        if len(self.bands) != self.architecture.in_channels or len(self.normalisation.mean) != channels:
            raise ValueError(f"a network with {channels} channels has as many bands, not {len(self.bands)}")
        if len(self.moments) != (self.architecture.moments or 0):
            raise ValueError(f"a network of {self.architecture.moments or 'no'} dates does not see {len(self.moments)}")
        if len(self.class_map) != classes:
            raise ValueError(f"a network with {classes} classes has as many in its map, not {len(self.class_map)}")
        if len(self.normalisation.std) != channels or not all(0 < std < math.inf for std in self.normalisation.std):
            raise ValueError("standard deviations are one for each band, and above 0")
        if not 0 <= 2 * self.tile_margin < self.tile_size:
            raise ValueError(f"a tile of {self.tile_size} pixels has no room for margins of {self.tile_margin}")
        if not all(0 <= place < len(self.bands) + len(self.left_out) for place in self.left_out):
            raise ValueError(f"bands left out lie among all bands, not at {', '.join(map(str, self.left_out))}")

    def match_bands(self, scene_bands: Sequence[Band]) -> tuple[int, ...]:
        """Which band of a scene, from 0, stands for each band of the model.

        Raises:
            UserError: `BANDS_MISMATCH`.
        """
        return match_bands(self.bands, scene_bands, self.left_out)

    def check_places(self, scene_bands: Sequence[Band], lacking: Mapping[int, Band]) -> None:
        """Refuses a scene in which the bands that are there would take the places of those that lack data.

        Raises:
            UserError: `BANDS_MISMATCH`.
        """
        check_places(self.bands, self.left_out, scene_bands, lacking)

    def reproducible(self) -> Card:
        """The card without what differs between two runs of one job."""
        return dataclasses.replace(self, created="", training=dataclasses.replace(self.training, seconds=0.0))

    def to_json(self) -> dict[str, Any]:
        """The card as a STAC Item, plain JSON values."""
        from deepsat.checkpoints.stac import item_of_card

        return item_of_card(self)

    @classmethod
    def from_json(cls, document: Any) -> Card:
        """Reads a card, leaving nothing to guess.

        Raises:
            UserError: `MODEL_INVALID`, with what is missing or wrong.
        """
        from deepsat.checkpoints.stac import card_of_item

        return card_of_item(document)
