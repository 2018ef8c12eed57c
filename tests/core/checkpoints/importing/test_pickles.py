"""Weight files of strangers: read in full, and nothing in them is ever run."""

from __future__ import annotations

import builtins
import contextlib
import os
import struct
import tracemalloc
import zipfile
from collections import OrderedDict, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import save_file

from deepsat.checkpoints.importing.pickles import read_weights
from deepsat.jobs import ErrorCode, UserError
from tests.core.checkpoints.importing.published_files import module_that_goes, write_lightning

FORMATS = pytest.mark.parametrize("zipped", [True, False], ids=["zip", "before zip"])


class _Call:
    """Pickles as a call of `function`."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> Any:
        return self.call


def _save(document: Any, path: Path, zipped: bool) -> Path:
    torch.save(document, path, _use_new_zipfile_serialization=zipped)
    return path


@FORMATS
def test_tensors_of_every_build_come_back(tmp_path: Path, zipped: bool) -> None:
    base = torch.arange(24.0).reshape(4, 6)
    document = {
        "turned": base.t(),
        "part": base[1:3, 2:5],
        "weights": {"w": torch.nn.Parameter(torch.tensor([1.5, -2.5]))},
        "half": torch.tensor([0.5, 65504.0], dtype=torch.float16),
        "brain": torch.tensor([1.0, 3.0], dtype=torch.bfloat16),
        "flags": torch.tensor([True, False]),
        "counter": torch.tensor(7),
        "none": torch.zeros(0, 3),
    }
    tensors, values = read_weights(_save(document, tmp_path / "w.pth", zipped))
    expected = {**{k: v for k, v in document.items() if k != "weights"}, "weights/w": document["weights"]["w"].data}
    assert tensors.keys() == expected.keys()
    for name, tensor in expected.items():
        assert tensors[name].dtype == tensor.dtype, name
        assert torch.equal(tensors[name], tensor), name
    assert values == {}


@FORMATS
@pytest.mark.parametrize("protocol", [2, 3, 4])
def test_plain_values_come_back_by_their_places(tmp_path: Path, zipped: bool, protocol: int) -> None:
    document = {
        "epoch": -3, "large": 2**70, "share": 0.25, "text": "Höhe", "yes": True, "nothing": None,
        "list": [1, ["a", (2, 3)]], "ordered": OrderedDict(x=1),
    }  # fmt: skip
    torch.save(document, tmp_path / "v.pt", _use_new_zipfile_serialization=zipped, pickle_protocol=protocol)
    tensors, values = read_weights(tmp_path / "v.pt")
    assert tensors == {}
    assert values == {
        "epoch": -3, "large": 2**70, "share": 0.25, "text": "Höhe", "yes": True, "nothing": None,
        "list/0": 1, "list/1/0": "a", "list/1/1/0": 2, "list/1/1/1": 3, "ordered/x": 1,
    }  # fmt: skip


@FORMATS
def test_a_malicious_file_does_nothing(tmp_path: Path, zipped: bool) -> None:
    marks = [tmp_path / name for name in ("system", "eval", "exec")]
    code = "open({!r}, 'w').close()"
    document = {
        "state_dict": {"w": torch.ones(2)},
        "a": _Call(os.system, f"touch '{marks[0]}'"),
        "b": _Call(builtins.eval, code.format(str(marks[1]))),
        "c": [_Call(builtins.exec, code.format(str(marks[2])))],
    }
    file = _save(document, tmp_path / "evil.pth", zipped)
    tensors, values = read_weights(file)
    assert torch.equal(tensors["state_dict/w"], torch.ones(2))
    assert not any(mark.exists() for mark in marks)
    assert any(f"touch '{marks[0]}'" in str(value) for value in values.values())
    # The file is what it is meant to be: whoever trusts it is harmed.
    torch.load(file, weights_only=False)
    assert all(mark.exists() for mark in marks)


@FORMATS
def test_classes_that_no_longer_exist_are_no_hindrance(tmp_path: Path, zipped: bool) -> None:
    file = write_lightning(tmp_path / "l.ckpt", {"a.weight": torch.ones(3)}, legacy=not zipped, base_encoder="r18")
    tensors, values = read_weights(file)
    assert torch.equal(tensors["state_dict/a.weight"], torch.ones(3))
    assert values["hyper_parameters/base_encoder"] == "r18"
    assert values["hyper_parameters/args/lr"] == 0.03
    callback = "callbacks/pytorch_lightning.callbacks.model_checkpoint.ModelCheckpoint"
    assert float(tensors[f"{callback}/best_model_score"]) == 0.5
    assert values[f"{callback}/dirpath"] == "/home/x"


@FORMATS
def test_configurations_and_numbers_of_other_libraries_are_read_over(tmp_path: Path, zipped: bool) -> None:
    with module_that_goes("omegaconf.dictconfig", "DictConfig", "ContainerMetadata") as module:
        config = module.DictConfig()
        config.__dict__.update(_metadata=module.ContainerMetadata(), _content={"lr": 0.1})
        document = {"cfg": config, "score": np.float64(0.5), "rows": defaultdict(list, {"a": [1]}), "path": Path("x"),
                    "type": torch.nn.ReLU, "w": torch.zeros(1)}  # fmt: skip
        _save(document, tmp_path / "o.pt", zipped)
    tensors, values = read_weights(tmp_path / "o.pt")
    assert list(tensors) == ["w"]
    assert values["cfg/_content/lr"] == 0.1
    assert values["rows/a/0"] == 1
    assert values["type"] == "torch.nn.modules.activation.ReLU"


def test_safetensors_are_read(tmp_path: Path) -> None:
    save_file({"conv1.weight": torch.arange(3.0)}, tmp_path / "m.safetensors")
    tensors, values = read_weights(tmp_path / "m.safetensors")
    assert torch.equal(tensors["conv1.weight"], torch.arange(3.0))
    assert (list(tensors), values) == (["conv1.weight"], {})


def _without_storage(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/data/0")}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("zipped", "damage"),
    [
        (True, lambda file: file.write_bytes(file.read_bytes()[:-200])),
        (False, lambda file: file.write_bytes(file.read_bytes()[:-3])),
        (True, lambda file: file.write_bytes(b"")),
        (True, lambda file: file.write_bytes(b"<html>quota exceeded</html>")),
        (True, _without_storage),
        (True, lambda file: file.unlink()),
    ],
    ids=["zip cut off", "row cut off", "empty", "a web page", "without a storage", "gone"],
)
def test_damaged_files_are_refused_in_words(tmp_path: Path, zipped: bool, damage: Any) -> None:
    file = _save({"w": torch.ones(50)}, tmp_path / "d.pth", zipped)
    damage(file)
    with pytest.raises(UserError, match=r"d\.pth") as caught:
        read_weights(file)
    assert caught.value.code is ErrorCode.MODEL_INVALID
    assert "Download the file again" in caught.value.remedy


def test_a_cut_off_safetensors_file_is_refused(tmp_path: Path) -> None:
    save_file({"w": torch.ones(50)}, tmp_path / "d.safetensors")
    (tmp_path / "d.safetensors").write_bytes((tmp_path / "d.safetensors").read_bytes()[:-8])
    with pytest.raises(UserError) as caught:
        read_weights(tmp_path / "d.safetensors")
    assert caught.value.code is ErrorCode.MODEL_INVALID


def test_a_pickle_that_is_no_weight_file_is_refused(tmp_path: Path) -> None:
    # Protocol 2: `os.system('true')`.
    (tmp_path / "p.pt").write_bytes(b"\x80\x02cos\nsystem\nU\x04true\x85R.")
    with pytest.raises(UserError, match="another beginning"):
        read_weights(tmp_path / "p.pt")


@FORMATS
def test_containers_in_themselves_come_to_an_end(tmp_path: Path, zipped: bool) -> None:
    ring: list[Any] = []
    ring.append(ring)
    with pytest.raises(UserError, match="levels"):
        read_weights(_save({"w": torch.ones(1), "ring": ring}, tmp_path / "ring.pt", zipped))
    bush: list[Any] = [0]
    for _ in range(60):
        bush = [bush, bush]
    with pytest.raises(UserError, match="more than 1000000 values"):
        read_weights(_save(bush, tmp_path / "bush.pt", zipped))


def test_a_compressed_zip_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "c.pt", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("c/data.pkl", b"\x80\x02}.")
    with pytest.raises(UserError, match="compressed entries"):
        read_weights(tmp_path / "c.pt")


def _text(text: str) -> bytes:
    return b"X" + struct.pack("<I", len(text)) + text.encode()


def _number(value: int) -> bytes:
    return b"\x8a\x09" + value.to_bytes(9, "little")


def _view(shape: int, stride: int, offset: int = 0, key: str = "0") -> bytes:
    """The instructions that make a tensor of one axis from a storage of eight doubles."""
    storage = b"(" + _text("storage") + b"ctorch\nDoubleStorage\n" + _text(key) + _text("cpu") + _number(8) + b"tQ"
    numbers = _number(offset) + _number(shape) + b"\x85" + _number(stride) + b"\x85"
    return b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + numbers + b"\x89}tR"


def _zip(path: Path, instructions: bytes) -> Path:
    """A file of torch's with this pickle and a storage of eight doubles."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", b"\x80\x02" + instructions + b".")
        archive.writestr("archive/data/0", np.arange(8.0).tobytes())
    return path


