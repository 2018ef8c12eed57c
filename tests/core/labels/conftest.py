"""Small real vector files for the tests of labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely


@pytest.fixture
def write_labels(tmp_path: Path) -> Callable[..., str]:
    """Writes shapely geometries and one field of classes as a vector file and returns its path."""

    def write(
        shapes: Sequence[Any],
        classes: Sequence[Any],
        *,
        name: str = "labels.gpkg",
        field: str = "class",
        crs: str | None = "EPSG:32633",
        geometry_type: str = "Unknown",
        layer: str | None = None,
        dtype: Any = object,
        **options: Any,
    ) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pyogrio.raw.write(
            path,
            shapely.to_wkb(np.array(shapes, dtype=object)),
            [np.array(classes, dtype=dtype)],
            [field],
            geometry_type=geometry_type,
            crs=crs,
            layer=layer,
            **options,
        )
        return str(path)

    return write
