"""The model of the instrument coder: what it reads of a sentence, and its weights."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

from analysis.areas.model import features, pairs, tf_idf_vectors
from analysis.instruments import markers
from analysis.instruments.markers import DIRECTIVES, SIDES, WORDS, clauses, marked
from corpus.arrays import Floats
from corpus.lexicon.lists import FOLDER
from corpus.schema import PATH_SEPARATOR

KINDS = ("word", "pair", "heading", "before", "first", "run", "act")
# The weight of each kind of feature before they are joined, chosen by cross-validation by report.
WEIGHT = {
    "word": 1.0,
    "pair": 1.0,
    "heading": 0.3,
    "before": 0.3,
    "first": 0.5,
    "run": 1.0,
    "act": 0.7,
}
WEIGHTS = FOLDER / "instrument_weights.csv"
TOLD_WEIGHTS = FOLDER / "review_or_plan_weights.csv"
CODES = {"side": SIDES, "directive": DIRECTIVES}
_BEFORE = 80  # characters taken from the end of the sentence before
_RUN = 3  # characters of the longest run that tells reviews from plans, or strengths
_MOST_CLAUSES = 3  # clauses of one strength from which more of them add nothing
_TOLD_MOST = 2.5  # where the score of telling is cut off
_REVIEW = re.compile("回顾|以来|过去|成就|总结|完成情况|取得|成绩|进展")
_PLAN = re.compile("主要任务|工作安排|重点工作|主要工作|目标|部署|今年|任务|要求|思路|建议")
_FIGURES = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")
_NUMBERED = re.compile(r"[（(一二三四五六七八九十\d]+[、）)是]")


class Read(NamedTuple):
    """What is read of each sentence: itself, the headings above, the end of the one before."""

    sentences: list[str]
    headings: list[str]
    before: list[str]
    orientation: list[str]


class InstrumentModel(NamedTuple):
    """Two linear classifiers on the same features, one for sides and one for directives.

    Attributes:
        rows: the row of each word, by kind; markers follow.
        idf: the inverse document frequency of each word.
        weights: by question, shape ``(features, codes)``, markers last.
        bias: by question, the intercept of each code.
        scale: by question, the factor that turns decision values into logarithms of probabilities.
    """

    rows: dict[str, dict[str, int]]
    idf: Floats
    weights: dict[str, Floats]
    bias: dict[str, Floats]
    scale: dict[str, float]


def read_sentences(sentences: pd.DataFrame) -> Read:
    """What the coder reads of each sentence.

    Args:
        sentences: as for ``code_instruments``.
    """
    texts = [_column(sentences, one) for one in ("sentence", "heading", "previous", "orientation")]
    return Read(texts[0], texts[1], [one[-_BEFORE:] for one in texts[2]], texts[3])


def _column(sentences: pd.DataFrame, name: str) -> list[str]:
    if name not in sentences:
        return [""] * len(sentences)
    return [" ".join(one.split()) if isinstance(one, str) else "" for one in sentences[name]]


def documents(read: Read) -> dict[str, list[list[str]]]:
    """The features of each sentence that are words or runs of characters, by kind."""
    nearest = [one.split(PATH_SEPARATOR)[-1] for one in read.headings]
    return {
        "word": features(read.sentences),
        "pair": [pairs(one) for one in read.sentences],
        "heading": features(nearest),
        "before": features(read.before),
        "first": features([clauses(one)[0] for one in read.sentences]),
        "run": [list(dict.fromkeys(told_runs(one))) for one in read.sentences],
        "act": [list(dict.fromkeys(markers.acts(one))) for one in read.sentences],
    }


def vectors(
    words: Mapping[str, Sequence[Sequence[str]]],
    given: Floats,
    rows: Mapping[str, Mapping[str, int]],
    idf: Floats,
) -> Any:
    """The vectors of sentences, a sparse matrix: TF-IDF of each kind of word, then the markers."""
    table = sum(WEIGHT[kind] * tf_idf_vectors(words[kind], rows[kind], idf) for kind in KINDS)
    return hstack([table, csr_matrix(given)]).tocsr()


_HEADED = ("heading:review", "heading:plan", "heading:none")
_FORM = (
    "number",
    "numbers",
    "number clauses",
    "named",
    "names",
    "date",
    "told words",
    "length",
    "clauses",
    "several",
    "colon",
    "exclamation",
    "no end",
    "we or must",
    "is",
    "item",
)
# Readers take some sentences by most of their clauses, others by the strongest one.
_RULED = ("share", "first", "last", "any", "clauses", "strongest")
MARKERS = (
    *(f"{group}:{part}" for group in WORDS for part in ("share", "first", "words")),
    *(f"{group}:part" for group in markers.TOPICS),
    *(f"rule:{code}:{part}" for code in DIRECTIVES for part in _RULED),
    *(f"form:{one}" for one in _FORM),
    *(f"heading:{group}" for group in markers.TOPICS),
    *_HEADED,
    "told",
    "told:before",
    "told:alone",
)


def marker_values(read: Read) -> Floats:
    """The markers of each sentence, shape ``(sentences, len(MARKERS))``."""
    told = _told(read)
    rows = [
        [*_groups(one), *_rules(one), *_form(one), *_headings(above)]
        for one, above in zip(read.sentences, read.headings, strict=True)
    ]
    return np.hstack([np.array(rows, dtype=float).reshape(len(told), -1), told])


def _groups(sentence: str) -> list[float]:
    """Of each group: the share of clauses with it, whether the first has, how many words."""
    parts = clauses(sentence)
    values: list[float] = []
    counts = {}
    for group in WORDS:
        counts[group] = len(marked(group, sentence))
        within = [bool(marked(group, one)) for one in parts] if counts[group] else [False]
        values += [sum(within) / len(parts), within[0], min(counts[group], 4)]
    topics = [counts[one] for one in markers.TOPICS]
    return values + [one / max(1, sum(topics)) for one in topics]


def _rules(sentence: str) -> list[float]:
    """What of the clauses has each strength by the codebook's rule, as ``_RULED`` names it."""
    codes = [markers.clause_directive(one) for one in clauses(sentence)]
    strongest = min(codes, key=DIRECTIVES.index)
    values: list[float] = []
    for code in DIRECTIVES:
        n = codes.count(code)
        values += [n / len(codes), codes[0] == code, codes[-1] == code]
        values += [n > 0, min(n, _MOST_CLAUSES), strongest == code]
    return values


