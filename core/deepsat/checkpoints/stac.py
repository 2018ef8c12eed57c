"""Cards of models as STAC Items with the MLM extension, and back."""

from __future__ import annotations

import dataclasses
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from deepsat.checkpoints.card import NODATA_RULE, Card, HeldOutSkill, TrainingFacts
from deepsat.checkpoints.stac_item import (
    ALWAYS,
    MLM,
    SAFETENSORS,
    check_extension,
    images,
    item,
    mlm_properties,
    wavelength_extension,
    wavelength_nm,
    wavelength_object,
)
from deepsat.class_map import ClassMap, LandCoverClass
from deepsat.encoders.change_unet import NAME as FOR_CHANGE
from deepsat.encoders.networks import Architecture
from deepsat.imagery import Band, Normalisation
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.class_colours import plain_name
from deepsat.jobs.sentences import counted

RASTER = "https://stac-extensions.github.io/raster/v2.0.0/schema.json"
CLASSIFICATION = "https://stac-extensions.github.io/classification/v2.0.0/schema.json"
CARD_VERSION = 2
"""Raised whenever an older DeepSat would misunderstand the card."""


def item_of_card(card: Card) -> dict[str, Any]:
    """The STAC Item that describes the model."""
    return item(
        f"deepsat-{card.weights_hash[:16] or 'unsaved'}",
        [MLM, *wavelength_extension(card.bands), RASTER, CLASSIFICATION],
        card.footprint,
        {**_common_properties(card), **_mlm_properties(card), **_own_properties(card)},
        {"model": _weights_asset(card), **_forest_asset(card)},
    )


def card_of_item(document: Any) -> Card:
    """The card in a STAC Item that `item_of_card` made.

    Raises:
        UserError: `MODEL_INVALID`, with what is missing or wrong.
    """
    try:
        _check_version(document)
        return _card(document)
    except KeyError as error:
        raise invalid_card(f"{error.args[0]} is missing") from error
    except (TypeError, ValueError, AttributeError, IndexError) as error:
        raise invalid_card(str(error)) from error


def invalid_card(found: str) -> UserError:
    """`MODEL_INVALID` for a card, with what is wrong in it."""
    return UserError(
        ErrorCode.MODEL_INVALID,
        expected=f"a model.json as DeepSat writes it: a STAC Item with {MLM}",
        found=found,
        remedy="Choose the folder of a model that DeepSat fine-tuned, unchanged; or fine-tune again.",
    )


def _check_version(document: Any) -> None:
    check_extension(document)
    version = document["properties"]["deepsat:card_version"]
    if version != CARD_VERSION:
        raise ValueError(f"version {version} of the card, where this DeepSat knows version {CARD_VERSION}")


def _card(document: Mapping[str, Any]) -> Card:
    properties = document["properties"]
    model_input, model_output = properties["mlm:input"][0], properties["mlm:output"][0]
    settings = properties["mlm:hyperparameters"]
    scaling = model_input["value_scaling"]
    west, south, east, north = map(float, document["bbox"])
    names = _plain_names(model_output["classification:classes"])
    return Card(
        bands=tuple(map(_band, properties["bands"])),
        normalisation=Normalisation(
            tuple(float(band["mean"]) for band in scaling),
            tuple(float(band["stddev"]) for band in scaling),
            tuple(map(int, properties["deepsat:constant_bands"])),
        ),
        class_map=ClassMap(tuple(_class(one, names) for one in model_output["classification:classes"])),
        architecture=Architecture.from_json(settings["architecture"]),
        tile_size=int(settings["tile_size"]),
        tile_margin=int(settings["tile_margin"]),
        gsd_m=float(properties["gsd"]),
        footprint=(west, south, east, north),
        training=_training(properties["deepsat:training"], names),
        deepsat_version=str(properties["deepsat:version"]),
        framework_version=str(properties["mlm:framework_version"]),
        created=str(properties.get("created", "")),
        weights_hash=str(properties["deepsat:weights_sha256"]),
        parameters=int(properties["mlm:total_parameters"]),
        forest_share=float(properties["deepsat:forest"]["share"]),
        trees=int(properties["deepsat:forest"]["trees"]),
        smooths=bool(properties["deepsat:smooths"]),
        moments=tuple(map(str, properties.get("deepsat:moments", ()))),
        scale=int(properties.get("deepsat:scale", 1)),
        stored_type=str(properties.get("deepsat:stored_type", "")),
        left_out={int(band["place"]): _band(band) for band in properties.get("deepsat:left_out", ())},
    )


