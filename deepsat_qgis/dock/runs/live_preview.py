"""The live preview: what the labels give in the part that is in view, asked again whenever either changes.

It has a worker of its own, so that it answers while the other one trains. One question is under way at a time, since a
worker that is kept remembers what it has seen; of the questions that come up meanwhile only the newest is asked.
"""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from pathlib import Path
from typing import Callable, Optional, Sequence

from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QLockFile, QObject, QTimer, pyqtSignal

from deepsat.jobs import DeepSatError, ErrorEvent, Event, Progress, ResultEvent
from deepsat_qgis.dock.runs.output_folder import hold, is_taken, results_folder
from deepsat_qgis.dock.runs.preview_request import Part, part_in_view, preview_job
from deepsat_qgis.dock.runs.request import MapRequest
from deepsat_qgis.failures import failure_of
from deepsat_qgis.launch import new_client
from deepsat_qgis.layers.label_file import write_labels
from deepsat_qgis.layers.label_state import LabelState, label_state
from deepsat_qgis.layers.preview_layer import preview_layer, remove_previews, show_preview
from deepsat_qgis.translation import reported, tr
from deepsat_qgis.wording import duration
from deepsat_qgis.worker.client import WorkerClient

POLL_MILLISECONDS = 50
DEBOUNCE_MILLISECONDS = 400
"""How long labels and view must rest before they are asked about."""
_KEPT = 2
"""Files that are left: QGIS may still draw the last but one."""


@dataclasses.dataclass(frozen=True)
class _LabelCopy:
    """Labels as the worker reads them."""

    choice: tuple[str, str, bool]
    """Id of the layer, its class field, and whether only the selected polygons count."""
    state: LabelState
    path: Path

    def serves(self, wanted: _LabelCopy) -> bool:
        """Whether it holds what another one would hold."""
        return self.state is not None and (self.choice, self.state) == (wanted.choice, wanted.state)


