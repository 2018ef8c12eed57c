"""Lets a job be cancelled while a network computes."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

from torch import Tensor, nn

LOOK_EVERY_SECONDS = 0.2


@contextlib.contextmanager
def interruptible(module: nn.Module, check: Callable[[], None]) -> Iterator[None]:
    """Calls `check` again and again while the module computes, forwards and backwards; what it raises ends the pass.

    A step of a large batch, or a look at many places of a scene, takes seconds on a CPU, longer than a person should
    wait for a cancelled job to stop.
    """
    looked = time.monotonic()

    def look(*_: object) -> None:
        nonlocal looked
        if time.monotonic() - looked > LOOK_EVERY_SECONDS:
            check()
            looked = time.monotonic()

    def look_both_ways(_module: nn.Module, _inputs: object, output: Tensor) -> None:
        look()
        if output.requires_grad:
            output.register_hook(look)  # type: ignore[no-untyped-call]

    layers = [layer for layer in module.modules() if isinstance(layer, nn.Conv2d)]
    handles = [layer.register_forward_hook(look_both_ways) for layer in layers]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()
