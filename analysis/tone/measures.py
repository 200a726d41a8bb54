"""The measures of tone and readability of each report, and how each of them misleads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from analysis.confidence import with_confidence
from analysis.tone.counting import paragraph_counts
from analysis.tone.rates import MeasureKind, cluster_numbers, rated
from analysis.tone.word_lists import ToneWords, tone_words
from analysis.uncertainty.inference import INFERENCE, Inference
from corpus.language import Lang, check_language
from corpus.schema import check_columns

COLUMNS = [
    "report_id",
    "measure",
    "n",
    "size",
    "value",
    "unit",
    "low",
    "high",
    "cluster",
    "basis",
    "reason",
    "note",
]


class Caution(NamedTuple):
    """How a measure misleads, in both languages."""

    english: str
    chinese: str


_LIST = Caution(
    "words of a list, whatever they mean in their place; reports praise by habit",
    "按词表计数，不辨语境；报告惯用褒义词",
)
_WRONG = Caution(
    "mostly tells how much of a report is on its problems; topics and tasks raise it too",
    "主要反映报告中问题部分的篇幅；议题与任务也会抬高数值",
)
_MODAL = Caution("mostly of the plan: a longer plan has more", "多见于部署部分，部署越长数值越高")
_LENGTH = Caution(
    "follows the punctuation of the source; not validated as readability of Chinese",
    "取决于来源的标点，未经中文可读性验证",
)
_RARE = Caution("mostly characters in names of places and people", "多为地名、人名用字")


class Measure(NamedTuple):
    """A measure.

    Attributes:
        english: what it is called.
        chinese: the same in Chinese.
        n: what is counted; see ``paragraph_counts``.
        size: the denominator.
        unit: of its value; a mean has the unit of what is counted.
        caution: how it misleads.
    """

    english: str
    chinese: str
    n: str
    size: str
    unit: str
    caution: Caution

    @property
    def scale(self) -> float:
        """What the share or mean is multiplied by in its unit."""
        return {"per 1,000 words": 1000.0, "%": 100.0}.get(self.unit, 1.0)

    @property
    def kind(self) -> MeasureKind:
        """A share of its denominator, or a mean."""
        return "mean" if self.scale == 1.0 else "share"


_PER, _PERCENT = "per 1,000 words", "%"
MEASURES: dict[str, Measure] = {
    "positive": Measure("words of praise", "褒义词", "positive", "words", _PER, _LIST),
    "negative": Measure("words for problems", "问题词", "negative", "words", _PER, _WRONG),
    "overcome": Measure(
        "problems being overcome", "被克服的问题词", "overcome", "words", _PER, _WRONG
    ),
    "praise_share": Measure(
        "praise of praise and problems",
        "褒义词占褒义词与问题词之比",
        "positive",
        "polar",
        _PERCENT,
        _LIST,
    ),
    "modal": Measure("modal words", "情态词", "modal", "words", _PER, _MODAL),
    "modal_strong": Measure("binding words", "强制性情态词", "modal_strong", "words", _PER, _MODAL),
    "modal_weak": Measure("words of effort", "努力类情态词", "modal_weak", "words", _PER, _MODAL),
    "sentence_words": Measure(
        "words per sentence", "平均句长（词）", "sentence_words", "sentences", "words", _LENGTH
    ),
    "sentence_characters": Measure(
        "characters per sentence",
        "平均句长（字）",
        "sentence_characters",
        "sentences",
        "characters",
        _LENGTH,
    ),
    "long_sentences": Measure(
        "sentences of over 60 characters", "超过60字的句子", "long", "sentences", _PERCENT, _LENGTH
    ),
    "clause_characters": Measure(
        "characters per clause",
        "平均小句长（字）",
        "sentence_characters",
        "clauses",
        "characters",
        _LENGTH,
    ),
    "uncommon_characters": Measure(
        "characters beyond level 1 of GB/T 2312",
        "GB/T 2312一级字以外的字",
        "uncommon",
        "han",
        _PERCENT,
        _RARE,
    ),
}


def tone_measures(
    tokens: pd.DataFrame,
    sizes: pd.DataFrame | None = None,
    *,
    words: ToneWords | None = None,
    inference: Inference = INFERENCE,
    lang: Lang = "en",
) -> pd.DataFrame:
    """Tone and readability of each report: rough measures, each with how it misleads.

    Of the words, punctuation and numbers aside, per 1,000:

    - ``positive``: words of praise; ``negative``: words for what is wrong; ``overcome``: such a
      word after a verb that does away with it (化解风险), which is not in ``negative``;
    - ``modal``: modal words of all kinds; ``modal_strong``: those that bind (必须, 确保);
      ``modal_weak``: those of effort (力争, 努力).

    A negator up to two words before, in the same clause, turns praise into a word for what is wrong
    (不够充分), and lets a word for what is wrong count as neither (没有困难). Irony, quotation and
    what is praised are not seen. ``praise_share`` is positive / (positive + negative), in %.

    Of readability there are components, without a formula that weighs them, for none has been
    validated on texts of governments: ``sentence_words`` and ``sentence_characters`` (means per
    sentence, punctuation and headings aside), ``long_sentences`` (% of sentences of over 60
    characters), ``clause_characters`` (mean between ，；：), ``uncommon_characters`` (% of Chinese
    characters beyond the 3,755 of level 1 of GB/T 2312-1980, the standard's commonest).

    Args:
        tokens: of whole reports, in order: report_id, paragraph_id, sentence_id, term, kind and,
            where known, level (of the paragraph, from the table ``paragraphs``).
        sizes: the table of the data store, for the sections; None to cluster by paragraph.
        words: the words by tone; None for ``tone_words()``.
        inference: confidence, cluster and min_blocks of the intervals.
        lang: language of the notes: en or zh.

    Returns:
        One row per report and measure: report_id, measure, n (count), size (denominator), value,
        unit, low and high (of the interval: a beta interval for shares, a jackknife for means,
        see ``analysis.tone.rates.rated``), cluster, basis, reason (why there is no interval), note
        (how the measure misleads). Undefined values are missing.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.tone import tone_measures
        >>> said = "成效 显著 ， 但 基础 不够 稳固 ， 困难 很 多 。"
        >>> tokens = pd.DataFrame({"report_id": "r", "paragraph_id": 0, "sentence_id": 0,
        ...                        "term": said.split(), "kind": "word"})
        >>> tokens.loc[tokens["term"].isin(["，", "。"]), "kind"] = "punctuation"
        >>> table = tone_measures(tokens).set_index("measure")
        >>> table.loc[["positive", "negative", "sentence_words", "clause_characters"],
        ...           ["n", "size", "value"]].round(1).to_numpy().tolist()
        [[2.0, 9.0, 222.2], [2.0, 9.0, 222.2], [9.0, 1.0, 9.0], [15.0, 3.0, 5.0]]
    """
    check_language(lang)
    counts = paragraph_counts(tokens, tone_words() if words is None else words)
    return measured(with_sections(counts, sizes), MEASURES, inference, lang)


def with_sections(counts: pd.DataFrame, sizes: pd.DataFrame | None) -> pd.DataFrame:
    """The counts by paragraph, with the section of each."""
    if sizes is None:
        return counts
    check_columns(sizes, ["report_id", "paragraph_id", "section"], "sizes")
    keys = ["report_id", "paragraph_id"]
    return counts.merge(sizes[[*keys, "section"]], on=keys, how="left", validate="one_to_one")


def measured(
    counts: pd.DataFrame,
    measures: Mapping[str, Measure],
    inference: Inference,
    lang: Lang,
) -> pd.DataFrame:
    """The measures of each report, from counts by paragraph.

    Args:
        counts: one row per paragraph, with the columns of the measures.
        measures: by name.
        inference: of the intervals.
        lang: language of the notes.
    """
    rows = cluster_numbers(counts, inference)
    tables = [
        rated(rows, one.n, one.size, kind=one.kind, scale=one.scale, inference=inference).assign(
            measure=name, unit=one.unit, note=one.caution[lang == "zh"], _order=place
        )
        for place, (name, one) in enumerate(measures.items())
    ]
    table = pd.concat(tables, ignore_index=True)
    table = table.sort_values(["report_id", "_order"], ignore_index=True)[COLUMNS]
    return with_confidence(table, inference.confidence)
