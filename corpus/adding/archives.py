"""The documents in a zip or tar archive, unpacked one by one, with attacks refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import stat
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final, NamedTuple

from corpus.errors import Refusal
from corpus.files import is_device

MAX_TOTAL: Final = 200 * 2**20
MAX_MEMBER: Final = 50 * 2**20
MAX_MEMBERS: Final = 10_000
_CHUNK: Final = 2**18
# Limits of what the libraries read in one piece: a zip's directory; a tar's long names, comments.
_MAX_DIRECTORY: Final = 8 * 2**20
_MAX_HEADER: Final = 2**20

_ARCHIVE_NAMES: Final = """
    .zip .tar .gz .tgz .bz2 .tbz .tbz2 .xz .txz .7z .rar .zst .lzma .cab .iso .jar
"""
ARCHIVES: Final = frozenset(_ARCHIVE_NAMES.split())
# Files that operating systems add to archives and folders, and that nobody needs.
_SYSTEM = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.I)

_DAMAGE: Final = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    RecursionError,
    MemoryError,
)


@dataclass
class Unpacked:
    """The result of unpacking an archive.

    Attributes:
        files: the documents, in the order of the archive.
        refused: a refusal for each entry that was not unpacked, with its name and the reason.
        ignored: names of files that operating systems add to archives, such as ``.DS_Store``.
    """

    files: list[Path] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


class Member(NamedTuple):
    """An entry of an archive.

    Attributes:
        name: as in the archive, decoded.
        kind: file, folder, encrypted, or anything else (link, device …).
        open: opens the entry as a stream of bytes.
    """

    name: str
    kind: str
    open: Callable[[], AbstractContextManager[IO[bytes]]]


def unpack(path: Path, folder: Path, *, suffixes: Collection[str]) -> Unpacked:
    """Unpacks the documents in a zip or tar archive (plain, gz, bz2, xz).

    Each document is written completely or not at all, and never outside the folder. Sizes are
    counted during reading, whatever the archive declares.

    Args:
        path: the archive.
        folder: where the documents are written, in the archive's folders; made where missing.
        suffixes: extensions of the files to unpack, in lower case: ``{".txt", ".docx"}``.

    Raises:
        Refusal: ``damaged``, ``unreadable``, ``archive_too_large`` or ``zip_bomb`` for the archive
            as a whole, of which no file then remains in the folder.
    """
    unpacked = Unpacked()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with ExitStack() as stack:
            _take_out(_members(path, stack), _Target(path, folder, suffixes), unpacked)
    except Refusal as refusal:
        _remove(unpacked.files)
        raise Refusal(refusal.code, str(path), refusal.detail) from refusal
    except _DAMAGE as error:
        # The documents before the damage are complete and can be used.
        if not unpacked.files:
            raise Refusal("damaged", str(path), _words(error)) from error
        unpacked.refused.append(Refusal("damaged", str(path), _words(error)))
    except BaseException:
        _remove(unpacked.files)
        raise
    return unpacked


def _remove(files: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def _words(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0][:200] or type(error).__name__


# --- entries, one by one --------------------------------------------------------------------------


class _Target(NamedTuple):
    """The archive, the folder to unpack to, and the extensions of the files to unpack."""

    archive: Path
    folder: Path
    suffixes: Collection[str]


def _take_out(members: Iterator[Member], target: _Target, unpacked: Unpacked) -> None:
    taken: set[str] = set()
    budget = _Budget(MAX_TOTAL)
    for number, member in enumerate(members):
        if number >= MAX_MEMBERS:
            raise Refusal("archive_too_large", "", f"{MAX_MEMBERS:,} files")
        if member.kind == "folder":
            continue
        if _SYSTEM.search(member.name):
            unpacked.ignored.append(member.name)
            continue
        try:
            _check(member, target, taken)
            unpacked.files.append(_write(member, target.folder, budget))
        except Refusal as refusal:
            if refusal.code == "archive_too_large":
                raise
            place = f"{target.archive.name}: {_shown(member.name)}"
            unpacked.refused.append(Refusal(refusal.code, place, refusal.detail))


def _shown(name: str) -> str:
    """The name, for a message, without characters that would move the terminal's cursor."""
    return "".join("�" if unicodedata.category(c) in _NEVER else c for c in name)[:200]


