"""Scenes in, maps out: grids, windows, bands, NoData, and rasters written whole."""

from deepsat.imagery.bands import bands_of
from deepsat.imagery.class_raster import NO_PERCENT, ClassRasterWriter, PercentRasterWriter, percent_of
from deepsat.imagery.estimating import estimate
from deepsat.imagery.grid import Grid
from deepsat.imagery.normalisation import Normalisation
from deepsat.imagery.opening import open_scene
from deepsat.imagery.scene import Pixels, Scene
from deepsat.imagery.usable_bands import UsableScene, with_usable_bands
from deepsat.imagery.windows import Window
from deepsat.jobs.band_matching import match_bands
from deepsat.jobs.bands import Band

__all__ = [
    "NO_PERCENT",
    "Band",
    "ClassRasterWriter",
    "Grid",
    "Normalisation",
    "PercentRasterWriter",
    "Pixels",
    "Scene",
    "UsableScene",
    "Window",
    "bands_of",
    "estimate",
    "match_bands",
    "open_scene",
    "percent_of",
    "with_usable_bands",
]