def _common_properties(card: Card) -> dict[str, Any]:
    names = ", ".join(card.class_map.names)
    bands = counted(len(card.bands), "band", "bands")
    created = {"created": card.created} if card.created else {}
    return {
        **ALWAYS,
        **created,
        "title": _title(card),
        "description": f"Maps {names} from {bands} of about {card.gsd_m:g} m{_on_dates(card)}.",
        "gsd": card.gsd_m,
        "bands": [_band_object(band) for band in card.bands],
    }


def _title(card: Card) -> str:
    if card.architecture.name == FOR_CHANGE:
        return f"Change: {card.training.scene}"
    return f"Land cover of {card.training.scene}"


def _on_dates(card: Card) -> str:
    return f" on {counted(len(card.moments), 'date', 'dates')}" if card.moments else ""


def _mlm_properties(card: Card) -> dict[str, Any]:
    architecture = card.architecture
    name = f"deepsat-{architecture.name}-{architecture.encoder_name}"
    return {
        **mlm_properties(name, architecture, card.framework_version, card.parameters, card.training.checkpoint),
        "mlm:input": [_input(card)],
        "mlm:output": [_output(card)],
        "mlm:hyperparameters": {
            "architecture": architecture.to_json(),
            "tile_size": card.tile_size,
            "tile_margin": card.tile_margin,
            **card.training.recipe,
        },
    }


def _own_properties(card: Card) -> dict[str, Any]:
    return {
        "deepsat:card_version": CARD_VERSION,
        "deepsat:version": card.deepsat_version,
        "deepsat:nodata_rule": NODATA_RULE,
        "deepsat:constant_bands": list(card.normalisation.constant),
        "deepsat:weights_sha256": card.weights_hash,
        "deepsat:forest": {"share": card.forest_share, "trees": card.trees},
        "deepsat:smooths": card.smooths,
        **({"deepsat:moments": list(card.moments)} if card.moments else {}),
        **({"deepsat:scale": card.scale} if card.scale > 1 else {}),
        **({"deepsat:stored_type": card.stored_type} if card.stored_type else {}),
        **_left_out(card),
        "deepsat:training": dataclasses.asdict(card.training),
    }


def _left_out(card: Card) -> dict[str, Any]:
    """What else the raster had that the model was made from."""
    bands = [{"place": place, **_band_object(band)} for place, band in card.left_out.items()]
    return {"deepsat:left_out": bands} if bands else {}


def _input(card: Card) -> dict[str, Any]:
    side = card.tile_size * card.architecture.input_scale
    enlarged = card.architecture.input_scale > 1
    z_scores = zip(card.normalisation.mean, card.normalisation.std, strict=True)
    return {
        "name": "scene",
        "bands": [band.name for band in card.bands],
        "input": images(card.architecture.channels, side, "bands"),
        "value_scaling": [{"type": "z-score", "mean": mean, "stddev": std} for mean, std in z_scores],
        "resize_type": "interpolation-nearest" if enlarged else None,
        "description": f"Physical values, normalised; {NODATA_RULE}; then each pixel repeated "
        f"{card.architecture.input_scale} times in both directions.",
    }


