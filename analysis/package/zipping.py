"""Zip files that are the same bytes whenever and by whomever they are written."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

# What goes into an archive: a file, which is read when it is its turn, or its content.
Member = bytes | Path
_TIME = (1980, 1, 1, 0, 0, 0)  # the first that the format knows
_RIGHTS = 0o644 << 16
_UNIX = 3


def write_zip(target: BinaryIO, members: Mapping[str, Member]) -> None:
    """Writes an archive: names sorted, one time, the same rights and compression for all.

    Args:
        target: an open file.
        members: each file or its content, by its name in the archive.
    """
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system, entry.external_attr = _UNIX, _RIGHTS
            archive.writestr(entry, content_of(members[name]), zipfile.ZIP_DEFLATED, 6)


def zipped(members: Mapping[str, Member]) -> bytes:
    """An archive in memory, as ``write_zip`` writes it."""
    target = BytesIO()
    write_zip(target, members)
    return target.getvalue()


def content_of(member: Member) -> bytes:
    """The bytes of a file or content."""
    return member if isinstance(member, bytes) else member.read_bytes()
