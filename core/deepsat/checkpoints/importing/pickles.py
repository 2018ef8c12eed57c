"""Weight files of torch, read without running anything that they name; and safetensors.

torch has two formats: a zip with `data.pkl` and one entry a storage (since 1.6), and before that a row of pickles
followed by the storages. Both are read here by `pickle_machine`, which knows no classes, so a file of a Lightning that
nobody has any more is read, and a malicious one does nothing.
"""

from __future__ import annotations

import dataclasses
import math
import mmap
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from deepsat.checkpoints.importing.imported import unfit
from deepsat.checkpoints.importing.pickle_machine import Damaged, Global, Machine, checked_keys
from deepsat.checkpoints.importing.places import leaves

_MAGIC, _PROTOCOL = 0x1950A86A20F9469CFC6C, 1001
_ZIP_START = b"PK\x03\x04"
_LIMIT = 2**63
"""Of whole numbers in torch."""
_MOST_AXES = 64
_START_BYTES = 64
"""As many as any protocol of pickles needs for the magic number."""

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
            start = file.read(_START_BYTES)
        if path.suffix == ".safetensors":
            with safe_open(path, framework="pt") as opened:
                return {name: opened.get_tensor(name) for name in opened.keys()}, {}  # noqa: SIM118
        if start.startswith(_ZIP_START):
            return _read_zip(path)
        if Machine(start).run() != _MAGIC:
            raise Damaged("another beginning than torch writes")
        return _read_row(path)
    except _FAILURES as error:
        raise unfit(
            "a weight file as torch.save or safetensors write it",
            f"{path}, which is damaged or something else ({error})",
            "Download the file again, and compare its size and checksum with what its publisher states.",
        ) from error


