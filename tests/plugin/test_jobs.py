"""From parameters to jobs: the exact job, and early refusals, without any worker."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from typing import Any

import pytest

from deepsat.jobs import (
    DoctorJob,
    FinetuneJob,
    MapJob,
    ModelInfoJob,
    PredictJob,
    UserError,
)
from tests.plugin.jobs_hands import job_of, make_model_folder, refusal
from tests.plugin.scene_and_labels import write_raster


def test_finetune_with_defaults(
    provider: Any, training: dict[str, Any], scene: Path, context: Any, feedback: Any
) -> None:
    job = job_of(provider, "finetune", training, context, feedback)
    assert Path(job.labels).name == "labels.gpkg"
    assert not Path(job.labels).exists()
    assert dataclasses.replace(job, labels="") == FinetuneJob(
        input=(str(scene),),
        labels="",
        labels_layer="labels",
        class_field="class",
        model=training["MODEL"],
        dates=(),
        checkpoint="auto",
        loss="cross_entropy",
        seed=0,
        device="auto",
        max_minutes=20.0,
        report="",
    )


def test_map_from_labels_with_everything(
    provider: Any, training: dict[str, Any], scene: Path, tmp_path: Path, context: Any, feedback: Any
) -> None:
    parameters = {
        **training,
        "DATES": " 2021-06-17 ",
        "CHECKPOINT": "random",
        "LOSS": "cross_entropy",
        "SEED": 17,
        "DEVICE": "cuda:1",
        "MAX_MINUTES": 2.5,
        "CLASS_COLOURS": "water=#010203; forest=#ABCDEF;",
        "OUTPUT": str(tmp_path / "map.tif"),
        "PROBABILITY": str(tmp_path / "probability.tif"),
        "CONFIDENCE": str(tmp_path / "confidence.tif"),
        "REPORT": str(tmp_path / "report.html"),
    }
    job = job_of(provider, "mapfromlabels", parameters, context, feedback)
    assert dataclasses.replace(job, labels="") == MapJob(
        input=(str(scene),),
        labels="",
        labels_layer="labels",
        class_field="class",
        model=str(tmp_path / "model"),
        output=str(tmp_path / "map.tif"),
        dates=("2021-06-17",),
        checkpoint="random",
        loss="cross_entropy",
        seed=17,
        device="cuda:1",
        max_minutes=2.5,
        report=str(tmp_path / "report.html"),
        probability=str(tmp_path / "probability.tif"),
        confidence=str(tmp_path / "confidence.tif"),
        class_colours=("water=#010203", "forest=#ABCDEF"),
    )


@pytest.mark.parametrize(("locale", "language"), [("de", "de"), ("de_AT", "de"), ("en_GB", "en"), ("sv", "en")])
def test_reports_are_asked_for_in_the_language_of_qgis(
    provider: Any, training: dict[str, Any], speak: Any, context: Any, feedback: Any, locale: str, language: str
) -> None:
    speak(locale)
    scene = training["INPUT"][0]
    assert job_of(provider, "finetune", training, context, feedback).language == language
    evaluation = {"MAP": scene, "REFERENCE": training["LABELS"], "CLASS_FIELD": "class"}
    assert job_of(provider, "evaluate", evaluation, context, feedback).language == language


def test_the_map_gets_the_colours_of_a_layer_that_is_drawn_by_class(
    provider: Any, training: dict[str, Any], labels: Any, project: Any, context: Any, feedback: Any
) -> None:
    from qgis.core import QgsProcessingFeatureSourceDefinition

    from deepsat_qgis.layers.class_styles import LabelClass
    from deepsat_qgis.layers.label_layer import style_by_class

    project.addMapLayer(labels)
    parameters = {**training, "LABELS": labels.id()}
    assert job_of(provider, "finetune", parameters, context, feedback).class_colours == ()
    style_by_class(labels, "class", [LabelClass("water", "#010203"), LabelClass("forest", "#040506")])
    colours = ("water=#010203", "forest=#040506")
    assert job_of(provider, "finetune", parameters, context, feedback).class_colours == colours
    labels.selectByIds([1, 3])
    selected = {**parameters, "LABELS": QgsProcessingFeatureSourceDefinition(labels.id(), True)}
    assert job_of(provider, "finetune", selected, context, feedback).class_colours == colours
    style_by_class(labels, "note", [LabelClass("at 2", "#070809")])
    assert job_of(provider, "finetune", parameters, context, feedback).class_colours == ()


def test_temporary_outputs_get_paths(provider: Any, training: dict[str, Any], context: Any, feedback: Any) -> None:
    parameters = {**training, "MODEL": "TEMPORARY_OUTPUT", "OUTPUT": "TEMPORARY_OUTPUT", "REPORT": "TEMPORARY_OUTPUT"}
    job = job_of(provider, "mapfromlabels", parameters, context, feedback)
    assert Path(job.output).suffix == ".tif"
    assert Path(job.report).suffix == ".html"
    assert Path(job.model).is_absolute()
    assert len({job.output, job.report, job.model, job.labels}) == 4


def test_predict_whole_scene_from_a_project_layer(
    provider: Any, project: Any, scene_layer: Any, scene: Path, tmp_path: Path, context: Any, feedback: Any
) -> None:
    project.addMapLayer(scene_layer)
    make_model_folder(tmp_path / "model")
    parameters = {"INPUT": [scene_layer.id()], "MODEL": str(tmp_path / "model"), "OUTPUT": str(tmp_path / "map.tif")}
    assert job_of(provider, "predict", parameters, context, feedback) == PredictJob(
        input=(str(scene),), model=str(tmp_path / "model"), output=str(tmp_path / "map.tif")
    )


def test_extent_is_brought_into_the_scenes_crs(
    provider: Any, scene: Path, tmp_path: Path, context: Any, feedback: Any
) -> None:
    make_model_folder(tmp_path / "model")
    parameters = {
        "INPUT": [str(scene)],
        "MODEL": str(tmp_path / "model"),
        "OUTPUT": str(tmp_path / "map.tif"),
        "EXTENT": "500050,500200,4999750,4999900 [EPSG:32633]",
    }
    assert job_of(provider, "predict", parameters, context, feedback).extent == (500050, 4999750, 500200, 4999900)
    parameters["EXTENT"] = "15.001,15.003,45.151,45.152 [EPSG:4326]"
    xmin, ymin, xmax, ymax = job_of(provider, "predict", parameters, context, feedback).extent
    # At the central meridian 0.001 degrees are 78.6 m east and 111 m north.
    assert (xmin, xmax) == (pytest.approx(500_078.6, abs=2), pytest.approx(500_235.9, abs=2))
    assert (ymin, ymax) == (pytest.approx(4_999_725, abs=15), pytest.approx(4_999_836, abs=15))


@pytest.mark.parametrize("extent", ["0,0,0,0", "500050,500050,4999750,4999900"])
def test_an_extent_without_an_inside_does_not_map_everything(
    provider: Any, scene: Path, tmp_path: Path, context: Any, feedback: Any, extent: str
) -> None:
    make_model_folder(tmp_path / "model")
    common = {"MODEL": str(tmp_path / "model"), "OUTPUT": str(tmp_path / "map.tif")}
    pair = {"BEFORE": str(scene), "AFTER": str(scene)}
    for name, rasters in (("predict", {"INPUT": [str(scene)]}), ("predictchange", pair)):
        parameters = {**common, **rasters, "EXTENT": extent}
        with pytest.raises(UserError, match="xmin, xmax, ymin, ymax") as error:
            job_of(provider, name, parameters, context, feedback)
        assert error.value.found == extent
        assert job_of(provider, name, {**parameters, "EXTENT": ""}, context, feedback).extent is None


def test_a_single_raster_may_come_without_a_list(
    provider: Any, training: dict[str, Any], scene: Path, context: Any, feedback: Any
) -> None:
    job = job_of(provider, "finetune", {**training, "INPUT": str(scene)}, context, feedback)
    assert job.input == (str(scene),)


def test_relative_paths_are_seen_from_where_qgis_was_started(
    provider: Any,
    training: dict[str, Any],
    scene: Path,
    tmp_path: Path,
    context: Any,
    feedback: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The worker is started in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    make_model_folder(tmp_path / "known")
    outputs = {"MODEL": "model", "OUTPUT": "map.tif", "REPORT": "report.html", "CONFIDENCE": "x/confidence.tif"}
    job = job_of(provider, "mapfromlabels", {**training, **outputs}, context, feedback)
    found = (job.model, job.output, job.report, job.confidence, job.probability)
    expected = ("model", "map.tif", "report.html", "x/confidence.tif")
    assert found == (*(str(tmp_path / path) for path in expected), "")
    prediction = {"INPUT": [str(scene)], "MODEL": "known", "OUTPUT": "map.tif"}
    assert job_of(provider, "predict", prediction, context, feedback).model == str(tmp_path / "known")
    assert job_of(provider, "modelinfo", {"MODEL": "known"}, context, feedback).model == str(tmp_path / "known")
    relative = scene.relative_to(tmp_path)
    job = job_of(provider, "pretrain", {"INPUT": [str(relative)], "OUTPUT": "checkpoint"}, context, feedback)
    assert (job.input, job.output) == ((str(scene),), str(tmp_path / "checkpoint"))


def test_several_rasters_keep_their_order(
    provider: Any, training: dict[str, Any], tmp_path: Path, context: Any, feedback: Any
) -> None:
    second, first = write_raster(tmp_path / "b.tif"), write_raster(tmp_path / "a.tif")
    parameters = {**training, "INPUT": [str(second), str(first)], "DATES": "2021-06-17,2021-09-25"}
    job = job_of(provider, "finetune", parameters, context, feedback)
    assert job.input == (str(second), str(first))
    assert job.dates == ("2021-06-17", "2021-09-25")


def test_folders_are_told_as_they_are(
    provider: Any, training: dict[str, Any], tmp_path: Path, context: Any, feedback: Any
) -> None:
    first, second = tmp_path / "2021-06-17 ü.SAFE", tmp_path / "2021-07-17"
    for folder in (first, second):
        folder.mkdir()
        write_raster(folder / "red.tif")
    raster = write_raster(tmp_path / "20210817.tif")
    for name, inputs in (("finetune", [str(first), str(second)]), ("mapfromlabels", [str(first), str(raster)])):
        parameters = {**training, "INPUT": inputs, "OUTPUT": str(tmp_path / "map.tif")}
        assert job_of(provider, name, parameters, context, feedback).input == tuple(inputs)
    job = job_of(provider, "finetune", {**training, "INPUT": str(second)}, context, feedback)
    assert (job.input, job.dates) == ((str(second),), ())


def test_extent_is_brought_into_the_crs_of_a_folder(
    provider: Any, scene: Path, tmp_path: Path, context: Any, feedback: Any
) -> None:
    make_model_folder(tmp_path / "model")
    parameters = {
        "INPUT": str(scene.parent),
        "MODEL": str(tmp_path / "model"),
        "OUTPUT": str(tmp_path / "map.tif"),
        "EXTENT": "15.001,15.003,45.151,45.152 [EPSG:4326]",
    }
    archive = shutil.make_archive(str(tmp_path / "packed"), "zip", scene.parent)
    for place in (str(scene.parent), archive):
        job = job_of(provider, "predict", {**parameters, "INPUT": place}, context, feedback)
        xmin, ymin, xmax, ymax = job.extent
        assert job.input == (place,)
        assert (xmin, xmax) == (pytest.approx(500_078.6, abs=2), pytest.approx(500_235.9, abs=2))
        assert (ymin, ymax) == (pytest.approx(4_999_725, abs=15), pytest.approx(4_999_836, abs=15))


def test_what_products_hold_beside_bands_needs_no_place_on_the_ground(
    provider: Any, training: dict[str, Any], tmp_path: Path, context: Any, feedback: Any
) -> None:
    """“Add Directory” in Processing's dialog lists all rasters of a product, previews too."""
    names = ("T33TWN_20210617T100559_B02_10m.tif", "T33TWN_20210617T100559_B03_10m.tif")
    bands = [write_raster(tmp_path / name) for name in names]
    picture = write_raster(tmp_path / "T33TWN_20210617T100559_PVI.tif", epsg=None)
    parameters = {**training, "INPUT": [str(path) for path in (*bands, picture)]}
    assert job_of(provider, "finetune", parameters, context, feedback).input == tuple(parameters["INPUT"])
    assert "no coordinate reference system in" in refusal(
        provider, "finetune", {**training, "INPUT": [str(picture)]}, context
    )


