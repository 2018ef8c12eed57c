"""Makes, resumes and repairs the worker's environment, one installation at a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from deepsat_qgis.worker.existing_python import check_existing_python
from deepsat_qgis.worker.install_lock import install_lock
from deepsat_qgis.worker.install_options import InstallOptions
from deepsat_qgis.worker.install_progress import Part, ProgressCallback
from deepsat_qgis.worker.installation import Installation
from deepsat_qgis.worker.lock_file import LockFile
from deepsat_qgis.worker.pip_failures import failure_of_files
from deepsat_qgis.worker.records import EXISTING, MANAGED, Record, write_record
from deepsat_qgis.worker.state import (
    EXISTING_SUFFIX,
    EnvironmentState,
    Status,
    environment_state,
)
from deepsat_qgis.worker.superseded import remove_unused
from deepsat_qgis.worker.virtual_environment import let_find_core


def install(
    environments: Path,
    lock: LockFile,
    options: InstallOptions,
    on_progress: ProgressCallback,
    is_cancelled: Callable[[], bool],
) -> EnvironmentState:
    """Makes sure that a whole environment for `lock` is there.

    It is made, a begun one is gone on with, a broken one is replaced.

    Args:
        environments: folder that holds all environments.
        lock: packages and versions.
        options: what the person chose.
        on_progress: called as the work goes on, from this thread.
        is_cancelled: asked often; True stops within a second, and the next installation goes on from there.

    Returns:
        The state, which is ready.

    Raises:
        UserError: `INSTALL_FAILED`, `DISK_FULL`, `OUTPUT_UNWRITABLE` or `ENVIRONMENT_BROKEN`, with the remedy.
        Cancelled: as `is_cancelled` said.
    """
    try:
        return _install(environments, lock, options, on_progress, is_cancelled)
    except OSError as error:
        raise failure_of_files(error) from error


def _install(
    environments: Path,
    lock: LockFile,
    options: InstallOptions,
    on_progress: ProgressCallback,
    is_cancelled: Callable[[], bool],
) -> EnvironmentState:
    whole = Part(on_progress, 0.0, 1.0)
    with install_lock(environments, options.wait_seconds, lambda text: whole.tell(0.0, text), is_cancelled):
        if options.existing:
            _adopt(environments, lock, options.existing, options.device, whole, is_cancelled)
        else:
            state = environment_state(environments, lock, thorough=True, managed_only=True)
            if not _does(state, options):
                Installation(environments, lock, options, on_progress, is_cancelled).run()
            remove_unused([environments / f"{lock.key}-{EXISTING_SUFFIX}"])
        state = environment_state(environments, lock)
        if state.record and state.record.kind == MANAGED:
            # Another copy of DeepSat, or this one at another place, may have made the environment.
            let_find_core(Path(state.record.site_packages))
        whole.tell(1.0, f"Ready: {state.python}")
        return state


def _does(state: EnvironmentState, options: InstallOptions) -> bool:
    """Whether the environment that is there is what was asked for."""
    if state.status is not Status.READY or state.record is None:
        return False
    return options.device == "auto" or not state.record.torch or state.record.torch_kind == options.device


def _adopt(
    environments: Path, lock: LockFile, python: Path, device: str, part: Part, is_cancelled: Callable[[], bool]
) -> None:
    """Records a Python of the person's own as the worker's."""
    started = time.time()
    part.tell(0.1, f"Checking {python}")
    interpreter, shown, findings = check_existing_python(python, lock, device, is_cancelled)
    folder = environments / f"{lock.key}-{EXISTING_SUFFIX}"
    folder.mkdir(exist_ok=True)
    torch = shown.versions.get("torch", "")
    record = Record(
        kind=EXISTING,
        lock=lock.digest,
        python=str(python.absolute()),
        base=str(interpreter.path),
        version=interpreter.dotted,
        markers=interpreter.markers,
        site_packages="",
        torch=torch,
        torch_kind="cuda" if shown.device.startswith("cuda") else "cpu",
        device=shown.device,
        findings=findings,
        installed_at=time.time(),
        seconds=round(time.time() - started, 1),
        modules=shown.versions,
    )
    write_record(folder, record)
