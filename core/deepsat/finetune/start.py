"""The start of a fine-tuning: a network, and what is known of it."""

from __future__ import annotations

import dataclasses

from torch import nn

from deepsat.encoders import Architecture


@dataclasses.dataclass(frozen=True)
class Start:
    """A network to fine-tune, on the CPU."""

    network: nn.Module
    architecture: Architecture
    calibrated: bool
    """Whether batch normalisation already has the statistics that the weights were trained with."""
    findings: tuple[str, ...] = ()
    """Sentences about how the checkpoint, or the model before, fits the scene and the labels."""
    spectral_share: float = 0.0
    """Share of the decoder's last channels that was arranged for the scene's bands and is not calibrated yet."""
    weights_hash: str = ""
    """Of the checkpoint or model that the weights are from; empty for random ones."""
    trusted_share: float = 0.0
    """Share of the decoder's last channels that the head trusts more than the others, which were learnt elsewhere; 0
    where it trusts all alike."""
    tried_with: int = 0
    """Of a model: `TrainingFacts.tried_with`."""
    steps: int = 0
    """Of training all weights on labels, that the weights have seen already."""
    continues: bool = False
    """Whether the weights are a fine-tuned model's: then the head has its rows for the classes that are still there."""

    @property
    def needs_calibration(self) -> bool:
        """Whether statistics of the network are to be brought to the scene."""
        return not self.calibrated or self.spectral_share > 0