def test_what_adding_a_directory_lists_beside_rasters_is_left_out(
    provider: Any, training: dict[str, Any], tmp_path: Path, context: Any, feedback: Any
) -> None:
    """QGIS lists metadata, its own statistics and previews too."""
    names = [f"T33TWN_20210617T100559_{band}.tif" for band in ("B03", "B04")]
    bands = [str(write_raster(tmp_path / name)) for name in names]
    beside = [tmp_path / name for name in ("MTD_MSIL2A.xml", f"{names[0]}.aux.xml", "T33TWN-ql.JPG", "INSPIRE.xml")]
    for path in beside:
        path.write_text("<x/>")
    given = {**training, "INPUT": [str(beside[0]), *bands, *map(str, beside[1:])]}
    assert job_of(provider, "finetune", given, context, feedback).input == tuple(bands)
    missing = {**training, "INPUT": [*bands, str(tmp_path / "gone.tif")]}
    assert "Expected: 3 rasters" in refusal(provider, "finetune", missing, context)
    pictures = [str(tmp_path / "one.png"), str(tmp_path / "two.png")]
    assert "Expected: 2 rasters" in refusal(provider, "finetune", {**training, "INPUT": pictures}, context)


def test_dates_come_from_the_temporal_properties_of_layers(
    provider: Any, training: dict[str, Any], tmp_path: Path, context: Any, feedback: Any
) -> None:
    from qgis.core import QgsDateTimeRange, QgsRasterLayer
    from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

    layers = []
    for day in (17, 25):
        layer = QgsRasterLayer(str(write_raster(tmp_path / f"{day}.tif")), f"day {day}", "gdal")
        begin = QDateTime(QDate(2021, 6, day), QTime(10, 20), Qt.TimeSpec.UTC)
        layer.temporalProperties().setIsActive(True)
        layer.temporalProperties().setFixedTemporalRange(QgsDateTimeRange(begin, begin.addSecs(60)))
        layers.append(layer)
    mask = write_raster(tmp_path / "mask.tif")
    parameters = {**training, "INPUT": layers, "MASKS": [str(mask), str(mask)]}
    job = job_of(provider, "finetune", parameters, context, feedback)
    assert job.dates == ("2021-06-17", "2021-06-25")
    assert job.masks == (str(mask), str(mask))
    layers[1].temporalProperties().setIsActive(False)
    assert job_of(provider, "finetune", parameters, context, feedback).dates == ()


