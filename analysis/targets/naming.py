"""The indicator of each number in the ledger: by its name, and by the words around it."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from analysis.targets.indicators import indicator_key, indicators
from analysis.targets.rows import records
from analysis.targets.words_around import with_words
from corpus.text.numerals import fold

# Kinds that have the same unit whatever the indicator.
_OF_ANY = frozenset({"%", "百分点", "番", "倍"})
_LARGE_FIRMS = re.compile(r"(?:规模以上|规上)工业企业?")
_PAIR = re.compile(r"城乡(?:常住)?居民")
_CLAUSES = re.compile(r"[^，。；：,;:]+")
# 地区生产总值3858.62亿元，跃居全市第二，增长9.8%: the rank between is no indicator.
_RANK = re.compile(
    r"(?:跃居|稳居|位居|位列|居|排名?)?(?:全[国省市区县州]|各[市区县])+?(?:排名)?第[一二三四五六七八九十\d]+"
    r"|位次实现新(?:突破)?|(?:突破|连跨|跃上)[一二两三四五六七八九十\d个百千万亿]+(?:大关|台阶)"
    r"|(?:突破|创)历史(?:最高)?(?:纪录|新高)|(?:同|可比)口径比?"
)
# 万元GDP建设用地、能耗和水耗: what heads the first of several heads them all.
_PER_GDP = re.compile(
    r"(?P<head>(?:万元|单位)(?:国内|地区)?(?:生产总值|GDP))[^，。；：、和与及]{1,8}[、和与及][^，。；：]*$"
)
# 粮食播种面积83万亩，产量7亿斤: the output of what was named last.
_OUTPUT = ("产量", "总产量", "总产")
_OF_GRAIN = re.compile(r"粮食[^。；棉油菜肉蛋奶果渔糖茶药薯菌]{0,40}$")
# 全省进出口总值创历史新高，达到5379亿元: the clause before names what is measured.
_SAID_OF_IT = re.compile(
    r"创|再|保持|稳|持续|快速|平稳|较快|大幅|不断|首次|实现|连续|继续|明显|显著|预计"
)
_ONLY_A_PREDICATE = re.compile(
    r"(?:预计|全年|将|已|共|约|同比|比上年|较上年|可)*(?:达到?|为|增长|上升|提高|下降|突破|超过)了?[约近超]?$"
)


def keys_of(table: pd.DataFrame) -> list[str | None]:
    """The indicator of each quantity; None where the vocabulary lacks it.

    The name that the ledger has is read first. A clause before the number that names another one
    (全省进出口总值创新高，达到5379亿元) wins, 增加值 after 规上工业企业 is that of industry, and
    two numbers of 城乡居民 are those of town and country. An amount in a unit that the indicator
    cannot have (粮食445万亩) is of something else.

    Args:
        table: of the ledger so far, in order of report and position: report_id, sentence_id,
            sentence, start, printed, unit, base_unit, indicator.
    """
    rows = records(with_words(table))
    keys: list[str | None] = []
    last: dict[str, Any] | None = None
    for row in rows:
        row["clause_key"] = _from_a_clause(row, last)
        row["key"] = _key(row) or _past_a_rank(row, last)
        keys.append(row["key"])
        # 地区生产总值4287亿元，3年突破两个千亿大关，增长11%: the years between are no amount.
        last = last if row["kind"] == "duration" and row["key"] is None and last else row
    return _town_and_country(rows, keys)


def _key(row: dict[str, Any]) -> str | None:
    key = row["clause_key"] or indicator_key(row["indicator"] or "")
    if key is None and fold(str(row["indicator"])) in ("增加值", "企业增加值"):
        key = "industrial_value_added" if _LARGE_FIRMS.search(str(row["before"])) else None
    key = key or _first_of_several(str(row["indicator"] or "")) or _named_in_part(row)
    fits = key is not None and (
        row["base_unit"] in _OF_ANY or indicators()[key].measured_in(str(row["base_unit"]))
    )
    return key if fits else None


def _named_in_part(row: dict[str, Any]) -> str | None:
    """The indicator of which the name is shared with what comes before: 能耗、水耗, 产量."""
    name, before = fold(str(row["indicator"] or "")), "".join(str(row["before"]).split())
    if name in _OUTPUT and _OF_GRAIN.search(before):
        return "grain_output"
    per = _PER_GDP.search(before)
    return indicator_key(per["head"] + name) if per else None


def _past_a_rank(row: dict[str, Any], last: dict[str, Any] | None) -> str | None:
    """The indicator of the amount before a rank, of which the rate after the rank is the growth."""
    if last is None or not _same_sentence(row, last) or row["base_unit"] != "%":
        return None
    ranked = _RANK.fullmatch(fold(str(row["indicator"] or "")))
    money = str(last["base_unit"]).endswith("元")
    between = str(row["before"])[max(int(last["at"]), 0) :]
    if not (ranked and money and row["kind"] == "growth_rate") or re.search("[；。]", between):
        return None
    return last["key"]


def _first_of_several(words: str) -> str | None:
    """The first of several indicators that share a number: 二氧化硫、氮氧化物排放量."""
    keys = [indicator_key(part) for part in re.split("[、和]", words)]
    return keys[0] if len(keys) > 1 and all(keys) else None


def _from_a_clause(row: dict[str, Any], last: dict[str, Any] | None) -> str | None:
    """The indicator that a clause before a bare predicate names, or named for the number before."""
    if last is None or not _same_sentence(row, last):
        return _named_before(str(row["before"]))
    named = _named_before(str(row["before"])[max(int(last["at"]), 0) :])
    carried = last["clause_key"] if row["indicator"] == last["indicator"] else None
    return named or carried


def _named_before(words: str) -> str | None:
    """The indicator that the clause before a bare predicate names, as 进出口总值创新高，达到."""
    clauses = _CLAUSES.findall(words)
    if len(clauses) < 2 or not _ONLY_A_PREDICATE.fullmatch(clauses[-1].strip()):
        return None
    said = _SAID_OF_IT.search(clauses[-2])
    return indicator_key(clauses[-2][: said.start()]) if said else None


def _same_sentence(one: dict[str, Any], other: dict[str, Any]) -> bool:
    names = ("report_id", "sentence_id")
    return all(one[name] == other[name] for name in names)


def _town_and_country(rows: list[dict[str, Any]], keys: list[str | None]) -> list[str | None]:
    """The keys, with town and country told apart where one number follows the other."""
    found = list(keys)
    for index in range(len(rows) - 1):
        one, two = rows[index : index + 2]
        is_pair = (
            keys[index] == keys[index + 1] == "disposable_income"
            and found[index] == "disposable_income"
            and _PAIR.search(str(one["indicator"]))
            and _same_sentence(one, two)
            and one["unit"] == two["unit"]
            and re.fullmatch(
                rf"{re.escape(fold(str(one['unit'])))}(?:左右|以上)?[、和,]",
                str(two["before"])[int(one["at"]) + len(str(one["printed"])) :],
            )
        )
        if is_pair:
            found[index : index + 2] = ["urban_income", "rural_income"]
    return found
