"""Results in words, the same in the dock and in Processing's log."""

from __future__ import annotations

import re
from typing import Any, Mapping, Optional, Sequence

from deepsat.jobs import Progress
from deepsat_qgis.translation import filled, reported, tr


def held_out_number(result: Mapping[str, Any], name: str) -> Optional[float]:
    """One score on held-out polygons, 0-1: `overall_accuracy` or `mean_iou`; None where nothing could be held out."""
    value = (result.get("held_out") or {}).get(name)
    return None if value is None else float(value)


def held_out_sentence(result: Mapping[str, Any]) -> str:
    """What the held-out polygons say about the model, and what they do not say."""
    overall, mean_iou = held_out_number(result, "overall_accuracy"), held_out_number(result, "mean_iou")
    if overall is None or mean_iou is None:
        return tr(
            "No polygon could be held out, so nothing is known about the skill: "
            "label at least two polygons of each class."
        )
    words = tr(
        "Of polygons that it had not seen, {overall} of the pixels got their class (mean IoU {mean_iou:.2f}). "
        "This is skill on your polygons, not the accuracy of the whole map."
    )
    return filled(words, overall=percent(overall), mean_iou=mean_iou)


def evaluation_sentence(result: Mapping[str, Any]) -> str:
    """What an evaluation found, and what that is: the accuracy of the map, or skill."""
    accuracy = result.get("map_accuracy")
    if accuracy:
        return tr(
            "{overall} of the map is right, give or take {half} (95 % confidence, {points} sample points)."
        ).format(
            overall=percent(accuracy["overall"]["value"]),
            half=percent(accuracy["overall"]["half_width_95"]),
            points=accuracy["points"],
        )
    skill = result["skill"]
    return tr("{title}: {overall} of {pixels} pixels are right. This is not the accuracy of the whole map.").format(
        title=skill["of"], overall=percent(skill["overall"]), pixels=skill["pixels"]
    )


def export_sentence(result: Mapping[str, Any]) -> str:
    """What an exported file holds, and how well it agrees with its model."""
    holds = tr("The file holds: {parts}.").format(parts=", ".join(map(reported, result["parts"])))
    if result["agreement"] is None:
        return holds
    agrees = filled(
        tr("Of {pixels} pixels of {source}, {share:.2f} % have the same class as in DeepSat."),
        pixels=result["compared_pixels"],
        source=reported(result["compared_on"]),
        share=100 * result["agreement"],
    )
    return f"{holds} {agrees}"


def percent(share: float) -> str:
    """A share of 0-1 as whole per cent; with a decimal where it would look like all or nothing and is not."""
    shown = 100 * share
    if 0 < shown < 0.5 or 99.5 <= shown < 100:
        return filled(tr("{:.1f} %"), min(max(shown, 0.1), 99.9))
    return filled(tr("{:.0f} %"), shown)


def areas(hectares: Sequence[float]) -> list[str]:
    """Areas given in hectares, all in the unit that suits the largest, so that they can be compared."""
    largest = max(hectares, default=0.0)
    if largest >= 10_000:
        whole, part, size = tr("{:,.0f} km²"), tr("{:.1f} km²"), 100.0
    elif largest >= 1:
        whole, part, size = tr("{:,.0f} ha"), tr("{:.1f} ha"), 1.0
    else:
        whole, part, size = tr("{:,.0f} m²"), tr("{:.1f} m²"), 1e-4
    return [filled(whole if area == 0 or area / size >= 99.95 else part, area / size) for area in hectares]


def metres(length: float) -> str:
    """A length given in metres, in the unit that suits it, with three digits."""
    rounded = float(f"{length:.3g}")
    return filled(tr("{:g} cm"), 100 * rounded) if rounded < 1 else filled(tr("{:g} m"), rounded)


def unbroken(text: str) -> str:
    """The text, in which no line ends between a number and its unit."""
    return re.sub(r"(?<=\d) (?=(?:%|m²|(?:s|min|h|cm|m|km|ha|px|MB|GB)\b))", "\N{NO-BREAK SPACE}", text)


def duration(seconds: float) -> str:
    """A time span in the unit that suits it, rounded as one would say it."""
    if seconds < 60:
        return filled(tr("{:.0f} s"), seconds)
    if seconds < 5400:
        return filled(tr("{:.0f} min"), seconds / 60)
    return filled(tr("{:.1f} h"), seconds / 3600)


def training_text(progress: Progress) -> str:
    """Where a pre-training stands, in one line: what the worker says of the step, signs of collapse, speed, time."""
    known = (
        ("effective_rank", tr("effective rank {:.1f}")),
        ("uniformity", tr("uniformity {:.2f}")),
        ("alignment", tr("alignment {:.2f}")),
        ("images_per_second", tr("{:.1f} images/s")),
    )
    figures = progress.figures
    parts = [filled(words, figures[name]) for name, words in known if figures.get(name) is not None]
    left = figures.get("seconds_left") or 0.0
    if left >= 1:
        parts.append(tr("about {} left").format(duration(left)))
    stage = reported(progress.text)
    return f"{stage.rstrip('.')} ({', '.join(parts)})" if parts else stage


def pretraining_sentence(result: Mapping[str, Any]) -> str:
    """What a pre-training did, over all its runs."""
    return tr("{steps} of {planned} steps on {rasters} rasters of {places} places took {time}.").format(
        steps=result["steps"],
        planned=result["steps_planned"],
        rasters=result["rasters"],
        places=result["places"],
        time=duration(result["seconds"]),
    )
