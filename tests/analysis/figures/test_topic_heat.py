"""The shares of topics: order, cells with and without an interval, numbers of text units."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from analysis.figures.style import BLUES, DOUBLE, SINGLE, STRIPE
from analysis.figures.topic_heat import ordered_topics, topic_shares
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed

NAMES = {1: "教育、就业", 2: "产业、企业", 3: "生态", 4: "城市更新与基础设施一体化"}


def made(units, topics=4):
    rng = np.random.default_rng(7)
    rows = []
    for unit in units:
        shares = rng.dirichlet(np.ones(topics)) * 100
        for topic, share in enumerate(shares, start=1):
            rows.append((unit, topic, share, share * 0.6, min(share * 1.4, 100), 35 + topic % 2))
    columns = ["unit", "topic", "share", "low", "high", "blocks"]
    return pd.DataFrame(rows, columns=columns)


ONE = pd.DataFrame(
    {
        "unit": ["review"] * 4 + ["plan"] * 4,
        "topic": [1, 2, 3, 4] * 2,
        "share": [60.0, 30.0, 8.0, 2.0, 2.0, 94.0, 1.0, 3.0],
        "low": [45.0, 20.0, 3.0, 0.5] + [None] * 4,
        "high": [74.0, 42.0, 15.0, 6.0] + [None] * 4,
        "blocks": [20] * 4 + [1] * 4,
    }
)


def cells(figure):
    found = [one for one in figure.axes[0].patches if isinstance(one, Rectangle)]
    return [(to_hex(one.get_facecolor()), one.get_edgecolor()[3] > 0) for one in found]


def test_topics_are_ordered_by_the_share_in_the_plan():
    assert ordered_topics(ONE, "plan") == [2, 4, 1, 3]
    found = {text: -box.y0 for text, box, _ in words_drawn(topic_shares(ONE, names=NAMES))}
    names = sorted(NAMES.values(), key=found.__getitem__)
    assert names == [NAMES[topic] for topic in [2, 4, 1, 3]]
    with pytest.raises(ValueError, match="'future'"):
        topic_shares(ONE, names=NAMES, order_by="future")


def test_cells_are_filled_by_share_and_outlined_without_an_interval():
    figure = topic_shares(ONE, names=NAMES, order_by="review")
    blues = [one.lower() for one in BLUES]
    assert cells(figure) == [
        (blues[2], False),
        (blues[1], False),
        (STRIPE.lower(), False),
        (STRIPE.lower(), False),
        *[("#ffffff", True)] * 4,
    ]


def test_94_percent_of_one_paragraph_is_seen_to_be_that():
    said = [text for text, *_ in words_drawn(topic_shares(ONE, names=NAMES))]
    assert "94" in said and "1" in said and "20" in said and "n" in said
    assert "[45, 74]" in said


def test_columns_have_the_labels_and_the_order_that_were_asked_for():
    units = {"plan": "当年部署", "review": "上年回顾", "absent": "开头"}
    found = {
        text: box.x0
        for text, box, _ in words_drawn(topic_shares(ONE, names=NAMES, units=units, lang="zh"))
    }
    assert found["当年部署"] < found["上年回顾"] and "开头" not in found


def test_the_range_of_text_units_is_said_where_columns_are_narrow():
    table = made(range(1978, 2026))
    said = " ".join(text for text, *_ in words_drawn(topic_shares(table, names=NAMES)))
    assert "n from 35 to 36" in said and "Shade: under 10%" in said


@crossed(
    "lang, width, units",
    ["en", "zh"],
    [SINGLE, DOUBLE],
    [
        ["plan for the report year"],
        ["previous-year review", "problems acknowledged"],
        list(range(2001, 2027)),
        [f"新疆维吾尔自治区{place}" for place in range(40)],
    ],
)
def test_nothing_runs_off_the_page_or_over_another(lang, width, units):
    check_page(topic_shares(made(units), names=NAMES, lang=lang, width=width))


def test_none_of_the_units_is_no_figure():
    assert topic_shares(ONE, names=NAMES, units={"x": "y"}) is None
    assert topic_shares(ONE.head(0), names=NAMES) is None
