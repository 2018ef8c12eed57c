"""Weight files of torch, read without running anything that they name; and safetensors.

torch has two formats: a zip with `data.pkl` and one entry a storage (since 1.6), and before that a row of pickles
followed by the storages. Both are read here by `pickle_machine`, which knows no classes, so a file of a Lightning that
nobody has any more is read, and a malicious one does nothing.
"""

from __future__ import annotations

import dataclasses
import math
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from deepsat.checkpoints.importing.imported import unfit
from deepsat.checkpoints.importing.pickle_machine import Damaged, Global, Machine, Made

MOST_ENTRIES = 1_000_000
DEEPEST = 200
"""Levels of containers in containers; real files have fewer than 20."""

_MAGIC, _PROTOCOL = 0x1950A86A20F9469CFC6C, 1001
_ZIP_START = b"PK\x03\x04"

_TYPES = {
    "DoubleStorage": torch.float64,
    "FloatStorage": torch.float32,
    "HalfStorage": torch.float16,
    "BFloat16Storage": torch.bfloat16,
    "LongStorage": torch.int64,
    "IntStorage": torch.int32,
    "ShortStorage": torch.int16,
    "CharStorage": torch.int8,
    "ByteStorage": torch.uint8,
    "BoolStorage": torch.bool,
}


@dataclasses.dataclass(frozen=True)
class _Storage:
    """A row of numbers somewhere in the file."""

    dtype: torch.dtype
    key: str
    count: int


@dataclasses.dataclass(frozen=True)
class _View:
    """A tensor whose numbers are not read yet."""

    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


_FAILURES = (ValueError, SafetensorError, zipfile.BadZipFile, OSError, EOFError, RuntimeError)
"""Of reading a damaged file."""

_Reader = Callable[[_Storage], Tensor]


