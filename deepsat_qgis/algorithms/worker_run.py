"""Running one job for Processing.

It blocks, in whichever thread Processing chose, and serves Processing's progress bar, log and Cancel button.
"""

from __future__ import annotations

from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingFeedback

from deepsat.jobs import Event, Hello, Job, Log, Progress
from deepsat_qgis.launch import CANCEL_SECONDS, new_client
from deepsat_qgis.translation import reported, tr


class EventLog:
    """Passes a worker's events on to Processing's feedback; each stage is named once."""

    def __init__(self, feedback: QgsProcessingFeedback) -> None:
        self._feedback = feedback
        self._stage = ""
        self._warned: set[str] = set()

    def __call__(self, event: Event) -> None:
        if isinstance(event, Hello):
            self._feedback.pushInfo(
                tr("Device: {name} ({device})").format(name=reported(event.device_name), device=event.device)
            )
        elif isinstance(event, Progress):
            self._progressed(event)
        elif isinstance(event, Log):
            self._logged(event)

    def warn(self, text: str) -> None:
        """A finding about the data, once: the worker logs it as it comes up, and its result lists it again."""
        if text not in self._warned:
            self._warned.add(text)
            self._feedback.pushWarning(reported(text))

    def _progressed(self, event: Progress) -> None:
        self._feedback.setProgress(100 * event.fraction)
        if event.stage != self._stage:
            self._stage = event.stage
            # Processing writes this into its log too.
            self._feedback.setProgressText(reported(event.text))

    def _logged(self, event: Log) -> None:
        if event.level == "warning":
            self.warn(event.text)
        elif event.job_id:
            self._feedback.pushInfo(reported(event.text))
        else:
            # Without a job it is a line that some library printed.
            self._feedback.pushDebugInfo(event.text)


def run_in_worker(
    job: Job,
    feedback: QgsProcessingFeedback,
    *,
    log: Optional[EventLog] = None,
    variables: Optional[Mapping[str, str]] = None,
    cancel_seconds: float = CANCEL_SECONDS,
) -> Mapping[str, Any]:
    """Carries out `job` in a worker of its own and returns its result; findings about the data become warnings.

    Args:
        job: what to do.
        feedback: asked whether to stop.
        log: told what happens; None for one that tells `feedback` what every job has to tell.
        variables: environment variables for the worker beside those it always has.
        cancel_seconds: how long the job gets to stop by itself.

    Raises:
        DeepSatError: whatever went wrong, in the worker or on the way to it.
    """
    log = EventLog(feedback) if log is None else log
    client = new_client(variables, cancel_seconds)
    try:
        client.start()
        result = client.run(job, log, feedback.isCanceled)
    finally:
        client.close()
    for finding in result.get("findings", []):
        log.warn(finding)
    return result
