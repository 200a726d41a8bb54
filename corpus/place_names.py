"""Names of places as figures and tables print them, in English and Chinese."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final

import pandas as pd

from corpus.language import Lang
from corpus.schema import PATH_SEPARATOR
from corpus.structure.regions import NATIONAL, bare_name
from corpus.structure.regions import latest_code as latest_code

STATE_COUNCIL: Final = {"en": "State Council", "zh": "国务院"}
# Names whose usual English form is not the reading of their characters (Mongol, Tibetan and Uyghur
# names, and the two provinces that would be spelt alike), and characters read otherwise in a name.
_USUAL: Final = {
    "陕西": "Shaanxi",
    "内蒙古": "Inner Mongolia",
    "西藏": "Tibet",
    "香港": "Hong Kong",
    "澳门": "Macao",
    "哈尔滨": "Harbin",
    "齐齐哈尔": "Qiqihar",
    "呼和浩特": "Hohhot",
    "乌鲁木齐": "Urumqi",
    "拉萨": "Lhasa",
    "喀什": "Kashgar",
    "海拉尔": "Hailar",
    "呼伦贝尔": "Hulunbuir",
    "鄂尔多斯": "Ordos",
    "锡林郭勒": "Xilingol",
    "日喀则": "Shigatse",
    "克拉玛依": "Karamay",
    "伊犁": "Ili",
    "吐鲁番": "Turpan",
    "和田": "Hotan",
    "阿克苏": "Aksu",
    "乌兰察布": "Ulanqab",
    "巴彦淖尔": "Bayannur",
    "阿拉善": "Alxa",
    "二连浩特": "Erenhot",
    "乌兰浩特": "Ulanhot",
    "那曲": "Nagqu",
    "林芝": "Nyingchi",
    "昌都": "Qamdo",
    "库尔勒": "Korla",
    "莫力达瓦达斡尔族": "Morin Dawa",
    "鄂温克族": "Evenk",
    "鄂伦春": "Oroqen",
    "长子": "Zhangzi",
    "洪洞": "Hongtong",
    "涡阳": "Guoyang",
    "大埔": "Dapu",
    "乐亭": "Laoting",
    "乐清": "Yueqing",
    "单": "Shan",
    "浚": "Xun",
}
# Characters with several readings that names of places use in one of them.
_IN_NAMES: Final = {"都": "du", "长": "chang", "乐": "le", "朝": "chao"}
_KINDS: Final = {
    "自治区": "Region",
    "地区": "Prefecture",
    "省": "Province",
    "市": "City",
    "县": "County",
    "区": "District",
    "旗": "Banner",
    "州": "Prefecture",
    "盟": "League",
    "新区": "New Area",
    "矿区": "Mining District",
}
_LAST = re.compile(
    r"(自治县|自治区|自治旗|左旗|右旗|新区|特区|林区|矿区|自治州|地区|[省市县区旗州盟])$"
)


def place_name(region: str, lang: Lang = "en", *, kind: bool = False) -> str:
    """The name of a place as a figure prints it: 深圳市, or Shenzhen.

    The English name is the reading of the characters in pinyin, without the kind of place, except
    where another form is usual (Inner Mongolia, Harbin). Pinyin of rare names may be wrong where a
    character has several readings.

    Args:
        region: the name in the table ``reports``.
        lang: en or zh.
        kind: adds the kind of place in English, such as Jilin City, to tell it from Jilin Province.

    Example:
        >>> from corpus.place_names import place_name
        >>> [place_name(one) for one in ("深圳市", "沙河口区", "内蒙古自治区", "西安市", "唐县")]
        ['Shenzhen', 'Shahekou', 'Inner Mongolia', "Xi'an", 'Tang County']
        >>> place_name("吉林市", kind=True), place_name("全国"), place_name("全国", "zh")
        ('Jilin City', 'State Council', '国务院')
    """
    if region == "全国":
        return STATE_COUNCIL[lang]
    if lang == "zh":
        return region
    stem, last = _stem(region)
    name = _USUAL.get(stem) or _pinyin(stem)
    of_kind = _KINDS.get(last) or _KINDS.get(last[-1:], "")
    return f"{name} {of_kind}".strip() if kind or len(stem) == 1 else name


def place_names(regions: Sequence[str], parents: Sequence[str], lang: Lang = "en") -> list[str]:
    """Names of places that differ from each other: with kind or place above where they must.

    Args:
        regions: the name of each place in the table ``reports``, each place once.
        parents: the names of the places above each, as in the table ``reports``.
        lang: en or zh.

    Returns:
        One name per place, in the order given. Places that cannot be told apart share a name.

    Example:
        >>> from corpus.place_names import place_names
        >>> place_names(["吉林省", "吉林市", "深圳市"], ["", "吉林省", "广东省"])
        ['Jilin Province', 'Jilin City', 'Shenzhen']
        >>> place_names(["朝阳区", "朝阳区"], ["北京市", "吉林省 > 长春市"], "zh")
        ['北京市朝阳区', '长春市朝阳区']
    """
    names = [place_name(one, lang) for one in regions]
    often = Counter(names)
    longer = [
        place_name(one, lang, kind=True) if often[name] > 1 else name
        for one, name in zip(regions, names, strict=True)
    ]
    often = Counter(longer)
    return [
        _under(name, above, lang) if often[name] > 1 else name
        for name, above in zip(longer, parents, strict=True)
    ]


def bare_region(region: str) -> str:
    """The name of a place without its kind, as tables of cities often have it.

    Args:
        region: the name in the table ``reports``.

    Example:
        >>> from corpus.place_names import bare_region
        >>> [bare_region(one) for one in ("深圳市", "内蒙古自治区", "延边朝鲜族自治州", "沙河口区")]
        ['深圳', '内蒙古', '延边', '沙河口']
        >>> bare_region("唐县"), bare_region("全国")
        ('唐县', '全国')
    """
    stem, _ = _stem(region)
    return stem if len(stem) > 1 else region


def _under(name: str, parents: str, lang: Lang) -> str:
    """The name with the nearest place above it."""
    if not parents:
        return name
    above = place_name(parents.split(PATH_SEPARATOR)[-1], lang)
    return above + name if lang == "zh" else f"{name} ({above})"


def _stem(region: str) -> tuple[str, str]:
    """The name without nationalities and kind of place, and the kind."""
    last = _LAST.search(region)
    if last is None or not last.start():
        return region, ""
    named = region[: last.start()]
    bare = bare_name(region)
    return bare if len(bare) < len(named) else named, last[0]


@cache
def _pinyin(stem: str) -> str:
    from pypinyin import lazy_pinyin

    read = lazy_pinyin(stem, v_to_u=True)
    if len(read) != len(stem):  # a name with other letters
        return stem
    syllables = [_IN_NAMES.get(one, said) for one, said in zip(stem, read, strict=True)]
    # An apostrophe where a syllable could be read on from the one before it: Xi'an, Lu'an.
    return "".join(
        f"'{one}" if place and one[:1] in "aoe" else one for place, one in enumerate(syllables)
    ).capitalize()


def codes_above(code: str) -> list[str]:
    """The codes of the places above one, the nearest first, that of the country last.

    Args:
        code: six digits of GB/T 2260.

    Example:
        >>> from corpus.place_names import codes_above
        >>> codes_above("440306"), codes_above("440000"), codes_above("000000")
        (['440300', '440000', '000000'], ['000000'], [])
    """
    above = (f"{code[:4]}00", f"{code[:2]}0000", NATIONAL)
    return [one for one in dict.fromkeys(above) if one != code]


def place_keys(table: pd.DataFrame) -> pd.Series:
    """Which place each row is of, the same in all years: its latest code, or else its name.

    Args:
        table: with the columns region_code and region.

    Example:
        >>> import pandas as pd
        >>> from corpus.place_names import place_keys
        >>> table = pd.DataFrame({"region_code": ["130622", "130608", None],
        ...                       "region": ["清苑县", "清苑区", "大鹏新区"]})
        >>> place_keys(table).tolist()
        ['130608', '130608', '大鹏新区']
    """
    pairs = zip(table["region_code"], table["region"], strict=True)
    keys = [_place_key(code, region) for code, region in pairs]
    return pd.Series(keys, table.index, dtype="object")


def _place_key(code: object, region: object) -> object:
    if not isinstance(code, str):
        return region
    return latest_code(code, region) if isinstance(region, str) else code