class LivePreview(QObject):
    """On or off; while it is on there is a layer, as soon as there is an answer.

    Args:
        project: gets the layer.
        canvas: whose view is mapped.
        ask: what the button would be asked for now; None while something is missing.
    """

    told = pyqtSignal(str)
    """What it is doing, or why there is nothing to see."""
    failed = pyqtSignal(object)
    """`Failure`; it is off then."""
    switched_off = pyqtSignal()

    def __init__(
        self,
        project: QgsProject,
        canvas: QgsMapCanvas,
        ask: Callable[[], Optional[MapRequest]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._project, self._canvas, self._request = project, canvas, ask
        self._client: Optional[WorkerClient] = None
        self._folder: Optional[Path] = None
        self._lock: Optional[QLockFile] = None
        self._part: Optional[Part] = None
        self._layers = "", ""
        """Ids of labels and imagery of the question that is under way."""
        self._labels: Optional[_LabelCopy] = None
        """Which labels were copied last, and where to; None once they may be others."""
        self._shown = ""
        """Id of the layer that shows the answers; empty until there is one."""
        self._job_id = ""
        self._is_stale = False
        self._number = 0
        self._poller = _timer(self, POLL_MILLISECONDS, self._poll)
        self._rest = _timer(self, DEBOUNCE_MILLISECONDS, self._ask)
        self._rest.setSingleShot(True)

    @property
    def is_on(self) -> bool:
        """Whether it is switched on."""
        return self._client is not None

    def switch(self, is_on: bool) -> None:
        """Switches it on or off."""
        if is_on and not self.is_on:
            self._switch_on()
        elif not is_on and self.is_on:
            self.switch_off()

    def switch_off(self) -> None:
        """Takes the layer away and ends the worker."""
        self._let_go()
        remove_previews(self._project)
        # QGIS does not draw the map again for a layer that is gone before it compares the old list with the new.
        self._canvas.refresh()
        self.switched_off.emit()

    def close(self) -> None:
        """Ends everything and tells nobody.

        The last answer stays on the disk: the project may have been saved with its layer. The next panel removes both.
        """
        if self.is_on:
            self._folder = None
            self._let_go()
            remove_previews(self._project)

    def renew(self, *_what: object) -> None:
        """Labels or choices have changed."""
        if self.is_on:
            self._labels = None
            self._rest.start()

    def _view_changed(self) -> None:
        """Labels are as they were: writing thousands of them at each step of the view would make QGIS wait."""
        self._rest.start()

    def _switch_on(self) -> None:
        try:
            client = new_client()
            client.start()
        except DeepSatError as error:
            self.failed.emit(failure_of(error))
            self.switched_off.emit()
            return
        self._client = client
        self._listen()
        try:
            self._folder, self._lock = _new_folder(self._project)
        except OSError as error:
            self._let_go()
            self.told.emit(tr("The folder for results cannot be written to: {}.").format(error.strerror))
            self.switched_off.emit()
            return
        self._poller.start()
        self._ask()

    def _listen(self) -> None:
        self._canvas.extentsChanged.connect(self._view_changed)
        self._project.layersRemoved.connect(self._layer_removed)

    def _let_go(self) -> None:
        """Ends the worker and stops to listen."""
        for timer in (self._poller, self._rest):
            timer.stop()
        client, self._client, self._job_id, self._is_stale = self._client, None, "", False
        self._labels, self._shown = None, ""
        if client is not None:
            client.close()
            self._canvas.extentsChanged.disconnect(self._view_changed)
            self._project.layersRemoved.disconnect(self._layer_removed)
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    # -- asking ---

    def _ask(self) -> None:
        if self._job_id:
            self._is_stale = True
            return
        self._is_stale = False
        request = self._request()
        part = part_in_view(self._canvas, request, self._project) if request is not None else None
        if request is None or part is None:
            self.told.emit(tr("Choose imagery and labels.") if request is None else tr("The imagery is not in view."))
            return
        try:
            self._submit(request, part)
        except DeepSatError as error:
            self.told.emit(failure_of(error).text)

    def _submit(self, request: MapRequest, part: Part) -> None:
        if self._client is None or self._folder is None:
            return
        self._number += 1
        labels, output = (self._folder / f"{name}{self._number}{end}" for name, end in _FILES)
        choice = request.labels.id(), request.class_field, request.selected_only
        wanted = _LabelCopy(choice, label_state(request.labels, request.class_field), labels)
        kept = self._labels if self._labels is not None and self._labels.serves(wanted) else None
        job = preview_job(request, part, kept.path if kept is not None else labels, output)
        if kept is None:
            write_labels(request.label_source(), request.class_field, labels)
            self._labels = wanted
        self._part = part
        self._layers = request.labels.id(), request.imagery.id()
        self._job_id = self._client.submit(job)
        if preview_layer(self._project) is None:
            self.told.emit(tr("Looking at the scene for the first time…"))

    # -- being answered ---

    def _poll(self) -> None:
        client = self._client
        for event in client.poll() if client is not None else ():
            if self._client is client:
                self._handle(event)

    def _handle(self, event: Event) -> None:
        if isinstance(event, ErrorEvent):
            self._refused(event.error())
        elif isinstance(event, ResultEvent) and event.job_id == self._job_id:
            self._answered(Path(event.result["output"]), float(event.result["seconds"]))
        elif isinstance(event, Progress) and preview_layer(self._project) is None:
            self.told.emit(reported(event.text))
        else:
            return
        if not self._job_id and self._is_stale:
            self._ask()

    def _answered(self, output: Path, seconds: float) -> None:
        self._job_id = ""
        self._shown = show_preview(self._project, output, *self._layers).id()
        self._remove_old_files()
        text = tr("Previewed in {}; without any training.").format(duration(max(1.0, seconds)))
        if self._part is not None and not self._part.is_whole_view:
            text = tr("Only the middle of the view is previewed: zoom in to see all of it.")
        self.told.emit(text)

    def _refused(self, error: DeepSatError) -> None:
        """A question that cannot be answered waits for the next; without a worker there is none."""
        self._job_id = ""
        if self._client is not None and not self._client.alive:
            self.switch_off()
            self.failed.emit(failure_of(error))
        else:
            self.told.emit(failure_of(error).text)

    def _remove_old_files(self) -> None:
        if self._folder is None:
            return
        in_use = self._labels.path if self._labels is not None else None
        numbers = range(1, self._number - _KEPT + 1)
        for path in (self._folder / f"{name}{number}{end}" for name, end in _FILES for number in numbers):
            if path != in_use:
                _remove(path)

    def _layer_removed(self, ids: Sequence[str]) -> None:
        """A person who removes the layer has seen enough."""
        if self._shown in ids:
            self.switch_off()


def remove_left_over(project: QgsProject) -> None:
    """Takes away the layer that a project was saved with, and the files of windows that are closed."""
    remove_previews(project)
    for folder in results_folder(project).glob(f"{_PREFIX}*"):
        if not is_taken(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _new_folder(project: QgsProject) -> tuple[Path, QLockFile]:
    """A folder for the answers, among the results: about layers in a temporary folder QGIS asks when it is closed."""
    parent = results_folder(project)
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    return folder, hold(folder)


_PREFIX = "preview-"
_FILES = (("labels", ".gpkg"), ("preview", ".tif"))


def _timer(parent: QObject, milliseconds: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer


def _remove(path: Path) -> None:
    """QGIS may hold a file open on some systems: it goes with its folder then."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
