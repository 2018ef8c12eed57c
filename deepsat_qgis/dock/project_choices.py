"""What the project file remembers of the choices in the panel."""

from __future__ import annotations

import json
from typing import Mapping

from qgis.core import QgsProject

from deepsat_qgis.dock.runs.rounds import SCOPE

_CHOICES = "choices"


def write_choices(project: QgsProject, choices: Mapping[str, str]) -> None:
    """Puts choices into the project's entries."""
    project.writeEntry(SCOPE, _CHOICES, json.dumps(dict(choices)))


def read_choices(project: QgsProject) -> Mapping[str, str]:
    """What the project remembers; nothing where another version wrote something else."""
    try:
        found = json.loads(project.readEntry(SCOPE, _CHOICES, "{}")[0])
    except ValueError:
        return {}
    return {key: str(value) for key, value in found.items()} if isinstance(found, dict) else {}
