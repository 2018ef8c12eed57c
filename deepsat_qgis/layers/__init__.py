"""Between QGIS layers and the files that the worker reads and writes."""
