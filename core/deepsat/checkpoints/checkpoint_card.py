"""Cards of checkpoints: what the weights are, what they were trained on, and how.

A card is written as a STAC Item with the machine-learning-model extension (MLM) v1.5, as a model's card is. `created`
and `seconds` differ between two runs of one job; everything else is the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

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
from deepsat.encoders import Architecture
from deepsat.imagery import Band
from deepsat.jobs import ErrorCode, UserError

HASH_KIND = "sha256:"
CHECKPOINT_VERSION = 1
"""Raised whenever an older DeepSat would misunderstand the card."""

METHOD_TITLES = {"embedding_earth": "Embedding Earth", "seco": "SeCo", "cscl": "CSCL"}
"""What people call a method of pre-training."""


@dataclasses.dataclass(frozen=True)
class PretrainingFacts:
    """How a checkpoint was made."""

    method: str
    trained_parts: tuple[str, ...]
    """Parts of the network that learned; others kept their start."""
    checkpoint: str
    """Name of the weights that training started from; `random` for none."""
    places: tuple[str, ...]
    """Names of the places trained on."""
    rasters: int
    pixels: int
    """Of all rasters."""
    licence: str
    """Licence and credits of the imagery, as the person gave them; empty where not given."""
    seed: int
    steps: int
    """Steps done."""
    steps_planned: int
    """More than `steps` where time ran out before the learning rate had fallen."""
    seconds: float
    measures: Mapping[str, float]
    """At the end: loss, uniformity, alignment, effective rank."""
    settings: Mapping[str, Any]
    """Settings of the training as plain JSON values."""

    @property
    def spectral_share(self) -> float:
        """Share of the decoder's finest channels that is a pass-through of the bands; 0 for weights without one."""
        return float(self.settings.get("spectral_share", 0.0))


@dataclasses.dataclass(frozen=True)
class ImportFacts:
    """What was done with a published file."""

    kind: str
    """Such as `SSL4EO-S12 DINO`."""
    file: str
    """Name of the file with the weights."""
    md5: str
    """Checksum of that file, lower-case hexadecimal."""
    used: int
    """Its tensors that are in the checkpoint."""
    dropped: Mapping[str, Mapping[str, Any]]
    """By beginning of their names: `count` and `reason` of what was left out."""
    adapted: tuple[str, ...]
    """Sentences: what differs from how the weights were published, and what is random."""
    source: str
    """Who made the weights; empty where not known."""
    input_contract: Mapping[str, Any]
    """What the published network was fed with, as plain JSON; for the record, since DeepSat standardises each scene."""


@dataclasses.dataclass(frozen=True)
class CheckpointCard:
    """Everything that has to be known to start from a checkpoint."""

    bands: tuple[Band, ...]
    """Its slots: what the network's input channels are, in order."""
    architecture: Architecture
    pretraining: PretrainingFacts
    footprint: tuple[float, float, float, float]
    """West, south, east, north of everything trained on, in degrees."""
    deepsat_version: str
    framework_version: str
    """Version of torch."""
    created: str = ""
    """UTC, as `2026-01-31T12:00:00Z`; empty in the copy beside the weights."""
    weights_hash: str = ""
    """SHA-256 of the stored tensors; empty until the checkpoint is saved."""
    parameters: int = 0
    """Number of stored values; 0 until the checkpoint is saved."""
    imported: ImportFacts | None = None
    """None for weights that DeepSat trained."""

    def __post_init__(self) -> None:
        if len(self.bands) != self.architecture.in_channels:
            channels = self.architecture.in_channels
            raise ValueError(f"a network with {channels} channels has as many bands, not {len(self.bands)}")

    def reproducible(self) -> CheckpointCard:
        """The card without what differs between two runs of one job."""
        facts = dataclasses.replace(self.pretraining, seconds=0.0)
        return dataclasses.replace(self, created="", pretraining=facts)

    def to_json(self) -> dict[str, Any]:
        """The card as a STAC Item, plain JSON values."""
        created = {"created": self.created} if self.created else {}
        return item(
            f"deepsat-checkpoint-{self.weights_hash[:16] or 'unsaved'}",
            [MLM, *wavelength_extension(self.bands)],
            self.footprint,
            {**ALWAYS, **created, **self._described(), **self._mlm(), **self._own()},
            # STAC wants bands told at an asset, MLM at the item: so both tell them.
            {"model": {**_ASSET, "bands": list(map(_band_object, self.bands))}},
        )

    @classmethod
    def from_json(cls, document: Any) -> CheckpointCard:
        """Reads a card, leaving nothing to guess.

        Raises:
            UserError: `MODEL_INVALID`, with what is missing or wrong.
        """
        try:
            return _card(document)
        except KeyError as error:
            raise _invalid(f"{error.args[0]} is missing") from error
        except (TypeError, ValueError, AttributeError) as error:
            raise _invalid(str(error)) from error

    def _described(self) -> dict[str, Any]:
        facts = self.pretraining
        if self.imported is not None:
            return self._described_import(self.imported)
        return {
            "title": f"{METHOD_TITLES.get(facts.method, facts.method)}, {_counted(len(facts.places), 'place')}",
            "description": f"Pre-trained for {_counted(facts.steps, 'step')} on {_counted(facts.rasters, 'raster')}, "
            f"{_counted(facts.pixels, 'pixel')}.",
            "bands": list(map(_band_object, self.bands)),
            **({"license": "other"} if facts.licence else {}),
        }

    def _described_import(self, facts: ImportFacts) -> dict[str, Any]:
        parts, bands = " and ".join(self.pretraining.trained_parts), ", ".join(band.name for band in self.bands)
        return {
            "title": f"{facts.kind}, {self.architecture.encoder_name}",
            "description": f"Imported from {facts.file}: {parts} for the bands {bands}.",
            "bands": list(map(_band_object, self.bands)),
            **({"license": "other"} if self.pretraining.licence else {}),
        }

    def _mlm(self) -> dict[str, Any]:
        started, architecture = self.pretraining.checkpoint, self.architecture
        name = f"deepsat-{architecture.name}-{architecture.encoder_name}-{self.pretraining.method}"
        return {
            **mlm_properties(name, architecture, self.framework_version, self.parameters, started),
            "mlm:input": [self._input()],
            "mlm:output": [self._output()],
            "mlm:hyperparameters": {
                "architecture": architecture.to_json(),
                "pretraining": dict(self.pretraining.settings),
            },
        }

    @property
    def _side(self) -> int:
        """Side of the network's input in pre-training."""
        return int(self.pretraining.settings.get("view_side", 64)) * self.architecture.input_scale

    def _input(self) -> dict[str, Any]:
        return {
            "name": "scene",
            "bands": [band.name for band in self.bands],
            "input": images(len(self.bands), self._side, "bands"),
            "value_scaling": None,
            "resize_type": None,
            "description": "Each band at mean 0 and standard deviation 1 of its scene; 0 for missing bands and pixels; "
            f"each pixel repeated {self.architecture.input_scale} times in both directions.",
        }

    def _output(self) -> dict[str, Any]:
        return {
            "name": "features",
            "tasks": ["semantic-segmentation"],
            "result": images(self.architecture.feature_channels, self._side, "channel"),
            "description": "The decoder's last features, from which a head makes classes.",
        }

    def _own(self) -> dict[str, Any]:
        facts = dataclasses.asdict(self.pretraining)
        del facts["settings"]
        imported = {} if self.imported is None else {"deepsat:import": _import_object(self.imported)}
        return {
            "deepsat:checkpoint_version": CHECKPOINT_VERSION,
            "deepsat:version": self.deepsat_version,
            "deepsat:weights_hash": f"{HASH_KIND}{self.weights_hash}",
            **imported,
            "deepsat:pretraining": {**facts, "trained_parts": list(facts["trained_parts"]),
                                    "places": list(facts["places"])},
        }  # fmt: skip


