"""Pre-training: from an archive of imagery to a checkpoint folder."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from deepsat.checkpoints.checkpoint import load_checkpoint, put_weights, read_checkpoint_card, save_checkpoint
from deepsat.checkpoints.names import folder_of_checkpoint, settled_name
from deepsat.devices import choose_device
from deepsat.encoders import Architecture
from deepsat.jobs import ErrorCode, PretrainJob, UserError
from deepsat.jobs.band_slots import SENTINEL2_SLOTS
from deepsat.losses.across_processes import process_count
from deepsat.outputs.output_checks import check_folder_writable
from deepsat.outputs.own_folders import CHECKPOINT_CARD_NAME
from deepsat.pretrain.catalogue import Catalogue, Place, find_places
from deepsat.pretrain.chips import Chips, ChipSettings
from deepsat.pretrain.label_sources import labelled_places
from deepsat.pretrain.methods import (
    ContextSelfContrastMethod,
    EmbeddingEarth,
    EmbeddingEarthSettings,
    Method,
    SeasonalContrastMethod,
    Start,
    start_network,
)
from deepsat.pretrain.outcome import Archive, card_of, fingerprint, result_of
from deepsat.pretrain.processes import QuietReporter, device_name_of_process, joined, rank
from deepsat.pretrain.settings import DEFAULTS, PretrainSettings
from deepsat.pretrain.trainer import Plan, fit
from deepsat.pretrain.training_state import TrainingState
from deepsat.pretrain.views import Size, ViewSettings
from deepsat.reporting import PartReporter, Reporter

CATALOGUE_SHARE = 0.02
METHODS: dict[str, type[Method]] = {
    "embedding_earth": EmbeddingEarth,
    "seco": SeasonalContrastMethod,
    "cscl": ContextSelfContrastMethod,
}


def pretrain(job: PretrainJob, reporter: Reporter, settings: PretrainSettings = DEFAULTS) -> dict[str, Any]:
    """Carries out a job, alone or together with the other processes of torchrun.

    A job that was cancelled, killed or out of time goes on where it stopped when it is started again.

    Returns:
        Plain JSON: output, method, steps, steps_planned, resumed_at, seconds, device, places, rasters, findings, a list
        of sentences, and, once a step is done, loss and the other measures as they were last taken.

    Raises:
        UserError: whatever is wrong with the imagery, the labels, the checkpoint, the device or the output;
            `TRAINING_FAILED` where the training's numbers are not finite any more.
        Cancelled: the person asked to stop.
    """
    job = dataclasses.replace(job, checkpoint=settled_name(job.checkpoint))
    folder = folder_of_checkpoint(job.checkpoint)
    if folder is not None:
        read_checkpoint_card(folder)
    check_folder_writable(Path(job.output), CHECKPOINT_CARD_NAME)
    device = choose_device(device_name_of_process(job.device), reporter)
    with joined(device):
        told = reporter if rank() == 0 else QuietReporter(reporter)
        return _pretrain(job, told, settings, device)


def _pretrain(job: PretrainJob, reporter: Reporter, settings: PretrainSettings, device: torch.device) -> dict[str, Any]:
    catalogue = find_places(job.input, job.seed, PartReporter(reporter, 0.0, CATALOGUE_SHARE))
    archive = fitting(job, catalogue)
    settings = dataclasses.replace(settings, seasonal=_queue_within(settings, archive))
    plan = planned(job, settings, archive.places, device)
    start = _start(job, settings)
    method = build_method(job.method, start, settings, job.seed, job.dates_per_view).to(device)
    chips = Chips(archive.places, chip_settings(method, settings, plan), job.seed, archive.labels)
    state = TrainingState(Path(job.output), fingerprint(job, settings, plan, archive, start.weights_hash))
    for sentence in archive.findings:
        reporter.log(sentence, "warning")
    fitted = fit(method, chips, plan, settings, state, PartReporter(reporter, CATALOGUE_SHARE, 1.0))
    card = card_of(job, archive, settings, plan, fitted, method)
    if rank() == 0:
        save_checkpoint(Path(job.output), start.network, card, half=settings.half_precision, log=state.log_folder)
        if fitted.complete(plan):
            state.remove()
    return result_of(job, archive, plan, fitted, device)


def fitting(job: PretrainJob, catalogue: Catalogue) -> Archive:
    """The places that the method can learn from, and why others are left out.

    Raises:
        UserError: `INVALID_JOB` where no place has as many dates as the method asks for; `LABELS_UNUSABLE` where the
            method asks for labels and there are none.
    """
    if job.method == "cscl":
        places, labels, reasons = labelled_places(job, catalogue.places)
        return Archive(places, labels, (*catalogue.findings, *reasons))
    if job.method != "seco":
        return Archive(catalogue.places, None, (*catalogue.findings, *_short_of_dates(job, catalogue.places)))
    dates = SeasonalContrastMethod.dates
    places = tuple(place for place in catalogue.places if len(place.rasters) >= dates)
    if not places:
        most = max(len(place.rasters) for place in catalogue.places)
        several = "place" if len(catalogue.places) == 1 else "places"
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected=f"places with at least {dates} dates, the seasons that seco contrasts",
            found=f"{len(catalogue.places)} {several} with at most {most} {'date' if most == 1 else 'dates'}",
            remedy="Add dates, or choose the method embedding_earth, which needs no more than one.",
        )
    short = len(catalogue.places) - len(places)
    words = "place has" if short == 1 else "places have"
    lost = (f"{short} {words} fewer than {dates} dates and cannot be used by seco.",) if short else ()
    return Archive(places, None, (*catalogue.findings, *lost))


def _short_of_dates(job: PretrainJob, places: Sequence[Place]) -> tuple[str, ...]:
    """What is said about places whose views cannot show as many different dates as the job asks for."""
    wanted = EmbeddingEarth.dates * job.dates_per_view
    short = sum(len(place.rasters) < wanted for place in places)
    if job.dates_per_view == 1 or not short:
        return ()
    words = "place has" if short == 1 else "places have"
    return (f"{short} {words} fewer than {wanted} dates: the views there show fewer than {job.dates_per_view} dates.",)


def planned(job: PretrainJob, settings: PretrainSettings, places: Sequence[Place], device: torch.device) -> Plan:
    """How long to train, and with which optimiser.

    An epoch is as many samples as views fit side by side into all rasters, each view taking as many as it shows dates.

    Raises:
        UserError: `INVALID_JOB` where shards cannot be dealt out evenly, or seco has several for one process.
    """
    shards, processes = settings.shards or process_count(), process_count()
    if shards % processes or (job.method == "seco" and shards != processes):
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected="one shard for each process" if job.method == "seco" else "as many shards for each process",
            found=f"{shards} shards for {processes} processes",
            remedy="Choose another number of shards or processes.",
        )
    samples = settings.samples_on(device)
    fitting_views = sum(math.ceil(p.pixel_count / settings.view_side**2) * len(p.rasters) for p in places)
    steps = max(1, math.ceil(fitting_views / (samples * shards * job.dates_per_view))) * job.epochs
    sgd = job.method == "seco"
    own_rate = 0.03 * samples * shards / 256 if sgd else 1e-3
    return Plan(
        steps=steps,
        shards=shards,
        samples=samples,
        optimiser="sgd" if sgd else "adamw",
        learning_rate=settings.learning_rate or own_rate,
        weight_decay=settings.weight_decay or (1e-4 if sgd else 1e-2),
        warm_up=int(settings.warm_up_share * steps),
        max_seconds=job.max_minutes * 60 or math.inf,
    )


def build_method(name: str, start: Start, settings: PretrainSettings, seed: int, dates_per_view: int = 1) -> Method:
    """The method of this name around a network; the same seed gives the same heads."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed + 1)
        if name == "seco":
            return SeasonalContrastMethod(
                start,
                settings.seasonal,
                view_side=settings.view_side,
                radiometry=settings.radiometry,
                seed=seed,
            )
        if name == "cscl":
            return ContextSelfContrastMethod(
                start,
                view_side=settings.view_side,
                radiometry=settings.radiometry,
                cross_entropy=settings.cross_entropy,
            )
        views = ViewSettings(
            size=Size(settings.view_side, settings.view_side),
            smallest_zoom=settings.smallest_zoom,
            largest_zoom=settings.largest_zoom,
        )
        dense = EmbeddingEarthSettings(
            views=views,
            contrast=settings.dense,
            radiometry=settings.radiometry,
            momentum=settings.dense_momentum,
            dates_per_view=dates_per_view,
        )
        return EmbeddingEarth(start, dense)