def _check(member: Member, target: _Target, taken: set[str]) -> None:
    """Refuses an entry that must not be written, because of its name, kind or extension."""
    if problem := _unsafe(member.name):
        raise Refusal("unsafe_path", "", problem)
    if member.kind == "encrypted":
        raise Refusal("encrypted", "")
    if member.kind != "file":
        raise Refusal("not_a_file", "", member.kind)
    suffix = PurePosixPath(member.name).suffix.lower()
    if suffix in ARCHIVES:
        raise Refusal("nested_archive", "")
    if suffix not in target.suffixes:
        raise Refusal("unknown_format", "", suffix or "no extension")
    # Windows and macOS would write one file over the other.
    key = unicodedata.normalize("NFC", "/".join(_parts(member.name))).casefold()
    if key in taken:
        raise Refusal("same_name", "")
    taken.add(key)


# Control characters, marks that reverse the order of characters, and lone surrogates.
_NEVER: Final = frozenset({"Cc", "Cf", "Cs"})
# Elsewhere they are ordinary characters, and what was packed there can be unpacked there.
_NOT_ON_WINDOWS: Final = frozenset('<>"|?*')


def _parts(name: str) -> list[str]:
    return [part for part in name.split("/") if part not in ("", ".")]


def _unsafe(name: str) -> str:
    """Why a name must not become a path; empty where it may."""
    parts = _parts(name)
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "absolute path"
    if "\\" in name:
        return "contains a backslash"
    if ".." in parts:
        return "contains .."
    if ":" in name or any(unicodedata.category(c) in _NEVER for c in name):
        return "contains a character not allowed in file names"
    if any(is_device(part) or part != part.rstrip(". ") for part in parts):
        return "not allowed on Windows"
    if os.name == "nt" and _NOT_ON_WINDOWS.intersection(name):
        return "not allowed on Windows"
    if not parts:
        return "empty"
    if max(len(part.encode()) for part in parts) > 240 or len(name) > 1000:
        return "too long"
    return ""


@dataclass
class _Budget:
    """Bytes that may still be read from the archive."""

    left: int

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise Refusal("archive_too_large", "", f"{MAX_TOTAL >> 20} MB")


