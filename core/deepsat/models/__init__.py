"""Models: what fine-tuning makes and prediction runs."""

from deepsat.models.forest import Forest
from deepsat.models.model import Model
from deepsat.models.neighbourhood import neighbourhood

__all__ = ["Forest", "Model", "neighbourhood"]
