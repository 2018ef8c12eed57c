"""Starting a worker: the one place that says which program runs and in which surroundings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Optional

from deepsat_qgis.settings import load_settings
from deepsat_qgis.worker.client import WorkerClient
from deepsat_qgis.worker.environment import find_worker_python
from deepsat_qgis.worker.process_environment import clean_environment, worker_command

CANCEL_SECONDS = 2.0
"""What a cancelled job usually gets to stop by itself."""


def worker_python() -> Path:
    """Interpreter that workers run on: `DEEPSAT_PYTHON`, else the remembered setting, else the managed environment.

    Raises:
        UserError: `ENVIRONMENT_MISSING` or `ENVIRONMENT_BROKEN`.
    """
    return find_worker_python(load_settings().worker_python)


def new_client(variables: Optional[Mapping[str, str]] = None, cancel_seconds: float = CANCEL_SECONDS) -> WorkerClient:
    """A client whose worker is not started yet.

    Args:
        variables: environment variables that the worker gets beside those it always has.
        cancel_seconds: how long a cancelled job gets to stop by itself.

    Raises:
        UserError: `ENVIRONMENT_MISSING` or `ENVIRONMENT_BROKEN`.
    """
    environment = {**clean_environment(os.environ), **(variables or {})}
    return WorkerClient(worker_command(worker_python()), environment, cancel_deadline=cancel_seconds)
