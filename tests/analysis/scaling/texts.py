"""Texts whose positions are known: the classic example, and simulated ones."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

GOLDEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "scaling.json").read_text(encoding="utf-8")
)
GIVEN = {"R1": -1.5, "R2": -0.75, "R3": 0.0, "R4": 0.75, "R5": 1.5}
# The same curve of counts in each text, each shifted along the alphabet.
_CURVE = (2, 3, 10, 22, 45, 78, 115, 146, 158, 146, 115, 78, 45, 22, 10, 3, 2)
_FIRST = {"R1": 0, "R2": 5, "R3": 10, "R4": 15, "R5": 20, "V1": 7}


def classic() -> pd.DataFrame:
    """The example of Laver, Benoit and Garry (2003): five reference texts and one other."""
    letters = [chr(65 + one) for one in range(26)]
    terms = letters + ["Z" + one for one in letters[:11]]
    rows = [
        (unit, terms[first + place], n)
        for unit, first in _FIRST.items()
        for place, n in enumerate(_CURVE)
    ]
    return pd.DataFrame(rows, columns=["unit", "term", "n"])


def simulated(texts=40, terms=400, *, seed=0, length=1.0):
    """Counts of texts on a line, their positions and the weights of the terms."""
    rng = np.random.default_rng(seed)
    theta = np.linspace(-1.5, 1.5, texts)
    alpha, psi = rng.normal(0, 0.3, texts), rng.normal(0, 1.2, terms)
    beta = rng.normal(0, 0.5, terms)
    n = rng.poisson(length * np.exp(alpha[:, None] + psi + np.outer(theta, beta)))
    at = np.nonzero(n)
    counts = pd.DataFrame({"unit": at[0], "term": [f"t{one:04}" for one in at[1]], "n": n[at]})
    return counts, theta, pd.Series(beta, [f"t{one:04}" for one in range(terms)])
