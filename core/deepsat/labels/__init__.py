"""Polygons in: checked, brought onto a scene's grid, turned into labelled pixels, some held out."""

from deepsat.labels.folds import Folds, polygon_folds
from deepsat.labels.pixels import LabelPixels, label_pixels
from deepsat.labels.polygons import LabelPolygon, Labels, read_areas, read_labels

__all__ = [
    "Folds",
    "LabelPixels",
    "LabelPolygon",
    "Labels",
    "label_pixels",
    "polygon_folds",
    "read_areas",
    "read_labels",
]
