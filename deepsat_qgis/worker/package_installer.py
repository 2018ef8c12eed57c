"""Installs the packages of the lock into a virtual environment: what is there whole is left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Optional

from deepsat_qgis.worker.install_progress import Part, ProgressCallback, SectionProgress
from deepsat_qgis.worker.installed_packages import damaged_packages, forget_packages, installed_versions, is_at_version
from deepsat_qgis.worker.interpreters import Interpreter
from deepsat_qgis.worker.lock_file import LockFile, Pin, total_bytes
from deepsat_qgis.worker.pip_command import Pip
from deepsat_qgis.worker.pip_failures import failure_of
from deepsat_qgis.worker.records import note
from deepsat_qgis.worker.torch_build import TorchBuild
from deepsat_qgis.worker.virtual_environment import site_packages_of


class PackageInstaller:
    """Installs into one environment.

    Args:
        folder: of the environment.
        base: the Python that it is made from.
        lock: packages and versions.
        pip: of the environment.
        is_cancelled: asked often.
    """

    def __init__(
        self, folder: Path, base: Interpreter, lock: LockFile, pip: Pip, is_cancelled: Callable[[], bool]
    ) -> None:
        self._folder = folder
        self._base = base
        self._lock = lock
        self._pip = pip
        self._is_cancelled = is_cancelled
        self.site_packages = site_packages_of(folder, base)

    def install_sections(
        self, pins: tuple[Pin, ...], build: Optional[TorchBuild], on_progress: ProgressCallback
    ) -> None:
        """Installs the lock section by section; torch in the build that was chosen.

        Raises:
            UserError: what pip failed with, such as `DISK_FULL` or `INSTALL_FAILED`.
            Cancelled: it was cancelled.
        """
        all_bytes = max(total_bytes(pins)[1], 1)
        start = 0.1
        for section in dict.fromkeys(pin.section for pin in pins):
            of_section = [pin for pin in pins if pin.section == section]
            end = start + 0.83 * total_bytes(of_section)[1] / all_bytes
            options = list(build.index_options) if build else []
            part = Part(on_progress, start, end)
            torch = [pin for pin in of_section if pin.name == "torch"]
            if torch and build:
                share = Part(on_progress, start, start + 0.95 * (end - start))
                self._install_torch(torch[0], build, share)
                part = Part(on_progress, start + 0.95 * (end - start), end)
            self.install([pin for pin in of_section if pin not in torch or not build], part, options)
            note(self._folder, f"section {section}")
            start = end

    def _install_torch(self, pin: Pin, build: TorchBuild, part: Part) -> None:
        if not without_installed([pin], self.site_packages):
            return
        options = [*build.index_options, build.requirement]
        if build.needs_libraries:
            constraints = [self._lock.path, *self._lock.path.parent.glob(f"{self._lock.path.stem}-cuda.lock")]
            options = [*(part for path in constraints for part in ("--constraint", str(path))), *options]
        else:
            options = ["--no-deps", *options]
        pins = [pin, *(self._lock.cuda_pins_for(self._base.markers) if build.needs_libraries else ())]
        self._run_install(options, pins, f"installing torch {build.version}", part)

    def install(self, pins: list[Pin], part: Part, options: list[str]) -> None:
        """Installs what is not there whole; nothing is asked of pip when all is."""
        left = without_installed(pins, self.site_packages)
        if left:
            requirements = [pin.requirement for pin in left]
            doing = f"installing {', '.join(pin.name for pin in left[:3])}{' and others' if len(left) > 3 else ''}"
            self._run_install(["--no-deps", *options, *requirements], left, doing, part)

    def _run_install(self, options: list[str], pins: list[Pin], doing: str, part: Part) -> None:
        forget_packages(self.site_packages, damaged_packages(self.site_packages, [pin.name for pin in pins]))
        follower = SectionProgress(part, pins, self.site_packages)
        command = ["install", *_progress_option(self.site_packages), *options]
        result = self._pip.run(command, follower.on_line, follower.on_tick, self._is_cancelled)
        if result.status != 0:
            raise failure_of(result, doing)


def without_installed(pins: list[Pin] | tuple[Pin, ...], site_packages: Path) -> list[Pin]:
    """The pins that are not yet installed whole at their version."""
    versions = installed_versions(site_packages)
    damaged = damaged_packages(site_packages, [pin.name for pin in pins])
    return [pin for pin in pins if pin.name in damaged or not is_at_version(pin, versions.get(pin.name, ""))]


def _progress_option(site_packages: Path) -> list[str]:
    """pip tells its bytes for programs to read from version 24.1 on; the one that comes with Python may be older."""
    version = installed_versions(site_packages).get("pip", "0.0").split(".")
    return ["--progress-bar", "raw" if (int(version[0]), int(version[1])) >= (24, 1) else "off"]
