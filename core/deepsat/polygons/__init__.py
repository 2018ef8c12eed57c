"""Polygons: class rasters become areas with shared borders, along pixel edges or simplified."""
