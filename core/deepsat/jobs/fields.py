"""Fields of jobs, and the help that several jobs share.

A field's help is the text of the parameter everywhere: in the toolbox, on the command line and in the docs.
"""

from __future__ import annotations

import dataclasses
from typing import Any


def described(text: str, default: Any = dataclasses.MISSING) -> Any:
    """A dataclass field whose help is `text`."""
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata={"help": text})
    return dataclasses.field(default=default, metadata={"help": text})


LABELS = "Vector file with the labelled polygons."
CLASS_FIELD = "Field of the labels that names the class, as text or whole number."
LABELS_LAYER = "Layer inside the label file; empty for its only layer."
BANDS_IN_FILES = (
    "Bands may lie in files of their own: give all of these files, or their folder, such as that of a Sentinel-2 or "
    "Landsat product."
)
LEARNT_AND_MAPPED = (
    "Raster to learn from and to map; several of one place, or a folder of them, make a time series. " + BANDS_IN_FILES
)
NEW_MODEL = "Folder that the fine-tuned model is written to."
MODEL = "Folder of the fine-tuned model."
NEW_CHECKPOINT = "Folder that the checkpoint is written to."

START = (
    "Weights to start from: 'auto' for DeepSat's own where they know all bands, else random ones; 'random', the name "
    "of a checkpoint, its folder, or the folder of a model to continue from."
)

LOSS = "Loss that is minimised: 'cross_entropy'."
SEED_OF_MODEL = "Seed of every random draw; the same seed gives the same model on the same device."
SEED_OF_MAP = "Seed of every random draw; the same seed gives the same map on the same device."
DEVICE = "Device to compute on: 'auto', 'cpu', 'cuda', 'cuda:N' or 'mps'."
MAX_MINUTES = "Longest time to fine-tune for, in minutes."
REPORT = "HTML report to write; empty for none."
BEFORE = "Raster of the first date."
AFTER = "Raster of the second date, with the same bands; brought to the grid of the first."
EXTENT = "Part to map as xmin, ymin, xmax, ymax in the raster's CRS; empty for all of it."
CLASS_RASTER = "Class raster to write (GeoTIFF): value k is class k of the model, 255 is NoData."
PROBABILITY = "Raster of class probabilities to write, one band a class, 0-100 %; empty for none."
CONFIDENCE = "Raster of the winning class' probability to write, 0-100 %; empty for none."
ENTROPY = "Raster of how undecided the model is among all classes, 0-100 % of the highest entropy; empty for none."
POLYGONS = "Polygons of the map to write (GeoPackage), with class, class_id, colour and hectares; empty for none."

MIN_AREA = (
    "Smallest polygon in square metres: smaller patches go to the neighbour that they share the longest border with. "
    "0 to keep all. The class raster stays as it is."
)

SIMPLIFY = (
    "Simplify borders of polygons: detail up to about this many metres wide goes, and neighbours keep one common "
    "border. One and a half pixels straighten stairs; 0 follows pixel edges exactly."
)

DATES = (
    "Acquisition date of each raster as YYYY-MM-DD, or of each date that a single raster stacks; empty to take dates "
    "from tags, and from names of files and folders."
)

MASKS = (
    "Cloud mask of each raster of a series, a raster that is not 0 where the ground is hidden; an empty name for a "
    "raster without one. A band or a file called SCL or QA_PIXEL is such a mask without being named."
)

CLASS_NAMES = (
    "Names of classes by value of the class field, as value=name, such as 3=water; other values are names themselves. "
    "Values with one name are one class."
)

CLASS_COLOURS = "Colours of classes in the map, as name=#rrggbb; the other classes get colours of their own."

SCALE = (
    "How much finer than the imagery the map shall be: 2 or 4 for pixels of half or a quarter of its side; 1 for the "
    "imagery's own."
)

LANGUAGE = "Language of the report: 'en' for English or 'de' for German."

PART = ("extent", "within", "within_layer")
"""Fields that choose a part of the raster."""
