"""How algorithms read the values of their parameters: paths, rasters and labels, checked before any work."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Iterator, Mapping, Optional, Sequence

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
)

from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_files import archive_suffix, band_file
from deepsat.jobs.report_files import json_beside
from deepsat.jobs.virtual_vectors import files_behind_vector
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.checkpoints import checked_checkpoint
from deepsat_qgis.layers.label_file import LabelSource, check_layer_chosen, check_layer_there
from deepsat_qgis.layers.scene_file import local_file, paths_of, scene_path, temporal_dates

Parameters = Mapping[str, Any]

_NO_FILE = re.compile(r"(memory|ogr|postgis|postgres|spatialite|mssql|oracle|hana):")
"""How destinations begin that are layers in memory or tables of databases."""
_SKIPPED = re.compile(r"memory:\d+")

_SHOWN = 20
"""Paths, beyond which a message names none of them."""

_VECTORS = (names.LABELS, names.WITHIN, names.REFERENCE)
"""Parameters that take polygons or points."""

_SIDE_FILES = (".xml", ".json", ".txt", ".csv", ".html", ".pdf", ".kml", ".gml", ".ovr", ".qml")
"""Files that lie beside rasters, and that QGIS lists with them where a directory is added: metadata and statistics."""
_PICTURES = (".jpg", ".jpeg", ".png", ".gif")
"""Beside the bands of a product these are previews."""


def without_side_files(items: Sequence[Any]) -> list[Any]:
    """A list without files that lie beside its rasters and are no imagery; all of it where none is left."""
    paths = {place: item.lower() for place, item in enumerate(items) if isinstance(item, str)}
    bands = (band_file(item) for item in items if isinstance(item, str))
    has_product = any(band is not None and band.is_original for band in bands)
    beside = (*_SIDE_FILES, *_PICTURES) if has_product else _SIDE_FILES
    return [item for place, item in enumerate(items) if not paths.get(place, "").endswith(beside)] or list(items)


class ParameterValues(QgsProcessingAlgorithm):
    """An algorithm that reads its parameters, or says what is wrong with them."""

    def scene_items(self, parameters: Parameters, context: QgsProcessingContext) -> list[QgsRasterLayer | Path]:
        """What `INPUT` names, in its order: layers, and folders or archives of rasters.

        Raises:
            UserError: as `scene_layers`.
        """
        value = parameters.get(names.INPUT)
        items = without_side_files(value) if isinstance(value, (list, tuple)) else [value]
        if not any(map(_is_folder, items)):
            return list(self.scene_layers(parameters, context))
        found: list[QgsRasterLayer | Path] = []
        for item in items:
            if _is_folder(item):
                found.append(Path(item).absolute())
            else:
                found += self.scene_layers({**parameters, names.INPUT: item}, context)
        return found

    def scene_layers(self, parameters: Parameters, context: QgsProcessingContext) -> list[QgsRasterLayer]:
        """Layers of `INPUT`, where it names no folders.

        Raises:
            UserError: `RASTER_UNREADABLE` when one of them does not load; Processing would leave it out silently.
        """
        value = parameters.get(names.INPUT)
        if isinstance(value, (list, tuple)):
            value = without_side_files(value)
            parameters = {**parameters, names.INPUT: value}
        layers = [
            layer
            for layer in self.parameterAsLayerList(parameters, names.INPUT, context)
            if isinstance(layer, QgsRasterLayer)
        ]
        asked_for = len(value) if isinstance(value, list) else 1
        if len(layers) < asked_for:
            raise UserError(
                ErrorCode.RASTER_UNREADABLE,
                expected=f"{asked_for} raster{'s' if asked_for > 1 else ''} that QGIS opens as INPUT",
                found=f"{len(layers)} in {value!r}" if asked_for <= _SHOWN else f"{len(layers)} of {asked_for}",
                remedy="Check the paths and whether the files are whole.",
            )
        return layers

    def polygons_of_labels(
        self, parameters: Parameters, context: QgsProcessingContext, name: str = names.LABELS
    ) -> LabelSource:
        """The polygons of `LABELS`, or of the parameter `name`.

        Raises:
            UserError: `LABELS_UNREADABLE`; `INVALID_JOB` for polygons that are no labels.
        """
        source = self.source_of(parameters, name, context)
        if source is None:
            raise UserError(
                ErrorCode.LABELS_UNREADABLE if name == names.LABELS else ErrorCode.INVALID_JOB,
                expected=f"a polygon layer or file that QGIS opens as {name}",
                found=str(parameters.get(name)),
                remedy="Check the path and whether the file is whole.",
            )
        return LabelSource.of_processing(source)

    def source_of(
        self, parameters: Parameters, name: str, context: QgsProcessingContext
    ) -> Optional[QgsProcessingFeatureSource]:
        """The features of the parameter `name`; None where it names none that QGIS opens.

        Raises:
            UserError: `LABELS_UNREADABLE` for a file with several layers, of which none is named, and for one without
                the layer that is.
        """
        value = parameters.get(name)
        if isinstance(value, str) and os.path.isfile(value):
            check_layer_chosen(value)
        source = self.parameterAsSource(parameters, name, context)
        if source is None and isinstance(value, str):
            check_layer_there(value)
        return source

    def vector_layer(
        self, parameters: Parameters, name: str, context: QgsProcessingContext
    ) -> Optional[QgsVectorLayer]:
        """The layer behind the parameter `name`, whichever of its features count; None where there is none."""
        value = parameters.get(name)
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            # As dialogs give it for selected features only; QGIS knows no layer of it.
            value = value.source.staticValue()
        return self.parameterAsVectorLayer({**parameters, name: value}, name, context) if value else None

    def scene_paths(self, parameters: Parameters, context: QgsProcessingContext) -> tuple[str, ...]:
        """Files and folders of `INPUT`, checked."""
        return paths_of(self.scene_items(parameters, context))

    def series_fields(self, parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """What a job is told of its scene: rasters, dates and cloud masks.

        Raises:
            UserError: `RASTER_UNREADABLE` or `GRID_UNSUPPORTED`.
        """
        items = self.scene_items(parameters, context)
        layers = [item for item in items if isinstance(item, QgsRasterLayer)]
        dates = self.parameterAsString(parameters, names.DATES, context)
        told = tuple(date.strip() for date in dates.split(",") if date.strip())
        return {
            "input": paths_of(items),
            "dates": told or (temporal_dates(layers) if len(layers) == len(items) else ()),
            "masks": self._masks(parameters, context),
        }

    def _masks(self, parameters: Parameters, context: QgsProcessingContext) -> tuple[str, ...]:
        """Files of `MASKS`, in its order; an empty name for a raster without one.

        Raises:
            UserError: `RASTER_UNREADABLE`.
        """
        value = parameters.get(names.MASKS)
        found: list[str] = []
        for item in value if isinstance(value, (list, tuple)) else [value] if value else []:
            told = {**parameters, names.MASKS: [item] if isinstance(value, (list, tuple)) else item}
            layers = self.parameterAsLayerList(told, names.MASKS, context) if item else []
            if item and not layers:
                raise _unopened(names.MASKS, item)
            found += [str(local_file(layer)) for layer in layers] or [""]
        return tuple(found) if any(found) else ()

    def map_path(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        """File of `MAP`.

        Raises:
            UserError: `RASTER_UNREADABLE` or `GRID_UNSUPPORTED`.
        """
        return self.raster_path(parameters, names.MAP, context)

    def raster_path(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> str:
        """File of the raster that the parameter `name` takes.

        Raises:
            UserError: `RASTER_UNREADABLE` or `GRID_UNSUPPORTED`.
        """
        layer = self.parameterAsRasterLayer(parameters, name, context)
        if layer is None:
            raise _unopened(name, parameters.get(name))
        return scene_path(layer)

    def model_folder(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        """Folder of `MODEL`, which exists.

        Raises:
            UserError: `MODEL_INVALID` when the folder is no model's.
        """
        folder = self.parameterAsFile(parameters, names.MODEL, context)
        if not (Path(folder) / "model.json").is_file():
            raise UserError(
                ErrorCode.MODEL_INVALID,
                expected="a folder that “Fine-tune on labels” has written, with model.json in it",
                found=f"none in “{folder}”" if folder else "no folder",
                remedy="Choose the folder of a fine-tuned model.",
            )
        return _absolute(folder)

    def checkpoint(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        """What `CHECKPOINT` asks for, as a job is told it.

        Raises:
            UserError: `CHECKPOINT_UNKNOWN`, with the names that are known.
        """
        return checked_checkpoint(self.parameterAsString(parameters, names.CHECKPOINT, context))

    def output_file(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> str:
        """Path of a raster or of polygons to write; empty when the output is not wanted."""
        if self._is_skipped(parameters, name):
            return ""
        return _absolute(self.parameterAsOutputLayer(parameters, name, context))

    def plain_file(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> str:
        """Path of a file or folder to write that is no layer; empty when it is not wanted."""
        if self._is_skipped(parameters, name):
            return ""
        return _absolute(self.parameterAsFileOutput(parameters, name, context))

    def check_outputs_differ(
        self,
        parameters: Parameters,
        context: QgsProcessingContext,
        inputs: tuple[str, ...],
        outputs: tuple[str, ...],
        copy: str = "",
    ) -> None:
        """Refuses an output that is no file, or that would overwrite an input.

        Args:
            parameters: what was given.
            context: knows the layers.
            inputs: rasters; files of polygons or points are found among the parameters.
            outputs: names of the parameters that say what is written.
            copy: what is written beside the first of them for the time of the run; empty where nothing is.

        Raises:
            UserError: `OUTPUT_UNWRITABLE`.
        """
        taken = {comparable(path) for path in (*inputs, *self._vector_files(parameters, context))}
        for name in outputs:
            path = _destination(parameters.get(name))
            if _NO_FILE.match(path) and not self._is_skipped(parameters, name):
                raise UserError(
                    ErrorCode.OUTPUT_UNWRITABLE,
                    expected=f"the path of a file for {name}",
                    found=path,
                    remedy="Give a path, or TEMPORARY_OUTPUT for a file that is gone when QGIS is closed.",
                )
            beside = [str(json_beside(path))] if path and name == names.REPORT else []
            beside += [copy] if copy and name == outputs[0] else []
            _check_kept(taken, name, path, beside)

    def _is_skipped(self, parameters: Parameters, name: str) -> bool:
        """Whether an output is not wanted.

        Where QGIS iterates over a layer it puts `memory:0` for outputs to skip, and where many rows are run a
        destination without a name, which it would complain of afterwards.
        """
        flags = self.parameterDefinition(name).flags()
        if not flags & QgsProcessingParameterDefinition.Flag.FlagOptional:
            return False
        value = parameters.get(name)
        is_nameless = isinstance(value, QgsProcessingOutputLayerDefinition) and value.sink.staticValue() == ""
        return is_nameless or _SKIPPED.fullmatch(_destination(value)) is not None

    def _vector_files(self, parameters: Parameters, context: QgsProcessingContext) -> Iterator[str]:
        """Files that labels, areas or a reference lie in: the worker gets a copy, and knows nothing of them."""
        for name in _VECTORS:
            layer = self.vector_layer(parameters, name, context)
            if layer is not None:
                parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
                if path := parts.get("path"):
                    yield from (str(path), *files_behind_vector(str(path)))


def _unopened(name: str, value: Any) -> UserError:
    return UserError(
        ErrorCode.RASTER_UNREADABLE,
        expected=f"a raster that QGIS opens as {name}",
        found=str(value),
        remedy="Check the path and whether the file is whole.",
    )


def _is_folder(item: Any) -> bool:
    """Whether a value is the path of a folder, or of an archive, which stands for a folder."""
    if not isinstance(item, str) or not item:
        return False
    return os.path.isdir(item) or (bool(archive_suffix(item)) and os.path.isfile(item))


def _absolute(path: str | None) -> str:
    """The path seen from the folder that QGIS was started in: the worker is started in another. Empty stays empty."""
    return os.path.abspath(path) if path else ""


def _destination(value: Any) -> str:
    """The path that a destination parameter's value names; empty when it names none yet."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    return value if isinstance(value, str) and value != "TEMPORARY_OUTPUT" else ""


def _check_kept(taken: set[str], name: str, path: str, beside: Sequence[str]) -> None:
    """Refuses an output, and what is written beside it, where an input lies."""
    clash = path if path and comparable(path) in taken else ""
    other = next((Path(file).name for file in beside if comparable(file) in taken), "")
    if clash or other:
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected=f"a path for {name} that is not one of the inputs",
            found=clash or f"{path}, beside which {other} is written",
            remedy="Choose another path: the input would be overwritten.",
        )


def comparable(path: str) -> str:
    """One and the same text for all ways to write the path of a file."""
    return os.path.normcase(os.path.realpath(path))
