"""What sentences of a sheet stand for: strata by hand."""

import numpy as np
import pandas as pd
import pytest

from analysis.areas.post_strata import post_strata


def sheet(machine, alike, weight=10.0, stratum=-1) -> pd.DataFrame:
    return pd.DataFrame(
        {"machine": machine, "coded_alike": alike, "weight": weight, "stratum": stratum}
    )


def test_codes_with_five_sentences_are_strata_and_the_others_one_together():
    drawn = sheet([1] * 5 + [2] * 4 + [3], [70] * 5 + [20] * 4 + [10])
    strata = post_strata(drawn, np.ones(10, dtype=bool))
    assert sorted(strata.sizes.tolist()) == [30, 70]
    assert strata.weights.tolist() == pytest.approx([14] * 5 + [6] * 5)


def test_sizes_are_those_of_the_corpus_whatever_was_left_blank():
    drawn = sheet([1] * 10 + [2] * 10, [80] * 10 + [120] * 10)
    strata = post_strata(drawn, np.arange(20) % 2 == 0)
    assert strata.weights.tolist() == pytest.approx([16] * 5 + [24] * 5)


def test_a_part_stands_for_codes_that_nobody_drew():
    """100 sentences, of which 70 have the code 1; the other codes were not drawn."""
    strata = post_strata(sheet([1] * 10, [70] * 10), np.ones(10, dtype=bool))
    assert strata.sizes.tolist() == [100]


def test_a_stratum_without_a_coded_sentence_is_left_out():
    drawn = sheet([1] * 4 + [2] * 4, [40] * 8, stratum=[1] * 4 + [2] * 4)
    strata = post_strata(drawn, np.arange(8) < 4)
    assert strata.sizes.tolist() == [40]


def test_a_sheet_that_does_not_say_how_it_was_drawn_is_a_simple_sample():
    drawn = pd.DataFrame({"machine": [1] * 30 + [2] * 70})
    share, low, high = post_strata(drawn, np.ones(100, dtype=bool)).share(np.arange(100) < 30)
    assert share == pytest.approx(0.3)
    assert (high - low) / 2 == pytest.approx(1.96 * 0.3**0.5 * 0.7**0.5 / 10, rel=0.05)
