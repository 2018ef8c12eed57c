"""What all tests of the core share."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def the_end_of_a_child_is_nobodys_business() -> Iterator[None]:
    """Takes back the handler of SIGCHLD that a test leaves, as torch's loader and Ray's driver do.

    It would be called for the children of all later tests, on a stack for signals that other native code of the same
    process may have taken down by then: that ends the process without a word.
    """
    yield
    if hasattr(signal, "SIGCHLD"):
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
