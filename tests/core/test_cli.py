"""The command line, as a process: options, messages, exit statuses, Ctrl-C.

Where a test needs an operation that does something special, the process is a small script that puts its own function
into the table of operations and then runs the real `main`.
"""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
import textwrap
import typing
from pathlib import Path

import pytest

import deepsat
from deepsat.cli import COMMANDS, build_parser
from deepsat.command_options import PATH_FIELDS, absolute, in_option_names, job_of, remedy_in_option_names
from deepsat.jobs import (
    JOB_TYPES,
    ChangeMapJob,
    DownloadCheckpointJob,
    EvaluateJob,
    FinetuneJob,
    Job,
    PredictJob,
    ProbeJob,
    option_name,
)

CORE = Path(deepsat.__file__).parent.parent
TRAINING = ["--labels", "l.gpkg", "--class-field", "class"]

Outcome = subprocess.CompletedProcess[str]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(CORE), "COLUMNS": "100"}


def deepsat_command(*arguments: str, folder: Path | None = None) -> Outcome:
    command = [sys.executable, "-m", "deepsat", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment(), cwd=folder, check=False)


def script_with_operation(kind: str, body: str) -> str:
    """A program like `python -m deepsat` whose operation `kind` is `operation(job, reporter)` in `body`."""
    return textwrap.dedent(body) + textwrap.dedent(
        f"""
            import sys
            from deepsat import cli, operations
            operations._OPERATIONS[{kind!r}] = operation
            sys.exit(cli.main())
            """
    )


def run_with_operation(kind: str, body: str, *arguments: str, folder: Path | None = None) -> Outcome:
    command = [sys.executable, "-c", script_with_operation(kind, body), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment(), cwd=folder, check=False)


ECHO = """
def operation(job, reporter):
    from deepsat.jobs import job_to_json
    return job_to_json(job)
"""


def test_without_arguments_the_help_is_printed() -> None:
    outcome = deepsat_command()
    assert outcome.returncode == 0
    for name in [*COMMANDS, "worker"]:
        assert f"    {name}" in map(str.rstrip, outcome.stdout.splitlines()) or f"    {name} " in outcome.stdout


def test_the_version() -> None:
    outcome = deepsat_command("--version")
    assert (outcome.returncode, outcome.stdout) == (0, f"deepsat {deepsat.__version__}\n")


def test_help_needs_none_of_the_heavy_libraries() -> None:
    script = (
        "import sys; from deepsat.cli import main\n"
        "try: main(['map', '--help'])\n"
        "except SystemExit: print('LOADED', *{'torch', 'numpy', 'rasterio', 'matplotlib'} & set(sys.modules))"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment(), check=True
    )
    assert outcome.stdout.splitlines()[-1] == "LOADED"
    assert "0-100 %" in outcome.stdout


def test_every_kind_of_job_has_a_command_and_every_field_an_option() -> None:
    assert set(COMMANDS.values()) == set(JOB_TYPES.values())
    text = build_parser()
    for name, job_type in COMMANDS.items():
        help_text = deepsat_command(name, "--help").stdout
        for field in dataclasses.fields(job_type):
            assert f"  {option_name(field.name)} " in help_text, (name, field.name)
    assert text.prog == "deepsat"


def test_every_field_is_known_to_hold_a_path_or_not() -> None:
    no_paths = {"class_field", "labels_layer", "dates", "checkpoint", "loss", "seed", "device", "max_minutes", "extent"}
    no_paths |= {"method", "epochs", "licence", "file_kind", "name", "url_template"}
    no_paths |= {"design", "strata_field", "reference_layer", "allocation", "count", "shape"}
    no_paths |= {
        "augment",
        "checkpoints",
        "class_colours",
        "class_names",
        "cluster",
        "engine",
        "language",
        "min_area",
        "neighbours",
        "scale",
    }
    no_paths |= {"dates_per_view", "format", "precision", "simplify", "threshold", "within_layer", "workers"}
    fields = {field.name for job_type in JOB_TYPES.values() for field in dataclasses.fields(job_type)}
    assert fields == PATH_FIELDS | no_paths
    for job_type in JOB_TYPES.values():
        types = typing.get_type_hints(job_type)
        assert all(types[name] in (str, tuple[str, ...]) for name in PATH_FIELDS & types.keys())


