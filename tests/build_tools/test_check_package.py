"""The check by the hub's rules finds what the hub would find."""

from __future__ import annotations

import zipfile
from pathlib import Path

from build_tools import check_package

METADATA = "[general]\n" + "".join(f"{name}=something\n" for name in check_package.REQUIRED_METADATA)


def packed(folder: Path, files: dict[str, str]) -> Path:
    archive = folder / "plugin.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for name, text in files.items():
            zipped.writestr(name, text)
    return archive


def test_layout(tmp_path: Path) -> None:
    good = {f"deepsat_qgis/{name}": "" for name in check_package.REQUIRED_FILES}
    assert list(check_package.layout_findings(packed(tmp_path, good))) == []
    bad = {
        **{name: text for name, text in good.items() if not name.endswith("LICENSE")},
        "other/file.txt": "",
        "deepsat_qgis/__pycache__/a.pyc": "",
        "deepsat_qgis/.git/config": "",
        "deepsat_qgis/ui_form.py": "",
    }
    assert list(check_package.layout_findings(packed(tmp_path, bad))) == [
        "the zip's top holds ['deepsat_qgis', 'other'] instead of deepsat_qgis alone",
        "deepsat_qgis/__pycache__/a.pyc must not be in the zip",
        "deepsat_qgis/.git/config must not be in the zip",
        "deepsat_qgis/ui_form.py must not be in the zip",
        "LICENSE is missing",
    ]


def test_size(tmp_path: Path) -> None:
    archive = tmp_path / "large.zip"
    with archive.open("wb") as file:
        file.truncate(check_package.MAX_BYTES)
    assert list(check_package.size_findings(archive)) == []
    with archive.open("ab") as file:
        file.write(b"1")
    assert list(check_package.size_findings(archive)) == ["the zip has 25,000,001 bytes, more than 25,000,000"]


def test_metadata(tmp_path: Path) -> None:
    path = tmp_path / "metadata.txt"
    (tmp_path / "something").touch()
    path.write_text(METADATA)
    assert list(check_package.metadata_findings(path)) == []
    path.write_text(
        METADATA.replace("tracker=something\n", "").replace("icon=something", "icon=x.svg") + "supportsQt6=True"
    )
    assert list(check_package.metadata_findings(path)) == [
        "metadata.txt says no tracker",
        "metadata.txt sets supportsQt6, which the hub no longer takes",
        "the icon x.svg does not exist",
    ]


def test_code_that_the_hub_refuses(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text("import pickle\n\ndef f(x):\n    assert x\n    return eval(x)\n")
    found = "\n".join(check_package.bandit_findings(tmp_path))
    assert "B403 in bad.py, line 1" in found
    assert "B101 in bad.py, line 4" in found
    assert "B307 in bad.py, line 5" in found
    (tmp_path / "bad.py").write_text("def f(x):\n    return x\n")
    assert list(check_package.bandit_findings(tmp_path)) == []


def test_secrets(tmp_path: Path) -> None:
    # Put together here, so that no scan of this repository stumbles over it.
    text = "key = '" + "AKIA" + "IOSFODNN7" + "QWERTYU" + "'\n"
    (tmp_path / "settings.py").write_text(text)
    (finding,) = set(check_package.secret_findings(tmp_path))
    assert finding == "detect-secrets: AWS Access Key in settings.py, line 1"
