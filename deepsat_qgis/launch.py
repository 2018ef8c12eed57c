"""Starting a worker: the one place that says which program runs and in which surroundings."""

from __future__ import annotations

import os
from pathlib import Path

from deepsat_qgis.settings import load_settings
from deepsat_qgis.worker.client import WorkerClient
from deepsat_qgis.worker.environment import find_worker_python
from deepsat_qgis.worker.process_environment import clean_environment, worker_command


def worker_python() -> Path:
    """Interpreter that workers run on: `DEEPSAT_PYTHON`, else the remembered setting, else the managed environment.

    Raises:
        UserError: `ENVIRONMENT_MISSING` or `ENVIRONMENT_BROKEN`.
    """
    return find_worker_python(load_settings().worker_python)


def new_client() -> WorkerClient:
    """A client whose worker is not started yet.

    Raises:
        UserError: `ENVIRONMENT_MISSING` or `ENVIRONMENT_BROKEN`.
    """
    return WorkerClient(worker_command(worker_python()), clean_environment(os.environ))
