"""Features of a vector file: geometry, id and the value of one field."""

from __future__ import annotations

import dataclasses
import warnings
from typing import Any

import numpy as np
import pyogrio
import pyproj
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import CRSError, ProjError

from deepsat.failures import in_words
from deepsat.imagery.grid import Grid
from deepsat.imagery.sources import is_missing_file
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.layer_copies import copied_from, original_of

# Only places in the plane count: that measures along them are dropped is no news.
warnings.filterwarnings("ignore", message=r"Measured \(M\) geometry types", category=UserWarning)


@dataclasses.dataclass(frozen=True)
class Features:
    """The features of one layer, arrays of equal length N."""

    ids: NDArray[np.int64]
    geometries: NDArray[np.object_]
    """Shapely geometries in `crs`, two-dimensional; None where a feature has none."""
    values: NDArray[Any]
    """The field's values in the type that the file has; none where no field was asked for."""
    crs: pyproj.CRS


def transformer_to(grid: Grid, crs: pyproj.CRS) -> pyproj.Transformer:
    """From the CRS of features, easting first, to that of a grid.

    Raises:
        UserError: `LABELS_UNREADABLE` where there is no way, as from a CRS that is not on Earth.
    """
    target = pyproj.CRS.from_wkt(grid.crs_wkt)
    try:
        return pyproj.Transformer.from_crs(crs, target, always_xy=True)
    except ProjError as error:
        raise UserError(
            ErrorCode.LABELS_UNREADABLE,
            expected=f"labels in a CRS that can be transformed to the raster's, {target.name}",
            found=f"the CRS {crs.name}",
            remedy="Save the labels in the CRS of the raster.",
        ) from error


def read_features(path: str, field: str, layer: str = "") -> Features:
    """Reads all features of a layer.

    Args:
        path: vector file that GDAL opens.
        field: field to read; empty for none, and then `values` is empty too.
        layer: layer of the file; empty for its only one with geometries.

    Raises:
        UserError: `LABELS_UNREADABLE` for a file that is missing, damaged, has several layers to choose from or no CRS;
            `CLASS_FIELD_MISSING`, with the fields that there are.
    """
    try:
        chosen = _chosen_layer(path, layer)
        fields = list(map(str, pyogrio.read_info(path, layer=chosen)["fields"]))
        if field:
            _check_field(field, fields, path)
        wanted = [field] if field else []
        meta, ids, geometries, values = pyogrio.raw.read(path, layer=chosen, columns=wanted, return_fids=True)
    except (DataSourceError, DataLayerError) as error:
        raise _not_opened(path, error) from error
    except UnicodeDecodeError as error:
        found = f"text in {path} that is not in the encoding {error.encoding}, which the file names"
        raise _unreadable(found, "Save the layer as a GeoPackage with the right encoding.") from error
    # Geometries that shapely does not know, such as damaged ones, become None.
    shapes = shapely.force_2d(shapely.from_wkb(geometries, on_invalid="ignore"))
    column = _truth_values(values[0], meta["dtypes"][0]) if field else np.zeros(0, dtype=object)
    return Features(np.asarray(ids, dtype=np.int64), shapes, column, _crs(meta["crs"], path))


def _truth_values(values: NDArray[Any], written_as: str) -> NDArray[Any]:
    """True and false as words where some are NULL: they come as real numbers then, and would be other classes."""
    if written_as != "bool" or values.dtype.kind != "f":
        return values
    words = [None if np.isnan(value) else "true" if value else "false" for value in values]
    return np.array(words, dtype=object)


def field_names(path: str, layer: str = "") -> list[str]:
    """Names of the fields of a layer that `read_features` can read."""
    return list(map(str, pyogrio.read_info(path, layer=_chosen_layer(path, layer))["fields"]))


def name_for_report(path: str, layer: str = "") -> str:
    """What a report calls a vector file: its path, or the layer that a passing copy was made of."""
    return copied_from(_description(path, layer)) or path


def name_for_message(path: str, layer: str = "") -> str:
    """What a message calls a vector file: its path, or the layer in QGIS that it is a copy of."""
    original = original_of(_description(path, layer))
    return f"“{original}”" if original else path


def _description(path: str, layer: str) -> str:
    try:
        described = pyogrio.read_info(path, layer=_chosen_layer(path, layer))["layer_metadata"] or {}
    except (DataSourceError, DataLayerError, UserError):
        # A raster, or a table of points.
        return ""
    return str(described.get("DESCRIPTION", ""))


def _chosen_layer(path: str, layer: str) -> str:
    """The layer asked for, or the only one; tables without geometries, such as QGIS' styles, do not count."""
    layers = [str(name) for name, geometry in pyogrio.list_layers(path) if layer or geometry is not None]
    if layer in layers:
        return layer
    if not layer and len(layers) == 1:
        return layers[0]
    listed = ", ".join(layers[:20]) or "none"
    if layer:
        raise _unreadable(f"no layer {layer} in {path}; its layers are: {listed}", "Choose one of these layers.")
    if not layers:
        raise _unreadable(f"no layer with geometries in {path}", "Choose a vector file with polygons.")
    raise _unreadable(f"{len(layers)} layers in {path}: {listed}", "Say which layer holds the labels.")


def _check_field(field: str, fields: list[str], path: str) -> None:
    if field not in fields:
        raise UserError(
            ErrorCode.CLASS_FIELD_MISSING,
            expected=f"a field named {field} in {path}",
            found=f"the fields {', '.join(fields)}" if fields else "no fields at all",
            remedy="Choose the field that names the class of each polygon.",
        )


def _crs(text: str | None, path: str) -> pyproj.CRS:
    if not text:
        remedy = "Assign the layer's CRS, for example with QGIS' Assign projection, or restore its .prj file."
        raise _unreadable(f"no CRS in {path}", remedy)
    try:
        return pyproj.CRS.from_user_input(text)
    except CRSError as error:
        remedy = "Save the layer in a common CRS, for example EPSG:4326."
        raise _unreadable(f"a CRS that PROJ does not know in {path} ({in_words(error)})", remedy) from error


def _not_opened(path: str, error: Exception) -> UserError:
    found = f"{path}, which GDAL cannot read ({in_words(error)})"
    if is_missing_file(path):
        found = f"no file at {path}"
        if not is_missing_file(path.partition("|")[0]):
            # As QGIS writes layers of a file.
            remedy = "Give the path up to the bar, and the layer in the setting for it, such as labels_layer."
            return _unreadable(found, remedy)
    return _unreadable(found, "Check the path, and that the file opens in QGIS as a vector layer.")


def _unreadable(found: str, remedy: str) -> UserError:
    return UserError(
        ErrorCode.LABELS_UNREADABLE, expected="a vector layer of polygons with a CRS", found=found, remedy=remedy
    )
