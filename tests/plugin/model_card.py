"""A model's card as far as the plugin reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def model_card() -> dict[str, Any]:
    """Of a model of two classes whose names need escaping."""
    return {
        "properties": {
            "title": "Land cover of scene <1>.tif",
            "gsd": 28.5,
            "created": "2026-03-04T05:06:07Z",
            "deepsat:version": "0.1.0",
            "mlm:name": "deepsat-Unet-resnet18",
            "mlm:total_parameters": 14_300_000,
            "bands": [{"name": "Red", "eo:center_wavelength": 0.6646}, {"name": "band_2"}],
            "mlm:output": [
                {
                    "classification:classes": [
                        {"value": 0, "name": "Wald & Wiese", "color_hint": "2E8B57"},
                        {"value": 1, "name": "water", "color_hint": "3B6FD0"},
                    ]
                }
            ],
            "deepsat:training": {
                "checkpoint": "random",
                "scene": "scene <1>.tif",
                "loss": "cross_entropy",
                "seed": 7,
                "steps": 240,
                "seconds": 125.0,
                "polygons": {"Wald & Wiese": 5, "water": 3},
                "pixels": {"Wald & Wiese": 210, "water": 96},
                "held_out": {
                    "polygons": 3,
                    "pixels": 77,
                    "overall_accuracy": 0.914,
                    "mean_iou": 0.83,
                    "iou": {"Wald & Wiese": 0.88, "water": 0.78},
                },
                "candidates": {"fitted head": 0.8, "75% random forest, 25% fitted head": 0.83},
                "chosen": "75% random forest, 25% fitted head",
            },
        }
    }


def write_model(
    folder: Path, mean_iou: float = 0.83, created: str = "2026-03-04T05:06:07Z", moments: tuple[str, ...] = ()
) -> Path:
    """A folder with a card and something for weights."""
    folder.mkdir(parents=True, exist_ok=True)
    card = model_card()
    card["properties"]["created"] = created
    card["properties"]["deepsat:training"]["held_out"]["mean_iou"] = mean_iou
    if moments:
        card["properties"]["deepsat:moments"] = list(moments)
    (folder / "model.json").write_text(json.dumps(card))
    (folder / "model.safetensors").write_bytes(b"weights")
    return folder
