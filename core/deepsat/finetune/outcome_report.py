"""The report on a fine-tuning: what an outcome says to people."""

from __future__ import annotations

from deepsat.accuracy.charts import Chart, Curve
from deepsat.accuracy.class_spectra import ClassSpectra, class_spectra
from deepsat.accuracy.report import Baseline, ReportContent, SkillCurve, class_counts, scene_facts
from deepsat.accuracy.report_content import origin_of
from deepsat.checkpoints import Card
from deepsat.finetune.outcome import Outcome
from deepsat.finetune.training_state import Progression
from deepsat.jobs.class_names import told
from deepsat.jobs.sentences import quoted
from deepsat.labels.features import name_for_report


def report_of(outcome: Outcome, card: Card) -> ReportContent:
    """What the report shows; `card` is that of the model as it was saved."""
    job = outcome.job
    names = told(job.class_names, outcome.prepared.pixels.class_map.names)
    return ReportContent(
        title=f"Fine-tuning on {card.training.scene}",
        subtitle=origin_of(card.deepsat_version, card.created),
        scene=scene_facts(outcome.prepared.scene),
        classes=class_counts(outcome.prepared.pixels, outcome.scored_polygons, _scored_pixels(outcome)),
        evidence=outcome.evidence,
        evidence_note=_evidence_note(outcome),
        doubtful=outcome.doubtful.listed,
        spectra=_spectra(outcome),
        baselines=_baselines(outcome),
        skill_curve=_skill_curve(outcome),
        charts=_charts(outcome.made.progression),
        findings=outcome.findings,
        settings={
            "Labels": name_for_report(job.labels, job.labels_layer),
            "Class field": job.class_field,
            **({"Class names": names} if names else {}),
            "Checkpoint": job.checkpoint,
            "Loss": job.loss,
            "Seed": str(job.seed),
            "Longest time": f"{job.max_minutes:g} min",
        },
        run={
            "Device": outcome.device,
            "Model": outcome.made.chosen.name,
            "Training of all weights": f"{outcome.made.progression.step} steps tried, {outcome.steps} kept",
            "Time": f"{outcome.budget.seconds_spent:.0f} s",
            "Weights": f"SHA-256 {card.weights_hash}",
        },
    )


def _spectra(outcome: Outcome) -> ClassSpectra:
    """Of the labelled pixels that were learnt from."""
    prepared, labelled = outcome.prepared, outcome.made.labelled
    scene, normalisation, pixels = prepared.scene, prepared.normalisation, labelled.pixels
    values = normalisation.undone(labelled.surroundings[:, : scene.channel_count])
    return class_spectra(
        values, pixels.class_ids, len(pixels.class_map), scene.bands, scene.moments, dtype=scene.dtype
    )


def _scored_pixels(outcome: Outcome) -> tuple[int, ...]:
    """Of each class: of large polygons only some are."""
    return () if outcome.evidence is None else tuple(map(int, outcome.evidence.confusion().reference_totals))


def _evidence_note(outcome: Outcome) -> str:
    """How strong the evidence is."""
    if outcome.evidence is None:
        return ""
    polygons = len(outcome.scored_polygons)
    how = (
        f"{polygons} polygons were held out, and the model that is scored here learnt from all others"
        if outcome.made.chosen.trained
        else f"Each of {polygons} polygons was held out once, and scored by a model that learnt from the others"
    )
    halved = [outcome.prepared.pixels.class_map.names[index] for index in outcome.prepared.folds.halved]
    weak = f"; {quoted(halved)} by halves of a single polygon, which says little" if halved else ""
    itself = " The model itself learnt from every polygon." if outcome.learnt_from_all else ""
    return f"{how}{weak}.{itself}"


def _baselines(outcome: Outcome) -> tuple[Baseline, ...]:
    comparison = outcome.made.comparison
    if comparison is None:
        return ()
    matrices = {candidate: evidence.confusion() for candidate, evidence in comparison.evidence.items()}
    return tuple(
        Baseline(candidate.name, confusion.mean_iou, confusion.overall, candidate == comparison.chosen)
        for candidate, confusion in matrices.items()
    )


def _skill_curve(outcome: Outcome) -> SkillCurve | None:
    points, of = outcome.made.skill_curve, outcome.made.curve_of
    if not points:
        return None
    curve = Curve("held-out polygons", tuple(float(count) for count, _ in points), tuple(skill for _, skill in points))
    chart = Chart("Skill and labels", "polygons a class to learn from", "mean IoU", (curve,), y_range=(0.0, 1.0))
    return SkillCurve(chart, of.name, is_the_model=of == outcome.made.chosen)


def _charts(progression: Progression) -> tuple[Chart, ...]:
    losses = (
        Curve("training", *_points(progression, "loss")),
        Curve("held-out polygons", *_points(progression, "held_out_loss")),
    )
    skill = Curve("held-out polygons", *_points(progression, "held_out_mean_iou"))
    return (
        Chart("Loss", "step", "cross-entropy", tuple(curve for curve in losses if curve.steps)),
        Chart("Skill", "step", "mean IoU", (skill,) if skill.steps else ()),
    )


def _points(progression: Progression, key: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The steps at which something was measured, and its values."""
    points = [(int(entry["step"]), entry[key]) for entry in progression.curve if key in entry]
    return tuple(step for step, _ in points), tuple(value for _, value in points)
