"""The part of QGIS that the plugin imports, for the type checker: Qt as PyQt6 has it, QGIS itself without types."""
