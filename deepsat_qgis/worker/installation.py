"""The steps that make an environment.

Steps: find a Python, check what could be in the way, make the virtual environment, choose the build of torch, install
the lock section by section, verify, and write the record. Each step leaves the folder such that a killed installation
goes on there; only the record makes it an environment that is used.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Optional

from deepsat.jobs import Cancelled, ErrorCode, UserError
from deepsat_qgis.worker import preflight
from deepsat_qgis.worker.hardware import nvidia_gpus
from deepsat_qgis.worker.install_options import InstallOptions
from deepsat_qgis.worker.install_progress import InstallProgress, Part, ProgressCallback, megabytes
from deepsat_qgis.worker.installed_packages import damaged_packages
from deepsat_qgis.worker.interpreters import Interpreter, find_base_python, probe
from deepsat_qgis.worker.locations import INSTALL_LOG_NAME, interpreter_in
from deepsat_qgis.worker.lock_file import LockFile, total_bytes
from deepsat_qgis.worker.package_installer import PackageInstaller, without_installed
from deepsat_qgis.worker.pip_command import Pip
from deepsat_qgis.worker.records import MANAGED, Record, note, read_journal, write_record
from deepsat_qgis.worker.state import begun_folders, folders_of, next_folder
from deepsat_qgis.worker.superseded import remove_unused
from deepsat_qgis.worker.torch_build import TorchBuild, choose_torch_build
from deepsat_qgis.worker.verified import Verification, verify_python
from deepsat_qgis.worker.virtual_environment import (
    NoVirtualEnvironmentError,
    has_pip,
    let_find_core,
    make_virtual_environment,
    site_packages_of,
)

_VERIFY_REMEDY = "Start again: what is damaged is fetched anew. If it fails again, copy the report into an issue."
if sys.platform == "win32":
    _VERIFY_REMEDY = f"Install the latest Microsoft Visual C++ runtime, which torch needs. {_VERIFY_REMEDY}"


class Installation:
    """One run of the steps in one folder.

    Args:
        environments: folder that holds all environments.
        lock: packages and versions.
        options: what the person chose.
        on_progress: called as the work goes on.
        is_cancelled: asked often.
    """

    def __init__(
        self,
        environments: Path,
        lock: LockFile,
        options: InstallOptions,
        on_progress: ProgressCallback,
        is_cancelled: Callable[[], bool],
    ) -> None:
        self._environments = environments
        self._lock = lock
        self._options = options
        self._on_progress = on_progress
        self._is_cancelled = is_cancelled
        self._started = time.time()

    def run(self) -> None:
        """Runs all steps; see `installer.install` for what it raises."""
        self._stop_if_cancelled()
        begun = self._begun_folder()
        self._choose(self._find_base(begun), begun)
        self._prepare_from_some_python(Part(self._on_progress, 0.0, 0.08))
        replaced = [path for path in folders_of(self._environments, self._lock) if path != self._folder]
        build = self._choose_torch(Part(self._on_progress, 0.08, 0.1))
        self._packages().install_sections(self._pins, build, self._on_progress)
        shown = self._verify(build, Part(self._on_progress, 0.93, 0.99))
        self._finish(build, shown)
        remove_unused(replaced)

    def _stop_if_cancelled(self) -> None:
        """Before work that cannot be interrupted."""
        if self._is_cancelled():
            raise Cancelled

    def _begun_folder(self) -> Optional[Path]:
        """The folder of an interrupted installation that can go on."""
        begun = begun_folders(self._environments, self._lock)
        base = read_journal(begun[-1]).get("begin", {}).get("base", "") if begun else ""
        chosen = probe(self._options.base) if self._options.base else None
        if not base or not Path(base).is_file() or (chosen and str(chosen.path) != base):
            return None
        return begun[-1]

    def _find_base(self, begun: Optional[Path]) -> Interpreter:
        if begun:
            interpreter = probe(Path(read_journal(begun)["begin"]["base"]))
            if interpreter and not interpreter.problems(self._lock):
                return interpreter
        return find_base_python(self._lock, self._options.base)

    def _choose(self, base: Interpreter, begun: Optional[Path]) -> None:
        """Settles what the environment is built from, and where."""
        self._base = base
        self._pins = self._lock.pins_for(base.markers)
        self._folder = begun or next_folder(self._environments, self._lock, base.tag)
        self._python = interpreter_in(self._folder)

    def _prepare_from_some_python(self, part: Part) -> None:
        """A Python may do by all that it says and still make no virtual environment: the next one is taken then."""
        failed: list[Path] = []
        while True:
            try:
                return self._prepare(part)
            except NoVirtualEnvironmentError as error:
                failed.append(self._base.path)
                try:
                    other = find_base_python(self._lock, self._options.base, failed)
                except UserError:
                    raise error from None
                shutil.rmtree(self._folder, ignore_errors=True)
                self._choose(other, None)

    def _prepare(self, part: Part) -> None:
        """Preflight and virtual environment; all problems are told together."""
        part.tell(0.1, f"Checking disk, permissions and packages for Python {self._base.dotted}")
        left = without_installed(self._pins, site_packages_of(self._folder, self._base))
        problems = preflight.folder_problems(self._folder, *total_bytes(left))
        if problems:
            # The packages are looked for all the same, from a throw-away environment, so that all is told at once.
            aside = Path(tempfile.mkdtemp(prefix="deepsat-"))
            try:
                problems += self._source_problems(aside / "environment", part)
            except NoVirtualEnvironmentError as error:
                problems.append(preflight.problem_of(error))
            finally:
                shutil.rmtree(aside, ignore_errors=True)
            preflight.raise_problems(problems)
        preflight.raise_problems(self._source_problems(self._folder, part))

    def _source_problems(self, folder: Path, part: Part) -> list[preflight.Problem]:
        """Makes the virtual environment in `folder`, whose pip then looks whether the packages can be had."""
        if self._options.offline:
            problems = preflight.wheel_folder_problems(self._options.offline, self._pins)
            if problems:
                return problems
        if not has_pip(folder):
            part.tell(0.3, "Making the virtual environment")
            self._stop_if_cancelled()
            make_virtual_environment(self._base, self._lock, folder, self._is_cancelled)
        part.tell(0.8, "Asking the package index" if not self._options.offline else "Looking at the wheel folder")
        if self._options.offline:
            return []
        return preflight.index_problems(self._pip(folder), self._pins, self._is_cancelled)

    def _pip(self, folder: Path) -> Pip:
        options = self._options
        return Pip(interpreter_in(folder), folder / INSTALL_LOG_NAME, options.offline, options.variables)

    def _packages(self) -> PackageInstaller:
        return PackageInstaller(self._folder, self._base, self._lock, self._pip(self._folder), self._is_cancelled)

    def _choose_torch(self, part: Part) -> Optional[TorchBuild]:
        """The build of torch, said with its bytes before any of them is downloaded; None for a lock without torch."""
        if not any(pin.name == "torch" for pin in self._pins):
            return None
        self._packages().install([pin for pin in self._pins if pin.name == "pip"], part, [])
        gpus = nvidia_gpus()
        wanted = self._options.device if self._options.device != "auto" else ("cuda" if gpus else "cpu")
        part.tell(0.5, f"Looking for the {wanted.upper()} build of torch")
        build = choose_torch_build(self._pip(self._folder), self._lock, self._base, wanted, self._is_cancelled)
        self._refuse_wrong_build(build)
        left = without_installed(self._pins, site_packages_of(self._folder, self._base))
        extra = self._lock.cuda_pins_for(self._base.markers) if build.kind == "cuda" else ()
        room = preflight.disk_problem(self._folder, *total_bytes((*left, *extra)))
        preflight.raise_problems([room] if room else [])
        if self._options.offline and build.needs_libraries:
            preflight.raise_problems(preflight.cuda_wheel_problems(self._options.offline, extra))
        note(self._folder, "torch", version=build.version, kind=build.kind, wanted=wanted, gpus=list(gpus))
        part.tell(1.0, f"Installing {_build_in_words(build, wanted)}")
        return build

    def _refuse_wrong_build(self, build: TorchBuild) -> None:
        """What was asked for by name is given or refused, never replaced; what hardware suggests may be."""
        if self._options.device == "cuda" and build.kind != "cuda":
            raise UserError(
                ErrorCode.INSTALL_FAILED,
                expected="the CUDA build of torch, as asked for",
                found=f"only torch {build.version} at {build.source}",
                remedy="Use an index or wheel folder that has the CUDA build, or install without asking for CUDA.",
            )

    def _verify(self, build: Optional[TorchBuild], part: Part) -> Verification:
        part.tell(0.1, "Verifying: importing every package and computing on the device")
        self._stop_if_cancelled()
        damaged = damaged_packages(site_packages_of(self._folder, self._base))
        device = "cuda" if self._options.device == "cuda" else "auto"
        shown = verify_python(self._python, self._pins, device, self._is_cancelled)
        failures = {**damaged, **shown.failures}
        if build and not shown.device:
            failures["torch"] = "; ".join(shown.device_problems)
        if failures:
            raise UserError(
                ErrorCode.ENVIRONMENT_BROKEN,
                expected="every package to import and the device to compute",
                found="; ".join(f"{name}: {why}" for name, why in failures.items()),
                remedy=_VERIFY_REMEDY,
            )
        return shown

    def _finish(self, build: Optional[TorchBuild], shown: Verification) -> None:
        """Lets the environment find DeepSat, clears up, and writes the record that makes it the one that is used."""
        site_packages = site_packages_of(self._folder, self._base)
        let_find_core(site_packages)
        shutil.rmtree(self._folder / "downloads", ignore_errors=True)
        seconds = round(time.time() - self._started, 1)
        note(self._folder, "verify", versions=shown.versions, device=shown.device, problems=list(shown.device_problems))
        write_record(
            self._folder,
            Record(
                kind=MANAGED,
                lock=self._lock.digest,
                python=str(self._python),
                base=str(self._base.path),
                version=self._base.dotted,
                markers=self._base.markers,
                site_packages=str(site_packages),
                torch=shown.versions.get("torch", ""),
                torch_kind=build.kind if build else "",
                device=shown.device,
                findings=tuple(_findings(build, shown)),
                installed_at=time.time(),
                seconds=seconds,
                modules=shown.versions,
            ),
        )
        self._on_progress(InstallProgress(0.99, f"Installed in {seconds:.0f} s; the worker computes on {shown.device}"))


def _build_in_words(build: TorchBuild, wanted: str) -> str:
    words = f"the {build.kind.upper()} build, torch {build.version}: {megabytes(build.download_bytes)} to download, "
    words += f"{megabytes(build.installed_bytes)} on disk"
    return words if build.kind == wanted else f"{words}; no {wanted.upper()} build can be reached"


def _findings(build: Optional[TorchBuild], shown: Verification) -> list[str]:
    """A graphics processor that is there and does not compute is worth telling; one that is not there is not."""
    if build is None or not shown.device_problems or not nvidia_gpus():
        return []
    return [f"The graphics processor was not used: {problem}." for problem in shown.device_problems]
