"""Pages to look at: all of it in one file, and nothing in it but what the suite put there."""

import base64
import hashlib
import re

import pytest

from analysis.pages.page import page, write_page
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
