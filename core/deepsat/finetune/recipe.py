"""The recipe: every setting of fine-tuning that is not the person's to choose."""

from __future__ import annotations

import dataclasses
from typing import Any

from deepsat.finetune.candidates import MARGIN
from deepsat.imagery.scene import Scene

SMALLEST_TILE, MOST_VALUES = 128, 16 * 1024**2
"""Values of a tile of many bands or dates, and the side below which it is not cut for them: 64 MB as float32, and some
times that while it is mapped."""


@dataclasses.dataclass(frozen=True)
class Recipe:
    """Settings, chosen by measurement on a dozen places with 3 to 10 polygons a class."""

    candidates: tuple[str, ...] = ("forest", "head", "network")
    """What the model may consist of; without `forest` no forest is grown, without `network` only the head is fitted."""
    folds: int = 4
    """Most folds that candidates are compared in; 0 to compare nothing, and then everything that may be trained is."""
    margin: float = MARGIN
    """What a candidate has to be better by than the usual one: see `candidates.chosen_of`."""
    smooths: bool = True
    """Whether the model smooths its answer along the image."""
    trees_a_kind: int = 40
    """Trees of each of the forest's three kinds: see `forest_fitting`."""
    spectral_share: float = 0.5
    """Share of the finest layers that starts as a pass-through of the bands."""
    calibration_windows: int = 24
    """Windows at random places that a network is calibrated on; fine-tuning adds a third as many around labels."""
    head_pixels_per_class: int = 2000
    """Labelled pixels that the head is fitted to."""
    head_penalty: float = 1e-2
    """Weight of the squared norm of the head's weights."""
    learnt_trust: float = 0.3
    """What a checkpoint's learnt features are multiplied with before the head is fitted: see `fit_head`."""
    class_balance: float = 0.5
    """Weight of a class in the losses: (mean pixels of a class / its pixels) to this power; 0 weighs pixels alike."""
    chip_size: int = 48
    """Side of the training chips in pixels."""
    batch_size: int = 8
    steps: int = 120
    """Training steps of all weights, at most."""
    warm_up: int = 15
    """Steps over which the learning rate rises."""
    learning_rate: float = 1e-4
    weight_decay: float = 1e-2
    start_share: float = 0.5
    """Share of the fitted start in the weights of the model; the rest is trained: see `weight_averaging`."""
    radiometric_strength: float = 0.05
    """Standard deviation of random gains and offsets of each band."""
    evaluate_every: int = 15
    """Steps between two looks at the held-out polygons."""
    patience: int = 2
    """Looks without improvement after which training stops; one is enough where the first finds none: see recipe.md."""
    tile_size: int = 512
    """Side of the tiles of a prediction in pixels."""
    tile_margin: int = 32
    save_seconds: float = 60.0
    """Time between two savings of the training's state, from which a killed run goes on."""

    def suited_to(self, scene: Scene) -> Recipe:
        """The recipe for a scene; that of a single date with at most 64 bands is this one.

        All weights are not trained on a series: with few polygons it seldom paid on one date, and each date costs as
        much again.
        """
        suited = self.with_tiles_for(scene)
        if not scene.moments:
            return suited
        fewer = tuple(candidate for candidate in self.candidates if candidate != "network")
        return dataclasses.replace(suited, candidates=fewer)

    def with_tiles_for(self, scene: Scene) -> Recipe:
        """The recipe with smaller tiles where a scene has many channels, be they bands or dates: memory stays."""
        tile = self.tile_size
        while tile > SMALLEST_TILE and scene.channel_count * tile**2 > MOST_VALUES:
            tile //= 2
        return self if tile == self.tile_size else dataclasses.replace(self, tile_size=tile)

    def to_json(self) -> dict[str, Any]:
        """All settings as plain JSON values."""
        return {**dataclasses.asdict(self), "candidates": list(self.candidates)}
