"""Outputs appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyogrio
import pyogrio.raw
import pytest
import shapely

import deepsat
from deepsat.jobs import Cancelled, ErrorCode, UserError
from deepsat.outputs.living_processes import process_lives
from deepsat.outputs.output_checks import check_disk_space, check_file_writable, check_folder_writable, check_writable
from deepsat.outputs.temporary_files import whole_file, whole_folder


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_appears_at_the_end_of_the_block(tmp_path: Path) -> None:
    final = tmp_path / "Karte Zürich.tif"
    with whole_file(final) as temporary:
        temporary.write_bytes(b"pixels")
        assert temporary.parent == tmp_path
        assert temporary.suffix == ".tif"
        assert temporary.name.startswith(".~")
        assert not final.exists()
    assert final.read_bytes() == b"pixels"
    assert names_in(tmp_path) == ["Karte Zürich.tif"]


@pytest.mark.parametrize("failure", [ValueError("bad pixel"), Cancelled(), KeyboardInterrupt()])
def test_a_failure_leaves_nothing_and_the_file_before_survives(tmp_path: Path, failure: BaseException) -> None:
    final = tmp_path / "map.tif"
    final.write_bytes(b"before")
    with pytest.raises(type(failure)), whole_file(final) as temporary:
        temporary.write_bytes(b"half")
        Path(f"{temporary}.aux.xml").write_text("<PAMDataset/>")
        raise failure
    assert final.read_bytes() == b"before"
    assert names_in(tmp_path) == ["map.tif"]


def test_sidecars_are_renamed_with_their_file_and_old_ones_go(tmp_path: Path) -> None:
    final = tmp_path / "map.tif"
    for suffix in ("", ".aux.xml", ".ovr"):
        Path(f"{final}{suffix}").write_text(f"old{suffix}")
    with whole_file(final) as temporary:
        temporary.write_text("new")
        Path(f"{temporary}.aux.xml").write_text("new legend")
    assert names_in(tmp_path) == ["map.tif", "map.tif.aux.xml"]
    assert Path(f"{final}.aux.xml").read_text() == "new legend"


def test_sidecars_stay_where_a_map_cannot_be_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows while QGIS shows the map: with names of other classes it would show another map."""
    final = tmp_path / "map.tif"
    for suffix in ("", ".aux.xml", ".ovr"):
        Path(f"{final}{suffix}").write_text(f"old{suffix}")
    replace = os.replace

    def refused(source: Path, target: Path) -> None:
        if target == final and source != final:
            raise PermissionError(13, "used by another process", str(source))
        replace(source, target)

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(UserError) as caught, whole_file(final) as temporary:
        temporary.write_text("new")
        Path(f"{temporary}.aux.xml").write_text("new legend")
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE
    found = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert found == {"map.tif": "old", "map.tif.aux.xml": "old.aux.xml", "map.tif.ovr": "old.ovr"}


def write_geopackage(path: Path, count: int, name: str) -> None:
    squares = shapely.to_wkb(shapely.box(np.arange(count), 0, np.arange(count) + 1, 1))
    pyogrio.raw.write(
        path, squares, [np.full(count, name, dtype=object)], np.array(["class"]), layer="land_cover", driver="GPKG",
        geometry_type="Polygon", crs="EPSG:32632",
    )  # fmt: skip


def leave_edits_in_the_journal(path: Path) -> None:
    """Edits a GeoPackage as QGIS does, and leaves it as a crash would."""
    edit = f"""
        import os, sqlite3
        file = sqlite3.connect({str(path)!r})
        file.execute("pragma journal_mode = wal")
        for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            file.create_function(name, 1, lambda geometry: 0)
        file.execute("update land_cover set class = 'edited' where fid < 2000")
        file.commit()
        os._exit(0)
        """
    subprocess.run([sys.executable, "-c", textwrap.dedent(edit)], check=True)
    assert Path(f"{path}-wal").stat().st_size > 0


def test_edits_that_wait_beside_a_geopackage_go_with_it(tmp_path: Path) -> None:
    final = tmp_path / "land.gpkg"
    write_geopackage(final, 3000, "old")
    leave_edits_in_the_journal(final)
    with whole_file(final) as temporary:
        write_geopackage(temporary, 4000, "new")
    assert names_in(tmp_path) == ["land.gpkg"]
    with contextlib.closing(sqlite3.connect(final)) as file:
        assert file.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert file.execute("select class, count(*) from land_cover group by class").fetchall() == [("new", 4000)]


