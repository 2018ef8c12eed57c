"""The command line: `deepsat COMMAND --option value ...`.

Progress and messages go to standard error, the result as JSON to standard output. Exit status: 0 done, 2 the person
must change something (or cancelled), 1 our fault.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

import deepsat
from deepsat import operations
from deepsat.command_options import OneLineParser, add_options, in_option_names, job_of, remedy_in_option_names
from deepsat.failures import foreseen_error
from deepsat.jobs import (
    ChangeMapJob,
    DeepSatError,
    DoctorJob,
    DownloadCheckpointJob,
    ErrorCode,
    EvaluateJob,
    ExportModelJob,
    FinetuneChangeJob,
    FinetuneJob,
    ImportCheckpointJob,
    Job,
    MapJob,
    ModelInfoJob,
    PolygonsJob,
    PredictChangeJob,
    PredictJob,
    PretrainJob,
    PreviewJob,
    ProbeJob,
    RestoreModelJob,
    SamplePointsJob,
    StackBandsJob,
    SuggestLabelsJob,
    exit_status,
)
from deepsat.jobs.errors import EXIT_DONE, error_of
from deepsat.jobs.jobs import checked
from deepsat.standard_streams import claim_standard_output
from deepsat.terminal import TerminalReporter

COMMANDS: dict[str, type[Job]] = {
    "finetune": FinetuneJob,
    "predict": PredictJob,
    "map": MapJob,
    "polygons": PolygonsJob,
    "preview": PreviewJob,
    "suggest": SuggestLabelsJob,
    "probe": ProbeJob,
    "stack-bands": StackBandsJob,
    "pretrain": PretrainJob,
    "import-checkpoint": ImportCheckpointJob,
    "download-checkpoint": DownloadCheckpointJob,
    "evaluate": EvaluateJob,
    "sample-points": SamplePointsJob,
    "finetune-change": FinetuneChangeJob,
    "predict-change": PredictChangeJob,
    "change-map": ChangeMapJob,
    "info": ModelInfoJob,
    "undo": RestoreModelJob,
    "export-model": ExportModelJob,
    "doctor": DoctorJob,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit status.

    Args:
        arguments: what follows the program's name; None for those of this process.
    """
    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return EXIT_DONE
    if options.command == "worker":
        from deepsat import worker

        worker.main()
    return _run_command(COMMANDS[options.command], options)


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = OneLineParser(
        prog="deepsat", description="Land-cover maps from a few labelled polygons.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"deepsat {deepsat.__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, job_type in COMMANDS.items():
        summary = (job_type.__doc__ or "").splitlines()[0]
        command = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        add_options(command, job_type)
    summary = "Carry out jobs for another program, over standard input and output."
    commands.add_parser("worker", help=summary, description=summary, allow_abbrev=False)
    return parser


def _run_command(job_type: type[Job], options: argparse.Namespace) -> int:
    output = claim_standard_output()
    reporter = TerminalReporter(sys.stderr)
    _cancel_on_signals(reporter)
    try:
        job = checked(job_of(job_type, options))
        result = operations.run(job, reporter)
    # The boundary of the process: what is not foreseen becomes a message with its traceback below.
    except (Exception, KeyboardInterrupt) as exception:  # noqa: BLE001
        reporter.finish()
        return _failed(foreseen_error(exception), job_type)
    reporter.finish()
    return _finished(result, output)


def _finished(result: dict[str, Any], output: Any) -> int:
    """Prints the result; an examination that found something broken is not a success."""
    if "markdown" in result:
        sys.stderr.write(result["markdown"] + "\n")
    json.dump(result, output, indent=2, ensure_ascii=False)
    output.write("\n")
    output.flush()
    return EXIT_DONE if result.get("ok", True) else exit_status(ErrorCode.ENVIRONMENT_BROKEN)


def _failed(error: DeepSatError, job_type: type[Job]) -> int:
    sys.stderr.write(f"deepsat: {' '.join(str(_as_typed(error, job_type)).split())}\n")
    status = exit_status(error.code)
    if error.details and status != exit_status(ErrorCode.INVALID_JOB):
        sys.stderr.write(error.details.rstrip() + "\n")
    return status


def _as_typed(error: DeepSatError, job_type: type[Job]) -> DeepSatError:
    """The error with settings named as they are typed."""
    is_of_settings = error.code is ErrorCode.INVALID_JOB
    found = in_option_names(error.found, job_type) if is_of_settings else error.found
    remedy = remedy_in_option_names(error.remedy, job_type)
    return error_of(error.code, expected=error.expected, found=found, remedy=remedy)


def _cancel_on_signals(reporter: TerminalReporter) -> None:
    """The first Ctrl-C (or termination) asks the operation to stop and clean up, the second stops it where it is."""

    def cancel(number: int, frame: object) -> None:
        reporter.cancel()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        # Not print: the signal may have interrupted one, and a stream cannot be entered twice.
        os.write(2, b"\nStopping ...\n")

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, cancel)
