"""Settings survive, and odd entries do no harm."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def fresh_profile(qgis_app: Any) -> Any:
    """No remembered setting before or after."""
    from qgis.core import QgsSettings

    QgsSettings().remove("deepsat")
    yield
    QgsSettings().remove("deepsat")


def test_defaults_then_what_was_saved() -> None:
    from deepsat_qgis.settings import Settings, load_settings, save_settings

    assert load_settings() == Settings()
    changed = Settings(
        max_minutes=7.5, device="cpu", seed=12, selected_only=True, checkpoint="galileo", worker_python="/opt/p"
    )
    save_settings(changed)
    assert load_settings() == changed


def test_an_entry_of_the_wrong_kind_counts_as_absent() -> None:
    from qgis.core import QgsSettings

    from deepsat_qgis.settings import load_settings

    QgsSettings().setValue("deepsat/seed", "many")
    QgsSettings().setValue("deepsat/device", "cpu")
    assert (load_settings().seed, load_settings().device) == (0, "cpu")