def test_options_become_a_job_with_absolute_paths(tmp_path: Path) -> None:
    (tmp_path / "weights").mkdir()
    arguments = "--input a.tif ../b.tif --input c.tif --dates 2020-01-01 2020-02-01 2020-03-01 --seed 5".split()
    arguments += [*TRAINING, "--model", "m", "--max-minutes", "1.5", "--checkpoint", "weights", "--report", "r.html"]
    arguments += ["--class-colours", "open water=#2b6cb0", "Wald=#1F7A33"]
    arguments += ["--class-names", "3=open water", "WW=Winter wheat"]
    outcome = run_with_operation("finetune", ECHO, "finetune", *arguments, folder=tmp_path)
    assert outcome.returncode == 0, outcome.stderr
    assert json.loads(outcome.stdout) == {
        "kind": "finetune",
        "input": [str(tmp_path / "a.tif"), str(tmp_path.parent / "b.tif"), str(tmp_path / "c.tif")],
        "labels": str(tmp_path / "l.gpkg"),
        "class_field": "class",
        "model": str(tmp_path / "m"),
        "labels_layer": "",
        "dates": ["2020-01-01", "2020-02-01", "2020-03-01"],
        "checkpoint": str(tmp_path / "weights"),
        "loss": "cross_entropy",
        "seed": 5,
        "device": "auto",
        "max_minutes": 1.5,
        "report": str(tmp_path / "r.html"),
        "masks": [],
        "scale": 1,
        "class_colours": ["open water=#2b6cb0", "Wald=#1F7A33"],
        "language": "en",
        "class_names": ["3=open water", "WW=Winter wheat"],
    }


def test_what_is_not_given_keeps_its_default_and_an_extent_may_be_negative(tmp_path: Path) -> None:
    arguments = "--input /a.tif --model /m --output o.tif --extent -78.75 -10 1.5 20".split()
    outcome = run_with_operation("predict", ECHO, "predict", *arguments, folder=tmp_path)
    job = json.loads(outcome.stdout)
    assert job["extent"] == [-78.75, -10.0, 1.5, 20.0]
    assert (job["input"], job["device"], job["probability"]) == (["/a.tif"], "auto", "")


def test_the_name_of_a_checkpoint_stays_though_a_folder_has_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEEPSAT_CHECKPOINTS", str(tmp_path / "own"))
    (tmp_path / "own" / "alps").mkdir(parents=True)
    (tmp_path / "own" / "alps" / "checkpoint.json").write_text("{}")
    for name in ("alps", "andes", "auto", "random"):
        (tmp_path / name).mkdir()
    expected = {"alps": "alps", "auto": "auto", "random": "random", "andes": str(tmp_path / "andes"), "seco": "seco"}
    for typed, told in expected.items():
        arguments = ["--input", "a.tif", *TRAINING, "--model", "m", "--checkpoint", typed]
        outcome = run_with_operation("finetune", ECHO, "finetune", *arguments, folder=tmp_path)
        assert json.loads(outcome.stdout)["checkpoint"] == told


def test_bands_are_no_folder_where_change_is_mapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bands").mkdir()
    pair = ["--before", "a.tif", "--after", "b.tif"]
    for typed, told in (("bands", "bands"), ("./bands", str(tmp_path / "bands"))):
        options = build_parser().parse_args(["change-map", *pair, "--output", "o.tif", "--checkpoint", typed])
        job = job_of(ChangeMapJob, options)
        assert isinstance(job, ChangeMapJob) and job.checkpoint == told
    options = build_parser().parse_args(["probe", "--input", "a.tif", *TRAINING, "--checkpoints", "bands"])
    assert vars(job_of(ProbeJob, options))["checkpoints"] == (str(tmp_path / "bands"),)


@pytest.mark.parametrize("name", ["/vsizip/a.zip/b.tif", "https://example.org/a.tif", 'NETCDF:"a.nc":ndvi', "", "/a/b"])
def test_names_that_are_no_relative_paths_stay(name: str) -> None:
    assert absolute(name) == name


def test_missing_options_are_named_in_one_line() -> None:
    outcome = deepsat_command("finetune", "--input", "a.tif")
    assert outcome.returncode == 2
    assert outcome.stdout == ""
    (line,) = outcome.stderr.splitlines()
    assert "--labels, --class-field, --model" in line


