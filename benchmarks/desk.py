"""How long QGIS cannot answer while the panel works.

    python -m benchmarks.desk [--page docs/desk.md]

A timer in the window of a real QGIS asks to be called every 10 ms. While QGIS does anything else it is called later,
and a click would be answered later too. The sample scene is fine-tuned on and mapped from the panel meanwhile.
"""

from __future__ import annotations

import argparse
import datetime
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from build_tools.qgis_window import play_in_qgis

STORY = Path(__file__).with_name("desk_story.py")
PHASES = (
    "without the panel",
    "opening the panel",
    "the panel, idle",
    "fine-tuning",
    "the result comes",
    "live preview",
)
AIM_MILLISECONDS = 100
"""Up to which people feel that a program answers at once (J. Nielsen, Usability Engineering, 1993, chapter 5)."""


def main(page: Path) -> None:
    """Measures, prints the table, and writes the page."""
    with tempfile.TemporaryDirectory(prefix="deepsat-desk-") as temporary:
        gaps: Mapping[str, Sequence[float]] = play_in_qgis(STORY, Path(temporary))["gaps"]
    text = table(gaps)
    print(text)
    page.write_text(page_of(text), encoding="utf-8")


def table(gaps: Mapping[str, Sequence[float]]) -> str:
    """The gaps between two calls of the timer, in milliseconds, as a Markdown table.

    Args:
        gaps: for each phase all of them, in milliseconds.
    """
    lines = [
        "| while | seconds | median | 99th percentile | longest | over 100 ms |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for phase in PHASES:
        values = np.asarray(gaps[phase])
        median, late = np.percentile(values, [50, 99])
        over = int((values > AIM_MILLISECONDS).sum())
        lines.append(
            f"| {phase} | {values.sum() / 1000:.0f} | {median:.0f} | {late:.0f} | {values.max():.0f} | {over} |"
        )
    return "\n".join(lines)


def page_of(text: str) -> str:
    """The page with a table."""
    return f"""# Does QGIS wait for DeepSat?

A timer in the window of a real QGIS asks to be called every 10 ms. Whatever keeps it waiting would keep a click
waiting. The table tells the milliseconds between two calls, while the sample scene is fine-tuned on and mapped from
the panel. Below {AIM_MILLISECONDS} ms a program seems to answer at once. The worker computes in a process of its own.

{text}

Measured on {datetime.datetime.now(datetime.timezone.utc).date()} with {os.cpu_count()} processor cores, which QGIS and
the worker shared, and without a graphics card; QGIS drew on a screen in memory. Again: `make benchmark-desk`.

*Opening the panel* begins with the first press of its button and ends when the worker is up. *The result comes* is
from the last hundredth of the progress to the drawn map. What QGIS itself does, such as opening a raster that is
added, is in all numbers; the first row is QGIS without the panel.
"""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measures how long QGIS cannot answer while the panel works.")
    parser.add_argument("--page", type=Path, default=Path("docs/desk.md"), help="page to write")
    main(parser.parse_args().page)
