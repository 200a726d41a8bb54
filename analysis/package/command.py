"""The one command of ``gwr`` that makes the results of a run again."""

from __future__ import annotations

import csv
import io
from typing import Any

from corpus.errors import Refusal
from corpus.spreadsheet_formulas import escaped

# The option of each parameter of a run; those of a list name a file in the archive.
OPTIONS = {
    "region": "--region",
    "report": "--report",
    "other": "--other",
    "years": "--years",
    "areas": "--areas",
    "terms": "--terms",
    "stop": "--stop-words",
    "lang": "--lang",
}
LISTS = {"terms": "lists/terms.csv", "stop": "lists/stop-words.csv"}
DOCUMENTS, REMADE = "documents", "remade"


def run_command(record: dict[str, Any]) -> list[str]:
    """The words after ``gwr`` with which a run is repeated, in the folder of the archive.

    Args:
        record: the content of ``run.json``.

    Raises:
        Refusal: ``no_option`` if the run had parameters that ``gwr run`` does not take.

    Example:
        >>> from analysis.package.command import run_command
        >>> run_command({"notebooks": {"03_tf_idf": {}}, "parameters": {"years": [2001, 2026]}})
        ['run', '03_tf_idf', '--years=2001-2026', '--corpus=documents', '--out=remade']
    """
    given = {name: value for name, value in record["parameters"].items() if value is not None}
    unknown = sorted(set(given) - set(OPTIONS))
    if unknown:
        raise Refusal("no_option", "run.json", ", ".join(unknown))
    # Joined by =, since a value may begin with a dash.
    options = [
        f"{OPTIONS[name]}={_written(name, given[name])}" for name in OPTIONS if name in given
    ]
    places = [f"--corpus={DOCUMENTS}", f"--out={REMADE}"]
    return ["run", *sorted(record["notebooks"]), *options, *places]


def _written(name: str, value: Any) -> str:
    if name in LISTS:
        return LISTS[name]
    if name == "years":
        return "-".join(str(year) for year in value)
    return ",".join(str(area) for area in value) if name == "areas" else str(value)


def word_lists(record: dict[str, Any]) -> dict[str, bytes]:
    """The researcher's lists of words that a run used, as tables of one column, by their place."""
    found = {place: record["parameters"].get(name) for name, place in LISTS.items()}
    return {place: _table(words) for place, words in found.items() if words is not None}


def _table(words: list[str]) -> bytes:
    """A csv of one column, in which a word may hold what separates words elsewhere."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([["term"], *([escaped(word)] for word in words)])
    return text.getvalue().encode()