def test_expanded_and_shared_tensors_come_back(tmp_path: Path) -> None:
    shared, expanded = torch.arange(3000.0), torch.tensor([2.5]).expand(4, 5)
    file = _save({"a": shared, "b": [shared, shared], "e": expanded}, tmp_path / "s.pt", True)
    tensors, _ = read_weights(file)
    assert torch.equal(tensors["e"], torch.full((4, 5), 2.5))
    assert all(torch.equal(tensors[name], shared) for name in ("a", "b/0", "b/1"))


def test_one_tensor_at_many_places_is_one_tensor(tmp_path: Path) -> None:
    # 120 kB at each of 1000 places would be 100 times what a file of a few kB may fill.
    tensors, _ = read_weights(_zip(tmp_path / "m.pt", b"(" + _view(15_000, 0) + b"q\x01" + b"h\x01" * 999 + b"l"))
    assert len(tensors) == 1000
    assert len({tensor.data_ptr() for tensor in tensors.values()}) == 1


def test_tensors_larger_than_the_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"of shape \(1000000,\), with which tensors are larger than the file"):
        read_weights(_zip(tmp_path / "one.pt", b"(" + _view(1_000_000, 0) + b"l"))
    many = b"".join(_view(10_000 + index, 0) for index in range(30))
    with pytest.raises(UserError, match="with which tensors are larger than the file"):
        read_weights(_zip(tmp_path / "many.pt", b"(" + many + b"l"))