def _read_zip(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    with zipfile.ZipFile(path) as archive:
        entries, size = archive.infolist(), path.stat().st_size
        # Before any entry is read: so nothing in the file is larger than the file.
        if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
            raise Damaged("compressed entries, which torch does not write")
        if sum(entry.file_size for entry in entries) > size:
            raise Damaged("entries that overlap")
        names = set(archive.namelist())
        pickles = [name for name in names if name.count("/") == 1 and name.endswith("/data.pkl")]
        if len(pickles) != 1:
            raise Damaged("a zip without one data.pkl in its folder")
        root = pickles[0].removesuffix("data.pkl")
        if f"{root}constants.pkl" in names:
            raise Damaged("a TorchScript program, not weights")
        if f"{root}byteorder" in names and archive.read(f"{root}byteorder") != b"little":
            raise Damaged("numbers of another byte order")
        cache: dict[str, bytearray] = {}

        def numbers(storage: _Storage) -> Tensor:
            if storage.key not in cache:
                entry = f"{root}data/{storage.key}"
                if entry not in names:
                    raise Damaged(f"no entry {entry}, which the weights refer to")
                cache[storage.key] = bytearray(archive.read(entry))
            return _numbers(cache[storage.key], storage)

        machine = Machine(archive.read(pickles[0]), constructors=_CONSTRUCTORS, persistent=_storage)
        return _sorted(machine.run(), numbers, _room(size))


def _read_row(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """The format before the zip: magic number, protocol, system, content, keys of the storages, then these."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        position = 0
        parts: list[Any] = []
        for _ in range(5):
            machine = Machine(data, position, constructors=_CONSTRUCTORS, persistent=_storage)
            parts.append(machine.run())
            position = machine.position
        _, protocol, system, content, keys = parts
        if not isinstance(protocol, int) or protocol != _PROTOCOL:
            raise Damaged("another protocol than torch writes")
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            raise Damaged("no list of the storages")
        if isinstance(system, dict) and system.get("little_endian") is False:
            raise Damaged("numbers of another byte order")
        stored = _stored(data, position, keys, _widths(content))

    def numbers(storage: _Storage) -> Tensor:
        if storage.key not in stored:
            raise Damaged(f"no storage {storage.key}, which the weights refer to")
        return _numbers(stored[storage.key], storage)

    return _sorted(content, numbers, _room(path.stat().st_size))


def _stored(data: mmap.mmap, position: int, keys: list[str], widths: Mapping[str, int]) -> dict[str, bytearray]:
    """The storages from `position` on: of each a count, and so many numbers."""
    stored: dict[str, bytearray] = {}
    for key in keys:
        count = int.from_bytes(data[position : position + 8], "little")
        end = position + 8 + count * widths.get(key, 1)
        if end > len(data):
            raise Damaged(f"an end at byte {len(data)}, where storage {key} reaches to byte {end}")
        stored[key] = bytearray(data[position + 8 : end])
        position = end
    return stored


def _widths(content: Any) -> dict[str, int]:
    """Bytes of one number of each storage."""
    found = (value.storage if isinstance(value, _View) else value for _, value in leaves(content))
    return {storage.key: storage.dtype.itemsize for storage in found if isinstance(storage, _Storage)}


def _storage(identity: Any) -> Any:
    """What torch's persistent ids stand for: ('storage', type, key, device, count, ...) or ('module', class, ...)."""
    if isinstance(identity, tuple) and len(identity) > 1 and identity[0] == "module":
        return identity[1]
    if not isinstance(identity, tuple) or len(identity) < 5 or identity[0] != "storage":
        raise ValueError("a reference to something else than numbers")
    if len(identity) > 5 and identity[5] is not None:
        raise ValueError("a part of a storage, as torch wrote it before 2017")
    name = identity[1].name if isinstance(identity[1], Global) else ""
    if name not in _TYPES:
        raise ValueError(f"numbers of the type {name or type(identity[1]).__name__}")
    key, count = identity[2], int(identity[4])
    if not isinstance(key, (str, int)) or not 0 <= count < _LIMIT:
        raise ValueError(f"a storage of {count} numbers")
    return _Storage(_TYPES[name], str(key), count)


def _view(storage: Any, offset: int, shape: Any, strides: Any, *_: Any) -> _View:
    """In place of `torch._utils._rebuild_tensor_v2`."""
    if not isinstance(storage, _Storage):
        raise TypeError("a tensor without a storage")
    if not isinstance(shape, tuple) or not isinstance(strides, tuple) or max(len(shape), len(strides)) > _MOST_AXES:
        raise ValueError("a tensor of many axes, or of none")
    view = _View(storage, int(offset), tuple(map(int, shape)), tuple(map(int, strides)))
    sizes = (view.offset, *view.shape, *view.strides)
    if min(sizes) < 0 or max(sizes) >= _LIMIT or len(view.shape) != len(view.strides):
        raise ValueError(f"a tensor of shape {view.shape} with strides {view.strides}")
    return view


def _dict(pairs: Any = ()) -> dict[Any, Any]:
    """In place of `collections.OrderedDict`."""
    if isinstance(pairs, dict):
        return dict(pairs)
    return dict(zip(checked_keys(key for key, _ in pairs), (value for _, value in pairs), strict=True))


_CONSTRUCTORS: Mapping[str, Callable[..., Any]] = {
    "torch._utils._rebuild_tensor_v2": _view,
    "torch._utils._rebuild_tensor": _view,
    "torch._utils._rebuild_parameter": lambda data, *_: data,
    "torch.Size": tuple,
    "collections.OrderedDict": _dict,
}
"""All that is ever called."""


def _numbers(data: bytearray, storage: _Storage) -> Tensor:
    width = storage.dtype.itemsize
    if len(data) < storage.count * width:
        raise Damaged(f"{len(data)} bytes of storage {storage.key}, not {storage.count * width}")
    if storage.count == 0:
        return torch.empty(0, dtype=storage.dtype)
    return torch.frombuffer(data, dtype=storage.dtype, count=storage.count)


def _sorted(content: Any, numbers: _Reader, room: int) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Tensors and plain values by their places; the tensors own their memory, one at several places once.

    Args:
        content: of the pickle.
        numbers: reads a storage.
        room: bytes that all tensors may take. Views that overlap or repeat a number (strides of 0) are larger than what
            they show, as many times as a file likes.
    """
    tensors: dict[str, Tensor] = {}
    values: dict[str, Any] = {}
    read: dict[_View, Tensor] = {}
    for place, value in leaves(content):
        # Settings that are kept twice, as entries and as attributes, do no harm; weights must be told apart.
        if place in tensors or (place in values and isinstance(value, _View)):
            raise Damaged(f"two entries {place}")
        if isinstance(value, _View):
            if value not in read:
                room -= math.prod(value.shape) * value.storage.dtype.itemsize
                if room < 0:
                    raise Damaged(f"{place} of shape {value.shape}, with which tensors are larger than the file")
                own = numbers(value.storage).as_strided(value.shape, value.strides, value.offset)
                read[value] = own.clone()
            tensors[place] = read[value]
        elif not isinstance(value, _Storage):
            values[place] = str(value) if isinstance(value, Global) else value
    return tensors, values


def _room(file_size: int) -> int:
    """Bytes for the tensors of a file: tied weights may be stored once, turned and expanded."""
    return 4 * file_size + 2**20