def _form(sentence: str) -> list[float]:
    """Numbers, named projects, dates, and what kind of sentence it is; as ``_FORM`` names them."""
    parts, numbers = clauses(sentence), len(markers.NUMBER.findall(sentence))
    names = len(markers.NAMED.findall(sentence))
    end = sentence[-1:]
    with_number = sum(bool(markers.NUMBER.search(one)) for one in parts) / len(parts)
    return [
        numbers > 0,
        min(numbers, 4),
        with_number,
        names > 0,
        min(names, 3),
        bool(markers.DATED.search(sentence)),
        min(len(markers.TOLD.findall(sentence)), 3),
        np.log(1 + len(sentence)),
        np.log(len(parts)),
        len(parts) > 1,
        end in ("：", ":"),
        end in ("！", "!"),
        end not in tuple("。；！!;."),
        sentence.startswith(("我们", "各位", "要", "必须")),
        "是" in sentence[2:],
        bool(_NUMBERED.match(sentence)),
    ]


def _headings(headings: str) -> list[float]:
    nearest = headings.split(PATH_SEPARATOR)[-1]
    about = [min(len(marked(group, nearest)), 2) for group in markers.TOPICS]
    return [*about, bool(_REVIEW.search(headings)), bool(_PLAN.search(headings)), not headings]


def _told(read: Read) -> Floats:
    """How much each sentence, and the one before, sounds like a review rather than a plan.

    Once more where nothing is above or before the sentence: then it has to tell by itself.
    """
    scores = np.column_stack([told_scores(read.sentences), told_scores(read.before)])
    scores = np.clip(scores, -_TOLD_MOST, _TOLD_MOST)
    context = zip(read.headings, read.before, strict=True)
    alone = np.array([not above and not before for above, before in context], dtype=bool)
    return np.column_stack([scores, np.where(alone, scores[:, 0], 0.0)])


def told_scores(texts: Sequence[str]) -> Floats:
    """The decision values of review against plan, 0 where nothing of a text is known."""
    counter, weights, bias = told_model()
    table = normalize(counter.transform(texts), copy=False)
    values: Floats = table @ weights + bias
    values[np.diff(table.indptr) == 0] = 0.0
    return values


def told_counter(**options: Any) -> CountVectorizer:
    """What says which runs of characters each text has.

    Args:
        **options: of ``CountVectorizer``: the vocabulary, or how it is found.
    """
    return CountVectorizer(analyzer=told_runs, binary=True, dtype=np.float64, **options)


def told_runs(text: str) -> list[str]:
    """The runs of one to three characters from the begin (``^``) of a text to its end (``$``).

    What tells a review from a plan, and a promise from a wish, is often one character (了, 将, 要),
    or how a sentence begins and ends. How large a number is tells nothing: each is a 0.

    Example:
        >>> from analysis.instruments.model import told_runs
        >>> told_runs("建12所")[4:]
        ['$', '^建', '建0', '0所', '所$', '^建0', '建0所', '0所$']
    """
    if not text:
        return []
    whole = f"^{_FIGURES.sub('0', ''.join(text.split()))}$"
    lengths = range(1, _RUN + 1)
    return [whole[at : at + n] for n in lengths for at in range(len(whole) - n + 1)]


@cache
def told_model() -> tuple[CountVectorizer, Floats, float]:
    """Runs of characters of reviews against plans: how they are found, their weights, the bias."""
    lines = pd.read_csv(TOLD_WEIGHTS, dtype={"feature": str}, keep_default_na=False)
    values = lines["told"].to_numpy(dtype=float) / 1000
    known = lines["feature"].iloc[1:].tolist()
    return told_counter(vocabulary=known), values[1:], float(values[0])


@cache
def instrument_model() -> InstrumentModel:
    """The coder, read from ``instrument_weights.csv``; weights there are in thousandths."""
    lines = pd.read_csv(WEIGHTS, dtype={"kind": str, "feature": str}, keep_default_na=False)
    bias, scale, others = lines.iloc[0], lines.iloc[1], lines.iloc[2:]
    texts = others[others["kind"] != "marker"].reset_index(drop=True)
    rows: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    for place, (kind, feature) in enumerate(zip(texts["kind"], texts["feature"], strict=True)):
        rows[kind][feature] = place
    given = others[others["kind"] == "marker"].set_index("feature").loc[list(MARKERS)]
    weights, own, scales = {}, {}, {}
    for question, codes in CODES.items():
        names = [f"{question}:{one}" for one in codes]
        table = pd.concat([texts[names], given[names]]).to_numpy(dtype=float) / 1000
        weights[question] = table
        own[question] = bias[names].to_numpy(dtype=float) / 1000
        scales[question] = float(scale[names[0]]) / 1000
    return InstrumentModel(rows, texts["idf"].to_numpy(dtype=float), weights, own, scales)
