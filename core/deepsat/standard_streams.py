"""Standard input and output kept for our own messages, whatever libraries print or read.

Native libraries write to file descriptor 1 behind Python's back, so `sys.stdout` alone is not enough: the descriptor
itself is pointed at standard error, and only the stream that is handed out here leads to the real standard output.
"""

from __future__ import annotations

import os
import sys
from typing import BinaryIO, TextIO


def claim_standard_output() -> TextIO:
    """The real standard output as a stream of our own; from now on everything else's output goes to standard error.

    Call it before anything else is imported. Processes that are started later do not inherit the stream.
    """
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return open(kept, "w", encoding="utf-8", newline="\n")


def claim_standard_input() -> BinaryIO:
    """The real standard input as a stream of our own; everything else finds an empty one."""
    kept = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return open(kept, "rb")
