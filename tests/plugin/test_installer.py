"""The set-up behind the panel's button: it runs in the background, can be cancelled, and tells why it failed."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, Iterator

import pytest

from tests.plugin.waiting import wait_until


@pytest.fixture
def installer(qgis_app: Any) -> Iterator[Any]:
    """The installer, with whatever it tells in `told`."""
    from deepsat_qgis.dock.setup.installer import Installer

    installer = Installer()
    installer.told = {name: [] for name in ("started", "progressed", "failed", "cancelled", "done")}
    for name, calls in installer.told.items():
        getattr(installer, name).connect(lambda *values, calls=calls: calls.append(values))
    yield installer
    installer.close()


def test_cancelling_stops_it_and_makes_nothing(installer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPSAT_ENVIRONMENTS", str(tmp_path / "environments"))
    installer.start()
    installer.cancel()
    told = installer.told
    wait_until(lambda: bool(told["failed"] or told["cancelled"] or told["done"]), seconds=60)
    assert installer.told["started"] == [()]
    assert installer.told["cancelled"] == [()]
    assert installer.told["failed"] == installer.told["done"] == []


def test_a_failure_is_told_in_words_and_it_can_be_started_again(
    installer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DEEPSAT_ENVIRONMENTS", str(tmp_path / "file" / "environments"))
    for times in (1, 2):
        installer.start()
        wait_until(lambda times=times: len(installer.told["failed"]) == times, seconds=60)
    ((failure,), _) = installer.told["failed"]
    assert str(tmp_path / "file") in failure.text


def test_closing_leaves_no_thread(installer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPSAT_ENVIRONMENTS", str(tmp_path / "environments"))
    installer.start()
    installer.close()
    assert "deepsat-installer" not in {thread.name for thread in threading.enumerate()}
