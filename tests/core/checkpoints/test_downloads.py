"""Downloads, against a real server on this computer: verified, carried on after a break, refused in words."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import http.server
import json
import os
import threading
import time
import types
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from safetensors.torch import save

from deepsat import operations
from deepsat.checkpoints import downloads, transfer
from deepsat.checkpoints.checkpoint import load_checkpoint
from deepsat.checkpoints.connection import Connection
from deepsat.checkpoints.downloads import address_of, download_checkpoint
from deepsat.checkpoints.importing import run
from deepsat.checkpoints.names import folder_of_checkpoint
from deepsat.checkpoints.transfer import Wanted, fetch
from deepsat.encoders import Architecture, build_network
from deepsat.jobs import Cancelled, DownloadCheckpointJob, ErrorCode, ImportCheckpointJob, UserError
from deepsat.jobs.choices import FILE_KINDS
from deepsat.jobs.published_weights import PUBLISHED, PublishedWeights
from deepsat.reporting import SilentReporter

CONTENT = bytes(range(256)) * 4000
OTHER = CONTENT[::-1]
SHA256 = "sha256:" + hashlib.sha256(CONTENT).hexdigest()


class Server(http.server.ThreadingHTTPServer):
    """Serves one file under every path, and can be made to misbehave."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.content = CONTENT
        self.etag = '"one"'
        self.ranges = True
        self.break_after: int | None = None
        self.status = 200
        self.stall = threading.Event()
        self.stalls = False
        self.sent = 0
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/weights.ckpt"


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        server = self.server
        server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        if server.stalls:
            server.stall.wait(20)
            return
        if server.status != 200:
            self.send_error(server.status)
            return
        start = self._start()
        if start is not None and start >= len(server.content):
            self.send_error(416)
            return
        body = server.content[start or 0 :]
        self.send_response(200 if start is None else 206)
        self.send_header("Content-Length", str(len(body)))
        if server.etag:
            self.send_header("ETag", server.etag)
        if start is not None:
            self.send_header("Content-Range", f"bytes {start}-{len(server.content) - 1}/{len(server.content)}")
        self.end_headers()
        body = body[: server.break_after]
        for position in range(0, len(body), 50_000):
            self.wfile.write(body[position : position + 50_000])
            server.sent += len(body[position : position + 50_000])
        self.close_connection = True

    def _start(self) -> int | None:
        """Where the client wants to go on; None for the whole file."""
        wanted = self.headers.get("Range")
        if not wanted or not self.server.ranges:
            return None
        if self.headers.get("If-Range", self.server.etag) != self.server.etag:
            return None
        return int(wanted.removeprefix("bytes=").removesuffix("-"))

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.delenv("DEEPSAT_CHECKPOINT_URL", raising=False)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as started:
        thread = threading.Thread(target=started.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield started
        started.stall.set()
        started.shutdown()
        thread.join()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "weights.ckpt"


def failure(wanted: Wanted, target: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        fetch(wanted, target, SilentReporter())
    return caught.value


def test_a_good_file_arrives_and_its_progress_is_told(server: Server, target: Path) -> None:
    reporter = SilentReporter()
    assert fetch(Wanted(server.url, SHA256), target, reporter) == len(CONTENT)
    assert target.read_bytes() == CONTENT
    assert os.listdir(target.parent) == [target.name]
    fraction, stage, text, figures = [entry for entry in reporter.progressed if entry[1] == "download"][-1]
    assert (fraction, stage, figures["megabytes"]) == (0.95, "download", 1.024)
    assert figures["megabytes_per_second"] > 0
    assert text.startswith("1.0 of 1.0 MB, ") and text.endswith(" MB/s.")
    assert server.asked[0][1]["accept-encoding"] == "identity"


def test_a_file_that_is_there_is_not_fetched_again(server: Server, target: Path) -> None:
    target.write_bytes(CONTENT)
    assert fetch(Wanted(server.url, SHA256), target, SilentReporter()) == 0
    assert server.asked == []
    target.write_bytes(OTHER)
    assert fetch(Wanted(server.url, SHA256), target, SilentReporter()) == len(CONTENT)
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize(
    "checksum", ["md5:" + hashlib.md5(CONTENT).hexdigest(), SHA256[:15], SHA256.upper().replace("SHA256", "sha256")]
)
def test_md5_and_the_beginning_of_a_sha256_verify_too(server: Server, target: Path, checksum: str) -> None:
    assert fetch(Wanted(server.url, checksum), target, SilentReporter()) == len(CONTENT)


@pytest.mark.parametrize("checksum", ["md5:" + "0" * 32, "sha256:01234567"])
def test_a_wrong_file_is_removed_and_both_checksums_are_told(server: Server, target: Path, checksum: str) -> None:
    error = failure(Wanted(server.url, checksum), target)
    algorithm, digits = checksum.split(":")
    found = hashlib.new(algorithm, CONTENT).hexdigest()[: len(digits)]
    assert error.code is ErrorCode.DOWNLOAD_DAMAGED
    assert error.expected == f"{algorithm.upper()} {digits}"
    assert f"{algorithm.upper()} {found} at {server.url}" in error.found
    assert os.listdir(target.parent) == []


def test_a_broken_transfer_goes_on_where_it_stopped(server: Server, target: Path) -> None:
    server.break_after = 300_000
    error = failure(Wanted(server.url, SHA256), target)
    assert error.code is ErrorCode.DOWNLOAD_FAILED
    assert "0.3 of 1.0 MB" in error.found and "0.3 MB that have arrived are kept" in error.found
    assert error.remedy == "Start again: it goes on where it stopped."
    assert sorted(os.listdir(target.parent)) == ["weights.ckpt.part", "weights.ckpt.part.json"]
    assert (server.sent, target.with_suffix(".ckpt.part").stat().st_size) == (300_000, 300_000)
    server.break_after = None
    assert fetch(Wanted(server.url, SHA256), target, SilentReporter()) == len(CONTENT) - 300_000
    assert server.sent == len(CONTENT)
    assert {name: server.asked[1][1][name] for name in ("range", "if-range")} == {
        "range": "bytes=300000-",
        "if-range": '"one"',
    }
    assert target.read_bytes() == CONTENT
    assert os.listdir(target.parent) == [target.name]


def broken_off(server: Server, target: Path) -> None:
    """A part of 300,000 bytes is left."""
    server.break_after = 300_000
    failure(Wanted(server.url, SHA256), target)
    server.break_after, server.sent = None, 0


def test_a_server_without_ranges_sends_everything_again(server: Server, target: Path) -> None:
    server.ranges = False
    broken_off(server, target)
    assert fetch(Wanted(server.url, SHA256), target, SilentReporter()) == len(CONTENT)
    assert server.sent == len(CONTENT)
    assert target.read_bytes() == CONTENT


def test_a_file_that_changed_in_between_is_fetched_from_its_beginning(server: Server, target: Path) -> None:
    server.content, server.etag = OTHER, '"another"'
    broken_off(server, target)
    server.content, server.etag = CONTENT, '"one"'
    assert fetch(Wanted(server.url, SHA256), target, SilentReporter()) == len(CONTENT)
    assert target.read_bytes() == CONTENT


def test_a_change_that_no_mark_tells_is_found_by_the_checksum(server: Server, target: Path) -> None:
    server.content, server.etag = OTHER, ""
    broken_off(server, target)
    server.content = CONTENT
    assert failure(Wanted(server.url, SHA256), target).code is ErrorCode.DOWNLOAD_DAMAGED
    assert fetch(Wanted(server.url, SHA256), target, SilentReporter()) == len(CONTENT)


def test_a_weak_mark_is_not_trusted(server: Server, target: Path) -> None:
    server.etag = 'W/"one"'
    broken_off(server, target)
    assert fetch(Wanted(server.url, SHA256), target, SilentReporter()) == len(CONTENT) - 300_000
    assert "if-range" not in server.asked[1][1]


def test_a_part_that_is_whole_already_is_verified(server: Server, target: Path) -> None:
    target.with_suffix(".ckpt.part").write_bytes(CONTENT)
    assert fetch(Wanted(server.url, SHA256), target, SilentReporter()) == 0
    assert target.read_bytes() == CONTENT


def test_a_part_from_elsewhere_goes_on_at_a_mirror_without_its_mark(server: Server, target: Path) -> None:
    broken_off(server, target)
    mirror = server.url.replace("/weights", "/mirror/weights")
    assert fetch(Wanted(mirror, SHA256), target, SilentReporter()) == len(CONTENT) - 300_000
    assert "if-range" not in server.asked[1][1]


@pytest.mark.parametrize(
    ("status", "remedy"), [(404, "Check the address"), (503, "Try again later"), (407, "user and password")]
)
def test_an_error_of_the_server_is_told(server: Server, target: Path, status: int, remedy: str) -> None:
    server.status = status
    error = failure(Wanted(f"{server.url}?token=secret", SHA256), target)
    assert error.code is ErrorCode.DOWNLOAD_FAILED
    assert error.expected == f"the file at {server.url}"
    assert error.found.startswith(str(status))
    assert remedy in error.remedy
    assert os.listdir(target.parent) == []


def test_without_a_server_the_hint_names_the_proxy_and_mirrors(server: Server, target: Path) -> None:
    url = server.url
    server.server_close()
    error = failure(Wanted(url, SHA256), target)
    assert error.code is ErrorCode.DOWNLOAD_FAILED
    assert error.expected == f"a connection to 127.0.0.1:{url.split(':')[2].split('/')[0]}"
    assert error.found == "Connection refused"
    assert "HTTPS_PROXY" in error.remedy and "url_template" in error.remedy


def test_a_name_that_is_no_server_s(target: Path) -> None:
    error = failure(Wanted("http://no-such-server.invalid/weights.ckpt", SHA256), target)
    assert error.code is ErrorCode.DOWNLOAD_FAILED
    assert error.expected == "a connection to no-such-server.invalid"


def test_a_silent_server_is_given_up(server: Server, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server.stalls = True
    monkeypatch.setattr(transfer, "Connection", functools.partial(Connection, silence=0.3))
    started = time.monotonic()
    assert failure(Wanted(server.url, SHA256), target).found == "no answer in time"
    assert time.monotonic() - started < 3


def test_cancelling_takes_effect_while_the_server_is_silent(server: Server, target: Path) -> None:
    server.stalls = True
    reporter = SilentReporter()
    threading.Timer(0.3, lambda: setattr(reporter, "cancelled", True)).start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        fetch(Wanted(server.url, SHA256), target, reporter)
    assert 0.25 < time.monotonic() - started < 1.3


def test_cancelling_keeps_what_has_arrived(server: Server, target: Path) -> None:
    class CancelledOnceItComes(SilentReporter):
        def check_cancelled(self) -> None:
            part = target.with_suffix(".ckpt.part")
            self.cancelled = part.is_file() and part.stat().st_size > 0
            super().check_cancelled()

    with pytest.raises(Cancelled):
        fetch(Wanted(server.url, SHA256), target, CancelledOnceItComes())
    kept = target.with_suffix(".ckpt.part").stat().st_size
    assert 0 < kept < len(CONTENT)
    assert fetch(Wanted(server.url, SHA256), target, SilentReporter()) == len(CONTENT) - kept
    assert target.read_bytes() == CONTENT


def test_a_disk_without_room_is_known_before_the_file_comes(
    server: Server, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = types.SimpleNamespace(free=1_000_000)
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage)
    assert failure(Wanted(server.url, SHA256), target).code is ErrorCode.DISK_FULL
    assert not target.exists()


def test_the_proxy_of_the_environment_is_used(server: Server, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server stands in for a proxy: what it is asked for is the whole address."""
    monkeypatch.setenv("HTTP_PROXY", f"http://ada:secret@127.0.0.1:{server.server_port}")
    url = "http://weights.invalid/weights.ckpt"
    assert fetch(Wanted(url, SHA256), target, SilentReporter()) == len(CONTENT)
    assert [path for path, _ in server.asked] == [url]
    assert server.asked[0][1]["proxy-authorization"] == "Basic YWRhOnNlY3JldA=="


def test_a_proxy_that_is_not_there_is_named_without_its_password(
    server: Server, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.server_close()
    monkeypatch.setenv("HTTP_PROXY", f"http://ada:secret@127.0.0.1:{server.server_port}")
    error = failure(Wanted("http://weights.invalid/weights.ckpt", SHA256), target)
    assert error.expected == f"a connection to weights.invalid through the proxy 127.0.0.1:{server.server_port}"
    assert "secret" not in str(error)


def test_a_file_of_this_computer_is_copied(tmp_path: Path, target: Path) -> None:
    (tmp_path / "mirror").mkdir()
    source = tmp_path / "mirror" / "a b.ckpt"
    source.write_bytes(CONTENT)
    assert fetch(Wanted(source.as_uri(), SHA256), target, SilentReporter()) == len(CONTENT)
    assert target.read_bytes() == CONTENT
    error = failure(Wanted((tmp_path / "none.ckpt").as_uri(), SHA256), tmp_path / "other")
    assert error.code is ErrorCode.DOWNLOAD_FAILED
    assert "none.ckpt" in error.expected


WEIGHTS = PublishedWeights(
    name="tiny", title="Tiny", file="tiny weights.ckpt", url="http://127.0.0.1:9/tiny.ckpt", checksum=SHA256,
    kind="seco", bands=("B04",), licence="CC0", citation="Nobody 2020",
)  # fmt: skip


@pytest.fixture
def imports(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[ImportCheckpointJob, bytes]]:
    """What the importer was asked for, with the file that it was given."""
    asked: list[tuple[ImportCheckpointJob, bytes]] = []

    def import_checkpoint(
        job: ImportCheckpointJob, reporter: SilentReporter, *, licence: str, source: str
    ) -> dict[str, object]:
        asked.append((job, Path(job.input).read_bytes()))
        reporter.progress(1.0, "import", "Imported.")
        return {"output": job.output, "name": Path(job.output).name, "findings": []}

    monkeypatch.setattr(run, "import_checkpoint", import_checkpoint)
    monkeypatch.setattr(downloads, "PUBLISHED_BY_NAME", {"tiny": WEIGHTS})
    monkeypatch.setenv("DEEPSAT_CHECKPOINTS", str(tmp_path / "own"))
    return asked


Imports = list[tuple[ImportCheckpointJob, bytes]]


def test_a_download_becomes_a_checkpoint_of_its_name(server: Server, imports: Imports, tmp_path: Path) -> None:
    template = f"http://127.0.0.1:{server.server_port}/{{name}}/{{file}}"
    reporter = SilentReporter()
    result = download_checkpoint(DownloadCheckpointJob("tiny", url_template=template), reporter)
    ((job, content),) = imports
    assert content == CONTENT
    assert (job.output, job.file_kind) == (str(tmp_path / "own" / "tiny"), "seco")
    assert server.asked[0][0] == "/tiny/tiny%20weights.ckpt"
    assert {name: result[name] for name in ("name", "file", "bytes", "licence", "citation")} == {
        "name": "tiny",
        "file": "tiny weights.ckpt",
        "bytes": len(CONTENT),
        "licence": "CC0",
        "citation": "Nobody 2020",
    }
    assert result["url"] == f"http://127.0.0.1:{server.server_port}/tiny/tiny%20weights.ckpt"
    assert 0 <= result["seconds"] < 30
    assert json.dumps(result)
    fractions = [fraction for fraction, *_ in reporter.progressed]
    assert fractions == sorted(fractions) and fractions[-1] == 1.0
    assert os.listdir(tmp_path / "own" / ".downloads") == []


def test_a_download_goes_where_the_job_says(server: Server, imports: Imports, tmp_path: Path) -> None:
    template = f"http://127.0.0.1:{server.server_port}/{{file}}"
    download_checkpoint(DownloadCheckpointJob("tiny", str(tmp_path / "elsewhere"), template), SilentReporter())
    assert imports[0][0].output == str(tmp_path / "elsewhere")


def test_a_file_that_could_not_be_imported_is_not_fetched_again(
    server: Server, imports: Imports, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = DownloadCheckpointJob("tiny", url_template=f"http://127.0.0.1:{server.server_port}/{{file}}")
    works = run.import_checkpoint

    def fails(job: ImportCheckpointJob, reporter: SilentReporter, **told: str) -> None:
        raise UserError(ErrorCode.MODEL_INVALID, expected="a", found="b", remedy="C.")

    monkeypatch.setattr(run, "import_checkpoint", fails)
    with pytest.raises(UserError):
        download_checkpoint(job, SilentReporter())
    monkeypatch.setattr(run, "import_checkpoint", works)
    assert download_checkpoint(job, SilentReporter())["bytes"] == len(CONTENT)
    assert server.sent == len(CONTENT)


def test_from_the_network_to_a_start_by_name(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ResNet-18 for thirteen bands under torchvision's names, through the importer itself."""
    monkeypatch.setenv("DEEPSAT_CHECKPOINTS", str(tmp_path / "own"))
    encoder = build_network(Architecture(in_channels=13, classes=1)).state_dict()
    tensors = {
        name.removeprefix("encoder."): t.contiguous() for name, t in encoder.items() if name.startswith("encoder.")
    }
    server.content = save(tensors)
    checksum = f"sha256:{hashlib.sha256(server.content).hexdigest()}"
    weights = dataclasses.replace(
        WEIGHTS, file="resnet.safetensors", url=server.url, checksum=checksum, kind="torchgeo"
    )
    monkeypatch.setattr(downloads, "PUBLISHED_BY_NAME", {"tiny": weights})
    result = operations.run(DownloadCheckpointJob("tiny"), SilentReporter())
    assert result["used"] == len(tensors)
    folder = folder_of_checkpoint("tiny")
    assert folder == tmp_path / "own" / "tiny"
    loaded, card = load_checkpoint(folder)
    assert len(card.bands) == 13
    assert card.pretraining.licence == "CC0"
    assert card.imported is not None
    assert card.imported.source == f"Nobody 2020; {server.url}"
    key = "encoder.layer4.1.conv2.weight"
    torch.testing.assert_close(loaded[key], encoder[key], rtol=1e-3, atol=1e-6)


def test_an_output_that_cannot_be_written_is_refused_before_anything_is_fetched(
    server: Server, imports: Imports, tmp_path: Path
) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"")
    template = f"http://127.0.0.1:{server.server_port}/{{file}}"
    with pytest.raises(UserError) as caught:
        download_checkpoint(DownloadCheckpointJob("tiny", str(tmp_path / "photos"), template), SilentReporter())
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert server.asked == []


def test_an_unknown_name_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UserError) as caught:
        download_checkpoint(DownloadCheckpointJob("imagenet"), SilentReporter())
    assert caught.value.code is ErrorCode.CHECKPOINT_UNKNOWN
    assert caught.value.found == "'imagenet'"
    for weights in PUBLISHED:
        assert weights.name in caught.value.expected


def test_the_address_is_the_publisher_s_unless_a_mirror_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert address_of(WEIGHTS) == "http://127.0.0.1:9/tiny.ckpt"
    monkeypatch.setenv("DEEPSAT_CHECKPOINT_URL", "https://mirror.example/{file}")
    assert address_of(WEIGHTS) == "https://mirror.example/tiny%20weights.ckpt"
    assert address_of(WEIGHTS, "file:///mnt/{name}/{file}") == "file:///mnt/tiny/tiny%20weights.ckpt"


@pytest.mark.parametrize("template", ["ftp://mirror/{file}", "/mnt/{file}", "data:,{file}", "https://mirror/weights"])
def test_other_addresses_are_refused(template: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="url_template") as caught:
        address_of(WEIGHTS, template)
    assert caught.value.code is ErrorCode.INVALID_JOB
    monkeypatch.setenv("DEEPSAT_CHECKPOINT_URL", template)
    with pytest.raises(UserError, match="DEEPSAT_CHECKPOINT_URL"):
        address_of(WEIGHTS)


def test_redirection_to_other_schemes_is_not_followed(tmp_path: Path, target: Path) -> None:
    (tmp_path / "secret").write_bytes(CONTENT)

    class Redirecting(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", (tmp_path / "secret").as_uri())
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Redirecting) as redirecting:
        thread = threading.Thread(target=redirecting.handle_request)
        thread.start()
        error = failure(Wanted(f"http://127.0.0.1:{redirecting.server_port}/a", SHA256), target)
        thread.join()
    assert error.code is ErrorCode.DOWNLOAD_FAILED
    assert not target.exists()


def test_the_table_is_whole() -> None:
    assert len({weights.name for weights in PUBLISHED}) == len(PUBLISHED) >= 9
    for weights in PUBLISHED:
        algorithm, digits = weights.checksum.split(":")
        assert len(digits) == 32 if algorithm == "md5" else len(digits) in (8, 64)
        assert int(digits, 16) > 0
        assert weights.url.startswith("https://") and weights.url.endswith(f"/{weights.file}")
        assert weights.kind in FILE_KINDS
        assert weights.licence and weights.citation and weights.bands
    by_name = {weights.name: weights for weights in PUBLISHED}
    assert by_name["seco-resnet50-1m"].url == "https://zenodo.org/records/4728033/files/seco_resnet50_1m.ckpt"
    assert by_name["seco-resnet18-100k"].checksum == "md5:dcf336be31f6c6b0e77dcb6cc958fca8"
    assert by_name["ssl4eo-s12-resnet18-moco"].checksum == "sha256:59bfdff9"
    assert len(by_name["seco-eco-resnet50"].bands) == 12
