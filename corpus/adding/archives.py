"""The documents in a zip or tar, taken out one by one; what looks like an attack is refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
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

MAX_TOTAL: Final = 200 * 2**20
MAX_MEMBER: Final = 50 * 2**20
MAX_MEMBERS: Final = 10_000
_CHUNK: Final = 2**18
# What the libraries read in one piece: a zip's directory, a tar's long names and comments.
_MAX_DIRECTORY: Final = 8 * 2**20
_MAX_HEADER: Final = 2**20

_ARCHIVE_NAMES: Final = """
    .zip .tar .gz .tgz .bz2 .tbz .tbz2 .xz .txz .7z .rar .zst .lzma .cab .iso .jar
"""
ARCHIVES: Final = frozenset(_ARCHIVE_NAMES.split())
# What systems put beside files: nobody packed it, and nobody misses it.
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
    """What came out of an archive.

    Attributes:
        files: the documents, in the archive's order.
        refused: what was not taken out, each with its name and why.
        ignored: names of files that systems leave in archives, such as ``.DS_Store``.
    """

    files: list[Path] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


class Member(NamedTuple):
    """An entry of an archive.

    Attributes:
        name: as the archive has it, decoded.
        kind: file, folder, encrypted, or anything else (link, device …).
        open: gives its bytes as a stream.
    """

    name: str
    kind: str
    open: Callable[[], AbstractContextManager[IO[bytes]]]


def unpack(path: Path, folder: Path, *, suffixes: Collection[str]) -> Unpacked:
    """Takes the documents out of a zip or tar (plain, gz, bz2, xz).

    Each is written whole or not at all, and nothing outside of the folder. Sizes are counted while
    reading, whatever the archive says of them.

    Args:
        path: the archive.
        folder: where the documents go, in the archive's folders; it is made if it is not there.
        suffixes: of the files that are wanted, in small letters: ``{".txt", ".docx"}``.

    Raises:
        Refusal: ``damaged``, ``unreadable``, ``archive_too_large`` or ``zip_bomb`` for the archive
            as a whole; then no file of it stays in the folder.
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
        # The documents before the damage are whole; a batch can use them.
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


# --- members, one by one --------------------------------------------------------------------------


class _Target(NamedTuple):
    """Where documents come from and go to, and which are wanted."""

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
    """The name without what would move the terminal's cursor."""
    return "".join("�" if unicodedata.category(c) in _NEVER else c for c in name)[:200]


def _check(member: Member, target: _Target, taken: set[str]) -> None:
    """Whether a member may be written: its name, its kind, its suffix."""
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
        raise Refusal("unknown_format", "", suffix or "nameless")
    # Windows and macOS would write one over the other.
    key = unicodedata.normalize("NFC", "/".join(_parts(member.name))).casefold()
    if key in taken:
        raise Refusal("same_name", "")
    taken.add(key)


_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.I)


# Controls, marks that turn the order of characters around, and halves of characters.
_NEVER: Final = frozenset({"Cc", "Cf", "Cs"})


def _parts(name: str) -> list[str]:
    return [part for part in name.split("/") if part not in ("", ".")]


def _unsafe(name: str) -> str:
    """Why a name must not become a path, or nothing."""
    parts = _parts(name)
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "an absolute path"
    if "\\" in name:
        return "a backslash"
    if ".." in parts:
        return "it climbs out with .."
    if ":" in name or any(unicodedata.category(c) in _NEVER for c in name):
        return "a character that no file name has"
    if any(_RESERVED.fullmatch(part) or part != part.rstrip(". ") for part in parts):
        return "a name that Windows cannot write"
    if not parts:
        return "no name"
    if max(len(part.encode()) for part in parts) > 240 or len(name) > 1000:
        return "a name that is too long"
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
    """Writes a member beside its place, and moves it there once it is whole."""
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
    # A link that was in the folder before would lead out of it.
    if not path.parent.resolve().is_relative_to(folder.resolve()):
        raise Refusal("unsafe_path", "", "a link leads out of the folder")
    if path.exists() or path.is_symlink():
        raise Refusal("same_name", "")


# --- zip ------------------------------------------------------------------------------------------


class _Guarded(io.BufferedReader):
    """A file that gives no more at once than a directory of ten thousand members takes."""

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
    """Members that share bytes: small archives that unpack to petabytes are made of them."""
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
    """The name; without the flag for UTF-8 it is in whatever encoding the packer's system had."""
    if info.flag_bits & 0x800:
        return info.orig_filename
    return _decode_name(info.orig_filename.encode("cp437"), "cp437")


def _decode_name(name: bytes, otherwise: str) -> str:
    """UTF-8 if it can be (macOS), GB18030 if that gives Chinese (Windows), else as declared."""
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
    """Refuses a docx or xlsx that unpacks to more than a limit, by unpacking it.

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
    """An unpacked stream for tarfile, of which only so much is read, whatever headers declare."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _MAX_HEADER:
            raise ValueError("a header is too long")
        self.last = self._stream.read(size)
        self._check(self._stream.tell())
        return self.last

    def seek(self, position: int) -> int:
        # Skipping means unpacking: never further than the limit.
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
    # Not as a stream ("r|"): only so is a header read in one piece, where _Counted can refuse it.
    archive = tarfile.TarFile(fileobj=stream, encoding="utf-8", errors="surrogateescape")
    while (info := archive.next()) is not None:
        name = _decode_name(info.name.encode("utf-8", "surrogateescape"), "latin-1")
        yield Member(name, _tar_kind(info), partial(_tar_stream, archive, info))
    # The library takes a broken or missing header for the end; the end is a block of zeros.
    if stream.last != bytes(tarfile.BLOCKSIZE):
        raise tarfile.ReadError("it ends too early")


def _tar_kind(info: tarfile.TarInfo) -> str:
    if info.isdir():
        return "folder"
    if info.issym() or info.islnk():
        return "link"
    return "file" if info.isreg() and not info.issparse() else "device"


def _tar_stream(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    stream = archive.extractfile(info)
    if stream is None:
        raise tarfile.ReadError("no data")
    return stream
