"""Small valid files of every format that is read, all generated."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import pandas as pd

TITLE = "某某区人民政府工作报告"
REPORT = f"""{TITLE}
——2018年1月5日在某某区第十七届人民代表大会第二次会议上
区长　王某某
各位代表：
现在，我代表区人民政府向大会报告工作，请予审议，并请各位政协委员提出意见。
一、2017年工作回顾
一年来，地区生产总值完成1，234.5亿元，增长6. 5%左右；城镇登记失业率控制在百分之四以内。
（一）着力优化营商环境。新建“暖房子”12万平方米，投资由3亿5000万元增加到4亿元，提高0.5个百分点。
一是转型升级步伐加快。粮食产量达到七十八万吨，同比增长三成。二是改革不断深化。
存在的问题：一些领域风险不容忽视，我们将采取措施，切实加以解决。
二、2018年主要工作安排
今年的主要预期目标是：地区生产总值增长7%以上，不低于3—5%；居民收入与经济增长同步。
1.推进供给侧结构性改革。到2020年，森林覆盖率达到1/3，人均公园绿地１０．２平方米。
各位代表，让我们不忘初心，砥砺前行，为建设美丽家园而努力奋斗！
名词解释
[1]暖房子：既有建筑节能改造工程。
"""
TABLE = pd.DataFrame(
    {
        "id": ["a", "b", "c"],
        "text": [REPORT, REPORT.replace("王某某", "李某"), "'=1+1，" + REPORT],
        "year": [2018, 2019, 2020],
        "region": ["210204", "辽宁省", "沙河口区"],
    }
)
PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>报告</title><style>p{}</style></head>'
    "<body><!-- --><div class='nav'>首页&nbsp;&gt; 公开</div><table><tr><td>"
    + "".join(f"<p>{line}<br/></p>\n" for line in REPORT.split("\n"))
    + "</td></tr></table><pre> a\n b</pre><script>var n = 1;</script></body></html>"
)
WORDS = 'term,dimension\n营商环境,经济\n创新,经济\n绿色,"生态"\n'
JIEBA = "营商环境 3 n\n创新、绿色\n\n创新\n(重点)\n"
CORRECTIONS = (
    "report_id,report_year,region_code,delivery_date,speaker,source,note\n"
    "shahekou-2018,2018,210204,2018-01-05,王某某,,'=1+1\n"
)
RECORD = json.dumps(
    {
        "results": {"tables/terms.csv": "0" * 64},
        "inputs": {"corpus/reports/a.txt": "0" * 64},
        "packages": {"pandas": "3.0.0"},
        "program": "0" * 64,
        "python": "3.11.7",
    }
)
LINES = "\n".join(
    json.dumps({"sentence": one, "previous": "", "heading": "二、安排"}, ensure_ascii=False)
    for one in REPORT.split("\n")
)
NUMERALS = """7 4 7 7 2
1，222
８．８
1万6千
3亿5000万
三亿七千零六十二万
六点五
十四五
百分之六点五
1/3
三分之二"""
PATTERNS = "\n".join(
    ["增长[0-9.]+%", "创新.{0,10}驱动", r"(?P<a>我们|他们)(?=要)\1?", r"^\s*[一二]、|\p{Han}+?$"]
)


@cache
def docx() -> bytes:
    from docx import Document

    document = Document()
    document.add_heading(TITLE, 0)
    for line in REPORT.split("\n"):
        document.add_paragraph(line, style="List Number" if line.startswith("1.") else None)
    table = document.add_table(2, 2)
    for at, cell in enumerate(["指标", "目标", "增长", "7%"]):
        table.cell(at // 2, at % 2).text = cell
    return _saved(document.save)


@cache
def xlsx(table: str = "texts") -> bytes:
    data = TABLE if table == "texts" else pd.read_csv(io.StringIO(WORDS))
    file = io.BytesIO()
    data.to_excel(file, index=False)
    return file.getvalue()


@cache
def dta() -> bytes:
    return _saved(lambda file: TABLE.to_stata(file, write_index=False, version=118))


@cache
def old_dta() -> bytes:
    table = TABLE.assign(text="report", region="210204")
    return _saved(lambda file: table.to_stata(file, write_index=False, version=114))


@cache
def parquet() -> bytes:
    return _saved(lambda file: TABLE.to_parquet(file))


@cache
def mht() -> bytes:
    message = EmailMessage()
    message["Subject"] = "报告"
    message.set_content(PAGE, subtype="html", charset="utf-8", cte="quoted-printable")
    message.add_related(b"GIF89a", "image", "gif", cid="<a@b>")
    return message.as_bytes()


@cache
def pdf() -> bytes:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 8))
    for at, line in enumerate(["Report of work", "GDP grew by 6.5%", "1", "A B"] * 3):
        figure.text(0.1, 0.9 - at * 0.05, line)
    with mpl.rc_context({"pdf.fonttype": 42}):
        return _saved(
            lambda file: figure.savefig(file, format="pdf", metadata={"CreationDate": None})
        )


@cache
def chinese_pdf() -> bytes:
    """Two pages of Chinese in a font that is packed in, with a picture."""
    import matplotlib as mpl
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    from analysis.fonts import FONT_FILE

    file, lines = io.BytesIO(), [one[at : at + 30] for one in REPORT.split("\n") for at in (0, 30)]
    with (
        mpl.rc_context({"pdf.fonttype": 42}),
        PdfPages(file, metadata={"CreationDate": None}) as pages,
    ):
        for part in (lines[:20], lines[20:]):
            figure = Figure(figsize=(6, 8))
            figure.add_axes((0.1, 0, 0.2, 0.05)).imshow([[0, 1], [1, 0]])
            for at, line in enumerate(part):
                figure.text(0.1, 0.95 - at * 0.04, line, font=FONT_FILE)
            pages.savefig(figure)
    return file.getvalue()


@cache
def scan(kind: str) -> bytes:
    """A page of three lines, as a picture of a kind that PIL knows."""
    from PIL import Image, ImageDraw, ImageFont

    from analysis.fonts import FONT_FILE

    image = Image.new("L", (420, 150), 235)
    for at, line in enumerate(REPORT.split("\n")[:3]):
        font = ImageFont.truetype(str(FONT_FILE), 16)
        ImageDraw.Draw(image).text((10, 20 + at * 40), line, font=font, fill=20)
    return _saved(lambda file: image.convert("RGB").save(file, kind, dpi=(150, 150)))


def bare_pdf() -> bytes:
    stream = b"BT /F 12 Tf 100 700 Td (Hello report) Tj 0 -14 Td (second line) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data = b"%PDF-1.5\n"
    for number, body in enumerate(objects, 1):
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return data + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF"


def doc() -> bytes:
    """A Word 97 file, with a table, a line break and a character beyond U+FFFF."""
    from tests.corpus.reading.conftest import DOC

    return DOC


def rtf() -> bytes:
    units = memoryview(REPORT.encode("utf-16-le")).cast("H")
    return b"{\\rtf1\\ansi\\uc1 " + b"".join(b"\\u%d?" % one for one in units) + b"\\par}"


def rich_text() -> bytes:
    """Rich text with what Word writes: fonts, a list, a table, a field, a note, bytes of GBK."""
    line = "".join(f"\\'{one:02x}" for one in "优化营商环境。".encode("gbk")).encode()
    return (
        b"{\\rtf1\\ansi\\ansicpg936\\uc1{\\fonttbl{\\f0\\fcharset134 SimSun;}}"
        b"{\\stylesheet{\\s1 heading 1;}}{\\info{\\title " + line + b"}}"
        b"{\\pard\\s1\\b " + line + b"\\par}{\\*\\pn\\pnlvlbody\\pndec}{\\listtext 1.\\tab}" + line
        + b"\\par\\trowd\\cellx4000\\cellx8000\\intbl " + line + b"\\cell 7%\\cell\\row\\pard "
        b"{\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}{\\footnote " + line + b"}"
        b"{\\pict\\pngblip 89504e47}{\\*\\bkmkstart a}\\uc2\\u22686??\\line" + line + b"\\par}"
    )  # fmt: skip


@cache
def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("报告/a.txt", REPORT)
        archive.writestr("b.html", PAGE, zipfile.ZIP_DEFLATED)
        archive.writestr("__MACOSX/._a.txt", "")
    return file.getvalue()


@cache
def tarred(mode: str = "w:gz") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in {"报告/a.txt": REPORT.encode(), "x" * 120 + ".txt": b"a"}.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


@cache
def coding_sheet(folder: Path) -> Sequence[bytes]:
    """A coding sheet that asks for instruments too, and its key."""
    from analysis.areas.coding_sheet import KEY_COLUMNS, key_path, write_sheet

    sample = pd.DataFrame({name: [1.0, 2.0] for name in KEY_COLUMNS}).assign(
        id=[1, 2], report_id="a", start=0, end=1, machine=[1, 6], heading="", previous="",
        sentence=["优化营商环境。", "发展教育。"], orientation="plan_next_year",
        machine_side="environment", machine_side_score=0.9, machine_side_alike=2,
        machine_directive="encouraging", machine_directive_score=0.9, machine_directive_alike=2,
    )  # fmt: skip
    path = write_sheet(sample, folder / "coding.xlsx")
    return path.read_bytes(), key_path(path).read_bytes()


def _saved(save: object) -> bytes:
    file = io.BytesIO()
    save(file)  # type: ignore[operator]
    return file.getvalue()
