"""What the algorithms for change share: the rasters of two dates."""

from __future__ import annotations

from qgis.core import QgsProcessingContext

from deepsat.jobs import ErrorCode, UserError
from deepsat_qgis.algorithms import parameters as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm, Parameters
from deepsat_qgis.layers.scene_file import scene_path


class ChangeAlgorithm(DeepSatAlgorithm):
    """Base of the algorithms that look at two dates."""

    def dates_of_change(self, parameters: Parameters, context: QgsProcessingContext) -> tuple[str, str]:
        """Files of `BEFORE` and `AFTER`.

        Raises:
            UserError: `RASTER_UNREADABLE` or `GRID_UNSUPPORTED`.
        """
        before, after = (self._raster(parameters, name, context) for name in (names.BEFORE, names.AFTER))
        return before, after

    def _raster(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> str:
        layer = self.parameterAsRasterLayer(parameters, name, context)
        if layer is None:
            raise UserError(
                ErrorCode.RASTER_UNREADABLE,
                expected=f"a raster that QGIS opens as {name}",
                found=str(parameters.get(name)),
                remedy="Check the path and whether the file is whole.",
            )
        return scene_path(layer)
