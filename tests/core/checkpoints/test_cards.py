from __future__ import annotations

import dataclasses
import json
import unicodedata
from typing import Any

import pystac
import pytest
from pystac.errors import STACValidationError
from pystac.validation import validate_dict

from deepsat.checkpoints import Card
from deepsat.class_map import ClassMap
from deepsat.imagery import Band
from deepsat.jobs import ErrorCode, UserError


def through_text(document: dict[str, Any]) -> Any:
    return json.loads(json.dumps(document, allow_nan=False))


def test_card_survives_json(card: Card) -> None:
    again = Card.from_json(through_text(card.to_json()))
    assert again.to_json() == card.to_json()
    assert again.bands[0] == card.bands[0]
    assert again.bands[1].nodata != again.bands[1].nodata  # NaN
    assert (again.normalisation, again.class_map, again.architecture) == (
        card.normalisation,
        card.class_map,
        card.architecture,
    )
    assert again.training == card.training
    assert (again.tile_size, again.tile_margin, again.gsd_m, again.footprint) == (512, 32, 28.5, card.footprint)
    assert (again.created, again.weights_hash, again.parameters) == (card.created, card.weights_hash, 123)


def test_bands_that_were_left_out_survive_json_at_their_places(card: Card) -> None:
    left_out = {0: Band("band_1"), 4: Band("B11", 1613.7, 1e-4)}
    with_them = dataclasses.replace(card, left_out=left_out)
    document = through_text(with_them.to_json())
    assert Card.from_json(document).left_out == left_out
    assert "deepsat:left_out" not in card.to_json()["properties"]
    offered = (Band("band_1"), *card.bands, Band("B11"))
    assert with_them.match_bands(offered) == (1, 2, 3)


def test_card_is_a_stac_item(card: Card) -> None:
    document = through_text(card.to_json())
    # Without extensions, whose schemas lie on the network; that of STAC itself comes with pystac.
    assert len(validate_dict({**document, "stac_extensions": []}, extensions=[])) == 1
    with pytest.raises(STACValidationError):
        validate_dict({**document, "stac_extensions": [], "bbox": None}, extensions=[])
    assert pystac.Item.from_dict(document).bbox == [-78.8, 35.7, -78.6, 35.9]


def test_card_follows_the_machine_learning_extension(card: Card) -> None:
    item = card.to_json()
    properties = item["properties"]
    assert "https://stac-extensions.github.io/mlm/v1.5.0/schema.json" in item["stac_extensions"]
    assert {"mlm:name", "mlm:architecture", "mlm:tasks", "mlm:input", "mlm:output"} <= set(properties)
    assert properties["mlm:tasks"] == ["semantic-segmentation"]
    assert (properties["mlm:pretrained"], properties["mlm:pretrained_source"]) == (False, None)
    (model_input,), (model_output,) = properties["mlm:input"], properties["mlm:output"]
    assert model_input["bands"] == ["B02", "B8A", "thermal"]
    assert model_input["input"]["shape"] == [-1, 3, 1024, 1024]
    assert model_input["resize_type"] == "interpolation-nearest"
    assert model_input["value_scaling"][2] == {"type": "z-score", "mean": 280.25, "stddev": 7.5}
    assert properties["bands"][0]["eo:center_wavelength"] == pytest.approx(0.4924)
    assert [c["value"] for c in model_output["classification:classes"]] == [0, 1, 2]
    assert model_output["classification:classes"][2]["name"] == "Waldchen"
    assert model_output["classification:classes"][2]["title"] == "Wäldchen"
    assert item["assets"]["model"]["roles"] == ["mlm:model", "mlm:weights"]
    assert item["assets"]["model"]["mlm:artifact_type"]


