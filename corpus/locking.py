"""One writer at a time: locks of the operating system, with a note on who holds them.

A lock is a file beside what is written. The system gives it to one process and takes it back when
that process ends, however it ends: nobody has to clear up after a command that was killed. The
file says who holds it, and is deleted with the lock. Python's own ``fcntl`` and ``msvcrt`` are
enough: a library would add a package, and know neither the holder nor when to speak.

Where there are no such locks (at an address such as ``s3://``, on some network disks) writers do
not exclude each other: each file is still whole, and the last one written stays.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from corpus.errors import Refusal
from corpus.translation import shown

LOCK = ".gwr.lock"  # the name of the lock of a folder
WAIT = 600.0  # seconds after which a writer that waits gives up; GWR_WAIT overrides it
SILENT = 1.0  # seconds that it waits without a word
_PAUSE = 0.05
_FAR = 1 << 30  # Windows lets nobody read a locked byte: this one lies behind the note
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)


@dataclass(frozen=True)
class Holder:
    """Who holds a lock.

    Attributes:
        pid: the number of the process.
        host: the computer on which it runs.
        command: as it was typed, shortened.
        since: when it took the lock, to the second.
    """

    pid: int
    host: str
    command: str
    since: str

    def __str__(self) -> str:
        """The holder in the words of messages."""
        return f"{self.command}, process {self.pid} on {self.host}, since {self.since}"


@contextmanager
def locked(
    lock: Path, *, wait: float | None = None, say: Callable[[str], object] | None = None
) -> Iterator[None]:
    """Holds a lock while the block runs; waits for the process that holds it.

    Within a process, threads exclude each other as processes do; a lock is not to be taken twice.

    Args:
        lock: the file of the lock, in a folder that is made where there is none.
        wait: seconds to wait; by default those of the environment variable GWR_WAIT, else ``WAIT``.
        say: told once, after a second, for whom the process waits; by default stderr is.

    Raises:
        Refusal: ``busy`` if another process still holds the lock, ``not_saved`` if there can be no
            lock since nothing can be written there.

    Example:
        >>> from pathlib import Path
        >>> from corpus.locking import holder, locked
        >>> lock = Path("results/.gwr.lock")
        >>> with locked(lock):
        ...     holder(lock).pid == os.getpid()
        True
        >>> lock.exists()
        False
    """
    if hasattr(lock, "fs"):  # at an address rather than in a folder
        yield
        return
    number = _taken(lock, _limit() if wait is None else wait, say or _say)
    try:
        if number is not None:
            _note(number)
        yield
    finally:
        if number is not None:
            _release(lock, number)


def holder(lock: Path) -> Holder | None:
    """Who holds a lock, or held it when killed; None where that is not known.

    Args:
        lock: the file of the lock.
    """
    try:
        said = json.loads(lock.read_text(encoding="utf-8"))
        return Holder(**said)
    except (OSError, ValueError, TypeError):
        return None


def _limit() -> float:
    try:
        return float(os.environ.get("GWR_WAIT", WAIT))
    except ValueError:
        return WAIT


def _say(line: str) -> None:
    print(shown(line), file=sys.stderr, flush=True)


def _taken(lock: Path, wait: float, say: Callable[[str], object]) -> int | None:
    """The number of the open file of a lock that is ours now; None where there are no locks."""
    begin, told = time.monotonic(), False
    while True:
        try:
            return _tried(lock)
        except BlockingIOError:
            waited = time.monotonic() - begin
        if waited >= wait:
            raise Refusal("busy", str(lock.parent), str(holder(lock) or "another command"))
        if waited >= SILENT and not told:
            say(f"waiting for {holder(lock) or 'another command'}")
            told = True
        time.sleep(min(_PAUSE, max(wait - waited, 0.001)))


def _tried(lock: Path) -> int | None:
    """As ``_taken``, without waiting.

    Raises:
        BlockingIOError: if another process has the lock.
        Refusal: ``not_saved``.
    """
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        number = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    except OSError as error:
        if os.name == "nt" and error.errno == errno.EACCES and lock.exists():
            raise BlockingIOError from error  # just being deleted by the one who had it
        raise Refusal("not_saved", str(lock.parent), error.strerror or str(error)) from error
    try:
        _lock(number)
        if _is_still(lock, number):
            return number
        raise BlockingIOError  # deleted since by the one who had it: the file there is another
    except OSError as error:
        os.close(number)
        if error.errno in _NO_LOCKS:
            return None
        if isinstance(error, BlockingIOError) or error.errno in _HELD:
            raise BlockingIOError from error
        raise Refusal("not_saved", str(lock), error.strerror or str(error)) from error


def _is_still(lock: Path, number: int) -> bool:
    try:
        return os.path.samestat(os.fstat(number), lock.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(number: int) -> None:
        os.lseek(number, _FAR, os.SEEK_SET)
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)

    def _unlock(number: int) -> None:
        os.lseek(number, _FAR, os.SEEK_SET)
        msvcrt.locking(number, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_UN)


def _note(number: int) -> None:
    """Writes who holds the lock; on a full disk it is held without a note."""
    command = " ".join([Path(sys.argv[0]).stem, *sys.argv[1:]])[:80]
    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    said = Holder(os.getpid(), socket.gethostname(), command, since)
    with suppress(OSError):
        os.ftruncate(number, 0)
        os.lseek(number, 0, os.SEEK_SET)
        os.write(number, json.dumps(asdict(said), ensure_ascii=False).encode())


def _release(lock: Path, number: int) -> None:
    """Deletes the file and gives the lock back: the other way round on Windows, which must."""
    if os.name == "nt":
        with suppress(OSError):
            _unlock(number)
        os.close(number)
        with suppress(OSError):  # another process has it open by now
            lock.unlink()
        return
    with suppress(OSError):
        lock.unlink()
    with suppress(OSError):
        _unlock(number)
    with suppress(OSError):
        os.close(number)