@pytest.mark.parametrize(
    "numbers", [(2**64, 1, 0), (1, 2**64, 0), (1, 1, 2**64), (2, 2**62, 0), (1, 1, 2**62), (1, 1, 8)]
)
def test_views_of_what_is_not_there_are_refused(tmp_path: Path, numbers: tuple[int, int, int]) -> None:
    with pytest.raises(UserError) as caught:
        read_weights(_zip(tmp_path / "v.pt", b"(" + _view(*numbers) + b"l"))
    assert caught.value.code is ErrorCode.MODEL_INVALID


_DOUBLED = _text("a" * 10) + b"\x85" + b"2\x86" * 24
"""A tuple whose words have 16 million times the letters of what is in it, in 50 bytes."""


@pytest.mark.parametrize(
    ("instructions", "message"),
    [
        (_DOUBLED + _text("n") + b"\x93", "a name of a tuple and a str"),
        (b"(" + _text("nothing") + _DOUBLED * 4 + b"tQ", "a reference to something else"),
        (b"(" + _text("storage") + _DOUBLED * 4 + b"tQ", "numbers of the type tuple"),
        (b"})" + b"\x85" * 100_000 + b"Ns", "a key that is a tuple of 1 values, or has tuples inside"),
        (b"()" + b"\x85" * 100_000 + b"Nd", "a key that is a tuple"),
        (b"\x8f()" + b"\x85" * 100_000 + b"\x90", "a key that is a tuple"),
        (b"()" + b"\x85" * 100_000 + b"\x91", "a key that is a tuple"),
        (b"ccollections\nOrderedDict\n])" + b"\x85" * 100_000 + b"N\x86a\x85R", "a key that is a tuple"),
        (b"}(" + b"N" * 17 + b"tNs", "a key that is a tuple of 17 values"),
        (b"(" + b"N" * 70_000 + b"tq\x010](" + b"ctorch\nSize\nh\x01\x85R" * 40 + b"e", "more than 2000000 values"),
        (b"}" + _text("k" * 30_000) + b"(" + b"N" * 20_000 + b"ls", "names of more than 300000000 letters"),
    ],
    ids=["name", "reference", "type", "key", "dict", "set", "frozenset", "OrderedDict", "long key", "calls", "letters"],
)  # fmt: skip
def test_a_small_file_does_not_fill_the_memory_or_crash(tmp_path: Path, instructions: bytes, message: str) -> None:
    with pytest.raises(UserError, match=message) as caught:
        read_weights(_zip(tmp_path / "b.pt", instructions))
    assert caught.value.code is ErrorCode.MODEL_INVALID


