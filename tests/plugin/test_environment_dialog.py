"""The environment's dialog: what is there, what is missing, and what a person may choose."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from tests.plugin.waiting import wait_until
from tests.qgis_profile import worker_python


@pytest.fixture
def installer(qgis_app: Any) -> Iterator[Any]:
    """The installer."""
    from deepsat_qgis.dock.setup.installer import Installer

    installer = Installer()
    yield installer
    installer.close()


@pytest.fixture
def new_dialog(installer: Any) -> Iterator[Callable[[], Any]]:
    """Makes the dialog."""
    from deepsat_qgis.dock.setup.environment_dialog import EnvironmentDialog

    made: list[Any] = []

    def make() -> Any:
        made.append(EnvironmentDialog(installer))
        made[-1].show()
        return made[-1]

    yield make
    for dialog in made:
        dialog.close()
        dialog.deleteLater()


@pytest.fixture
def nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No environment anywhere."""
    monkeypatch.delenv("DEEPSAT_PYTHON", raising=False)
    monkeypatch.setenv("DEEPSAT_ENVIRONMENTS", str(tmp_path / "environments"))


def test_what_is_missing_is_said_and_can_be_installed(nothing_installed: None, new_dialog: Any) -> None:
    dialog = new_dialog()
    assert "not installed yet" in dialog.state.text()
    assert dialog.install_button.text() == "&Install"
    assert dialog.options().device == "auto"
    dialog.build.setCurrentIndex(dialog.build.findData("cpu"))
    options = dialog.options()
    assert (options.device, options.offline, options.existing) == ("cpu", None, None)


def test_a_folder_without_wheels_is_refused_in_words(
    nothing_installed: None, new_dialog: Any, installer: Any, tmp_path: Path
) -> None:
    (tmp_path / "wheels").mkdir()
    dialog = new_dialog()
    dialog.from_folder.click()
    dialog.install_button.click()
    assert dialog.problem.text() == "Choose the folder with the wheels first."
    assert not installer.is_running
    dialog.wheels.setFilePath(str(tmp_path / "wheels"))
    assert dialog.options().offline == tmp_path / "wheels"
    dialog.install_button.click()
    assert not dialog.install_button.isEnabled()
    assert dialog.progress.isVisible()
    wait_until(lambda: not installer.is_running, seconds=60)
    assert "wheels" in dialog.problem.text()
    assert dialog.install_button.isEnabled()


def test_a_python_that_lacks_everything_is_refused_in_words(
    nothing_installed: None, new_dialog: Any, installer: Any
) -> None:
    dialog = new_dialog()
    dialog.from_python.click()
    dialog.python.setFilePath("/bin/true")
    dialog.install_button.click()
    wait_until(lambda: not installer.is_running, seconds=60)
    assert "/bin/true" in dialog.problem.text()


def test_a_python_of_ones_own_is_what_is_asked_for(nothing_installed: None, new_dialog: Any, tmp_path: Path) -> None:
    dialog = new_dialog()
    dialog.from_python.click()
    assert not dialog.build.isEnabled()
    dialog.python.setFilePath(str(tmp_path / "python"))
    assert dialog.options().existing == tmp_path / "python"
    dialog.from_index.click()
    assert dialog.options().existing is None


def test_a_python_to_build_from_is_what_is_asked_for(nothing_installed: None, new_dialog: Any, tmp_path: Path) -> None:
    dialog = new_dialog()
    dialog.base.setFilePath(str(tmp_path / "python3"))
    assert dialog.options().base == tmp_path / "python3"
    dialog.from_python.click()
    assert not dialog.base.isEnabled()
    assert dialog.options().base is None


def test_a_python_of_ones_own_stays_the_choice_where_it_is_repaired(
    nothing_installed: None, new_dialog: Any, tmp_path: Path
) -> None:
    from deepsat_qgis.worker.lock_file import read_lock
    from deepsat_qgis.worker.records import EXISTING, Record, write_record

    folder = tmp_path / "environments" / f"{read_lock().key}-existing"
    folder.mkdir(parents=True)
    known = {field.name: "" for field in dataclasses.fields(Record)}
    record = Record(**{**known, "kind": EXISTING, "python": "/bin/sh", "markers": {}, "findings": (), "modules": {}})
    write_record(folder, dataclasses.replace(record, installed_at=1.0, seconds=1.0))
    dialog = new_dialog()
    assert dialog.install_button.text() == "Check and &repair"
    assert dialog.from_python.isChecked()
    assert dialog.options().existing == Path("/bin/sh")