def _write(member: Member, folder: Path, budget: _Budget) -> Path:
    """Writes an entry to a temporary file, and moves it to its place once it is complete."""
    path = folder.joinpath(*_parts(member.name))
    part = folder / ".unpacking.part"
    try:
        _make_room(path, folder)
        with part.open("wb") as file, member.open() as stream:
            size = 0
            while chunk := stream.read(_CHUNK):
                budget.spend(len(chunk))
                size += len(chunk)
                if size > MAX_MEMBER:
                    raise Refusal("too_large", "", f"{MAX_MEMBER >> 20} MB")
                file.write(chunk)
        part.replace(path)
    except _DAMAGE as error:
        raise Refusal("damaged", "", _words(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return path


def _make_room(path: Path, folder: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # A link that was already in the folder may lead out of it.
    if not path.parent.resolve().is_relative_to(folder.resolve()):
        raise Refusal("unsafe_path", "", "a link points outside the folder")
    if path.exists() or path.is_symlink():
        raise Refusal("same_name", "")


# --- zip ------------------------------------------------------------------------------------------


class _Guarded(io.BufferedReader):
    """A file that refuses to be read in pieces larger than a directory of ten thousand entries."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _MAX_DIRECTORY:
            raise Refusal("archive_too_large", "", f"{MAX_MEMBERS:,} files")
        return super().read(size)


def _members(path: Path, stack: ExitStack) -> Iterator[Member]:
    try:
        file = stack.enter_context(_Guarded(io.FileIO(path)))
    except OSError as error:
        raise Refusal("unreadable", "", error.strerror or str(error)) from error
    beginning = file.peek(6)[:6]
    if beginning.startswith(b"PK"):
        return _zip_members(stack.enter_context(zipfile.ZipFile(file)))
    stream = _Counted(_decompressed(file, beginning, stack))
    return _tar_members(stream)


def _zip_members(archive: zipfile.ZipFile) -> Iterator[Member]:
    if len(archive.infolist()) > MAX_MEMBERS:
        raise Refusal("archive_too_large", "", f"{MAX_MEMBERS:,} files")
    _check_overlaps(archive)
    for info in archive.infolist():
        yield Member(_zip_name(info), _zip_kind(info), partial(archive.open, info))


def _check_overlaps(archive: zipfile.ZipFile) -> None:
    """Refuses entries that share bytes, with which small archives can unpack to petabytes."""
    end = 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise Refusal("zip_bomb", "")
        end = info.header_offset + 30 + info.compress_size


def _zip_kind(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.orig_filename.endswith("/") or kind == stat.S_IFDIR:
        return "folder"
    if kind not in (0, stat.S_IFREG):
        return "link" if kind == stat.S_IFLNK else "device"
    return "encrypted" if info.flag_bits & 0x1 else "file"


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name of an entry; unless flagged as UTF-8, it is in the packing system's encoding."""
    if info.flag_bits & 0x800:
        return info.orig_filename
    return _decode_name(info.orig_filename.encode("cp437"), "cp437")


def _decode_name(name: bytes, otherwise: str) -> str:
    """A name as UTF-8 if valid (macOS), as GB18030 if Chinese (Windows), or else as declared."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        chinese = name.decode("gb18030")
    except UnicodeDecodeError:
        return name.decode(otherwise, "replace")
    common = re.findall(r"[\u4e00-\u9fff]", chinese)
    odd = re.findall(r"[^\x20-\x7e\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u2026]", chinese)
    return chinese if len(common) > len(odd) else name.decode(otherwise, "replace")


def check_zip(data: bytes, *, limit: int = MAX_TOTAL, members: int = MAX_MEMBERS) -> None:
    """Refuses a docx or xlsx that unpacks to more than a limit, which is found by unpacking it.

    Raises:
        Refusal: ``too_large``, ``zip_bomb`` or ``damaged``.
    """
    budget = limit
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > members:
                raise Refusal("too_large", "", f"{members:,} files")
            _check_overlaps(archive)
            for info in archive.infolist():
                with archive.open(info) as stream:
                    while chunk := stream.read(_CHUNK):
                        budget -= len(chunk)
                        if budget < 0:
                            raise Refusal("too_large", "", f"{limit >> 20} MB")
    except _DAMAGE as error:
        raise Refusal("damaged", "", _words(error)) from error


# --- tar ------------------------------------------------------------------------------------------


class _Counted:
    """An unpacked stream for tarfile, read only up to a limit whatever its headers declare."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _MAX_HEADER:
            raise ValueError("an archive header is too long")
        self.last = self._stream.read(size)
        self._check(self._stream.tell())
        return self.last

    def seek(self, position: int) -> int:
        # Skipping means unpacking, so it too stops at the limit.
        self._check(position)
        return self._stream.seek(position)

    def tell(self) -> int:
        return self._stream.tell()

    def _check(self, position: int) -> None:
        if position > MAX_TOTAL:
            raise Refusal("archive_too_large", "", f"{MAX_TOTAL >> 20} MB")


def _decompressed(file: IO[bytes], beginning: bytes, stack: ExitStack) -> IO[bytes]:
    openers: dict[bytes, Callable[[IO[bytes]], Any]] = {
        b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
        b"BZh": bz2.BZ2File,
        b"\xfd7zXZ": lzma.LZMAFile,
    }
    for magic, opener in openers.items():
        if beginning.startswith(magic):
            return stack.enter_context(opener(file))
    return file


def _tar_members(stream: Any) -> Iterator[Member]:
    # Not in stream mode ("r|"), so that headers are read in one piece and _Counted can refuse them.
    archive = tarfile.TarFile(fileobj=stream, encoding="utf-8", errors="surrogateescape")
    while (info := archive.next()) is not None:
        name = _decode_name(info.name.encode("utf-8", "surrogateescape"), "latin-1")
        yield Member(name, _tar_kind(info), partial(_tar_stream, archive, info))
    # The library takes a damaged or missing header for the end; the real end is a block of zeros.
    if stream.last != bytes(tarfile.BLOCKSIZE):
        raise tarfile.ReadError("the archive ends too early")


def _tar_kind(info: tarfile.TarInfo) -> str:
    if info.isdir():
        return "folder"
    if info.issym() or info.islnk():
        return "link"
    return "file" if info.isreg() and not info.issparse() else "device"


def _tar_stream(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    stream = archive.extractfile(info)
    if stream is None:
        raise tarfile.ReadError("the entry has no data")
    return stream
