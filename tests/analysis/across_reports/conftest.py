"""What several tests across reports take: the shipped counts of the State Council's reports."""

import pytest

from analysis.across_reports.nation import Reference, national_reference


@pytest.fixture(scope="session")
def nation() -> Reference:
    return national_reference()
