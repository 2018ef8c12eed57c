"""The part of a raster to map, as algorithms are given it."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingAlgorithm, QgsProcessingContext

from deepsat.jobs import ErrorCode, UserError
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.parameter_values import Parameters


def extent_to_map(
    algorithm: QgsProcessingAlgorithm,
    parameters: Parameters,
    crs: QgsCoordinateReferenceSystem,
    context: QgsProcessingContext,
) -> Optional[tuple[float, float, float, float]]:
    """`EXTENT` as xmin, ymin, xmax and ymax in a CRS; None where it was not given.

    Raises:
        UserError: `INVALID_JOB` for an extent in which nothing lies: QGIS takes four zeros for none at all.
    """
    given = parameters.get(names.EXTENT)
    if not given:
        return None
    extent = algorithm.parameterAsExtent(parameters, names.EXTENT, context, crs)
    if extent.isNull() or extent.isEmpty():
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected="an extent with an inside, as xmin, xmax, ymin, ymax",
            found=given if isinstance(given, str) else extent.toString(),
            remedy="Correct the extent, or leave it empty to map all of the raster.",
        )
    return extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()
