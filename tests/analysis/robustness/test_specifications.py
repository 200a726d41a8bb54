"""The many ways to measure, each by hand, and the published recipe to the last digit."""

import re

import jieba
import pandas as pd
import pytest

from analysis.robustness import specifications
from analysis.robustness.specifications import (
    DENOMINATORS,
    NUMERATORS,
    PARTS,
    PLAN_AGAINST_REVIEW,
    RATIO_COLUMNS,
    measure_variants,
    published_recipe,
    rank_agreement,
    ratio_variants,
)
from analysis.uncertainty.shares import compare_shares
from corpus.lexicon.lists import PolicyTerm
from corpus.schema import SIDES
from corpus.words.default_segmenter import borders
from corpus.words.terms import TermMatcher

WORDS = ["环境", "污染", "生态"]


@pytest.fixture(scope="module")
def measured(district):
    lists = {"environment": WORDS, "education": ["教育", "学校"], "nothing": ["没有的词"]}
    return measure_variants(
        lists, **{name: district[name] for name in ("paragraphs", "sizes", "tokens")}
    )


def test_the_published_recipe_is_reproduced_exactly(district):
    text = district["texts"]["text"].iloc[0]
    jieba.setLogLevel(60)
    expected = len(re.findall("|".join(WORDS), text)) / len(jieba.Tokenizer().lcut(text))
    assert published_recipe(WORDS, text) == expected


def test_the_recipe_counts_inside_longer_terms_and_takes_the_first_of_the_list():
    assert published_recipe(["环境"], "营商环境") == 1 / 2
    assert published_recipe(["营商", "营商环境"], "营商环境营商环境") == 2 / 4


def test_a_recipe_that_is_no_pattern_or_has_no_text_is_refused():
    with pytest.raises(ValueError, match=r"^the word list is not a valid regular expression"):
        published_recipe(["("], "环境")
    with pytest.raises(
        ValueError, match=r"^the text is empty; a rate requires at least one token$"
    ):
        published_recipe(["环境"], "")


def row(measured, variant, name="environment"):
    return measured[(measured["list"] == name) & (measured["variant"] == variant)].iloc[0]


def test_numerators_by_hand(measured, district):
    sizes = district["sizes"]
    spoken = district["paragraphs"].set_index("paragraph_id").loc[sizes["paragraph_id"], "text"]
    assert row(measured, "substring/words/all")["n"] == sum(
        text.count(word) for text in spoken for word in WORDS
    )
    tokens = district["tokens"]["term"]
    assert row(measured, "token/words/all")["n"] == tokens.isin(WORDS).sum()
    mention, beside, substring = (
        row(measured, f"{name}/words/all")["n"]
        for name in ("mention", "mention_with_lexicon", "substring")
    )
    assert beside < mention <= substring


def test_denominators_and_parts_are_those_of_the_sizes(measured, district):
    sizes = district["sizes"]
    for name in ("words", "tokens", "characters", "sentences"):
        assert row(measured, f"mention/{name}/all")["size"] == sizes[name].sum()
    plan = sizes[sizes["orientation"].isin(["plan_next_year", "plan_multi_year"])]
    assert row(measured, "mention/words/plan")["size"] == plan["words"].sum()


def test_ranks_and_the_suites_own_way(measured):
    assert measured["variant"].nunique() == 5 * 4 * 3
    assert set(measured.loc[measured["default"], "variant"]) == {"mention/words/all"}
    assert set(measured["rank"]) <= {1.0, 2.0, 3.0}
    assert (measured[measured["list"] == "nothing"]["share"] == 0).all()


def test_agreement_of_orders_by_hand():
    share = {
        "mention/words/all": [3, 2, 1],
        "same": [30, 20, 10],
        "turned": [1, 2, 3],
        "one flip": [2, 3, 1],
    }
    table = pd.DataFrame(
        [
            (name, variant, value)
            for variant, values in share.items()
            for name, value in zip("abc", values, strict=True)
        ],
        columns=["list", "variant", "share"],
    )
    found = rank_agreement(table).set_index("variant")
    assert found["kendall_tau"].to_dict() == pytest.approx(
        {"mention/words/all": 1, "same": 1, "turned": -1, "one flip": 1 / 3}
    )
    assert found["flips"].to_dict() == {
        "mention/words/all": 0,
        "same": 0,
        "turned": 3,
        "one flip": 1,
    }
    assert found.loc["turned", "first"] == "c"
    with pytest.raises(ValueError, match=r"^only one list given; a ranking requires at least two$"):
        rank_agreement(table[table["list"] == "a"])


