"""Names of a ResNet's weights: from where a file keeps them to where DeepSat's network has them.

Nothing is taken or left out in silence: every tensor of the file is used, left out for a stated reason, or named in the
error that refuses the file; and every weight of the encoder is found in the file, or the file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import torch
from torch import Tensor

from deepsat.checkpoints.importing.imported import Dropped, Published, listed, unfit

ENCODER = "encoder."
"""Beginning of the encoder's keys in DeepSat's networks."""

_PLACES = {"0": "conv1", "1": "bn1", "4": "layer1", "5": "layer2", "6": "layer3", "7": "layer4"}
"""Positions of a ResNet's parts when its children are put into a row; 2 and 3 have no weights."""

_BLOCKS: Mapping[tuple[bool, tuple[int, ...]], str] = {
    (False, (2, 2, 2, 2)): "resnet18",
    (False, (3, 4, 6, 3)): "resnet34",
    (True, (3, 4, 6, 3)): "resnet50",
}
"""By whether the blocks are bottlenecks, and how many there are in each layer."""

_BATCHES_SEEN = "num_batches_tracked"
"""A counter beside the statistics of batch normalisation, which files of old versions lack."""

VALUES = "settings and counters"
TRAINING_STATE = dict.fromkeys(
    (
        "optimizer/", "optimizer_states/", "optimizer_state_dict/", "lr_schedulers/", "lr_scheduler/", "scheduler/",
        "callbacks/", "loops/", "native_amp_scaling_state/", "fp16_scaler/", "scaler/", "amp/", "hyper_parameters/",
        "best_acc",
    ),
    "state of its training",
)  # fmt: skip
"""Beginnings of entries of a file that are no weights, and why they are left out."""

REMEDY = (
    "Choose the file as its authors publish it, a ResNet-18, -34 or -50; of your own networks save the state_dict, "
    "with names as torchvision gives them."
)


def encoder_weights(tensors: Mapping[str, Tensor], beginning: str, *, in_a_row: bool) -> dict[str, tuple[str, Tensor]]:
    """The tensors of a ResNet's trunk, whose names in the file start with `beginning`.

    Args:
        tensors: by name in the file.
        beginning: such as `state_dict/encoder_q.`.
        in_a_row: whether the parts are numbered, as `0.weight` for `conv1.weight`.

    Returns:
        By DeepSat's key, such as `encoder.conv1.weight`: the name in the file, and the tensor.
    """
    found = {}
    for name, tensor in tensors.items():
        if not name.startswith(beginning):
            continue
        part, _, rest = name.removeprefix(beginning).partition(".")
        part = _PLACES.get(part, "") if in_a_row else part
        if part in _PLACES.values() and rest:
            found[f"{ENCODER}{part}.{rest}"] = (name, tensor)
    return found


def encoder_name(keys: Iterable[str]) -> str:
    """Which ResNet it is, by its blocks.

    Args:
        keys: DeepSat's keys.

    Raises:
        UserError: `MODEL_INVALID` for another network.
    """
    blocks: list[set[str]] = [set(), set(), set(), set()]
    bottlenecks = False
    for key in keys:
        matched = re.match(r"encoder\.layer([1-4])\.(\d+)\.", key)
        if matched:
            blocks[int(matched[1]) - 1].add(matched[2])
            bottlenecks |= ".conv3." in key
    counts = tuple(map(len, blocks))
    if (bottlenecks, counts) not in _BLOCKS:
        kind = "bottleneck" if bottlenecks else "plain"
        raise unfit(
            "a ResNet-18 (2, 2, 2, 2 blocks), ResNet-34 (3, 4, 6, 3) or ResNet-50 (3, 4, 6, 3 bottlenecks)",
            f"{', '.join(map(str, counts))} {kind} blocks",
            "Choose weights of one of these networks.",
        )
    return _BLOCKS[bottlenecks, counts]


def fitted(found: Mapping[str, Tensor], expected: Mapping[str, Tensor], file: str) -> dict[str, Tensor]:
    """The weights that a network needs, in float32.

    Args:
        found: by DeepSat's key.
        expected: the network's own, for their keys and shapes; a missing counter of batches becomes 0.
        file: name to call the file by.

    Raises:
        UserError: `MODEL_INVALID`, with the keys that are missing, of another shape, or hold no numbers.
    """
    missing = [key for key in expected if key not in found and not key.endswith(_BATCHES_SEEN)]
    if missing:
        raise unfit(f"all {len(expected)} weights of the network", f"{file} without {listed(missing)}", REMEDY)
    differing = [
        f"{key} {tuple(tensor.shape)} instead of {tuple(expected[key].shape)}"
        for key, tensor in found.items()
        if key in expected and tensor.shape != expected[key].shape
    ]
    if differing:
        raise unfit("weights of the network's shapes", f"in {file} {listed(differing)}", REMEDY)
    weights = {
        key: (found[key].to(tensor.dtype) if key in found else torch.zeros_like(tensor)).contiguous()
        for key, tensor in expected.items()
    }
    broken = [key for key, tensor in weights.items() if not bool(tensor.isfinite().all())]
    if broken:
        raise unfit("finite weights", f"in {file} infinite or undefined numbers in {listed(broken)}", REMEDY)
    return weights


def left_out(published: Published, used: set[str], reasons: Mapping[str, str]) -> dict[str, Dropped]:
    """Why each tensor that is not used is left out, by the beginning of the names; plain values count as one group.

    Args:
        published: the file.
        used: names of its tensors that are used.
        reasons: by beginning of the names, the longest that fits counts: why they are left out.

    Raises:
        UserError: `MODEL_INVALID`, with the names that have no place.
    """
    known = {**TRAINING_STATE, **reasons}
    beginnings = sorted(known, key=len, reverse=True)
    groups: dict[str, int] = {}
    unknown = []
    for name in sorted(set(published.tensors) - used):
        beginning = next((b for b in beginnings if name.startswith(b)), None)
        if beginning is None:
            unknown.append(name)
        else:
            groups[beginning] = groups.get(beginning, 0) + 1
    if unknown:
        raise unfit(
            "weights that all have a place, or a known reason to be left out",
            f"in {published.weights_file.name} {len(unknown)} unknown weights: {listed(unknown)}",
            REMEDY,
        )
    values = {VALUES: Dropped(len(published.values), "no weights")} if published.values else {}
    return {**{name: Dropped(count, known[name]) for name, count in groups.items()}, **values}
