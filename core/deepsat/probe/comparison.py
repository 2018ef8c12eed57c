"""Probed checkpoints in order, with intervals, and as a table."""

from __future__ import annotations

import csv
import dataclasses
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from deepsat.accuracy import Evidence
from deepsat.accuracy.bootstrap import mean_iou_difference
from deepsat.outputs.temporary_files import whole_file
from deepsat.probe.probes import PROBES

TITLES = {"neighbours": "nearest neighbours", "linear": "linear probe"}


@dataclasses.dataclass(frozen=True)
class Probed:
    """One checkpoint, or the bands alone, and what its probes say of the held-out pixels."""

    checkpoint: str
    """As the person named it; `bands` for the bands alone."""
    network: str
    """What people call its network; empty for the bands alone."""
    channels: int
    """Features of a pixel."""
    evidence: dict[str, Evidence]
    """By probe."""
    seconds: float
    findings: tuple[str, ...] = ()


def to_json(probed: Probed, reference: Probed, class_names: Sequence[str], seed: int) -> dict[str, Any]:
    """Scores of one checkpoint as plain JSON values.

    Args:
        probed: what to tell of.
        reference: the one that it is compared with, on the same pixels.
        class_names: in the order of their ids.
        seed: of the intervals.
    """
    document: dict[str, Any] = {
        "checkpoint": probed.checkpoint,
        "network": probed.network,
        "channels": probed.channels,
        "seconds": round(probed.seconds, 2),
        "findings": list(probed.findings),
    }
    for name in PROBES:
        evidence, counts = probed.evidence[name], reference.evidence[name].by_polygon()
        confusion, intervals = evidence.confusion(), evidence.intervals(seed=seed)
        difference = mean_iou_difference(evidence.by_polygon(), counts, seed=seed)
        scored = confusion.reference_totals > 0
        document[name] = {
            "mean_iou": confusion.mean_iou,
            "mean_iou_interval": [float(intervals.mean_iou.low), float(intervals.mean_iou.high)],
            "overall_accuracy": confusion.overall,
            "iou": {class_names[k]: float(confusion.iou[k]) for k in range(len(class_names)) if scored[k]},
            "against_first": confusion.mean_iou - reference.evidence[name].confusion().mean_iou,
            "against_first_interval": [float(difference.low), float(difference.high)],
        }
    return document


def markdown(documents: Sequence[dict[str, Any]], class_count: int, polygons: int) -> str:
    """A table of what `to_json` gave, one line a checkpoint."""
    columns = [f"{TITLES[name]}: {word}" for name in PROBES for word in ("mean IoU", "against the first")]
    lines = [
        f"## Frozen features on {polygons} held-out polygons of {class_count} classes",
        "",
        f"| checkpoint | {' | '.join(columns)} | seconds |",
        f"| {' | '.join(['---'] * (len(columns) + 2))} |",
    ]
    for number, document in enumerate(documents):
        cells = [part for name in PROBES for part in _cells(document[name], is_first=number == 0)]
        lines.append(f"| {document['checkpoint']} | {' | '.join(cells)} | {document['seconds']:.0f} |")
    lines += [
        "",
        "In brackets are 95 % intervals from drawing whole polygons again. A difference whose interval holds 0 may be "
        "chance. Scores are skill on polygons that a person chose, not the accuracy of a map.",
        "",
    ]
    return "\n".join(lines)


def write_csv(documents: Sequence[dict[str, Any]], path: Path) -> None:
    """Writes a table, one line for each checkpoint and probe, whole or not at all."""
    head = ["checkpoint", "network", "channels", "probe", "mean_iou", "low", "high", "overall_accuracy",
            "against_first", "against_first_low", "against_first_high", "seconds"]  # fmt: skip
    with whole_file(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(head)
        for document in documents:
            for name in PROBES:
                found = document[name]
                numbers = [found["mean_iou"], *found["mean_iou_interval"], found["overall_accuracy"],
                           found["against_first"], *found["against_first_interval"]]  # fmt: skip
                plain = ["" if math.isnan(number) else f"{number:.4f}" for number in numbers]
                about = [document["checkpoint"], document["network"], document["channels"], name]
                table.writerow([*about, *plain, document["seconds"]])


def _cells(found: dict[str, Any], *, is_first: bool) -> list[str]:
    score = f"{found['mean_iou']:.3f} {_interval(found['mean_iou_interval'], '.3f')}"
    if is_first:
        return [score, "-"]
    return [score, f"{found['against_first']:+.3f} {_interval(found['against_first_interval'], '+.3f')}"]


def _interval(ends: Sequence[float], form: str) -> str:
    return "(no interval)" if any(map(math.isnan, ends)) else f"({ends[0]:{form}} to {ends[1]:{form}})"
