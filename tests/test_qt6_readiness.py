"""One source for Qt 5 and Qt 6: by PyQt6's own types, which the linter asks, and by what QGIS' classes are called."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PLUGIN = ROOT / "deepsat_qgis"
MOVED = PLUGIN / "moved_in_qt6.py"
MOVED_NAMES = {"QAction", "QActionGroup", "QShortcut", "QUndoCommand", "QUndoGroup", "QUndoStack"}
TYPES = ROOT / "build_tools" / "qt6_types" / "mypy.ini"


def chain(node: ast.Attribute) -> list[str]:
    """`a.b.c` as its names; empty where it does not begin with a name."""
    names = [node.attr]
    value = node.value
    while isinstance(value, ast.Attribute):
        names.append(value.attr)
        value = value.value
    return [value.id, *reversed(names)] if isinstance(value, ast.Name) else []


def is_unscoped(names: list[str]) -> bool:
    """Whether `QgsClass.Member` leaves out the enum; what is all in capitals is a constant."""
    return len(names) == 2 and names[0].startswith("Q") and names[1][0].isupper() and not names[1].isupper()


def findings(text: str) -> Iterator[str]:
    """What Qt 6 refuses in a module of this text, where no types are needed to see it."""
    tree = ast.parse(text)
    # What is called, gone deeper into, assigned to a name or an annotation is a class inside of a class.
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, (ast.Attribute, ast.Assign))}
    inner |= {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    inner |= {id(node.annotation) for node in ast.walk(tree) if isinstance(node, (ast.arg, ast.AnnAssign))}
    inner |= {id(node.returns) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            names = chain(node)
            if id(node) not in inner and is_unscoped(names):
                yield f"{node.lineno}: {'.'.join(names)} without its enum"
            if node.attr in ("exec_", "print_"):
                yield f"{node.lineno}: .{node.attr}, which is .{node.attr[:-1]} in Qt 6"
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qgis.PyQt."):
            moved = sorted(alias.name for alias in node.names if alias.name in MOVED_NAMES)
            yield from (f"{node.lineno}: {name} is to come from {MOVED.stem}" for name in moved)
        if isinstance(node, ast.Import):
            yield from (f"{node.lineno}: import {alias.name}" for alias in node.names if "PyQt" in alias.name)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("combo.setAlignment(Qt.AlignLeft)", "1: Qt.AlignLeft without its enum"),
        ("if QgsWkbTypes.Polygon == kind: pass", "1: QgsWkbTypes.Polygon without its enum"),
        ("kinds = [QgsProcessing.TypeRaster]", "1: QgsProcessing.TypeRaster without its enum"),
        ("dialog.exec_()", "1: .exec_, which is .exec in Qt 6"),
        ("from qgis.PyQt.QtWidgets import QAction, QWidget", "1: QAction is to come from moved_in_qt6"),
        ("import qgis.PyQt.QtCore", "1: import qgis.PyQt.QtCore"),
    ],
)
def test_what_qt_6_refuses_is_found(text: str, found: str) -> None:
    assert list(findings(text)) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "combo.setAlignment(Qt.AlignmentFlag.AlignLeft)",
        "options = QgsVectorFileWriter.SaveVectorOptions()",
        "source = QgsProcessing.SourceType",
        "def kind(self) -> QgsWkbTypes.Type: ...",
        "version = Qgis.QGIS_VERSION_INT >= 33800",
        "dialog.exec()",
        "QTimer.singleShot(0, self.look)",
    ],
)
def test_what_both_understand_is_left_alone(text: str) -> None:
    assert list(findings(text)) == []


def test_the_plugin_is_written_for_both() -> None:
    files = [path for path in sorted(PLUGIN.rglob("*.py")) if path != MOVED]
    assert len(files) > 100, f"only {len(files)} files: the test looks in the wrong place"
    wrong = [f"{path.relative_to(ROOT)}:{one}" for path in files for one in findings(path.read_text(encoding="utf-8"))]
    assert wrong == []


@pytest.mark.skipif(importlib.util.find_spec("PyQt6") is None, reason="needs PyQt6, which requirements-dev.lock names")
def test_types_say_what_qt_6_does_not_have(tmp_path: Path) -> None:
    """What `make lint` asks of the whole plugin: here of lines that are each wrong."""
    lines = {
        "from qgis.PyQt.QtWidgets import QDialog, QShortcut": "has no attribute",
        "from qgis.PyQt.QtCore import QPoint, QRegExp, Qt, QVariant": 'no attribute "QRegExp"',
        "Qt.AlignmentFlag.AlignMiddle": 'no attribute "AlignMiddle"',
        "QPoint(1.5, 2)": "No overload variant",
        "QVariant.Type.Int": 'no attribute "Type"',
        "QDialog().setModal('yes')": "incompatible type",
        "QDialog().exec_()": 'no attribute "exec_"',
    }
    module = tmp_path / "wrong.py"
    module.write_text("\n".join(lines) + "\n")
    command = [sys.executable, "-m", "mypy", "--config-file", str(TYPES), str(module)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    for number, (line, expected) in enumerate(lines.items(), 1):
        answers = [one for one in said.splitlines() if f"wrong.py:{number}: error:" in one]
        assert any(expected in one for one in answers), f"{line}: {answers}\n{said}"
