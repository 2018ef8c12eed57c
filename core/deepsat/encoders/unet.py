"""U-Nets of segmentation-models-pytorch with a ResNet encoder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from torch import nn

from deepsat.encoders.torchvision_operators import declare_missing_operators

if TYPE_CHECKING:
    from deepsat.encoders.networks import Architecture

ENCODERS = ("resnet18", "resnet34", "resnet50")
SMALLEST_DEPTH, LARGEST_DEPTH = 3, 5
"""Stages of the encoder that are used, its first convolution among them."""


class UnetFamily:
    """U-Nets; see `families.Family`."""

    title = "U-Net"
    joins_dates = False

    def problems(self, architecture: Architecture) -> list[str]:
        """What is wrong with the settings, in clauses."""
        found = []
        if architecture.encoder_name not in ENCODERS:
            found.append(f"encoder_name is one of {', '.join(ENCODERS)}")
        if not SMALLEST_DEPTH <= architecture.depth <= LARGEST_DEPTH:
            found.append(
                f"the number of decoder_channels lies between {SMALLEST_DEPTH} and {LARGEST_DEPTH}, "
                f"not {architecture.depth}"
            )
        if architecture.patch_size is not None:
            found.append("patch_size is None, since a U-Net has no patches")
        return found

    def output_stride(self, architecture: Architecture) -> int:
        """Each stage of the encoder halves the resolution."""
        return int(2**architecture.depth)

    def feature_channels(self, architecture: Architecture) -> int:
        """Those of the decoder's last block."""
        return architecture.decoder_channels[-1]

    def leaves_unused(self, architecture: Architecture, key: str) -> bool:
        """The stages beyond the depth."""
        return any(key.startswith(f"encoder.layer{stage}.") for stage in range(architecture.depth, LARGEST_DEPTH))

    def smp_config(self, architecture: Architecture) -> dict[str, Any] | None:
        """The `config.json` with which `smp.from_pretrained` builds the same network."""
        return {
            "_model_class": architecture.name,
            "activation": None,
            "aux_params": None,
            "classes": architecture.classes,
            "decoder_channels": list(architecture.decoder_channels),
            "encoder_depth": architecture.depth,
            "encoder_name": architecture.encoder_name,
            "encoder_weights": None,
            "in_channels": architecture.in_channels,
        }

    def build(self, architecture: Architecture) -> nn.Module:
        """The network with random weights; those that the architecture leaves unused are 0 and cannot learn."""
        declare_missing_operators()
        import segmentation_models_pytorch as smp

        config = self.smp_config(architecture) or {}
        network: nn.Module = getattr(smp, config.pop("_model_class"))(**config)
        for name, weights in network.named_parameters():
            if self.leaves_unused(architecture, name):
                weights.requires_grad_(False).zero_()
        return network
