import math

import pytest

from analysis.robustness.segmentations import compare_segmentations, spoken_passages, usual_settings
from corpus.words.segmentation import Segmenter

# jieba has 保护环境 as one word.
PASSAGES = ["优化营商环境，保护环境。", "持续优化营商环境。", "增长８.8%，GDP增长。"]
PLAIN, TERMS = Segmenter(), Segmenter(["营商环境"])


def test_counts_of_each_setting_stand_beside_the_most_there_can_be():
    found = compare_segmentations(
        PASSAGES, {"plain": (PLAIN, ()), "terms": (TERMS, ()), "stopped": (TERMS, {"增长"})}
    )
    rows = found.terms.set_index("term")
    assert rows.loc["营商环境", ["plain", "terms", "stopped"]].tolist() == [0, 2, 2]
    assert rows.loc["环境", ["plain", "terms", "least", "most"]].tolist() == [2, 0, 0, 2]
    assert rows.loc["环境", "substring"] == 3
    assert rows.loc["增长", ["plain", "terms", "stopped"]].tolist() == [2, 2, 0]
    assert rows.loc["GDP", "plain"] == 1
    assert not {"8.8%", "，"} & set(rows.index)
    assert (rows["most"] <= rows["substring"]).all()


def test_lists_of_the_same_setting_are_the_same():
    overlap = compare_segmentations(PASSAGES, {"a": (PLAIN, ()), "b": (PLAIN, ())}).overlap
    assert overlap[["a", "b", "jaccard"]].to_numpy().tolist() == [["a", "b", 1.0]]
    assert math.isclose(overlap["rank_correlation"][0], 1.0)


def test_the_overlap_is_that_of_the_lists():
    settings = {"a": (PLAIN, ()), "b": (TERMS, {"增长", "优化"})}
    overlap = compare_segmentations(PASSAGES, settings, top=3).overlap
    # a: 优化, 增长, 环境 with 2; b: 营商环境 with 2, then GDP and 保护环境 with 1, by code points.
    assert overlap["shared"].tolist() == [0]
    assert overlap["jaccard"].tolist() == [0.0]


def test_the_usual_settings_disagree_about_the_district_report(district):
    passages = spoken_passages(district["texts"], district["sentences"])
    found = compare_segmentations(passages, top=300)
    assert len(found.overlap) == math.comb(len(usual_settings()), 2) == 28
    rows = found.terms.set_index("term")
    plain = [name for name in usual_settings() if name.startswith("plain, no hmm")]
    assert (rows.loc["营商环境", plain] == 0).all()
    assert rows.loc["营商环境", "most"] == 7
    assert compare_segmentations(passages).overlap["jaccard"].min() < 0.8


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(ValueError, match="a comparison requires at least two"):
        compare_segmentations(PASSAGES, {"a": (PLAIN, ())})
    with pytest.raises(ValueError, match="contain no text"):
        compare_segmentations([" "])
