"""The strip of parts: lengths, shares and labels."""

import pandas as pd
from matplotlib.colors import to_hex

from analysis.figures.parts import part_strip
from analysis.figures.style import PART_COLOURS, save_figure
from tests.analysis.figures.page import check_page, texts_drawn
from tests.crossed import crossed

PARTS = ["opening", "review_past_year", "review_past_year", "problems", "plan_next_year"]
LENGTHS = [100, 1000, 1000, 400, 2500]


def reports(n):
    rows, start = [], 0
    for at in range(n):
        for part, length in zip(PARTS, LENGTHS, strict=True):
            rows.append((f"r{at}", start, start + length, part))
            start += length
    return pd.DataFrame(rows, columns=["report_id", "start", "end", "orientation"])


def bars(figure):
    return [
        (one.get_x(), one.get_width(), to_hex(one.get_facecolor()))
        for one in figure.axes[0].patches
    ]


def test_each_paragraph_is_a_bar_after_the_one_before_it():
    found = bars(part_strip(reports(1)))
    assert [x for x, *_ in found] == [0, 100, 1100, 2100, 2500]
    assert [w for _, w, _ in found] == LENGTHS
    assert [c for *_, c in found] == [PART_COLOURS[part].lower() for part in PARTS]


def test_many_reports_have_a_bar_per_part_without_strokes():
    figure = part_strip(reports(6))
    assert [w for _, w, _ in bars(figure)][:4] == [100, 2000, 400, 2500]
    assert {one.get_linewidth() for one in figure.axes[0].patches} == {0}


def test_the_shares_stand_at_the_right_and_those_of_opening_do_not():
    numbers = [
        one.get_text()
        for one, _ in texts_drawn(part_strip(reports(1)))
        if one.axes is None and one.get_text().isdigit()
    ]
    assert numbers[-3:] == ["40", "8", "50"] and "2" not in numbers


def test_labels_stand_for_the_reports():
    figure = part_strip(reports(2), labels={"r0": 2025, "r1": "深圳市"})
    assert [one.get_text() for one in figure.axes[0].get_yticklabels()] == ["2025", "深圳市"]


def test_the_last_60_are_shown_and_the_note_says_so():
    figure = part_strip(reports(61))
    labels = [one.get_text() for one in figure.axes[0].get_yticklabels()]
    assert len(labels) == 60 and labels[0] == "r1"
    assert "The last 60 of 61" in " ".join(one.get_text() for one, _ in texts_drawn(figure))


@crossed("lang, width, n", ["en", "zh"], [85, 175], [1, 2, 26, 60])
def test_no_text_runs_off_the_page_or_onto_another(lang, width, n):
    labels = {f"r{at}": f"{'Shenzhen' if lang == 'en' else '深圳市'}{at}" for at in range(n)}
    figure = part_strip(reports(n), labels=labels, lang=lang, width=width)
    check_page(figure)
    assert 25.4 * figure.get_size_inches()[1] < 245


def test_nothing_is_drawn_of_nothing():
    assert part_strip(reports(1).iloc[:0]) is None


def test_it_is_the_same_twice(tmp_path):
    one, two = (save_figure(part_strip(reports(2)), "x", folder=tmp_path / name) for name in "ab")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
