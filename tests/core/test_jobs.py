"""Jobs, requests and events: what crosses the process boundary."""

from __future__ import annotations

import ast
import dataclasses
import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import deepsat.jobs
from deepsat.jobs import (
    JOB_TYPES,
    Cancel,
    Cancelled,
    ChangeMapJob,
    DeepSatError,
    DoctorJob,
    DownloadCheckpointJob,
    ErrorCode,
    ErrorEvent,
    EvaluateJob,
    ExportModelJob,
    FinetuneChangeJob,
    FinetuneJob,
    Heartbeat,
    Hello,
    ImportCheckpointJob,
    InternalError,
    Job,
    Log,
    MapJob,
    Metric,
    ModelInfoJob,
    PolygonsJob,
    PredictChangeJob,
    PredictJob,
    PretrainJob,
    PreviewJob,
    ProbeJob,
    Progress,
    RestoreModelJob,
    ResultEvent,
    SamplePointsJob,
    Shutdown,
    StackBandsJob,
    Submit,
    SuggestLabelsJob,
    UserError,
    decode_event,
    decode_request,
    encode_event,
    encode_request,
    exit_status,
    job_from_json,
    job_to_json,
    option_name,
)
from deepsat.jobs.errors import SUMMARIES

JOBS: list[Job] = [
    FinetuneJob(("/a b/Höhe.tif", "/b.tif"), "/l.gpkg", "class", "/m", "areas", ("2020-01-02", "2020-02-03"), seed=7),
    PredictJob(
        *(("/a.tif",), "/m", "/o.tif", (1.5, -2.0, 3.0, 4.25), "cuda:1", "/p.tif", "/c.tif"),
        augment=True,
        within="/w",
        precision="int8",
    ),
    MapJob(
        ("/a.tif",),
        "/l.gpkg",
        "class",
        "/m",
        "/o.tif",
        max_minutes=0.5,
        class_colours=("ä=#0a0b0c",),
        class_names=("3=ä",),
    ),
    PolygonsJob("/m.tif", "/p.gpkg", 250.5, 15.0),
    PreviewJob(
        ("/a.tif",), "/l.gpkg", "class", "/o.tif", "areas", ("2020-01-02",), (1.5, -2.0, 3.0, 4.25), "random", 3
    ),
    SuggestLabelsJob(("/a.tif",), "/m", "/o.gpkg", "/l.gpkg", "areas", 7, "points", ("2020-01-02",), 5, "cpu"),
    ProbeJob(("/a.tif",), "/l.gpkg", "class", ("auto", "/c"), "/t.csv", "areas", ("2020-01-02",), 7, 3, "cpu"),
    StackBandsJob(("/a.SAFE", "/b.zip"), "/stacks"),
    PretrainJob(("/a", "/b.tif"), "/c", "cscl", labels="/l.gpkg", class_field="class", epochs=3, licence="CC0"),
    ImportCheckpointJob("/w.pth", "/c", "torchgeo"),
    DownloadCheckpointJob("seco_resnet18_1m", "/c", "https://mirror.example/{file}"),
    EvaluateJob("/m.tif", "/p.csv", "seen", "stratified", "hill", "areas", "/r.html", 3),
    SamplePointsJob("/m.tif", "/p.gpkg", 200, "equal", 4),
    FinetuneChangeJob("/a.tif", "/b.tif", "/l.gpkg", "class", "/m", "areas", "random", 5, "cpu", 3.5, "/r.html"),
    PredictChangeJob("/a.tif", "/b.tif", "/m", "/o.tif", (1.5, -2.0, 3.0, 4.25), "cpu", "/p.tif", "/c.tif"),
    ChangeMapJob("/a.tif", "/b.tif", "/o.tif", "/s.tif", 1.5, "random", 3, "cpu"),
    ModelInfoJob("/m"),
    ExportModelJob("/m", "/m.onnx", "deepness", "/a.tif"),
    RestoreModelJob("/m"),
    DoctorJob(),
]


def test_every_kind_of_job_is_tested() -> None:
    assert {job.kind for job in JOBS} == set(JOB_TYPES)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.kind)
def test_a_job_survives_the_way_through_json(job: Job) -> None:
    assert job_from_json(json.loads(json.dumps(job_to_json(job)))) == job
    line = encode_request(Submit("job-1", job))
    assert "\n" not in line
    assert decode_request(line) == Submit("job-1", job)


