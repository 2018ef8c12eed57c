"""Checks the packed plugin against the rules of the QGIS plugin hub.

    python -m build_tools.check_package ZIP

Run with the development Python, which has bandit and detect-secrets. Prints every finding; exits with 1 if there is
any.
"""

from __future__ import annotations

import configparser
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

MAX_BYTES = 25_000_000
PLUGIN = "deepsat_qgis"
REQUIRED_FILES = ("__init__.py", "metadata.txt", "LICENSE", "core/worker.lock", "core/deepsat/__init__.py")
REQUIRED_METADATA = (
    *("name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker", "repository"),
    *("homepage", "hasProcessingProvider", "icon"),
)
_REFUSED = re.compile(
    r"(^|/)(__pycache__|__MACOSX|\.[^/]+|ui_[^/]*\.py|resources_rc\.py)(/|$)|\.(pyc|so|dll|exe|dylib)$"
)


def main(archive: Path) -> int:
    """Prints findings and returns the exit status."""
    findings = [*size_findings(archive), *layout_findings(archive)]
    with tempfile.TemporaryDirectory() as scratch:
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(scratch)
        folder = Path(scratch) / PLUGIN
        findings += [*metadata_findings(folder / "metadata.txt"), *bandit_findings(folder), *secret_findings(folder)]
    for finding in findings:
        print(finding)
    print(f"{archive.name}: {len(findings)} findings by the plugin hub's rules")
    return 1 if findings else 0


def size_findings(archive: Path) -> Iterator[str]:
    """The hub takes 25 MB at most."""
    size = archive.stat().st_size
    if size > MAX_BYTES:
        yield f"the zip has {size:,} bytes, more than {MAX_BYTES:,}"


def layout_findings(archive: Path) -> Iterator[str]:
    """One folder at the top, no leftovers, no binaries, no path that leads out."""
    with zipfile.ZipFile(archive) as packed:
        names = packed.namelist()
    tops = {PurePosixPath(name).parts[0] for name in names}
    if tops != {PLUGIN}:
        yield f"the zip's top holds {sorted(tops)} instead of {PLUGIN} alone"
    for name in names:
        if _REFUSED.search(name.split("/", 1)[-1]) or name.startswith("/") or ".." in PurePosixPath(name).parts:
            yield f"{name} must not be in the zip"
    yield from (f"{name} is missing" for name in REQUIRED_FILES if f"{PLUGIN}/{name}" not in names)


def metadata_findings(path: Path) -> Iterator[str]:
    """Everything the hub asks for is said, and the icon exists."""
    parser = configparser.ConfigParser()
    parser.read(path, encoding="utf-8")
    general = parser["general"]
    yield from (f"metadata.txt says no {name}" for name in REQUIRED_METADATA if not general.get(name, "").strip())
    if "supportsQt6" in general:
        yield "metadata.txt sets supportsQt6, which the hub no longer takes"
    if not (path.parent / general.get("icon", "missing")).is_file():
        yield f"the icon {general.get('icon')} does not exist"


def bandit_findings(folder: Path) -> Iterator[str]:
    """Security findings of any severity and confidence, as the hub counts them."""
    command = [sys.executable, "-m", "bandit", "--recursive", "--quiet", "--format", "json", str(folder)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(answer.stdout)
    yield from (f"bandit cannot read {error['filename']}: {error['reason']}" for error in report["errors"])
    for result in report["results"]:
        place = Path(result["filename"]).relative_to(folder)
        yield f"bandit {result['test_id']} in {place}, line {result['line_number']}: {result['issue_text']}"


def secret_findings(folder: Path) -> Iterator[str]:
    """What looks like a password or key."""
    command = [sys.executable, "-m", "detect_secrets", "scan", "--all-files", "."]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
    for name, secrets in json.loads(answer.stdout)["results"].items():
        for secret in secrets:
            yield f"detect-secrets: {secret['type']} in {name}, line {secret['line_number']}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