_ASSET = {
    "href": "./checkpoint.safetensors",
    "type": SAFETENSORS,
    "title": "Weights of encoder and decoder",
    "roles": ["mlm:model", "mlm:weights"],
    "mlm:artifact_type": "safetensors.torch.save_file",
}


def _card(document: Any) -> CheckpointCard:
    check_extension(document)
    properties = document["properties"]
    version = properties["deepsat:checkpoint_version"]
    if version != CHECKPOINT_VERSION:
        raise ValueError(f"version {version} of the card, where this DeepSat knows version {CHECKPOINT_VERSION}")
    settings, facts = properties["mlm:hyperparameters"], properties["deepsat:pretraining"]
    names = [field.name for field in dataclasses.fields(PretrainingFacts) if field.name != "settings"]
    values: dict[str, Any] = {name: tuple(v) if isinstance(v := facts[name], list) else v for name in names}
    west, south, east, north = map(float, document["bbox"])
    return CheckpointCard(
        bands=tuple(_band(band) for band in properties["bands"]),
        architecture=Architecture.from_json(settings["architecture"]),
        pretraining=PretrainingFacts(**values, settings=settings["pretraining"]),
        footprint=(west, south, east, north),
        deepsat_version=str(properties["deepsat:version"]),
        framework_version=str(properties["mlm:framework_version"]),
        created=str(properties.get("created", "")),
        weights_hash=str(properties["deepsat:weights_hash"]).removeprefix(HASH_KIND),
        parameters=int(properties["mlm:total_parameters"]),
        imported=_import_facts(properties["deepsat:import"]) if "deepsat:import" in properties else None,
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _import_object(facts: ImportFacts) -> dict[str, Any]:
    return {**dataclasses.asdict(facts), "adapted": list(facts.adapted)}


def _import_facts(document: Mapping[str, Any]) -> ImportFacts:
    names = [field.name for field in dataclasses.fields(ImportFacts)]
    values: dict[str, Any] = {name: document[name] for name in names}
    return ImportFacts(**{**values, "adapted": tuple(values["adapted"])})


def _band_object(band: Band) -> dict[str, Any]:
    return {"name": band.name, **wavelength_object(band)}


def _band(band: Mapping[str, Any]) -> Band:
    return Band(str(band["name"]), wavelength_nm(band))


def _invalid(found: str) -> UserError:
    return UserError(
        ErrorCode.MODEL_INVALID,
        expected=f"a checkpoint.json as DeepSat writes it: a STAC Item with {MLM}",
        found=found,
        remedy="Choose the folder of a checkpoint that DeepSat wrote, unchanged.",
    )
