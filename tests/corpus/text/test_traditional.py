import pytest
from opencc import OpenCC

from corpus.text import traditional
from corpus.text.traditional import is_traditional, simplified


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("優化營商環境，發展經濟", "优化营商环境，发展经济"),
        ("乾隆時期的乾淨水源", "乾隆时期的干净水源"),
        ("城镇居民人均可支配收入", "城镇居民人均可支配收入"),
        ("𠮷野家①②GDP 2,018\r\n臺灣", "𠮷野家①②GDP 2,018\r\n台湾"),
        ("", ""),
    ],
)
def test_traditional_characters_become_simplified(text, plain):
    assert simplified(text) == plain


def test_a_text_with_some_traditional_characters_is_not_traditional():
    assert not is_traditional("拚搏精神、洪山菜薹" + "我们坚持稳中求进工作总基调。" * 50)
    assert not is_traditional("")
    assert not is_traditional("GDP 2018")
    assert is_traditional("我們堅持穩中求進工作總基調。")


def test_the_script_of_every_shared_report_is_told(shared):
    to_traditional = OpenCC("s2t")
    for path in shared[::5]:
        text = path.read_bytes().decode("utf-8", "ignore")[:5000]
        if path.suffix == ".txt" and path.parent.name != "govcn-pages":
            assert not is_traditional(text), path
            assert is_traditional(to_traditional.convert(text)), path


class Doubling:
    """A converter that makes one character two, by itself and in its line."""

    def convert(self, text):
        return text.replace("發", "发发").replace("臺", "台")


def test_a_line_that_would_get_longer_is_converted_by_characters(monkeypatch):
    """So that every character stays where it is; what has no single one stays as it is."""
    monkeypatch.setattr(traditional, "_converter", Doubling)
    assert simplified("發展臺灣\n臺灣") == "發展台灣\n台灣"
