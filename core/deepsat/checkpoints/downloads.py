"""Downloads by name: published weights are fetched, verified, imported, and can be started from by their name."""

from __future__ import annotations

import os
import time
import urllib.parse
from pathlib import Path
from typing import Any

from deepsat.checkpoints.transfer import Wanted, fetch
from deepsat.jobs import DownloadCheckpointJob, ErrorCode, ImportCheckpointJob, UserError
from deepsat.jobs.checkpoint_names import make_installed_folder
from deepsat.jobs.published_weights import PUBLISHED_BY_NAME, PublishedWeights
from deepsat.outputs.output_checks import check_folder_writable
from deepsat.outputs.own_folders import CHECKPOINT_CARD_NAME
from deepsat.reporting import PartReporter, Reporter

URL_VARIABLE = "DEEPSAT_CHECKPOINT_URL"
"""Environment variable with the address of a mirror, for everybody whose job names none."""

DOWNLOADS = ".downloads"
"""Folder beside the person's checkpoints with what has arrived of files; its name is no checkpoint's."""

SCHEMES = ("http", "https", "file")
_DOWNLOAD_SHARE = 0.9


def download_checkpoint(job: DownloadCheckpointJob, reporter: Reporter) -> dict[str, Any]:
    """Carries out a job. The file itself is removed once it is imported.

    Returns:
        What `import_checkpoint` returns, and `file` (its name), `url`, `bytes` (its size), `seconds` (of
        everything), `licence` and `citation`.

    Raises:
        UserError: `CHECKPOINT_UNKNOWN` with the names that there are; `INVALID_JOB` for an address that cannot be used;
            `DOWNLOAD_FAILED`, `DOWNLOAD_DAMAGED`, `DISK_FULL`, `OUTPUT_UNWRITABLE`; `MODEL_INVALID` where the importer
            does not understand the file.
        Cancelled: the person asked to stop; a download goes on there when it is started again.
    """
    started = time.monotonic()
    weights = published_weights(job.name)
    url = address_of(weights, job.url_template)
    output = _output_folder(job)
    file = make_installed_folder(DOWNLOADS) / weights.file
    reporter.log(f"{weights.title}: {weights.citation}. Licence {weights.licence}.")
    fetch(Wanted(url, weights.checksum, weights.bytes), file, PartReporter(reporter, 0.0, _DOWNLOAD_SHARE))
    size = file.stat().st_size
    imported = _import(weights, file, output, PartReporter(reporter, _DOWNLOAD_SHARE, 1.0))
    file.unlink()
    return {
        **imported,
        "file": weights.file,
        "url": url,
        "bytes": size,
        "seconds": round(time.monotonic() - started, 1),
        "licence": weights.licence,
        "citation": weights.citation,
    }


def published_weights(name: str) -> PublishedWeights:
    """The published weights of this name.

    Raises:
        UserError: `CHECKPOINT_UNKNOWN`, with the names that there are.
    """
    if name not in PUBLISHED_BY_NAME:
        raise UserError(
            ErrorCode.CHECKPOINT_UNKNOWN,
            expected=f"one of {', '.join(PUBLISHED_BY_NAME)}",
            found=repr(name),
            remedy="Choose one of these names; other weights can be imported from a file.",
        )
    return PUBLISHED_BY_NAME[name]


def address_of(weights: PublishedWeights, template: str = "") -> str:
    """Where a file is fetched from.

    Args:
        weights: which file.
        template: address with `{file}` and, if wanted, `{name}` in it; empty for the variable `DEEPSAT_CHECKPOINT_URL`,
            and without that for where the file was published.

    Raises:
        UserError: `INVALID_JOB` for an address without `{file}`, or with another scheme than http, https and file.
    """
    chosen = template or os.environ.get(URL_VARIABLE, "")
    if not chosen:
        return weights.url
    known = {"{file}": weights.file, "{name}": weights.name}
    url = chosen
    for place, value in known.items():
        url = url.replace(place, urllib.parse.quote(value))
    if "{file}" not in chosen or urllib.parse.urlsplit(url).scheme not in SCHEMES:
        source = "url_template" if template else f"the variable {URL_VARIABLE}"
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected=f"an address in {source} that begins with http://, https:// or file:// and contains {{file}}",
            found=repr(chosen),
            remedy="Correct it, as https://mirror.example/weights/{file}.",
        )
    return url


def _output_folder(job: DownloadCheckpointJob) -> Path:
    """Where the checkpoint goes, before anything is fetched for it."""
    output = Path(job.output) if job.output else make_installed_folder() / job.name
    check_folder_writable(output, CHECKPOINT_CARD_NAME)
    return output


def _import(weights: PublishedWeights, file: Path, output: Path, reporter: Reporter) -> dict[str, Any]:
    from deepsat.checkpoints.importing.run import import_checkpoint

    source = f"{weights.citation}; {weights.url}"
    job = ImportCheckpointJob(str(file), str(output), weights.kind)
    return import_checkpoint(job, reporter, licence=weights.licence, source=source)
