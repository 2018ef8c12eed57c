"""Every exception becomes the right error."""

from __future__ import annotations

import errno

import pytest

from deepsat.failures import foreseen_error
from deepsat.jobs import Cancelled, ErrorCode, UserError


def raised(exception: BaseException) -> BaseException:
    try:
        raise exception
    except BaseException as caught:
        return caught


@pytest.mark.parametrize(
    ("exception", "code"),
    [
        (MemoryError("Unable to allocate 3 TiB"), ErrorCode.OUT_OF_MEMORY),
        (RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate"), ErrorCode.OUT_OF_MEMORY),
        (RuntimeError("MPS backend out of memory"), ErrorCode.OUT_OF_MEMORY),
        (RuntimeError("shapes do not fit"), ErrorCode.INTERNAL),
        (OSError(errno.ENOSPC, "No space left on device", "/disk/a"), ErrorCode.DISK_FULL),
        (OSError(errno.EIO, "Input/output error", "/disk/a"), ErrorCode.INTERNAL),
        (ModuleNotFoundError("No module named 'rasterio'", name="rasterio"), ErrorCode.ENVIRONMENT_BROKEN),
        (ModuleNotFoundError("No module named 'deepsat.paint'", name="deepsat.paint"), ErrorCode.INTERNAL),
        (KeyboardInterrupt(), ErrorCode.CANCELLED),
        (SystemExit(3), ErrorCode.INTERNAL),
        (KeyError("band"), ErrorCode.INTERNAL),
    ],
    ids=repr,
)
def test_exceptions_and_their_codes(exception: BaseException, code: ErrorCode) -> None:
    error = foreseen_error(raised(exception))
    assert error.code is code
    if code is not ErrorCode.CANCELLED:
        assert "Traceback" in error.details
        assert type(exception).__name__ in error.details


def test_foreseen_errors_stay_themselves() -> None:
    error = UserError(ErrorCode.DISK_FULL, expected="a", found="b", remedy="C.")
    assert foreseen_error(error) is error
    cancelled = Cancelled()
    assert foreseen_error(cancelled) is cancelled


def test_torch_running_out_of_memory_is_named() -> None:
    torch = pytest.importorskip("torch")
    with pytest.raises(RuntimeError) as caught:
        torch.empty(2**50, dtype=torch.float32)
    assert foreseen_error(caught.value).code is ErrorCode.OUT_OF_MEMORY
    assert foreseen_error(torch.OutOfMemoryError("CUDA")).code is ErrorCode.OUT_OF_MEMORY


def test_a_message_is_one_line() -> None:
    error = foreseen_error(raised(ValueError("first line.\nsecond line")))
    assert error.found == "ValueError: first line"
