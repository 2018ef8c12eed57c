"""The three methods of pre-training: chips in, loss out."""

from deepsat.pretrain.methods.base import Method, MethodOutcome, Start, start_network
from deepsat.pretrain.methods.cscl import ContextSelfContrastMethod
from deepsat.pretrain.methods.embedding_earth import EmbeddingEarth, EmbeddingEarthSettings
from deepsat.pretrain.methods.seco import SeasonalContrastMethod

__all__ = [
    "ContextSelfContrastMethod",
    "EmbeddingEarth",
    "EmbeddingEarthSettings",
    "Method",
    "MethodOutcome",
    "SeasonalContrastMethod",
    "Start",
    "start_network",
]
