"""Probe: which checkpoint sees most on this place? Frozen features, scored on held-out polygons."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import Any

import torch

from deepsat.devices import choose_device, describe_device
from deepsat.finetune.checkpoints import check_checkpoint, fitting_checkpoint, start_network
from deepsat.finetune.frozen import look
from deepsat.finetune.head import head_convolution
from deepsat.finetune.labelled import Labelled
from deepsat.finetune.preparation import Prepared, prepare
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.reproducible import reproducible
from deepsat.finetune.start import Start
from deepsat.imagery import open_scene, with_usable_bands
from deepsat.jobs import ErrorCode, ProbeJob, UserError
from deepsat.labels import read_labels
from deepsat.probe.comparison import Probed, markdown, to_json, write_csv
from deepsat.probe.probes import PROBES, probe_features
from deepsat.reporting import PartReporter, Reporter

BANDS = "bands"
"""Name of the line for the bands alone, without any network: what a checkpoint has to beat."""

_LABELS_SHARE = 0.05


def probe(job: ProbeJob, reporter: Reporter) -> dict[str, Any]:
    """Compares checkpoints by nearest neighbours and a linear classifier on their frozen features.

    Args:
        job: what to look at, and with which checkpoints.
        reporter: told of progress; asked often whether to stop.

    Returns:
        `probes` (a list, the first as named first and the bands alone last; each with `checkpoint`, `network`,
        `channels`, `seconds`, `findings`, and for `neighbours` and `linear` `mean_iou`, `mean_iou_interval`,
        `overall_accuracy`, `iou` by class name, `against_first`, `against_first_interval`), `best` (checkpoint by
        probe), `classes`, `held_out_polygons`, `output`, `device`, `findings`, `seconds`, `markdown` (a table).

    Raises:
        UserError: whatever is wrong with the scene, the labels, a checkpoint, the device or the output.
        Cancelled: nothing was written.
    """
    started = time.monotonic()
    for checkpoint in job.checkpoints:
        check_checkpoint(checkpoint)
    device, recipe = choose_device(job.device, reporter), Recipe()
    with open_scene(job.input, job.dates, masks=job.masks) as scene, reproducible():
        labels = read_labels(job.labels, job.class_field, scene.grid, job.labels_layer, class_names=job.class_names)
        usable = with_usable_bands(scene, job.seed, (), PartReporter(reporter, 0.0, 0.01))
        prepared = prepare(labels, usable, recipe, reporter, ())
        _check_folds(prepared)
        # All of them first: one that does not fit the scene is refused before the others are looked through.
        starts = [_fitted(checkpoint, prepared, recipe, job.seed, reporter) for checkpoint in job.checkpoints]
        probed: list[Probed] = []
        for number, (checkpoint, start) in enumerate(zip(job.checkpoints, starts, strict=True)):
            ends = (_LABELS_SHARE + (1 - _LABELS_SHARE) * (number + k) / len(job.checkpoints) for k in (0, 1))
            one = _Probing(job, prepared, recipe, device, PartReporter(reporter, *ends))
            probed += one.of(checkpoint, start, with_bands=number == len(job.checkpoints) - 1)
    names = prepared.pixels.class_map.names
    documents = [to_json(one, probed[0], names, job.seed) for one in probed]
    reporter.check_cancelled()
    if job.output:
        write_csv(documents, Path(job.output))
    polygons = len(prepared.folds.scored_polygons)
    were = "checkpoint was" if len(job.checkpoints) == 1 else "checkpoints were"
    reporter.progress(1.0, "probe", f"{len(job.checkpoints)} {were} probed on {polygons} polygons.")
    return {
        "probes": documents,
        "best": {name: max(documents, key=lambda d: d[name]["mean_iou"])["checkpoint"] for name in PROBES},
        "classes": list(names),
        "held_out_polygons": polygons,
        "output": job.output,
        "device": f"{device}: {describe_device(device)}",
        "findings": [*prepared.findings, *(finding for one in probed for finding in one.findings)],
        "seconds": time.monotonic() - started,
        "markdown": markdown(documents, len(prepared.folds.scored_classes), polygons),
    }


@dataclasses.dataclass(frozen=True)
class _Probing:
    job: ProbeJob
    prepared: Prepared
    recipe: Recipe
    device: torch.device
    reporter: Reporter

    def of(self, checkpoint: str, start: Start, *, with_bands: bool) -> list[Probed]:
        """What a checkpoint is worth; and the bands alone too, where asked for."""
        began, job = time.monotonic(), self.job
        start.network.to(self.device)
        seen = look(start, self.prepared, self.recipe, self.device, job.seed, self.reporter)
        self.reporter.progress(0.6, "probe", f"Probing {checkpoint}.")
        evidence = self._probed(seen, head_convolution(start.network).kernel_size[0])
        seconds = time.monotonic() - began
        title, channels = start.architecture.title, start.architecture.feature_channels
        found = [Probed(checkpoint, title, channels, evidence, seconds, start.findings)]
        return [*found, self._bands(seen)] if with_bands else found

    def _bands(self, seen: Labelled) -> Probed:
        """The bands of the same pixels, of a series at all of its moments."""
        began, count = time.monotonic(), self.prepared.scene.channel_count
        bands = torch.from_numpy(seen.surroundings[:, :count].copy())
        evidence = self._probed(dataclasses.replace(seen, features=bands), 1)
        return Probed(BANDS, "", count, evidence, time.monotonic() - began)

    def _probed(self, seen: Labelled, kernel: int) -> Any:
        check = self.reporter.check_cancelled
        return probe_features(
            seen, kernel=kernel, neighbours=self.job.neighbours, recipe=self.recipe, seed=self.job.seed, check=check
        )


def _fitted(checkpoint: str, prepared: Prepared, recipe: Recipe, seed: int, reporter: Reporter) -> Start:
    """The network of a checkpoint for the scene, its findings with the checkpoint's name."""
    chosen, reasons = fitting_checkpoint(checkpoint, prepared.scene)
    start = start_network(chosen, prepared.scene, len(prepared.pixels.class_map.names), recipe, seed)
    findings = tuple(f"{checkpoint}: {said}" for said in (*reasons, *start.findings))
    if start.continues:
        findings += (
            f"{checkpoint} is a fine-tuned model: where it learnt from these polygons, its scores are too good.",
        )
    for finding in findings:
        reporter.log(finding, "warning")
    return dataclasses.replace(start, findings=findings)


def _check_folds(prepared: Prepared) -> None:
    if prepared.folds.count == 0:
        raise UserError(
            ErrorCode.LABELS_UNUSABLE,
            expected="polygons of which some can be held out",
            found="a single small polygon of each class",
            remedy="Draw a second polygon of the classes.",
        )