def test_settings_may_be_there_twice_and_weights_not(tmp_path: Path) -> None:
    """As of classes that keep their entries as attributes too."""
    weights = torch.arange(6.0)
    torch.save({"w": weights, "args": {1: 2, "1": 3}}, tmp_path / "a.pt")
    assert read_weights(tmp_path / "a.pt")[0]["w"].equal(weights)
    for one, other in ((weights, weights), (weights, 3), (3, weights)):
        torch.save({1: one, "1": other}, tmp_path / "b.pt")
        with pytest.raises(UserError, match="two entries 1"):
            read_weights(tmp_path / "b.pt")


def test_flat_tuples_may_be_keys(tmp_path: Path) -> None:
    tensors, values = read_weights(_save({("a", 1): 5, ("b", 2): torch.ones(1)}, tmp_path / "k.pt", True))
    assert values == {"(0)": 5}
    assert list(tensors) == ["(1)"]


def test_no_entry_is_read_before_all_are_known_to_be_plain(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.pt", "w") as archive:
        archive.writestr("b/data.pkl", b"\x80\x02}.")
        archive.writestr("b/byteorder", bytes(10**6), compress_type=zipfile.ZIP_DEFLATED)
    with pytest.raises(UserError, match="compressed entries"):
        read_weights(tmp_path / "b.pt")


def test_a_large_file_of_another_kind_is_not_read_into_memory(tmp_path: Path) -> None:
    with (tmp_path / "scene.tif").open("wb") as file:
        file.write(b"II*\0")
        file.truncate(50_000_000)
    tracemalloc.start()
    with pytest.raises(UserError, match=r"scene\.tif"):
        read_weights(tmp_path / "scene.tif")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


@pytest.mark.parametrize("protocol", [1, 2, 4, 5])
def test_the_beginning_is_known_in_every_protocol(tmp_path: Path, protocol: int) -> None:
    file = tmp_path / "w.pt"
    torch.save({"w": torch.arange(5.0)}, file, _use_new_zipfile_serialization=False, pickle_protocol=protocol)
    assert torch.equal(read_weights(file)[0]["w"], torch.arange(5.0))


@FORMATS
@settings(max_examples=200)
@given(place=st.integers(0, 100_000), byte=st.integers(0, 255))
def test_whatever_byte_is_wrong_the_answer_is_words(tmp_path: Path, zipped: bool, place: int, byte: int) -> None:
    file = tmp_path / "f.pt"
    if not (tmp_path / "whole.pt").exists():
        _save({"w": torch.arange(6.0), "n": {"x": [1, "a"]}}, tmp_path / "whole.pt", zipped)
    content = bytearray((tmp_path / "whole.pt").read_bytes())
    content[place % len(content)] = byte
    file.write_bytes(content)
    with contextlib.suppress(UserError):
        tensors, _ = read_weights(file)
        assert all(isinstance(tensor, torch.Tensor) for tensor in tensors.values())
