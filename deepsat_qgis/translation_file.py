"""Files of translations, as Qt Linguist writes them. Standard library only, so that the build tools read them too.

The files are read as they are. Compiled ones (.qm) would need Qt's tools wherever the plugin is packed or run from the
tree, and would be asked about every text of QGIS.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET  # nosec B405 - reads files that came with the plugin
from pathlib import Path

TEXTS, REPORTED = "DeepSat", "DeepSat reports"
"""Texts of the plugin, and templates of what worker and installer say. Qt Linguist calls them contexts."""


def translation_file(folder: Path, locale: str) -> Path | None:
    """The file in `folder` for a locale such as `de_AT`: its own, or that of its language; None if there is neither."""
    names = (locale, locale.partition("_")[0])
    paths = (folder / f"deepsat_{name}.ts" for name in names)
    return next((path for path in paths if path.is_file()), None)


def read_translations(path: Path, kind: str = TEXTS) -> dict[str, str]:
    """The finished translations of a kind in a file, `TEXTS` or `REPORTED`, by their English text."""
    found = {}
    contexts = ET.parse(path).getroot().iter("context")  # noqa: S314  # nosec B314 - see the import
    for message in (one for context in contexts if context.findtext("name") == kind for one in context.iter("message")):
        source, translation = message.findtext("source"), message.find("translation")
        if source and translation is not None and translation.text and translation.get("type") is None:
            found[source] = translation.text
    return found
