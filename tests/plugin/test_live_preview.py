"""The questions of the live preview to its worker, which is a script here: how they are asked, and when it goes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import pytest

from deepsat.jobs import ErrorEvent, Event, PreviewJob, ResultEvent
from tests.plugin.finished_run import write_class_raster
from tests.plugin.label_files import rows_of
from tests.plugin.waiting import wait_until


class ScriptedWorker:
    """Keeps the questions, and answers the last one when it is told to."""

    def __init__(self) -> None:
        self.jobs: list[PreviewJob] = []
        self.alive = True
        self._events: list[Event] = []

    def start(self) -> None:
        self.alive = True

    def close(self) -> None:
        self.alive = False

    def submit(self, job: PreviewJob) -> str:
        self.jobs.append(job)
        return str(len(self.jobs))

    def poll(self) -> list[Event]:
        events, self._events = self._events, []
        return events

    def answer(self) -> None:
        path = write_class_raster(Path(self.jobs[-1].output))
        self._events.append(ResultEvent(str(len(self.jobs)), {"output": str(path), "seconds": 1.0}))

    def refuse(self) -> None:
        self._events.append(ErrorEvent(str(len(self.jobs)), "labels_unusable", "labels", "none", "Draw some."))


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> ScriptedWorker:
    """The worker of the next preview."""
    from deepsat_qgis.dock.runs import live_preview

    worker = ScriptedWorker()
    monkeypatch.setattr(live_preview, "new_client", lambda: worker)
    monkeypatch.setattr(live_preview, "DEBOUNCE_MILLISECONDS", 10)
    return worker


@pytest.fixture
def preview(worker: ScriptedWorker, filled: Any, window: Any, project: Any, tmp_path: Path) -> Iterator[Any]:
    """The preview of what the panel asks for, switched on, with its first question asked."""
    from deepsat_qgis.dock.runs.live_preview import LivePreview

    project.write(str(tmp_path / "p.qgz"))
    # The look at the labels, after which the panel knows their classes.
    wait_until(filled.form.labels_section.class_colours)
    preview = LivePreview(project, window.canvas, filled.request)
    filled.preview_outdated.connect(preview.renew)
    preview.switch(True)
    assert len(worker.jobs) == 1
    yield preview
    preview.close()


def asked_and_answered(worker: ScriptedWorker, preview: Any, count: int) -> PreviewJob:
    """The last of so many questions, after it was answered."""
    wait_until(lambda: len(worker.jobs) == count)
    worker.answer()
    wait_until(lambda: not preview._job_id)
    return worker.jobs[-1]


def move(window: Any, metres: float) -> None:
    extent = window.canvas.extent()
    extent.setXMinimum(extent.xMinimum() + metres)
    window.canvas.setExtent(extent)


def test_labels_are_copied_when_they_are_others_and_not_when_the_view_moves(
    preview: Any, worker: ScriptedWorker, window: Any, labels: Any
) -> None:
    first = asked_and_answered(worker, preview, 1)
    copied = rows_of(Path(first.labels))
    for count in range(2, 6):
        move(window, 20)
        moved = asked_and_answered(worker, preview, count)
        assert (moved.labels, moved.extent == first.extent) == (first.labels, False)
        assert rows_of(Path(moved.labels)) == copied
    labels.startEditing()
    labels.changeAttributeValue(2, labels.fields().lookupField("class"), "mire")
    edited = asked_and_answered(worker, preview, 6)
    assert edited.labels != first.labels
    assert [row[1] for row in rows_of(Path(edited.labels))] == ["water", "mire", "forest", "forest"]
    labels.rollBack()
    back = asked_and_answered(worker, preview, 7)
    assert rows_of(Path(back.labels)) == copied
    assert not Path(first.labels).exists()


def test_labels_that_changed_without_a_signal_are_copied_when_the_view_moves(
    preview: Any, worker: ScriptedWorker, window: Any, labels: Any
) -> None:
    first = asked_and_answered(worker, preview, 1)
    assert labels.dataProvider().deleteFeatures([2])
    move(window, 20)
    moved = asked_and_answered(worker, preview, 2)
    assert moved.labels != first.labels
    assert [row[1] for row in rows_of(Path(moved.labels))] == ["water", "forest", "forest"]


def test_the_state_of_labels_follows_their_file_and_is_not_known_of_joins(labels: Any, tmp_path: Path) -> None:
    from qgis.core import QgsVectorLayer, QgsVectorLayerJoinInfo

    from deepsat_qgis.layers.label_file import LabelSource, write_labels
    from deepsat_qgis.layers.label_state import label_state

    path = tmp_path / "labels.gpkg"
    write_labels(LabelSource.of_layer(labels, selected_only=False), "class", path)
    one, other = (QgsVectorLayer(str(path), name) for name in ("one", "other"))
    before = label_state(one, "class")
    assert before is not None and before == label_state(one, "class")
    assert other.dataProvider().changeAttributeValues({2: {other.fields().lookupField("class"): "mire"}})
    assert label_state(one, "class") not in (before, None)
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(labels)
    join.setJoinFieldName("class")
    join.setTargetFieldName("class")
    assert one.addJoin(join)
    assert label_state(one, "class") is None


def test_a_filter_makes_other_labels(preview: Any, worker: ScriptedWorker, labels: Any) -> None:
    asked_and_answered(worker, preview, 1)
    labels.setSubsetString("\"class\" = 'forest'")
    wait_until(lambda: len(worker.jobs) == 2)
    assert [row[1] for row in rows_of(Path(worker.jobs[-1].labels))] == ["forest", "forest"]


def test_the_selection_seed_and_device_are_followed(
    preview: Any, worker: ScriptedWorker, filled: Any, labels: Any
) -> None:
    asked_and_answered(worker, preview, 1)
    labels.selectByIds([1, 3])
    filled.form.selected_only.click()
    selected = asked_and_answered(worker, preview, 2)
    assert [row[0] for row in rows_of(Path(selected.labels))] == [1, 3]
    labels.selectByIds([1, 2, 4])
    assert len(rows_of(Path(asked_and_answered(worker, preview, 3).labels))) == 3
    labels.removeSelection()
    assert len(rows_of(Path(asked_and_answered(worker, preview, 4).labels))) == 4
    filled.start.seed.setValue(17)
    assert asked_and_answered(worker, preview, 5).seed == 17
    filled.start.device.setCurrentIndex(filled.start.device.findData("cpu"))
    assert asked_and_answered(worker, preview, 6).device == "cpu"


def test_a_selection_that_does_not_count_asks_nothing(filled: Any, labels: Any) -> None:
    wait_until(filled.form.labels_section.class_colours)
    outdated: list[None] = []
    filled.preview_outdated.connect(lambda: outdated.append(None))
    labels.selectByIds([1, 3])
    assert outdated == []


def test_it_goes_with_its_own_layer_and_with_no_other(
    preview: Any, worker: ScriptedWorker, project: Any, scene: Path
) -> None:
    from qgis.core import QgsRasterLayer

    from deepsat_qgis.layers.preview_layer import preview_layer

    gone: list[None] = []
    preview.switched_off.connect(lambda: gone.append(None))
    others = [QgsRasterLayer(str(scene), name, "gdal") for name in ("a", "b")]
    project.addMapLayers(others)
    worker.refuse()
    wait_until(lambda: not preview._job_id)
    project.removeMapLayer(others[0].id())
    assert (preview.is_on, gone) == (True, [])
    preview.renew()
    asked_and_answered(worker, preview, 2)
    project.removeMapLayer(others[1].id())
    assert (preview.is_on, gone) == (True, [])
    project.removeMapLayer(preview_layer(project).id())
    assert (preview.is_on, gone) == (False, [None])