def chip_settings(method: Method, settings: PretrainSettings, plan: Plan) -> ChipSettings:
    """What the samples of a method are."""
    device = next(method.parameters()).device
    each = method.settings.dates_per_view if isinstance(method, EmbeddingEarth) else 1
    # A view cut from a larger chip would often miss the labels that the chip was drawn around.
    side = settings.view_side if isinstance(method, ContextSelfContrastMethod) else settings.chip_side
    return ChipSettings(
        side=side,
        dates=method.dates * each,
        dates_per_view=each,
        samples=plan.samples,
        shards=plan.shards,
        same_date_share=settings.same_date_share if isinstance(method, EmbeddingEarth) else 0.0,
        memory_bytes=settings.memory_bytes // max(1, settings.workers_on(device)),
    )


def _queue_within(settings: PretrainSettings, archive: Archive) -> Any:
    """SeCo's settings with a queue that a small archive does not fill with one place over and over."""
    views = sum(math.ceil(place.pixel_count / settings.view_side**2) for place in archive.places)
    return dataclasses.replace(settings.seasonal, queue_length=min(settings.seasonal.queue_length, max(64, 4 * views)))


def _start(job: PretrainJob, settings: PretrainSettings) -> Start:
    """The network that training starts from."""
    folder = folder_of_checkpoint(job.checkpoint)
    if folder is None:
        architecture = Architecture(
            in_channels=len(SENTINEL2_SLOTS),
            classes=1,
            encoder_name=settings.encoder_name,
            decoder_channels=settings.decoder_channels,
            input_scale=settings.input_scale,
        )
        return start_network(architecture, job.seed)
    weights, card = load_checkpoint(folder)
    if card.bands != SENTINEL2_SLOTS:
        raise UserError(
            ErrorCode.CHECKPOINT_UNKNOWN,
            expected=f"a checkpoint with the bands {', '.join(band.name for band in SENTINEL2_SLOTS)}",
            found=f"one with {', '.join(band.name for band in card.bands)}",
            remedy="Choose another checkpoint, or start from 'random'.",
        )
    start = start_network(card.architecture, job.seed, card.pretraining.spectral_share)
    put_weights(start.network, weights)
    # A checkpoint that is replaced by its own training changes whenever that runs out of time, and still is its start.
    replaced = Path(job.output).resolve() == folder.resolve()
    return start._replace(weights_hash="" if replaced else card.weights_hash)
