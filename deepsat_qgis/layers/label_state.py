"""What tells that labels may have changed although their layer has not said so."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsProviderRegistry, QgsVectorLayer

LabelState = Optional[tuple[int, tuple[tuple[int, int], ...]]]
"""Number of features; time in nanoseconds and bytes of each file. None where only a look at all of them tells."""

_JOURNAL = "-wal"
"""Where SQLite keeps what was written to a GeoPackage last."""


def label_state(layer: QgsVectorLayer, class_field: str) -> LabelState:
    """The state of a layer's labels.

    Another layer of the same file, or a script, changes labels without a signal of this layer. So do the layer that a
    field is joined from, the expression that computes it, and whoever else writes to a database.
    """
    is_computed = layer.vectorJoins() or layer.expressionField(layer.fields().lookupField(class_field))
    if layer.providerType() not in ("ogr", "memory") or is_computed:
        return None
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = str(parts.get("path", ""))
    files = [Path(path), Path(path + _JOURNAL)] if path else []
    return layer.featureCount(), tuple(_state(file) for file in files)


def _state(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
