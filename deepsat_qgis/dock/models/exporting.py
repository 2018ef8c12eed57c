"""A model as an ONNX file for other programs: where to, in which format, and the task that writes it."""

from __future__ import annotations

from pathlib import Path
from typing import Collection, Optional

from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from deepsat.jobs import ExportModelJob, Job
from deepsat.jobs.jobs import checked
from deepsat_qgis.dock.models.known_models import KnownModel
from deepsat_qgis.dock.runs.task import Task
from deepsat_qgis.translation import tr

SUFFIX = ".onnx"


class ExportTask(Task):
    """Writes the file."""

    belongs_to_project = False

    def __init__(self, model: Path, name: str, file: Path, file_format: str) -> None:
        self.model, self.file, self._format = model, file, file_format
        self.title = tr("Exporting “{name}”").format(name=name)

    def models(self) -> Collection[str]:
        return {str(self.model)}

    def begin(self) -> Job:
        """There is nothing to prepare."""
        return checked(ExportModelJob(model=str(self.model), output=str(self.file), format=self._format))


def ask_file(model: KnownModel, parent: QWidget) -> Optional[tuple[Path, str]]:
    """Asks for the file and, by its kind, for the format; None where the person thinks better of it."""
    kinds = {tr("ONNX for any program (*.onnx)"): "onnx", tr("ONNX for Deepness, 8-bit imagery (*.onnx)"): "deepness"}
    suggested = str(Path.home() / (model.name + SUFFIX))
    path, kind = QFileDialog.getSaveFileName(parent, tr("Export the model"), suggested, ";;".join(kinds))
    return (with_suffix(path), kinds.get(kind, "onnx")) if path else None


def with_suffix(path: str) -> Path:
    """The path with the ending that it needs."""
    return Path(path if path.lower().endswith(SUFFIX) else path + SUFFIX)
