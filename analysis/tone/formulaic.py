"""Formulaic language: what recurs word for word in other reports of the corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np
import pandas as pd
from scipy import stats

from analysis.checks import check_number
from analysis.tone.counting import KEYS
from analysis.tone.measures import Caution, Measure, measured, with_sections
from analysis.uncertainty.inference import INFERENCE, Inference
from corpus.arrays import Bools, Ints
from corpus.language import Lang, check_language
from corpus.schema import WORD_KINDS, check_columns

_AT_ONCE = 2**24  # sequences of a bucket, which are in memory together
_ROW = np.dtype([("key", "<u8"), ("place", "<i8")])
_GROWS = Caution(
    "grows with the size of the corpus: compare the rarefied share between corpora",
    "随语料库规模增大；不同语料库之间请比较稀疏化占比",
)
_OWN = Caution(
    "depends on how many other years of the place are in the corpus",
    "取决于语料库收录该地其他年份的多少",
)
_EVEN = Caution(
    "of reports alike those in the corpus; borrowed and shared wording are not told apart",
    "以语料库的构成为准；不区分借用与共同来源的表述",
)
MEASURES: dict[str, Measure] = {
    "formulaic": Measure("formulaic words", "套语用词", "any", "words", "%", _GROWS),
    "formulaic_own": Measure(
        "words repeated from the place's other years",
        "沿用本地其他年份的用词",
        "own",
        "words",
        "%",
        _OWN,
    ),
    "formulaic_others": Measure(
        "words shared with other places", "与其他地方相同的用词", "others", "words", "%", _GROWS
    ),
    "formulaic_rarefied": Measure(
        "rarefied formulaic words", "稀疏化的套语用词", "rarefied", "words", "%", _EVEN
    ),
}


@dataclass(frozen=True)
class Formula:
    """When a word is formulaic.

    Attributes:
        length: words in a sequence.
        at_least: how many other reports have the sequence.
        sample: how many other reports the rarefied share is for.

    Raises:
        ValueError: if a number is below 1, or ``sample`` below ``at_least``.

    Example:
        >>> from analysis.tone import Formula
        >>> Formula(length=12).sample
        20
    """

    length: int = 8
    at_least: int = 2
    sample: int = 20

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            check_number(name, value, 1)
        if self.sample < self.at_least:
            raise ValueError(
                f"sample is {self.sample}; it must not be below at_least ({self.at_least})"
            )


FORMULA = Formula()  # the defaults


@dataclass(frozen=True)
class _Words:
    """The words of reports, one after the other.

    Attributes:
        paragraphs: one row per paragraph with words: report_id, paragraph_id, words.
        source: the number of the source of each paragraph: reports of one place and year are one.
        region: the number of the place of each source.
    """

    paragraphs: pd.DataFrame
    source: Ints
    region: Ints


def formulaic_language(
    tokens: pd.DataFrame | Iterable[pd.DataFrame],
    reports: pd.DataFrame,
    sizes: pd.DataFrame | None = None,
    *,
    formula: Formula = FORMULA,
    inference: Inference = INFERENCE,
    lang: Lang = "en",
) -> pd.DataFrame:
    """The share of a report's words that lie in sequences which recur in other reports.

    A sequence is ``length`` words in a row within a sentence, punctuation and numbers aside. A word
    is formulaic if any sequence that it lies in occurs, word for word, in at least ``at_least``
    other reports. Several reports of one place and year are taken for versions of one, and do not
    count as others of each other.

    - ``formulaic``: in other reports of any place;
    - ``formulaic_own``: in at least one report of the place of another year;
    - ``formulaic_others``: in at least ``at_least`` reports of other places;
    - ``formulaic_rarefied``: as ``formulaic``, but as expected if only ``sample`` other reports,
      drawn at random, were in the corpus, so that corpora of different sizes can be compared. With
      d of N other reports that have the commonest sequence of a word, it counts for P(X ≥
      at_least), X hypergeometric: ``sample`` draws from N, of which d have it (Hurlbert 1971).

    Intervals are clustered by section and describe other sections of the same report against the
    same corpus; they do not tell what another corpus would give.

    Args:
        tokens: of whole reports, in order: report_id, paragraph_id, sentence_id, term, kind; or
            several such tables, in the order of reports.
        reports: the table of the data store: report_id, region_code, region, report_year.
        sizes: the table of the data store, for the sections; None to cluster by paragraph.
        formula: when a word is formulaic: length, at_least and sample.
        inference: confidence, cluster and min_blocks of the intervals.
        lang: language of the notes: en or zh.

    Returns:
        One row per report and measure, with the columns of ``tone_measures``. A share is missing,
        with the reason, where there are too few other reports for it: fewer than ``at_least`` (of
        other places), none of the place for another year, or fewer than ``sample``.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.tone import Formula, formulaic_language
        >>> said = [("a", "坚持 稳中求进 总 基调"), ("b", "坚持 稳中求进 总 基调"),
        ...         ("c", "建设 美丽 新 城市")]
        >>> rows = [(name, 0, 0, word) for name, words in said for word in words.split()]
        >>> columns = ["report_id", "paragraph_id", "sentence_id", "term"]
        >>> tokens = pd.DataFrame(rows, columns=columns)
        >>> reports = pd.DataFrame({"report_id": ["a", "b", "c"], "region_code": None,
        ...                         "region": ["甲县", "乙县", "丙县"], "report_year": 2018})
        >>> table = formulaic_language(tokens.assign(kind="word"), reports,
        ...                            formula=Formula(length=4, at_least=1, sample=1))
        >>> table.pivot(index="report_id", columns="measure", values="value").loc["a"].to_dict()
        {'formulaic': 100.0, 'formulaic_others': 100.0, 'formulaic_own': nan, \
'formulaic_rarefied': 50.0}
    """
    check_language(lang)
    check_columns(reports, ["report_id", "region_code", "region", "report_year"], "reports")
    parts = [tokens] if isinstance(tokens, pd.DataFrame) else tokens
    with ExitStack() as open_:
        files = [open_.enter_context(TemporaryFile()) for _ in range(_buckets_for(sizes))]
        buckets = _Buckets(files)
        words = _gathered(parts, reports, formula.length, buckets)
        any_, own = _recurrence(words, buckets)
    counts = _counted(words, any_, own, formula)
    table = measured(with_sections(counts, sizes), MEASURES, inference, lang)
    return _without_few(table, words, formula)


def _buckets_for(sizes: pd.DataFrame | None) -> int:
    """How many buckets keep a bucket in memory."""
    words = 0 if sizes is None or "words" not in sizes else int(sizes["words"].sum())
    return words // _AT_ONCE + 1


@dataclass(frozen=True)
class _Buckets:
    """Sequences sorted into files by their number, so that one file at a time is in memory."""

    files: Sequence[IO[bytes]]

    def add(self, key: Any, place: Ints) -> None:
        """Keeps sequences: their numbers, and the places of their first words."""
        rows = np.empty(len(key), dtype=_ROW)
        rows["key"], rows["place"] = key, place
        which = (key % np.uint64(len(self.files))).astype(np.int64)
        for number, file in enumerate(self.files):
            file.write(rows[which == number].tobytes())

    def each(self) -> Iterator[Any]:
        """The sequences of each file, in the order in which they were kept."""
        for file in self.files:
            file.seek(0)
            yield np.frombuffer(file.read(), dtype=_ROW)


def _gathered(
    parts: Iterable[pd.DataFrame], reports: pd.DataFrame, length: int, buckets: _Buckets
) -> _Words:
    """The paragraphs of all parts; their sequences go into the buckets."""
    paragraphs, since = [], 0
    for part in parts:
        check_columns(part, [*KEYS, "sentence_id", "term", "kind"], "tokens")
        words = part[part["kind"].isin(WORD_KINDS)]
        key, valid = _sequences(words, length)
        buckets.add(key[valid], since + np.flatnonzero(valid))
        paragraphs.append(words.groupby(KEYS, sort=False).size().rename("words").reset_index())
        since += len(words)
    table = pd.concat(paragraphs, ignore_index=True)
    return _Words(table, *_sources(table, reports))


def _sources(paragraphs: pd.DataFrame, reports: pd.DataFrame) -> tuple[Ints, Ints]:
    """The source of each paragraph (a place and year), and the place of each source."""
    about = reports.drop_duplicates("report_id").set_index("report_id")
    about = about.reindex(paragraphs["report_id"].unique())
    names = about.index.to_series()
    place = about["region_code"].fillna(about["region"]).fillna(names).astype(str)
    year = pd.to_numeric(about["report_year"], errors="coerce").astype("Float64").astype(str)
    year = year.where(about["report_year"].notna(), names)
    number = pd.factorize(pd.MultiIndex.from_arrays([place, year]))[0]
    region = pd.factorize(place)[0][np.unique(number, return_index=True)[1]]
    of_report = dict(zip(names, number, strict=True))
    source = paragraphs["report_id"].map(of_report).to_numpy(dtype=np.int64)
    return source, region.astype(np.int64)


def _sequences(words: pd.DataFrame, length: int) -> tuple[Any, Bools]:
    """A number for the words that begin at each place, and whether a sentence holds them all."""
    n = len(words)
    hashed = pd.util.hash_array(words["term"].to_numpy(dtype=object))
    new = np.zeros(n, dtype=bool)
    for name in (*KEYS, "sentence_id"):
        column = words[name].to_numpy()
        new[1:] |= column[1:] != column[:-1]
    sentence = np.cumsum(new)
    key, valid = np.zeros(n, dtype=np.uint64), np.zeros(n, dtype=bool)
    if n < length:
        return key, valid
    last = n - length + 1
    valid[:last] = sentence[length - 1 :] == sentence[:last]
    for place in range(length):
        key[:last] += _mixed(hashed[place : place + last] + np.uint64(place))
    return _mixed(key), valid


def _mixed(number: Any) -> Any:
    """The numbers scattered over 64 bits (the finaliser of splitmix64; Steele and others 2014)."""
    x = number * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def _recurrence(words: _Words, buckets: _Buckets) -> tuple[Any, Any]:
    """In how many other sources each sequence occurs, and in how many of the same place."""
    first = np.cumsum(words.paragraphs["words"].to_numpy()) if len(words.paragraphs) else [0]
    total = int(first[-1])
    any_, own = (np.zeros(total, dtype=np.int32) for _ in range(2))
    for rows in buckets.each():
        place = rows["place"]
        source = words.source[np.searchsorted(first, place, side="right")]
        every, same = _shared(rows["key"], source, words.region)
        any_[place], own[place] = every, same
    return any_, own


def _shared(key: Any, source: Ints, region: Ints) -> tuple[Ints, Ints]:
    """How many other sources have each sequence: of any place, and of the same."""
    if not len(key):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    order = np.lexsort((source, region[source], key))
    k, s, r = key[order], source[order], region[source][order]
    new_key = np.append(True, k[1:] != k[:-1])
    new_region = new_key | np.append(True, r[1:] != r[:-1])
    new_source = new_region | np.append(True, s[1:] != s[:-1])
    found = []
    for new in (new_key, new_region):
        group = np.cumsum(new) - 1
        n = np.bincount(group, new_source)[group] - 1
        back = np.empty(len(n), dtype=np.int64)
        back[order] = n
        found.append(back)
    return found[0], found[1]


def _counted(words: _Words, any_: Any, own: Any, formula: Formula) -> pd.DataFrame:
    """How many words of each paragraph are formulaic, in each way."""
    paragraph = np.repeat(np.arange(len(words.paragraphs)), words.paragraphs["words"])
    chance = _chances(int(any_.max(initial=0)), len(words.region) - 1, formula)
    depth = _covering(any_, formula.length)
    each = {
        "any": depth >= formula.at_least,
        "own": _covering(own, formula.length) >= 1,
        "others": _covering(any_ - own, formula.length) >= formula.at_least,
        "rarefied": chance[depth],
    }
    many = len(words.paragraphs)
    sums = {name: np.bincount(paragraph, one, many) for name, one in each.items()}
    return words.paragraphs.assign(**sums)


def _covering(n: Any, length: int) -> Any:
    """The largest number among the sequences that each word lies in."""
    most = n.copy()
    for back in range(1, min(length, len(n))):
        np.maximum(most[back:], n[:-back], out=most[back:])
    return most


def _chances(most: int, others: int, formula: Formula) -> Any:
    """The chance that at least so many of a sample of other reports have what d of them have."""
    d = np.arange(most + 1)
    if others < formula.sample:
        return np.zeros(len(d))
    return stats.hypergeom.sf(formula.at_least - 1, others, d, formula.sample)


def _without_few(table: pd.DataFrame, words: _Words, formula: Formula) -> pd.DataFrame:
    """What too few other reports could have is missing, with the reason, rather than 0."""
    there = _others(words, table["report_id"])
    figures = ["n", "value", "low", "high"]
    table = table.astype(dict.fromkeys(figures, "float64"))
    for name, (kind, needed, of) in {
        "formulaic": ("any", formula.at_least, "other reports"),
        "formulaic_own": ("own", 1, "reports of the place for other years"),
        "formulaic_others": ("others", formula.at_least, "reports of other places"),
        "formulaic_rarefied": ("any", formula.sample, "other reports"),
    }.items():
        few = (table["measure"] == name) & (there[kind] < needed)
        table.loc[few, figures] = np.nan
        share = "the rarefied share" if name == "formulaic_rarefied" else "the share"
        said = [f"there are {n} {of}; {share} requires {needed}" for n in there[kind]]
        table["reason"] = table["reason"].mask(few, pd.Series(said, index=table.index))
    return table


def _others(words: _Words, reports: pd.Series) -> pd.DataFrame:
    """How many other sources there are beside that of each report: any, of its place, of others."""
    names, number = words.paragraphs["report_id"], words.source
    of = dict(zip(names, number, strict=True))
    source = reports.map(of).to_numpy(dtype=np.int64)
    of_place = np.bincount(words.region)[words.region[source]] if len(source) else source
    every = len(words.region)
    return pd.DataFrame(
        {"any": every - 1, "own": of_place - 1, "others": every - of_place}, index=reports.index
    )
