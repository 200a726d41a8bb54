"""Chinese and Arabic numerals and their values.

Units and indicators play no part here: a numeral as printed goes in, a float comes out. Offsets
remain valid, because folding replaces characters one for one.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import pairwise

DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
DIGITS |= {"五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
ZEROS = "零〇○"
SMALL_SCALES = {"十": 10, "百": 100, "千": 1000}
LARGE_SCALES = {"万": 10**4, "亿": 10**8}

# No number in a report is longer; a longer sequence is a code, a telephone number or noise.
LONGEST = 24
# As printed, with a space after every digit, and a fraction of two such numbers.
_LONGEST_PRINTED = 5 * LONGEST

FOLDS = dict(
    zip(
        "０１２３４５６７８９．％＋－（）ＡＧ／\u00a0\u3000",
        "0123456789.%+-()AG/  ",
        strict=True,
    )
)

# A whole number: with commas between thousands (1,222 and, before 1960, 1，222), with a space after
# every digit (as the 1998 State Council report is printed), or plain.
WHOLE = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d(?: \d(?!\d))+|\d+)"
# 6. 5% is one number with a space in it; 6. 5个 is the number of a list item, then a quantity.
ARABIC = WHOLE + r"(?: ?\.\d+(?: \d(?!\d))*|\. \d+(?= ?%))?"
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DIGITS_AND_SCALES = re.compile(r"(\d+)([千万亿]+)")
# Arabic digits with Chinese scales: 1万6千, 1亿3千万, 3亿5000万.
MIXED = r"\d{1,5}(?:亿\d{1,4}千?万|[亿万]\d千)"
HAN = r"[一二三四五六七八九十两零〇○][一二三四五六七八九十百千万亿两零〇○点]*"


def fold(text: str) -> str:
    """The text with half-width digits, signs and spaces, its length unchanged.

    Example:
        >>> from corpus.text.numerals import fold
        >>> fold("增长６．５％")
        '增长6.5%'
    """
    for wide, narrow in FOLDS.items():  # ten times as fast as str.translate
        text = text.replace(wide, narrow)
    return text


def read_arabic(numeral: str) -> float | None:
    """The value of an Arabic numeral; None where it is not one or is too long for a number.

    Example:
        >>> from corpus.text.numerals import read_arabic
        >>> read_arabic("7 4 7 7 2"), read_arabic("1，222"), read_arabic("８．８")
        (74772.0, 1222.0, 8.8)
    """
    plain = re.sub("[ ,，]", "", fold(numeral)) if len(numeral) <= 2 * LONGEST else ""
    if len(plain) > LONGEST or not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", plain):
        return None
    return float(plain)


def read_mixed(numeral: str) -> float | None:
    """The value of Arabic digits with Chinese scales among them; None for any other text.

    Example:
        >>> from corpus.text.numerals import read_mixed
        >>> read_mixed("1万6千"), read_mixed("3亿5000万")
        (16000.0, 350000000.0)
    """
    if len(numeral) > LONGEST or not re.fullmatch(r"(?:\d+[千万亿]+)+", numeral):
        return None
    value = 0.0
    for digits, scales in _DIGITS_AND_SCALES.findall(fold(numeral)):
        value += int(digits) * math.prod((SMALL_SCALES | LARGE_SCALES)[scale] for scale in scales)
    return value


def _decimals(digits: str) -> float | None:
    if not digits or any(d not in DIGITS for d in digits):
        return None
    return float("0." + "".join(str(DIGITS[d]) for d in digits))


def _is_well_formed(numeral: str) -> bool:
    """Whether there are no adjacent digits (一九) and no adjacent scales (千百) other than 百十."""
    for left, right in pairwise(numeral):
        both_digits = left in DIGITS and right in DIGITS and left not in ZEROS
        both_small = left in SMALL_SCALES and right in SMALL_SCALES and right + left != "十百"
        if both_digits or both_small or (left in ZEROS and right in ZEROS):
            return False
    return numeral[:1] in DIGITS or numeral[:1] == "十"


def _section(numeral: str) -> float | None:
    """The value of a numeral below ten thousand: 一千二百, 十二, 八百五 (850)."""
    total, digit, last = 0, 0, 1
    for char in numeral:
        if char in DIGITS:
            digit = DIGITS[char]
            last = 1 if char in ZEROS else last
        elif last != 1 and SMALL_SCALES[char] >= last:
            return None
        else:
            last = SMALL_SCALES[char]
            total += (digit or 1) * last
            digit = 0
    return total + digit * (last // 10 if last > 10 else 1)


def _integer(numeral: str) -> float | None:
    """The value of a whole number, added up from its parts before 亿, before 万 and after."""
    for scale, value in (("亿", LARGE_SCALES["亿"]), ("万", LARGE_SCALES["万"])):
        head, found, tail = numeral.rpartition(scale)
        if found:
            high = _integer(head) if head else None
            low = _integer(tail.lstrip(ZEROS)) if tail.lstrip(ZEROS) else 0.0
            if high is None or low is None or low >= value or _is_two(head, scale):
                return None
            # 一万二 is 12,000.
            return high * value + low * (value // 10 if len(tail) == 1 else 1)
    return _section(numeral)


def _is_two(head: str, scale: str) -> bool:
    """Whether two numbers stand together, as in 一万二万, and not in 四万万 and 一万二千万."""
    return head.rpartition(scale)[2] in DIGITS if scale in head else False


def read_chinese(numeral: str) -> float | None:
    """The value of a Chinese numeral; None where it is not one number (十四五, 一九八五).

    Example:
        >>> from corpus.text.numerals import read_chinese
        >>> read_chinese("三亿七千零六十二万"), read_chinese("六点五"), read_chinese("十四五")
        (370620000.0, 6.5, None)
    """
    whole, point, digits = numeral.partition("点")
    if len(numeral) > LONGEST or not whole or not _is_well_formed(whole):
        return None
    if any(c not in DIGITS | SMALL_SCALES | LARGE_SCALES for c in whole):
        return None
    value = _integer(whole)
    fraction = _decimals(digits) if point else 0.0
    return None if value is None or fraction is None else float(round(value + fraction, 10))


@lru_cache(maxsize=1 << 12)  # a few numerals make up most occurrences
def read_number(numeral: str) -> float | None:
    """The value of a numeral in Chinese characters, Arabic digits or both.

    A percentage is given in per cent (百分之六点五 is 6.5), and a per mille likewise (千分之六
    is 6); 三分之一 and 1/3 are a third, and 万分之三 is 0.0003.

    Args:
        numeral: as printed, without its unit.

    Returns:
        The value, or None where the text is not one number (十四五, the name of a plan).

    Example:
        >>> from corpus.text import read_number
        >>> [read_number(one) for one in ("百分之六点五", "1亿3千万", "三分之二", "十四五")]
        [6.5, 130000000.0, 0.6666666666666666, None]
    """
    if len(numeral) > _LONGEST_PRINTED:
        return None
    if numeral[:3] in ("百分之", "千分之"):
        return 100.0 if numeral[3:] == "百" else read_number(numeral[3:])
    lower, parts, upper = numeral.partition("分之")
    if not parts:
        upper, parts, lower = numeral.partition("/")
    if not parts:
        if len(numeral) <= LONGEST and _PLAIN.fullmatch(numeral):
            return float(numeral)
        if numeral[:1].isdigit():
            return read_mixed(numeral) or read_arabic(numeral)
        return read_chinese(numeral)
    lower = "一" + lower if lower[:1] in tuple("百千万亿") else lower  # 百万分之一
    top, bottom = read_number(upper), read_number(lower)
    return top / bottom if top is not None and bottom else None
