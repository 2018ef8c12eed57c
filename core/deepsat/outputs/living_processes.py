"""Is a process still there?"""

from __future__ import annotations

import os
import sys

_QUERY_LIMITED_INFORMATION = 0x1000
_ACCESS_DENIED = 5
_STILL_ACTIVE = 259


def process_lives(process_id: int) -> bool:
    """Whether a process with this id exists, whoever it belongs to."""
    if process_id <= 0:
        return False
    return _lives_on_windows(process_id) if sys.platform == "win32" else _lives_on_posix(process_id)


def _lives_on_posix(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _lives_on_windows(process_id: int) -> bool:
    """Asks the kernel: on Windows `os.kill(id, 0)` would end the process."""
    if sys.platform != "win32":
        raise NotImplementedError("only Windows has kernel32")
    import ctypes

    kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel32.OpenProcess.restype = ctypes.c_void_p
    handle = kernel32.OpenProcess(_QUERY_LIMITED_INFORMATION, False, process_id)
    if not handle:
        return ctypes.get_last_error() == _ACCESS_DENIED
    status = ctypes.c_ulong()
    known = kernel32.GetExitCodeProcess(ctypes.c_void_p(handle), ctypes.byref(status))
    kernel32.CloseHandle(ctypes.c_void_p(handle))
    return not known or status.value == _STILL_ACTIVE