def test_edits_that_wait_stay_where_the_new_file_fails(tmp_path: Path) -> None:
    final = tmp_path / "land.gpkg"
    write_geopackage(final, 3000, "old")
    leave_edits_in_the_journal(final)
    with pytest.raises(ValueError, match="bad polygon"), whole_file(final) as temporary:
        temporary.write_bytes(b"half")
        raise ValueError("bad polygon")
    with contextlib.closing(sqlite3.connect(final)) as file:
        assert file.execute("select class, count(*) from land_cover group by class").fetchall() == [
            ("edited", 1999),
            ("old", 1001),
        ]


def test_journals_stay_where_a_file_cannot_be_replaced_and_that_is_said(tmp_path: Path) -> None:
    final = tmp_path / "land.gpkg"
    for suffix in ("-wal", "-journal"):
        Path(f"{final}{suffix}").write_text(f"edits{suffix}")
    with pytest.raises(UserError) as caught, whole_file(final) as temporary:
        temporary.write_bytes(b"new")
        final.mkdir()
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert names_in(tmp_path) == ["land.gpkg", "land.gpkg-journal", "land.gpkg-wal"]
    assert Path(f"{final}-wal").read_text() == "edits-wal"
    assert Path(f"{final}-journal").read_text() == "edits-journal"


def test_a_failure_of_reading_is_not_blamed_on_the_output(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "map.tif"):
        (tmp_path / "no such input.tif").read_bytes()
    assert names_in(tmp_path) == []


def test_a_long_name_works(tmp_path: Path) -> None:
    final = tmp_path / f"{'a' * 250}.tif"
    with whole_file(final) as temporary:
        assert len(temporary.name) < 40
        temporary.write_bytes(b"pixels")
    assert final.read_bytes() == b"pixels"


def test_two_files_at_once(tmp_path: Path) -> None:
    with whole_file(tmp_path / "map.tif") as first, whole_file(tmp_path / "map.tif") as second:
        assert first != second
        first.write_bytes(b"1")
        second.write_bytes(b"2")
    assert (tmp_path / "map.tif").read_bytes() == b"1"
    assert names_in(tmp_path) == ["map.tif"]


def test_a_folder_appears_at_the_end_of_the_block(tmp_path: Path) -> None:
    final = tmp_path / "model"
    with whole_folder(final) as temporary:
        (temporary / "model.json").write_text("{}")
        (temporary / "inner").mkdir()
        (temporary / "inner" / "weights").write_bytes(b"w")
        assert not final.exists()
    assert names_in(tmp_path) == ["model"]
    assert (final / "inner" / "weights").read_bytes() == b"w"


CARD = '{"properties": {"deepsat:version": "0.1.0"}}'
MODEL = {"model.json": CARD, "model.safetensors": "w", "forest.safetensors": "f", "config.json": "{}"}
CHECKPOINT = {"checkpoint.json": CARD, "checkpoint.safetensors": "w", "log/events.out.tfevents.1.host.0": "e"}
OF_SYSTEMS = {".DS_Store": "", "._model.json": "", "Thumbs.db": "", "desktop.ini": "", "model.json.aux.xml": "<P/>"}


def written(folder: Path, contents: dict[str, str]) -> Path:
    for name, text in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("before", [{}, OF_SYSTEMS, MODEL, {**MODEL, **OF_SYSTEMS}])
def test_an_empty_or_a_model_folder_is_replaced(tmp_path: Path, before: dict[str, str]) -> None:
    final = tmp_path / "model"
    final.mkdir()
    written(final, before)
    with whole_folder(final) as temporary:
        (temporary / "model.json").write_text('{"new": true}')
    assert names_in(tmp_path) == ["model"]
    assert names_in(final) == ["model.json"]
    assert (final / "model.json").read_text() == '{"new": true}'


def test_a_checkpoint_with_its_log_is_replaced(tmp_path: Path) -> None:
    final = written(tmp_path / "start", {**CHECKPOINT, "log/.DS_Store": ""})
    with whole_folder(final, card="checkpoint.json") as temporary:
        (temporary / "checkpoint.json").write_text(CARD)
    assert names_in(final) == ["checkpoint.json"]


