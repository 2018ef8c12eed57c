"""Undoing a fine-tuning that was written in place of another model: the model before gets its folder back."""

from __future__ import annotations

from pathlib import Path
from typing import Collection

from deepsat.jobs import Job, RestoreModelJob
from deepsat_qgis.dock.runs.task import Task
from deepsat_qgis.translation import tr

PREVIOUS_SUFFIX = ".previous"
"""What the name of the folder ends in that holds the model before."""


class RestoreTask(Task):
    """Lets a model and the one before it change places; twice changes nothing."""

    belongs_to_project = False

    def __init__(self, model: Path) -> None:
        self.model = model
        self.title = tr("Restoring the model before “{name}”").format(name=model.name)

    def models(self) -> Collection[str]:
        return {str(self.model), f"{self.model}{PREVIOUS_SUFFIX}"}

    def begin(self) -> Job:
        """There is nothing to prepare."""
        return RestoreModelJob(str(self.model))


def has_previous(model: Path) -> bool:
    """Whether a model lies beside `model` that it replaced."""
    return (model.with_name(model.name + PREVIOUS_SUFFIX) / "model.json").is_file()