def test_an_empty_name_keeps_the_place_of_a_mask_that_is_missing(
    provider: Any, training: dict[str, Any], tmp_path: Path, context: Any, feedback: Any
) -> None:
    rasters = [str(write_raster(tmp_path / f"{day}.tif")) for day in (17, 25, 29)]
    mask, asked = str(write_raster(tmp_path / "mask.tif")), {**training, "INPUT": rasters}
    for given, masks in ((["", mask, ""], ("", mask, "")), (["", ""], ()), ([], ()), (None, ())):
        assert job_of(provider, "finetune", {**asked, "MASKS": given}, context, feedback).masks == masks
    lost = str(tmp_path / "lost.tif")
    message = refusal(provider, "finetune", {**asked, "MASKS": ["", lost, ""]}, context)
    assert message == "Incorrect parameter value for MASKS"


def test_model_info_and_check_environment(provider: Any, tmp_path: Path, context: Any, feedback: Any) -> None:
    make_model_folder(tmp_path)
    assert job_of(provider, "modelinfo", {"MODEL": str(tmp_path)}, context, feedback) == ModelInfoJob(str(tmp_path))
    assert job_of(provider, "checkenvironment", {}, context, feedback) == DoctorJob()


def test_refuses_a_raster_without_crs(provider: Any, training: dict[str, Any], tmp_path: Path, context: Any) -> None:
    parameters = {**training, "INPUT": [str(write_raster(tmp_path / "bare.tif", epsg=None))]}
    assert "Found: no coordinate reference system in bare.tif." in refusal(provider, "finetune", parameters, context)


