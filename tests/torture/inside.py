"""Changes within files that have parts: a zip, a PDF, an old Word file, a PNG picture.

Changed from outside, most of them are refused at the first check: a part that is packed no longer
unpacks, a sum no longer agrees. What is changed here is packed again.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence

# A change of a part, beside the others that it may take something from.
Change = Callable[[bytes, Sequence[bytes]], bytes]

_OBJECT = re.compile(rb"\d+ 0 obj\b.*?endobj", re.S)
_STREAM = re.compile(rb"(.*?>>\s*stream\r?\n)(.*?)(\r?\nendstream.*)", re.S)
_LENGTH = re.compile(rb"/Length \d+(?! 0 R)")
_BLOCK = 64  # of an old Word file, whose directory has entries of two such blocks


def of_zip(data: bytes, change: Change, rng: random.Random) -> bytes:
    """A zip with a file changed, taken from another or left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(one, archive.read(one)) for one in archive.namelist()]
    at = rng.randrange(len(members))
    fate = rng.random()
    if fate < 0.05:
        del members[at]
    elif fate < 0.1:
        members[at] = (members[at][0], members[rng.randrange(len(members))][1])
    else:
        members[at] = (members[at][0], change(members[at][1], [one for _, one in members]))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members:  # without the time, so that a seed gives the same file twice
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def of_pdf(data: bytes, change: Change, rng: random.Random) -> bytes:
    """A PDF with an object changed, or what is packed in one; readers find the others anew."""
    objects = list(_OBJECT.finditer(data))
    if not objects:
        return data
    at = rng.choice(objects)
    others = [one.group() for one in objects]
    return data[: at.start()] + _object(at.group(), others, change, rng) + data[at.end() :]


def _object(one: bytes, others: Sequence[bytes], change: Change, rng: random.Random) -> bytes:
    parts = _STREAM.fullmatch(one)
    if parts is None:
        return change(one, others)
    head, packed, tail = parts.groups()
    if rng.random() < 0.3:
        return change(head, others) + packed + tail
    if b"FlateDecode" in head:
        packed = zlib.compress(change(_unpacked(packed), others))
    else:
        packed = change(packed, others)
    return _LENGTH.sub(b"/Length %d" % len(packed), head) + packed + tail


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, 2**20)
    except zlib.error:
        return data


def of_ole(data: bytes, change: Change, rng: random.Random) -> bytes:
    """An old Word file with one to three blocks changed, each as long as it was: places are fixed.

    Blocks of zeros alone, which are most, are nothing to any reader.
    """
    changed = bytearray(data)
    blocks = [
        at for at in range(0, len(data), _BLOCK) if len(set(data[at : at + _BLOCK]) - {0, 0xFF}) > 1
    ]
    for at in rng.sample(blocks, min(len(blocks), rng.choice((1, 1, 2, 3)))):
        block = data[at : at + _BLOCK]
        changed[at : at + len(block)] = change(block, [data]).ljust(len(block), b"\0")[: len(block)]
    return bytes(changed)


def of_png(data: bytes, change: Change, rng: random.Random) -> bytes:
    """A PNG with a chunk changed, or the pixels packed in one, and the sums that go with it."""
    chunks, at = [], 8
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + size]))
        at += size + 12
    number = rng.randrange(len(chunks)) if chunks else 0
    for at, (name, content) in enumerate(chunks):
        if at == number:
            others = [one for _, one in chunks]
            is_pixels = name == b"IDAT"
            content = change(_unpacked(content) if is_pixels else content, others)
            chunks[at] = (name, zlib.compress(content) if is_pixels else content)
    return data[:8] + b"".join(_chunk(*one) for one in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    sum_ = zlib.crc32(name + content).to_bytes(4, "big")
    return len(content).to_bytes(4, "big") + name + content + sum_


# By what a file begins with.
INSIDE: Mapping[bytes, Callable[[bytes, Change, random.Random], bytes]] = {
    b"PK\x03\x04": of_zip,
    b"%PDF-": of_pdf,
    b"\xd0\xcf\x11\xe0": of_ole,
    b"\x89PNG": of_png,
}
