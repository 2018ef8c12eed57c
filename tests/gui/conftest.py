"""What the stories of the panel are about."""

from __future__ import annotations

import pytest

from tests.synthetic_scene import SyntheticScene, write_scene


@pytest.fixture(scope="session")
def scene(tmp_path_factory: pytest.TempPathFactory) -> SyntheticScene:
    """The synthetic scene."""
    return write_scene(tmp_path_factory.mktemp("scene"))
