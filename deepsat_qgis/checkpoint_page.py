"""A checkpoint's card for people, in the sections that a model's card is shown in."""

from __future__ import annotations

from typing import Any, Mapping

from deepsat_qgis.model_page import Row, Section, band_rows, network_row
from deepsat_qgis.translation import filled, tr
from deepsat_qgis.wording import duration


def checkpoint_sections_of(card: Mapping[str, Any]) -> tuple[Section, ...]:
    """What a card, a STAC Item with the MLM extension, says about its checkpoint."""
    properties = card["properties"]
    return (
        Section(properties["title"], _checkpoint_rows(properties)),
        Section(tr("Bands"), band_rows(properties["bands"])),
        Section(tr("Pre-training"), _pretraining_rows(properties["deepsat:pretraining"])),
    )


def _checkpoint_rows(properties: Mapping[str, Any]) -> tuple[Row, ...]:
    return (Row(tr("Description"), properties["description"]), network_row(properties))


def _pretraining_rows(facts: Mapping[str, Any]) -> tuple[Row, ...]:
    """What is known: published weights come with fewer facts than those that DeepSat trained."""
    rows = [
        Row(tr("Method"), facts["method"]),
        Row(tr("Trained parts"), ", ".join(facts["trained_parts"])),
        Row(tr("Started from"), facts["checkpoint"]),
        Row(tr("Licence and credits"), facts["licence"] or tr("not given")),
    ]
    if facts["steps"]:
        rows += [Row(tr("Steps"), str(facts["steps"])), Row(tr("Time"), duration(facts["seconds"]))]
    return (
        *rows,
        *(Row(tr("At the end: {}").format(name), filled("{:.3g}", value)) for name, value in facts["measures"].items()),
    )
