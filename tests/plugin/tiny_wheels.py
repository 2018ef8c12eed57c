"""Small real wheels and lock files, so that real installations take seconds."""

from __future__ import annotations

import base64
import hashlib
import os
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path


def write_wheel(folder: Path, name: str, version: str, files: Mapping[str, bytes]) -> Path:
    """A pure wheel that installs `files`."""
    metadata = f"{name}-{version}.dist-info"
    content = {
        **files,
        f"{metadata}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{metadata}/WHEEL": b"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [f"{path},sha256={_hash(data)},{len(data)}" for path, data in content.items()]
    content[f"{metadata}/RECORD"] = ("\n".join([*rows, f"{metadata}/RECORD,,"]) + "\n").encode()
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        for path, data in content.items():
            packed.writestr(path, data)
    return wheel


def write_index(folder: Path, wheels: Sequence[Path]) -> str:
    """A package index in the form of a folder; returns its address."""
    for wheel in wheels:
        page = folder / wheel.name.split("-")[0].replace("_", "-").lower() / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        link = f'<a href="{wheel.resolve().as_uri()}">{wheel.name}</a>\n'
        page.write_text((page.read_text() if page.exists() else "") + link)
    return folder.resolve().as_uri()


def write_lock(path: Path, pins: Sequence[str], megabytes: float = 0.01) -> Path:
    """A lock file: each pin is `name==version` and is verified by importing `name`; `megabytes` is what each claims."""
    size = f"{megabytes:.2f} MB, {megabytes:.2f} MB installed"
    lines = [f"## section {number}\n{pin}  # {size}, import {pin.split('==')[0]}" for number, pin in enumerate(pins)]
    path.write_text("# python: 3.10-3.14\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def module(version: str) -> bytes:
    """Source of a module that knows its version."""
    return f'VERSION = "{version}"\n'.encode()


def many_files(package: str, count: int) -> dict[str, bytes]:
    """A package of many files, which takes pip a while to unpack."""
    body = os.urandom(2000).hex().encode()
    files = {f"{package}/part_{number}.py": b'X = "' + body + b'"\n' for number in range(count)}
    return {**files, f"{package}/__init__.py": module("1")}


def _hash(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