def _output(card: Card) -> dict[str, Any]:
    side = card.tile_size * card.architecture.input_scale
    return {
        "name": "land cover",
        "tasks": ["semantic-segmentation"],
        "result": images(len(card.class_map), side, "class"),
        "description": f"Logits; their mean over the repetitions of a pixel, then softmax, gives its probabilities. "
        f"Their share in the map is {1 - card.forest_share:.2f}; the rest is the forest's.",
        "classification:classes": list(map(_class_object, card.class_map.classes)),
    }


def _weights_asset(card: Card) -> dict[str, Any]:
    return {
        "href": "./model.safetensors",
        "type": SAFETENSORS,
        "title": "Weights",
        "roles": ["mlm:model", "mlm:weights"],
        "mlm:artifact_type": "safetensors.torch.save_file",
        # STAC wants bands told at an asset, MLM at the item: so both tell them.
        "bands": [_band_object(band) for band in card.bands],
    }


def _forest_asset(card: Card) -> dict[str, Any]:
    """The forest beside the network, where there is one."""
    if card.forest_share == 0:
        return {}
    return {
        "forest": {
            "href": "./forest.safetensors",
            "type": SAFETENSORS,
            "title": f"Forest ({card.trees} trees)",
            "roles": ["data"],
        }
    }


def _band_object(band: Band) -> dict[str, Any]:
    known: dict[str, Any] = {"name": band.name, "raster:scale": band.scale, "raster:offset": band.offset}
    known |= wavelength_object(band)
    if band.nodata is not None:
        known["nodata"] = band.nodata if math.isfinite(band.nodata) else _NOT_FINITE[str(band.nodata)]
    return known


_NOT_FINITE = {"nan": "nan", "inf": "inf", "-inf": "-inf"}


def _band(band: Mapping[str, Any]) -> Band:
    nodata = band.get("nodata")
    return Band(
        name=str(band["name"]),
        wavelength_nm=wavelength_nm(band),
        scale=float(band["raster:scale"]),
        offset=float(band["raster:offset"]),
        nodata=None if nodata is None else float(nodata),
    )


def _class_object(land_cover: LandCoverClass) -> dict[str, Any]:
    """The class as the extension has it: its `name` takes ASCII letters, digits, - and _ only, its `title` anything."""
    letters = unicodedata.normalize("NFKD", land_cover.name).encode("ascii", "ignore").decode()
    return {
        "value": land_cover.id,
        "name": re.sub(r"[^0-9A-Za-z_-]+", "_", letters).strip("_") or f"class_{land_cover.id}",
        "title": land_cover.name,
        "description": land_cover.name,
        "color_hint": land_cover.colour[1:].upper(),
    }


def _name(land_cover: Mapping[str, Any]) -> str:
    return str(land_cover.get("title") or land_cover["name"])


def _plain_names(classes: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """How labels call each class of a card, by the card's own name.

    Earlier models have names as macOS wrote them; those that would be alike, or nothing, keep the card's.
    """
    plain = {name: plain_name(name) for name in map(_name, classes)}
    return plain if len({*plain.values()} - {""}) == len(plain) else {name: name for name in plain}


def _class(land_cover: Mapping[str, Any], names: Mapping[str, str]) -> LandCoverClass:
    return LandCoverClass(int(land_cover["value"]), names[_name(land_cover)], f"#{land_cover['color_hint'].lower()}")


def _training(document: Mapping[str, Any], names: Mapping[str, str]) -> TrainingFacts:
    fields = dataclasses.fields(TrainingFacts)
    values = {field.name: document[field.name] for field in fields if field.name in document or not _is_new(field)}
    by_class = {field: _renamed(values[field], names) for field in ("polygons", "pixels")}
    skill = values["held_out"]
    if skill is not None:
        skill = HeldOutSkill(**{**skill, "iou": _renamed(skill["iou"], names)})
    return TrainingFacts(**{**values, **by_class, "held_out": skill})


def _renamed(by_class: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in by_class.items()}


def _is_new(field: dataclasses.Field[Any]) -> bool:
    """Whether cards of before lack the field, which then has its default."""
    return field.default is not dataclasses.MISSING