def test_contradictions_are_named_as_they_were_typed(tmp_path: Path) -> None:
    arguments = ["--input", "a.tif", *TRAINING, "--model", "m", "--max-minutes", "-1", "--loss", "hinge"]
    outcome = deepsat_command("finetune", *arguments, folder=tmp_path)
    assert outcome.returncode == 2
    (line,) = outcome.stderr.splitlines()
    assert "--loss must be one of cross_entropy, not 'hinge'; --max-minutes must be above 0, not -1" in line
    assert list(tmp_path.iterdir()) == []


def test_only_names_of_settings_become_options() -> None:
    problems = "labels is empty; seed must lie between 0 and 9, not -1; a model of wood is missing"
    expected = "--labels is empty; --seed must lie between 0 and 9, not -1; a model of wood is missing"
    assert in_option_names(problems, FinetuneJob) == expected


@pytest.mark.parametrize(
    ("job_type", "remedy", "expected"),
    [
        (FinetuneJob, "Name a layer, such as labels_layer.", "Name a layer, such as --labels-layer."),
        (EvaluateJob, "Name a layer, such as labels_layer.", "Name a layer, such as --reference-layer."),
        (EvaluateJob, "Name them by class_names, or else.", "Name them by --class-names, or else."),
        (DownloadCheckpointJob, "name a mirror with url_template, or", "name a mirror with --url-template, or"),
        # Plain words, files, and what the job does not have.
        (FinetuneJob, "Check the labels and the model.", "Check the labels and the model."),
        (FinetuneJob, "Remove /a/class_names and class_names.csv.", "Remove /a/class_names and class_names.csv."),
        (PredictJob, "Name them by class_names.", "Name them by class_names."),
    ],
)
def test_remedies_name_settings_as_they_are_typed(job_type: type[Job], remedy: str, expected: str) -> None:
    assert remedy_in_option_names(remedy, job_type) == expected


def test_an_output_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    work = """
    def operation(job, reporter):
        raise ZeroDivisionError("the work must not start")
    """
    arguments = ["--input", "a.tif", "--model", "m", "--output", "missing/o.tif"]
    outcome = run_with_operation("predict", work, "predict", *arguments, folder=tmp_path)
    assert outcome.returncode == 2
    (line,) = outcome.stderr.splitlines()
    assert line.startswith("deepsat: The output cannot be written.")
    assert str(tmp_path / "missing") in line


def test_a_mistake_of_ours_shows_its_traceback_and_status_1() -> None:
    outcome = run_with_operation("doctor", "def operation(job, reporter): return {}[7]", "doctor")
    assert outcome.returncode == 1
    assert outcome.stdout == ""
    assert outcome.stderr.startswith("deepsat: DeepSat made a mistake. Found: KeyError: 7.")
    assert "Traceback" in outcome.stderr


def test_a_result_that_is_not_json_is_a_mistake_of_ours() -> None:
    outcome = run_with_operation("doctor", "def operation(job, reporter): return {'x': {1, 2}}", "doctor")
    assert outcome.returncode == 1
    assert "TypeError" in outcome.stderr


def test_only_the_result_is_on_standard_output() -> None:
    body = """
    import ctypes, os, subprocess

    def operation(job, reporter):
        print("from Python")
        os.write(1, b"from the system\\n")
        libc = ctypes.CDLL(None)
        libc.puts(b"from C")
        libc.fflush(None)
        subprocess.run(["echo", "from a child"], check=True)
        reporter.progress(0.5, "half", "Half of it")
        reporter.log("mind the gap", "warning")
        return {"iou": [float("nan"), 0.5], "name": "Höhe"}
    """
    outcome = run_with_operation("doctor", body, "doctor")
    assert outcome.returncode == 0
    assert json.loads(outcome.stdout) == {"iou": [None, 0.5], "name": "Höhe"}
    for text in (
        "from Python",
        "from the system",
        "from C",
        "from a child",
        " 50 %  Half of it",
        "Warning: mind the gap",
    ):
        assert text in outcome.stderr


