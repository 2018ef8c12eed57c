"""Pre-training: views of unlabelled scenes, and the training loops of SeCo, Embedding Earth and CSCL."""

from deepsat.pretrain.correspondence import corresponding_pixels, pair_views, view_positions
from deepsat.pretrain.views import (
    Size,
    Turn,
    View,
    ViewSettings,
    Windows,
    draw_overlapping_windows,
    draw_views,
    take_nearest,
    take_valid,
    take_view,
)

__all__ = [
    "Size",
    "Turn",
    "View",
    "ViewSettings",
    "Windows",
    "corresponding_pixels",
    "draw_overlapping_windows",
    "draw_views",
    "pair_views",
    "take_nearest",
    "take_valid",
    "take_view",
    "view_positions",
]
