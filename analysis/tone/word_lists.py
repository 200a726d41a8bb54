"""The words that tone is told by: a short list of our own, or a researcher's."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("tone_words.csv")


@dataclass(frozen=True)
class ToneWords:
    """Words by tone; each is a word of the segmenter, and longer or shorter ones never match.

    Attributes:
        positive: words that praise (成效, 显著, 领先).
        negative: words that name what is wrong (困难, 短板, 滞后).
        modal: auxiliaries of possibility, duty and will (能, 可以, 应当, 要).
        modal_strong: words that bind (必须, 确保, 严禁).
        modal_weak: words that promise an effort (力争, 努力).
        negator: words that negate one of the next two words (不, 没有, 尚未).
        remover: verbs that do away with what is wrong (化解风险, 克服困难).
    """

    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    modal: tuple[str, ...] = ()
    modal_strong: tuple[str, ...] = ()
    modal_weak: tuple[str, ...] = ()
    negator: tuple[str, ...] = ()
    remover: tuple[str, ...] = ()


@cache
def tone_words(path: Path = LIST) -> ToneWords:
    """The list of the suite: some 60 words that praise, 60 that name problems, 40 modal ones.

    The words are ours, but for auxiliaries (Zhu 1982) and words of necessity and negation (Lü
    1999), as the column ``source`` of the file says; none is copied from a sentiment lexicon, for
    those in use have no licence that lets them be passed on. To use a list of your own, make a
    ``ToneWords`` from it, or ``dataclasses.replace`` a part of this one.

    Args:
        path: a table in UTF-8 with the columns term and tone (a field of ``ToneWords``).

    Raises:
        ValueError: if a tone is none of them.

    Example:
        >>> from dataclasses import replace
        >>> from analysis.tone import tone_words
        >>> tone_words().modal_weak[:2]
        ('力争', '争取')
        >>> replace(tone_words(), positive=("亮点", "跃升")).positive
        ('亮点', '跃升')
    """
    found: dict[str, list[str]] = {name: [] for name in ToneWords.__dataclass_fields__}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["tone"] not in found:
                raise ValueError(f"{row['tone']!r} is not a tone; choose {', '.join(found)}")
            found[row["tone"]].append(row["term"])
    return ToneWords(**{name: tuple(terms) for name, terms in found.items()})
