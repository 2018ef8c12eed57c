"""Every error code has its words."""

from __future__ import annotations

from typing import Any

import pytest

from deepsat.jobs import ErrorCode
from deepsat.jobs.errors import SUMMARIES, error_of


@pytest.mark.parametrize("code", list(ErrorCode))
def test_every_code_becomes_a_sentence(qgis_app: Any, code: ErrorCode) -> None:
    from deepsat_qgis.failures import failure_of

    error = error_of(code, expected="five bands", found="three", remedy="Choose another raster.", details="log")
    failure = failure_of(error)
    assert failure.code is code
    assert failure.sentence.endswith(".")
    if code is ErrorCode.CANCELLED:
        assert failure.text == SUMMARIES[code]
    else:
        assert failure.text == f"{SUMMARIES[code]} Expected: five bands. Found: three. Choose another raster."
        assert failure.details == "log"


def test_sentences_differ(qgis_app: Any) -> None:
    from deepsat_qgis.failures import failure_of

    texts = {failure_of(error_of(code, expected="", found="", remedy="")).sentence for code in ErrorCode}
    assert len(texts) == len(ErrorCode)