@pytest.mark.parametrize(
    ("card", "contents", "strangers"),
    [
        ("model.json", {"model.json": '{"format": "layers-model"}'}, "model.json"),
        ("model.json", {"model.json": '{"format": "layers-model"}', "group1-shard1of1.bin": "w"},
         "group1-shard1of1.bin, model.json"),
        ("model.json", {"model.json": '{"properties": ["deepsat:"]}'}, "model.json"),
        ("model.json", {"model.json": "[" * 100_000}, "model.json"),
        ("model.json", {**MODEL, "thesis.docx": "mine", "notes/a.txt": "mine"}, "notes, thesis.docx, notes/a.txt"),
        ("model.json", {**MODEL, **CHECKPOINT}, "checkpoint.json, checkpoint.safetensors, log, ..."),
        ("checkpoint.json", {**CHECKPOINT, "notes.txt": "mine"}, "notes.txt"),
        ("checkpoint.json", {**CHECKPOINT, "log/notes.txt": "mine"}, "log/notes.txt"),
        ("checkpoint.json", {**CHECKPOINT, "model.safetensors": "mine"}, "model.safetensors"),
    ],
)  # fmt: skip
def test_files_of_somebody_else_are_never_removed(
    tmp_path: Path, card: str, contents: dict[str, str], strangers: str
) -> None:
    final = written(tmp_path / "folder", contents)
    with pytest.raises(UserError) as caught:
        check_folder_writable(final, card)
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert caught.value.found == f"a folder with other contents ({strangers}) ({final})"
    for _ in range(3):
        with contextlib.suppress(UserError), whole_folder(final, card == "model.json", card) as temporary:
            (temporary / card).write_text(CARD)
    kept = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert kept >= {Path(name).name for name in contents}


def test_a_file_that_comes_during_the_work_goes_with_the_model_before(tmp_path: Path) -> None:
    final = written(tmp_path / "model", {**MODEL, "notes.txt": "mine"})
    with whole_folder(final, keep_previous=True) as temporary:
        (temporary / "model.json").write_text(CARD)
    assert names_in(final) == ["model.json"]
    assert (tmp_path / "model.previous" / "notes.txt").read_text() == "mine"
    with pytest.raises(UserError, match=r"notes\.txt"), whole_folder(final, keep_previous=True):
        pytest.fail("the block must not run")
    assert (tmp_path / "model.previous" / "notes.txt").read_text() == "mine"


def test_a_model_folder_survives_a_failed_rewrite(tmp_path: Path) -> None:
    final = tmp_path / "model"
    final.mkdir()
    (final / "model.json").write_text(CARD)
    with pytest.raises(Cancelled), whole_folder(final) as temporary:
        (temporary / "model.json").write_text("half")
        raise Cancelled
    assert (final / "model.json").read_text() == CARD
    assert names_in(tmp_path) == ["model"]


def test_a_folder_of_somebody_else_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"meow")
    with pytest.raises(UserError) as caught, whole_folder(tmp_path / "photos"):
        pytest.fail("the block must not run")
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert "cat.jpg" in str(caught.value)
    assert (tmp_path / "photos" / "cat.jpg").read_bytes() == b"meow"


def code_of_refusal(check: object, path: Path) -> tuple[ErrorCode, str]:
    with pytest.raises(UserError) as caught:
        check(path)  # type: ignore[operator]
    return caught.value.code, str(caught.value)


