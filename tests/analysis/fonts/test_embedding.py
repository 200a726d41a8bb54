"""The font that pages bring along."""

import base64
import io
import re

import pytest
from fontTools.ttLib import TTFont

from analysis.fonts import EMBEDDED, font_rule, missing_characters


def embedded(rule: str) -> TTFont:
    return TTFont(io.BytesIO(base64.b64decode(re.search(r"base64,([^\"]+)", rule)[1])))


@pytest.mark.parametrize("text", ["", "2018", "“Beijing” – 5.2%", "é"])
def test_what_every_computer_can_draw_brings_nothing(text):
    assert font_rule(text) == ""


@pytest.mark.parametrize("text", ["创新", "政府工作报告（2018年）“两会”——", "鿍𠮷2018", "㎡、"])
def test_each_character_that_the_font_has_is_within(text):
    font = embedded(font_rule(text))
    wanted = {ord(one) for one in text if ord(one) >= 0x2E80}
    wanted -= {ord(one) for one in missing_characters(text)}
    assert set(font.getBestCmap()) == wanted
    assert "(c)" in font["name"].getDebugName(0)
    assert "SIL Open Font License" in font["name"].getDebugName(13)


def test_the_rule_names_its_family_and_is_the_same_twice():
    rule = font_rule("创新\ud800😀")  # half a pair, and what has no glyph
    assert rule == font_rule("😀新创创\ud800") and f'font-family:"{EMBEDDED}"' in rule
    assert "</" not in rule