def problems_of(document: dict[str, Any]) -> str:
    with pytest.raises(UserError) as caught:
        job_from_json(document)
    assert caught.value.code is ErrorCode.INVALID_JOB
    return caught.value.found


def test_every_malformed_setting_is_named_at_once() -> None:
    found = problems_of(
        {
            "kind": "finetune",
            "input": "/a.tif",
            "labels": 5,
            "model": "/m",
            "seed": True,
            "max_minutes": "long",
            "sed": 1,
        }
    )
    assert found.split("; ") == [
        "sed is not a setting of finetune",
        "input must be a list of texts, not '/a.tif'",
        "labels must be text, not 5",
        "class_field is missing",
        "seed must be a whole number, not True",
        "max_minutes must be a number, not 'long'",
    ]


def test_numbers_that_are_too_large_are_named() -> None:
    predict = {"kind": "predict", "input": ["/a.tif"], "model": "/m", "output": "/o.tif"}
    found = problems_of({**predict, "extent": [0, 0, 10**400, 1]})
    assert found.startswith("extent must be a number of at most 1.8e308, not [0, 0, 1000")


def test_every_contradiction_is_named_at_once() -> None:
    job = MapJob(
        input=(),
        labels="",
        class_field="class",
        model="/m",
        output="/o.tif",
        loss="hinge",
        seed=-1,
        device="gpu",
        max_minutes=math.nan,
        dates=("2020-01-01", "May 2020", "2021-W24-1"),
        confidence="/o.tif",
    )
    found = problems_of(job_to_json(job)).split("; ")
    assert found == [
        "input is empty",
        "labels is empty",
        "device must be one of auto, cpu, cuda, mps or cuda:N, not 'gpu'",
        "loss must be one of cross_entropy, not 'hinge'",
        "max_minutes must be above 0, not nan",
        "seed must lie between 0 and 2147483647, not -1",
        "dates must be written as YYYY-MM-DD, unlike 'May 2020'",
        "dates must be written as YYYY-MM-DD, unlike '2021-W24-1'",
        "two outputs have the same path /o.tif",
    ]


def test_several_rasters_have_a_date_and_a_mask_each_or_none() -> None:
    job = PredictJob(("/a.tif", "/b.tif"), "/m", "/o.tif", dates=("2020-01-01",), masks=("/c.tif",) * 3)
    assert problems_of(job_to_json(job)).split("; ") == [
        "dates must name one date for each of the 2 rasters, not 1",
        "masks must name one mask for each of the 2 rasters, not 3",
    ]


@pytest.mark.parametrize("input_count", [0, 1])
def test_a_single_raster_may_stack_many_dates(input_count: int) -> None:
    job = PredictJob(("/a.tif",) * input_count, "/m", "/o.tif", dates=("2020-01-01", "2020-02-29"))
    assert job.problems() == ([] if input_count else ["input is empty"])


@pytest.mark.parametrize("extent", [[3, 0, 1, 4], [0, 4, 1, 3], [0, 0, math.inf, 1]])
def test_an_empty_extent_is_refused(extent: list[float]) -> None:
    document = {"kind": "predict", "input": ["/a.tif"], "model": "/m", "output": "/o.tif", "extent": extent}
    assert "extent must be xmin, ymin, xmax, ymax" in problems_of(document)


def test_an_extent_of_three_numbers_is_refused() -> None:
    document = {"kind": "predict", "input": ["/a.tif"], "model": "/m", "output": "/o.tif", "extent": [1, 2, 3]}
    assert problems_of(document) == "extent must be a list of 4 numbers, not [1, 2, 3]"


@pytest.mark.parametrize("kind", ["paint", None, ["finetune"], {}])
def test_an_unknown_kind_is_answered_with_the_known_ones(kind: object) -> None:
    known = "finetune, predict, map, polygons, preview, suggestlabels, probe, stackbands, pretrain, importcheckpoint, "
    known += "downloadcheckpoint, "
    known += (
        "evaluate, samplepoints, finetunechange, predictchange, changemap, modelinfo, restoremodel, exportmodel, doctor"
    )
    assert known in problems_of({"kind": kind})


def test_a_map_job_is_a_finetune_and_a_predict_job() -> None:
    job = MapJob(("/a.tif",), "/l.gpkg", "class", "/m", "/o.tif", seed=3, device="cpu", report="/r", confidence="/c")
    assert job.finetune_job() == FinetuneJob(("/a.tif",), "/l.gpkg", "class", "/m", seed=3, device="cpu", report="/r")
    assert job.predict_job() == PredictJob(("/a.tif",), "/m", "/o.tif", device="cpu", confidence="/c")


