"""The provider and what its algorithms say about themselves."""

from __future__ import annotations

import dataclasses
import multiprocessing
import sys
import threading
from typing import Any

import pytest

# Final once released: other people's scripts call them.
PARAMETERS = {
    "finetune": (
        "INPUT LABELS CLASS_FIELD MAX_MINUTES DATES MASKS CHECKPOINT LOSS SCALE SEED DEVICE CLASS_COLOURS CLASS_NAMES "
        "MODEL REPORT"
    ),
    "mapfromlabels": (
        "INPUT LABELS CLASS_FIELD MAX_MINUTES DATES MASKS CHECKPOINT LOSS SCALE SEED DEVICE CLASS_COLOURS CLASS_NAMES "
        "MIN_AREA SIMPLIFY OUTPUT PROBABILITY CONFIDENCE ENTROPY POLYGONS MODEL REPORT"
    ),
    "predict": (
        "INPUT MODEL EXTENT WITHIN DATES MASKS AUGMENT PRECISION DEVICE MIN_AREA SIMPLIFY "
        "OUTPUT PROBABILITY CONFIDENCE ENTROPY POLYGONS"
    ),
    "mappolygons": "MAP MIN_AREA SIMPLIFY OUTPUT",
    "suggestlabels": "INPUT MODEL LABELS COUNT SHAPE DATES MASKS DEVICE OUTPUT",
    "samplepoints": "MAP COUNT ALLOCATION SEED OUTPUT",
    "evaluate": "MAP REFERENCE CLASS_FIELD DESIGN CLASS_NAMES REPORT",
    "stackbands": "INPUT OUTPUT LOAD",
    "changemap": "BEFORE AFTER THRESHOLD CHECKPOINT SEED DEVICE OUTPUT STRENGTH",
    "finetunechange": "BEFORE AFTER LABELS CLASS_FIELD MAX_MINUTES CHECKPOINT SEED DEVICE CLASS_NAMES MODEL REPORT",
    "predictchange": "BEFORE AFTER MODEL EXTENT DEVICE OUTPUT PROBABILITY CONFIDENCE",
    "pretrain": (
        "INPUT METHOD CHECKPOINT LABELS CLASS_FIELD EPOCHS DATES_PER_VIEW DEVICE SEED MAX_MINUTES LICENCE OUTPUT"
    ),
    "importcheckpoint": "INPUT KIND OUTPUT",
    "downloadcheckpoint": "NAME URL_TEMPLATE OUTPUT",
    "modelinfo": "MODEL REPORT",
    "exportmodel": "MODEL FORMAT INPUT OUTPUT",
    "checkenvironment": "",
}
# Of all algorithms, unless one is named.
OPTIONAL = {
    "": {
        "EXTENT",
        "WITHIN",
        "DATES",
        "MASKS",
        "CLASS_COLOURS",
        "CLASS_NAMES",
        "REPORT",
        "PROBABILITY",
        "CONFIDENCE",
        "ENTROPY",
        "POLYGONS",
    },
    "changemap": {"STRENGTH"},
    "suggestlabels": {"LABELS", "DATES", "MASKS"},
    "evaluate": {"CLASS_FIELD", "CLASS_NAMES", "REPORT"},
    "pretrain": {"LABELS", "CLASS_FIELD", "LICENCE"},
    "exportmodel": {"INPUT"},
    "importcheckpoint": {"OUTPUT"},
    "downloadcheckpoint": {"URL_TEMPLATE", "OUTPUT"},
}
ADVANCED = {
    "": {
        *("DATES", "MASKS", "CHECKPOINT", "LOSS", "SCALE", "SEED", "DEVICE", "CLASS_COLOURS", "CLASS_NAMES"),
        *("AUGMENT", "PRECISION", "ENTROPY", "MIN_AREA", "SIMPLIFY"),
    },
    "mappolygons": set(),
    "pretrain": {"DATES_PER_VIEW", "DEVICE", "SEED", "MAX_MINUTES", "LICENCE"},
    "downloadcheckpoint": {"URL_TEMPLATE"},
}


def test_ids_and_parameters_are_the_promised_ones(provider: Any) -> None:
    found = {
        algorithm.name(): " ".join(parameter.name() for parameter in algorithm.parameterDefinitions())
        for algorithm in provider.algorithms()
    }
    assert found == PARAMETERS
    assert provider.id() == "deepsat"


def test_required_and_advanced_parameters(provider: Any) -> None:
    from qgis.core import QgsProcessingParameterDefinition

    flag = QgsProcessingParameterDefinition.Flag
    for algorithm in provider.algorithms():
        optional, advanced = (table.get(algorithm.name(), table[""]) for table in (OPTIONAL, ADVANCED))
        for parameter in algorithm.parameterDefinitions():
            assert bool(parameter.flags() & flag.FlagOptional) == (parameter.name() in optional), parameter.name()
            assert bool(parameter.flags() & flag.FlagAdvanced) == (parameter.name() in advanced), parameter.name()


def test_the_extent_is_asked_for_in_the_order_that_qgis_reads(provider: Any) -> None:
    """In the order of jobs an extent of UTM becomes one of a whole country, and the scene is mapped from end to end."""
    from qgis.core import QgsProcessingContext

    for name in ("predict", "predictchange"):
        algorithm = provider.algorithm(name)
        order = algorithm.parameterDefinition("EXTENT").help().split(",")[:4]
        assert [word.split()[-1] for word in order] == ["xmin", "xmax", "ymin", "ymax"]
        extent = algorithm.parameterAsExtent({"EXTENT": "1,2,30,40"}, "EXTENT", QgsProcessingContext())
        assert (extent.xMinimum(), extent.xMaximum(), extent.yMinimum(), extent.yMaximum()) == (1, 2, 30, 40)


