"""What the coder reads, and that its lexicon is whole."""

import numpy as np
import pandas as pd

from analysis.instruments import model
from analysis.instruments.model import (
    CODES,
    KINDS,
    MARKERS,
    documents,
    instrument_model,
    marker_values,
    read_sentences,
    told_runs,
    told_scores,
)


def read_of(sentence, heading="", previous=""):
    return read_sentences(
        pd.DataFrame({"sentence": [sentence], "heading": [heading], "previous": [previous]})
    )


def values_of(*texts):
    read = read_of(*texts)
    return dict(zip(MARKERS, marker_values(read)[0], strict=True))


def test_the_lexicon_has_every_marker_and_code():
    learnt = instrument_model()
    features = sum(len(learnt.rows[kind]) for kind in KINDS)
    assert len(learnt.idf) == features and len(set(MARKERS)) == len(MARKERS)
    for question, codes in CODES.items():
        assert learnt.weights[question].shape == (features + len(MARKERS), len(codes))
        assert np.isfinite(learnt.weights[question]).all() and learnt.scale[question] > 0
        assert learnt.weights[question].any(axis=0).all()


def test_markers_by_hand():
    found = values_of("必须新建学校3所，优化布局。", "一、工作回顾 > 发展教育")
    assert found["mandatory:share"] == 0.5 and found["mandatory:first"] == 1
    assert found["encouraging:first"] == 0 and found["encouraging:words"] == 1
    assert found["works:words"] == 1 and found["works:part"] == 0.5  # 学校; 布局
    assert found["rule:mandatory:first"] == 1 and found["rule:encouraging:last"] == 1
    assert found["rule:mandatory:any"] == found["rule:encouraging:any"] == 1
    assert found["rule:mandatory:strongest"] == 1 and found["rule:encouraging:strongest"] == 0
    assert found["rule:encouraging:clauses"] == 1 and found["rule:firm:any"] == 0
    assert found["form:numbers"] == 1 and found["form:number clauses"] == 0.5
    assert found["form:clauses"] == np.log(2) and found["form:several"] == 1
    assert found["heading:review"] == 1 and found["heading:none"] == found["heading:plan"] == 0


def test_each_strength_has_its_clauses_counted_up_to_three():
    found = values_of("优化布局，完善制度，促进消费，深化改革，新建学校3所。")
    assert found["rule:encouraging:clauses"] == 3 and found["rule:firm:clauses"] == 1
    assert found["rule:firm:strongest"] == found["rule:firm:any"] == found["rule:firm:last"] == 1
    assert found["rule:encouraging:share"] == 0.8


def test_runs_and_acts_are_of_the_sentence_and_each_once():
    found = documents(read_of("推进改革，推进改革。", "大力开放", "严格执法。"))
    assert found["run"][0][:4] == ["^", "推", "进", "改"] and "进改革" in found["run"][0]
    assert found["act"][0] == ["推进", "改革$", "^推进", "改革$$"]
    for kind in ("run", "act"):
        assert len(set(found[kind][0])) == len(found[kind][0])
        assert not any("开放" in one or "执法" in one for one in found[kind][0])


def test_nothing_to_read():
    found = values_of("")
    assert found["told"] == found["told:before"] == 0 and found["heading:none"] == 1
    assert np.isfinite(list(found.values())).all()


def test_the_past_sounds_like_a_review():
    texts = ["去年完成了各项任务，增长8%。", "今年要加快建设，力争完成。"]
    past, coming = told_scores(texts)
    assert past > 0 > coming
    assert values_of("推进。", "", texts[0])["told:before"] > 0


def test_the_review_is_known_by_its_characters():
    """Sentences of one's own, each with its other: 了, 将 and the like, and how a sentence ends."""
    done = [
        "完成学校改造3所。",
        "建成了文化广场。",
        "群众满意度明显提升。",
        "新增就业2万人，增长5%。",
    ]
    to_do = ["改造学校3所。", "要建成文化广场。", "着力提升群众满意度。", "力争新增就业2万人。"]
    assert (told_scores(done) > told_scores(to_do)).all()


def test_a_sentence_alone_has_to_tell_by_itself():
    sentence = "去年建成了公园，取得显著成效。"
    alone, headed = values_of(sentence), values_of(sentence, "一、工作回顾")
    after = values_of(sentence, "", "城市更美。")
    assert alone["told:alone"] == alone["told"] == headed["told"] == after["told"] > 0
    assert headed["told:alone"] == after["told:alone"] == 0


def test_how_large_a_number_is_tells_nothing():
    few, many, decimal = told_scores(["新建学校3所。", "新建学校１２ 所。", "新建学校4.5所。"])
    assert few == many == decimal
    assert told_runs("") == [] and told_runs("了") == ["^", "了", "$", "^了", "了$", "^了$"]


def test_white_space_within_a_sentence_is_one_space():
    assert read_of("新建\u3000学校\n3所").sentences == ["新建 学校 3所"]


def test_the_end_of_the_sentence_before_is_read():
    read = read_of("推进。", previous="甲" * 100 + "乙")
    assert read.before == ["甲" * (model._BEFORE - 1) + "乙"]
