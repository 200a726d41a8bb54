import pytest

from corpus.errors import Notice
from corpus.reading.document import Source
from corpus.report import parse_report
from corpus.words.misrecognised import misrecognised

SAID = "各位代衷，我们坚持稳中求进。"


@pytest.mark.parametrize(
    ("text", "read", "likely"),
    [
        ("请各位人大代衷审议", "代衷", "代表"),
        ("展望末来五年", "望末", "望未"),
        ("污水冶理设施建成投用", "水冶", "水治"),
        ("推进棚户区折迁改造", "区折", "区拆"),
        ("生活侍遇不断提高", "活侍", "活待"),
        ("发展特色乡村旅游，现划先行", "现划", "规划"),
        ("千部作风持续好转", "千部", "干部"),
        ("改善空汽质量", "空汽", "空气"),
    ],
)
def test_a_character_taken_for_another_is_told(text, read, likely):
    assert [(one.read, one.likely) for one in misrecognised(text)] == [(read, likely)]


@pytest.mark.parametrize(
    "text",
    [
        "请各位代表审议，请政协委员和其他列席人员提出意见",
        "人均收入与经济增长同步，土地出让收入下降",
        "千方百计稳增长，干部职工共同努力",
        "未来五年，加快治理城市内涝，拆除违法建筑",
        "贷款余额增长，货运量回升，还本付息",
        "入河排污口整治，布吉河水质明显好转",
    ],
)
def test_words_as_they_are_written_are_not(text):
    assert not list(misrecognised(text))


@pytest.mark.parametrize("code", ["recognised", "other"])
def test_only_of_recognised_texts_is_it_told_and_where(code):
    text = f"区政府工作报告\n{SAID}\n" + "全面完成各项任务，地区生产总值增长7%。\n" * 90
    source = Source(text, "utf-8", 1.0, "", (Notice(code, ""),))
    found = [one for one in parse_report(source).notices if one.code == "likely_misread"]
    assert [text[one.start : one.end] for one in found] == ["衷"] * (code == "recognised")
