"""Choices: what the settings of jobs may be."""

from __future__ import annotations

SCALES = (1, 2, 4)
LOSSES = ("cross_entropy",)
METHODS = ("embedding_earth", "seco", "cscl")
FILE_KINDS = ("auto", "seco", "torchgeo", "ssl4eo", "smp", "galileo")
SUGGESTION_SHAPES = ("boxes", "points")
RASTER_FILES = (".tif", ".tiff")
SUGGESTION_FILES = (".gpkg", ".geojson")
POINT_FILES = (".gpkg", ".csv")
REPORT_FILES = (".html", ".htm")
TABLE_FILES = (".csv",)
MOST_SUGGESTIONS = 1000
MOST_DATES_PER_VIEW = 16
EXPORT_FORMATS = ("onnx", "deepness")
POLYGON_FILES = (".gpkg",)
DEVICES = ("auto", "cpu", "cuda", "mps")
ENGINES = ("auto", "torch", "openvino")
PRECISIONS = ("auto", "float32", "int8")
LANGUAGES = ("en", "de")
DESIGNS = ("held_out", "stratified", "simple")
ALLOCATIONS = ("balanced", "proportional", "equal")
MOST_POINTS = 1_000_000
MOST_PARTS = 500
"""Of a feature whose parts count as polygons; a raster made into one feature a class has more, and counts as one."""
