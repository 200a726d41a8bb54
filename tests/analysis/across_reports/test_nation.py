"""The counts of the State Council's reports that are shipped: that they are whole and add up."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports import nation as module
from analysis.across_reports.nation import (
    FOLDER,
    national_reference,
    nearest_year,
    passages_of,
    reference_fingerprint,
)
from corpus.errors import Refusal
from corpus.lexicon.lists import policy_areas, policy_terms


def test_the_shipped_counts_were_made_with_the_lexicon_in_use():
    about = json.loads((FOLDER / module.ABOUT).read_text(encoding="utf-8"))
    assert about["fingerprint"] == reference_fingerprint()


def test_the_premiers_reports_are_told_from_the_others(nation):
    every = national_reference(kinds=None)
    years = set(every.about["report_year"])
    assert len(years) == 57
    assert set(range(1978, 2026)) <= years
    others = {1955, 1956, 1958, 1960, 1980, 1991}
    assert set(nation.about["report_year"]) == years - others
    for name in ("passages", "terms", "mentions", "occurrences", "areas"):
        assert not set(getattr(nation, name)["report_year"]) & others
    plans = national_reference(kinds=("plan", "budget"))
    assert set(plans.about["report_year"]) == others - {1960}


def test_what_is_looked_up_is_found_inside_longer_terms_too(nation):
    """Terms that State Council reports use only within longer ones occur there all the same."""
    said = nation.occurrences.groupby("term")["n"].sum()
    counted = nation.mentions.groupby("term")["n"].sum()
    assert (said.reindex(counted.index) >= counted).all()
    assert {"招商", "公园", "数字政府"} <= set(said.index)


def test_the_counts_add_up(nation):
    words = nation.passages.groupby("report_year")["words"].sum()
    assert words.to_dict() == nation.terms.groupby("report_year")["n"].sum().to_dict()
    assert words.to_dict() == dict(
        zip(nation.about["report_year"], nation.about["words"], strict=True)
    )
    sentences = nation.passages.groupby("report_year")["sentences"].sum()
    assert sentences.to_dict() == nation.areas.groupby("report_year")["n"].sum().to_dict()
    assert set(nation.mentions["term"]) <= {one.term for one in policy_terms()}
    assert set(nation.areas["code"].astype(str)) <= set(policy_areas())


def test_the_counts_known_from_elsewhere(nation):
    """A published study counted 农业 154 times in 1954; the text says it 37 times."""
    text = nation.terms[(nation.terms["report_year"] == 1954)]
    assert 20 <= text[text["term"].str.contains("农业")]["n"].sum() <= 37


def test_passages_hold_no_text(nation):
    """Some 300 words in the order of their spelling: nothing that can be read."""
    one = nation.terms[(nation.terms["report_year"] == 2018) & (nation.terms["passage"] == 3)]
    assert one["term"].is_monotonic_increasing
    assert set(nation.terms) == {"report_year", "passage", "term", "n"}


def test_passages_end_with_the_part_and_after_300_words():
    sizes = pd.DataFrame({"orientation": list("aaaabb"), "words": [100, 150, 60, 40, 10, 500]})
    assert passages_of(sizes).tolist() == [0, 0, 0, 1, 2, 2]


def test_another_lexicon_is_refused(tmp_path, monkeypatch):
    for path in FOLDER.glob("national_*"):
        shutil.copy(path, tmp_path)
    about = json.loads((tmp_path / module.ABOUT).read_text(encoding="utf-8"))
    content = json.dumps(about | {"fingerprint": "x"})
    (tmp_path / module.ABOUT).write_text(content, encoding="utf-8")
    with pytest.raises(Refusal) as other:
        national_reference(tmp_path)
    with pytest.raises(Refusal) as missing:
        national_reference(tmp_path / "none")
    assert (other.value.code, missing.value.code) == ("other_lexicon", "not_found")


def test_how_much_of_a_report_stands_in_the_one_before_it(nation):
    """The 2020s repeat some 3 to 8% of the year before, the 1980s next to nothing."""
    reused = nation.about.set_index("report_year")["reused"]
    assert np.isnan(reused[1954])
    assert reused.loc[2019:].between(0.02, 0.10).all() and (reused.loc[1981:1990] < 0.01).all()


@pytest.mark.parametrize(
    ("year", "expected"), [(2018, 2018), (2026, 2025), (1970, 1964), (1950, 1954)]
)
def test_a_year_without_a_report_is_compared_with_the_last_before_it(nation, year, expected):
    assert nearest_year(nation, year) == expected
