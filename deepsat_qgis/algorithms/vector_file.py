"""A parameter that names a file of polygons or points to write."""

from __future__ import annotations

from typing import Sequence

from qgis.core import QgsProcessing, QgsProcessingParameterVectorDestination


class VectorFile(QgsProcessingParameterVectorDestination):
    """A file of polygons or points. Its dialog offers the formats that the worker writes, and no others."""

    def __init__(
        self,
        name: str,
        title: str,
        kind: QgsProcessing.SourceType,
        endings: Sequence[str],
        *,
        optional: bool = False,
    ) -> None:
        super().__init__(name, title, kind, None, optional, not optional)
        self._endings = [ending.lstrip(".") for ending in endings]
        self.setSupportsNonFileBasedOutput(False)

    def supportedOutputVectorLayerExtensions(self) -> list[str]:
        return self._endings
