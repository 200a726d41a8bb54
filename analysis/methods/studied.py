"""Which reports a run studied, as the methods paragraph says it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.selection import Selection, left_out_sentence, select_reports
from analysis.years_in_titles import years_with_gaps
from corpus.errors import Refusal
from corpus.language import Lang

_NAMED = 3  # places that are named one by one; of more it says how many there are


def studied_sentences(
    record: dict[str, Any], reports: pd.DataFrame | None, lang: Lang
) -> list[str]:
    """How many reports there were, of which places and years, and what was left out.

    Args:
        record: of a run, from its ``run.json``.
        reports: the table ``reports`` of its corpus, from which places and years are told unless it
            lacks a document of the run; None where only their number is known.
        lang: en or zh.
    """
    digests = [digest for name, digest in record["inputs"].items() if _is_report(name)]
    there = None if reports is None else reports[reports["sha256"].isin(digests)]
    # A document that was refused is in the record, and in no table.
    whole = there is not None and len(there) + len(record.get("refused", ())) >= len(digests)
    chosen = _selection(record, there, lang) if there is not None and whole else None
    if chosen is None:
        return [
            _corpus(len(digests), "", lang),
            _in_focus(list(filter(None, _given(record, "report"))), lang),
        ]
    n, of_whom = len(chosen.reports), _places_and_years(chosen.reports, lang)
    focus = [chosen.label] if n > 1 else []
    return [_corpus(n, of_whom, lang), left_out_sentence(chosen, lang), _in_focus(focus, lang)]


def _is_report(name: str) -> bool:
    return name.startswith("reports/") and not name.endswith("reports.csv")


def _corpus(n: int, of_whom: str, lang: Lang) -> str:
    if lang == "zh":
        return f"本文的语料为{of_whom}政府工作报告（n = {n}）。"
    return f"The corpus consists of government work reports{of_whom} (n = {n})."


def _in_focus(labels: list[str], lang: Lang) -> str:
    if not labels:
        return ""
    if lang == "zh":
        return f"单份报告的分析针对{'、'.join(labels)}。"
    return f"Analyses of single reports concern {'; '.join(labels)}."


def _selection(record: dict[str, Any], there: pd.DataFrame, lang: Lang) -> Selection | None:
    """What all notebooks of the run compared; None where they differ."""
    given = {name: _given(record, name) for name in ("report", "region", "years")}
    if there.empty or any(len(values) > 1 for values in given.values()):
        return None
    wanted = {name: values[0] for name, values in given.items() if values}
    years = tuple(wanted["years"]) if "years" in wanted else None
    try:
        return select_reports(there, **(wanted | {"years": years}), lang=lang)
    except Refusal:
        return None


def _given(record: dict[str, Any], name: str) -> list[Any]:
    """The values that notebooks of the run had for a parameter; none where all had its default."""
    made = record["notebooks"].values() if isinstance(record["notebooks"], dict) else ()
    found = [(one.get("parameters") or {}) for one in made]
    values = [one[name] for one in found if name in one]
    known = {str(one): one for one in values if one}
    default = len(known) > 0 and not all(values)
    return sorted(known.values(), key=str) + [None] * default


def _places_and_years(reports: pd.DataFrame, lang: Lang) -> str:
    """The places and the years of reports, as far as they are known."""
    places = reports.drop_duplicates("place_id")["place"][reports["region"].notna()].tolist()
    years = years_with_gaps(reports["report_year"].dropna(), lang)
    if lang == "zh":
        few = "、".join(places) if len(places) <= _NAMED else f"{len(places)}个地区"
        return f"{few}{years}"
    few = _listed(places) if len(places) <= _NAMED else f"{len(places)} places"
    return "".join(part for part in (few and f" of {few}", years and f", {years}") if part)


def _listed(names: list[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
