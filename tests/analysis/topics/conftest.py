"""What several tests of topics take: made-up units of known topics."""

import numpy as np
import pandas as pd


def about_one_topic(n_topics=4, n_units=120, words=40, seed=2) -> tuple[pd.DataFrame, np.ndarray]:
    """Made-up units that are each mostly about one of some topics of ten terms of their own."""
    rng = np.random.default_rng(seed)
    about = rng.integers(0, n_topics, n_units)
    rows = []
    for unit, topic in enumerate(about):
        own = np.full(n_topics * 10, 0.05 / (n_topics * 10))
        own[topic * 10 : topic * 10 + 10] += 0.095
        for term, n in enumerate(rng.multinomial(words, own / own.sum())):
            if n:
                rows.append((f"u{unit:03}", f"t{term:02}", int(n)))
    return pd.DataFrame(rows, columns=["unit", "term", "n"]), about
