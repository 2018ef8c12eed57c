"""Typed errors: what was expected, what was found, what to do.

Every failure that DeepSat foresees is a `DeepSatError` with a code from `ErrorCode`. The code chooses the opening
sentence (`SUMMARIES`, the one table from code to words); `expected`, `found` and `remedy` carry the values of the case
at hand.
"""

from __future__ import annotations

import enum


class ErrorCode(str, enum.Enum):
    """A failure as the other side of the process boundary sees it."""

    INVALID_JOB = "invalid_job"
    RASTER_UNREADABLE = "raster_unreadable"
    GRID_UNSUPPORTED = "grid_unsupported"
    BANDS_MISMATCH = "bands_mismatch"
    LABELS_UNREADABLE = "labels_unreadable"
    LABELS_UNUSABLE = "labels_unusable"
    CLASS_FIELD_MISSING = "class_field_missing"
    NAME_UNUSABLE = "name_unusable"
    CHECKPOINT_UNKNOWN = "checkpoint_unknown"
    MODEL_INVALID = "model_invalid"
    DOWNLOAD_FAILED = "download_failed"
    DOWNLOAD_DAMAGED = "download_damaged"
    DEVICE_UNAVAILABLE = "device_unavailable"
    OUT_OF_MEMORY = "out_of_memory"
    DISK_FULL = "disk_full"
    OUTPUT_UNWRITABLE = "output_unwritable"
    CANCELLED = "cancelled"
    WORKER_BUSY = "worker_busy"
    WORKER_DIED = "worker_died"
    WORKER_SILENT = "worker_silent"
    PROTOCOL_MISMATCH = "protocol_mismatch"
    ENVIRONMENT_MISSING = "environment_missing"
    ENVIRONMENT_BROKEN = "environment_broken"
    INSTALL_FAILED = "install_failed"
    PACKAGE_MISSING = "package_missing"
    CLUSTER_FAILED = "cluster_failed"
    TRAINING_FAILED = "training_failed"
    INTERNAL = "internal"


SUMMARIES: dict[ErrorCode, str] = {
    ErrorCode.INVALID_JOB: "The settings do not fit together.",
    ErrorCode.RASTER_UNREADABLE: "The raster cannot be read.",
    ErrorCode.GRID_UNSUPPORTED: "The raster's grid cannot be mapped.",
    ErrorCode.BANDS_MISMATCH: "The raster's bands do not fit.",
    ErrorCode.LABELS_UNREADABLE: "The labels cannot be read.",
    ErrorCode.LABELS_UNUSABLE: "The labels cannot be used.",
    ErrorCode.CLASS_FIELD_MISSING: "The class field is not in the label layer.",
    ErrorCode.NAME_UNUSABLE: "This name cannot be used.",
    ErrorCode.CHECKPOINT_UNKNOWN: "The checkpoint is not known.",
    ErrorCode.MODEL_INVALID: "The model folder cannot be used.",
    ErrorCode.DOWNLOAD_FAILED: "The download did not come to its end.",
    ErrorCode.DOWNLOAD_DAMAGED: "What was downloaded is not the file that was published.",
    ErrorCode.DEVICE_UNAVAILABLE: "The device cannot be used.",
    ErrorCode.OUT_OF_MEMORY: "Memory ran out.",
    ErrorCode.DISK_FULL: "The disk is too full.",
    ErrorCode.OUTPUT_UNWRITABLE: "The output cannot be written.",
    ErrorCode.CANCELLED: "Cancelled; nothing incomplete was left behind.",
    ErrorCode.WORKER_BUSY: "The worker already has a job.",
    ErrorCode.WORKER_DIED: "The worker process ended unexpectedly.",
    ErrorCode.WORKER_SILENT: "The worker process stopped answering.",
    ErrorCode.PROTOCOL_MISMATCH: "The plugin and the worker do not understand each other.",
    ErrorCode.ENVIRONMENT_MISSING: "DeepSat's worker environment is not installed yet.",
    ErrorCode.ENVIRONMENT_BROKEN: "DeepSat's worker environment is damaged.",
    ErrorCode.INSTALL_FAILED: "The worker environment could not be installed.",
    ErrorCode.PACKAGE_MISSING: "A package that this needs is not installed.",
    ErrorCode.CLUSTER_FAILED: "The cluster cannot do the work.",
    ErrorCode.TRAINING_FAILED: "The training has failed.",
    ErrorCode.INTERNAL: "DeepSat made a mistake.",
}


class DeepSatError(Exception):
    """Root of all foreseen errors.

    Args:
        code: which failure it is.
        expected: what would have been right, as a clause without a full stop.
        found: what there was instead, with the value.
        remedy: what to do, as a full sentence.
        details: text for a report, such as a traceback or the end of a log; never needed to understand the message.
    """

    def __init__(self, code: ErrorCode, *, expected: str, found: str, remedy: str, details: str = "") -> None:
        super().__init__(code, expected, found, remedy)
        self.code = code
        self.expected = expected
        self.found = found
        self.remedy = remedy
        self.details = details

    def __str__(self) -> str:
        parts = [SUMMARIES[self.code]]
        if self.expected:
            parts.append(f"Expected: {self.expected}.")
        if self.found:
            parts.append(f"Found: {self.found}.")
        if self.remedy:
            parts.append(self.remedy)
        return " ".join(parts)


class UserError(DeepSatError):
    """Something that the person can change: a path, a setting, a label, free disk space."""


class InternalError(DeepSatError):
    """Our fault: nothing that the person did explains it."""


class Cancelled(DeepSatError):
    """The person asked to stop."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.CANCELLED, expected="", found="", remedy="")


class Abandoned(Cancelled):
    """Whoever asked is gone, and may ask for the same again: what a job saved to go on with stays."""


EXIT_DONE, EXIT_OUR_FAULT, EXIT_USER_MUST_CHANGE = 0, 1, 2

_OUR_FAULT = frozenset(
    {ErrorCode.INTERNAL, ErrorCode.WORKER_DIED, ErrorCode.WORKER_SILENT, ErrorCode.PROTOCOL_MISMATCH}
)


def exit_status(code: ErrorCode) -> int:
    """Exit status of a command that failed with `code`: 1 for our fault, 2 where the user must change something."""
    return EXIT_OUR_FAULT if code in _OUR_FAULT else EXIT_USER_MUST_CHANGE


def error_of(code: ErrorCode, *, expected: str, found: str, remedy: str, details: str = "") -> DeepSatError:
    """The error class that `code` belongs to, filled in; used where an error arrives from the other process."""
    if code is ErrorCode.CANCELLED:
        return Cancelled()
    error_class = InternalError if code in _OUR_FAULT else UserError
    return error_class(code, expected=expected, found=found, remedy=remedy, details=details)
