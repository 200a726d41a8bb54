"""A table of another kind, a name that does not exist, a path as text: all end in one sentence."""

import inspect

import pandas as pd
import pytest

from analysis.areas import read_sheet
from analysis.comparison import TermFilter, both_ends, compare_units
from analysis.counts import in_context
from analysis.dictionaries import read_word_list
from analysis.figures import Axis, caption, interval_dots
from analysis.methods import bibliography, methods_text
from analysis.pages import write_explorer
from analysis.uncertainty import Specification
from corpus.errors import Refusal
from corpus.schema import TABLES
from corpus.store.tables import read_table
from tests.public_names import functions

# Functions whose first argument is a table, and which take any table.
ANY_TABLE = {
    "analysis.areas.krippendorff_alpha",
    "analysis.export.latex_table",
    "analysis.export.markdown_table",
    "analysis.export.save_table",
    "analysis.export.show",
    "analysis.export.word_table",
    "analysis.export.write_table",
    "analysis.figures.caption",
    "analysis.panel.merge_keys",
}
PACKAGES = ("analysis.run",)
OTHER = pd.DataFrame({"x": [1, 2]})


def needs_a_table(function) -> bool:
    first = next(iter(inspect.signature(function).parameters.values()), None)
    return first is not None and str(first.annotation).startswith("pd.DataFrame")


TAKING = {
    name: one
    for name, one in functions().items()
    if needs_a_table(one) and name not in ANY_TABLE and not name.startswith(PACKAGES)
}


def arguments(function):
    """A wrong table for each table, and something of its kind for whatever else is required."""
    given = {}
    for one in inspect.signature(function).parameters.values():
        kind = str(one.annotation)
        if one.default is not inspect.Parameter.empty or one.kind is one.VAR_KEYWORD:
            continue
        given[one.name] = next(
            (value for start, value in VALUES.items() if kind.startswith(start)), ["nowhere"]
        )
    return given


VALUES = {
    "pd.DataFrame": OTHER,
    "int": 3,
    "float": 0.5,
    "str | Path": "nowhere.csv",
    "str": "x",
    "Path": "nowhere.csv",
    "Mapping": {"x": "x"},
    "dict": {},
    "Units": "x",
    "Sequence[int]": [3],
    "Axis": Axis("x", "x"),
    "Specification": Specification("y", predicted={"y": "x"}, sampling_probability="p"),
}


@pytest.mark.parametrize("name", TAKING)
def test_a_table_of_another_kind_ends_in_one_sentence_that_names_a_column(name):
    with pytest.raises(ValueError, match=r"column") as raised:
        TAKING[name](**arguments(TAKING[name]))
    assert "\n" not in str(raised.value)
    assert type(raised.value) is ValueError


def test_a_table_that_is_not_there_is_answered_with_those_that_are(district_corpus):
    for wrong in ("mention", "", "Tokens"):
        with pytest.raises(ValueError, match="is not a table; choose from") as raised:
            read_table(district_corpus, wrong)
        assert all(name in str(raised.value) for name in TABLES)


def test_scores_are_asked_for_where_rates_are_given(district_corpus):
    tokens, paragraphs = (read_table(district_corpus, one) for one in ("tokens", "paragraphs"))
    rows = in_context(tokens, paragraphs)
    table = compare_units(
        rows, by="orientation", target="plan_next_year", listed=TermFilter(min_count=10)
    )
    with pytest.raises(ValueError, match=r"keyness\) has no column 'log_odds_z'; its columns are"):
        both_ends(table, top=3)


def test_a_path_may_be_text(district_corpus, tmp_path):
    for read in (read_sheet, read_word_list, methods_text):
        with pytest.raises(Refusal) as refused:
            read(str(tmp_path / "nowhere.xlsx"))
        assert refused.value.code == "not_found"
    path = write_explorer(district_corpus, str(tmp_path / "page.html"))
    assert path == tmp_path / "page.html" and path.is_file()


def test_a_reference_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="no reference 'nobody2020'; choose from"):
        bibliography(["nobody2020"])


def test_what_is_drawn_is_given_as_an_axis():
    with pytest.raises(ValueError, match=r"^axis is 'share'; give an Axis, such as Axis\("):
        interval_dots(OTHER, name="x", axis="share", group="x", groups={})


def test_a_caption_counts_in_a_column_that_is_there():
    with pytest.raises(ValueError, match=r"^the table has no column 'n'; its columns are x$"):
        caption(OTHER, what="x", counted="mention")
