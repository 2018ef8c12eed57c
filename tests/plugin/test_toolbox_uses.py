"""What Processing writes of a run: commands to paste, as its history and its dialogs offer them."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from tests.plugin.scene_and_labels import write_raster


@pytest.fixture
def finetune(scene: Path, tmp_path: Path) -> dict[str, Any]:
    """What a person has chosen for `finetune`."""
    return {
        "INPUT": [str(scene), str(write_raster(tmp_path / "2 ü.tif"))],
        "LABELS": "/data/l.gpkg|layername=labels",
        "CLASS_FIELD": "class",
        "DATES": "2020-05-01;2020-08-01",
        "SEED": 5,
        "MODEL": "/out/model",
    }


def test_a_command_to_paste_holds_what_was_chosen(provider: Any, finetune: dict[str, Any]) -> None:
    from qgis.core import QgsProcessingContext

    algorithm = provider.algorithm("finetune").create()
    context = QgsProcessingContext()
    command = algorithm.asPythonCommand(finetune, context)
    call = ast.parse(command).body[0].value  # type: ignore[attr-defined]
    assert ast.unparse(call.func) == "processing.run"
    name, given = (ast.literal_eval(argument) for argument in call.args)
    assert name == "deepsat:finetune"
    assert given == finetune


def test_a_command_for_qgis_process_holds_what_was_chosen(provider: Any, finetune: dict[str, Any]) -> None:
    import shlex

    from qgis.core import QgsProcessingContext

    algorithm = provider.algorithm("finetune").create()
    if not hasattr(algorithm, "asQgisProcessCommand"):
        pytest.skip("QGIS before 3.24 makes no command for qgis_process")
    command, is_complete = algorithm.asQgisProcessCommand(finetune, QgsProcessingContext())
    assert is_complete
    words = shlex.split(command)
    assert words[:3] == ["qgis_process", "run", "deepsat:finetune"]
    assert [word for word in words if word.startswith("--INPUT=")] == [f"--INPUT={path}" for path in finetune["INPUT"]]
    assert "--SEED=5" in words and "--MODEL=/out/model" in words
