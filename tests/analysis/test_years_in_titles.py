"""Years as titles name them: no range hides that years are missing."""

import pytest

from analysis.years_in_titles import span, year_ranges, years_with_gaps


@pytest.mark.parametrize(
    ("years", "en", "zh"),
    [
        ([], "", ""),
        ([2018], "2018", "2018年"),
        ([2019, 2018], "2018–2019", "2018—2019年"),
        ([2001, 2001, 2003], "2001–2003 (no 2002)", "2001—2003年（缺2002年）"),
        (
            [2001, 2004, 2005, 2007],
            "2001–2007 (no 2002–2003, 2006)",
            "2001—2007年（缺2002—2003年、2006年）",
        ),
        ([1954, 2026], "1954–2026 (no 1955–2025)", "1954—2026年（缺1955—2025年）"),
        ([*range(2001, 2010, 2)], "2001–2009 (5 years of 9)", "2001—2009年（9年中有5年）"),
    ],
)
def test_what_is_missing_is_named_or_counted(years, en, zh):
    assert (years_with_gaps(years, "en"), years_with_gaps(years, "zh")) == (en, zh)


def test_ranges_hold_every_year_once():
    years = [2001, 2002, 2004, 2010, 2011, 2012]
    assert year_ranges(reversed(years)) == [(2001, 2002), (2004, 2004), (2010, 2012)]
    assert [one for first, last in year_ranges(years) for one in range(first, last + 1)] == years
    assert span(2001, 2001, "zh") == "2001"
