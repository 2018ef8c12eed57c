"""What went wrong with a download, in words."""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.parse
import urllib.request

from deepsat.jobs import ErrorCode, UserError

_PROXY_HINT = (
    "Check the network. Behind a proxy, set the variable HTTPS_PROXY (and HTTP_PROXY) to its address; without internet "
    "access, name a mirror with url_template, or download the file elsewhere and import it."
)


def in_words(error: Exception, url: str, kept: int) -> UserError:
    """`DOWNLOAD_FAILED` for what a request ended with.

    Args:
        error: as `Connection` raises it.
        url: what was asked for.
        kept: bytes that have arrived and stay.
    """
    if isinstance(error, urllib.error.HTTPError):
        return _failed(f"the file at {_shown(url)}", f"{error.code} {error.reason}", _remedy_for(error.code), kept)
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, ssl.SSLError):
        remedy = "Check the computer's clock and, behind a proxy that opens connections, its certificate."
        return _failed(f"a certificate that {place_of(url)} can be trusted by", str(reason), remedy, kept)
    if url.startswith("file:"):
        return _failed(f"the file at {url}", _reason(reason), "Correct the address of the mirror.", kept)
    if kept and not isinstance(error, urllib.error.URLError):
        remedy = "Start again: it goes on where it stopped."
        return _failed(f"the rest of {_shown(url)}", f"a transfer that broke: {_reason(reason)}", remedy, kept)
    # A proxy that refuses to connect through says so in words only.
    hint = _remedy_for(407) if "407" in str(reason) else _PROXY_HINT
    return _failed(f"a connection to {place_of(url)}{_through_proxy(url)}", _reason(reason), hint, kept)


def damaged(url: str, expected: str, found: str) -> UserError:
    """`DOWNLOAD_DAMAGED` for a file with another checksum."""
    algorithm, digits = expected.split(":")
    return UserError(
        ErrorCode.DOWNLOAD_DAMAGED,
        expected=f"{algorithm.upper()} {digits}",
        found=f"{algorithm.upper()} {found} at {_shown(url)}; what arrived was removed",
        remedy="Try again; if it stays so, the address does not hold the published file: choose another mirror.",
    )


def place_of(url: str) -> str:
    """The server of an address, without a password that may be in it; for files `this computer`."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme == "file":
        return "this computer"
    return parts.hostname + (f":{parts.port}" if parts.port else "") if parts.hostname else url


def _shown(url: str) -> str:
    """The address without user, password and query, which may be secret."""
    parts = urllib.parse.urlsplit(url)
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _through_proxy(url: str) -> str:
    proxy = urllib.request.getproxies().get(urllib.parse.urlsplit(url).scheme, "")
    host = urllib.parse.urlsplit(url).hostname or ""
    return f" through the proxy {place_of(proxy)}" if proxy and not urllib.request.proxy_bypass(host) else ""


def _remedy_for(status: int) -> str:
    if status == 407:
        return "Give the proxy's user and password in HTTPS_PROXY, before the name of its host."
    if status == 429 or status >= 500:
        return "Try again later: the server is busy or being repaired."
    return "Check the address of the mirror; without one, the file may have moved: tell DeepSat's authors."


def _reason(reason: object) -> str:
    if isinstance(reason, TimeoutError):
        return "no answer in time"
    if isinstance(reason, http.client.HTTPException):
        return f"an answer that is not HTTP ({type(reason).__name__})"
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror.rstrip(".")
    return str(reason).rstrip(".")


def _failed(expected: str, found: str, remedy: str, kept: int) -> UserError:
    stays = f"; {kept / 1e6:.1f} MB that have arrived are kept" if kept else ""
    return UserError(ErrorCode.DOWNLOAD_FAILED, expected=expected, found=found + stays, remedy=remedy)
