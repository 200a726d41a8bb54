import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexicon.lists import Borders, PolicyTerm, word_borders
from corpus.words.default_segmenter import borders, segmenter, term_matcher
from corpus.words.terms import TermMatcher
from corpus.words.word_borders import WordBorders, gain_of_crossing, named_borders

# A term, a text in which it is no word, and the words that run across it.
ACCIDENTS = [
    ("矿产", "新增煤矿产能", "煤矿产能"),
    ("市政", "市政府工作", "市政府"),
    ("市政", "支持市政协履职", "市政协"),
    ("化工", "推进一体化工程", "一体化工程"),
    ("用工", "综合利用工程", "利用工程"),
    ("气象", "呈现新气象", "新气象"),
    ("大学", "掀起大学习热潮", "大学习"),
    ("棉花", "种植木棉花", "木棉花"),
    ("创新", "增创新优势", "增创新"),
    ("创新", "再创新高", "创新高"),
    ("民生", "改善居民生活", "居民生活"),
    ("国防", "我国防沙治沙", "我国防沙治沙"),
    ("国防", "全国防沙治沙", "全国防沙治沙"),
    ("流通", "拓宽交流通道", "交流通道"),
    ("试制", "先行先试制度", "先行先试制度"),
    ("中东", "访问中东欧国家", "中东欧"),
    ("稳增长", "经济平稳增长", "平稳增长"),
    ("海关", "山海关区", "山海关"),
    ("高技能人才", "提高技能人才待遇", "提高技能人才"),
    ("电站", "新建变电站", "变电站"),
    ("上市", "全省地级以上市开展试点", "地级以上市"),
    ("5G", "推进15G建设", "15G"),
    ("5G", "研究2.5G网络", "2.5G"),
    ("5G", "新增储能5GWh", "5GWh"),
    ("5G工厂", "新建15G工厂", "15G"),
    ("AI", "发展AIGC产业", "AIGC"),
    ("PM2.5", "PM2.55", "PM2.55"),
    ("单位GDP", "降低单位GDPs能耗", "GDPs"),
    ("GDP", "绿色GDP2.0", "GDP2.0"),
    ("AI", "研究AI4S", "AI4S"),
]
WORDS = [
    ("非遗", "做好非遗传承工作"),
    ("新区", "横琴新区分线管理"),
    ("集群", "补链条、聚集群"),
    ("中试", "新建中试验证平台"),
    ("质效", "开发区用地质效提升"),
    ("高铁", "高铁路网密度"),
    ("管网", "输气管网建设"),
    ("文旅", "建设文旅美县"),
    ("教育", "办好特殊教育学校"),
    ("货运", "发展客货运业务，新建货运站"),
    ("市政", "市政道路和市政设施"),
    ("创新", "建设创新高地"),
    ("中医", "新建中医院"),
    ("政务服务", "街道政务服务中心"),
    ("县城", "建设阜平县城"),
    ("民生", "民生改善"),
    ("政协委员", "全国政协委员"),
    ("零碳", "近零碳排放区"),
    ("民生", "推出惠民生的举措"),
    ("中医", "传承中医药"),
    ("医院", "新建中医院"),
    ("学校", "新建中小学校"),
    ("小学", "新建中小学校"),
    ("用地", "农用地转用"),
    ("湾区", "建设大湾区"),
    ("电站", "核电站和水力发电站"),
    ("创新", "新增创新平台"),
    ("城市", "上海城市和沿海城市"),
    ("落户", "研究院落户"),
    ("园区", "科技园区和产业园区"),
    ("产业园区", "文化产业园区"),
    ("祖国和平统一", "完成祖国和平统一大业"),
    ("5G", "建设5G网络和5G-A基站，发展“5G+工业互联网”"),
    ("5G", "５Ｇ、4G"),
    ("AI", "AI+医疗"),
    ("PM2.5", "PM10、PM2.5浓度"),
    ("PM2.5", "空气（PM2．5）."),
    ("PM2.5", "PM₂.₅浓度、PM 2.5浓度"),
    ("GDP", "人均GDP21.6万元，产出GDP19亿元，GDP3%"),
    ("人工智能+", "深化人工智能+AI行动"),
]


def found(text: str, *terms: str):
    lexicon = [PolicyTerm(one, "", None, "generated") for one in terms]
    return TermMatcher(lexicon, borders=borders()).find(text)


@pytest.mark.parametrize(("term", "text", "words"), ACCIDENTS)
def test_characters_that_only_stand_side_by_side_are_no_mention(term, text, words):
    mentions, nested = found(text, term)
    assert mentions == []
    assert [(one.term, one.relation) for one in nested] == [(term, "crossing")]
    assert words in nested[0].mention
    assert nested[0].mention in text
    assert text[nested[0].start : nested[0].end] == term


