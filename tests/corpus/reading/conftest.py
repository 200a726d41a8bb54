"""What the tests of the readers share: generated files, and the programs that read them."""

import base64
import io
import lzma
import zipfile
from pathlib import Path

import pytest

from corpus.errors import Refusal
from corpus.reading import libreoffice
from corpus.reading.document import read_document
from corpus.reading.side_by_side import Line

# Generated, in the manner of reports.
PARAGRAPH = (
    "各位代表：现在，我代表区人民政府向大会报告工作，请予审议，并请各位政协委员提出意见。\r\n"
    "一、2017年工作回顾\n一年来，我们坚持稳中求进，地区生产总值增长7%，人民生活不断改善。"
)


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refusal_of(path: Path) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_document(path)
    return caught.value


# A Word 97 file, made by LibreOffice from the paragraphs below; packed by LZMA.
DOC = lzma.decompress(
    base64.b85decode(
        """
T>t<81poj4|NsC0{{Uz+z8r=ycVP6Sgek(_9Cjyy@{xwzh{`9r^mC8AS~UZg_o+}u*DSFS^|eM^(@b02n&*i=w^BRJ
m(OHp&^U*dUb<dooC*p(*+0q@6^B|MD(*{=<y=18P4T6isP;Uls%RY5zHNt+Lvv#E1C-WdnUX(ww;a!#&9rqU2*)6p
YnmRY({Y{hdna?<aoonuFGL#<*$gjdJz*u*(c2cyiiIT6JF75WU>rbbg9z%=ssS~__qbfV{ai)kjnEH@YI|@lMb}Tu
0e$%8->!4#rklp7MS>D;SeEu2e|HEXgxH8|q{EtYIARWJMZcKUhD%+o3(27Xj^}IURpjMgkA0Ex3PY^TTHIml=cke!
EG@HmyQ2=NZ{gE2RkkC)cMv2*zRIXsFV&*8;(cy+K}G?_9iMN5#JXo{6G6S8+|^NdgkxipkNrcOP*&1}u4mAXeJhsf
vZ08fzO#$7V0cR0U;6sygPHeqbda<bZ_Q=J+TLGbky6;b43wv_^rNh5&~fU%cqN_to3X>+U10QraRY)@G3N8pq^fq5
N-5wUxUFw#=(3yh3(N<ujl8s?UQ<BPrW;PQ&;M9?R{#{QY~*Ycr~5)#3!APS98f|f{PQ{-%%g%z`9~M~7Y7@t|03Yo
9m^=cBjdD;*i;a~A7s#^Y!dsb*j)8K&W`>u`KH2+mN!S+(shl|l#%DOIsc=qtr{%%GeM|I9OAYJ>^44VrujB|#|ibu
1_a11Hr-2wO&8$sg-mUWn4500685w1OhoX*FqXD1DLa+Zk7MywS>i?GGM<9^(jH$Q5Ur;WTCZW;G~^z?^MguEOO)3G
Ge~G^Yk8$Jk{OS~l@30*c$W;|OQ!%(x@T<Ycvi9l6kJ!ho7Q?uQr%#<kcKe89=4~aU^P%Zi2ty;?IFi>3`UQWPT|0e
+|Z0;q-GOyBSz8N=@wHI{=}9<bl6-wvV438GOU_f*oaO~fC$9lB82m2C%$4ylkbVOeAactCt4E)O&rJT2o*v2U~}3B
`cktmA-$f@%%G_W3I3{co9iGBIh@ket)%UTQbR?r(SC{E7d?R4vzH0aaF}1j=+67&pE_PL6qDee9Rdm4^pWPOb!;ib
Jts`OIBughY*yWR!2Wv#Z99c-=5f$TtGDl5Y87hzdA!z$4^#|o#qsoW6|7{`22vv8lsfU9^A;uZVSn?+21l$0<p5m1
%=YEqDioRfQ95-WXXv~xX;|GZ%cNyxp3cuTk(nzUb5Gs8$GmgGy>YvcRX?-guN<_>SfJ58_Q$KM?v$B${|E%oZca4O
m&3@?Oy?WmB-fXStTqSwZr`GSlLjX^<s1oMy>IDA3dy=`M1T=WP_zHw&td5D6Dawg;)rvw`YoD}c@{lLL)?*sk2GoW
`55yCQJ?7)itk)<^SisN;4nb=S0s`19u;_D!yjNSRQ^w~HXAE*Ize|nuDrK@r?SBI+>_XQFl2~v0=EawtRS!z83DTR
PfN$J$=!jpQJu^x38;{5W(C_5gE8rM(^QHeNOKe3@Pw8P=uJBC_6pPXwd}UoOwiB+*~kHYl#O2y3&SjC!u6;kJ#~CP
k&odCo~6gaao}MOJR#nun25*6l?w?r7VXTVzwi;_WjL<azB|v0=2iHrQh&V+7m9CF+0}0jAp2JTxji=iq}-HPIq>h-
BS=h*SP<dUMyop{!dWtdaZ%R$h3hA$FW%8!cwz5ipNrcZ>GszJcB}l?-J81Kt3j#!hh5hgpFd7?u@v=4Q&Bmx&H##d
0|fV<Yys{#&7UL7L9&26L@x%(FUchEd@*gJ9%t3IbrS*LRt`QWHVJ<tn<0)?{0#n!NBhV0fB
""".replace("\n", "").strip()
    )
)
PARAGRAPHS = [
    "政府工作报告",
    "各位代表：现在，我代表区人民政府，向大会报告工作，请予审议。" * 12,
    "地区生产总值增长７．５％，一般公共预算收入增长百分之三，城镇居民收入与经济增长同步。\t甲",
    "换行",
    "之后",
    "一是𠮷发展①②③“十三五”——",
]


def office_works() -> bool:
    """Whether LibreOffice is there and reads anything: without a font on the system it does not."""
    try:
        return libreoffice.read_rtf(rb"{\rtf1 a}")[0].strip() == "a"
    except Refusal as refusal:
        assert refusal.code in ("no_doc_reader", "reader_failed"), refusal
        return False


@pytest.fixture(scope="session")
def office() -> None:
    if not office_works():
        pytest.skip("no LibreOffice, or no font for it")


needs_office = pytest.mark.usefixtures("office")


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def rtf(text: str) -> bytes:
    units = memoryview(text.encode("utf-16-le")).cast("H")
    body = "".join(f"\\u{unit if unit < 32768 else unit - 65536}?" for unit in units)
    return rf"{{\rtf1\ansi\uc1 {body}\par}}".encode()


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return file.getvalue()


OLE = DOC[:8]


def minimal(stream: bytes, pages: int = 1, extra: bytes = b"/FlateDecode") -> bytes:
    """A PDF of pages of 600 by 800 points that all show what one stream draws, in font ``F``."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + b"3 0 R " * pages + b"]/Count %d>>" % pages,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(stream), extra, stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data = b"%PDF-1.5\n"
    for number, body in enumerate(objects, 1):
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return data + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF"


SHOWN = b"BT /F 12 Tf 100 700 Td (Hello report) Tj ET\n"


FULL, SHORT = "农" * 30, "业" * 9


def line(text: str, *, top: float = 500, left: float = 100, em: float = 10) -> Line:
    return Line(text, left, left + len(text) * em, top, em)
