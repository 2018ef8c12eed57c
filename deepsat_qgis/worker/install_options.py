"""What a person may choose when an environment is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional


@dataclass(frozen=True)
class InstallOptions:
    """What a person may choose."""

    device: str = "auto"
    """`auto` for the build of torch that fits the hardware, or `cpu` or `cuda`."""
    offline: Optional[Path] = None
    """Folder of wheels to install from, without any network."""
    existing: Optional[Path] = None
    """Interpreter to use as it is instead of making an environment."""
    base: Optional[Path] = None
    """Python to build the environment from; None for the first that does."""
    wait_seconds: float = 1800.0
    """How long to wait for another installation."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """Environment variables for pip beside those of this process, such as a proxy's."""
