"""Pages to look at: all of it in one file, and nothing in it but what the suite put there."""

import base64
import hashlib
import io
import re
from html.parser import HTMLParser

import pytest
from fontTools.ttLib import TTFont

from analysis.fonts import EMBEDDED
from analysis.pages.page import FOLDER, check_ending, page, write_page
from corpus.errors import Refusal
from tests.analysis.pages.conftest import NASTY, data_of


def test_data_come_back_as_they_went_in_and_end_no_element():
    text = page(name="topics", title=NASTY[0], data={"terms": NASTY})
    assert data_of(text) == {"terms": NASTY}
    assert "alert(1)</script>" not in text and "<img" not in text
    assert text.count("<script") == 2 and text.count("</script>") == 2


def test_the_policy_lets_in_this_script_and_this_style_alone():
    text = page(name="topics", title="t", data={})
    script = re.findall(r"<script>(.*?)</script>", text, re.S)[0]
    style = re.findall(r"<style>(.*?)</style>", text, re.S)[0]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    for kind, content in (("script", script), ("style", style)):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)


def test_a_page_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Refusal) as refused:
        write_page(tmp_path / "file" / "x.html", name="topics", title="t", data={})
    assert refused.value.code == "not_saved"


class Outline(HTMLParser):
    """The elements of a page in order, and the text that a reader would see before any script."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.text = ""
        self.inside = ""

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.inside = tag

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside not in ("script", "style", "title"):
            self.text += data.strip()


def test_a_page_has_these_elements_and_no_text_of_its_own():
    outline = Outline()
    outline.feed(page(name="topics", title="t", data={}))
    head = ["html", "head", "meta", "meta", "meta", "title", "style"]
    assert outline.elements == [*head, "body", "div", "script", "script"]
    assert outline.text == ""


def test_title_and_policy_hold_what_they_should_and_no_more():
    text = page(name="topics", title="A & B", data={})
    assert "<title>A &amp; B</title>" in text
    assert "base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\"" in text


@pytest.mark.parametrize(
    ("given", "said"), [({}, "en"), ({"lang": "en"}, "en"), ({"lang": "zh"}, "zh-CN")]
)
def test_a_page_says_its_language_to_browsers(given, said, tmp_path):
    beginning = f'<!DOCTYPE html>\n<html lang="{said}">\n<head>\n<meta charset="utf-8">\n<meta http'
    assert page(name="topics", title="t", data={}, **given).startswith(beginning)
    path = write_page(tmp_path / "p.html", name="topics", title="t", data={}, **given)
    assert path.read_text(encoding="utf-8") == page(name="topics", title="t", data={}, **given)


def test_data_are_the_same_bytes_each_time_and_as_short_as_can_be():
    one = page(name="topics", title="t", data={"b": "创新 X", "a": [1, None]})
    assert '"data">{"a":[1,null],"b":"创新 X"}</script>' in one
    assert one == page(name="topics", title="t", data={"a": [1, None], "b": "创新 X"})


def test_a_number_that_json_lacks_is_no_data():
    with pytest.raises(ValueError, match="not JSON compliant"):
        page(name="topics", title="t", data={"n": float("nan")})


@pytest.mark.parametrize("kind", ["script", "style"])
def test_what_all_pages_share_comes_before_what_is_this_pages(kind):
    ending = {"script": "js", "style": "css"}[kind]
    text = page(name="topics", title="t", data={})
    shared, own = (
        (FOLDER / f"{name}.{ending}").read_text(encoding="utf-8") for name in ("page", "topics")
    )
    assert f"{shared}\n{own}</{kind}>" in text  # after the font, in style sheets


@pytest.mark.parametrize("name", ["p.html", "p.htm", "p.HTML"])
def test_a_page_has_an_ending_that_browsers_open(name, tmp_path):
    check_ending(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "said"), [("p.txt", ".txt"), ("p", "no extension"), (".html", "no extension")]
)
def test_another_ending_is_refused(name, said, tmp_path):
    with pytest.raises(Refusal) as refused:
        check_ending(tmp_path / name)
    assert (refused.value.code, refused.value.detail) == ("unknown_page_format", said)


def test_a_page_brings_the_font_for_what_it_says():
    text = page(name="topics", title="齉", data={"note": "龘"})
    assert "font-src data:" in text
    content = re.search(r"ttf;base64,([^\"]+)", text)[1]
    drawn = TTFont(io.BytesIO(base64.b64decode(content))).getBestCmap()
    assert {ord("齉"), ord("龘")} <= set(drawn)
    assert text.count(EMBEDDED) == 2  # the style sheet names it too
