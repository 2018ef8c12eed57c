"""A machine for pickle streams that runs nothing.

A pickle is a program for a stack machine. Python's own machine imports the classes it is told to and calls them with
the arguments it is told to, so a pickle from a stranger can do anything. This machine has no way to import or call: a
name stays a name (`Global`), a call becomes a record of the call (`Made`), and only the few constructors that it is
handed, which are DeepSat's own functions, are carried out. So classes need not exist either: files of programs that
nobody has any more can be read.

The instructions are those of protocols 0 to 5, https://github.com/python/cpython/blob/main/Lib/pickletools.py.
"""

from __future__ import annotations

import dataclasses
import mmap
import struct
from collections.abc import Callable, Iterable, Mapping
from typing import Any

MOST_STEPS = 20_000_000
"""Instructions; a checkpoint of a large network has fewer than a million."""

MOST_GIVEN = 2_000_000
"""Values given to all calls that are carried out: a few bytes can give one long list to a call again and again."""

LONGEST_KEY = 16
"""Values in a tuple that is a key."""


class Damaged(ValueError):
    """The stream is no whole pickle."""


@dataclasses.dataclass(frozen=True)
class Global:
    """The name of a class or function; nothing is imported."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


class Made:
    """What calling `maker` would have made; nothing was called."""

    def __init__(self, maker: Any, arguments: Any) -> None:
        self.maker = maker
        self.arguments = arguments
        self.state: Any = None
        self.items: list[Any] = []
        self.entries: dict[Any, Any] = {}


class Machine:
    """Reads one pickle.

    What it makes is about as large as the pickle: values are shared, not copied, and nothing is put into words, since a
    tuple that holds itself twice, over and over, has words that double with every byte.

    Args:
        data: holds the pickle.
        position: where it begins.
        constructors: what is carried out, by full name: DeepSat's own functions, called with the pickled arguments.
        persistent: turns a persistent id, which is how torch refers to storages, into what it stands for.
    """

    def __init__(
        self,
        data: bytes | mmap.mmap,
        position: int = 0,
        *,
        constructors: Mapping[str, Callable[..., Any]] | None = None,
        persistent: Callable[[Any], Any] | None = None,
    ) -> None:
        self._data = data
        self.position = position
        """Where the next byte is read; after `run` the end of the pickle."""
        self._constructors = constructors or {}
        self._persistent = persistent
        self._stack: list[Any] = []
        self._below: list[list[Any]] = []
        self._memo: dict[int, Any] = {}
        self._given = 0

    def run(self) -> Any:
        """What the pickle holds: plain values, lists, dicts, `Global`, `Made`, and what the constructors gave.

        Raises:
            Damaged: the stream is no whole pickle.
        """
        try:
            for _ in range(MOST_STEPS):
                code = self._bytes(1)
                if code == b".":
                    return self._stack.pop()
                _STEPS[code](self)
        except KeyError as error:
            raise Damaged(f"instruction or reference {error.args[0]!r} before byte {self.position}") from error
        except (IndexError, TypeError, ValueError, OverflowError, AttributeError, struct.error) as error:
            raise Damaged(f"{error} before byte {self.position}") from error
        raise Damaged(f"more than {MOST_STEPS} instructions")

    def _bytes(self, count: int) -> bytes:
        if not 0 <= count <= len(self._data) - self.position:
            raise Damaged(f"an end at byte {len(self._data)}, where {count} more bytes are announced")
        start, self.position = self.position, self.position + count
        return self._data[start : self.position]

    def _line(self) -> str:
        end = self._data.find(b"\n", self.position, self.position + 65536)
        if end < 0:
            raise Damaged("an end within a line")
        return self._bytes(end + 1 - self.position)[:-1].decode("utf-8")

    def _number(self, form: str) -> Any:
        return struct.unpack(form, self._bytes(struct.calcsize(form)))[0]

    def _push(self, value: Any) -> None:
        self._stack.append(value)

    def _marked(self) -> list[Any]:
        """Everything since the last mark, which is taken away."""
        marked, self._stack = self._stack, self._below.pop()
        return marked

    def _mark(self) -> None:
        self._below.append(self._stack)
        self._stack = []

    def _discard(self) -> None:
        if self._stack:
            self._stack.pop()
        else:
            self._marked()

    def _remember(self, index: int) -> None:
        self._memo[index] = self._stack[-1]

    def _tuple(self, count: int) -> None:
        taken = tuple(self._stack[-count:])
        del self._stack[-count:]
        self._push(taken)

    def _named(self) -> None:
        name, module = self._stack.pop(), self._stack.pop()
        if not isinstance(name, str) or not isinstance(module, str):
            raise Damaged(f"a name of a {type(module).__name__} and a {type(name).__name__}")
        self._push(Global(module, name))

    def _make(self, maker: Any, arguments: Any) -> None:
        constructor = self._constructors.get(str(maker)) if isinstance(maker, Global) else None
        if constructor is None:
            self._push(Made(maker, arguments))
            return
        if not isinstance(arguments, tuple):
            raise Damaged(f"a call with a {type(arguments).__name__} of arguments")
        self._given += sum(len(each) for each in (arguments, *arguments) if isinstance(each, (tuple, list, dict, str)))
        if self._given > MOST_GIVEN:
            raise Damaged(f"calls with more than {MOST_GIVEN} values")
        self._push(constructor(*arguments))

    def _call(self, taken: int = 2) -> None:
        """A function or class and its arguments: `taken` values of the stack, keyword arguments among them."""
        maker, *arguments = self._stack[-taken:]
        del self._stack[-taken:]
        self._make(maker, arguments[0] if taken == 2 else tuple(arguments))

    def _marked_call(self) -> None:
        maker, *arguments = self._marked()
        self._make(maker, tuple(arguments))

    def _old_instance(self) -> None:
        maker = Global(self._line(), self._line())
        self._make(maker, tuple(self._marked()))

    def _state(self) -> None:
        """State of an object; a plain value, such as a dict with extra attributes, needs none."""
        state = self._stack.pop()
        if isinstance(self._stack[-1], Made):
            self._stack[-1].state = state

    def _add_items(self, items: list[Any]) -> None:
        target = self._stack[-1]
        if isinstance(target, set):
            target.update(checked_keys(items))
        else:
            (target.items if isinstance(target, Made) else target).extend(items)

    def _add_entries(self, flat: list[Any]) -> None:
        target = self._stack[-1]
        pairs = zip(checked_keys(flat[::2]), flat[1::2], strict=True)
        (target.entries if isinstance(target, Made) else target).update(pairs)

    def _pairs(self) -> None:
        flat = self._marked()
        self._push(dict(zip(checked_keys(flat[::2]), flat[1::2], strict=True)))

    def _one_entry(self) -> None:
        flat = self._stack[-2:]
        del self._stack[-2:]
        self._add_entries(flat)

    def _refer(self, identity: Any) -> None:
        self._push(Made("persistent", identity) if self._persistent is None else self._persistent(identity))

    def _whole_number(self) -> None:
        text = self._line()
        self._push(text == "01" if text in ("00", "01") else int(text))


def checked_keys(keys: Iterable[Any]) -> list[Any]:
    """The keys, if they may be put into a dict or a set.

    The hash of a tuple is computed by recursion over the tuples in it, in which a deep one crashes, and anew each time.

    Raises:
        Damaged: one is a tuple with another one inside, or a long one.
    """
    kept = list(keys)
    for key in kept:
        if isinstance(key, tuple) and (len(key) > LONGEST_KEY or any(isinstance(part, tuple) for part in key)):
            raise Damaged(f"a key that is a tuple of {len(key)} values, or has tuples inside")
    return kept


def _text(form: str) -> Callable[[Machine], None]:
    return lambda m: m._push(m._bytes(m._number(form)).decode("utf-8", "surrogatepass"))


def _raw(form: str) -> Callable[[Machine], None]:
    return lambda m: m._push(m._bytes(m._number(form)))


def _old_text(form: str) -> Callable[[Machine], None]:
    """Text of Python 2, which may be bytes."""
    return lambda m: m._push(m._bytes(m._number(form)).decode("latin-1"))


def _number(form: str) -> Callable[[Machine], None]:
    return lambda m: m._push(m._number(form))


_STEPS: dict[bytes, Callable[[Machine], Any]] = {
    b"\x80": lambda m: m._bytes(1),
    b"\x95": lambda m: m._bytes(8),
    b"(": Machine._mark,
    b"0": Machine._discard,
    b"1": Machine._marked,
    b"2": lambda m: m._push(m._stack[-1]),
    b"N": lambda m: m._push(None),
    b"\x88": lambda m: m._push(True),
    b"\x89": lambda m: m._push(False),
    b"I": Machine._whole_number,
    b"L": lambda m: m._push(int(m._line().rstrip("L"))),
    b"F": lambda m: m._push(float(m._line())),
    b"J": _number("<i"),
    b"K": _number("<B"),
    b"M": _number("<H"),
    b"G": _number(">d"),
    b"\x8a": lambda m: m._push(int.from_bytes(m._bytes(m._number("<B")), "little", signed=True)),
    b"\x8b": lambda m: m._push(int.from_bytes(m._bytes(m._number("<i")), "little", signed=True)),
    b"S": lambda m: m._push(m._line()[1:-1]),
    b"V": lambda m: m._push(m._line()),
    b"T": _old_text("<i"),
    b"U": _old_text("<B"),
    b"X": _text("<I"),
    b"\x8c": _text("<B"),
    b"\x8d": _text("<Q"),
    b"B": _raw("<I"),
    b"C": _raw("<B"),
    b"\x8e": _raw("<Q"),
    b"\x96": _raw("<Q"),
    b"]": lambda m: m._push([]),
    b"}": lambda m: m._push({}),
    b")": lambda m: m._push(()),
    b"\x8f": lambda m: m._push(set()),
    b"a": lambda m: m._add_items([m._stack.pop()]),
    b"e": lambda m: m._add_items(m._marked()),
    b"s": Machine._one_entry,
    b"u": lambda m: m._add_entries(m._marked()),
    b"\x90": lambda m: m._add_items(m._marked()),
    b"\x91": lambda m: m._push(frozenset(checked_keys(m._marked()))),
    b"t": lambda m: m._push(tuple(m._marked())),
    b"l": lambda m: m._push(m._marked()),
    b"d": Machine._pairs,
    b"\x85": lambda m: m._tuple(1),
    b"\x86": lambda m: m._tuple(2),
    b"\x87": lambda m: m._tuple(3),
    b"c": lambda m: m._push(Global(m._line(), m._line())),
    b"\x93": Machine._named,
    b"R": Machine._call,
    b"\x81": Machine._call,
    b"\x92": lambda m: m._call(3),
    b"o": Machine._marked_call,
    b"i": Machine._old_instance,
    b"b": Machine._state,
    b"p": lambda m: m._remember(int(m._line())),
    b"q": lambda m: m._remember(m._number("<B")),
    b"r": lambda m: m._remember(m._number("<I")),
    b"\x94": lambda m: m._remember(len(m._memo)),
    b"g": lambda m: m._push(m._memo[int(m._line())]),
    b"h": lambda m: m._push(m._memo[m._number("<B")]),
    b"j": lambda m: m._push(m._memo[m._number("<I")]),
    b"P": lambda m: m._refer(m._line()),
    b"Q": lambda m: m._refer(m._stack.pop()),
}
"""One step for each instruction."""
