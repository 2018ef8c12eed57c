"""Importing: a published file becomes a checkpoint folder, and an account of what was done with it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

import deepsat
from deepsat.checkpoints.checkpoint import put_weights, save_checkpoint
from deepsat.checkpoints.checkpoint_card import CheckpointCard, ImportFacts, PretrainingFacts
from deepsat.checkpoints.importing.imported import Imported
from deepsat.checkpoints.importing.kinds import kind_of
from deepsat.checkpoints.importing.published import md5_of, open_published
from deepsat.encoders import build_network
from deepsat.jobs import ImportCheckpointJob
from deepsat.outputs.output_checks import check_disk_space, check_folder_writable
from deepsat.outputs.own_folders import CHECKPOINT_CARD_NAME
from deepsat.reporting import Reporter

BYTES_NEEDED = 250_000_000
"""Of the largest network that can be imported."""


def import_checkpoint(
    job: ImportCheckpointJob, reporter: Reporter, *, licence: str = "", source: str = ""
) -> dict[str, Any]:
    """Turns published weights into a checkpoint folder.

    Args:
        job: which file, of which kind, and where to.
        reporter: told what was used, left out and adapted.
        licence: of the file, where the file does not tell it.
        source: who made it, where the file does not tell it.

    Returns:
        `output`, `name`, `kind` (as found), `encoder`, `bands` (names in order), `used` (number of tensors), `dropped`
        (by beginning of the names: `count` and `reason`), `adapted` and `findings` (sentences).

    Raises:
        UserError: `CHECKPOINT_UNKNOWN` where there is no such file; `MODEL_INVALID` where it cannot be read, or some of
            its weights have no place or are missing, with their names; `OUTPUT_UNWRITABLE`; `DISK_FULL`.
        Cancelled: nothing was written.
    """
    output = Path(job.output)
    check_folder_writable(output, CHECKPOINT_CARD_NAME)
    check_disk_space(output.absolute().parent, BYTES_NEEDED)
    reporter.progress(0.0, "read", f"Reading {Path(job.input).name}.")
    published = open_published(Path(job.input))
    reporter.check_cancelled()
    reporter.progress(0.5, "names", f"Sorting {len(published.tensors)} tensors.")
    imported = kind_of(published, job.file_kind).read(published)
    imported = dataclasses.replace(imported, licence=imported.licence or licence, source=imported.source or source)
    reporter.check_cancelled()
    facts = _facts(imported, published.weights_file)
    network = build_network(imported.architecture)
    put_weights(network, imported.weights)
    reporter.progress(0.8, "write", "Writing the checkpoint.")
    save_checkpoint(output, network, _card(imported, facts), half=False)
    result = _result(job, imported, facts)
    for sentence in _sentences(result):
        reporter.log(sentence)
    for finding in result["findings"]:
        reporter.log(finding, "warning")
    reporter.progress(1.0, "write", f"Imported {imported.kind}: {output}")
    return result


def _facts(imported: Imported, file: Path) -> ImportFacts:
    return ImportFacts(
        kind=imported.kind,
        file=file.name,
        md5=md5_of(file),
        used=imported.used,
        dropped={name: {"count": group.count, "reason": group.reason} for name, group in imported.dropped.items()},
        adapted=imported.adapted,
        source=imported.source,
        input_contract=imported.input_contract,
    )


def _card(imported: Imported, facts: ImportFacts) -> CheckpointCard:
    now = datetime.datetime.now(datetime.timezone.utc)
    return CheckpointCard(
        bands=imported.bands,
        architecture=imported.architecture,
        pretraining=PretrainingFacts(
            method="imported",
            trained_parts=imported.trained_parts,
            checkpoint=imported.kind,
            places=(),
            rasters=0,
            pixels=0,
            licence=imported.licence,
            seed=0,
            steps=0,
            steps_planned=0,
            seconds=0.0,
            measures={},
            settings={},
        ),
        footprint=imported.footprint,
        deepsat_version=deepsat.__version__,
        framework_version=torch.__version__,
        created=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        imported=facts,
    )


def _result(job: ImportCheckpointJob, imported: Imported, facts: ImportFacts) -> dict[str, Any]:
    unknown = [] if imported.licence else ["The file states no licence; its publisher's terms hold."]
    return {
        "output": job.output,
        "name": Path(job.output).name,
        "kind": imported.kind,
        "encoder": imported.architecture.encoder_name,
        "bands": [band.name for band in imported.bands],
        "used": imported.used,
        "dropped": dict(facts.dropped),
        "adapted": list(imported.adapted),
        "findings": unknown,
    }


def _sentences(result: Mapping[str, Any]) -> list[str]:
    """The result, to be read."""
    dropped = [f"Left out: {name} ({group['count']}): {group['reason']}." for name, group in result["dropped"].items()]
    return [
        f"{result['kind']}, {result['encoder']} for the bands {', '.join(result['bands'])}: "
        f"{result['used']} tensors are used.",
        *dropped,
        *result["adapted"],
    ]
