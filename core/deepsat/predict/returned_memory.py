"""Memory that goes back to the system as soon as an array is gone."""

from __future__ import annotations

import contextlib
import ctypes
import sys

_LARGE_BYTES = 2**20
_M_MMAP_THRESHOLD = -3
"""Parameter of glibc's `mallopt`."""


def return_large_arrays() -> None:
    """Lets glibc give back each array of a megabyte or more, for good.

    By itself it keeps those of up to 32 MB for the thread that asked for them, once one was freed: each thread of the
    pipeline then holds tiles that another one could use. Other systems' allocators are left as they are.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
