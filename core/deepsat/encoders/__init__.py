"""Encoders and decoders: descriptions of networks, and the networks themselves."""

from deepsat.encoders.networks import (
    Architecture,
    batch_norms,
    build_network,
    freeze_batch_norm,
    image_features,
    parameter_count,
    scene_features,
    scene_logits,
)
from deepsat.encoders.spectral_start import (
    renew_spectral_path,
    separate_spectral_path,
    spectral_channels,
    start_spectrally,
)
from deepsat.encoders.torchvision_operators import declare_missing_operators

__all__ = [
    "Architecture",
    "batch_norms",
    "build_network",
    "declare_missing_operators",
    "freeze_batch_norm",
    "image_features",
    "parameter_count",
    "renew_spectral_path",
    "scene_features",
    "scene_logits",
    "separate_spectral_path",
    "spectral_channels",
    "start_spectrally",
]