def test_refuses_a_rotated_raster(provider: Any, training: dict[str, Any], tmp_path: Path, context: Any) -> None:
    rotated = write_raster(tmp_path / "odd.tif", transform=(0, 9.8, 2, 0, 2, -9.8))
    assert "rotated" in refusal(provider, "mapfromlabels", {**training, "INPUT": [str(rotated)]}, context)


def test_refuses_rasters_that_do_not_load(
    provider: Any, training: dict[str, Any], scene: Path, tmp_path: Path, context: Any
) -> None:
    missing = str(tmp_path / "missing.tif")
    assert "missing.tif" in refusal(provider, "finetune", {**training, "INPUT": [missing]}, context)
    assert "missing.tif" in refusal(provider, "finetune", {**training, "INPUT": [str(scene), missing]}, context)


def test_refuses_a_class_field_that_is_not_there(provider: Any, training: dict[str, Any], context: Any) -> None:
    message = refusal(provider, "finetune", {**training, "CLASS_FIELD": "klasse"}, context)
    assert "“klasse”" in message
    assert "note, class" in message


def test_refuses_labels_that_do_not_load(provider: Any, training: dict[str, Any], context: Any) -> None:
    assert "LABELS" in refusal(provider, "finetune", {**training, "LABELS": "/nowhere.gpkg"}, context)


