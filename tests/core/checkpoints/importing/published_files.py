"""Weight files as their authors publish them: the same names, the same pickles, random numbers."""

from __future__ import annotations

import argparse
import contextlib
import sys
import types
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from deepsat.encoders import declare_missing_operators

ROW = ("conv1", "bn1", "relu", "maxpool", "layer1", "layer2", "layer3", "layer4", "avgpool")


def resnet(name: str = "resnet18", channels: int = 3, *, seed: int = 1) -> nn.Module:
    """torchvision's network, with statistics of batch normalisation that are not those of a fresh one."""
    declare_missing_operators()
    import torchvision

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network: nn.Module = getattr(torchvision.models, name)(num_classes=5)
        network.conv1 = nn.Conv2d(channels, 64, 7, stride=2, padding=3, bias=False)
        for module in network.modules():
            if isinstance(module, nn.BatchNorm2d):
                assert module.running_mean is not None and module.running_var is not None
                module.running_mean.normal_(std=0.2)
                module.running_var.uniform_(0.5, 2.0)
                module.weight.data.uniform_(0.5, 1.5)
    return network.eval()


def in_a_row(network: nn.Module) -> dict[str, Tensor]:
    """The trunk's weights under positions, as `nn.Sequential(*children)` names them."""
    row = nn.Sequential(*(getattr(network, part) for part in ROW), nn.Flatten())
    return dict(row.state_dict())


def trunk(network: nn.Module) -> dict[str, Tensor]:
    """The trunk's weights under DeepSat's names."""
    return {f"encoder.{name}": t for name, t in network.state_dict().items() if not name.startswith("fc.")}


def prefixed(prefix: str, weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {f"{prefix}{name}": tensor for name, tensor in weights.items()}


def seco_state(network: nn.Module, other: nn.Module, width: int = 512) -> dict[str, Tensor]:
    """The state of SeCo's module: two encoders, three pairs of heads, the queue."""
    state = {"queue": torch.randn(3, 8, 16), "queue_ptr": torch.zeros(3, 1, dtype=torch.long)}
    state |= prefixed("encoder_q.", in_a_row(network)) | prefixed("encoder_k.", in_a_row(other))
    for side in "qk":
        for space in range(3):
            head = nn.Sequential(nn.Linear(width, 4), nn.ReLU(), nn.Linear(4, 8))
            state |= prefixed(f"heads_{side}.{space}.", head.state_dict())
    return state


@contextlib.contextmanager
def module_that_goes(name: str, *classes: str, base: type = object) -> Iterator[types.ModuleType]:
    """A module with classes, importable only within the block."""
    module = types.ModuleType(name)
    for each in classes:
        setattr(module, each, type(each, (base,), {"__module__": name, "__qualname__": each}))
    names = [".".join(name.split(".")[: end + 1]) for end in range(name.count(".") + 1)]
    added = [each for each in names if each not in sys.modules]
    sys.modules.update({each: types.ModuleType(each) for each in added} | {name: module})
    try:
        yield module
    finally:
        for each in added:
            del sys.modules[each]


def write_lightning(path: Path, state: Mapping[str, Tensor], *, legacy: bool = False, **settings: Any) -> Path:
    """A file as Lightning 1.1 wrote it: classes as keys, settings as a subclass of dict, an optimiser's state."""
    with (
        module_that_goes("pytorch_lightning.callbacks.model_checkpoint", "ModelCheckpoint") as callbacks,
        module_that_goes("pytorch_lightning.utilities.parsing", "AttributeDict", base=dict) as parsing,
    ):
        hyper_parameters = parsing.AttributeDict({"emb_dim": 128, "args": argparse.Namespace(lr=0.03), **settings})
        document = {
            "epoch": 199,
            "global_step": 1000,
            "pytorch-lightning_version": "1.1.8",
            "callbacks": {callbacks.ModelCheckpoint: {"best_model_score": torch.tensor(0.5), "dirpath": "/home/x"}},
            "optimizer_states": [{"state": {0: {"momentum_buffer": torch.randn(3)}}, "param_groups": [{"lr": 0.03}]}],
            "lr_schedulers": [],
            "state_dict": OrderedDict(state),
            "hyper_parameters": hyper_parameters,
        }
        torch.save(document, path, _use_new_zipfile_serialization=not legacy)
    return path