def test_choices_are_names_and_not_numbers(provider: Any) -> None:
    methods = provider.algorithm("pretrain").parameterDefinition("METHOD")
    assert methods.usesStaticStrings()
    assert (methods.options(), methods.defaultValue()) == (["embedding_earth", "seco", "cscl"], "embedding_earth")
    kinds = provider.algorithm("importcheckpoint").parameterDefinition("KIND")
    assert kinds.usesStaticStrings()
    assert (kinds.options()[0], kinds.defaultValue()) == ("auto", "auto")
    assert {"seco", "torchgeo", "ssl4eo", "smp", "galileo"} <= set(kinds.options())
    formats = provider.algorithm("exportmodel").parameterDefinition("FORMAT")
    assert formats.usesStaticStrings()
    assert (formats.options(), formats.defaultValue()) == (["onnx", "deepness"], "onnx")
    design = provider.algorithm("evaluate").parameterDefinition("DESIGN")
    assert design.usesStaticStrings()
    assert (design.options(), design.defaultValue()) == (["held_out", "stratified", "simple"], "held_out")
    allocation = provider.algorithm("samplepoints").parameterDefinition("ALLOCATION")
    assert allocation.usesStaticStrings()
    assert allocation.options() == ["balanced", "proportional", "equal"]


def test_training_starts_from_the_usual_checkpoint_and_pretraining_from_none(provider: Any) -> None:
    defaults = {
        name: provider.algorithm(name).parameterDefinition("CHECKPOINT").defaultValue()
        for name in ("finetune", "mapfromlabels", "pretrain")
    }
    assert defaults == {"finetune": "auto", "mapfromlabels": "auto", "pretrain": "random"}


def test_class_field_of_labels_that_may_be_a_raster_is_text(provider: Any) -> None:
    """As a list of fields it ends QGIS 3.22 with a crash as soon as a raster is chosen."""
    assert provider.algorithm("pretrain").parameterDefinition("CLASS_FIELD").type() == "string"
    assert provider.algorithm("finetune").parameterDefinition("CLASS_FIELD").type() == "field"


def test_dialogs_offer_only_rasters_that_can_be_written(provider: Any) -> None:
    assert provider.supportedOutputRasterLayerExtensions() == ["tif", "tiff"]
    assert provider.defaultRasterFileExtension() == "tif"


@pytest.mark.parametrize(
    ("algorithm", "name", "endings"),
    [
        ("mappolygons", "OUTPUT", ["gpkg"]),
        ("predict", "POLYGONS", ["gpkg"]),
        ("mapfromlabels", "POLYGONS", ["gpkg"]),
        ("suggestlabels", "OUTPUT", ["gpkg", "geojson"]),
        ("samplepoints", "OUTPUT", ["gpkg", "csv"]),
    ],
)
def test_dialogs_offer_only_vectors_that_can_be_written(
    provider: Any, algorithm: str, name: str, endings: list[str]
) -> None:
    made = provider.algorithm(algorithm).create()
    parameter = made.parameterDefinition(name)
    offered = parameter.createFileFilter().split(";;")[:-1]
    assert [one[one.index("*.") + 2 : -1] for one in offered] == endings
    assert parameter.defaultFileExtension() == "gpkg"
    assert not parameter.supportsNonFileBasedOutput()
    assert set(endings) <= set(provider.supportedOutputVectorLayerExtensions())


def test_help_of_a_parameter_is_the_help_of_the_jobs_field(provider: Any) -> None:
    from deepsat.jobs import MapJob

    helps = {p.name(): p.help() for p in provider.algorithm("mapfromlabels").parameterDefinitions()}
    fields = {field.name: field.metadata["help"] for field in dataclasses.fields(MapJob)}
    assert helps["CLASS_FIELD"] == fields["class_field"]
    assert helps["MAX_MINUTES"] == fields["max_minutes"]
    assert helps["OUTPUT"] == fields["output"]


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_algorithm_explains_itself(provider: Any, name: str) -> None:
    algorithm = provider.algorithm(name)
    assert len(algorithm.shortHelpString()) > 100
    assert algorithm.displayName()
    assert algorithm.group()
    assert not algorithm.icon().pixmap(24, 24).isNull()
    assert all(parameter.help() and parameter.description() for parameter in algorithm.parameterDefinitions())
    assert type(algorithm.createInstance()) is type(algorithm)
    assert algorithm.createInstance() is not algorithm
    assert algorithm.canExecute()[0]


def test_every_output_has_a_declaration(provider: Any) -> None:
    outputs = {output.name() for output in provider.algorithm("mapfromlabels").outputDefinitions()}
    assert outputs == {
        "OUTPUT",
        "PROBABILITY",
        "CONFIDENCE",
        "ENTROPY",
        "POLYGONS",
        "MODEL",
        "REPORT",
        "HELD_OUT_MEAN_IOU",
        "HELD_OUT_ACCURACY",
        "SUMMARY",
    }


def test_building_the_provider_starts_and_imports_nothing_heavy(qgis_app: Any) -> None:
    from deepsat_qgis.provider import DeepSatProvider

    children = set(multiprocessing.active_children())
    threads = threading.active_count()
    provider = DeepSatProvider()
    provider.refreshAlgorithms()
    assert len(provider.algorithms()) == len(PARAMETERS)
    assert not {"torch", "rasterio", "shapely", "deepsat.operations"} & set(sys.modules)
    assert set(multiprocessing.active_children()) == children
    assert threading.active_count() == threads