def test_paths_that_cannot_be_written_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    (tmp_path / "folder").mkdir()
    code, text = code_of_refusal(check_writable, tmp_path / "missing" / "map.tif")
    assert code is ErrorCode.OUTPUT_UNWRITABLE
    assert str(tmp_path / "missing") in text
    code, text = code_of_refusal(check_writable, tmp_path / "file" / "map.tif")
    assert code is ErrorCode.OUTPUT_UNWRITABLE
    assert "a file of this name" in text
    assert code_of_refusal(check_file_writable, tmp_path / "folder")[0] is ErrorCode.OUTPUT_UNWRITABLE
    assert code_of_refusal(check_folder_writable, tmp_path / "file")[0] is ErrorCode.OUTPUT_UNWRITABLE
    assert names_in(tmp_path) == ["file", "folder"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_devices_and_pipes_are_not_replaced(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for path in (pipe, link):
        code, text = code_of_refusal(check_file_writable, path)
        assert code is ErrorCode.OUTPUT_UNWRITABLE
        assert "a device or a pipe" in text
    assert pipe.is_fifo() and link.is_symlink()


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that refuses even root")
def test_a_folder_that_takes_no_files_is_refused() -> None:
    code, text = code_of_refusal(check_writable, Path("/proc/map.tif"))
    assert code is ErrorCode.OUTPUT_UNWRITABLE
    assert "/proc" in text


def test_paths_that_can_be_written_are_accepted_and_unchanged(tmp_path: Path) -> None:
    (tmp_path / "map.tif").write_text("before")
    (tmp_path / "model").mkdir()
    for name in ("map.tif", "new.tif", "model"):
        check_writable(tmp_path / name)
    assert names_in(tmp_path) == ["map.tif", "model"]
    assert (tmp_path / "map.tif").read_text() == "before"


def test_disk_space_is_compared_with_what_is_free(tmp_path: Path) -> None:
    check_disk_space(tmp_path, 1)
    with pytest.raises(UserError) as caught:
        check_disk_space(tmp_path, 10**18)
    assert caught.value.code is ErrorCode.DISK_FULL
    assert "1000000000.0 GB" in caught.value.expected


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A mounted disk of 64 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "deepsat-test", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("only root on Linux may mount the small disk that this test fills")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_named_and_leaves_nothing(small_disk: Path) -> None:
    with pytest.raises(UserError) as caught, whole_file(small_disk / "map.tif") as temporary:
        temporary.write_bytes(bytes(10**6))
    assert caught.value.code is ErrorCode.DISK_FULL
    assert str(small_disk) in str(caught.value)
    assert names_in(small_disk) == []


def test_a_full_disk_is_named_for_rasters_too(small_disk: Path) -> None:
    """GDAL's errors carry no error number."""
    rasterio = pytest.importorskip("rasterio")
    numpy = pytest.importorskip("numpy")
    noise = numpy.random.default_rng(0).integers(0, 255, (1, 600, 600), dtype=numpy.uint8)
    layout = {"driver": "GTiff", "count": 1, "height": 600, "width": 600, "dtype": "uint8"}
    layout["transform"] = rasterio.Affine(10, 0, 5e5, 0, -10, 5e6)

    def write() -> None:
        with whole_file(small_disk / "map.tif") as temporary, rasterio.open(temporary, "w", **layout) as dataset:
            dataset.write(noise)

    with pytest.raises(UserError) as caught:
        write()
    assert caught.value.code is ErrorCode.DISK_FULL
    assert names_in(small_disk) == []


def test_a_full_disk_is_named_for_vector_files_too(small_disk: Path) -> None:
    """SQLite says it in words."""
    raw, place = pytest.importorskip("pyogrio").raw, pytest.importorskip("numpy").array(["here"], dtype=object)
    from deepsat.outputs.vector_files import written_by_gdal

    def write() -> None:
        with whole_file(small_disk / "map.gpkg") as temporary, written_by_gdal(temporary):
            raw.write(temporary, None, [place], ["name"], layer="map", geometry_type=None, driver="GPKG")

    with pytest.raises(UserError) as caught:
        write()
    assert caught.value.code is ErrorCode.DISK_FULL
    assert names_in(small_disk) == []


def test_a_vector_file_that_fails_is_told_without_the_statement_that_failed(tmp_path: Path) -> None:
    raw, place = pytest.importorskip("pyogrio").raw, pytest.importorskip("numpy").array(["here"], dtype=object)
    from deepsat.outputs.vector_files import written_by_gdal

    path = tmp_path / "gone" / "map.gpkg"
    with pytest.raises(OSError, match="unable to open database file") as caught, written_by_gdal(path):
        raw.write(path, None, [place], ["name"], layer="map", geometry_type=None, driver="GPKG")
    assert caught.value.strerror == "unable to open database file"


def test_a_file_too_large_for_the_disk_is_named(tmp_path: Path) -> None:
    def write() -> None:
        with whole_file(tmp_path / "map.tif") as temporary:
            temporary.write_bytes(bytes(10**6))

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(UserError) as caught:
            write()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert "files of this size" in caught.value.expected
    assert names_in(tmp_path) == []


WRITE_AND_WAIT = textwrap.dedent(
    """
    import pathlib, sys, time
    from deepsat.outputs.temporary_files import whole_file, whole_folder
    final = pathlib.Path(sys.argv[1])
    with whole_file(final / "map.tif") as file, whole_folder(final / "model") as folder:
        file.write_bytes(b"half")
        pathlib.Path(f"{file}.aux.xml").write_text("half")
        (folder / "model.json").write_text("half")
        print("half", flush=True)
        time.sleep(60)
    """
)


def test_a_killed_process_leaves_only_temporary_names_and_the_next_write_removes_them(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITE_AND_WAIT, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(deepsat.__file__).parent.parent)}
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
    assert writer.stdout is not None
    with writer.stdout:
        assert writer.stdout.readline() == b"half\n"
        with whole_file(tmp_path / "map.tif") as file:
            file.write_bytes(b"of somebody who writes at the same time")
        assert len([name for name in names_in(tmp_path) if name.startswith(".~")]) == 3, (
            "a living process keeps its files"
        )
        (tmp_path / "map.tif").unlink()
        writer.kill()
        writer.wait()
    assert len(names_in(tmp_path)) == 3
    assert all(name.startswith(".~") for name in names_in(tmp_path))
    with whole_file(tmp_path / "map.tif") as file:
        file.write_bytes(b"whole")
    with whole_folder(tmp_path / "model") as folder:
        (folder / "model.json").write_text("whole")
    assert names_in(tmp_path) == ["map.tif", "model"]


def test_living_processes() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert process_lives(child.pid)
    child.communicate(b"\n")
    assert not process_lives(child.pid)
    assert process_lives(os.getpid())
    assert not process_lives(0)