@pytest.mark.parametrize(
    ("lists", "message"),
    [
        ({}, "lists is empty; give at least one word list"),
        ({"a": []}, "word list 'a' is empty; add terms or leave it out"),
    ],
)
def test_lists_without_words_are_refused(district, lists, message):
    tables = {name: district[name] for name in ("paragraphs", "sizes", "tokens")}
    with pytest.raises(ValueError, match=f"^{message}$"):
        measure_variants(lists, **tables)


@pytest.fixture(scope="module")
def ratios(district):
    return ratio_variants(
        WORDS, **{name: district[name] for name in ("paragraphs", "sizes", "tokens")}
    )


def test_the_ratio_is_that_of_the_rates_of_plan_and_review(ratios, measured):
    assert list(ratios.columns) == RATIO_COLUMNS
    assert len(ratios) == len(NUMERATORS) * len(DENOMINATORS)
    rates = measured[measured["list"] == "environment"].set_index(
        ["numerator", "denominator", "part"]
    )
    for row in ratios.itertuples():
        plan, review = (
            rates.loc[(row.numerator, row.denominator, part)] for part in ("plan", "review")
        )
        assert (row.n_target, row.n_reference) == (plan["n"], review["n"])
        assert row.ratio == pytest.approx(plan["share"] / review["share"], rel=1e-12)
        assert row.low < row.ratio < row.high
    assert ratios.loc[ratios["default"], ["numerator", "denominator"]].values.tolist() == [
        ["mention", "words"]
    ]


def test_the_interval_is_that_of_the_comparison_of_two_sides(ratios, district):
    """By another way: mentions of the one term, compared as in ``compare_units``."""
    terms = [PolicyTerm(one, "", None, "own list") for one in WORDS]
    matcher = TermMatcher(terms, borders=borders())
    text = district["paragraphs"].set_index("paragraph_id")["text"]
    sizes = district["sizes"].assign(side=lambda table: table["orientation"].map(SIDES))
    sizes = sizes[sizes["side"].isin(["plan", "review"])]
    n = [len(list(matcher.mentions(text[one]))) for one in sizes["paragraph_id"]]
    by = sizes.assign(n=n).groupby(["side", "section"])[["n", "words"]].sum().reset_index()
    found = compare_shares(
        by[["n"]], by["words"], by["side"] == "plan", block="section", borrow=False
    ).iloc[0]
    own = ratios[ratios["default"]].iloc[0]
    expected = [found["ratio"], found["ratio_low"], found["ratio_high"]]
    assert [own["ratio"], own["low"], own["high"]] == pytest.approx(expected, rel=1e-12)
    assert (own["cluster"], own["basis"]) == ("section", found["basis"])


def test_without_a_plan_there_is_no_ratio(district):
    tables = {name: district[name] for name in ("paragraphs", "sizes", "tokens")}
    reviewed = tables["sizes"][tables["sizes"]["orientation"].str.startswith("review")]
    assert ratio_variants(WORDS, **{**tables, "sizes": reviewed}).empty
    with pytest.raises(ValueError, match="the word list is empty"):
        ratio_variants([], **tables)
    with pytest.raises(ValueError, match="report 'b' is not in the tables"):
        ratio_variants(WORDS, **tables, target=["b"])


@pytest.fixture(scope="module")
def two_reports(district):
    """The district's report, and another with the same paragraph numbers and other texts.

    The other has the texts in reverse order, so that paragraphs of one number are never the same,
    and lacks a third of its paragraphs.
    """
    own = {name: district[name] for name in ("paragraphs", "sizes", "tokens")}
    last = int(own["paragraphs"]["paragraph_id"].max())
    other = {
        name: own[name].assign(report_id="other", paragraph_id=last - own[name]["paragraph_id"])
        for name in ("paragraphs", "tokens")
    }
    sizes = own["sizes"].assign(report_id="other").iloc[::-1]
    other["sizes"] = sizes[sizes["paragraph_id"] % 3 > 0]
    known = set(other["paragraphs"]["paragraph_id"])
    other["sizes"] = other["sizes"][other["sizes"]["paragraph_id"].isin(known)]
    return own, other


