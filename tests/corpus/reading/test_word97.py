import base64
import http.server
import io
import lzma
import shutil
import sys
import threading
import time
import zipfile

import pytest

from corpus.errors import Refusal
from corpus.reading import libreoffice
from corpus.reading.document import read_doc
from corpus.reading.file_kind import sniff
from corpus.reading.libreoffice import read_by_office as _read_by_office
from corpus.reading.libreoffice import read_rtf
from corpus.reading.programs import run_limited
from corpus.reading.word97 import _antiword_lines

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
    "地区生产总值增长７．５％，一般公共预算收入增长百分之三，城镇居民收入与经济增长同步。",
    "甲",
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


OFFICE = office_works()
needs_antiword = pytest.mark.skipif(
    not shutil.which("antiword"), reason="antiword is not installed"
)
needs_office = pytest.mark.skipif(not OFFICE, reason="no LibreOffice, or no font for it")


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def rtf(text: str) -> bytes:
    units = memoryview(text.encode("utf-16-le")).cast("H")
    body = "".join(f"\\u{unit if unit < 32768 else unit - 65536}?" for unit in units)
    return rf"{{\rtf1\ansi\uc1 {body}\par}}".encode()


def docx(text: str) -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return file.getvalue()


OLE = DOC[:8]
KINDS = [
    (DOC, "doc"),
    (zipped("word/document.xml"), "docx"),
    (zipped("xl/workbook.xml"), "xlsx"),
    (zipped("a.txt"), "zip"),
    (b"PK\x03\x04 cut", "zip"),
    (b"{\\rtf1 x}", "rtf"),
    (b"%PDF-1.7", "pdf"),
    (b"junk before\n%PDF-1.7", "pdf"),
    (b"<!DOCTYPE  html><p>", "html"),
    (b"\xef\xbb\xbf\r\n <?xml version='1.0'?><!-- x --><html xmlns='x'>", "html"),
    ("\ufeff<html>".encode("utf-16-le"), "html"),
    ("\ufeff政府工作报告".encode("utf-16"), "text"),
    ("政府工作报告".encode("gb18030"), "text"),
    (b"<2018> is a year", "text"),
    (b"text about <html>", "text"),
    (b"From: x\r\nSubject: y\r\nContent-Type: multipart/related;\r\n\r\n", "mht"),
    (OLE + "EncryptedPackage\0".encode("utf-16-le"), "encrypted"),
    (OLE + "Workbook\0".encode("utf-16-le"), "xls"),
    (OLE + b"nothing", "unknown"),
    (b"\x89PNG\r\n", "image"),
    (b"\x1f\x8b\x08", "archive"),
    (b"\0\1\2", "unknown"),
    (b"", "text"),
]


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_a_file_is_known_by_its_bytes(data, kind):
    assert sniff(data) == kind


@needs_antiword
def test_antiword_gives_every_paragraph_and_cell_whole():
    text, encoding, confidence, notices = read_doc(DOC)
    assert lines(text) == PARAGRAPHS
    assert (encoding, confidence, notices) == ("utf-8", 1.0, ())


@needs_office
def test_libreoffice_gives_the_same_paragraphs():
    assert lines(_read_by_office(DOC, ".doc")[0]) == PARAGRAPHS


def test_an_office_that_does_not_start_is_not_the_files_fault():
    assert (
        libreoffice._unconverted("No fonts could be found on the system.").code == "reader_failed"
    )
    assert libreoffice._unconverted("Error: source file could not be loaded").code == "damaged"


@needs_office
def test_without_antiword_libreoffice_reads(monkeypatch):
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "antiword" else which(name))
    assert lines(read_doc(DOC)[0]) == PARAGRAPHS


@pytest.mark.parametrize("data", [DOC, rtf("x")], ids=["doc", "rtf"])
def test_without_either_program_the_user_is_told(monkeypatch, data):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Refusal) as refused:
        read_doc(data)
    assert refused.value.code == "no_doc_reader"