@pytest.mark.parametrize(("term", "text"), WORDS)
def test_a_word_within_a_longer_one_is_a_mention(term, text):
    mentions, nested = found(text, term)
    assert mentions
    assert {one.term for one in mentions} == {term}
    assert nested == []


def test_what_is_no_word_takes_nothing_from_the_words_that_are():
    mentions, nested = found("市政府采购", "市政", "政府采购")
    assert [one.term for one in mentions] == ["政府采购"]
    assert [(one.term, one.relation) for one in nested] == [("市政", "crossing")]


def test_without_borders_every_match_counts():
    matcher = TermMatcher([PolicyTerm("市政", "", None, "generated")])
    assert [one.term for one in matcher.mentions("市政府")] == ["市政"]


def test_an_inserted_space_changes_nothing():
    mentions, _ = found("发展化 工", "化工")
    assert [(one.start, one.end) for one in mentions] == [(2, 5)]


PIECES = ["市政", "府", "化工", "程", "一体", "利用", "居", "民生", "活", "创新", "高", "。", "\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_every_occurrence_is_counted_or_told(text: str) -> None:
    terms = ["市政", "化工", "用工", "民生", "创新"]
    mentions, nested = found(text, *terms)
    told = sorted((one.start, one.end, one.term) for one in [*mentions, *nested])
    every = [
        (at, at + len(one), one)
        for one in terms
        for at in range(len(text))
        if text.startswith(one, at)
    ]
    assert told == sorted(every)
    words = {one.mention for one in nested if one.relation == "crossing"}
    assert all(one in text for one in words)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
def test_words_may_be_given(text: str) -> None:
    ends = np.cumsum([len(one) for one in segmenter().cut(text)], dtype=np.int64)
    own, given_ = (term_matcher().spans(text, one) for one in (None, ends))
    for one, other in zip(own[:4], given_[:4], strict=True):
        assert [list(column) for column in one] == [list(column) for column in other]
    assert own.words == given_.words


def test_the_gain_is_the_ratio_of_two_divisions():
    # 市|政府 beside 市政|府, by the counts in jieba's dictionary.
    from corpus.lexicon.dictionary import jieba_words

    weight = {one: jieba_words()[one][0] for one in ("市", "政府", "市政", "府")}
    ratio = weight["市"] * weight["政府"] / (weight["市政"] * weight["府"])
    assert gain_of_crossing("市政府", 0, 2) == pytest.approx(np.log(ratio))
    assert gain_of_crossing("特殊教育", 2, 4) == 0


@pytest.mark.parametrize(
    ("start", "end", "closed", "open_"),
    [
        (3, 5, True, True),  # ends at the border
        (5, 6, True, True),  # begins there, and ends with the string
        (4, 6, False, None),  # runs across it
        (2, 4, None, None),  # ends elsewhere, without running across it
        (0, 2, None, None),  # beside the string
        (3, 6, None, None),  # the string
        (2, 9, None, None),  # around it
    ],
)
def test_words_that_are_given_decide(start, end, closed, open_):
    # 变电|站 or 变电+站 from 3 to 6.
    for expected, is_closed in ((closed, True), (open_, False)):
        assert named_borders(start, end, 3, "变电站", Borders((2,), is_closed)) is expected


def test_nothing_is_counted_in_a_string_that_is_one_word():
    assert named_borders(4, 6, 3, "新气象", Borders((), closed=True)) is False
    assert named_borders(3, 6, 3, "新气象", Borders((), closed=True)) is None


def test_the_longer_string_knows_better():
    lexicon = [PolicyTerm("创新", "", None, "generated")]
    named = {"创新高": Borders((1,), True), "创新高地": Borders((2,), False)}
    matcher = TermMatcher(lexicon, borders=WordBorders(segmenter().cut, named))
    assert [one.start for one in matcher.mentions("再创新高，建创新高地")] == [6]


def test_given_words_are_of_several_characters():
    assert all(len(one) > 2 for one in word_borders())
    assert all(0 < cut < len(one) for one, known in word_borders().items() for cut in known.inside)


def test_the_terms_of_a_long_code_are_told_in_a_few_characters_each():
    mentions, nested = found("GDP1" * 2000, "GDP")
    assert mentions == []
    assert len(nested) == 2000
    assert {one.relation for one in nested} == {"crossing"}
    assert max(len(one.mention) for one in nested) <= 40
    assert all("GDP" in one.mention for one in nested)


def test_what_is_within_letters_and_digits_is_not_weighed(monkeypatch):
    """To divide a long code anew for each term in it would take quadratic time."""
    weighed = []
    monkeypatch.setattr(
        "corpus.words.word_borders.gain_of_crossing", lambda *one: weighed.append(one) or 0.0
    )
    matcher = TermMatcher(
        [PolicyTerm("GDP", "", None, "generated")],
        borders=WordBorders(segmenter().cut, word_borders()),
    )
    assert matcher.find("GDP1GDP1")[0] == []
    assert weighed == []
