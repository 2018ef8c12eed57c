"""What cards of models and of checkpoints share: STAC Items with the machine-learning-model extension (MLM)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from deepsat.encoders.networks import Architecture
from deepsat.imagery import Band

MLM = "https://stac-extensions.github.io/mlm/v1.5.0/schema.json"
_EO = "https://stac-extensions.github.io/eo/v2.0.0/schema.json"
_ANY_MLM = "https://stac-extensions.github.io/mlm/v1."

ALWAYS = {"datetime": None, "start_datetime": "1900-01-01T00:00:00Z", "end_datetime": "9999-12-31T23:59:59Z"}
"""Properties of what is of no date."""

SAFETENSORS = "application/octet-stream; application=safetensors"
"""Type of the files that weights are in."""


def item(
    name: str,
    extensions: Sequence[str],
    bounds: tuple[float, float, float, float],
    properties: Mapping[str, Any],
    assets: Mapping[str, Any],
) -> dict[str, Any]:
    """The whole Item.

    Args:
        name: its id.
        extensions: that it follows.
        bounds: west, south, east, north of what was learnt from, in degrees.
        properties: of it.
        assets: its files.
    """
    west, south, east, north = bounds
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "stac_version": "1.1.0",
        "stac_extensions": list(extensions),
        "id": name,
        "geometry": {"type": "Polygon", "coordinates": [corners]},
        "bbox": list(bounds),
        "properties": dict(properties),
        "links": [],
        "assets": dict(assets),
    }


def mlm_properties(
    name: str, architecture: Architecture, framework_version: str, parameters: int, checkpoint: str
) -> dict[str, Any]:
    """What MLM asks about a network, but for its input, output and settings.

    Args:
        name: of the model.
        architecture: of the network.
        framework_version: torch's.
        parameters: number of stored values.
        checkpoint: what its training started from.
    """
    return {
        "mlm:name": name,
        "mlm:architecture": architecture.title,
        "mlm:tasks": ["semantic-segmentation"],
        "mlm:framework": "PyTorch",
        "mlm:framework_version": framework_version,
        "mlm:total_parameters": parameters,
        "mlm:pretrained": checkpoint != "random",
        "mlm:pretrained_source": None if checkpoint == "random" else checkpoint,
        "mlm:accelerator_constrained": False,
    }


def images(channels: int, side: int, what: str) -> dict[str, Any]:
    """An input or a result of a network: any number of squares.

    Args:
        channels: how many.
        side: in pixels.
        what: a channel stands for.
    """
    return {
        "shape": [-1, channels, side, side],
        "dim_order": ["batch", what, "height", "width"],
        "data_type": "float32",
    }


def wavelength_extension(bands: Sequence[Band]) -> tuple[str, ...]:
    """The extension that describes wavelengths, which may only be named where there is one."""
    return (_EO,) if any(band.wavelength_nm is not None for band in bands) else ()


def wavelength_object(band: Band) -> dict[str, float]:
    """What that extension says of a band; empty where nothing is known."""
    return {} if band.wavelength_nm is None else {"eo:center_wavelength": band.wavelength_nm / 1000}


def wavelength_nm(band: Mapping[str, Any]) -> float | None:
    """The wavelength that `wavelength_object` wrote, in nanometres."""
    micrometres = band.get("eo:center_wavelength")
    # To a picometre, so that 664.6 nm stays 664.6 nm on its way through micrometres.
    return None if micrometres is None else round(float(micrometres) * 1000, 3)


def check_extension(document: Any) -> None:
    """Makes sure that a document is an object that follows MLM, in whichever minor version.

    Raises:
        KeyError, TypeError, ValueError: it is not.
    """
    if not isinstance(document, Mapping):
        raise TypeError(f"a {type(document).__name__} instead of an object")
    if not any(str(extension).startswith(_ANY_MLM) for extension in document["stac_extensions"]):
        raise ValueError(f"extensions {', '.join(map(str, document['stac_extensions'])) or 'none'}")
