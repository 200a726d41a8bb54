"""How alike pairs of reports are."""

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

from analysis.across_reports.likeness import MIN_BLOCKS_OF_EACH, similarity
from analysis.across_reports.tf_idf_of_reports import TfIdfWeights
from analysis.across_reports.word_vectors import ppmi_vectors

TERMS = np.array([f"词{n}" for n in range(40)])


def made(seed: int = 1, reports: str = "abcdef", paragraphs: int = 12) -> pd.DataFrame:
    """Reports with two sentences in each paragraph and two paragraphs in each section."""
    rng = np.random.default_rng(seed)
    rows = []
    for report in reports:
        p = rng.dirichlet(np.full(40, 0.5))
        for paragraph in range(paragraphs):
            for term in rng.choice(TERMS, 15, p=p):
                rows.append((report, paragraph, 2 * paragraph + len(rows) % 2, term))
    columns = ["report_id", "paragraph_id", "sentence_id", "term"]
    tokens = pd.DataFrame(rows, columns=columns).assign(kind="word")
    return tokens.assign(heading_path=(tokens["paragraph_id"] // 2).map("一、 > （{}）".format))


PAIRS = pd.DataFrame({"report": ["c", "a", "e"], "other": ["d", "b", "f"]}, index=[5, 3, 9])


def test_the_cosine_is_that_of_scikit_learn():
    tokens = made()
    texts = tokens.groupby("report_id")["term"].agg(list)
    expected = cosine_similarity(TfidfVectorizer(analyzer=list).fit_transform(texts))
    found = similarity(tokens, pairs=PAIRS)
    assert list(found)[:6] == ["report", "other", "cosine", "low", "high", "by_chance"]
    assert found["report"].tolist() == ["c", "a", "e"]  # in the order given
    np.testing.assert_allclose(found["cosine"], [expected[2, 3], expected[0, 1], expected[4, 5]])
    shuffled = [expected[2, [1, 5]], expected[[0, 4], 3]]
    np.testing.assert_allclose(found["by_chance"][0], np.mean(shuffled))
    assert found["shuffled"].tolist() == [4, 4, 4]


@pytest.mark.parametrize("variant", ["smooth", "sublinear"])
def test_the_interval_is_the_jackknife_with_each_section_left_out(variant):
    tokens = made(reports="abc")
    pair = pd.DataFrame({"report": ["a"], "other": ["b"]})
    df = tokens.drop_duplicates(["report_id", "term"]).groupby("term").size()
    options = {"pairs": pair, "weights": TfIdfWeights(variant, np.log(4 / (1 + df)) + 1)}
    found = similarity(tokens, **options).iloc[0]
    total, free = 0.0, 0.0
    for report in "ab":
        z = np.array(
            [
                np.arctanh(
                    similarity(
                        tokens[(tokens["report_id"] != report) | (tokens["heading_path"] != one)],
                        **options,
                    )["cosine"][0]
                )
                for one in tokens["heading_path"].unique()
            ]
        )
        part = 5 / 6 * ((z - z.mean()) ** 2).sum()
        total, free = total + part, free + part**2 / 5
    from scipy.stats import t

    half = t.ppf(0.975, total**2 / free) * np.sqrt(total)
    ends = np.tanh(np.arctanh(found["cosine"]) + np.array([-half, half]))
    np.testing.assert_allclose([found["low"], found["high"]], ends, rtol=1e-9)
    assert found["sections"] == found["other_sections"] == 6 and found["cluster"] == "section"


def test_it_is_symmetric_and_does_not_depend_on_the_order_of_rows(shuffled):
    tokens = made()
    swapped = PAIRS.rename(columns={"report": "other", "other": "report"})
    names = ["cosine", "low", "high", "by_chance", "shuffled"]
    one = similarity(tokens, pairs=PAIRS)
    two = similarity(shuffled(tokens), pairs=swapped)
    np.testing.assert_allclose(one[names].to_numpy(float), two[names].to_numpy(float), rtol=1e-9)


def test_equal_reports_have_1_and_reports_without_a_common_word_0_and_neither_an_interval():
    tokens = made(reports="ab")
    copy = tokens[tokens["report_id"] == "a"].assign(report_id="copy")
    strange = copy.assign(report_id="strange", term=copy["term"] + "异")
    pairs = pd.DataFrame({"report": ["a", "a"], "other": ["copy", "strange"]})
    found = similarity(pd.concat([tokens, copy, strange]), pairs=pairs)
    assert found["cosine"].tolist() == [1, 0]
    assert found["low"].isna().all() and found["high"].isna().all()
    assert found["shared"].tolist() == [1, 0]
    assert found["reason"].str.startswith(("the two have the same", "the two have no word")).all()


def test_few_sections_have_no_interval_and_one_pair_no_value_by_chance():
    tokens = made(reports="ab")
    few = tokens[
        (tokens["report_id"] == "a") | (tokens["paragraph_id"] < 2 * MIN_BLOCKS_OF_EACH - 2)
    ]
    found = similarity(few, pairs=PAIRS.iloc[[1]])
    assert np.isnan(found["low"][0]) and np.isnan(found["by_chance"][0])
    assert found["reason"][0] == (
        "one report has 4 sections; a CI requires 5; "
        "no other pair of the group to shuffle with: by_chance is missing"
    )
    fine = similarity(few, pairs=PAIRS.iloc[[1]], cluster="paragraph")
    assert 0 < fine["low"][0] < fine["cosine"][0] < fine["high"][0] < 1


def test_pairs_are_shuffled_within_their_group_only():
    tokens = made()
    grouped = PAIRS.assign(group=["x", "x", "y"])
    found, alone = similarity(tokens, pairs=grouped), similarity(tokens, pairs=grouped.iloc[:2])
    assert found["shuffled"].tolist() == [2, 2, 0]
    assert found["by_chance"][:2].tolist() == pytest.approx(alone["by_chance"].tolist())
    assert found["group"].tolist() == ["x", "x", "y"]


def test_what_belongs_together_is_no_shuffled_pair():
    tokens = made(reports="abc")
    every = pd.DataFrame([(x, y) for x in "abc" for y in "abc"], columns=["report", "other"])
    found = similarity(tokens, pairs=every)
    assert found["shuffled"].eq(0).all() and found["by_chance"].isna().all()
    chain = similarity(tokens, pairs=pd.DataFrame({"report": ["a", "b"], "other": ["b", "c"]}))
    # Only a with c is left; b with b is no pair of two.
    np.testing.assert_allclose(chain["by_chance"], found["cosine"][2])


def test_vectors_add_a_cosine_of_meaning():
    tokens = made(reports="abcd")
    vectors = ppmi_vectors(tokens, dimensions=5)
    found = similarity(tokens, pairs=PAIRS.iloc[:2], vectors=vectors)
    assert found["cosine_ppmi"].between(-1, 1).all() and found["ppmi_by_chance"].notna().all()
    weights = TfidfVectorizer(analyzer=list, norm=None)
    x = weights.fit_transform(tokens.groupby("report_id")["term"].agg(list))
    places = x @ vectors.reindex(weights.get_feature_names_out()).fillna(0).to_numpy()
    np.testing.assert_allclose(
        found["cosine_ppmi"], cosine_similarity(places)[[2, 0], [3, 1]], rtol=1e-9
    )


def test_what_is_wrong_is_said_in_one_sentence():
    tokens = made(reports="ab")
    for options, message in (
        ({"pairs": PAIRS}, "tokens has no words of report 'c'; check the report ID in pairs"),
        ({"pairs": PAIRS.iloc[[1]], "cluster": "page"}, "unknown cluster 'page'"),
        ({"pairs": PAIRS.iloc[[1]], "weights": TfIdfWeights("bm25")}, "unknown variant 'bm25'"),
        ({"pairs": PAIRS[["report"]]}, "pairs has no column 'other'"),
        ({"pairs": PAIRS.iloc[[1]], "confidence": 95}, "confidence is 95"),
    ):
        with pytest.raises(ValueError, match=message):
            similarity(tokens, **options)


def test_no_pairs_give_no_rows():
    found = similarity(made(reports="ab"), pairs=PAIRS.iloc[:0])
    assert found.empty and "by_chance" in found
