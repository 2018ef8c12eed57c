"""Settings of a pre-training that are not the person's to choose."""

from __future__ import annotations

import dataclasses
from typing import Any

import torch

from deepsat.jobs import ErrorCode, UserError
from deepsat.losses.dense_contrast import DenseContrastSettings
from deepsat.losses.seasonal_contrast import SeasonalContrastSettings
from deepsat.pretrain.radiometry import WEAK, Radiometry

CPU_SAMPLES, GPU_SAMPLES = 8, 64


@dataclasses.dataclass(frozen=True)
class PretrainSettings:
    """The defaults, tried on imagery of 5 to 30 m.

    Raises:
        UserError: a setting is out of its range; all that are, are named.
    """

    view_side: int = 64
    """Side of a view in pixels; times the network's input scale a multiple of its output stride."""
    chip_side: int = 96
    """Side of the window from which views are cut, in pixels; cscl, which needs one view of it, takes `view_side`."""
    samples: int = 0
    """Samples of a shard; 0 chooses by device."""
    shards: int = 0
    """Shards of a step, over all processes; 0 gives each process one."""
    learning_rate: float = 0.0
    """Peak; 0 takes the method's own: AdamW 1e-3, or for seco SGD .03 for each 256 samples, as in the paper."""
    weight_decay: float = 0.0
    """0 takes the method's own: .01, or for seco 1e-4 as in the paper."""
    warm_up_share: float = 0.05
    """Share of the steps in which the learning rate rises."""
    same_date_share: float = 0.25
    """For embedding_earth: share of the samples whose views show one date though the place has several."""
    smallest_zoom: float = 1.0
    largest_zoom: float = 1.0
    """Zoom of the views of embedding_earth: see `ViewSettings`."""
    radiometry: Radiometry = WEAK
    dense: DenseContrastSettings = dataclasses.field(default_factory=DenseContrastSettings)
    dense_momentum: float | None = None
    """Share of embedding_earth's momentum network that a step keeps; None for no such network."""
    cross_entropy: float = 0.0
    """For cscl: weight of cross-entropy beside the contrast; class ids must mean the same in all places then."""
    seasonal: SeasonalContrastSettings = dataclasses.field(default_factory=SeasonalContrastSettings)
    decoder_channels: tuple[int, ...] = (128, 64, 32, 32)
    encoder_name: str = "resnet18"
    input_scale: int = 2
    half_precision: bool = True
    """Whether the checkpoint is stored in half precision."""
    autocast: bool = True
    """Whether to compute in bfloat16 where the device gains from it."""
    loader_workers: int = -1
    """Processes that read chips; -1 chooses by device: none on a CPU, four for a GPU."""
    memory_bytes: int = 2**30
    """Most that remembered rasters may take, over all loader processes."""
    save_seconds: float = 60.0
    """Time between two savings of the state."""
    log_every: int = 10
    """Steps between two points of the curves."""

    def __post_init__(self) -> None:
        wrong = [f"chip_side {self.chip_side} below view_side {self.view_side}"] * (self.chip_side < self.view_side)
        stride = 2 ** len(self.decoder_channels)
        wrong += [f"view_side {self.view_side}"] * (
            self.view_side < 1 or self.view_side * self.input_scale % stride > 0
        )
        counts = ("samples", "shards", "learning_rate", "weight_decay", "loader_workers")
        wrong += [f"{name} {getattr(self, name)}" for name in counts if getattr(self, name) < -(name == counts[-1])]
        wrong += [f"warm_up_share {self.warm_up_share}"] * (not 0 <= self.warm_up_share < 1)
        wrong += [f"log_every {self.log_every}"] * (self.log_every < 1)
        if wrong:
            raise UserError(
                ErrorCode.INVALID_JOB,
                expected="sides that fit the network, counts from 0 on, and a warm-up below 1",
                found=", ".join(wrong),
                remedy="Correct these settings of the pre-training.",
            )

    def samples_on(self, device: torch.device) -> int:
        """Samples of a shard on a device."""
        return self.samples or (CPU_SAMPLES if device.type == "cpu" else GPU_SAMPLES)

    def workers_on(self, device: torch.device) -> int:
        """Loader processes for a device."""
        return self.loader_workers if self.loader_workers >= 0 else (4 if device.type == "cuda" else 0)

    def to_json(self) -> dict[str, Any]:
        """All settings as plain JSON values."""
        return {**dataclasses.asdict(self), "decoder_channels": list(self.decoder_channels)}


DEFAULTS = PretrainSettings()