def test_refuses_to_overwrite_the_scene(provider: Any, training: dict[str, Any], scene: Path, context: Any) -> None:
    other_spelling = scene.parent / ".." / scene.parent.name / scene.name
    message = refusal(provider, "mapfromlabels", {**training, "OUTPUT": str(other_spelling)}, context)
    assert "OUTPUT" in message
    assert "overwritten" in message


def test_refuses_to_overwrite_the_labels(provider: Any, training: dict[str, Any], labels: Any, context: Any) -> None:
    from qgis.core import QgsProcessingFeatureSourceDefinition

    from deepsat_qgis.layers.label_file import LabelSource, write_labels

    path = Path(training["MODEL"]).with_name("Flächen.gpkg")
    write_labels(LabelSource.of_layer(labels, False), "class", path)
    model = path.with_name("model")
    make_model_folder(model)
    source = f"{path}|layername=labels"
    selected = QgsProcessingFeatureSourceDefinition(source, True)
    # A GeoPackage is opened by what is in it.
    numbers = Path(shutil.copy(path, path.with_suffix(".json")))
    told = {**training, "LABELS": f"{numbers}|layername=labels", "REPORT": str(path.with_suffix(".html"))}
    virtual = path.with_suffix(".vrt")
    virtual.write_text(
        '<OGRVRTDataSource><OGRVRTLayer name="labels"><SrcDataSource relativeToVRT="1">Flächen.gpkg</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>",
        encoding="utf-8",
    )
    for name, parameters in (
        ("finetune", told),
        ("mapfromlabels", told),
        ("mapfromlabels", {**training, "LABELS": source, "POLYGONS": str(path)}),
        ("mapfromlabels", {**training, "LABELS": selected, "POLYGONS": str(path)}),
        ("mapfromlabels", {**training, "LABELS": str(virtual), "POLYGONS": str(path)}),
        ("suggestlabels", {"INPUT": training["INPUT"], "MODEL": str(model), "LABELS": source, "OUTPUT": str(path)}),
        ("predict", {"INPUT": training["INPUT"], "MODEL": str(model), "WITHIN": source, "POLYGONS": str(path)}),
    ):
        message = refusal(provider, name, parameters, context)
        assert "overwritten" in message, name


@pytest.mark.parametrize("destination", ["memory:", "memory:7", "ogr:dbname='/tmp/a.gpkg' table=\"map\" (geom)"])
def test_refuses_polygons_that_are_no_file(provider: Any, scene: Path, context: Any, destination: str) -> None:
    message = refusal(provider, "mappolygons", {"MAP": str(scene), "OUTPUT": destination}, context)
    assert destination in message
    assert "TEMPORARY_OUTPUT" in message


def test_what_is_skipped_stays_so_while_qgis_iterates_over_a_layer(
    provider: Any, training: dict[str, Any], tmp_path: Path, context: Any, feedback: Any
) -> None:
    from qgis.core import QgsProcessingUtils

    names = ("PROBABILITY", "CONFIDENCE", "ENTROPY", "POLYGONS", "REPORT")
    skipped = {name: QgsProcessingUtils.generateIteratingDestination(None, 3, context) for name in names}
    assert set(skipped.values()) == {"memory:3"}
    parameters = {**training, **skipped, "OUTPUT": str(tmp_path / "map.tif")}
    job = job_of(provider, "mapfromlabels", parameters, context, feedback)
    assert job.output == str(tmp_path / "map.tif")
    assert {job.probability, job.confidence, job.entropy, job.polygons, job.report} == {""}


