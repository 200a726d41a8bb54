import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.escapes import FEWEST, unescaped
from corpus.text.normalization import Normalized

PIECES = st.one_of(
    st.sampled_from([r"\r\n", r"\n", r"\t", "&nbsp;", "&ldquo;", "&#12288;", r"\u5e9c",
                     "%E5%BA%9C", "<br/>", "</p>",
                     '<p style="text-indent:2em">', "<span>", "</span>"]),
    st.text("政府工作报告2018，。 ", min_size=1, max_size=6),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (r"一、回顾\r\n二、安排\r\n三、保障\r\n", "一、回顾\n二、安排\n三、保障\n"),
        ("&nbsp;&nbsp;各位代表&mdash;", "\xa0\xa0各位代表—"),
        ("<p>各位代表：</p><p>现在</p>", "\n各位代表：\n\n现在\n"),
        (r"\u653f\u5e9c%u5de5%u4f5c", "政府工作"),
        (r"\xe6\x94\xbf\xe5\xba\x9c\n\xe6\x8a\xa5\xe5\x91\x8a", "政府\n报告"),
        ("%E6%94%BF%E5%BA%9C2019%E5%B9%B4", "政府2019年"),
        (r"\ud83d\udc4d政府\u5de5", "\ufffd\ufffd政府工"),
        ("<span>增长</span><b>7%</b>", "增长7%"),
        ("a<br>b<br />c<BR/>d", "a\nb\nc\nd"),
        ("一、回顾_x000D_\n二、安排_x000D_\n三_x000d_四", "一、回顾\n二、安排\n三\n四"),
        ("a&lt;br&gt;b&lt;br/&gt;c&amp;nbsp;d&lt;br&gt;", "a\nb\nc\xa0d\n"),
        ("&amp;lt;p&amp;gt;各位代表&amp;lt;/p&amp;gt;", "\n各位代表\n"),
    ],
)
def test_escapes_are_what_they_mean(text, meant):
    assert unescaped(Normalized(text))[0].text == meant


@pytest.mark.parametrize(
    "text",
    [
        "1<2，且 3>2",
        r"路径 C:\new",
        "R&D；A&B",
        "增长6%、7%、8%E",
        r"\xb5\xb6\xb7\xb8",
        "<br/> 是换行",
        "研究与试验发展(R&D)经费",
    ],
)
def test_single_signs_are_left_as_they_are(text):
    plain, found = unescaped(Normalized(text))
    assert (plain.text, found) == (text, 0)


@given(st.lists(PIECES, max_size=20))
def test_every_character_leads_back_to_its_piece(pieces):
    text = "".join(pieces)
    plain, found = unescaped(Normalized(text))
    assert found == 0 or found >= FEWEST
    for at, character in enumerate(plain.text):
        printed = text[plain.original(at) : plain.original_end(at + 1)]
        assert printed.startswith(character) or printed[0] in "\\&<%"
    ends = [plain.original_end(at + 1) for at in range(len(plain.text))]
    assert ends == sorted(ends)
