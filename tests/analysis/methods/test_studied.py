"""Which reports a run studied: their number, places and years, as the methods paragraph says."""

import pandas as pd
import pytest

from analysis.methods.studied import studied_sentences

CODES = {"深圳市": "440300", "广州市": "440100", "珠海市": "440400", "佛山市": "440600"}


def table(*reports):
    """Reports given as ID, region and year."""
    made = pd.DataFrame(reports, columns=["report_id", "region", "report_year"])
    made["report_year"] = made["report_year"].astype("Int64")
    made["sha256"] = "bytes of " + made["report_id"]
    return made.assign(region_code=made["region"].map(CODES), level="prefecture")


def inputs(ids):
    documents = {f"reports/{one}.txt": f"bytes of {one}" for one in ids}
    return documents | {"reports/reports.csv": ""}


def said(reports, lang="en", named=None, refused=(), **parameters):
    """The sentences on a run of two notebooks, the second of which takes no years."""
    ids = reports["report_id"] if named is None else named
    record = {
        "inputs": inputs(ids),
        "refused": list(refused),
        "notebooks": {
            "02_keywords": {"parameters": {"report": None, "years": None} | parameters},
            "13_what_others_found": {"parameters": {"lang": lang}},
        },
    }
    return " ".join(filter(None, studied_sentences(record, reports, lang)))


YEARS = table(("a", "深圳市", 2018), ("b", "深圳市", 2020), ("c", "深圳市", 2020))


def test_one_place_has_its_years_and_what_is_left_out():
    assert said(YEARS) == (
        "The corpus consists of government work reports of Shenzhen, 2018–2020 (no 2019) (n = 2). "
        "1 report is left out: another version of the same year. "
        "Analyses of single reports concern Shenzhen, 2020."
    )
    assert said(YEARS, "zh") == (
        "本文的语料为深圳市2018—2020年（缺2019年）政府工作报告（n = 2）。 "
        "另有1份报告未参与比较（同一年的其他版本）。 单份报告的分析针对深圳市2020年。"
    )


def test_years_that_were_chosen_are_those_that_are_told():
    text = said(YEARS, years=[2018, 2018])
    assert "of Shenzhen, 2018 (n = 1). 2 reports are left out: years not chosen." in text
    assert "single reports" not in text


@pytest.mark.parametrize(
    ("n", "places"),
    [(2, "Shenzhen and Guangzhou"), (3, "Shenzhen, Guangzhou and Zhuhai"), (4, "4 places")],
)
def test_few_places_are_named_and_many_are_counted(n, places):
    reports = table(*((str(i), one, 2020) for i, one in enumerate(list(CODES)[:n])))
    assert sorted(_words(said(reports).split("(n")[0])) == sorted(
        _words(f"The corpus consists of government work reports of {places}, 2020 ")
    )
    few = "4个地区2020年" if n == 4 else "2020年政府工作报告"
    assert few in said(reports, "zh")


def _words(text):
    return text.replace(",", "").split()


def test_what_is_not_known_is_not_told():
    unknown = table(("a", None, None), ("b", None, None))
    assert said(unknown).startswith("The corpus consists of government work reports (n = 2).")
    record = {"inputs": {"reports/a.txt": ""}, "notebooks": ["02_keywords"]}
    assert studied_sentences(record, None, "en")[0].endswith("reports (n = 1).")


def test_a_corpus_that_has_changed_since_is_not_described():
    assert "Shenzhen" not in said(YEARS, named=["x"])
    assert said(YEARS, named=["a", "b", "c", "d"]).startswith(
        "The corpus consists of government work reports (n = 4)."
    )
    changed = YEARS.assign(sha256=[*YEARS["sha256"][:2], "other bytes"])
    assert "Shenzhen" not in said(changed)


def test_a_document_that_was_refused_is_no_report():
    assert said(YEARS, named=["a", "b", "c", "d"], refused=["d.txt: no report"]) == said(YEARS)


def test_notebooks_that_chose_differently_are_not_described_as_one():
    record = {
        "inputs": inputs("abc"),
        "notebooks": {
            "01_the_report": {"parameters": {"report": "a"}},
            "02_keywords": {"parameters": {"report": None}},
            "03_tf_idf": {"parameters": {"report": "b"}},
        },
    }
    assert studied_sentences(record, YEARS, "en") == [
        "The corpus consists of government work reports (n = 3).",
        "Analyses of single reports concern a; b.",
    ]
