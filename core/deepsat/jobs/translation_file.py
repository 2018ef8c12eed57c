"""Files of translations, as Qt Linguist writes them: plugin, worker and build tools read them. Standard library only.

The files are read as they are. Compiled ones (.qm) would need Qt's tools wherever the plugin is packed or run from the
tree, and would be asked about every text of QGIS.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET  # nosec B405 - reads files that came with the plugin
from pathlib import Path

TEXTS, REPORTED, ON_THE_PAGE = "DeepSat", "DeepSat reports", "DeepSat accuracy report"
"""Texts of the plugin, templates of what worker and installer say, and texts of the page that tells how good a map is.
Qt Linguist calls them contexts."""


def translation_file(folder: Path, locale: str) -> Path | None:
    """The file in `folder` for a locale such as `de_AT`: its own, or that of its language; None if there is neither."""
    names = (locale, locale.partition("_")[0])
    paths = (folder / f"deepsat_{name}.ts" for name in names)
    return next((path for path in paths if path.is_file()), None)


def read_translations(path: Path, kind: str = TEXTS) -> dict[str, str]:
    """The finished translations of a kind in a file, such as `TEXTS`, by their English text."""
    found = {}
    contexts = ET.parse(path).getroot().iter("context")  # noqa: S314  # nosec B314 - see the import
    for message in (one for context in contexts if context.findtext("name") == kind for one in context.iter("message")):
        source, translation = message.findtext("source"), message.find("translation")
        if source and translation is not None and translation.text and translation.get("type") is None:
            found[source] = translation.text
    return found
