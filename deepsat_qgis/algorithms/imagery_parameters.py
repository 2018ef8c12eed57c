"""Parameters about imagery."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from deepsat.jobs.choices import SCALES
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.field_parameters import FieldParameters
from deepsat_qgis.translation import tr


class RastersOrFolders(QgsProcessingParameterMultipleLayers):
    """Raster layers as ever; beside them paths of folders, which are no layers and which Processing would refuse."""

    def checkValueIsAcceptable(self, value: Any, context: QgsProcessingContext | None = None) -> bool:
        # Without a context Processing opens nothing; the algorithm looks at each path itself.
        return super().checkValueIsAcceptable(value)


class RastersOrNone(QgsProcessingParameterMultipleLayers):
    """Raster layers, and empty names that keep the places of those that are missing; Processing would refuse them."""

    def checkValueIsAcceptable(self, value: Any, context: QgsProcessingContext | None = None) -> bool:
        named = [item for item in value if item != ""] if isinstance(value, (list, tuple)) else value
        return super().checkValueIsAcceptable(named, context)


class ImageryParameters(FieldParameters):
    """Rasters, dates, cloud masks, and the part that is worked on."""

    def scene(self) -> RastersOrFolders:
        """One raster, files of its bands, a product's folder, or a time series of such."""
        raster = QgsProcessing.SourceType.TypeRaster
        return self._finished(RastersOrFolders(names.INPUT, tr("Imagery"), raster), "input")

    def archive(self) -> RastersOrFolders:
        """Rasters and folders of rasters."""
        raster = QgsProcessing.SourceType.TypeRaster
        return self._finished(RastersOrFolders(names.INPUT, tr("Imagery (rasters or folders)"), raster), "input")

    def folder_of_rasters(self) -> QgsProcessingParameterFolderDestination:
        """Folder that virtual rasters are written to."""
        parameter = QgsProcessingParameterFolderDestination(names.OUTPUT, tr("Folder of the virtual rasters"))
        return self._finished(parameter, "folder")

    def before(self) -> QgsProcessingParameterRasterLayer:
        """The first date of two."""
        return self._finished(QgsProcessingParameterRasterLayer(names.BEFORE, tr("Before")), "before")

    def after(self) -> QgsProcessingParameterRasterLayer:
        """The second date of two."""
        return self._finished(QgsProcessingParameterRasterLayer(names.AFTER, tr("After")), "after")

    def dates(self) -> QgsProcessingParameterString:
        """Dates of a time series."""
        parameter = QgsProcessingParameterString(
            names.DATES, tr("Dates of the rasters, separated by commas"), "", optional=True
        )
        return self._advanced(parameter, "dates")

    def masks(self) -> RastersOrNone:
        """Cloud masks of a time series."""
        raster = QgsProcessing.SourceType.TypeRaster
        parameter = RastersOrNone(names.MASKS, tr("Cloud masks of the rasters"), raster, optional=True)
        return self._advanced(parameter, "masks")

    def scale(self) -> QgsProcessingParameterEnum:
        """How much finer the map is than the imagery."""
        choices = [str(scale) for scale in SCALES]
        title, default = tr("Pixels of the map per side of a pixel of the imagery"), str(self._default("scale"))
        parameter = QgsProcessingParameterEnum(
            names.SCALE, title, choices, defaultValue=default, usesStaticStrings=True
        )
        return self._advanced(parameter, "scale")

    def extent(self) -> QgsProcessingParameterExtent:
        """Part of the scene to map."""
        parameter = QgsProcessingParameterExtent(names.EXTENT, tr("Part to map"), optional=True)
        # Jobs have another order, in which QGIS would read most extents as one that holds the whole scene.
        parameter.setHelp(
            tr(
                "Part to map as xmin, xmax, ymin, ymax, the order of QGIS, in the CRS of the raster or, such as "
                "[EPSG:4326] behind it, in another; empty for all of it."
            )
        )
        return parameter

    def within(self) -> QgsProcessingParameterFeatureSource:
        """Polygons to map the inside of."""
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        title = tr("Map only inside of these polygons")
        return self._finished(
            QgsProcessingParameterFeatureSource(names.WITHIN, title, polygons, optional=True), "within"
        )

    def raster_to_compare(self) -> QgsProcessingParameterRasterLayer:
        """Optional raster that an exported model is compared with the model on."""
        title = tr("Raster to compare the file with the model on")
        return self._finished(QgsProcessingParameterRasterLayer(names.INPUT, title, optional=True), "input")
