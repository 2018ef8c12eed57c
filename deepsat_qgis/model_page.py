"""A model's card for people: as text for the log and as a page for the Results Viewer, from the same sections."""

from __future__ import annotations

import dataclasses
import html
from typing import Any, Mapping, Sequence

from deepsat.jobs.listing import WHOLE
from deepsat_qgis.band_words import first_names
from deepsat_qgis.translation import filled, reported, tr
from deepsat_qgis.wording import duration, metres, percent

_STYLE = (
    "body{font-family:sans-serif;max-width:46em;margin:1em auto;padding:0 1em;color-scheme:light dark}"
    "table{border-collapse:collapse}td{padding:.15em 1em .15em 0;vertical-align:top}"
    "i{display:inline-block;width:.9em;height:.9em;margin-right:.5em;border:1px solid gray}"
)


@dataclasses.dataclass(frozen=True)
class Row:
    """One fact."""

    name: str
    value: str
    colour: str = ""
    """Colour of a class as #rrggbb; empty for anything else."""


@dataclasses.dataclass(frozen=True)
class Section:
    """Facts under a heading."""

    heading: str
    rows: tuple[Row, ...]


def sections_of(card: Mapping[str, Any]) -> tuple[Section, ...]:
    """What a card, a STAC Item with the MLM extension, says about its model."""
    properties = card["properties"]
    training = properties["deepsat:training"]
    return (
        Section(reported(properties["title"]), _model_rows(properties)),
        Section(tr("Classes"), _class_rows(properties["mlm:output"][0]["classification:classes"], training)),
        Section(tr("Bands"), band_rows(properties["bands"])),
        Section(tr("Training"), _training_rows(training)),
        Section(tr("Skill on held-out polygons"), _skill_rows(training["held_out"])),
        Section(tr("What was tried on the held-out polygons"), _candidate_rows(training)),
    )


def text_of(sections: tuple[Section, ...]) -> str:
    """The sections as lines of plain text."""
    lines = []
    for section in sections:
        lines += [section.heading, *(f"  {row.name}: {row.value}".rstrip(": ") for row in section.rows), ""]
    return "\n".join(lines).rstrip()


def page_of(sections: tuple[Section, ...]) -> str:
    """The sections as an HTML page that needs no other file."""
    body = "".join(
        f"<h2>{html.escape(section.heading)}</h2><table>{''.join(map(_table_row, section.rows))}</table>"
        for section in sections
    )
    head = f'<meta charset="utf-8"><title>{html.escape(sections[0].heading)}</title><style>{_STYLE}</style>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def network_row(properties: Mapping[str, Any]) -> Row:
    """Which network it is, and how many weights it has."""
    weights = filled(tr("{:,} weights"), properties["mlm:total_parameters"])
    return Row(tr("Network"), f"{properties['mlm:name']}, {weights}")


def band_rows(bands: Sequence[Mapping[str, Any]]) -> tuple[Row, ...]:
    """Names of bands, with their wavelengths where known; one row for a long list of them."""
    if len(bands) > WHOLE:
        known = [band["eo:center_wavelength"] * 1000 for band in bands if band.get("eo:center_wavelength") is not None]
        where = first_names([str(band["name"]) for band in bands])
        if len(known) == len(bands):
            where = tr("{} to {} nm").format(f"{min(known):.0f}", f"{max(known):.0f}")
        return (Row(tr("{} bands").format(len(bands)), where),)
    return tuple(Row(band["name"], _wavelength(band)) for band in bands)


def _table_row(row: Row) -> str:
    square = f'<i style="background:{html.escape(row.colour)}"></i>' if row.colour else ""
    return f"<tr><td>{square}{html.escape(row.name)}</td><td>{html.escape(row.value)}</td></tr>"


def _model_rows(properties: Mapping[str, Any]) -> tuple[Row, ...]:
    return (
        network_row(properties),
        Row(tr("Maps with"), reported(properties["deepsat:training"]["chosen"])),
        Row(tr("Pixel size"), metres(properties["gsd"])),
        Row(tr("Made with"), _origin(properties)),
    )


def _origin(properties: Mapping[str, Any]) -> str:
    """Which DeepSat made it, and when where that is known: `2026-11-21T17:45:19Z` as people write it."""
    created = str(properties.get("created", ""))[:16].replace("T", " ")
    version = f"DeepSat {properties['deepsat:version']}"
    return f"{version}, {created} UTC" if created else version


def _class_rows(classes: list[Mapping[str, Any]], training: Mapping[str, Any]) -> tuple[Row, ...]:
    def learnt_from(name: str) -> str:
        polygons, pixels = training["polygons"].get(name, 0), training["pixels"].get(name, 0)
        if polygons == 1:
            return tr("learnt from a single polygon, {pixels} pixels").format(pixels=pixels)
        return tr("learnt from {polygons} polygons, {pixels} pixels").format(polygons=polygons, pixels=pixels)

    # A class is called by its title; its name may only have certain letters, and was the only one in older cards.
    called = [(c, str(c.get("title") or c["name"])) for c in classes]
    return tuple(Row(f"{c['value']} {name}", learnt_from(name), f"#{c['color_hint'].lower()}") for c, name in called)


def _wavelength(band: Mapping[str, Any]) -> str:
    micrometres = band.get("eo:center_wavelength")
    return "" if micrometres is None else filled(tr("{:.0f} nm"), 1000 * micrometres)


def _training_rows(training: Mapping[str, Any]) -> tuple[Row, ...]:
    return (
        Row(tr("Scene"), training["scene"]),
        Row(tr("Started from"), training["checkpoint"]),
        Row(tr("Loss"), training["loss"]),
        Row(tr("Seed"), str(training["seed"])),
        Row(tr("Steps of training all weights"), str(training["steps"])),
        Row(tr("Time"), duration(training["seconds"])),
    )


def _candidate_rows(training: Mapping[str, Any]) -> tuple[Row, ...]:
    chosen = training["chosen"]
    words = {True: tr("mean IoU {:.2f}, chosen"), False: tr("mean IoU {:.2f}")}
    rows = tuple(
        Row(reported(name), filled(words[name == chosen], skill)) for name, skill in training["candidates"].items()
    )
    return rows or (Row(tr("Nothing could be compared"), ""),)


def _skill_rows(skill: Mapping[str, Any] | None) -> tuple[Row, ...]:
    if skill is None:
        return (Row(tr("Nothing could be held out"), ""),)
    measured = tr("{polygons} polygons, {pixels} pixels").format(polygons=skill["polygons"], pixels=skill["pixels"])
    return (
        Row(tr("Measured on"), measured),
        Row(tr("Pixels mapped right"), percent(skill["overall_accuracy"])),
        Row(tr("Mean IoU"), filled("{:.2f}", skill["mean_iou"])),
        *(Row(tr("IoU of {}").format(name), filled("{:.2f}", iou)) for name, iou in skill["iou"].items()),
    )
