"""A job with what QGIS has to do before and after it. Each kind of run is a class of its own."""

from __future__ import annotations

import enum
from typing import Any, Collection, Mapping

from deepsat.jobs import Job


class Ending(enum.Enum):
    """Why a task ended without a result."""

    CANCELLED = "cancelled"
    FAILED = "failed"
    WORKER_LOST = "worker lost"
    """The worker died or fell silent."""
    CLOSED = "closed"
    """QGIS or the panel is closed, or another project is opened."""


class Task:
    """What the controller carries out, in this order: `begin`, the job, then `finish` or `give_up`."""

    title = ""
    """What goes on, for people; shown above the progress."""
    belongs_to_project = True
    """Whether it ends when another project is opened."""

    def models(self) -> Collection[str]:
        """Folders of the models and checkpoints that it reads or writes, also before it begins: they must stay."""
        return ()

    def begin(self) -> Job:
        """Prepares the job: its folder and its files.

        Raises:
            DeepSatError: it cannot be done; nothing is left behind.
        """
        raise NotImplementedError

    def finish(self, result: Mapping[str, Any]) -> None:
        """The job is done: shows what came out.

        Raises:
            DeepSatError: it cannot be shown.
        """

    def give_up(self, ending: Ending) -> None:
        """There will be no result."""
