"""From a raster layer to the file that the worker opens, refusing early what cannot be mapped.

The worker checks again; these checks answer before anything is started, and in terms of layers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import Qt

from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_files import OTHER, RASTER_SUFFIXES, archive_prefix, band_file
from deepsat_qgis.layers.raster_file import leave_archives_alone, open_raster

_ARCHIVES = ("/vsizip", "/vsitar", "/vsigzip")
"""How GDAL begins the names of files in archives."""
_UNPACKED_INSTEAD = (
    "Unpack the archive and load the layers from its folder; toolbox and command line take an archive as it is."
)
_SENTINEL2_PRODUCT = "SENTINEL2_"
"""How GDAL begins the names of what it finds in a product's metadata, MTD_MSIL2A.xml."""
_BANDS_INSTEAD = (
    "Load the product's files of bands instead (IMG_DATA, .jp2): DeepSat takes all of them together as one image."
)


def scene_path(layer: QgsRasterLayer) -> str:
    """Absolute path of the file behind `layer`.

    Raises:
        UserError: `RASTER_UNREADABLE` when the layer is no plain local file, `GRID_UNSUPPORTED` when the file has no
            CRS or another one than the layer, or its rows do not run from west to east with north on top.
    """
    path = local_file(layer)
    _check_grid(path)
    _check_crs(layer, path)
    return str(path)


def paths_of(items: Sequence[QgsRasterLayer | Path]) -> tuple[str, ...]:
    """Absolute paths of what a scene consists of: of layers as `scene_path`, of folders themselves.

    What products hold beside bands, such as previews, need not lie on the ground as imagery does: it is left out.

    Raises:
        UserError: as `scene_path`.
    """
    return tuple(str(item) if isinstance(item, Path) else _path_in_scene(item, len(items) > 1) for item in items)


def folder_crs(folder: Path) -> QgsCoordinateReferenceSystem:
    """The CRS of a folder of imagery, or of an archive: that of its first raster.

    Raises:
        UserError: `RASTER_UNREADABLE` where it holds none.
    """
    prefix = "" if folder.is_dir() else archive_prefix(folder.name)
    leave_archives_alone()
    names = gdal.ReadDirRecursive(f"{prefix}{folder}") or []
    rasters = sorted(name for name in names if name.lower().endswith(RASTER_SUFFIXES))
    if not rasters:
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected="a folder with rasters",
            found=f"none in {folder}",
            remedy="Choose the folder of a product, or of its bands.",
        )
    first = open_raster(f"{prefix}{folder}/{rasters[0]}")
    return QgsCoordinateReferenceSystem.fromWkt(first.GetProjection())


def _path_in_scene(layer: QgsRasterLayer, has_others: bool) -> str:
    path = local_file(layer)
    named = band_file(str(path)) if has_others else None
    if named is None or named.kind != OTHER:
        _check_grid(path)
        _check_crs(layer, path)
    return str(path)


def temporal_dates(layers: Sequence[QgsRasterLayer]) -> tuple[str, ...]:
    """The day that each layer's temporal properties begin at, as YYYY-MM-DD; none unless all of several have one."""
    days = []
    for layer in layers:
        properties = layer.temporalProperties()
        begin = properties.fixedTemporalRange().begin()
        if not properties.isActive() or not begin.isValid():
            return ()
        days.append(begin.date().toString(Qt.DateFormat.ISODate))
    return tuple(days) if len(days) > 1 else ()


def local_file(layer: QgsRasterLayer) -> Path:
    """The file behind `layer`; web services, database rasters and parts of containers have none.

    Raises:
        UserError: `RASTER_UNREADABLE`.
    """
    if layer.providerType() != "gdal":
        raise _not_a_file(f"layer “{layer.name()}” of the data provider “{layer.providerType()}”")
    parts = QgsProviderRegistry.instance().decodeUri("gdal", layer.source())
    named = [key for key in ("layerName", "vsiPrefix", "openOptions") if parts.get(key)]
    path = Path(str(parts.get("path") or ""))
    if layer.source().startswith(_SENTINEL2_PRODUCT):
        raise _not_a_file(f"the product layer “{layer.name()}”, which has the bands of one pixel size", _BANDS_INSTEAD)
    if str(parts.get("vsiPrefix") or "").startswith(_ARCHIVES) and path.exists():
        raise _not_a_file(f"layer “{layer.name()}” in {path.name}", _UNPACKED_INSTEAD)
    if not named and path.is_absolute() and not path.exists():
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected="the raster file behind the layer",
            found=f"no file at {path}, where layer “{layer.name()}” has it",
            remedy="Put the file back, tell the layer where it is now (Change Data Source…), or choose another layer.",
        )
    if named or not path.exists():
        raise _not_a_file(f"layer “{layer.name()}” from {layer.source()}")
    return path.absolute()


