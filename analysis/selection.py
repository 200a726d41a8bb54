"""Which reports of a corpus are compared: those of one place over years, and places in one year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Integral
from typing import Any, Literal

import pandas as pd

from analysis.counts import in_context
from analysis.years_in_titles import years_with_gaps
from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.language import Lang, check_language
from corpus.place_names import place_keys, place_names
from corpus.schema import SIDES, Table, check_columns
from corpus.store.tables import read_table
from corpus.structure.regions import bare_name

Shape = Literal["one report", "two reports", "years", "places", "panel"]
SERIES = 5  # years of a place that are a series, however many places there are in one year
_ORDER = {"national": 0, "provincial": 1, "prefecture": 2, "county": 3}
# The State Council is background: its reports are the own ones only where there are no others.
_PREFERRED = {"provincial": 0, "prefecture": 1, "county": 2, "national": 3}
_IN_EVERY_TITLE = re.compile(r"政府|工作报告|年度?|[\W\d_]")
_COLUMNS = ["report_id", "region", "region_code", "level", "report_year", "place", "label"]


@dataclass(frozen=True)
class Selection:
    """The reports that a notebook compares.

    Attributes:
        reports: every report chosen, one per place and year where both are known, by place and
            year: the columns of the table ``reports``, place_id (the latest code of the same place,
            or its name where it has none), place (the name as printed) and label (place and year;
            where the place is unknown, the report's title or ID instead).
        focus: the report ID of the one in the middle: by default the latest of the own place.
        over_years: the reports of its place, one per year, with the year as ``unit``.
        across_places: the reports of one year, one per place, with the place as ``unit``: by level
            of government and code. The year is that of the focus, or else the last one for which
            there are reports of two or more places.
        left_out: report_id and reason of the reports that are not in ``reports``.
        years_span: the place and its years, with those that are missing, or its one report, for
            titles.
        places_span: the number of places and their year, or the reports where there are no two
            places of a year, for titles.
    """

    reports: pd.DataFrame
    focus: str
    over_years: pd.DataFrame
    across_places: pd.DataFrame
    left_out: pd.DataFrame
    years_span: str = ""
    places_span: str = ""

    @property
    def shape(self) -> Shape:
        """What is compared: one report, two reports, years, places, or a panel of both."""
        if len(self.reports) <= 2:
            return "two reports" if len(self.reports) == 2 else "one report"
        if len(self.across_places) == 1:
            return "years" if len(self.over_years) > 1 else "places"
        return "panel" if len(self.over_years) > 1 else "places"

    @property
    def by_year(self) -> bool:
        """Whether it is years of the place that are compared, not places of one year.

        It is where there are 5 or more years, or at least as many years as places.
        """
        years, places = len(self.over_years), len(self.across_places)
        return years > 1 and (years >= SERIES or years >= places)

    @property
    def compared(self) -> pd.DataFrame:
        """The years of the place, or the places of the year, see ``by_year``.

        Where there is one of either, all reports with their place and year as unit.
        """
        if self.by_year:
            return self.over_years
        if len(self.across_places) > 1:
            return self.across_places
        return self.reports.assign(unit=self.reports["label"])

    @property
    def span(self) -> str:
        """What is compared, for titles: the place and its years, or the places and their year."""
        return self.years_span if self.by_year else self.places_span

    @property
    def is_national(self) -> bool:
        """Whether the own place is the State Council, which is then no background to it."""
        levels = self.reports.set_index("report_id")["level"]
        return bool(levels[self.focus] == "national")

    @property
    def label(self) -> str:
        """Place and year of the report in focus."""
        return str(self.reports.set_index("report_id").loc[self.focus, "label"])

    @property
    def place(self) -> str:
        """The place of the report in focus, as printed."""
        return str(self.reports.set_index("report_id").loc[self.focus, "place"])

    @property
    def year(self) -> int | None:
        """The report year of the report in focus; None where it is unknown."""
        years = self.reports.set_index("report_id")["report_year"].dropna()
        return int(years[self.focus]) if self.focus in years else None

    @property
    def missing_years(self) -> list[int]:
        """The years between the first and the last of ``over_years`` that have no report."""
        years = [int(one) for one in self.over_years["unit"]]
        return sorted(set(range(min(years), max(years) + 1)) - set(years)) if years else []


def select_reports(
    reports: pd.DataFrame,
    *,
    report: str | None = None,
    region: str | None = None,
    years: tuple[int, int] | None = None,
    lang: Lang = "en",
) -> Selection:
    """Chooses what is compared in a corpus: a place over years, and places in one year.

    The own place is the one with most report years; among equals, the one with the latest report,
    then a province before a prefecture before a county before the State Council, then by code. The
    focus is its latest report. Where a place has several reports for a year, the last delivered is
    taken, then the first by report ID.

    Args:
        reports: the table of the store.
        report: the ID of the report in focus; its place is then the own place.
        region: name or code of the own place; 深圳 is 深圳市 where no other place is called so.
        years: first and last report year; None for all.
        lang: en or zh, of the names and labels.

    Raises:
        Refusal: ``unknown_report``, ``region_not_there``, ``no_reports_chosen``.
        ValueError: if a column is missing, report or region is not one text, or years are not two.

    Example:
        >>> import pandas as pd
        >>> from analysis.selection import select_reports
        >>> reports = pd.DataFrame({
        ...     "report_id": ["sz-2017", "sz-2019", "lh-2019"], "report_year": [2017, 2019, 2019],
        ...     "region": ["深圳市", "深圳市", "罗湖区"], "level": ["prefecture"] * 2 + ["county"],
        ...     "region_code": ["440300", "440300", "440303"]})
        >>> chosen = select_reports(reports)
        >>> chosen.shape, chosen.label, chosen.missing_years
        ('panel', 'Shenzhen, 2019', [2018])
        >>> chosen.across_places["unit"].tolist()
        ['Shenzhen', 'Luohu']
    """
    check_language(lang)
    check_columns(reports, _COLUMNS[:5], "reports")
    _check_one("report", report, "ID")
    _check_one("region", region, "name or code")
    _check_years(years)
    known = _with_labels(reports, lang)
    if report is not None and report not in set(known["report_id"]):
        raise Refusal("unknown_report", report)
    known, others = _within(known, years), _without(known, years)
    kept, versions = _one_version(known, keep=report)
    focus = _focus(kept, report, region)
    own = kept[kept["place_id"] == kept.loc[kept["report_id"] == focus, "place_id"].iloc[0]]
    left_out = pd.DataFrame(
        [*((one, "outside the years chosen") for one in others["report_id"]), *versions],
        columns=["report_id", "reason"],
    )
    over_years, across_places = _over_years(own, focus), _across_places(kept, focus)
    label = str(kept.set_index("report_id").loc[focus, "label"])
    return Selection(
        reports=_public(kept),
        focus=focus,
        over_years=_public(over_years),
        across_places=_public(across_places),
        left_out=left_out,
        years_span=_years_span(over_years, lang) or label,
        places_span=_places_span(across_places, lang) or _reports_span(kept, lang) or label,
    )


def _check_one(name: str, given: object, what: str) -> None:
    if given is not None and not isinstance(given, str):
        raise ValueError(f"{name} is {given!r}; give one {what} as text, or None")


def _check_years(years: object) -> None:
    if years is None:
        return
    pair = isinstance(years, tuple | list) and [isinstance(one, Integral) for one in years]
    if pair != [True, True]:
        raise ValueError(
            f"years is {years!r}; give the first and the last year, such as (2014, 2016), or None"
        )


def _with_labels(reports: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """The reports with a key for their place, its name, and the label of place and year."""
    key = place_keys(reports)
    key = key.where(key.notna(), reports["report_id"]).astype(str)
    table = reports.assign(place_id=key, report_year=reports["report_year"].astype("Int64"))
    parents = table["parents"] if "parents" in table else pd.Series("", table.index)
    # A place that was renamed has the name of its latest report.
    named = table.assign(_above=parents.fillna("")).sort_values(["report_year", "report_id"])
    places = named[named["region"].notna()].drop_duplicates("place_id", keep="last")
    names = place_names(places["region"].tolist(), places["_above"].tolist(), lang)
    name = table["place_id"].map(dict(zip(places["place_id"], names, strict=True)))
    called = _called(table)
    table["place"] = name.where(name.notna(), called)
    rows = zip(name, table["report_year"], called, strict=True)
    label = pd.Series([_label(*one, lang) for one in rows], table.index)
    unsure = label.duplicated(keep=False) & (name.isna() | table["report_year"].isna())
    bracket = "（{}）" if lang == "zh" else " ({})"
    table["label"] = label.where(~unsure, label + table["report_id"].map(bracket.format))
    return table


def _called(reports: pd.DataFrame) -> pd.Series:
    """What a report is called whose place is unknown: its title, or else its ID.

    A title that other reports have too, or that says no more than that it is a work report, does
    not tell which report it is.
    """
    if "title" not in reports:
        return reports["report_id"]
    title = reports["title"].fillna("").astype(str).map(lambda one: " ".join(one.split()))
    says_more = title.map(lambda one: len(_IN_EVERY_TITLE.sub("", one)) > 1)
    return title.where(says_more & ~title.duplicated(keep=False), reports["report_id"])


def _label(place: object, year: object, called: str, lang: Lang) -> str:
    """Place and year; what is unknown is said, or the report is called by its title or ID."""
    no_place, no_year = bool(pd.isna(place)), bool(pd.isna(year))  # type: ignore[call-overload]
    if no_place and (no_year or str(year) in called):
        return called
    if no_year:
        return f"{place}（年度未知）" if lang == "zh" else f"{place}, year unknown"
    if no_place:
        return f"{called}，{year}年" if lang == "zh" else f"{called}, {year}"
    return f"{place}{year}年" if lang == "zh" else f"{place}, {year}"


def _within(reports: pd.DataFrame, years: tuple[int, int] | None) -> pd.DataFrame:
    """The reports of the years chosen.

    Raises:
        Refusal: ``no_reports_chosen``.
    """
    if years is None:
        return reports
    chosen = reports[reports["report_year"].between(*years).fillna(False)]
    if chosen.empty:
        raise Refusal("no_reports_chosen", f"{years[0]}-{years[1]}")
    return chosen


def _without(reports: pd.DataFrame, years: tuple[int, int] | None) -> pd.DataFrame:
    return reports.iloc[:0] if years is None else reports.drop(_within(reports, years).index)


def _one_version(
    reports: pd.DataFrame, *, keep: str | None
) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """One report per place and year, by place and year, and the others with the reason."""
    day = reports["delivery_date"] if "delivery_date" in reports else pd.Series("", reports.index)
    ordered = reports.assign(_day=day.fillna("").astype(str), _kept=reports["report_id"] == keep)
    ordered = ordered.sort_values(["_kept", "_day", "report_id"], ascending=[False, False, True])
    again = ordered.duplicated(["place_id", "report_year"]) & ordered["report_year"].notna()
    first = ordered.drop_duplicates(["place_id", "report_year"])
    taken = ordered[again].merge(first, on=["place_id", "report_year"], suffixes=("", "_taken"))
    versions = [
        (str(row.report_id), f"another version of {row.report_id_taken}")
        for row in taken.sort_values("report_id").itertuples()
    ]
    order = ["place_id", "report_year", "report_id"]
    return ordered[~again].sort_values(order, ignore_index=True), versions


def _focus(reports: pd.DataFrame, report: str | None, region: str | None) -> str:
    """The report in the middle: that asked for, or the latest of the own place.

    Raises:
        Refusal: ``region_not_there`` or, where the report has another year, ``no_reports_chosen``.
    """
    if report is not None:
        if report not in set(reports["report_id"]):
            raise Refusal("no_reports_chosen", report)
        return report
    own = reports
    if region is not None:
        own = _of_region(reports, region)
        if own.empty:
            raise Refusal("region_not_there", region, _listed(reports["place"]))
    own = own.assign(
        _years=own.groupby("place_id")["report_year"].transform("nunique"),
        _latest=own.groupby("place_id")["report_year"].transform("max").fillna(0),
        _rank=own["level"].map(_PREFERRED).fillna(len(_PREFERRED)),
    )
    best = own.sort_values(
        ["_years", "_latest", "_rank", "place_id", "report_year", "report_id"],
        ascending=[False, False, True, True, False, True],
        na_position="last",
    )
    return str(best["report_id"].iloc[0])


def _of_region(reports: pd.DataFrame, region: str) -> pd.DataFrame:
    """The reports of a place, by its code or name; 深圳 is 深圳市 where no other has that name."""
    asked = (reports["region"] == region) | (reports["region_code"] == region)
    own = reports[asked | (reports["place"] == region)]
    if len(own):
        return own
    bare = reports[reports["region"].map(bare_name, na_action="ignore") == region]
    return bare if bare["place_id"].nunique() == 1 else bare.iloc[:0]


def _listed(places: pd.Series) -> str:
    names = sorted(set(places))
    return ", ".join(names[:12]) + (", …" if len(names) > 12 else "")


def _over_years(own: pd.DataFrame, focus: str) -> pd.DataFrame:
    dated = own[own["report_year"].notna()]
    if focus not in set(dated["report_id"]):
        return dated.iloc[:0].assign(unit=pd.Series(dtype="int64"))
    dated = dated.sort_values("report_year")
    return dated.assign(unit=dated["report_year"].astype("int64"))


def _across_places(reports: pd.DataFrame, focus: str) -> pd.DataFrame:
    """The reports of the year of the focus, or of the last with two or more places."""
    year = reports.loc[reports["report_id"] == focus, "report_year"].iloc[0]
    places = reports.groupby("report_year")["place_id"].nunique()
    several = places.index[places > 1]
    if len(several) and (pd.isna(year) or year not in set(several)):
        year = several.max()
    there = reports[(reports["report_year"] == year).fillna(False)]
    if pd.isna(year) or there.empty:
        there = reports[reports["report_id"] == focus]
    rank = there["level"].map(_ORDER).fillna(len(_ORDER))
    there = there.assign(_rank=rank, unit=there["place"])
    return there.sort_values(["_rank", "place_id", "report_id"])


def _years_span(years: pd.DataFrame, lang: Lang) -> str:
    """The place and its years; "" of fewer than two."""
    if len(years) < 2:
        return ""
    place, named = years["place"].iloc[0], years_with_gaps(years["unit"], lang)
    return f"{place}{named}" if lang == "zh" else f"{place}, {named}"


def _places_span(places: pd.DataFrame, lang: Lang) -> str:
    """The number of places and their year; "" of fewer than two."""
    if len(places) < 2:
        return ""
    n, year = len(places), places["report_year"].iloc[0]
    return f"{n}个地区{year}年" if lang == "zh" else f"{n} places, {year}"


def _reports_span(reports: pd.DataFrame, lang: Lang) -> str:
    """The number of reports; "" of fewer than two."""
    n = len(reports)
    return "" if n < 2 else f"{n}份报告" if lang == "zh" else f"{n} reports"


def _public(table: pd.DataFrame) -> pd.DataFrame:
    return table.drop(columns=[one for one in table if str(one).startswith("_")]).reset_index(
        drop=True
    )


def left_out_sentence(chosen: Selection, lang: Lang) -> str:
    """How many reports are not compared, and for which of the two reasons; "" without any.

    Args:
        chosen: from ``select_reports``.
        lang: en or zh.
    """
    n = len(chosen.left_out)
    if not n:
        return ""
    outside = int(chosen.left_out["reason"].eq("outside the years chosen").sum())
    zh = lang == "zh"
    said = []
    if n > outside:
        versions = "other versions" if n - outside > 1 else "another version"
        said.append("同一年的其他版本" if zh else f"{versions} of the same year")
    if outside:
        said.append("不在所选年份内" if zh else "years not chosen")
    if zh:
        return f"另有{n}份报告未参与比较（{'，或'.join(said)}）。"
    unit = "report is" if n == 1 else "reports are"
    return f"{n} {unit} left out: {' or '.join(said)}."


def reports_by_place(chosen: Selection) -> pd.DataFrame:
    """Which years each place of a selection has, and which are missing in between.

    Args:
        chosen: from ``select_reports``.

    Returns:
        One row per place, by level of government and code: place, reports, first_year, last_year,
        missing_years (joined by commas).

    Example:
        >>> import pandas as pd
        >>> from analysis.selection import reports_by_place, select_reports
        >>> reports = pd.DataFrame({"report_id": ["a", "b"], "report_year": [2017, 2019],
        ...                         "region": "深圳市", "region_code": "440300",
        ...                         "level": "prefecture"})
        >>> reports_by_place(select_reports(reports)).to_numpy().tolist()
        [['Shenzhen', 2, 2017, 2019, '2018']]
    """
    rows = []
    order = chosen.reports["level"].map(_ORDER).fillna(len(_ORDER))
    ordered = chosen.reports.assign(_rank=order).sort_values(["_rank", "place_id"], kind="stable")
    for _, own in ordered.groupby("place_id", sort=False):
        years = sorted(int(one) for one in own["report_year"].dropna())
        gaps = sorted(set(range(years[0], years[-1])) - set(years)) if years else []
        ends = (years[0], years[-1]) if years else (pd.NA, pd.NA)
        rows.append((own["place"].iloc[0], len(own), *ends, ", ".join(map(str, gaps))))
    columns = ["place", "reports", "first_year", "last_year", "missing_years"]
    return pd.DataFrame(rows, columns=columns)


def two_of(chosen: Selection, a: str | None = None, b: str | None = None) -> tuple[str, str]:
    """The IDs of two reports to compare: those named, or the focus and its nearest neighbour.

    The neighbour is the report of the year before in the same place, or else of the year after, or
    else of another place in the same year, the nearest by level and code.

    Args:
        chosen: from ``select_reports``.
        a: the ID of one; None for the focus or, where ``b`` is the focus, for its neighbour.
        b: the ID of the other; None for the neighbour of the first.

    Raises:
        Refusal: ``too_few_reports``, or ``unknown_report``.

    Example:
        >>> import pandas as pd
        >>> from analysis.selection import select_reports, two_of
        >>> reports = pd.DataFrame({"report_id": ["a", "b", "c"], "report_year": [2016, 2017, 2019],
        ...                         "region": "深圳市", "region_code": "440300",
        ...                         "level": "prefecture"})
        >>> two_of(select_reports(reports)), two_of(select_reports(reports), a="a")
        (('c', 'b'), ('a', 'b'))
    """
    there = chosen.reports.set_index("report_id")
    for one in (a, b):
        if one is not None and one not in there.index:
            raise Refusal("unknown_report", one)
    if a is None and b == chosen.focus:
        return two_of(chosen, b)[::-1]
    first = a or chosen.focus
    if b is not None:
        return first, b
    others = there.drop(index=first)
    if others.empty:
        raise Refusal("too_few_reports", "12_two_reports", "1")
    own = there.loc[first]
    year = own["report_year"] if pd.notna(own["report_year"]) else 0
    nearest = others.assign(
        _elsewhere=others["place_id"] != own["place_id"],
        _after=(others["report_year"] > year).fillna(True),
        _apart=(others["report_year"] - year).abs().fillna(9999),
        _level=others["level"] != own["level"],
    )
    order = ["_elsewhere", "_apart", "_after", "_level", "place_id"]
    return first, str(nearest.sort_values(order, kind="stable").index[0])


def enough_reports(reports: pd.DataFrame, least: int, *, what: str) -> pd.DataFrame:
    """The reports, if there are so many.

    Args:
        reports: one row per report, such as ``Selection.across_places``.
        least: the fewest that can be compared.
        what: the name of the notebook or analysis, for the message.

    Raises:
        Refusal: ``too_few_to_compare``.

    Example:
        >>> import pandas as pd
        >>> from analysis.selection import enough_reports
        >>> len(enough_reports(pd.DataFrame({"report_id": ["a", "b"]}), 2, what="positions"))
        2
    """
    if len(reports) < least:
        there = "1 report" if len(reports) == 1 else f"{len(reports)} reports"
        raise Refusal("too_few_to_compare", what, f"{there}, {least} required")
    return reports


def first_and_last(chosen: Selection, *, most: int = 5, lang: Lang = "en") -> pd.DataFrame:
    """The first and the last reports of the place, as two periods to compare.

    Args:
        chosen: from ``select_reports``.
        most: reports of a period at most; with fewer than twice as many, half of all.
        lang: en or zh, of the labels.

    Returns:
        One row per report, by year: report_id, unit (its year), period (2001–2005, or 2001–2005
        (no 2003); one year where the period has one report). No rows where the place has one year.

    Raises:
        ValueError: if a period is to have no report.

    Example:
        >>> import pandas as pd
        >>> from analysis.selection import first_and_last, select_reports
        >>> reports = pd.DataFrame({"report_id": list("abcde"), "region": "深圳市",
        ...                         "report_year": [2015, 2016, 2017, 2018, 2019],
        ...                         "region_code": "440300", "level": "prefecture"})
        >>> ends = first_and_last(select_reports(reports))
        >>> print(ends[["report_id", "period"]].to_string(index=False))
        report_id    period
                a 2015–2016
                b 2015–2016
                d 2018–2019
                e 2018–2019
    """
    if most < 1:
        raise ValueError(f"most is {most}; a period has at least 1 report")
    own = chosen.over_years.sort_values("unit")[["report_id", "unit"]].reset_index(drop=True)
    n = min(most, len(own) // 2)
    periods = [own.head(n), own.tail(n)]
    return pd.concat(
        [one.assign(period=years_with_gaps(one["unit"], lang)) for one in periods],
        ignore_index=True,
    )


def with_units(rows: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table with the unit of their report and, where known, their side.

    Args:
        rows: report_id and, where known, orientation.
        reports: report_id and unit, such as ``Selection.over_years``.

    Returns:
        The rows with unit and, where they have an orientation, side: review, plan, or missing.

    Raises:
        ValueError: if the rows have a column ``unit`` already, as quantities do.

    Example:
        >>> import pandas as pd
        >>> from analysis.selection import with_units
        >>> rows = pd.DataFrame({"report_id": ["a", "a"], "orientation": ["opening", "problems"]})
        >>> with_units(rows, pd.DataFrame({"report_id": ["a"], "unit": [2018]}))["side"].tolist()
        [nan, 'review']
    """
    lost = [one for one in ("unit", *(["side"] if "orientation" in rows else [])) if one in rows]
    if lost:
        raise ValueError(f"the rows have a column {lost[0]} already, which would be lost")
    unit = dict(zip(reports["report_id"], reports["unit"], strict=True))
    table = rows.assign(unit=_looked_up(rows["report_id"], unit))
    if "orientation" not in rows:
        return table
    return table.assign(side=_looked_up(rows["orientation"], SIDES))


def _looked_up(keys: pd.Series, values: Mapping[Any, Any]) -> pd.Series:
    """The value of each key, as ``keys.map(values)``, which looks up each row and not each key."""
    code, distinct = pd.factorize(keys, use_na_sentinel=False)
    return pd.Series(distinct).map(values).take(code).set_axis(keys.index)


def read_selected(corpus: Corpus, name: Table, reports: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table of the store that belong to some reports, with the unit of each.

    Args:
        corpus: a corpus whose data store is up to date.
        name: the name of the table.
        reports: report_id and unit, such as ``Selection.over_years``.

    Returns:
        The rows in the order of the reports and of the document, with the column ``unit`` and, for
        tokens, mentions and sentences, orientation (of the paragraph), heading_path, chapter and
        section as from ``in_context``, and side (review, plan, or missing).

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.selection import read_selected, select_reports
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> chosen = select_reports(read_table(corpus, "reports"))
        >>> words = read_selected(corpus, "tokens", chosen.over_years)
        >>> print(words[["unit", "side", "term"]].iloc[[598]].to_string(header=False, index=False))
         2018 review   加快
    """
    check_columns(reports, ["report_id", "unit"], "reports")
    found = read_table(corpus, name, report_id=reports["report_id"].tolist())
    if name in ("tokens", "mentions", "sentences"):
        paragraphs = read_table(corpus, "paragraphs", report_id=reports["report_id"].tolist())
        found = in_context(found.drop(columns="orientation", errors="ignore"), paragraphs)
    return with_units(found, reports)


def in_selection(panel: pd.DataFrame, chosen: Selection) -> pd.DataFrame:
    """The rows of a panel that are of the places and years of a selection, with their labels.

    Where a place has several reports for a year, rows are those of the report chosen or, where the
    panel has none of it, those of the others.

    Args:
        panel: region_code, region, year and report_id, such as from ``pressure_panel``.
        chosen: from ``select_reports``.

    Returns:
        The rows in their order, with place_id, place (the name as printed) and label (place and
        year), and without the columns of the same names that they may have had.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.selection import in_selection, select_reports
        >>> from analysis.targets import pressure_panel
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> chosen = select_reports(read_table(corpus, "reports"))
        >>> in_selection(pressure_panel(corpus), chosen)[["label", "rate"]].to_numpy().tolist()
        [['Shahekou, 2018', 7.0]]
    """
    check_columns(panel, ["region_code", "region", "year", "report_id"], "panel")
    key = place_keys(panel)
    key = key.where(key.notna(), panel["report_id"]).astype(str)
    dated = chosen.reports[chosen.reports["report_year"].notna()]
    about = dated[["place_id", "report_year", "place", "label", "report_id"]]
    about = about.rename(columns={"report_year": "year", "report_id": "_chosen"})
    bare = panel.drop(columns=["place", "label"], errors="ignore").assign(place_id=key)
    keys = ["place_id", "year"]
    found = bare.merge(about.astype({"year": "int64"}), on=keys, validate="many_to_one")
    own = found["report_id"] == found["_chosen"]
    kept = own | ~own.groupby([found[one] for one in keys]).transform("any")
    return found[kept].drop(columns="_chosen").reset_index(drop=True)