def test_reproducible_card_leaves_out_what_differs_between_runs(card: Card) -> None:
    plain = card.reproducible()
    assert (plain.created, plain.training.seconds) == ("", 0.0)
    assert "created" not in plain.to_json()["properties"]
    assert Card.from_json(through_text(plain.to_json())).to_json() == plain.to_json()


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (("properties", "bands"), "bands is missing"),
        (("properties", "mlm:input", 0, "value_scaling"), "value_scaling is missing"),
        (("properties", "mlm:output", 0, "classification:classes"), "classification:classes is missing"),
        (("properties", "mlm:hyperparameters", "architecture"), "architecture is missing"),
        (("properties", "mlm:hyperparameters", "tile_size"), "tile_size is missing"),
        (("properties", "deepsat:training", "seed"), "seed is missing"),
        (("properties", "deepsat:weights_sha256"), "deepsat:weights_sha256 is missing"),
        (("properties", "gsd"), "gsd is missing"),
        (("stac_extensions",), "stac_extensions is missing"),
        (("bbox",), "bbox is missing"),
    ],
)
def test_a_card_without_a_part_is_refused_by_its_name(card: Card, path: tuple[Any, ...], named: str) -> None:
    document = through_text(card.to_json())
    inner = document
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    with pytest.raises(UserError) as caught:
        Card.from_json(document)
    assert caught.value.code is ErrorCode.MODEL_INVALID
    assert caught.value.found == named


def _one_class_less(document: dict[str, Any]) -> None:
    document["properties"]["mlm:output"][0]["classification:classes"].pop()


def _one_band_less(document: dict[str, Any]) -> None:
    document["properties"]["bands"].pop()


def _zero_deviation(document: dict[str, Any]) -> None:
    document["properties"]["mlm:input"][0]["value_scaling"][0]["stddev"] = 0


def _left_out_far_away(document: dict[str, Any]) -> None:
    document["properties"]["deepsat:left_out"] = [{**document["properties"]["bands"][0], "place": 4}]


def _newer(document: dict[str, Any]) -> None:
    document["properties"]["deepsat:card_version"] = 99


def _other_extension(document: dict[str, Any]) -> None:
    document["stac_extensions"] = ["https://stac-extensions.github.io/eo/v2.0.0/schema.json"]


def _wide_margin(document: dict[str, Any]) -> None:
    document["properties"]["mlm:hyperparameters"]["tile_margin"] = 300


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (_one_class_less, "3 classes"),
        (_one_band_less, "3 channels"),
        (_zero_deviation, "above 0"),
        (_left_out_far_away, "not at 4"),
        (_newer, "version 99"),
        (_other_extension, "eo/v2.0.0"),
        (_wide_margin, "margins of 300"),
    ],
)
def test_a_card_that_contradicts_itself_is_refused(card: Card, change: Any, named: str) -> None:
    document = through_text(card.to_json())
    change(document)
    with pytest.raises(UserError, match=named) as caught:
        Card.from_json(document)
    assert caught.value.code is ErrorCode.MODEL_INVALID


@pytest.mark.parametrize("document", [None, [], "card", 3])
def test_what_is_no_object_is_refused(document: Any) -> None:
    with pytest.raises(UserError) as caught:
        Card.from_json(document)
    assert caught.value.code is ErrorCode.MODEL_INVALID


def test_class_names_of_a_card_are_those_that_labels_have_now(card: Card) -> None:
    text = json.dumps(card.to_json(), ensure_ascii=False)
    before = json.loads(unicodedata.normalize("NFD", text))
    again = Card.from_json(before)
    assert again.class_map.names == ("fields", "water", "Wäldchen")
    assert again.training.polygons == {"fields": 2, "water": 3, "Wäldchen": 1}
    assert again.training.pixels["Wäldchen"] == 9


def test_class_names_of_a_card_that_would_be_alike_stay_as_they_are(card: Card) -> None:
    names = ("Wäldchen", unicodedata.normalize("NFD", "Wäldchen"), "water")
    document = through_text(dataclasses.replace(card, class_map=ClassMap.from_names(names)).to_json())
    assert Card.from_json(document).class_map.names == names
