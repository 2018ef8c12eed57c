"""A report on the environment, in Markdown, to copy into an issue: what is there, what is not, and the end of the log.

Home folders and user names are taken out, so that it can be published as it is.
"""

from __future__ import annotations

import getpass
import os
import platform
import re
import shutil
from pathlib import Path

from deepsat_qgis.paths import PLUGIN_FOLDER
from deepsat_qgis.worker.environment import PYTHON_VARIABLE, worker_state
from deepsat_qgis.worker.hardware import nvidia_gpus
from deepsat_qgis.worker.install_progress import megabytes
from deepsat_qgis.worker.installed_packages import installed_versions, is_at_version
from deepsat_qgis.worker.locations import ENVIRONMENTS_VARIABLE, INSTALL_LOG_NAME, environments_folder, nearest_existing
from deepsat_qgis.worker.lock_file import LOCK_PATH, read_lock
from deepsat_qgis.worker.records import EXISTING, Record
from deepsat_qgis.worker.state import EnvironmentState, folders_of

_LOG_LINES = 30
_SEPARATORS = r"[/\\]+"


def environment_report(qgis_version: str = "", setting: str = "", lock_path: Path = LOCK_PATH) -> str:
    """Everything about the worker's environment that helps to find out what is wrong with it.

    Args:
        qgis_version: of the QGIS that asks; empty outside QGIS.
        setting: interpreter that the person chose in the settings; empty for none.
        lock_path: lock file of the managed environment.

    Returns:
        Markdown, without home folders and user names.
    """
    found = worker_state(setting, lock_path, thorough=True)
    sections = ["# DeepSat environment", _facts(found, qgis_version), "## Packages", _packages(found, lock_path)]
    log = _log_tail(found, lock_path)
    if log:
        sections += ["## End of the installation log", f"```\n{log}\n```"]
    return scrubbed("\n\n".join(sections) + "\n")


def plugin_version() -> str:
    """DeepSat's version as its metadata says it; empty when there is no metadata."""
    for folder in (PLUGIN_FOLDER, PLUGIN_FOLDER.parent):
        path = folder / "metadata.txt"
        if path.is_file():
            match = re.search(r"^version\s*=\s*(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)
            return match.group(1) if match else ""
    return ""


def scrubbed(text: str, home: str = "", user: str = "") -> str:
    """`text` without the home folder (it becomes `~`), user names in other paths, and passwords in addresses.

    Args:
        text: to be published.
        home: home folder; empty for this person's.
        user: name to take out; empty for this person's.
    """
    # Windows does not tell capitals from small letters, and Python doubles backslashes where it quotes a path.
    home = home or str(Path.home())
    if home.strip("/\\"):
        path = _SEPARATORS.join(map(re.escape, re.split(r"[/\\]", home)))
        text = re.sub(rf"(?i)(?<![\w/\\]){path}(?!\w)", "~", text)
    text = re.sub(rf"(?i)([A-Z]:{_SEPARATORS}users{_SEPARATORS})[^/\\\n'\":*?<>|]+(?=[/\\])", r"\1<user>", text)
    text = re.sub(rf"(?i)({_SEPARATORS}(?:home|users){_SEPARATORS})(?!<user>)[^/\\\s'\"]+", r"\1<user>", text)
    text = re.sub(r"(\w+://)[^/\s]+@", r"\1<credentials>@", text)
    user = user or _user_name()
    # Short names and system accounts are words of their own, such as `root` or `data`.
    if len(user) > 3 and user != "root":
        text = re.sub(rf"(?i)\b{re.escape(user)}\b", "<user>", text)
    return text


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _facts(found: EnvironmentState, qgis_version: str) -> str:
    folder = environments_folder()
    facts = {
        "DeepSat": plugin_version(),
        "System": f"{platform.platform()}, {os.cpu_count()} processors",
        "QGIS": qgis_version,
        "State": found.status.value + (f": {found.reason}" if found.reason else ""),
        "Interpreter": str(found.python or ""),
        **(_record_facts(found.record) if found.record else {}),
        "Graphics processor": "; ".join(nvidia_gpus()) or "no NVIDIA driver answers",
        "Environments": f"{folder}, {megabytes(shutil.disk_usage(nearest_existing(folder)).free)} free",
        "Variables": _variables(),
    }
    return "\n".join(f"- {name}: {value}" for name, value in facts.items() if value)


def _record_facts(record: Record) -> dict[str, str]:
    return {
        "Python": f"{record.version}, from {record.base}",
        "torch": f"{record.torch} ({record.torch_kind.upper()} build)" if record.torch else "",
        "Device": record.device,
        "Findings": " ".join(record.findings),
        "Made in": f"{record.seconds:.0f} s",
    }


def _variables() -> str:
    """Names of variables that change the installation; values only where they are no secret."""
    named = [name for name in (PYTHON_VARIABLE, ENVIRONMENTS_VARIABLE) if os.environ.get(name)]
    secret = [name for name in os.environ if re.fullmatch(r"PIP_\w+|(HTTPS?|NO|ALL)_PROXY|SSL_CERT_\w+", name.upper())]
    said = [f"{name}={os.environ[name]}" for name in named] + [f"{name} is set" for name in sorted(secret)]
    return ", ".join(said)


def _packages(found: EnvironmentState, lock_path: Path) -> str:
    record = found.record
    if record is None and found.python is not None:
        return "Those of an interpreter that was chosen by hand, which DeepSat has no record of."
    if record is None:
        return "No environment, so none."
    pins = read_lock(lock_path).pins_for(record.markers)
    if record.kind == EXISTING:
        versions = {pin.name: record.modules.get(pin.module, "") for pin in pins if pin.module}
        pins = tuple(pin for pin in pins if pin.module)
    else:
        versions = installed_versions(Path(record.site_packages))
    other = [pin for pin in pins if not is_at_version(pin, versions.get(pin.name, ""))]
    if not other:
        return f"All {len(pins)} as in the lock {record.lock[:12]}."
    rows = [f"| {pin.name} | {pin.version} | {versions.get(pin.name) or 'missing'} |" for pin in other]
    head = f"{len(pins) - len(other)} of {len(pins)} as in the lock {record.lock[:12]}, but:"
    return "\n".join([head, "", "| package | lock | here |", "| --- | --- | --- |", *rows])


def _log_tail(found: EnvironmentState, lock_path: Path) -> str:
    begun = folders_of(environments_folder(), read_lock(lock_path))
    folder = found.folder or (begun[-1] if begun else None)
    log = folder / INSTALL_LOG_NAME if folder else None
    if log is None or not log.is_file():
        return ""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LOG_LINES:])
