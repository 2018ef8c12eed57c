"""The engine: a model that turns batches of tiles into probabilities on a device, by the fastest way that is right."""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from deepsat.failures import first_line, is_out_of_memory
from deepsat.jobs import ErrorCode, UserError
from deepsat.models import Model
from deepsat.predict.openvino_network import OpenVinoNetwork
from deepsat.predict.quantising import Quantiser
from deepsat.predict.ways import AGREEMENT, BFLOAT16, INT8, REFERENCE, Way, ways_of
from deepsat.reporting import Reporter

GPU_BATCH = 8
"""Tiles at a time; on a CPU one tile keeps all cores busy."""
Shares = NDArray[np.float32]
OfNetwork = Callable[[Tensor], Tensor]
"""From images to the network's probabilities."""

_PROOF_PX, _PROOF_STEP_PX = 256, 128
"""Side of the part of a tile that proves a way, and what its place is a multiple of, as every network takes it."""
PROOF_DATA = 2000
"""Pixels with data that a tile needs to prove a way, or half of those of a small tile: with a few hundred, one class by
chance is more than the share that may differ."""


class Engine:
    """Runs a model in evaluation mode, in smaller batches where memory runs out.

    The first tile with enough data decides how: each way that is faster than torch in float32 on this computer has to
    give the same classes there, or the next one is taken, and that is said. Batches without such a tile are computed by
    torch in float32 wherever they come, so that a map does not depend on which tiles were seen before.

    Args:
        model: in evaluation mode, on `device`.
        device: where to compute.
        reporter: told what does not work, and when batches have to be smaller.
        pixels: of all tiles that there will be, of one shape; for few of them only torch is worth starting.
        name: one of `deepsat.jobs.choices.ENGINES`; a name leaves out the others.
        precision: one of `deepsat.jobs.choices.PRECISIONS`.
        quantiser: for int8, which is left out without one.

    Raises:
        UserError: `INVALID_JOB` where the engine of that name is not there.
    """

    def __init__(
        self,
        model: Model,
        device: torch.device,
        reporter: Reporter,
        *,
        pixels: int = 0,
        name: str = "auto",
        precision: str = "auto",
        quantiser: Quantiser | None = None,
    ) -> None:
        self._model, self._device, self._reporter, self._quantiser = model, device, reporter, quantiser
        precision = "auto" if precision == INT8 and quantiser is None else precision
        self._ways = list(ways_of(device, pixels, name, precision, model))
        self._way: Way | None = None if len(self._ways) > 1 else self._ways[0]
        self._openvino: OpenVinoNetwork | None = None
        self._of_network: OfNetwork | None = None
        self._kept = ""
        self._has_begun = False
        self.batch_size = 1 if device.type == "cpu" else GPU_BATCH

    @property
    def title(self) -> str:
        """What computes, such as `torch in bfloat16`; before the first tile, what is tried first."""
        return (self._way or (REFERENCE if self._has_begun else self._ways[0])).title

    @property
    def is_decided(self) -> bool:
        """Whether `title` is what computes; not so before the first tile with enough data, of several ways."""
        return self._way is not None

    def keep(self, title: str) -> None:
        """Computes as an engine of that title did, which has been proven on this scene before."""
        self._kept = title

    def probabilities(self, images: Shares) -> Shares:
        """Probabilities of each class.

        Args:
            images: float32 (B,C,H,W), normalised, 0 = no data.

        Returns:
            float32 (B,K,H,W), 0-1, adding up to 1 over the classes.

        Raises:
            UserError: `OUT_OF_MEMORY` when a single tile does not fit.
        """
        return self.begin(images)()

    def begin(self, images: Shares) -> Callable[[], Shares]:
        """The same, but a GPU may still be at work; what is returned waits for it. On a CPU all is done here.

        Raises:
            UserError: `OUT_OF_MEMORY` when a single tile does not fit.
        """
        parts: list[Callable[[], Shares]] = []
        done = 0
        while done < len(images):
            batch = images[done : done + self.batch_size]
            try:
                proof = self._deciding(batch)
                if self._way is None and proof is not None:
                    self._way = self._proven(proof)
                self._has_begun = True
                parts.append(self._run(batch, self._way if self._way and proof is not None else REFERENCE))
                done += len(batch)
            except RuntimeError as error:
                if not is_out_of_memory(error):
                    raise
                self._halve(error)
        return parts[0] if len(parts) == 1 else lambda: np.concatenate([part() for part in parts])

    @torch.inference_mode()
    def _run(self, images: Shares, way: Way) -> Callable[[], Shares]:
        if self._device.type != "cuda":
            shares = self._by(way, torch.from_numpy(images).to(self._device)).cpu().numpy()
            return lambda: shares
        batch = torch.from_numpy(images).pin_memory().to(self._device, non_blocking=True)
        on_device = self._by(way, batch)
        on_host = torch.empty(on_device.shape, dtype=on_device.dtype, pin_memory=True)
        on_host.copy_(on_device, non_blocking=True)
        arrived = torch.cuda.Event()  # type: ignore[no-untyped-call]
        arrived.record(torch.cuda.current_stream(self._device))

        def wait() -> Shares:
            arrived.synchronize()
            return np.asarray(on_host.numpy())

        return wait

    def _by(self, way: Way, images: Tensor) -> Tensor:
        of_network = self._of_network if way.openvino else None
        return self._model.probabilities(images, bf16=way.precision == BFLOAT16, of_network=of_network)

    def _deciding(self, batch: Shares) -> Shares | None:
        """The first tile of a batch with enough data to prove a way, float32 (1,C,H,W); None where no tile has."""
        enough = np.flatnonzero(_has_enough(batch))
        return batch[enough[0] : enough[0] + 1] if len(enough) else None

    @torch.inference_mode()
    def _proven(self, images: Shares) -> Way:
        """The first of the ways that gives the classes of torch in float32 on this tile."""
        for way in self._ways[:-1]:
            if self._kept and way.title != self._kept:
                continue
            try:
                same = self._agreement(way, images)
            # What a library raises that does not suit this computer is not narrower; there is always another way.
            except (ImportError, RuntimeError, ValueError) as error:
                if is_out_of_memory(error):
                    raise
                self._pass_over(way, f"it failed ({first_line(error) or 'no reason given'})")
                continue
            if same >= AGREEMENT[way.precision]:
                return way
            self._pass_over(way, f"on a tile of the scene {1 - same:.1%} of the classes are not those of float32")
        return self._ways[-1]

    def _agreement(self, way: Way, images: Shares) -> float:
        """The share of the pixels with data that get the same class by a way, 1 where that was seen before."""
        # A part only, and the reference first: torch in float32 takes the most memory of all, and gives it back.
        places = [_middle(images)]
        if self._quantiser and way.precision == INT8 and not self._kept:
            # Ranges that fit one place may not fit another one.
            places += self._quantiser.proofs
        tiles = [torch.from_numpy(place).to(self._device) for place in places]
        expected = [] if self._kept else [self._by(REFERENCE, tile).argmax(dim=1) for tile in tiles]
        self._start(way)
        found = [self._by(way, tile).argmax(dim=1) for tile in tiles]
        # Beyond the data every way says the same.
        known = [tile.ne(0).any(dim=1) for tile in tiles]
        same = [(one == two)[there] for one, two, there in zip(found, expected, known, strict=False)]
        return float(torch.cat(same).float().mean()) if same else 1.0

    def _start(self, way: Way) -> None:
        self._of_network = None
        if way.openvino:
            network, scale = self._model.network, self._model.input_scale
            self._openvino = self._openvino or OpenVinoNetwork(network, scale, self._quantiser)
            self._of_network = functools.partial(self._openvino, precision=way.precision)

    def _pass_over(self, way: Way, reason: str) -> None:
        self._of_network = None
        self._reporter.log(f"{way.title} is not used: {reason}.", "warning")

    def _halve(self, error: RuntimeError) -> None:
        if self.batch_size == 1:
            raise UserError(
                ErrorCode.OUT_OF_MEMORY,
                expected=f"memory for one tile on {self._device}",
                found="too little free memory",
                remedy="Close other programs that use it, or choose the device 'cpu'.",
                details=str(error),
            ) from error
        self.batch_size //= 2
        if self._device.type == "cuda":
            torch.cuda.empty_cache()
        tiles = "tile" if self.batch_size == 1 else "tiles"
        text = f"Memory of {self._device} ran out; going on with {self.batch_size} {tiles} at a time."
        self._reporter.log(text, "warning")


def _has_enough(images: Shares) -> NDArray[np.bool_]:
    """Which of some tiles have data enough to prove a way, bool (B,)."""
    height, width = images.shape[2:]
    needed = min(PROOF_DATA, height * width // 2)
    # Where there are data, nearly always the first channel alone says so, much sooner than all of them.
    enough = np.count_nonzero(images[:, 0], axis=(1, 2)) >= needed
    return enough if enough.all() else np.asarray((images != 0).any(axis=1).sum(axis=(1, 2)) >= needed)


def _middle(images: Shares) -> Shares:
    """The middle of a large tile, where there are data enough in it; else all of it."""
    height, width = images.shape[2:]
    if height % _PROOF_STEP_PX or width % _PROOF_STEP_PX or min(height, width) <= _PROOF_PX:
        return images
    top, left = ((size - _PROOF_PX) // 2 // _PROOF_STEP_PX * _PROOF_STEP_PX for size in (height, width))
    middle = images[:, :, top : top + _PROOF_PX, left : left + _PROOF_PX]
    return np.ascontiguousarray(middle) if _has_enough(middle).all() else images
