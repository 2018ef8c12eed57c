"""What a pre-training tells Processing while it runs: loss, signs of collapse, speed."""

from __future__ import annotations

import time

from qgis.core import QgsProcessingFeedback

from deepsat.jobs import Progress
from deepsat_qgis.algorithms.worker_run import EventLog
from deepsat_qgis.wording import training_text

SECONDS_BETWEEN_LINES = 10.0


class TrainingLog(EventLog):
    """Tells the figures of the first step, every few seconds, and of the last step."""

    def __init__(self, feedback: QgsProcessingFeedback) -> None:
        super().__init__(feedback)
        self._next_line = 0.0

    def _progressed(self, event: Progress) -> None:
        if "step" not in event.figures:
            super()._progressed(event)
            return
        self._feedback.setProgress(100 * event.fraction)
        if time.monotonic() >= self._next_line or event.fraction >= 1:
            self._next_line = time.monotonic() + SECONDS_BETWEEN_LINES
            # Shown beside the progress bar and written into the log.
            self._feedback.setProgressText(training_text(event))
