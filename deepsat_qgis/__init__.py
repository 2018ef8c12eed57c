"""DeepSat for QGIS: from a few labelled polygons to a land-cover map.

Importing the package costs nothing and needs no QGIS: the installer runs from it on any Python.
"""

from __future__ import annotations

import sys
from typing import Any

from deepsat_qgis.paths import CORE_FOLDER

# `deepsat.jobs` is the one thing both processes share. The end of the path is enough and shadows nobody's packages.
if str(CORE_FOLDER) not in sys.path:
    sys.path.append(str(CORE_FOLDER))


def classFactory(iface: Any) -> Any:  # noqa: N802 - QGIS calls it by this name
    """The plugin object that QGIS asks for; `iface` is None in `qgis_process`."""
    from deepsat_qgis.plugin import DeepSatPlugin

    return DeepSatPlugin(iface)
