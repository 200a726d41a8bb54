"""What is looked for first, because it is fast to find, must be in all that is looked for then."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.quantities import misprints as quantity_warnings
from corpus.quantities import numbers as quantity_figures
from corpus.quantities import periods as quantity_time
from corpus.quantities import phrases as quantity_words
from corpus.structure import orientation, outline
from corpus.text import normalization

RANGES = st.tuples(
    st.sampled_from(["百分之三", "5%", "三", "6", "比", "系数"]),
    st.sampled_from(["至", "到", "—", "-", " 至 ", "为", "达"]),
    st.sampled_from(["五", "九", "8"]),
    st.sampled_from(["", "个", "%", "，", "次"]),
).map("".join)
NUMBERS = st.lists(
    st.one_of(
        RANGES,
        st.sampled_from(list("一二三五十百千万亿两零〇点个年元级度至到—~-为达比数几上第初余多过前")),
        st.sampled_from(["百分之", "分之", "2025年", "1850年度", "2021-2025年", "GDP", "十五", "%",
                         "万元", "亿吨", "：1", "方面", "千瓦", "突破", " ", "，", "、", "“", "”"]),
        st.integers(0, 99999).map(str),
    ),
    max_size=30,
).map("".join)  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(NUMBERS)
def test_figures_are_those_found_by_trying_everything_everywhere(text: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(quantity_figures, "_numbers", quantity_figures.NUMBER.finditer)
        patched.setattr(quantity_figures, "_is_bare", lambda folded, match: False)
        patched.setattr(quantity_figures, "CAN_FOLLOW", AnyCharacter())
        patched.setattr(quantity_figures, "NAME_ENDS", re.compile(""))
        patched.setattr(quantity_figures, "HAN_ENDS", AnyCharacter())
        expected = quantity_figures.figures_in(text)
    assert repr(quantity_figures.figures_in(text)) == repr(expected)


class AnyCharacter:
    def __contains__(self, item: object) -> bool:
        return True


@given(st.text(alphabet="OolI0123.%万亿年G", max_size=30))
def test_letters_for_digits_are_those_found_in_one_go(text: str) -> None:
    digits = str.maketrans("OolI", "0011")
    expected = quantity_warnings._LETTERS.sub(lambda match: match.group().translate(digits), text)
    assert quantity_warnings.with_digits(text) == expected


PATTERNS = [
    (orientation._ADMITS_PROBLEMS, orientation._PROBLEM_WORDS.search),
    *((pattern, quantity_words.ANY_MODIFIER.search) for _, pattern in quantity_words.MODIFIERS),
    (quantity_words.PRICE_BASIS, quantity_words.ANY_MODIFIER.search),
    *((pattern, outline._NUMBERED.match) for pattern, _ in outline.NUMBERINGS),
    (quantity_time.PERIOD, lambda text: "年" in text or "五" in text),
    (quantity_figures.NUMBER, quantity_figures.NUMBER_START.match),
    (quantity_figures.BEFORE_NAME, lambda text: quantity_figures.NAME_ENDS.match(text[-1])),
    (quantity_figures.BEFORE_HAN, lambda text: text[-1] in quantity_figures.HAN_ENDS),
]


@pytest.mark.parametrize(("pattern", "has"), PATTERNS, ids=range(len(PATTERNS)))
def test_what_a_pattern_finds_has_what_is_looked_for_first(pattern, has) -> None:
    @settings(max_examples=200, deadline=None)
    @given(st.from_regex(re.compile(pattern.pattern.removesuffix("$"), pattern.flags)))
    def check(text: str) -> None:
        found = re.search(pattern.pattern.removesuffix("$"), text)
        if found and found.group():
            assert has(found.group())

    check()


# Signs stand first in these patterns, so that they are found fast; the usual order must agree.
USUAL = [
    (normalization._GAP, r"(?<=(?<![0-9])[0-9])[ \u3000\xa0](?=\.?[0-9](?![0-9]))"),
    (normalization._PINYIN, r"(?<=[\u3400-\u9fff])[(（][a-zā]{1,7}[)）]"),
]


@pytest.mark.parametrize(("pattern", "usual"), USUAL, ids=["gap", "pinyin"])
def test_a_pattern_that_begins_with_its_sign_finds_the_same(pattern, usual) -> None:
    @given(st.text(alphabet="0123. \u3000\xa0政府（()）abcā", max_size=30))
    def check(text: str) -> None:
        spans = [match.span() for match in pattern.finditer(text)]
        assert spans == [match.span() for match in re.finditer(usual, text)]

    check()