def test_a_variable_that_names_nothing_is_said_with_what_helps(
    nothing_installed: None, new_dialog: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEEPSAT_PYTHON", "/not/there")
    dialog = new_dialog()
    assert "/not/there, named in the variable DEEPSAT_PYTHON" in dialog.state.text()
    assert dialog.state.text().endswith("Correct the variable DEEPSAT_PYTHON or remove it, and start QGIS again.")
    assert not dialog.install_button.isEnabled()
    monkeypatch.delenv("DEEPSAT_PYTHON")
    dialog.refresh()
    assert dialog.install_button.isEnabled()


def test_what_is_copied_of_a_failure_names_nobody_either(
    nothing_installed: None, new_dialog: Any, installer: Any
) -> None:
    from qgis.PyQt.QtWidgets import QApplication

    from deepsat.jobs import ErrorCode, UserError
    from deepsat_qgis.failures import failure_of

    dialog = new_dialog()
    found, details = f"{Path.home()}/secret/x", "Looking in indexes: https://anna:pass1234@repo.example/simple"
    error = UserError(ErrorCode.OUTPUT_UNWRITABLE, expected="", found=found, remedy="", details=details)
    installer.failed.emit(failure_of(error))
    dialog.copy_button.click()
    copied = QApplication.clipboard().text()
    assert "~/secret/x" in copied and str(Path.home()) not in copied
    assert "https://<credentials>@repo.example/simple" in copied and "pass1234" not in copied


def test_environments_that_are_not_used_are_counted_and_can_be_removed(
    nothing_installed: None, new_dialog: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deepsat.jobs.environment_use import USE_LOCK_NAME, environment_in_use

    environments = tmp_path / "environments"
    for name in ("aaaa-cp311", "bbbb-cp311", "cccc-cp311"):
        (environments / name / "bin").mkdir(parents=True)
        (environments / name / "journal.jsonl").write_text("")
        (environments / name / USE_LOCK_NAME).touch()
        (environments / name / "bin" / "python").write_bytes(b"")
        os.truncate(environments / name / "bin" / "python", 800_000_000)
    (environments / "no environment").mkdir()
    python = environments / "cccc-cp311" / "bin" / "python"
    python.chmod(0o755)
    monkeypatch.setenv("DEEPSAT_PYTHON", str(python))
    line = new_dialog().superseded
    wait_until(line.isVisible)
    assert line.text.text() == "Environments that this DeepSat does not use: 2, 1.6 GB."
    with environment_in_use(environments / "bbbb-cp311"):
        line.remove_button.click()
        assert not line.remove_button.isEnabled()
        wait_until(line.remove_button.isEnabled)
    said = "Environments that this DeepSat does not use: 1, 0.8 GB. They are in use, perhaps by another QGIS."
    assert line.text.text() == said
    line.remove_button.click()
    wait_until(lambda: not line.isVisible())
    assert sorted(path.name for path in environments.iterdir() if path.is_dir()) == ["cccc-cp311", "no environment"]


@pytest.mark.parametrize("way", ["button", "window", "escape"])
def test_a_check_ends_with_the_dialog_and_can_be_asked_for_again(
    nothing_installed: None, new_dialog: Any, way: str
) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest
    from qgis.PyQt.QtWidgets import QDialogButtonBox

    dialog = new_dialog()
    dialog.check_button.click()
    assert dialog.report.toPlainText().startswith("Checking")
    if way == "button":
        dialog.buttons.button(QDialogButtonBox.StandardButton.Close).click()
    elif way == "window":
        dialog.close()
    else:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    dialog.refresh()
    dialog.show()
    assert dialog.check_button.isEnabled()
    assert dialog.report.toPlainText() == ""
    dialog.check_button.click()
    wait_until(dialog.check_button.isEnabled, seconds=60)
    assert dialog.report.toPlainText().startswith("# DeepSat environment")
    dialog.close()
    dialog.show()
    assert dialog.report.toPlainText().startswith("# DeepSat environment")


def test_the_report_can_be_copied_and_names_nobody(new_dialog: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from qgis.PyQt.QtWidgets import QApplication

    monkeypatch.setenv("DEEPSAT_PYTHON", worker_python())
    dialog = new_dialog()
    dialog.check_button.click()
    assert not dialog.check_button.isEnabled()
    wait_until(dialog.check_button.isEnabled, seconds=60)
    dialog.copy_button.click()
    report = QApplication.clipboard().text()
    assert report.startswith("# DeepSat environment")
    assert "torch" in report
    assert str(Path.home()) not in report
