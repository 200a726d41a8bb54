"""Intervals of one text: those of its sections, or of its paragraphs, as asked for."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from analysis.uncertainty.clustered import clustered_intervals
from analysis.uncertainty.inference import Inference
from analysis.uncertainty.shares import share_intervals

PLACES = pd.DataFrame(
    {"report_id": "r", "paragraph_id": range(24), "section": np.repeat(list("abcdef"), 4)}
)


@pytest.fixture
def counted(rng):
    """Counts of 12 terms, in bursts, in 24 paragraphs of six sections."""
    size = rng.integers(20, 90, 24)
    rate = np.repeat(rng.gamma(0.7, 0.03, (6, 12)), 4, axis=0)
    return rng.poisson(rate * size[:, None]), size


@pytest.mark.parametrize("borrow", [True, False])
def test_paragraphs_are_summed_by_section(counted, borrow):
    n, size = counted
    found = clustered_intervals(PLACES, sparse.csr_array(n), size, borrow=borrow)
    by_section = [one.reshape(6, 4, -1).sum(axis=1) for one in (n, size)]
    expected = share_intervals(by_section[0], by_section[1].ravel(), block="section", borrow=borrow)
    pd.testing.assert_frame_equal(found.drop(columns="cluster"), expected)
    assert set(found["cluster"]) == {"section"}


def test_every_option_of_inference_is_heeded(counted):
    n, size = counted
    how = Inference(confidence=0.8, cluster="paragraph", min_blocks=24)
    found = clustered_intervals(PLACES, sparse.csr_array(n), size, inference=how)
    expected = share_intervals(n, size, confidence=0.8, block="paragraph")
    pd.testing.assert_frame_equal(found.drop(columns="cluster"), expected)
    assert set(found["cluster"]) == {"paragraph"} and (found["reason"] == "").all()
    more = Inference(cluster="paragraph", min_blocks=25)
    refused = clustered_intervals(PLACES, sparse.csr_array(n), size, inference=more)
    assert set(refused["reason"]) == {"the text has 24 paragraphs; a CI requires 25"}
    assert refused[["low", "high"]].isna().all(axis=None)


def test_a_text_of_two_sections_is_taken_by_paragraph(counted):
    n, size = counted
    places = PLACES.assign(section=np.repeat(["a", "b"], 12))
    found = clustered_intervals(places, sparse.csr_array(n), size)
    assert set(found["cluster"]) == {"paragraph"}
    assert found["basis"].str.endswith(" of 24 paragraphs").all()
