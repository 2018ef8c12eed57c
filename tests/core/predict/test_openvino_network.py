"""Networks run by OpenVINO, and what they leave behind in the process."""

from __future__ import annotations

import importlib.util
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import deepsat

TAKES_SIGNALS = """
import gc, os, signal, sys
sys.path.insert(0, {core!r})
import torch
from deepsat.encoders import Architecture, build_network
from deepsat.predict.openvino_network import OpenVinoNetwork
from deepsat.predict.quantising import Quantiser
signal.signal(signal.SIGUSR1, lambda *_: print("handled"))
torch.set_num_threads(1)
images = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(1))
network = build_network(Architecture(in_channels=3, classes=2, decoder_channels=(16, 8, 8))).eval()
for precisions in {rounds!r}:
    living = []
    for precision in precisions:
        quantiser = Quantiser([images.numpy()]) if precision == "int8" else None
        living.append(OpenVinoNetwork(network, 2, quantiser))
        living[-1](images, precision=precision)
    while living:
        del living[0], quantiser
        quantiser = None
        gc.collect()
    os.kill(os.getpid(), signal.SIGUSR1)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="Windows has no such signals")
@pytest.mark.skipif(importlib.util.find_spec("openvino") is None, reason="OpenVINO is not installed")
def test_a_signal_is_taken_after_networks_have_ended_out_of_turn() -> None:
    rounds = [("float32", "float32")]
    if importlib.util.find_spec("nncf") is not None:
        rounds.append(("float32", "int8", "float32"))
    script = TAKES_SIGNALS.format(core=str(Path(deepsat.__file__).parents[1]), rounds=rounds)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (0, "handled\n" * len(rounds)), done.stderr