def test_an_examination_that_fails_is_not_a_success() -> None:
    body = "def operation(job, reporter): return {'ok': False, 'markdown': '## broken'}"
    outcome = run_with_operation("doctor", body, "doctor")
    assert outcome.returncode == 2
    assert "## broken" in outcome.stderr
    assert json.loads(outcome.stdout)["ok"] is False


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("deepsat.checkpoints.model_folder")
    outcome = deepsat_command("info", "--model", "nothing here", folder=tmp_path)
    assert outcome.returncode == 2
    (line,) = outcome.stderr.splitlines()
    assert line.startswith("deepsat: The model folder cannot be used.")
    assert str(tmp_path / "nothing here") in line


SLOW = """
import pathlib, time
from deepsat.outputs.temporary_files import whole_file

def operation(job, reporter):
    with whole_file(pathlib.Path(job.output)) as file:
        file.write_bytes(b"half")
        reporter.progress(0.5, "half", "Half of it")
        while True:
            reporter.check_cancelled()
            time.sleep(0.01)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_cancels_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    arguments = ["predict", "--input", "a.tif", "--model", "m", "--output", "o.tif"]
    command = [sys.executable, "-c", script_with_operation("predict", SLOW), *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=environment(), cwd=tmp_path, text=True, **pipes) as process:  # type: ignore[call-overload]
        assert process.stderr.readline() == " 50 %  Half of it\n"
        process.send_signal(number)
        output, errors = process.communicate(timeout=10)
    assert process.returncode == 2
    assert output == ""
    assert "Cancelled" in errors
    assert "Traceback" not in errors
    assert list(tmp_path.iterdir()) == []


def test_a_map_job_is_finetuning_and_then_predicting(tmp_path: Path) -> None:
    body = """
    def operation(job, reporter):
        from deepsat import operations
        operations._finetune = finetune
        operations._predict = predict
        return operations._map(job, reporter)

    def finetune(job, reporter):
        reporter.progress(1.0, "all", "trained")
        return {"model": job.model, "report": job.report, "device": "cpu", "findings": ["one"], "seconds": 1e9}

    def predict(job, reporter):
        reporter.progress(1.0, "predict", "mapped " + job.model)
        return {"output": job.output, "device": "cpu", "findings": ["two"], "seconds": 1e9}
    """
    arguments = ["--input", "a.tif", *TRAINING, "--model", "m", "--output", "o.tif", "--report", "r.html"]
    outcome = run_with_operation("map", body, "map", *arguments, folder=tmp_path)
    result = json.loads(outcome.stdout)
    assert outcome.stderr.splitlines() == [" 85 %  trained", f"100 %  mapped {tmp_path / 'm'}"]
    assert 0 <= result.pop("seconds") < 60
    assert result == {
        "model": str(tmp_path / "m"),
        "report": str(tmp_path / "r.html"),
        "output": str(tmp_path / "o.tif"),
        "device": "cpu",
        "findings": ["one", "two"],
    }


def test_info_reads_the_card_of_a_checkpoint_too(tmp_path: Path) -> None:
    from deepsat.checkpoints.checkpoint import save_checkpoint
    from deepsat.checkpoints.checkpoint_card import CheckpointCard, PretrainingFacts
    from deepsat.encoders import Architecture, build_network
    from deepsat.imagery import Band

    architecture = Architecture(in_channels=2, classes=1, decoder_channels=(16, 8, 8), input_scale=1)
    facts = PretrainingFacts(
        "embedding_earth", ("encoder",), "random", ("alps", "andes"), 5, 1000, "CC0", 3, 7, 7, 1.0, {}, {}
    )
    card = CheckpointCard(
        (Band("B04", 665.0), Band("B08", 833.0)), architecture, facts, (5.0, 45.0, 15.0, 48.0), "0.1.0", "2.13.0"
    )
    save_checkpoint(tmp_path / "start", build_network(architecture), card)
    outcome = deepsat_command("info", "--model", str(tmp_path / "start"))
    assert outcome.returncode == 0, outcome.stderr
    result = json.loads(outcome.stdout)
    assert (result["kind"], result["model"]) == ("checkpoint", str(tmp_path / "start"))
    assert result["card"]["properties"]["deepsat:pretraining"]["places"] == ["alps", "andes"]
    assert "checkpoint" in deepsat_command("info", "--help").stdout


def test_info_on_a_folder_with_neither_card(tmp_path: Path) -> None:
    outcome = deepsat_command("info", "--model", str(tmp_path))
    assert outcome.returncode == 2
    assert "model.json" in outcome.stderr