@needs_antiword
def test_a_password_is_named():
    data = bytearray(DOC)
    data[data.index(b"\xec\xa5") + 11] |= 1  # fEncrypted in the header of the text stream
    with pytest.raises(Refusal) as refused:
        read_doc(bytes(data))
    assert refused.value.code == "encrypted"


@needs_antiword
@pytest.mark.parametrize(
    "data",
    [DOC[:4000], OLE + "WordDocument\0".encode("utf-16-le") + bytes(5000)],
    ids=["cut", "hollow"],
)
def test_a_broken_file_is_refused_without_its_temporary_name(monkeypatch, data):
    monkeypatch.setattr(libreoffice, "_OFFICE_NAMES", ())
    with pytest.raises(Refusal) as refused:
        read_doc(data)
    assert refused.value.code == "damaged"
    assert "gwr-" not in refused.value.detail


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("<html><body><p>政府工作报告</p></body></html>".encode(), "html"),
        (docx("政府工作报告"), "docx"),
        ("政府工作报告".encode(), "text"),
        pytest.param(rtf("政府工作报告𠮷"), "rtf", marks=needs_office),
    ],
    ids=["html", "docx", "text", "rtf"],
)
def test_what_is_only_named_doc_is_read_as_what_it_is(data, kind):
    text, _, _, notices = read_doc(data)
    assert text.strip().startswith("政府工作报告")
    assert [(notice.code, kind in notice.message) for notice in notices] == [("other_format", True)]


@pytest.mark.parametrize("data", [zipped("a"), b"\x89PNG", OLE + b"x"], ids=["zip", "image", "ole"])
def test_what_is_no_document_is_refused(data):
    with pytest.raises(Refusal) as refused:
        read_doc(data)
    assert refused.value.code == "damaged"


@pytest.mark.parametrize(
    ("drawn", "cells"),
    [
        ("|甲    |乙    |\n|丙    |丁    |", ["甲", "乙", "丙", "丁"]),
        ("|甲乙丙|丁    |\n|戊    |      |", ["甲乙丙戊", "丁"]),
        ("|甲乙丙 |丁     |\n|戊     |       |", ["甲乙丙戊", "丁"]),
        ("before\n|甲  |\nafter", ["before", "甲", "after"]),
        ("||", ["||"]),
        ("a|b", ["a|b"]),
    ],
)
def test_a_drawn_table_is_given_cell_by_cell(drawn, cells):
    assert list(_antiword_lines(drawn)) == cells


@needs_office
def test_reading_asks_nothing_of_the_network():
    asked = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}/x.png" \\d}}{{\fldrslt }}}}'
    text, *_ = read_rtf(rf"{{\rtf1 before {field} after}}".encode())
    server.shutdown()
    server.server_close()
    assert "before" in text
    assert asked == []


# --- programs ------------------------------------------------------------------------------------


def python(code: str, **limits: float) -> object:
    limits = {"seconds": 20, "memory": 2**30, **limits}
    return run_limited([sys.executable, "-c", code], **limits)  # type: ignore[arg-type]


def test_a_program_gets_its_input_and_gives_its_output():
    finished = run_limited(
        [sys.executable, "-c", "import sys; print(sys.stdin.read().upper()); sys.exit(3)"],
        data=b"a",
        seconds=20,
        memory=2**30,
    )
    assert (finished.status, finished.output.strip()) == (3, b"A")


def test_a_program_that_takes_too_long_is_ended_with_what_it_started():
    started = time.monotonic()
    sleep = "[sys.executable, '-c', 'import time; time.sleep(30)']"
    child = f"import subprocess, sys; subprocess.run({sleep})"
    with pytest.raises(Refusal) as refused:
        python(child, seconds=0.5)
    assert (refused.value.code, refused.value.detail) == ("too_slow", "0.5")
    assert time.monotonic() - started < 10


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_program_that_takes_too_much_memory_fails():
    finished = python("import time; time.sleep(.2); x = bytearray(2**29)", memory=2**28)
    assert "MemoryError" in finished.messages
