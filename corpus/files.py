"""Writing files completely or not at all, and reading those that somebody names."""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISREG
from typing import Any, cast

from corpus.errors import Refusal

# What ``half_of`` names, and what earlier versions did: .a.txt.123.part
_HALF = re.compile(r"\..*\.\d+(?:\.[0-9a-f]{8})?\.part", re.DOTALL)
_LONGEST = 180  # bytes of a name that its half repeats; file systems allow 255
DEAD = 3600.0  # seconds after which a half that nobody has written to belongs to nobody
_looked_at: set[str] = set()
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\..*)?",
    re.IGNORECASE | re.DOTALL,
)


def is_device(name: str) -> bool:
    """Whether Windows reserves a file's name for a device, with or without an extension.

    >>> is_device("aux.txt"), is_device("auxiliary.txt")
    (True, False)
    """
    return _DEVICES.fullmatch(name) is not None


def read_regular(path: Path, *, most: int | None = None) -> bytes:
    """The bytes of a file that somebody names: no pipe or device, which may never end.

    Args:
        path: of the file.
        most: refuse a larger one, in bytes.

    Raises:
        Refusal: ``not_found``, ``unreadable`` or ``too_large``.
    """
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):
            raise Refusal("unreadable", str(path), "not a regular file")
        if most is not None and about.st_size > most:
            raise Refusal("too_large", str(path), f"{most >> 20} MB")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refusal("not_found", str(path)) from error
    except OSError as error:
        raise Refusal("unreadable", str(path), error.strerror or str(error)) from error


def move(part: Path, path: Path) -> None:
    """Replaces one file by another: in one step on a disk; elsewhere as the storage allows."""
    source, target = cast(Any, part), cast(Any, path)
    if hasattr(source, "fs"):
        source.fs.mv(source.path, target.path)
    else:
        part.replace(path)


def move_new(part: Path, path: Path) -> None:
    """Gives a file its name, which no other file may have; it may keep the old one too.

    Raises:
        FileExistsError: if there is a file of this name, also one that was made this moment.
    """
    if not hasattr(part, "fs"):
        try:
            os.link(part, path)
        except OSError:  # the name is taken, or the disk has no links: then the lock has to do
            pass
        else:
            return  # ``saved`` deletes the other name
    if path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    move(part, path)


def save_text(text: str, path: Path, *, durable: bool = False) -> Path:
    """Writes a text in UTF-8 and keeps its line ends.

    Args:
        text: of the file.
        path: of the file.
        durable: as in ``saved``.

    Raises:
        Refusal: ``not_saved``.
    """
    with saved(path, durable=durable) as part:
        part.write_text(text, encoding="utf-8", newline="")
    return path


def save_json(content: Any, path: Path) -> Path:
    """Writes JSON in UTF-8.

    Raises:
        Refusal: ``not_saved``.
    """
    return save_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", path)


@contextmanager
def saved(path: Path, *, new: bool = False, durable: bool = False) -> Iterator[Path]:
    """A file to write to, which replaces ``path`` once it is complete.

    Its name is nobody else's, so that two may save the same file at once: the later one stays.

    Args:
        path: of the file.
        new: refuse to replace a file; what is there is left as it is.
        durable: have the disk hold the content before the file gets its name, so that a power cut
            leaves no empty file; for what cannot be made again.

    Raises:
        Refusal: ``not_saved``.
    """
    if os.name == "nt" and is_device(path.name):
        raise Refusal("not_saved", str(path), "not allowed on Windows")
    part = half_of(path)
    try:
        with saving(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            _look_once(path.parent)
            yield part
            if durable:
                _flush(part)
            (move_new if new else move)(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def saving(path: Path) -> Iterator[None]:
    """Turns what the system says when something cannot be written into a refusal.

    Raises:
        Refusal: ``not_saved``.
    """
    try:
        yield
    except OSError as error:
        raise Refusal("not_saved", str(path), error.strerror or str(error)) from error


def half_of(path: Path) -> Path:
    """The name of a file while it is being written: of this process alone, and of this time."""
    name = path.name.encode("utf-8", "surrogateescape")[:_LONGEST].decode("utf-8", "ignore")
    return path.with_name(f".{name}.{os.getpid()}.{secrets.token_hex(4)}.part")


def halves_in(folder: Path) -> Iterator[Path]:
    """The halves in a folder: of processes that write there, or were killed when they did."""
    if folder.is_dir():
        yield from (path for path in sorted(folder.iterdir()) if _HALF.fullmatch(path.name))


def sweep_halves(folders: Iterable[Path], *, older: float = 0.0) -> None:
    """Deletes halves, which is safe where one holds the lock of those who write there.

    Args:
        folders: the folders that are looked at, without those in them.
        older: only those that nobody has written to for so many seconds.
    """
    for folder in folders:
        with suppress(OSError):  # what cannot be deleted does no harm
            for path in list(halves_in(folder)):
                if time.time() - path.stat().st_mtime >= older:
                    path.unlink(missing_ok=True)


def _look_once(folder: Path) -> None:
    """Deletes the halves of the dead in a folder, when the first file is saved there."""
    if not hasattr(folder, "fs") and str(folder) not in _looked_at:
        _looked_at.add(str(folder))
        sweep_halves([folder], older=DEAD)


def _flush(part: Path) -> None:
    if not hasattr(part, "fs"):
        with part.open("rb+") as file:
            os.fsync(file.fileno())
