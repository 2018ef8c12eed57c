"""The lock by which a worker says that its environment is in use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from deepsat.jobs.environment_use import USE_LOCK_NAME, environment_alone, environment_in_use

CORE = Path(__file__).resolve().parents[2] / "core"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows itself knows which programs run")


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    (tmp_path / USE_LOCK_NAME).touch()
    return tmp_path


def is_free(environment: Path) -> bool:
    with environment_alone(environment) as is_alone:
        return is_alone


def test_several_may_use_an_environment_and_one_may_have_it_alone(environment: Path) -> None:
    assert is_free(environment)
    with environment_in_use(environment), environment_in_use(environment):
        assert not is_free(environment)
    assert is_free(environment)


def test_an_environment_of_somebody_else_is_used_without_a_trace(tmp_path: Path) -> None:
    with environment_in_use(tmp_path):
        assert is_free(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_worker_says_that_its_environment_is_in_use_until_it_is_killed(environment: Path) -> None:
    code = "import runpy, sys; sys.prefix, sys.argv = sys.argv[1], ['deepsat', 'worker']; " + (
        "runpy.run_module('deepsat', run_name='__main__')"
    )
    command = [sys.executable, "-c", code, str(environment)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=CORE, **pipes) as worker:
        assert worker.stdout is not None
        assert '"hello"' in worker.stdout.readline()
        assert not is_free(environment)
        worker.kill()
        worker.communicate()
    assert is_free(environment)