def test_every_setting_has_a_help_text() -> None:
    for job_type in JOB_TYPES.values():
        for field in dataclasses.fields(job_type):
            assert field.metadata["help"].endswith((".", "%")), field.name
    assert option_name("class_field") == "--class-field"


@pytest.mark.parametrize("request_", [Cancel("job-3"), Shutdown()])
def test_requests_survive_the_way_through_json(request_: Cancel | Shutdown) -> None:
    assert decode_request(encode_request(request_)) == request_


@pytest.mark.parametrize("line", ["", "hello", "[1]", "{}", '{"request": "dance"}', '{"request": "submit", "job": 5}'])
def test_lines_that_are_no_request_are_refused(line: str) -> None:
    with pytest.raises(UserError) as caught:
        decode_request(line)
    assert caught.value.code is ErrorCode.INVALID_JOB


EVENTS = [
    Hello(1, "0.1.0", 42, "3.11.7", "2.13.0", "cuda:0", "NVIDIA H200", ("torch", "other")),
    Progress("j", 0.25, "head", "Fitting the head\nof the network: ü", {"loss": 0.5}),
    Log("careful", "warning", "j"),
    Metric("j", "loss", 7, 0.125),
    ResultEvent("j", {"output": "/o.tif", "classes": ["a", None]}),
    ErrorEvent("j", "disk_full", "space", "none", "Make some.", "log"),
    Heartbeat(2.5),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_events_survive_the_way_through_json(event: Any) -> None:
    line = encode_event(event)
    assert "\n" not in line
    assert line.isascii()
    assert decode_event(line) == event


def test_numbers_that_json_does_not_have_become_null() -> None:
    event = ResultEvent("j", {"iou": [math.nan, 0.5], "inf": math.inf})
    assert decode_event(encode_event(event)) == ResultEvent("j", {"iou": [None, 0.5], "inf": None})


@pytest.mark.parametrize(
    "line",
    [
        "Downloading ...",
        "17",
        "null",
        "{}",
        '{"event": "party"}',
        '{"event": ["hello"]}',
        '{"event": "progress"}',
        '{"event": "hello", "protocol": 1, "version": "", "pid": 1, "python": "", "torch": "", "device": "", '
        '"device_name": "", "engines": 5}',
    ],
)
def test_foreign_lines_are_no_events(line: str) -> None:
    assert decode_event(line) is None


@given(st.text())
def test_no_text_breaks_the_decoder(text: str) -> None:
    assert decode_event(text) is None


def test_an_error_survives_the_way_through_an_event() -> None:
    error = UserError(ErrorCode.DISK_FULL, expected="3 GB", found="1 MB", remedy="Free some space.", details="log")
    received = ErrorEvent.of(error, "j").error()
    assert type(received) is UserError
    assert (received.code, str(received), received.details) == (error.code, str(error), "log")
    assert str(error) == "The disk is too full. Expected: 3 GB. Found: 1 MB. Free some space."


def test_codes_choose_the_class_of_a_received_error() -> None:
    assert isinstance(ErrorEvent("j", "cancelled", "", "", "").error(), Cancelled)
    assert isinstance(ErrorEvent("j", "worker_died", "", "", "").error(), InternalError)
    newer: DeepSatError = ErrorEvent("j", "tea_cold", "hot", "cold", "").error()
    assert newer.code is ErrorCode.INTERNAL


def test_every_code_has_a_summary_and_an_exit_status() -> None:
    assert set(SUMMARIES) == set(ErrorCode)
    assert {code.value for code in ErrorCode if exit_status(code) == 1} == {
        "internal",
        "worker_died",
        "worker_silent",
        "protocol_mismatch",
    }


JOBS_FOLDER = Path(deepsat.jobs.__file__).parent


@pytest.mark.parametrize("module", sorted(JOBS_FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_the_shared_part_is_valid_python_3_9(module: Path) -> None:
    assert ast.parse(module.read_text(encoding="utf-8"), feature_version=(3, 9)).body


def test_the_shared_part_needs_the_standard_library_only() -> None:
    script = (
        "import sys; before = set(sys.modules); import deepsat.jobs; "
        "print(*{name.split('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names))"
    )
    core = str(JOBS_FOLDER.parent.parent)
    command = [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {core!r}); {script}"]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert loaded == ["deepsat"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"method": "moco"}, "method must be one of embedding_earth, seco, cscl, not 'moco'"),
        ({"labels": "/l.gpkg"}, "labels are for the method cscl, not embedding_earth"),
        (
            {"labels": "/l.gpkg", "method": "cscl"},
            "class_field is empty, and labels are polygons, of which a field has to name the class",
        ),
        ({"epochs": 0}, "epochs must be at least 1, not 0"),
        ({"dates_per_view": 0}, "dates_per_view must lie between 1 and 16, not 0"),
        ({"dates_per_view": 17}, "dates_per_view must lie between 1 and 16, not 17"),
        ({"dates_per_view": 2, "method": "seco"}, "dates_per_view is for the method embedding_earth, not seco"),
        ({"max_minutes": -1.0}, "max_minutes must be at least 0, not -1"),
        ({"seed": -1}, "seed must lie between 0 and 2147483647, not -1"),
        ({"output": ""}, "output is empty"),
    ],
)
def test_settings_of_a_pretraining_that_do_not_fit_are_named(changes: dict[str, Any], problem: str) -> None:
    job = PretrainJob(("/a.tif",), "/c")
    assert job.problems() == []
    assert dataclasses.replace(job, **changes).problems() == [problem]


def test_a_raster_of_classes_needs_no_class_field() -> None:
    for labels in ("/l.TIF", "/l.vrt", ""):
        assert PretrainJob(("/a.tif",), "/c", method="cscl", labels=labels).problems() == []


def test_a_design_and_an_allocation_are_known_ones() -> None:
    assert EvaluateJob("/m", "/r", design="random", seed=-1).problems() == [
        "design must be one of held_out, stratified, simple, not 'random'",
        "seed must lie between 0 and 2147483647, not -1",
    ]
    assert EvaluateJob("/m", "/r", strata_field="hill").problems() == [
        "strata_field is for the design stratified, not held_out"
    ]
    assert SamplePointsJob("/m", "", 1, "best").problems() == [
        "output is empty",
        "count must lie between 2 and 1000000, not 1",
        "allocation must be one of balanced, proportional, equal, not 'best'",
    ]


@pytest.mark.parametrize(
    "job",
    [
        PredictJob(("/a.tif",), "/m", "/map.tif", entropy="/e.TIFF"),
        MapJob(("/a.tif",), "/l.gpkg", "class", "/m", "/map.tif", entropy="/e.TIFF"),
        PreviewJob(("/a.tif",), "/l.gpkg", "class", "/map.tif"),
        PredictChangeJob("/a.tif", "/b.tif", "/m", "/map.tif", confidence="/c.tiff"),
        ChangeMapJob("/a.tif", "/b.tif", "/map.tif", strength="/s.tif"),
    ],
    ids=lambda job: job.kind,
)
def test_rasters_are_geotiffs_by_their_names(job: Any) -> None:
    assert job.problems() == []
    rasters = [name for name in ("output", "probability", "confidence", "entropy", "strength") if hasattr(job, name)]
    for name in rasters:
        found = dataclasses.replace(job, **{name: "/map.png"}).problems()
        assert found == [f"{name} must end in .tif or .tiff, not '/map.png'"]


@pytest.mark.parametrize(
    ("job", "name", "endings"),
    [
        (FinetuneJob(("/a.tif",), "/l.gpkg", "class", "/m"), "report", (".html", ".htm")),
        (MapJob(("/a.tif",), "/l.gpkg", "class", "/m", "/map.tif"), "report", (".html", ".htm")),
        (FinetuneChangeJob("/a.tif", "/b.tif", "/l.gpkg", "class", "/m"), "report", (".html", ".htm")),
        (EvaluateJob("/map.tif", "/points.gpkg"), "report", (".html", ".htm")),
        (ProbeJob(("/a.tif",), "/l.gpkg", "class"), "output", (".csv",)),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_reports_and_tables_are_what_their_names_say(job: Any, name: str, endings: tuple[str, ...]) -> None:
    for ending in ("", *endings, endings[0].upper()):
        assert dataclasses.replace(job, **{name: f"/r{ending}" if ending else ""}).problems() == []
    for path in ("/r.pdf", "/r"):
        found = dataclasses.replace(job, **{name: path}).problems()
        assert found == [f"{name} must end in {' or '.join(endings)}, not {path!r}"]
