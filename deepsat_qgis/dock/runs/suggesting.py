"""Where to label next: a job with the last model and the labels as they are now."""

from __future__ import annotations

import dataclasses
import itertools
import shutil
import tempfile
from pathlib import Path
from typing import Any, Collection, Mapping, Optional

from qgis.core import QgsProject

from deepsat.jobs import DeepSatError, ErrorCode, Job, SuggestLabelsJob, UserError
from deepsat.jobs.jobs import checked
from deepsat_qgis.dock.runs.task import Ending, Task
from deepsat_qgis.layers.label_file import LAYER_NAME, LabelSource, check_placeable, write_labels
from deepsat_qgis.layers.result_group import add_suggestions
from deepsat_qgis.run_record import LABELS_NAME, Run
from deepsat_qgis.translation import tr

_FILE = "label_next"


@dataclasses.dataclass(frozen=True)
class SuggestRequest:
    """One press of “Where to label next”."""

    run: Run
    """Whose model is asked, about the scene that it mapped."""
    labels: Optional[LabelSource]
    """What is labelled by now; None for the labels that the run learnt from."""
    count: int
    device: str


class SuggestTask(Task):
    """Ranks places and shows them as a layer in the group of the run."""

    def __init__(self, project: QgsProject, request: SuggestRequest) -> None:
        self._project, self._request = project, request
        self._scratch: Optional[Path] = None
        self.found: list[Mapping[str, Any]] = []
        """The places, once they are found: `rank`, `reason`, `guess`."""
        self.title = tr("Looking for places to label next")

    def models(self) -> Collection[str]:
        return {str(self._request.run.model)}

    def begin(self) -> Job:
        """Writes the labels into a folder that goes with the job."""
        request, run = self._request, self._request.run
        if not run.model.is_dir():
            raise UserError(
                ErrorCode.MODEL_INVALID,
                expected="the model of this run",
                found=f"no folder at {run.model}",
                remedy="Put it back, or finetune again.",
            )
        labels = run.folder / LABELS_NAME
        if request.labels is not None:
            check_placeable(request.labels)
            self._scratch = Path(tempfile.mkdtemp(prefix="deepsat-"))
            labels = self._scratch / LABELS_NAME
        try:
            if request.labels is not None:
                write_labels(request.labels, "", labels)
            return checked(self._job(labels))
        except DeepSatError:
            self._tidy()
            raise

    def finish(self, result: Mapping[str, Any]) -> None:
        """Shows the places."""
        self._tidy()
        self.found = list(result["suggestions"])
        add_suggestions(self._project, self._request.run, Path(result["output"]))

    def give_up(self, ending: Ending) -> None:
        """Nothing was written."""
        self._tidy()

    def _job(self, labels: Path) -> SuggestLabelsJob:
        run, has_labels = self._request.run, labels.is_file()
        return SuggestLabelsJob(
            input=run.job.input,
            dates=run.job.dates,
            masks=run.job.masks,
            model=str(run.model),
            output=str(_free_file(run.folder)),
            labels=str(labels) if has_labels else "",
            labels_layer=LAYER_NAME if has_labels else "",
            count=self._request.count,
            device=self._request.device,
        )

    def _tidy(self) -> None:
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None


def _free_file(folder: Path) -> Path:
    """A name that no earlier answer has: QGIS may have that file open, with a person's own answers in it."""
    names = (f"{_FILE}.gpkg" if number == 1 else f"{_FILE}_{number}.gpkg" for number in itertools.count(1))
    return next(folder / name for name in names if not (folder / name).exists())
