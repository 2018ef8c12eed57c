"""Polygons in: checked, brought onto a scene's grid, turned into labelled pixels, some held out."""

from deepsat.labels.class_map import NO_CLASS, ClassMap, LandCoverClass
from deepsat.labels.held_out import HeldOut, hold_out
from deepsat.labels.pixels import LabelPixels, label_pixels
from deepsat.labels.polygons import LabelPolygon, Labels, read_labels

__all__ = [
    "NO_CLASS",
    "ClassMap",
    "HeldOut",
    "LabelPixels",
    "LabelPolygon",
    "Labels",
    "LandCoverClass",
    "hold_out",
    "label_pixels",
    "read_labels",
]
