"""The words that figures bring with them: there in both languages, and drawn in both."""

import io
import re
import warnings
from string import Formatter

import pandas as pd
import pytest
from PIL import Image

from analysis.figures.positions import dispersion_plot, reuse_lines
from analysis.figures.ranks import bump_chart
from analysis.figures.style import DOUBLE, SCREEN_DPI, SINGLE
from analysis.figures.words import (
    _SAID,
    _SHORT,
    area_names,
    in_language,
    says,
    short_name,
    specification_names,
)
from analysis.fonts.coverage import missing_characters
from analysis.robustness.specifications import DENOMINATORS, NUMERATORS, PARTS
from corpus.collection import PROJECT
from corpus.lexicon.lists import policy_areas
from corpus.schema import SPOKEN
from tests.analysis.figures.conftest import texts_of
from tests.crossed import crossed


def drawn(district, lang: str, width: float) -> dict:
    mentions = in_language(district["mentions"], lang, columns=["term"])
    speech = district["paragraphs"]
    speech = speech[speech["orientation"].isin(SPOKEN)]
    names = area_names(lang)
    rows = [
        (year, names[code], (year * code) % 7 + 1.0)
        for year in (2016, 2017, 2019)
        for code in (1, 3, 6, 7)
    ]
    years = pd.DataFrame(rows, columns=["unit", "name", "share"])
    reused = pd.DataFrame(
        {"source_sentence_id": [1, 5], "sentence_id": [2, 9], "overlap": [0.7, 1.0]}
    )
    first = mentions["term"].value_counts().sort_index().nlargest(5).index.tolist()
    return {
        "dispersion": dispersion_plot(mentions, speech, first, lang=lang, width=width),
        "bump": bump_chart(years, top=3, lang=lang, width=width),
        "reuse": reuse_lines(reused, source="2017", target="2018", lang=lang, width=width),
    }


@crossed("lang, width", ["en", "zh"], [SINGLE, DOUBLE])
def test_figures_are_drawn_in_both_languages_and_widths(district, lang, width):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, figure in drawn(district, lang, width).items():
            picture = Image.open(io.BytesIO(figure._repr_png_()))
            assert picture.width == pytest.approx(width / 25.4 * SCREEN_DPI, abs=2), name
            assert missing_characters("".join(texts_of(figure))) == [], name


def test_chinese_is_spoken_where_it_is_asked_for(district):
    for name, figure in drawn(district, "zh", DOUBLE).items():
        words = "".join(texts_of(figure)).replace("95%", "")
        assert any("\u4e00" <= one <= "\u9fff" for one in words), name
        assert not {says(one, "en") for one in ("place", "count", "sentence_number")} & texts_of(
            figure
        )


def test_every_word_is_there_in_both_languages():
    for key, (english, chinese) in _SAID.items():
        assert english and chinese
        values = {field for _, field, *_ in Formatter().parse(english) if field}
        filled = [says(key, one, **dict.fromkeys(values, "x")) for one in ("en", "zh")]
        assert all("{" not in one for one in filled)


def test_every_word_is_printed_somewhere_or_named_by_a_table():
    """Phrases named by a value are those of parts, verdicts, levels, classes and the like."""
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("analysis", "notebooks")
        for path in sorted((PROJECT / folder).rglob("*"))
        if path.suffix in (".py", ".ipynb") and path.name != "words.py"
    )
    code = code.replace('\\"', '"').replace("'", '"')
    named = {"cluster_sections", "cluster_paragraphs", "cluster_words"}
    named |= {f"{part}_short" for part in SPOKEN}
    named |= {f"{part}_of" for part in ("plan", "review", "whole")}
    begun = tuple(re.findall(r'says\(f"([a-z_]{5,})\{', code))  # such as scale_{cluster}
    left = [one for one in _SAID if f'"{one}"' not in code and one not in named]
    assert [one for one in left if not one.startswith(begun)] == []


def test_terms_are_in_english_where_the_lexicon_has_them_so():
    table = pd.DataFrame({"term": ["营商环境", "无此词"], "other": ["创新", "创新"], "n": [1, 2]})
    english = in_language(table, "en", columns=["term"])
    assert english["term"].iloc[0].isascii() and english["term"].iloc[1] == "无此词"
    pd.testing.assert_frame_equal(english.drop(columns="term"), table.drop(columns="term"))
    assert table["term"].tolist() == ["营商环境", "无此词"]
    pd.testing.assert_frame_equal(in_language(table, "zh", columns=["term"]), table)


def test_areas_have_their_names_by_code():
    english, chinese = area_names("en"), area_names("zh")
    assert list(english) == list(chinese) == [int(code) for code in policy_areas()]
    assert all(name.isascii() for name in english.values())
    assert chinese[6] == "教育"


def test_short_names_are_those_of_long_titles_and_shorter():
    titles = set(area_names("en").values())
    for title, short in _SHORT.items():
        assert title in titles and len(short) < len(title) and short_name(title) == short
    assert short_name("Education") == "Education" and short_name("mentions") == "mentions"


def test_every_option_of_a_specification_has_its_own_name():
    options = {*NUMERATORS, *DENOMINATORS, *PARTS}
    for lang in ("en", "zh"):
        names = specification_names(lang)
        assert set(names) == options
        for group in (NUMERATORS, DENOMINATORS, PARTS):
            assert len({names[one] for one in group}) == len(group)
