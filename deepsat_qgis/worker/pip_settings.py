"""The person's own settings of pip: where packages come from, and how to get there.

They are kept wherever they are made (`pip.conf`, `PIP_*`, `HTTPS_PROXY`, `SSL_CERT_FILE`). Everything else is not: a
target, a constraint or `user = true` would put packages elsewhere, or other versions than the lock's. pip cannot be
told to leave out parts of its files, so it reads none, and gets what is kept of them as variables.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Mapping
from pathlib import Path

from deepsat.jobs import ErrorCode, UserError
from deepsat_qgis.worker.process_environment import clean_environment
from deepsat_qgis.worker.short_commands import Answer, ask

_KEPT = frozenset(
    (
        *("index-url", "extra-index-url", "no-index", "find-links", "trusted-host", "keyring-provider"),
        *("proxy", "cert", "client-cert", "use-feature", "timeout", "default-timeout", "retries"),
        *("cache-dir", "no-cache-dir"),
    )
)
"""`use-feature` is how older pips are told to trust the system's certificates."""
_LISTS = frozenset(("extra-index-url", "find-links", "trusted-host", "use-feature"))
"""Several values."""
_LISTED = re.compile(r"([a-z]+)\.([\w-]+)=(['\"].*)")
_SECONDS = 60


def listed_settings(python: Path, base: Mapping[str, str]) -> str:
    """What `pip config list` prints of the person's files.

    Args:
        python: whose pip is asked.
        base: environment variables of this process; `PIP_CONFIG_FILE` may name a file.

    Raises:
        UserError: `INSTALL_FAILED` where pip does not tell: without them it would go past a company's index and proxy.
    """
    asking = {name: value for name, value in _of_pip(base).items() if not _is_setting(name)}
    if "PIP_CONFIG_FILE" in base:
        asking["PIP_CONFIG_FILE"] = base["PIP_CONFIG_FILE"]
    # Spoken to quietly, as a file may say, pip would list nothing.
    answer = ask([str(python), "-m", "pip", "config", "list", "-vvv"], _SECONDS, asking)
    if answer is None or answer.status != 0:
        raise UserError(
            ErrorCode.INSTALL_FAILED,
            expected="pip's own settings, which say where packages come from",
            found=_in_words(answer) if answer is not None else f"no answer of pip in {_SECONDS} seconds",
            remedy="Mend the file of pip's settings that is named, or start again.",
        )
    return answer.output


def kept_settings(listed: str, subcommand: str) -> dict[str, str]:
    """The settings among those that `pip config list` printed that are kept, as variables for `subcommand`."""
    found: dict[str, dict[str, str]] = {"global": {}, subcommand: {}}
    for line in listed.splitlines():
        match = _LISTED.fullmatch(line.strip())
        if match and match[1] in found and match[2] in _KEPT:
            value = str(ast.literal_eval(match[3]))
            # Files give several values on lines of their own, variables in one; a path may hold blanks.
            found[match[1]][_variable(match[2])] = " ".join(value.split()) if match[2] in _LISTS else value
    return {**found["global"], **found[subcommand]}


def pip_environment(
    base: Mapping[str, str], scratch: Path, is_offline: bool, settings: Mapping[str, str]
) -> dict[str, str]:
    """The environment variables that pip is run with.

    Args:
        base: those of this process.
        scratch: folder for pip's temporary files. `/tmp` is often a small disk in memory, too small for CUDA's wheels.
        is_offline: leave the person's index settings out too, so that nothing outside the wheel folder is looked at.
        settings: of the person's files; variables go before them, as with pip itself.
    """
    variables = _of_pip(base)
    kept = {name: value for name, value in variables.items() if not _is_setting(name)}
    if not is_offline:
        kept.update(settings)
        kept.update({name: variables[name] for name in map(_variable, _KEPT) if name in variables})
    kept["PIP_CONFIG_FILE"] = os.devnull
    kept.update({name: str(scratch) for name in ("TMPDIR", "TEMP", "TMP")})
    return kept


def _of_pip(base: Mapping[str, str]) -> dict[str, str]:
    """pip must not see DeepSat's own folders as installed packages."""
    cleaned = clean_environment(base)
    del cleaned["PYTHONPATH"]
    return cleaned


def _in_words(answer: Answer) -> str:
    said = " ".join((answer.errors or answer.output).split())
    return said.rstrip(".")[:300] or f"exit status {answer.status} of pip"


def _is_setting(name: str) -> bool:
    return name.upper().startswith("PIP_")


def _variable(setting: str) -> str:
    return f"PIP_{setting.upper().replace('-', '_')}"
