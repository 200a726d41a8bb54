import pytest

from corpus.errors import Refusal
from corpus.reading.web_page import read_html
from tests.corpus.reading.conftest import PARAGRAPH


def test_a_page_in_gbk_with_much_markup_is_not_taken_for_broken_utf8():
    markup = "<html><script>" + "var x = 1;\n" * 20_000 + "</script><p>" + PARAGRAPH + "</p></html>"
    text, encoding, _, notices = read_html(markup.encode("gbk"))
    assert encoding == "gb18030"
    assert "我代表区人民政府" in text
    assert notices == ()


PAGES = [
    ("<p>一</p><p>二</p>", "一\n二"),
    ("<div>一</div>二", "一\n二"),
    ("<div><div>一</div>二<p>三</p>四</div>五", "一\n二\n三\n四\n五"),
    ("<p>增长<b>7</b>%，<span>稳中有进</span>。</p>", "增长7%，稳中有进。"),
    ("<p>一<br>二<br/>三</p>", "一\n二\n三"),
    ("<ul><li>一</li><li>二</li></ul>", "一\n二"),
    ("<table><tr><td>一</td><td>二</td></tr><tr><td>三</td></tr></table>", "一\n二\n三"),
    ("<p>一\n  二\t三</p>", "一 二 三"),
    ("<pre>一\n二</pre>", "一\n二"),
    ("<p>&ldquo;放管服&rdquo;&nbsp;&lt;改革&gt;&#65306;&#x4e00;</p>", "“放管服”\xa0<改革>：一"),
    ("<p>一</p><script>var 二 = '三';</script><p>四</p>", "一\n四"),
    ("<style>p { color: red }</style><p>一</p>", "一"),
    ("<head><title>不是正文</title></head><body><p>一</p></body>", "一"),
    ("<p>一<!-- 注释 -->二</p>", "一二"),
    ("<p>一</p><noscript>请启用脚本</noscript>", "一"),
    ("<p>一<p>二<div>三", "一\n二\n三"),
]


@pytest.mark.parametrize(("markup", "text"), PAGES)
def test_a_page_gives_what_it_shows_in_order(markup, text):
    assert read_html(markup.encode())[0] == text


LABELS = [
    ("gb18030", "utf-8", ["wrong_charset"]),
    ("utf-8", "gb2312", ["wrong_charset"]),
    ("utf-8", "nonsense", ["wrong_charset"]),
    ("utf-8", "UTF8", []),
    ("gb18030", "gb2312", []),
    ("gb18030", "GBK", []),
]


@pytest.mark.parametrize(("encoding", "label", "codes"), LABELS)
def test_the_bytes_win_over_the_label(encoding, label, codes):
    page = f'<html><head><meta charset="{label}"></head><body><p>{PARAGRAPH}</p></body></html>'
    text, found, _, notices = read_html(page.encode(encoding))
    assert text == PARAGRAPH.replace("\r\n", " ").replace("\n", " ")
    assert found == encoding
    assert [one.code for one in notices] == codes


@pytest.mark.parametrize("tag", ["div", "DIV", "span", "x"])
def test_a_page_nested_very_deep_is_refused_at_once(tag):
    with pytest.raises(Refusal) as caught:
        read_html(f"<{tag}>".encode() * 100_000 + "一".encode() + f"</{tag}>".encode() * 100_000)
    assert caught.value.code == "damaged"


def test_a_long_page_of_unclosed_paragraphs_is_not_taken_for_a_deep_one():
    assert read_html("<p>一<br>二".encode() * 5000)[0].count("\n") == 9999


def test_a_deep_page_that_can_be_read_is_read():
    page = b"<div>" * 900 + "一".encode() + b"</div>" * 900
    assert read_html(page)[0] == "一"


def with_broken_bytes(markup: str) -> bytes:
    """A page in UTF-8 in which each ☒ is a byte that is no character."""
    return markup.encode().replace("☒".encode(), b"\xff")


def test_a_broken_character_is_where_the_text_has_it():
    page = f"<html><head><title>☒</title></head><body><p>{PARAGRAPH * 9}☒</p><p>☒</p></body></html>"
    text, _, _, (notice,) = read_html(with_broken_bytes(page))
    assert text[notice.start : notice.end] == "\ufffd" and text.index("\ufffd") == notice.start
    assert notice.message.endswith(": 2")


def test_a_broken_character_that_is_not_shown_is_not_mentioned():
    text, _, _, notices = read_html(with_broken_bytes(f"<script>☒</script><p>{PARAGRAPH * 9}</p>"))
    assert "我代表" in text and notices == ()


def test_what_is_told_of_the_markup_is_told_of_the_page():
    text, _, _, notices = read_html(f"<p>{PARAGRAPH}</p>\x07".encode())
    assert text.startswith(PARAGRAPH[:20])
    assert [one.code for one in notices] == ["control_characters"]