def read_weights(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Everything in a weight file: `.safetensors`, or whatever `torch.save` wrote.

    Args:
        path: the file.

    Returns:
        The tensors on the CPU, and the other plain values, each by its place: the names on the way to it, joined by
        `/`, such as `state_dict/conv1.weight` or `hyper_parameters/emb_dim`.

    Raises:
        UserError: `MODEL_INVALID` where the file is no such file, damaged, or refers to what it does not hold.
    """
    try:
        with path.open("rb") as file:
            start = file.read(16)
        if path.suffix == ".safetensors":
            with safe_open(path, framework="pt") as opened:
                return {name: opened.get_tensor(name) for name in opened.keys()}, {}  # noqa: SIM118
        return _read_zip(path) if start.startswith(_ZIP_START) else _read_row(path)
    except _FAILURES as error:
        raise unfit(
            "a weight file as torch.save or safetensors write it",
            f"{path}, which is damaged or something else ({error})",
            "Download the file again, and compare its size and checksum with what its publisher states.",
        ) from error


def _read_zip(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        pickles = [name for name in names if name.count("/") == 1 and name.endswith("/data.pkl")]
        if len(pickles) != 1:
            raise Damaged("a zip without one data.pkl in its folder")
        root = pickles[0].removesuffix("data.pkl")
        if f"{root}constants.pkl" in names:
            raise Damaged("a TorchScript program, not weights")
        if f"{root}byteorder" in names and archive.read(f"{root}byteorder") != b"little":
            raise Damaged("numbers of another byte order")
        if any(entry.compress_type != zipfile.ZIP_STORED for entry in archive.infolist()):
            # Which also means that nothing in the file is larger than the file.
            raise Damaged("compressed entries, which torch does not write")
        cache: dict[str, bytearray] = {}

        def numbers(storage: _Storage) -> Tensor:
            if storage.key not in cache:
                entry = f"{root}data/{storage.key}"
                if entry not in names:
                    raise Damaged(f"no entry {entry}, which the weights refer to")
                cache[storage.key] = bytearray(archive.read(entry))
            return _numbers(cache[storage.key], storage)

        machine = Machine(archive.read(pickles[0]), constructors=_CONSTRUCTORS, persistent=_storage)
        return _sorted(machine.run(), numbers)


def _read_row(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """The format before the zip: magic number, protocol, system, content, keys of the storages, then these."""
    data = path.read_bytes()
    position = 0
    parts: list[Any] = []
    for _ in range(5):
        machine = Machine(data, position, constructors=_CONSTRUCTORS, persistent=_storage)
        parts.append(machine.run())
        position = machine.position
        if parts[0] != _MAGIC:
            raise Damaged("another beginning than torch writes")
    _, protocol, system, content, keys = parts
    if protocol != _PROTOCOL or not isinstance(keys, list):
        raise Damaged(f"protocol {protocol}")
    if isinstance(system, dict) and system.get("little_endian") is False:
        raise Damaged("numbers of another byte order")
    widths = _widths(content)
    stored: dict[str, bytearray] = {}
    for key in map(str, keys):
        count = int.from_bytes(data[position : position + 8], "little")
        end = position + 8 + count * widths.get(key, 1)
        if end > len(data):
            raise Damaged(f"an end at byte {len(data)}, where storage {key} reaches to byte {end}")
        stored[key] = bytearray(data[position + 8 : end])
        position = end

    def numbers(storage: _Storage) -> Tensor:
        if storage.key not in stored:
            raise Damaged(f"no storage {storage.key}, which the weights refer to")
        return _numbers(stored[storage.key], storage)

    return _sorted(content, numbers)


def _widths(content: Any) -> dict[str, int]:
    """Bytes of one number of each storage."""
    found = (value.storage if isinstance(value, _View) else value for _, value in _leaves(content, ""))
    return {storage.key: storage.dtype.itemsize for storage in found if isinstance(storage, _Storage)}


def _storage(identity: Any) -> Any:
    """What torch's persistent ids stand for: ('storage', type, key, device, count, ...) or ('module', class, ...)."""
    if isinstance(identity, tuple) and len(identity) > 1 and identity[0] == "module":
        return identity[1]
    if not isinstance(identity, tuple) or len(identity) < 5 or identity[0] != "storage":
        raise ValueError(f"a reference {str(identity)[:80]}")
    if len(identity) > 5 and identity[5] is not None:
        raise ValueError("a part of a storage, as torch wrote it before 2017")
    name = identity[1].name if isinstance(identity[1], Global) else ""
    if name not in _TYPES:
        raise ValueError(f"numbers of the type {name or identity[1]}")
    return _Storage(_TYPES[name], str(identity[2]), int(identity[4]))


def _view(storage: Any, offset: int, shape: Any, strides: Any, *_: Any) -> _View:
    """In place of `torch._utils._rebuild_tensor_v2`."""
    if not isinstance(storage, _Storage):
        raise TypeError("a tensor without a storage")
    view = _View(storage, int(offset), tuple(map(int, shape)), tuple(map(int, strides)))
    if min((view.offset, *view.shape, *view.strides)) < 0 or len(view.shape) != len(view.strides):
        raise ValueError(f"a tensor of shape {view.shape} with strides {view.strides}")
    return view


_CONSTRUCTORS: Mapping[str, Callable[..., Any]] = {
    "torch._utils._rebuild_tensor_v2": _view,
    "torch._utils._rebuild_tensor": _view,
    "torch._utils._rebuild_parameter": lambda data, *_: data,
    "torch.Size": tuple,
    "collections.OrderedDict": lambda pairs=(): dict(pairs),
}
"""All that is ever called."""


def _numbers(data: bytearray, storage: _Storage) -> Tensor:
    width = storage.dtype.itemsize
    if len(data) < storage.count * width:
        raise Damaged(f"{len(data)} bytes of storage {storage.key}, not {storage.count * width}")
    if storage.count == 0:
        return torch.empty(0, dtype=storage.dtype)
    return torch.frombuffer(data, dtype=storage.dtype, count=storage.count)


def _sorted(content: Any, numbers: _Reader) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Tensors and plain values by their places; the tensors own their memory."""
    tensors: dict[str, Tensor] = {}
    values: dict[str, Any] = {}
    for place, value in _leaves(content, ""):
        if isinstance(value, _View):
            if math.prod(value.shape) > max(value.storage.count, MOST_ENTRIES):
                raise Damaged(f"{place} of shape {value.shape} from {value.storage.count} numbers")
            tensors[place] = numbers(value.storage).as_strided(value.shape, value.strides, value.offset).clone()
        elif not isinstance(value, _Storage):
            values[place] = str(value) if isinstance(value, Global) else value
    return tensors, values


def _leaves(content: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Everything that is no container, with its place; what a call would have been given is looked into too."""
    count = 0
    pending: list[tuple[str, Any, int]] = [(place, content, 0)]
    while pending:
        place, value, depth = pending.pop()
        inside = _inside(value)
        if inside is None:
            yield place, value
            continue
        count += len(inside)
        if depth > DEEPEST or count > MOST_ENTRIES:
            raise Damaged(f"more than {MOST_ENTRIES} values, or more than {DEEPEST} levels of them")
        pending += [(f"{place}/{name}" if place else name, each, depth + 1) for name, each in reversed(inside)]


def _inside(value: Any) -> list[tuple[str, Any]] | None:
    """The named contents of a container; None for what is none."""
    if isinstance(value, Mapping):
        return [(str(name), each) for name, each in value.items()]
    if isinstance(value, (list, tuple, set, frozenset)):
        return [(str(index), each) for index, each in enumerate(value)]
    if isinstance(value, Made):
        listed = [(str(index), each) for index, each in enumerate(value.items)]
        entries = [(str(name), each) for name, each in value.entries.items()]
        own = [] if value.state is None else (_inside(value.state) or [("state", value.state)])
        made_from = [] if value.arguments in ((), None) else [("()", value.arguments)]
        return [*entries, *listed, *own, *made_from]
    return None
