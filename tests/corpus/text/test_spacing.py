import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.normalization import Normalized
from corpus.text.spacing import SEGMENTED, SPACED, with_lost_spaces, without_spacing

TEXT = "现在，我代表市人民政府向大会报告工作，请予审议。2022年增长7.8%。"


def test_spaces_between_all_characters_are_ignored():
    plain, share = without_spacing(Normalized(" ".join(TEXT)))
    assert plain.text == TEXT and share >= SPACED


def test_so_are_those_between_letters_and_digits():
    text = TEXT + "PM2.5和PM10下降，人均GDP21.6万元，5G和AI应用加快，国家5A级景区3家。"
    plain, _ = without_spacing(Normalized(" ".join(text)))
    assert plain.text == text


def test_spaces_between_words_are_ignored_and_latin_words_stay_apart():
    words = "市人民政府 高度重视 Internet of Things 产业发展 ， 2022年 增长 7.8% 。"
    plain, share = without_spacing(Normalized(words))
    assert plain.text == "市人民政府高度重视Internet of Things产业发展，2022年增长7.8%。"
    assert SEGMENTED <= share < SPACED


@pytest.mark.parametrize(
    "words",
    [
        "市/人民政府/高度/重视/产业/发展/，/2022年/增长/7.8%/。",
        "市|人民政府|高度|重视|产业|发展|，|2022年|增长|7.8%|。",
        "市 / 人民政府 / 高度 / 重视 / 产业 / 发展 / ， / 2022年 / 增长 / 7.8% / 。",
        "市/n 人民政府/nt 高度/d 重视/v 产业/n 发展/vn ，/w 2022年/t 增长/v 7.8%/m 。/w",
        "市_n 人民政府_nt 高度_d 重视_v 产业_n 发展_vn ，_w 2022年_t 增长_v 7.8%_m 。_w",
    ],
)
def test_slashes_and_parts_of_speech_between_words_are_ignored(words):
    plain, share = without_spacing(Normalized(words))
    assert plain.text == "市人民政府高度重视产业发展，2022年增长7.8%。"
    assert share


def test_slashes_that_are_meant_stay():
    text = TEXT + "办理人大代表建议/政协提案，PM2.5为35μg/m³，24h/7d。"
    assert without_spacing(Normalized(text)) == (Normalized(text), 0.0)


@pytest.mark.parametrize(
    "text", [TEXT, "市长 李明华\n" + TEXT, "", "a b c d", "张 三  李 四" + TEXT]
)
def test_other_texts_are_left_as_they_are(text):
    plain, share = without_spacing(Normalized(text))
    assert plain.text == text and share == 0


def test_runs_of_spaces_separate():
    plain, _ = without_spacing(Normalized("市 长   李 明 华 作 报 告"))
    assert plain.text == "市长   李明华作报告"


@given(st.text("市政府增长， 7.%a", min_size=1, max_size=60))
def test_only_spaces_go_and_offsets_lead_back(text):
    plain, _ = without_spacing(Normalized(text))
    assert plain.text.replace(" ", "") == text.replace(" ", "")
    for at, character in enumerate(plain.text):
        assert text[plain.original(at)] == character


def test_question_marks_in_a_row_are_spaces_of_the_same_length():
    assert with_lost_spaces("市长????李明华") == "市长    李明华"
    assert with_lost_spaces("怎么办？怎么办?") == "怎么办？怎么办?"
