"""One request for a file, read in a thread of its own, so that whoever waits for it can stop waiting at once."""

from __future__ import annotations

import contextlib
import dataclasses
import http.client
import queue
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any

import certifi

import deepsat
from deepsat.reporting import Reporter

SECONDS_OF_SILENCE = 30.0
"""How long a server may say nothing."""

_CHUNK = 2**18
_LOOK_SECONDS = 0.2
_CHUNKS_AHEAD = 8

TransferError = (OSError, http.client.HTTPException)
"""What a request may end with: `urllib.error.URLError` and time-outs are `OSError` too."""


@dataclasses.dataclass(frozen=True)
class Answer:
    """What a server says before the file itself."""

    status: int
    """200 for the whole file, 206 for the part that was asked for."""
    headers: Mapping[str, str]
    """By lower-case name."""


class Connection:
    """A request that has been sent.

    Args:
        url: `http`, `https` or `file`; other schemes have no handler and end in `urllib.error.URLError`.
        headers: of the request.
        silence: seconds that the server may say nothing.
    """

    def __init__(self, url: str, headers: Mapping[str, str], silence: float = SECONDS_OF_SILENCE) -> None:
        agent = {"User-Agent": f"deepsat/{deepsat.__version__}", "Accept-Encoding": "identity"}
        self._request = urllib.request.Request(url, headers={**agent, **headers})  # noqa: S310 (see _opener)
        self._silence = silence
        self._arrived: queue.Queue[Answer | bytes | Exception] = queue.Queue(_CHUNKS_AHEAD)
        self._given_up = threading.Event()
        threading.Thread(target=self._read, name="download", daemon=True).start()

    def answer(self, reporter: Reporter) -> Answer:
        """Waits for the server's answer.

        Raises:
            OSError: there is none, or it is an error (`urllib.error.HTTPError`).
            Cancelled: the person asked to stop.
        """
        answer = self._next(reporter)
        if not isinstance(answer, Answer):
            raise TypeError(f"a server answers before it sends, not {type(answer).__name__}")
        return answer

    def chunks(self, reporter: Reporter) -> Iterator[bytes]:
        """The file in pieces, as they come, after `answer`.

        Raises:
            OSError, http.client.HTTPException: the transfer broke; a server that closes early may also just end it.
            Cancelled: the person asked to stop.
        """
        while True:
            chunk = self._next(reporter)
            if not isinstance(chunk, bytes) or not chunk:
                return
            yield chunk

    def close(self) -> None:
        """Gives up; the thread ends by itself with what it is waiting for."""
        self._given_up.set()

    def _next(self, reporter: Reporter) -> Answer | bytes:
        while True:
            reporter.check_cancelled()
            with contextlib.suppress(queue.Empty):
                arrived = self._arrived.get(timeout=_LOOK_SECONDS)
                if isinstance(arrived, Exception):
                    raise arrived
                return arrived

    def _read(self) -> None:
        try:
            with _opener().open(self._request, timeout=self._silence) as response:
                headers = {name.lower(): value for name, value in response.headers.items()}
                # Files have no status.
                self._put(Answer(response.status or http.client.OK, headers))
                while not self._given_up.is_set() and (chunk := response.read1(_CHUNK)):
                    self._put(chunk)
                self._put(b"")
        except urllib.error.HTTPError as error:
            # It holds the server's answer, whose text nobody reads.
            error.close()
            self._put(error)
        except Exception as error:  # noqa: BLE001 (raised again by whoever waits)
            self._put(error)

    def _put(self, item: Any) -> None:
        """Hands `item` over, unless nobody waits any more."""
        while not self._given_up.is_set():
            with contextlib.suppress(queue.Full):
                self._arrived.put(item, timeout=_LOOK_SECONDS)
                return


def _opener() -> urllib.request.OpenerDirector:
    """Opens `http`, `https` and `file`, through the proxy that the environment or the system names."""
    # Beside the system's certificates: a Python from python.org knows none on macOS.
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=context),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.FileHandler(),
    ):
        opener.add_handler(handler)
    return opener
