"""Files that are nearly what they should be: cut, spliced, flattened, escaped, with other bytes."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.torture.inside import INSIDE

# On these readers decide, of several formats.
_WORDS = r"""
    ① ， 。 、 ； ： （ ） “ ” % ％ —— — / ∶ 一、 （一） 一是 1. 第一，
    各位代表： 同志们 政府工作报告 2018年 二〇一八年 1月5日 增长 以上 左右 亿元 万 百分之
    个百分点 分之 点 十 零
    < > </p> <table> <tr><td> <!-- ]]> &#x0; &#55296; &amp; <U+4E00> " ' , = \ \n \u0041 { } [ ]
    null 1e999 -1 NaN 999999999999999999999999999999 0 w:val="-1" w:val="99999" %1.%9
    ( ) (? {0,99} *+ \1 (?R) -- Content-Type: Content-Transfer-Encoding:base64 boundary= charset=
    obj endobj stream /Kids /Count /Filter %PDF- ../ C: /Length /W[0,9] /FlateDecode/LZWDecode
    /ToUnicode /Encoding/Identity-H 1,0,R Tj TJ Tm BT ET Do << >> beginbfrange <0000>,<ffff>,<d800>
    \u-1? \u55357? \bin99999999 \trowd \cell \row \uc9 {\*\ {\field \'ff \par \ansicpg936
"""
_SIGNS = [
    *"\0\n\r\t\u3000\ufeff\ufffd\u2028\x0b\x1c\ud800\U00020bb7",
    "PK\x03\x04",
]
TOKENS = [one.encode("utf-8", "surrogatepass") for one in (*_WORDS.split(), *_SIGNS)]
SIZES = [0, 1, 2, 3, 4, 7, 16, 64, 255, 1024]
INTERESTING = [0, 1, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF]
MOST = 2**18


def mutated(seed: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    """A seed with one to six changes; of a file that has parts, mostly within one of them."""
    for beginning, inside in INSIDE.items():
        if seed.startswith(beginning) and rng.random() < 0.85:
            return inside(seed, lambda part, parts: mutated(part, parts, rng), rng)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        seed = rng.choice(_CHANGES)(seed, others, rng)[:MOST]
    return seed


def _places(seed: bytes, rng: random.Random) -> tuple[int, int]:
    start = rng.randint(0, len(seed))
    return start, min(len(seed), start + rng.choice(SIZES))


def _cut(seed: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    return (
        seed[: rng.randint(0, len(seed))]
        if rng.random() < 0.7
        else seed[rng.randint(0, len(seed)) :]
    )


def _deleted(seed: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    start, end = _places(seed, rng)
    return seed[:start] + seed[end:]


def _repeated(seed: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    start, end = _places(seed, rng)
    return seed[:start] + seed[start:end] * rng.choice((2, 3, 50, 2000)) + seed[end:]


def _spliced(seed: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    other = rng.choice(others) if others else seed
    start, end = _places(other, rng)
    at = rng.randint(0, len(seed))
    return seed[:at] + other[start:end] + seed[at + rng.choice((0, end - start)) :]


def _told(seed: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    at = rng.randint(0, len(seed))
    return (
        seed[:at]
        + rng.choice(TOKENS) * rng.choice((1, 1, 2, 30))
        + seed[at + rng.choice((0, 0, 3)) :]
    )


def _flipped(seed: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    changed = bytearray(seed)
    for _ in range(rng.choice((1, 2, 8, 40))):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _numbered(seed: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    at, width = rng.randint(0, len(seed)), rng.choice((1, 2, 4))
    number = rng.choice(INTERESTING) & (256**width - 1)
    return seed[:at] + number.to_bytes(width, rng.choice(("little", "big"))) + seed[at + width :]


def _flattened(seed: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    between = rng.choice((b"", b" ", b"\t", b"\r", b"\n\n", b"\\n", b"<br>"))
    return seed.replace(b"\r\n", b"\n").replace(b"\n", between)


def _escaped(seed: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    text = seed.decode("utf-8", "replace")
    way = rng.randrange(6)
    if way == 0:
        return text.encode("unicode_escape")
    if way == 1:
        return "".join(f"&#{ord(one)};" for one in text).encode()
    if way == 2:
        return "".join(f"<U+{ord(one):04X}>" if ord(one) > 127 else one for one in text).encode()
    if way == 3:
        return text.encode(rng.choice(("utf-16", "utf-16-le", "utf-32", "utf-8-sig")), "replace")
    if way == 4:
        return text.encode(rng.choice(("gb18030", "big5")), "ignore")
    return seed.decode("latin-1").encode("utf-8")


def _shuffled(seed: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    lines = seed.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


_CHANGES = (
    _cut, _deleted, _deleted, _repeated, _spliced, _spliced, _told, _told, _told, _flipped,
    _flipped, _numbered, _flattened, _escaped, _shuffled,
)  # fmt: skip
