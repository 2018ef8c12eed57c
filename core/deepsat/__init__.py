"""DeepSat: from a few labelled polygons on satellite imagery to a land-cover map.

Importing this package costs nothing: torch, rasterio and the rest are imported by the subpackages that need them,
because the QGIS side imports `deepsat.jobs` from here and must never load them.
"""

__version__ = "0.1.0"
