"""Failures in words: the one place where an error becomes what a person in QGIS reads.

The opening sentence comes from `deepsat.jobs.errors.SUMMARIES`, the one table from code to words, translated; expected,
found and remedy carry the values of the case at hand.
"""

from __future__ import annotations

import dataclasses

from deepsat.jobs import DeepSatError, ErrorCode
from deepsat.jobs.errors import SUMMARIES
from deepsat_qgis.translation import reported, tr


@dataclasses.dataclass(frozen=True)
class Failure:
    """A failure as it is shown."""

    code: ErrorCode
    sentence: str
    """What happened, one sentence."""
    explanation: str
    """Expected, found and what to do; may be empty."""
    details: str
    """For a report: log or traceback; may be empty."""

    @property
    def text(self) -> str:
        """The whole message in one paragraph, without the details."""
        return f"{self.sentence} {self.explanation}".strip()


def failure_of(error: DeepSatError) -> Failure:
    """`error` in the words shown in QGIS."""
    parts = []
    if error.expected:
        parts.append(tr("Expected: {}.").format(reported(error.expected)))
    if error.found:
        parts.append(tr("Found: {}.").format(reported(error.found)))
    if error.remedy:
        parts.append(reported(error.remedy))
    return Failure(error.code, tr(SUMMARIES[error.code]), " ".join(parts), error.details)
