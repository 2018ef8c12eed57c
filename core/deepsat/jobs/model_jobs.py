"""Jobs about models that are there, and about the worker itself."""

from __future__ import annotations

import dataclasses
from typing import ClassVar

from deepsat.jobs.choices import EXPORT_FORMATS
from deepsat.jobs.fields import MODEL, described
from deepsat.jobs.problems import common_problems


@dataclasses.dataclass(frozen=True)
class ModelInfoJob:
    """Read the card of a model (classes, bands, training, held-out skill) or of a checkpoint (what it learnt from)."""

    kind: ClassVar[str] = "modelinfo"

    model: str = described("Folder of the fine-tuned model, or of a checkpoint.")

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        return common_problems(self)


@dataclasses.dataclass(frozen=True)
class RestoreModelJob:
    """Undo a fine-tuning: give a model's folder back to the model that it replaced; again, to redo it."""

    kind: ClassVar[str] = "restoremodel"

    model: str = described(
        "Folder of the fine-tuned model; the one before lies beside it, its name ending in .previous."
    )

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        return common_problems(self)


@dataclasses.dataclass(frozen=True)
class ExportModelJob:
    """Write a model as an ONNX file for other programs: from stored values to class probabilities."""

    kind: ClassVar[str] = "exportmodel"

    model: str = described(MODEL)
    output: str = described("File to write (ONNX).")
    format: str = described(
        "Who will run it: 'onnx' for any program with ONNX Runtime, which hands over values as they lie in the raster; "
        "'deepness' for the QGIS plugin Deepness, which takes models of 8-bit imagery.",
        "onnx",
    )
    input: str = described(
        "Raster that the model can map, on which the file is compared with the model; empty to compare them on made-up "
        "values like those of the training.",
        "",
    )

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = common_problems(self)
        if self.format not in EXPORT_FORMATS:
            found.append(f"format must be one of {', '.join(EXPORT_FORMATS)}, not {self.format!r}")
        if self.output and not self.output.lower().endswith(".onnx"):
            found.append(f"output must end in .onnx, not {self.output!r}")
        return found


@dataclasses.dataclass(frozen=True)
class DoctorJob:
    """Check the worker's environment: versions, devices, a real convolution on each."""

    kind: ClassVar[str] = "doctor"

    def problems(self) -> list[str]:
        """Nothing can be wrong: there are no settings."""
        return []
