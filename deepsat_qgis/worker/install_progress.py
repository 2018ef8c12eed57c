"""How far an installation is: from pip's lines to a fraction, a package and bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from deepsat_qgis.worker.installed_packages import installed_versions
from deepsat_qgis.worker.lock_file import Pin, normalised

_BYTES = re.compile(r"Progress (\d+) of (\d+)")
_PACKAGE = re.compile(r"\s*(?:Collecting ([\w.-]+)|(?:Downloading|Using cached|Processing|Obtaining) (\S+\.whl))")
_DOWNLOAD_SHARE = 0.6
"""Share of a section's progress that downloading stands for; the rest is unpacking."""


@dataclass(frozen=True)
class InstallProgress:
    """One step forward."""

    fraction: float
    """Share of the whole installation that is done, 0-1; never falls."""
    text: str
    """A sentence for a person, without a full stop."""
    package: str = ""
    bytes_done: int = 0
    """Of the download that is running."""
    bytes_total: int = 0


ProgressCallback = Callable[[InstallProgress], None]


class Part:
    """A stretch of the whole installation that reports fractions of itself.

    Args:
        report: takes the progress of the whole.
        start: fraction of the whole at which the part begins.
        end: fraction of the whole at which it ends.
    """

    def __init__(self, report: ProgressCallback, start: float, end: float) -> None:
        self._report = report
        self._start = start
        self._end = end
        self._reached = 0.0

    def tell(self, fraction: float, text: str, package: str = "", bytes_done: int = 0, bytes_total: int = 0) -> None:
        """Reports that `fraction` (0-1) of this part is done; a smaller one than before counts as no change."""
        self._reached = max(self._reached, min(fraction, 1.0))
        whole = self._start + self._reached * (self._end - self._start)
        self._report(InstallProgress(whole, text, package, bytes_done, bytes_total))


class SectionProgress:
    """Follows one run of `pip install`.

    Args:
        part: takes the progress.
        pins: the packages that are installed in this run.
        site_packages: folder they are installed into; watched while pip unpacks, of which it prints nothing.
    """

    def __init__(self, part: Part, pins: Sequence[Pin], site_packages: Path) -> None:
        self._part = part
        # torch stands twice among the pins of its CUDA build: as it is, and by how much that build is larger.
        self._download_bytes = _summed((pin.name, pin.download_bytes) for pin in pins)
        self._installed_bytes = _summed((pin.name, pin.installed_bytes) for pin in pins)
        self._site_packages = site_packages
        self._bytes_before = 0
        self._package = ""
        self._is_unpacking = False

    def on_line(self, line: str) -> None:
        """Takes one line of pip's output."""
        running = _BYTES.match(line)
        named = _PACKAGE.match(line)
        if running:
            self._tell_download(int(running.group(1)), int(running.group(2)))
        elif line.startswith("Installing collected packages"):
            self._is_unpacking = True
            self.on_tick()
        elif named:
            self._begin(normalised(named.group(1) or re.split(r"[/\\]", named.group(2))[-1].split("-")[0]))

    def on_tick(self) -> None:
        """Looks how far pip is with unpacking; called every now and then."""
        if not self._is_unpacking:
            return
        installed = installed_versions(self._site_packages)
        unpacked = [size for name, size in self._installed_bytes.items() if name in installed]
        share_done = sum(unpacked) / max(sum(self._installed_bytes.values()), 1)
        text = f"Unpacking: {len(unpacked)} of {len(self._installed_bytes)} packages"
        self._part.tell(_DOWNLOAD_SHARE + (1 - _DOWNLOAD_SHARE) * share_done, text)

    def _begin(self, name: str) -> None:
        if name == self._package:
            return
        self._bytes_before += self._download_bytes.get(self._package, 0)
        self._package = name
        size = self._download_bytes.get(name, 0)
        self._tell(0, f"Fetching {name} ({megabytes(size)})" if size else f"Fetching {name}", size)

    def _tell_download(self, done: int, total: int) -> None:
        text = f"Downloading {self._package}: {megabytes(done)} of {megabytes(total)}"
        self._tell(done, text, total)

    def _tell(self, done: int, text: str, total: int) -> None:
        # What pip fetches beyond the pins has no share of the progress.
        counted = done if self._package in self._download_bytes else 0
        share = (self._bytes_before + counted) / max(sum(self._download_bytes.values()), 1)
        self._part.tell(_DOWNLOAD_SHARE * min(share, 1.0), text, self._package, done, total)


def _summed(sizes: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for name, size in sizes:
        sums[name] = sums.get(name, 0) + size
    return sums


def megabytes(count: float) -> str:
    """A number of bytes for a person, such as `192 MB` or `2.7 GB`."""
    if count >= 1e9:
        return f"{count / 1e9:.1f} GB"
    return f"{count / 1e6:.0f} MB" if count >= 1e6 else f"{count / 1e6:.2f} MB"
