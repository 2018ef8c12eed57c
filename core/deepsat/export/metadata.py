"""What an exported file says about itself, as pairs of texts in the ONNX model's own metadata.

Keys of Deepness: https://qgis-plugin-deepness.readthedocs.io, "Add metadata to model"; their values are JSON.
"""

from __future__ import annotations

import json
import math
from typing import Any

from deepsat.checkpoints import Card
from deepsat.checkpoints.card import NODATA_RULE
from deepsat.checkpoints.model_folder import CARD_KEY
from deepsat.export.graph import OPSET
from deepsat.imagery import Band


def tile_side(card: Card) -> int:
    """Side of the images that go into the file, in pixels of the imagery."""
    return card.tile_size // card.scale


def overlap(card: Card) -> int:
    """By how many pixels of the imagery tiles overlap when DeepSat maps."""
    return math.ceil(2 * card.tile_margin / card.scale)


def metadata_of(card: Card) -> dict[str, str]:
    """What every file says: classes, bands, resolution, tiles, and the whole card."""
    side = tile_side(card)
    values = {
        "deepsat_version": card.deepsat_version,
        "opset": OPSET,
        "input": f"float32 (batch, {len(card.bands)}, {side}, {side}): stored values of the bands, in their order",
        "output": f"float32 (batch, {len(card.class_map)}, {card.tile_size}, {card.tile_size}): probabilities 0-1 of "
        "the classes, all 0 where there are no data",
        "nodata_rule": NODATA_RULE,
        "bands": [_band(band) for band in card.bands],
        "classes": [{"id": c.id, "name": c.name, "colour": c.colour} for c in card.class_map.classes],
        "resolution_m": card.gsd_m,
        "scale": card.scale,
        "tile_size": side,
        "tile_overlap": overlap(card),
        "weights_sha256": card.weights_hash,
        CARD_KEY: card.reproducible().to_json(),
    }
    return {key: value if isinstance(value, str) else _json(value) for key, value in values.items()}


def metadata_for_deepness(card: Card) -> dict[str, str]:
    """The same, and what Deepness asks for; values come to the file divided by 255 and leave as probabilities."""
    channels, side = len(card.bands), tile_side(card)
    settings = {
        "model_type": "Segmentor",
        "class_names": {str(c.id): c.name for c in card.class_map.classes},
        "resolution": 100 * card.gsd_m,  # centimetres a pixel
        "tiles_size": side,
        "tiles_overlap": math.ceil(100 * overlap(card) / side),  # percent
        "standardization_mean": [0.0] * channels,
        "standardization_std": [1.0] * channels,
        "seg_thresh": 0.0,  # every pixel has its likeliest class
        "seg_small_segment": 1,  # a median over one pixel: the map stays as it is
    }
    told = {
        **metadata_of(card),
        "input": f"float32 (batch, {channels}, {side}, {side}): stored 8-bit values of the bands, in their order, "
        "divided by 255",
    }
    return {**told, **{key: _json(value) for key, value in settings.items()}}


def _band(band: Band) -> dict[str, Any]:
    nodata = None if band.nodata is None else str(band.nodata)
    return {
        "name": band.name,
        "wavelength_nm": band.wavelength_nm,
        "scale": band.scale,
        "offset": band.offset,
        "nodata": nodata,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
