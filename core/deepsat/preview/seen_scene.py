"""What is remembered of a scene between previews, in the memory of the worker's process."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import torch
from torch import Tensor

import deepsat
from deepsat.checkpoints.names import folder_of_checkpoint
from deepsat.finetune.checkpoints import content_hash, start_network
from deepsat.finetune.covering import CONTEXT_PX, CORE_PX
from deepsat.finetune.frozen import calibrate
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.sampling import random_windows
from deepsat.finetune.start import Start
from deepsat.imagery import Normalisation, UsableScene, Window
from deepsat.imagery.file_states import states_of_raster
from deepsat.imagery.scene import Scene
from deepsat.jobs import ErrorCode, UserError
from deepsat.preview.feature_map import FeatureMap, View, feature_map
from deepsat.preview.frozen_network import FrozenNetwork
from deepsat.preview.label_features import LabelFeatures
from deepsat.reporting import Reporter

DRAWS = 40
"""Times that calibration looks for data in random windows before it gives up."""


@dataclasses.dataclass
class SeenScene:
    """A scene, the network that looks at it, and what it has seen; of one part of the scene at a time.

    Nothing of it depends on labels: the network is calibrated on windows at random places, its head is never used.
    """

    key: str
    start: Start
    network: FrozenNetwork
    normalisation: Normalisation
    labels: LabelFeatures
    part: FeatureMap | None = None

    def part_of(self, view: View, window: Window, recipe: Recipe, reporter: Reporter) -> tuple[FeatureMap, bool]:
        """The features of a window, and whether they were there already."""
        if self.part is not None and self.part.window == window:
            return self.part, True
        # Before the next is made: both may not fit into memory.
        self.part = None
        self.part = feature_map(
            self.network, view, window, tile=recipe.tile_size, margin=recipe.tile_margin, reporter=reporter
        )
        return self.part, False


class Memory:
    """Remembers the scene that was seen last, and no other.

    Of a U-Net that is at most 1.3 GB: 256 bytes for each pixel of the part that is mapped, 200 MB for the windows
    around labels, and the network.

    Attributes:
        seen: the scene; None before the first.
    """

    def __init__(self) -> None:
        self.seen: SeenScene | None = None

    def forget(self) -> None:
        """Gives the memory back."""
        self.seen = None

    def scene(
        self, usable: UsableScene, checkpoint: str, recipe: Recipe, device: torch.device, seed: int, reporter: Reporter
    ) -> SeenScene:
        """What is remembered of a scene; at first its network, started and calibrated.

        Args:
            usable: an open scene.
            checkpoint: where the network starts from; `auto` is settled already.
            recipe: how random weights are arranged.
            device: where to compute.
            seed: of every random draw.
            reporter: asked whether to stop.

        Raises:
            UserError: as `start_network`; `RASTER_UNREADABLE` where no data are found to calibrate on.
        """
        key = _key(usable.scene, checkpoint, recipe, device, seed)
        if self.seen is None or self.seen.key != key:
            self.forget()
            self.seen = _seen(key, usable, checkpoint, recipe, device, seed, reporter)
        return self.seen


MEMORY = Memory()
"""Of this process."""


def _key(scene: Scene, checkpoint: str, recipe: Recipe, device: torch.device, seed: int) -> str:
    """Equal for jobs that would see the same."""
    folder = folder_of_checkpoint(checkpoint)
    facts = {
        "scene": [states_of_raster(path) or [[path]] for path in (*scene.paths, *scene.masks)],
        "grid": dataclasses.asdict(scene.grid),
        "bands": [dataclasses.asdict(band) for band in scene.bands],
        "dates": [scene.dates, scene.moments],
        "start": "" if folder is None else content_hash(folder),
        "recipe": recipe.to_json(),
        "device": str(device),
        "seed": seed,
        "version": deepsat.__version__,
    }
    return json.dumps(facts, sort_keys=True)


def _seen(
    key: str, usable: UsableScene, checkpoint: str, recipe: Recipe, device: torch.device, seed: int, reporter: Reporter
) -> SeenScene:
    # The number of classes decides on the head only, which is not used: what is seen outlasts a new class.
    start = start_network(checkpoint, usable.scene, 1, recipe, seed)
    start.network.to(device)
    normalisation = usable.normalisation
    if start.needs_calibration:
        view = View(usable.scene, normalisation)
        images = _calibration_images(view, recipe.calibration_windows, seed, reporter)
        calibrate(start, images.to(device), reporter.check_cancelled)
    return SeenScene(key, start, FrozenNetwork(start, device), normalisation, LabelFeatures())


def _calibration_images(view: View, count: int, seed: int, reporter: Reporter) -> Tensor:
    """Windows of the scene at random places, float32 (B,C,S,S), in which there are data."""
    side, grid = CORE_PX + 2 * CONTEXT_PX, view.scene.grid
    for draw in range(DRAWS):
        reporter.check_cancelled()
        windows = random_windows(grid.height, grid.width, side=side, count=count, seed=seed + draw)
        chips = [view.read(window) for window in windows]
        filled = np.array([valid.mean() for _, valid in chips])
        if filled.max() > 0:
            chosen = np.flatnonzero(filled >= min(0.5, filled.max()))
            return torch.from_numpy(np.stack([chips[index][0] for index in chosen]))
    raise UserError(
        ErrorCode.RASTER_UNREADABLE,
        expected="a raster with data in more than a few places",
        found=f"NoData at {DRAWS * count} random places of {view.scene.path}",
        remedy="Clip the raster to where it has data.",
    )