def test_reports_are_compared_part_by_part_as_their_rates_are(two_reports):
    own, other = two_reports
    both = {name: pd.concat([other[name], own[name]]) for name in own}
    table = ratio_variants(WORDS, **both, target=["shahekou-2018"])
    assert len(table) == len(NUMERATORS) * len(DENOMINATORS) * len(PARTS)
    keys = ["numerator", "denominator", "part"]
    assert not table.duplicated(keys).any()
    rates = [measure_variants({"one": WORDS}, **one).set_index(keys) for one in (own, other)]
    for row in table.itertuples():
        focus, reference = (one.loc[(row.numerator, row.denominator, row.part)] for one in rates)
        assert (row.n_target, row.n_reference) == (focus["n"], reference["n"])
        if reference["n"]:
            assert row.ratio == pytest.approx(focus["share"] / reference["share"], rel=1e-12)
    assert table.loc[table["default"], keys].values.tolist() == [["mention", "words", "all"]]
    whole = table[table["part"] == "all"]
    assert (whole["n_target"] != whole["n_reference"]).all()


def test_the_order_of_rows_and_of_reports_changes_nothing(two_reports):
    own, other = two_reports
    one = ratio_variants(
        WORDS, **{name: pd.concat([own[name], other[name]]) for name in own}, target={"other"}
    )
    two = ratio_variants(
        WORDS, **{name: pd.concat([other[name], own[name]]) for name in own}, target=["other"]
    )
    pd.testing.assert_frame_equal(one, two, check_exact=False, rtol=1e-9)


def test_a_part_that_one_report_lacks_has_no_rows(two_reports):
    own, other = two_reports
    sizes = other["sizes"][other["sizes"]["orientation"].map(SIDES) != "plan"]
    both = {name: pd.concat([own[name], other[name]]) for name in own}
    both["sizes"] = pd.concat([own["sizes"], sizes])
    table = ratio_variants(WORDS, **both, target=["other"])
    assert set(table["part"]) == {"all", "review"}
    assert ratio_variants(WORDS, **both, target=[]).empty
    every = ratio_variants(WORDS, **both, target=["other", "shahekou-2018"])
    assert every.empty


def test_plan_against_review_is_named_as_the_part(ratios):
    assert set(ratios["part"]) == {PLAN_AGAINST_REVIEW}


def test_full_width_words_are_found_as_half_width_ones_are(district):
    tables = {name: district[name] for name in ("paragraphs", "sizes", "tokens")}
    lists = {"wide": ["７２１工作法", "２０１８"], "plain": ["721工作法", "2018"]}
    found = measure_variants(lists, **tables).pivot(index="variant", columns="list", values="n")
    assert found["wide"].tolist() == found["plain"].tolist() and found["plain"].any()


def test_words_that_are_in_no_lexicon_are_found_beside_those_of_another_list(district):
    """Lists share what finds the lexicon's terms; one with words of its own does not."""
    tables = {name: district[name] for name in ("paragraphs", "sizes", "tokens")}
    lists = {"own": ["我区"], "lexicon": ["环境"], "again": ["我区"]}
    found = measure_variants(lists, **tables)
    rows = found[found["variant"] == "mention_with_lexicon/words/all"].set_index("list")["n"]
    assert rows["own"] == rows["again"] > 0


def test_terms_of_the_lexicon_are_looked_for_once_for_all_lists(district, monkeypatch):
    specifications._found.cache_clear()
    sizes, real = [], specifications.TermMatcher

    def matcher(terms, **options):
        sizes.append(len(terms))
        return real(terms, **options)

    monkeypatch.setattr(specifications, "TermMatcher", matcher)
    tables = {name: district[name] for name in ("paragraphs", "sizes", "tokens")}
    measure_variants({"one": ["环境保护"], "other": ["创新", "就业"]}, **tables)
    assert sum(size > 100 for size in sizes) == 1 and len(sizes) == 3
