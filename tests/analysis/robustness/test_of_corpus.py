"""The specifications of a corpus are those of its tables, and of the reports that were named."""

import pandas as pd

from analysis.robustness import measure_variants, ratio_variants, read_ratios, read_variants
from corpus.store import read_table, report_ids

WORDS = ["环境", "创新"]


def test_they_are_those_of_the_tables(district_corpus):
    [report] = report_ids(district_corpus)
    tables = {
        name: read_table(district_corpus, name, report_id=report)
        for name in ("paragraphs", "sizes", "tokens")
    }
    pd.testing.assert_frame_equal(
        read_variants(district_corpus, {"own": WORDS}, report_id=report),
        measure_variants({"own": WORDS}, **tables),
        check_dtype=False,
    )
    pd.testing.assert_frame_equal(
        read_ratios(district_corpus, WORDS, report_id=[report]),
        ratio_variants(WORDS, **tables),
        check_dtype=False,
    )
