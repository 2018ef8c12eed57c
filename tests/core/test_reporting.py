"""Reporters: mapping of parts onto the whole, and progress that never falls."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepsat.jobs import Cancelled
from deepsat.reporting import PartReporter, RisingFraction, SilentReporter, telling
from deepsat.terminal import TerminalReporter


def test_a_part_runs_from_its_start_to_its_end() -> None:
    whole = SilentReporter()
    part = PartReporter(whole, 0.2, 0.85)
    for fraction in (0.0, 0.5, 1.0):
        part.progress(fraction, "head", f"at {fraction}", {"loss": fraction})
    assert [round(call[0], 12) for call in whole.progressed] == [0.2, 0.525, 0.85]
    assert whole.progressed[1][1:] == ("head", "at 0.5", {"loss": 0.5})


def test_parts_of_parts_meet_exactly() -> None:
    whole = SilentReporter()
    inner = PartReporter(PartReporter(whole, 0.0, 0.85), 1 / 3, 1.0)
    inner.progress(1.0, "all", "done")
    PartReporter(whole, 0.85, 1.0).progress(0.0, "predict", "begins")
    assert whole.progressed[0][0] == whole.progressed[1][0] == 0.85


def test_a_part_hands_on_everything_else() -> None:
    whole = SilentReporter()
    part = PartReporter(whole, 0.0, 0.5)
    part.log("Two polygons are empty.", "warning")
    part.metric("loss", 0.75, 12)
    assert whole.logged == [("Two polygons are empty.", "warning")]
    assert whole.metrics == [("loss", 0.75, 12)]
    part.check_cancelled()
    whole.cancelled = True
    with pytest.raises(Cancelled):
        part.check_cancelled()


@pytest.mark.parametrize(("start", "end"), [(0.5, 0.4), (-0.1, 1.0), (0.0, 1.1)])
def test_a_part_outside_the_whole_is_refused(start: float, end: float) -> None:
    with pytest.raises(ValueError, match="0 <= start <= end <= 1"):
        PartReporter(SilentReporter(), start, end)


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True)))
def test_a_rising_fraction_never_falls_and_stays_within_0_and_1(fractions: list[float]) -> None:
    rising = RisingFraction()
    shown = [rising.of(fraction) for fraction in fractions]
    assert shown == sorted(shown)
    assert all(0 <= fraction <= 1 for fraction in shown)


def test_a_rising_fraction_follows_rising_values() -> None:
    rising = RisingFraction()
    assert [rising.of(value) for value in (0.1, 0.3, 0.2, 0.9, 2.0)] == [0.1, 0.3, 0.3, 0.9, 1.0]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_log_file_gets_a_line_every_five_percent_and_for_every_stage() -> None:
    stream = io.StringIO()
    reporter = TerminalReporter(stream)
    for percent in range(12):
        reporter.progress(percent / 100, "head" if percent < 8 else "all", f"step {percent}")
    assert stream.getvalue().splitlines() == ["  0 %  step 0", "  5 %  step 5", "  8 %  step 8"]


def test_a_log_file_shows_the_end() -> None:
    stream = io.StringIO()
    reporter = TerminalReporter(stream)
    reporter.progress(0.98, "all", "nearly")
    reporter.progress(1.0, "all", "done")
    assert stream.getvalue().splitlines()[-1] == "100 %  done"


def test_a_terminal_shows_one_line_that_is_covered_by_the_next() -> None:
    stream = _Terminal()
    reporter = TerminalReporter(stream)
    reporter.progress(0.1, "head", "a long sentence")
    reporter.progress(0.2, "head", "short")
    assert stream.getvalue() == "\r 10 %  a long sentence" + "\r 20 %  short          "


def test_a_log_sentence_does_not_mix_with_the_changing_line() -> None:
    stream = _Terminal()
    reporter = TerminalReporter(stream)
    reporter.progress(0.1, "head", "training")
    reporter.log("One class has one polygon.", "warning")
    assert "\rWarning: One class has one polygon.\n\r 10 %  training" in stream.getvalue()


def test_a_share_is_told_as_progress_until_somebody_cancels() -> None:
    reporter = SilentReporter()
    tell = telling(PartReporter(reporter, 0.5, 1.0), "draw", "Drawing.")
    tell(0.5)
    reporter.cancelled = True
    with pytest.raises(Cancelled):
        tell(1.0)
    assert reporter.progressed == [(0.75, "draw", "Drawing.", {})]
