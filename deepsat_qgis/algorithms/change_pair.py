"""What the algorithms for change share: the rasters of two dates."""

from __future__ import annotations

from qgis.core import QgsProcessingContext

from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm
from deepsat_qgis.algorithms.parameter_values import Parameters


class ChangeAlgorithm(DeepSatAlgorithm):
    """Base of the algorithms that look at two dates."""

    def dates_of_change(self, parameters: Parameters, context: QgsProcessingContext) -> tuple[str, str]:
        """Files of `BEFORE` and `AFTER`.

        Raises:
            UserError: `RASTER_UNREADABLE` or `GRID_UNSUPPORTED`.
        """
        before, after = (self.raster_path(parameters, name, context) for name in (names.BEFORE, names.AFTER))
        return before, after
