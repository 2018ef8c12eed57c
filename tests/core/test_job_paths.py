"""Outputs must not destroy inputs, each other, or be lost with a folder that is replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil

from deepsat.job_paths import check_job_paths
from deepsat.jobs import (
    ChangeMapJob,
    DoctorJob,
    DownloadCheckpointJob,
    ErrorCode,
    EvaluateJob,
    FinetuneJob,
    ImportCheckpointJob,
    Job,
    MapJob,
    ModelInfoJob,
    PredictJob,
    PretrainJob,
    RestoreModelJob,
    StackBandsJob,
    UserError,
)
from deepsat.jobs.report_files import json_beside

Write = Callable[..., str]

CARD = '{"properties": {"deepsat:version": "0.1.0"}}'


def map_job(folder: Path, **changes: str) -> MapJob:
    paths = {"model": "model", "output": "map.tif", "labels": "labels.gpkg", **changes}
    absolute = {name: str(folder / path) for name, path in paths.items()}
    return MapJob(input=(str(folder / "scene.tif"),), class_field="class", **absolute)  # type: ignore[arg-type]


def refusal(job: Job) -> UserError:
    with pytest.raises(UserError) as caught:
        check_job_paths(job)
    return caught.value


def test_separate_paths_are_fine(tmp_path: Path) -> None:
    for job in (map_job(tmp_path, report="r.html", confidence="c.tif"), DoctorJob(), ModelInfoJob(str(tmp_path))):
        check_job_paths(job)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"output": "scene.tif"}, "output is the same file as input"),
        ({"confidence": "./x/../scene.tif"}, "confidence is the same file as input"),
        ({"report": "labels.gpkg"}, "report is the same file as labels"),
        ({"polygons": "scene.tif"}, "polygons is the same file as input"),
        ({"report": "map.tif"}, "output is the same file as report"),
        ({"labels": "r.json", "report": "r.html"}, "report, as JSON, is the same file as labels"),
        ({"report": "model/report.html"}, "report lies in the model folder"),
        ({"labels": "model/labels.gpkg"}, "labels lies in the model folder"),
        ({"labels": "model.previous/labels.gpkg"}, "labels lies where the model before is kept"),
        ({"output": "model.previous"}, "output lies where the model before is kept"),
    ],
)
def test_paths_that_destroy_something_are_refused(tmp_path: Path, changes: dict[str, str], problem: str) -> None:
    error = refusal(map_job(tmp_path, **changes))
    assert error.code is ErrorCode.INVALID_JOB
    assert problem in error.found


@pytest.mark.parametrize(
    ("job", "problem"),
    [
        (PredictJob(("/a.tif",), "/m", "map.tif"), "output is no path from the root (map.tif)"),
        (PredictJob(("/a.tif",), "/m", "/o.tif", polygons="./p.gpkg"), "polygons is no path from the root (./p.gpkg)"),
        (FinetuneJob(("/a.tif",), "/l.gpkg", "c", "m"), "model is no path from the root (m)"),
        (FinetuneJob(("/a.tif",), "/l.gpkg", "c", "/"), "model is no path that ends with a name (/)"),
        (FinetuneJob(("/a.tif",), "/l.gpkg", "c", "/m/.."), "model is no path that ends with a name (/m/..)"),
        (FinetuneJob(("/a.tif",), "/l.gpkg", "c", "/m\0"), "model holds characters that no path has ('/m\\x00')"),
        (FinetuneJob(("/a\0.tif",), "/l.gpkg", "c", "/m"), "input holds characters that no path has ('/a\\x00.tif')"),
        (PretrainJob(("/a",), "/\ud800"), "output holds characters that no path has ('/\\ud800')"),
        (PretrainJob(("/a",), "checkpoint"), "output is no path from the root (checkpoint)"),
        (StackBandsJob(("/a",), "stacks"), "folder is no path from the root (stacks)"),
        (
            RestoreModelJob("."),
            "model is no path from the root (.); model is no path that ends with a name (.)",
        ),
    ],
)
def test_outputs_are_paths_from_the_root(job: Job, problem: str) -> None:
    error = refusal(job)
    assert (error.code, error.found) == (ErrorCode.INVALID_JOB, problem)
    assert error.remedy == "Give the whole path of each output."


def test_a_download_without_a_folder_goes_to_the_persons_own_checkpoints() -> None:
    check_job_paths(DownloadCheckpointJob("seco-resnet18"))
    with pytest.raises(UserError, match=r"output is no path from the root \(here\)"):
        check_job_paths(DownloadCheckpointJob("seco-resnet18", "here"))


def test_inputs_may_be_names_that_gdal_opens(tmp_path: Path) -> None:
    for name in ("scene.tif", "/vsizip/a.zip/a.tif", "NETCDF:a.nc:b", "https://example.org/a.tif"):
        check_job_paths(PredictJob((name,), "/m", str(tmp_path / "map.tif")))


def test_a_model_is_only_read_by_prediction(tmp_path: Path) -> None:
    scene, model = str(tmp_path / "model" / "scene.tif"), str(tmp_path / "model")
    check_job_paths(PredictJob((scene,), model, str(tmp_path / "map.tif")))
    inside = PredictJob((scene,), model, str(tmp_path / "model" / "map.tif"))
    assert refusal(inside).found == f"output lies in the model folder ({tmp_path / 'model' / 'map.tif'})"


def test_a_link_to_the_input_is_the_input(tmp_path: Path) -> None:
    (tmp_path / "scene.tif").write_bytes(b"pixels")
    (tmp_path / "link.tif").symlink_to("scene.tif")
    job = PredictJob((str(tmp_path / "scene.tif"),), str(tmp_path / "model"), str(tmp_path / "link.tif"))
    assert "output is the same file as input" in refusal(job).found


def test_every_clash_is_named_at_once(tmp_path: Path) -> None:
    found = refusal(map_job(tmp_path, output="scene.tif", report="labels.gpkg")).found
    assert found.split("; ") == [
        f"output is the same file as input ({tmp_path / 'scene.tif'})",
        f"report is the same file as labels ({tmp_path / 'labels.gpkg'})",
    ]


def test_places_that_cannot_be_written_are_refused(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").touch()
    (tmp_path / "mine.previous").mkdir()
    (tmp_path / "mine.previous" / "thoughts.txt").touch()
    for changes in ({"output": "missing/map.tif"}, {"model": "photos"}, {"report": "photos"}, {"model": "mine"}):
        assert refusal(map_job(tmp_path, **changes)).code is ErrorCode.OUTPUT_UNWRITABLE
    job = FinetuneJob(("/scene.tif",), "/labels.gpkg", "class", str(tmp_path / "photos"))
    assert refusal(job).code is ErrorCode.OUTPUT_UNWRITABLE


@pytest.mark.parametrize(
    ("name", "fits"), [("a" * 243 + ".tif", True), ("ü" * 124 + ".tif", False), ("a" * 300, False)]
)
def test_a_name_that_leaves_no_room_for_the_names_of_classes_is_refused(tmp_path: Path, name: str, fits: bool) -> None:
    job = map_job(tmp_path, output=name)
    if fits:
        check_job_paths(job)
    else:
        error = refusal(job)
        assert error.code is ErrorCode.OUTPUT_UNWRITABLE
        assert error.expected == "a name that files can have here"
        assert error.found.startswith("File name too long (") and name in error.found
        assert error.remedy == "Choose a shorter name."
    assert list(tmp_path.iterdir()) == []


def test_a_long_name_of_polygons_needs_no_room(tmp_path: Path) -> None:
    check_job_paths(map_job(tmp_path, polygons="a" * 250 + ".gpkg"))
    assert refusal(map_job(tmp_path, polygons="a" * 251 + ".gpkg")).code is ErrorCode.OUTPUT_UNWRITABLE


def test_the_output_of_a_pretraining_is_a_folder(tmp_path: Path) -> None:
    """Dialogs that ask for a folder offer those that exist."""
    scene, output = str(tmp_path / "scenes"), tmp_path / "checkpoint"
    output.mkdir()
    check_job_paths(PretrainJob((scene,), str(output)))
    (output / "checkpoint.json").write_text(CARD)
    check_job_paths(PretrainJob((scene,), str(output)))
    (output / "checkpoint.json").rename(output / "diary.txt")
    assert "diary.txt" in refusal(PretrainJob((scene,), str(output))).found


def test_a_model_and_a_checkpoint_do_not_replace_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "alps"
    folder.mkdir()
    pretraining = PretrainJob((str(tmp_path / "scenes"),), str(folder))
    training = FinetuneJob(("/scene.tif",), "/labels.gpkg", "class", str(folder))
    (folder / "model.json").write_text(CARD)
    check_job_paths(training)
    lost = refusal(pretraining)
    assert lost.code is ErrorCode.OUTPUT_UNWRITABLE
    assert lost.expected == "a new folder, an empty one or a DeepSat checkpoint folder"
    assert "model.json" in lost.found
    (folder / "model.json").rename(folder / "checkpoint.json")
    check_job_paths(pretraining)
    assert "checkpoint.json" in refusal(training).found


def test_a_checkpoint_does_not_replace_what_it_is_made_from(tmp_path: Path) -> None:
    folder = tmp_path / "published"
    folder.mkdir()
    job = ImportCheckpointJob(str(folder / "model.safetensors"), str(folder))
    assert refusal(job).found == f"input lies in the checkpoint folder that is written ({folder / 'model.safetensors'})"
    assert "input lies in" in refusal(PretrainJob((str(folder),), str(folder))).found


def test_a_report_overwrites_neither_map_nor_reference(tmp_path: Path) -> None:
    paths = {name: str(tmp_path / name) for name in ("map.tif", "points.json", "r.html", "r.json")}
    check_job_paths(EvaluateJob(paths["map.tif"], paths["points.json"], report=paths["r.html"]))
    for report, problem in (
        (paths["map.tif"], "report is the same file as map"),
        (str(tmp_path / "points.html"), "report, as JSON, is the same file as reference"),
    ):
        assert problem in refusal(EvaluateJob(paths["map.tif"], paths["points.json"], report=report)).found


def test_the_numbers_of_a_report_lie_beside_it() -> None:
    assert json_beside("/a/report.html") == Path("/a/report.json")
    assert json_beside("/a/report") == Path("/a/report.json")
    assert json_beside("/a/report.json") == Path("/a/report.json.json")
    assert json_beside("/a/v1.2.html") == Path("/a/v1.2.json")
    assert json_beside("/") == Path("/.json")


def test_a_map_in_the_folder_that_is_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tiles").mkdir()

    def job(output: str, polygons: str) -> PredictJob:
        return PredictJob((str(tmp_path / "tiles"),), "/m", str(tmp_path / output), polygons=str(tmp_path / polygons))

    check_job_paths(job("map.tif", "tiles/polygons.gpkg"))
    assert "output lies in the input's folder" in refusal(job("tiles/map.tif", "polygons.gpkg")).found


@pytest.mark.parametrize("is_folder", [False, True])
def test_a_file_behind_a_virtual_raster_is_kept(tmp_path: Path, write_raster: Write, is_folder: bool) -> None:
    """Also where the virtual one stands in a folder, as stacks of bands do."""
    (tmp_path / "stacks").mkdir()
    source = write_raster(np.ones((2, 4, 6), dtype=np.uint16))
    virtual = tmp_path / "stacks" / "v.vrt"
    with rasterio.open(source) as dataset:
        rasterio.shutil.copy(dataset, virtual, driver="VRT")
    given = str(virtual.parent if is_folder else virtual)
    found = refusal(PredictJob((given,), "/m", source)).found
    assert found == f"output is a file that input is read from ({source}, by {Path(given).name})"
    report = FinetuneJob((given,), "/l.gpkg", "c", str(tmp_path / "m"), report=source)
    assert f"report is a file that input is read from ({source}" in refusal(report).found
    change = ChangeMapJob(str(virtual), str(tmp_path / "after.tif"), source)
    assert f"output is a file that before is read from ({source}" in refusal(change).found
    check_job_paths(PredictJob((given,), "/m", str(tmp_path / "map.tif")))


@pytest.mark.parametrize("relative", [True, False])
def test_polygons_behind_virtual_labels_are_kept(tmp_path: Path, relative: bool) -> None:
    source = tmp_path / "drawn & kept.gpkg"
    named = "drawn &amp; kept.gpkg" if relative else str(source).replace("&", "&amp;")
    (tmp_path / "labels.vrt").write_text(
        f'<OGRVRTDataSource><OGRVRTLayer name="labels"><SrcDataSource relativeToVRT="{int(relative)}">{named}'
        "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    found = refusal(map_job(tmp_path, labels="labels.vrt", polygons=source.name)).found
    assert found == f"polygons is a file that labels is read from ({source}, by labels.vrt)"
    check_job_paths(map_job(tmp_path, labels="labels.vrt", polygons="polygons.gpkg"))
