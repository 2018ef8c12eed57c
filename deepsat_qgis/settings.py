"""What the plugin remembers when QGIS is closed, in its profile under `deepsat/`."""

from __future__ import annotations

import dataclasses
from typing import Any

from qgis.core import QgsSettings

_PREFIX = "deepsat/"


@dataclasses.dataclass(frozen=True)
class Settings:
    """Choices that are remembered; the defaults are those of a fresh profile."""

    max_minutes: float = 20.0
    """Longest time to fine-tune for, in minutes."""
    device: str = "auto"
    seed: int = 0
    selected_only: bool = False
    checkpoint: str = "auto"
    """Name or folder of what training starts from."""
    worker_python: str = ""
    """Interpreter of a worker environment that the person made; empty for the one DeepSat manages."""

    def replaced(self, **changes: Any) -> Settings:
        """The same settings but for `changes`."""
        return dataclasses.replace(self, **changes)


def load_settings() -> Settings:
    """The remembered settings. An entry of the wrong kind, as another version may leave, counts as absent."""
    stored = QgsSettings()
    defaults = Settings()
    values: dict[str, Any] = {}
    for field in dataclasses.fields(Settings):
        default = getattr(defaults, field.name)
        try:
            values[field.name] = stored.value(_PREFIX + field.name, default, type=type(default))
        except TypeError:
            values[field.name] = default
    return Settings(**values)


def save_settings(settings: Settings) -> None:
    """Remembers `settings` in the profile."""
    stored = QgsSettings()
    for name, value in dataclasses.asdict(settings).items():
        stored.setValue(_PREFIX + name, value)
