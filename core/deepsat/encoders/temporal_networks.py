"""Networks for series by name, and their description for cards."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from deepsat.encoders.temporal.biconvgru import BiConvGru, BiConvGruSettings
from deepsat.encoders.temporal.date_attention import DateAttention, DateAttentionSettings
from deepsat.encoders.temporal.network import TemporalNetwork
from deepsat.encoders.temporal.tsvit import TSViT, TSViTSettings
from deepsat.encoders.temporal.unet2d_clstm import UNet2DClstm, UNet2DClstmSettings
from deepsat.encoders.temporal.unet3d import UNet3D, UNet3DSettings
from deepsat.jobs.bands import MOST_BANDS


@dataclasses.dataclass(frozen=True)
class TemporalKind:
    """One kind of network for series."""

    title: str
    """What people call it."""
    settings: type[Any]
    """Dataclass of its settings, each with a default."""
    build: Callable[[int, int, Any], TemporalNetwork]
    """From bands, classes and settings to the network with random weights."""
    learns_in_bf16: bool = True
    """Whether it may be trained in bfloat16.

    On a CPU with bfloat16, torch 2.13 gave different losses in equal runs of networks with 3 x 3 x 3 convolutions, and
    now and then one that is no number.
    """


def _unet3df(bands: int, classes: int, settings: UNet3DSettings) -> TemporalNetwork:
    return UNet3D(bands, classes, settings, wide=True)


TEMPORAL_NETWORKS: Mapping[str, TemporalKind] = {
    "date_attention": TemporalKind("U-Net with attention over dates", DateAttentionSettings, DateAttention),
    "unet3d": TemporalKind("UNet3D", UNet3DSettings, UNet3D, learns_in_bf16=False),
    "unet3df": TemporalKind("UNet3Df", UNet3DSettings, _unet3df, learns_in_bf16=False),
    "unet2d_clstm": TemporalKind("UNet2D-CLSTM", UNet2DClstmSettings, UNet2DClstm),
    "biconvgru": TemporalKind("BiConvGRU", BiConvGruSettings, BiConvGru),
    "tsvit": TemporalKind("TSViT", TSViTSettings, TSViT),
}
"""By `TemporalArchitecture.name`."""


@dataclasses.dataclass(frozen=True)
class TemporalArchitecture:
    """Everything that has to be known to build a network for series.

    Args:
        name: one of `TEMPORAL_NETWORKS`.
        bands: of each date, 1-512; the day of the year is not among them.
        classes: 1-255.
        settings: of that kind of network; None for its usual ones.

    Raises:
        ValueError: the name is unknown, a number is out of its range, or the settings are those of another network.
    """

    name: str
    bands: int
    classes: int
    settings: Any = None

    def __post_init__(self) -> None:
        if self.name not in TEMPORAL_NETWORKS:
            raise ValueError(f"name is one of {', '.join(TEMPORAL_NETWORKS)}, not {self.name}")
        if not 1 <= self.bands <= MOST_BANDS or not 1 <= self.classes <= 255:
            raise ValueError(f"bands lie in 1-{MOST_BANDS} and classes in 1-255, not {self.bands} and {self.classes}")
        kind = TEMPORAL_NETWORKS[self.name].settings
        if self.settings is None:
            object.__setattr__(self, "settings", kind())
        elif type(self.settings) is not kind:
            raise ValueError(f"settings of {self.name} are {kind.__name__}, not {type(self.settings).__name__}")

    @property
    def title(self) -> str:
        """What people call such a network."""
        return TEMPORAL_NETWORKS[self.name].title

    def to_json(self) -> dict[str, Any]:
        """Everything as plain JSON values."""
        settings = {name: _plain(value) for name, value in dataclasses.asdict(self.settings).items()}
        return {"name": self.name, "bands": self.bands, "classes": self.classes, "settings": settings}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> TemporalArchitecture:
        """Reads what `to_json` wrote.

        Raises:
            ValueError: something is missing, unknown or out of its range.
        """
        _check_names(document, {field.name for field in dataclasses.fields(cls)})
        bare = cls(document["name"], document["bands"], document["classes"])
        kind = TEMPORAL_NETWORKS[bare.name].settings
        _check_names(document["settings"], {field.name for field in dataclasses.fields(kind)})
        return dataclasses.replace(bare, settings=kind(**document["settings"]))


def build_temporal_network(architecture: TemporalArchitecture) -> TemporalNetwork:
    """Builds the network with random weights, drawn from torch's generator."""
    kind = TEMPORAL_NETWORKS[architecture.name]
    return kind.build(architecture.bands, architecture.classes, architecture.settings)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _check_names(document: Mapping[str, Any], names: set[str]) -> None:
    if set(document) != names:
        raise ValueError(f"{', '.join(sorted(names))} are needed, not {', '.join(sorted(document))}")