def archive_path(text: str, context: QgsProcessingContext) -> str:
    """What pre-training is told of one raster or folder; rasters that it cannot use it leaves out, and says so.

    Args:
        text: path of a file or folder, or what Processing calls a layer by.
        context: knows the layers.

    Raises:
        UserError: `RASTER_UNREADABLE` where there is neither.
    """
    if text and Path(text).exists():
        return str(Path(text).absolute())
    layer = QgsProcessingUtils.mapLayerFromString(text, context) if text else None
    if not isinstance(layer, QgsRasterLayer):
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected="rasters, or folders of rasters",
            found=f"nothing at “{text}”" if text else "nothing",
            remedy="Check the paths.",
        )
    return str(local_file(layer))


def _not_a_file(
    found: str, remedy: str = "Save the layer as GeoTIFF first (Layer > Save As… > Raw data) and choose that layer."
) -> UserError:
    return UserError(
        ErrorCode.RASTER_UNREADABLE,
        expected="a raster layer from a file on this computer, such as a GeoTIFF",
        found=found,
        remedy=remedy,
    )


def _check_grid(path: Path) -> None:
    """Refuses a raster whose own file lacks a CRS or has a rotated, sheared or south-up grid."""
    dataset = open_raster(str(path))
    if not dataset.GetProjection():
        raise UserError(
            ErrorCode.GRID_UNSUPPORTED,
            expected="a raster with a coordinate reference system",
            found=f"no coordinate reference system in {path.name}",
            remedy="Write its CRS into the file with Raster > Projections > Assign Projection….",
        )
    _, column_x, row_x, _, column_y, row_y = dataset.GetGeoTransform()
    if row_x != 0 or column_y != 0:
        raise _bad_grid(f"a rotated or sheared grid in {path.name} (rotation terms {row_x:g} and {column_y:g})")
    if column_x <= 0 or row_y >= 0:
        raise _bad_grid(f"a mirrored or south-up grid in {path.name} (pixel {column_x:g} by {row_y:g})")


def _check_crs(layer: QgsRasterLayer, path: Path) -> None:
    """Refuses a layer that has been given another CRS than its file has: the worker knows the file only."""
    crs = QgsCoordinateReferenceSystem.fromWkt(open_raster(str(path)).GetProjection())
    if crs.isValid() and layer.crs().isValid() and layer.crs() != layer.dataProvider().crs() and _moves(layer, crs):
        raise UserError(
            ErrorCode.GRID_UNSUPPORTED,
            expected="a layer with the coordinate reference system of its file",
            found=f"{_crs_in_words(crs)} in {path.name}, {_crs_in_words(layer.crs())} for its layer “{layer.name()}”",
            remedy="Where the layer is right, write its CRS into the file with Raster > Projections > Assign "
            "Projection…; else give the layer the one of its file (right-click it: Layer CRS > Set Layer CRS…).",
        )


def _moves(layer: QgsRasterLayer, crs: QgsCoordinateReferenceSystem) -> bool:
    """Whether the corners would lie half a pixel elsewhere in another CRS; not where one is written in two ways."""
    transform, extent = QgsCoordinateTransform(crs, layer.crs(), layer.transformContext()), layer.extent()
    near = min(layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY()) / 2
    corners = QgsPointXY(extent.xMinimum(), extent.yMinimum()), QgsPointXY(extent.xMaximum(), extent.yMaximum())
    try:
        return any(transform.transform(corner).distance(corner) > near for corner in corners)
    except QgsCsException:
        return True


def _crs_in_words(crs: QgsCoordinateReferenceSystem) -> str:
    return str(crs.authid() or crs.description() or crs.toProj())


def _bad_grid(found: str) -> UserError:
    return UserError(
        ErrorCode.GRID_UNSUPPORTED,
        expected="a raster whose rows run west to east, with north on top",
        found=found,
        remedy="Straighten it with Raster > Projections > Warp (Reproject)… and choose the result.",
    )
