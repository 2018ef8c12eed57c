"""Exporting: a model folder in, an ONNX file out, compared with the model before it gets its name."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import deepsat
from deepsat.checkpoints import Card, load_model
from deepsat.export.graph import OPSET, RasterToProbabilities, exported
from deepsat.export.metadata import metadata_for_deepness, metadata_of, overlap, tile_side
from deepsat.export.proof import AGREEMENT, Proof, prove
from deepsat.export.samples import made_up, of_raster
from deepsat.extras import needed_package
from deepsat.jobs import ErrorCode, ExportModelJob, InternalError, UserError
from deepsat.jobs.listing import listed
from deepsat.models import Model
from deepsat.outputs.temporary_files import whole_file
from deepsat.reporting import Reporter

DEEPNESS = "deepness"
_BYTES = "uint8"


def export_model(job: ExportModelJob, reporter: Reporter) -> dict[str, Any]:
    """Writes a model as an ONNX file that takes values as they lie in a raster and gives probabilities of classes.

    Args:
        job: what to export, and how.
        reporter: told of progress.

    Returns:
        `output`, `format`, `opset`, `tile_size` and `tile_overlap` (pixels of the imagery), `bands` and `classes`
        (names, in the order of the file's channels), `parts` (what the file holds), `agreement` (share, 0-1, of the
        compared pixels that have the same class as in DeepSat; None where nothing was compared), `compared_pixels`,
        `compared_on`, `largest_difference` (of probabilities), `seconds`, `findings` (sentences: what the file leaves
        to whoever runs it).

    Raises:
        UserError: `PACKAGE_MISSING` without onnx, `MODEL_INVALID` for a model that cannot be exported.
        InternalError: the file says other classes than the model; nothing was written.
    """
    started = time.monotonic()
    onnx = needed_package("onnx", "export")
    reporter.progress(0.0, "export", "Opening the model.")
    model, card = load_model(Path(job.model))
    divided = job.format == DEEPNESS
    check_exportable(card, divided=divided)
    side = tile_side(card)
    sample = of_raster(job.input, card, side) if job.input else made_up(card, side)
    reporter.progress(0.1, "export", "Writing the network and the forest as ONNX.")
    reporter.check_cancelled()
    several = card.architecture.patch_size is None
    graph = exported(RasterToProbabilities(model, card, divided=divided), len(card.bands), side, several=several)
    file = _described(onnx, graph, card, metadata_for_deepness(card) if divided else metadata_of(card))
    reporter.progress(0.6, "export", "Comparing the file with the model.")
    reporter.check_cancelled()
    proof = prove(file, model, card, sample, divided=divided)
    _check(proof)
    with whole_file(Path(job.output)) as temporary:
        temporary.write_bytes(file)
    seconds = time.monotonic() - started
    reporter.progress(1.0, "export", f"Exported the model in {seconds:.0f} s.")
    return {**_result(job, card, model, proof), "seconds": seconds}


def check_exportable(card: Card, *, divided: bool) -> None:
    """Refuses models that no single file can stand for.

    Args:
        card: of the model.
        divided: whether it is for Deepness, which hands over 8-bit values divided by 255, and maps of the same size.

    Raises:
        UserError: `MODEL_INVALID`.
    """
    if card.moments:
        what = "change between two dates" if card.architecture.title == "U-Net for change" else "a time series"
        raise _refused(
            "a model of a single image",
            f"one of {what}: how DeepSat brings images to its dates is no part of a network",
            "Map with it in DeepSat, or fine-tune on a single image.",
        )
    if divided and card.scale > 1:
        raise _refused(
            "a map with the imagery's own pixels, as Deepness takes it",
            f"a model whose map is {card.scale} times finer",
            "Export it in the format onnx, or fine-tune with a scale of 1.",
        )
    if divided and card.stored_type != _BYTES:
        raise _refused(
            "a model of 8-bit imagery, as Deepness reads no other",
            f"one of {card.stored_type or 'unknown'} values",
            "Export it in the format onnx; or stretch the imagery to 8 bits (GDAL: Translate, Byte, with a scale) and "
            "fine-tune on that.",
        )


def _described(onnx: Any, graph: bytes, card: Card, metadata: dict[str, str]) -> bytes:
    """The file with its metadata, checked by onnx' own rules."""
    document = onnx.load_model_from_string(graph)
    document.producer_name, document.producer_version = "DeepSat", deepsat.__version__
    document.graph.name = "land_cover"
    document.doc_string = f"Maps {', '.join(card.class_map.names)}. See the metadata for bands, tiles and NoData."
    onnx.helper.set_model_props(document, metadata)
    onnx.checker.check_model(document, full_check=True)
    return bytes(document.SerializeToString(deterministic=True))


def _check(proof: Proof | None) -> None:
    if proof is not None and proof.agreement < AGREEMENT:
        raise InternalError(
            ErrorCode.INTERNAL,
            expected=f"a file that gives the model's class on {AGREEMENT:.1%} of the pixels",
            found=f"{proof.agreement:.2%} of {proof.pixels} pixels on {proof.source}; nothing was written",
            remedy="Please report it, with the versions that “deepsat doctor” tells.",
        )


def _result(job: ExportModelJob, card: Card, model: Model, proof: Proof | None) -> dict[str, Any]:
    return {
        "output": job.output,
        "format": job.format,
        "opset": OPSET,
        "tile_size": tile_side(card),
        "tile_overlap": overlap(card),
        "bands": [band.name for band in card.bands],
        "classes": list(card.class_map.names),
        "parts": _parts(card, model),
        "agreement": None if proof is None else proof.agreement,
        "compared_pixels": 0 if proof is None else proof.pixels,
        "compared_on": "" if proof is None else proof.source,
        "largest_difference": None if proof is None else proof.largest_difference,
        "findings": _findings(job, card, proof),
    }


def _parts(card: Card, model: Model) -> list[str]:
    """What the file holds, in words."""
    network = (
        [] if card.forest_share == 1 else [f"{card.architecture.title}, {1 - card.forest_share:.0%} of the answer"]
    )
    forest = [] if model.forest is None else [f"forest of {card.trees} trees, {card.forest_share:.0%} of the answer"]
    finer = [f"division of pixels by {card.scale}"] if card.scale > 1 else []
    return ["NoData, scale and normalisation", *finer, *network, *forest, *(["smoothing"] if card.smooths else [])]


def _findings(job: ExportModelJob, card: Card, proof: Proof | None) -> list[str]:
    """What the file leaves to whoever runs it."""
    bands = listed([band.name for band in card.bands])
    found = [
        f"Bands are not looked up by name outside of DeepSat: hand them over as {bands}, in this order.",
        "Masks and transparency of rasters are not in the file; NoData values are.",
    ]
    if job.format == DEEPNESS:
        found += [
            "Deepness does not know NoData: where a raster has none of the bands, it shows the class "
            f"{card.class_map.names[0]}.",
            "Deepness cuts tiles where they overlap, and DeepSat blends them: at the seams the maps may differ.",
        ]
    else:
        found.append(
            f"Tiles are mapped one by one: let them overlap by {overlap(card)} pixels, and blend or cut them there."
        )
    if proof is None:
        found.append(
            "The file was not compared with the model: onnxruntime is not installed, or the raster's middle is empty."
        )
    return found


def _refused(expected: str, found: str, remedy: str) -> UserError:
    return UserError(ErrorCode.MODEL_INVALID, expected=expected, found=found, remedy=remedy)
