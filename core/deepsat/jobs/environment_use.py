"""Is an environment in use? Each worker shares a lock in its folder, and whoever removes the folder has it alone.

The operating system drops the lock with its process. Windows needs none: there, the program of a process that runs
cannot be opened for writing. Both sides share this module, so that they mean the same lock.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

USE_LOCK_NAME = "in-use.lock"
"""An empty file in the environment's folder; environments that somebody else made have none."""

if sys.platform == "win32":

    @contextlib.contextmanager
    def environment_in_use(folder: Path) -> Iterator[None]:
        """Says that this process runs from the environment `folder` while the block runs."""
        yield

    @contextlib.contextmanager
    def environment_alone(folder: Path) -> Iterator[bool]:
        """Tells whether no process runs from the environment `folder`; an antivirus scan counts as one."""
        try:
            with (folder / "Scripts" / "python.exe").open("r+b"):
                pass
        except FileNotFoundError:
            yield True
        except OSError:
            yield False
        else:
            yield True

else:
    import fcntl

    @contextlib.contextmanager
    def environment_in_use(folder: Path) -> Iterator[None]:
        """Says that this process runs from the environment `folder` while the block runs."""
        with contextlib.ExitStack() as opened:
            # Without the file, or on a disk without locks, there is nothing to say it by.
            with contextlib.suppress(OSError):
                file = opened.enter_context((folder / USE_LOCK_NAME).open("rb"))
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            yield

    @contextlib.contextmanager
    def environment_alone(folder: Path) -> Iterator[bool]:
        """Tells whether no worker runs from the environment `folder`; none can say so while the block runs.

        Where the disk has no locks, one might.
        """
        with contextlib.ExitStack() as opened:
            try:
                file = opened.enter_context((folder / USE_LOCK_NAME).open("r+b"))
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                is_alone = True
            except FileNotFoundError:
                is_alone = True
            except OSError:
                is_alone = False
            yield is_alone
