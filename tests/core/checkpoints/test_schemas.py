"""Cards against the published JSON schemas of STAC and of every extension that a card names, without a network."""

from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pystac.validation
import pytest
from referencing import Registry, Resource

from deepsat.checkpoints import Card
from deepsat.checkpoints.checkpoint_card import CheckpointCard, ImportFacts
from deepsat.checkpoints.stac_item import MLM
from deepsat.class_map import ClassMap
from deepsat.encoders import Architecture
from deepsat.encoders.galileo import SIZES
from deepsat.imagery import Band
from deepsat.jobs.band_slots import SENTINEL2_SLOTS
from tests.core.checkpoint_card import CARD as CHECKPOINT_CARD

HERE = Path(__file__).parent / "schemas"
PYSTAC = Path(pystac.validation.__file__).parent / "jsonschemas"
STAC = "https://schemas.stacspec.org/v1.1.0/item-spec/json-schema/item.json"
EXTENSION = "https://stac-extensions.github.io/{name}/{version}/schema.json"


def schemas() -> dict[str, Any]:
    """Every schema by the address that others call it by, which its own `$id` does not always tell."""
    found = {}
    for path in HERE.glob("*.json"):
        name, version = path.stem.split("-v", 1)
        found[EXTENSION.format(name=name, version=f"v{version}")] = json.loads(path.read_text(encoding="utf-8"))
    # Of raster's second version the last draft is at hand; it is checked as if it were the final one.
    draft = (HERE / "raster-v2.0.0-beta.1.json").read_text(encoding="utf-8")
    found[EXTENSION.format(name="raster", version="v2.0.0")] = json.loads(draft.replace("v2.0.0-beta.1", "v2.0.0"))
    for path in PYSTAC.rglob("*.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        # By the file's name, as others refer to it: one of them has a typing error in its own.
        found[f"{document['$id'].rpartition('/')[0]}/{path.name}"] = document
    return found


SCHEMAS = schemas()
# Without their `$id`, so that what they call themselves does not stand in for where they lie.
REGISTRY: Registry[Any] = Registry().with_resources(
    (address, Resource.from_contents({**schema, "$id": address})) for address, schema in SCHEMAS.items()
)


def problems(document: dict[str, Any]) -> list[str]:
    """What is wrong with a card, by the schema of STAC and those of all extensions that it names."""
    document = json.loads(json.dumps(document, allow_nan=False))
    found = []
    for address in (STAC, *document["stac_extensions"]):
        validator = jsonschema.Draft7Validator({**SCHEMAS[address], "$id": address}, registry=REGISTRY)
        found += [f"{address}: {error.json_path}: {error.message}" for error in validator.iter_errors(document)]
    return found


@pytest.fixture
def checkpoint_card() -> CheckpointCard:
    return dataclasses.replace(
        CHECKPOINT_CARD,
        architecture=Architecture(in_channels=13, classes=1),
        framework_version="2.13.0+cpu",
        weights_hash="ab" * 32,
        parameters=5,
    )


def imported(card: CheckpointCard) -> CheckpointCard:
    facts = ImportFacts(
        kind="SeCo", file="seco.ckpt", md5="0" * 32, used=122, dropped={"queue": {"count": 1, "reason": "unused"}},
        adapted=("The decoder is random.",), source="O. Mañas et al. 2021", input_contract={"mean": [0.5]},
    )  # fmt: skip
    pretraining = dataclasses.replace(
        card.pretraining, method="imported", checkpoint="SeCo", places=(), rasters=0, pixels=0, measures={}, settings={}
    )
    return dataclasses.replace(card, imported=facts, pretraining=pretraining, bands=card.bands)


def test_a_model_s_card_follows_the_schemas(card: Card) -> None:
    document = card.to_json()
    assert len(document["stac_extensions"]) == 4
    assert document["stac_extensions"][0] == MLM == SCHEMAS[MLM]["$id"]
    assert problems(document) == []
    assert problems(card.reproducible().to_json()) == []
    without = dataclasses.replace(card, left_out={1: Band("band_2", 500.0), 3: Band("band_4")})
    assert problems(without.to_json()) == []


def test_a_model_without_wavelengths_started_from_a_checkpoint(card: Card) -> None:
    bands = tuple(dataclasses.replace(band, wavelength_nm=None) for band in card.bands)
    training = dataclasses.replace(card.training, checkpoint="deepsat-v1", held_out=None)
    assert problems(dataclasses.replace(card, bands=bands, training=training).to_json()) == []


def test_a_checkpoint_s_card_follows_the_schemas(checkpoint_card: CheckpointCard) -> None:
    assert problems(checkpoint_card.to_json()) == []
    assert problems(checkpoint_card.reproducible().to_json()) == []
    unnamed = tuple(Band(f"band_{number}") for number in range(13))
    assert problems(dataclasses.replace(checkpoint_card, bands=unnamed).to_json()) == []


def test_an_imported_checkpoint_s_card_follows_the_schemas(checkpoint_card: CheckpointCard) -> None:
    assert problems(imported(checkpoint_card).to_json()) == []


def test_the_cards_of_a_vision_transformer_follow_the_schemas(card: Card, checkpoint_card: CheckpointCard) -> None:
    galileo = Architecture(
        in_channels=10, classes=1, name="Galileo", encoder_name=next(iter(SIZES)), decoder_channels=(), input_scale=1,
        patch_size=4,
    )  # fmt: skip
    start = dataclasses.replace(imported(checkpoint_card), architecture=galileo, bands=SENTINEL2_SLOTS[:10])
    assert problems(start.to_json()) == []
    mapping = dataclasses.replace(galileo, in_channels=3, classes=3)
    assert problems(dataclasses.replace(card, architecture=mapping).to_json()) == []


def test_any_name_of_a_class_is_fit_for_a_card(card: Card) -> None:
    names = ["森林", "Wald & Wiese", "a/b", "  ", "water", "ça-va_1"]
    class_map = ClassMap.from_names(names)
    architecture = dataclasses.replace(card.architecture, classes=len(names))
    document = dataclasses.replace(card, class_map=class_map, architecture=architecture).to_json()
    assert problems(document) == []
    classes = document["properties"]["mlm:output"][0]["classification:classes"]
    assert [c["name"] for c in classes] == ["class_0", "Wald_Wiese", "a_b", "class_3", "water", "ca-va_1"]
    assert Card.from_json(document).class_map == class_map


def test_cards_of_other_minor_versions_can_be_read(card: Card, checkpoint_card: CheckpointCard) -> None:
    """Among them those of DeepSat before it was checked against the schema."""
    for document, kind in ((card.to_json(), Card), (checkpoint_card.to_json(), CheckpointCard)):
        older = json.loads(json.dumps(document).replace("mlm/v1.5.0/", "mlm/v1.5.2/"))
        for land_cover in older["properties"]["mlm:output"][0].get("classification:classes", []):
            land_cover["name"] = land_cover.pop("title")
        assert kind.from_json(older).to_json() == document


Damage = Callable[[dict[str, Any]], Any]


@pytest.mark.parametrize(
    ("damage", "schema"),
    [
        (lambda item: item["properties"].pop("mlm:input"), "mlm"),
        (lambda item: item["properties"].update({"mlm:tasks": ["guessing"]}), "mlm"),
        (lambda item: item["properties"].update({"mlm:invention": 1}), "mlm"),
        (lambda item: item["properties"].update({"mlm:framework_version": "2.13"}), "mlm"),
        (lambda item: item["properties"].pop("bands"), "mlm"),
        (lambda item: item["assets"]["model"].pop("mlm:artifact_type"), "mlm"),
        (lambda item: item["assets"]["model"].update(roles=["data"]), "mlm"),
        (lambda item: item["properties"]["mlm:input"][0]["input"].update(data_type="float33"), "mlm"),
        (lambda item: item["properties"]["mlm:input"][0]["input"]["dim_order"].remove("bands"), "mlm"),
        (lambda item: item["properties"]["mlm:input"][0]["value_scaling"][0].pop("stddev"), "mlm"),
        (lambda item: item["properties"]["mlm:output"][0]["classification:classes"][0].pop("value"), "mlm"),
        (lambda item: item["properties"]["mlm:output"][0]["classification:classes"][0].update(color_hint="#00"), "mlm"),
        (lambda item: item["properties"]["bands"][0].update({"eo:center_wavelength": "red"}), "eo"),
        (lambda item: item["properties"]["bands"][0].update({"raster:scale": "1"}), "raster"),
        (lambda item: item["properties"].update({"classification:classes": []}), "classification"),
        (lambda item: item.update(bbox=[1, 2]), "item"),
        (lambda item: item["properties"].pop("start_datetime"), "item"),
    ],
)
def test_a_card_that_breaks_a_schema_is_found(card: Card, damage: Damage, schema: str) -> None:
    """Else the tests above would prove nothing."""
    document = copy.deepcopy(card.to_json())
    damage(document)
    found = problems(document)
    assert found
    assert any(f"/{schema}" in problem.split(": ")[0] for problem in found), found


def test_a_card_that_names_an_extension_without_using_it_is_found(checkpoint_card: CheckpointCard) -> None:
    document = checkpoint_card.to_json()
    document["stac_extensions"].append(EXTENSION.format(name="raster", version="v2.0.0"))
    assert any("raster" in problem for problem in problems(document))