def test_what_is_skipped_in_a_row_of_many_is_not_looked_for(
    provider: Any, training: dict[str, Any], tmp_path: Path, project: Any, context: Any, feedback: Any
) -> None:
    from qgis.core import QgsProcessingOutputLayerDefinition

    nameless = QgsProcessingOutputLayerDefinition("", project)
    named = QgsProcessingOutputLayerDefinition(str(tmp_path / "map.tif"), project)
    parameters = {**training, "OUTPUT": named, "CONFIDENCE": nameless, "POLYGONS": nameless}
    job = job_of(provider, "mapfromlabels", parameters, context, feedback)
    assert (job.output, job.confidence, job.polygons) == (str(tmp_path / "map.tif"), "", "")
    assert list(context.layersToLoadOnCompletion()) == [str(tmp_path / "map.tif")]


@pytest.mark.parametrize("name", ["predict", "modelinfo"])
def test_refuses_a_folder_without_a_model(provider: Any, scene: Path, tmp_path: Path, context: Any, name: str) -> None:
    parameters = {"INPUT": [str(scene)], "MODEL": str(tmp_path / "Modell"), "OUTPUT": str(tmp_path / "map.tif")}
    assert "Modell" in refusal(provider, name, parameters, context)


def test_selection_is_honoured(
    provider: Any, training: dict[str, Any], labels: Any, tmp_path: Path, context: Any
) -> None:
    from qgis.core import QgsProcessingFeatureSourceDefinition

    from deepsat_qgis.layers.label_file import write_labels
    from tests.plugin.label_files import rows_of

    labels.selectByIds([1, 4])
    definition = QgsProcessingFeatureSourceDefinition(labels.id(), selectedFeaturesOnly=True)
    algorithm = provider.algorithm("finetune").create()
    source = algorithm.label_source({**training, "LABELS": definition}, context)
    assert write_labels(source, "class", tmp_path / "labels.gpkg") == 2
    assert [row[:2] for row in rows_of(tmp_path / "labels.gpkg")] == [(1, "water"), (4, "forest")]


def test_problems_of_a_job_are_told_before_a_worker_starts(
    provider: Any, training: dict[str, Any], context: Any, feedback: Any
) -> None:
    from qgis.core import QgsProcessingException

    algorithm = provider.algorithm("finetune").create()
    with pytest.raises(QgsProcessingException, match="device must be one of"):
        algorithm.processAlgorithm({**training, "DEVICE": "abacus"}, context, feedback)


def test_of_a_file_with_several_layers_one_has_to_be_named(
    provider: Any, training: dict[str, Any], scene: Path, labels: Any, tmp_path: Path, context: Any, feedback: Any
) -> None:
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter

    path, options = tmp_path / "both.gpkg", QgsVectorFileWriter.SaveVectorOptions()
    for options.layerName in ("fields", "houses"):
        QgsVectorFileWriter.writeAsVectorFormatV3(labels, str(path), QgsCoordinateTransformContext(), options)
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    pretraining = {"INPUT": str(scene), "METHOD": "cscl", "CLASS_FIELD": "class", "OUTPUT": str(tmp_path / "c")}
    for name, takes, asked in (
        ("finetune", "LABELS", training),
        ("evaluate", "REFERENCE", {"MAP": str(scene), "CLASS_FIELD": "class"}),
        ("pretrain", "LABELS", pretraining),
    ):
        message = refusal(provider, name, {**asked, takes: str(path)}, context)
        assert f"2 layers in {path}: fields, houses" in message
        assert f"{path}|layername=fields" in message
        message = refusal(provider, name, {**asked, takes: f"{path}|layername=barns"}, context)
        assert f"no layer barns in {path}; its layers are: fields, houses." in message
        named = {**asked, takes: f"{path}|layername=houses"}
        assert job_of(provider, name, named, context, feedback).class_field == "class"
