"""Parameters about folders and files of models and checkpoints."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from deepsat.jobs.choices import EXPORT_FORMATS, FILE_KINDS
from deepsat.jobs.published_weights import PUBLISHED_BY_NAME
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.field_parameters import FieldParameters
from deepsat_qgis.translation import tr


class ModelParameters(FieldParameters):
    """Models and checkpoints: read, written, fetched and exported."""

    def model_to_write(self) -> QgsProcessingParameterFolderDestination:
        """Folder of the model that is made."""
        return self._finished(QgsProcessingParameterFolderDestination(names.MODEL, tr("Model folder")), "model")

    def model_to_read(self) -> QgsProcessingParameterFile:
        """Folder of a model that exists."""
        folder = QgsProcessingParameterFile.Behavior.Folder
        return self._finished(QgsProcessingParameterFile(names.MODEL, tr("Model folder"), folder), "model")

    def export_format(self) -> QgsProcessingParameterEnum:
        """Who will run an exported model, by name as text."""
        return self._choice(names.FORMAT, tr("Format"), EXPORT_FORMATS, "format")

    def onnx_file(self) -> QgsProcessingParameterFileDestination:
        """An exported model."""
        files = tr("ONNX files (*.onnx)")
        return self._finished(
            QgsProcessingParameterFileDestination(names.OUTPUT, tr("Exported model"), files), "output"
        )

    def checkpoint_to_write(self) -> QgsProcessingParameterFolderDestination:
        """Folder of a checkpoint that is made."""
        return self._finished(QgsProcessingParameterFolderDestination(names.OUTPUT, tr("Checkpoint folder")), "output")

    def own_checkpoint_to_write(self) -> QgsProcessingParameterFolderDestination:
        """Folder of a checkpoint that is added to the person's own unless it is to lie elsewhere."""
        title = tr("Checkpoint folder (skip to add it to your own)")
        parameter = QgsProcessingParameterFolderDestination(names.OUTPUT, title, optional=True, createByDefault=False)
        return self._finished(parameter, "output")

    def published_file(self) -> QgsProcessingParameterFile:
        """Weights to import; Processing takes the path of a folder for a file's as well."""
        title, files = tr("File with the weights (or path of a folder)"), tr("All files (*)")
        # By itself QGIS 3.22 asks for names with a dot, *.*, which folders and files of a hub's cache lack.
        parameter = QgsProcessingParameterFile(names.INPUT, title, fileFilter=files)
        return self._finished(parameter, "input")

    def file_kind(self) -> QgsProcessingParameterEnum:
        """What published weights are, by name as text."""
        return self._choice(names.KIND, tr("What they are"), FILE_KINDS, "file_kind")

    def published_name(self) -> QgsProcessingParameterEnum:
        """Name of published weights, as text."""
        published = list(PUBLISHED_BY_NAME)
        parameter = QgsProcessingParameterEnum(
            names.NAME, tr("Weights"), published, defaultValue=published[0], usesStaticStrings=True
        )
        return self._finished(parameter, "name")

    def url_template(self) -> QgsProcessingParameterString:
        """Where to download from instead."""
        parameter = QgsProcessingParameterString(names.URL_TEMPLATE, tr("Address of a mirror"), "", optional=True)
        return self._advanced(parameter, "url_template")

    def licence(self) -> QgsProcessingParameterString:
        """Licence and credits of imagery."""
        parameter = QgsProcessingParameterString(
            names.LICENCE, tr("Licence and credits of the imagery"), "", optional=True
        )
        return self._advanced(parameter, "licence")
