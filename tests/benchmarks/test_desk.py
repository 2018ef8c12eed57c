"""The table of how long QGIS cannot answer."""

from __future__ import annotations

from benchmarks.desk import PHASES, page_of, table


def test_the_table_tells_median_late_and_longest_gap_of_each_phase() -> None:
    gaps = {phase: [10.0] * 197 + [40.0, 120.0, 250.0] for phase in PHASES}
    gaps["fine-tuning"] = [10.0] * 100
    rows = table(gaps).splitlines()[2:]
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == list(PHASES)
    assert rows[0] == "| without the panel | 2 | 10 | 41 | 250 | 2 |"
    assert rows[PHASES.index("fine-tuning")] == "| fine-tuning | 1 | 10 | 10 | 10 | 0 |"


def test_the_page_holds_the_table_and_how_to_measure_again() -> None:
    text = page_of("| a | b |")
    assert text.startswith("# Does QGIS wait for DeepSat?")
    assert "| a | b |" in text
    assert "make benchmark-desk" in text
