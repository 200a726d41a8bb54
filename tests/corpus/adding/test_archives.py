import io
import os
import stat
import tarfile
import tracemalloc
import zipfile
import zlib
from functools import cache
from pathlib import Path

import pytest

from corpus.adding import archives
from corpus.adding.archives import Unpacked, check_zip, unpack
from corpus.errors import Refusal
from tests.crossed import crossed

WANTED = {".txt", ".docx"}


def zipped(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: list[tuple[tarfile.TarInfo, bytes]], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def info(name: str, kind: bytes = tarfile.REGTYPE, **values: object) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type = kind
    for key, value in values.items():
        setattr(made, key, value)
    return made


def names(unpacked: Unpacked, folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in unpacked.files]


def codes(unpacked: Unpacked) -> list[str]:
    return [refusal.code for refusal in unpacked.refused]


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "in" / "out"


MEMBERS = {"2018/大连.txt": "农业".encode(), "b.DOCX": b"PK", "c.txt": b"c" * 300_000}


def test_a_zip_gives_its_documents_as_they_are(tmp_path, out):
    unpacked = unpack(zipped(tmp_path / "a.zip", MEMBERS), out, suffixes=WANTED)
    assert names(unpacked, out) == list(MEMBERS)
    assert [path.read_bytes() for path in unpacked.files] == list(MEMBERS.values())
    assert unpacked.refused == []


@pytest.mark.parametrize(
    "method",
    [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA],
    ids=["stored", "bz2", "lzma"],
)
def test_every_method_of_zip_is_read(tmp_path, out, method):
    unpacked = unpack(zipped(tmp_path / "a.zip", MEMBERS, method), out, suffixes=WANTED)
    assert [path.read_bytes() for path in unpacked.files] == list(MEMBERS.values())


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_gives_its_documents_as_they_are(tmp_path, out, mode):
    members = [(info("./" + name), data) for name, data in MEMBERS.items()]
    members.insert(0, (info("2018", tarfile.DIRTYPE), b""))
    unpacked = unpack(tarred(tmp_path / "a.tar", members, mode), out, suffixes=WANTED)
    assert names(unpacked, out) == list(MEMBERS)
    assert [path.read_bytes() for path in unpacked.files] == list(MEMBERS.values())
    assert unpacked.refused == []


def with_raw_names(path: Path, raw: list[bytes]) -> Path:
    """A zip whose names are bytes without the flag for UTF-8, as Windows' own packer writes it."""
    stand_ins = [f"{n:04}".ljust(len(name), "_") for n, name in enumerate(raw)]
    data = zipped(path, dict.fromkeys(stand_ins, b"text")).read_bytes()
    for stand_in, name in zip(stand_ins, raw, strict=True):
        assert data.count(stand_in.encode()) == 2
        data = data.replace(stand_in.encode(), name)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("2018年政府工作报告.txt", "gb18030"),
        ("报告/大连市（沙河口区）.txt", "gb18030"),
        ("誠信.txt", "gb18030"),
        ("2018年政府工作报告.txt", "utf-8"),
        ("café.txt", "cp437"),
        ("plain.txt", "ascii"),
    ],
)
def test_names_without_a_declared_encoding_are_told_by_their_bytes(tmp_path, out, name, encoding):
    path = with_raw_names(tmp_path / "a.zip", [name.encode(encoding)])
    assert names(unpack(path, out, suffixes=WANTED), out) == [name]


def test_a_chinese_name_with_a_backslash_byte_is_not_a_path(tmp_path, out):
    name = "一乗報告.txt"
    assert b"\\" in name.encode("gb18030")
    path = with_raw_names(tmp_path / "a.zip", [name.encode("gb18030")])
    assert names(unpack(path, out, suffixes=WANTED), out) == [name]


def test_a_tar_with_chinese_names_in_gbk(tmp_path, out):
    with tarfile.open(tmp_path / "a.tar", "w", encoding="gbk", format=tarfile.GNU_FORMAT) as tar:
        tar.addfile(info("政府工作报告.txt"))
    assert names(unpack(tmp_path / "a.tar", out, suffixes=WANTED), out) == ["政府工作报告.txt"]


HOSTILE = [
    "../a.txt",
    "x/../../a.txt",
    "/etc/a.txt",
    "C:/a.txt",
    "C:a.txt",
    "..\\a.txt",
    "x\\a.txt",
    "a\n.txt",
    "\u202etxt.a.txt",
    "nul.txt",
    "x./a.txt",
    "a.txt:b.txt",
    "y" * 300 + ".txt",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_lead_elsewhere_are_refused_and_the_rest_is_read(tmp_path, out, name):
    for kind, path in (
        ("zip", zipped(tmp_path / "a.zip", {name: b"x", "good.txt": b"y"})),
        ("tar", tarred(tmp_path / "a.tar", [(info(name), b"x"), (info("good.txt"), b"y")])),
    ):
        unpacked = unpack(path, out / kind, suffixes=WANTED)
        assert names(unpacked, out / kind) == ["good.txt"]
        assert codes(unpacked) == ["unsafe_path"]
    assert everything(tmp_path) == {"a.zip", "a.tar", "in/out/zip/good.txt", "in/out/tar/good.txt"}


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE]
)
def test_links_and_devices_are_refused(tmp_path, out, kind):
    link = info("link.txt", kind, linkname="/etc/passwd")
    path = tarred(tmp_path / "a.tar", [(link, b""), (info("good.txt"), b"y")])
    unpacked = unpack(path, out, suffixes=WANTED)
    assert names(unpacked, out) == ["good.txt"]
    assert codes(unpacked) == ["not_a_file"]


def test_a_link_to_a_folder_is_not_followed(tmp_path, out):
    link = info("sub", tarfile.SYMTYPE, linkname=str(tmp_path))
    path = tarred(tmp_path / "a.tar", [(link, b""), (info("sub/a.txt"), b"y")])
    unpacked = unpack(path, out, suffixes=WANTED)
    assert names(unpacked, out) == ["sub/a.txt"]
    assert not (tmp_path / "a.txt").exists()


@pytest.mark.skipif(os.name == "nt", reason="making links takes a privilege on Windows")
def test_a_link_that_was_in_the_folder_before_is_not_followed(tmp_path, out):
    out.mkdir(parents=True)
    (out / "sub").symlink_to(tmp_path)
    unpacked = unpack(zipped(tmp_path / "a.zip", {"sub/a.txt": b"x"}), out, suffixes=WANTED)
    assert codes(unpacked) == ["unsafe_path"]
    assert not (tmp_path / "a.txt").exists()


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_device_in_a_zip_is_refused(tmp_path, out, kind):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        member = zipfile.ZipInfo("link.txt")
        member.external_attr = (kind | 0o777) << 16
        archive.writestr(member, "/etc/passwd")
    assert codes(unpack(path, out, suffixes=WANTED)) == ["not_a_file"]
    assert everything(out) == set()


@pytest.mark.parametrize(
    ("first", "second"), [("A.txt", "a.TXT"), ("é.txt", "e\u0301.txt"), ("x/a.txt", "./x/a.txt")]
)
def test_of_names_that_are_one_on_some_systems_the_first_is_kept(tmp_path, out, first, second):
    path = zipped(tmp_path / "a.zip", {first: b"first", second: b"second"})
    unpacked = unpack(path, out, suffixes=WANTED)
    assert [path.read_bytes() for path in unpacked.files] == [b"first"]
    assert codes(unpacked) == ["same_name"]


def test_a_file_where_a_folder_should_be_is_named(tmp_path, out):
    path = zipped(tmp_path / "a.zip", {"a.txt": b"file", "a.txt/b.txt": b"below"})
    unpacked = unpack(path, out, suffixes=WANTED)
    assert names(unpacked, out) == ["a.txt"]
    assert len(unpacked.refused) == 1


def test_what_is_not_wanted_is_named_and_what_systems_add_is_listed(tmp_path, out):
    members = ["a.txt", "x/b.jpg", "c", "d.zip", "e.tar.gz", "__MACOSX/._a.txt", ".DS_Store", "x/"]
    unpacked = unpack(zipped(tmp_path / "a.zip", dict.fromkeys(members, b"")), out, suffixes=WANTED)
    assert names(unpacked, out) == ["a.txt"]
    assert [(refusal.place, refusal.code) for refusal in unpacked.refused] == [
        ("a.zip: x/b.jpg", "unknown_format"),
        ("a.zip: c", "unknown_format"),
        ("a.zip: d.zip", "nested_archive"),
        ("a.zip: e.tar.gz", "nested_archive"),
    ]
    assert unpacked.ignored == ["__MACOSX/._a.txt", ".DS_Store"]


def test_an_encrypted_member_is_refused(tmp_path, out):
    path = zipped(tmp_path / "a.zip", {"a.txt": b"secret"})
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    path.write_bytes(data)
    assert codes(unpack(path, out, suffixes=WANTED)) == ["encrypted"]


def test_a_member_with_a_wrong_checksum_leaves_nothing(tmp_path, out):
    path = zipped(
        tmp_path / "a.zip", {"a.txt": b"0123456789", "b.txt": b"good"}, zipfile.ZIP_STORED
    )
    path.write_bytes(path.read_bytes().replace(b"0123456789", b"0123456780"))
    unpacked = unpack(path, out, suffixes=WANTED)
    assert codes(unpacked) == ["damaged"]
    assert everything(out) == {"b.txt"}


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 cut", b"not an archive" * 100, b"\x1f\x8b\x08 cut"]
)
def test_what_is_no_archive_is_refused(tmp_path, out, data):
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with pytest.raises(Refusal) as refused:
        unpack(path, out, suffixes=WANTED)
    assert (refused.value.code, refused.value.place) == ("damaged", str(path))


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_that_was_cut_says_so_and_its_whole_documents_are_there(tmp_path, out, mode):
    members = [(info("a.txt"), os.urandom(50_000)), (info("b.txt"), os.urandom(50_000))]
    path = tarred(tmp_path / "a.tar", members, mode)
    whole = path.read_bytes()
    path.write_bytes(whole[:80_000])
    unpacked = unpack(path, out, suffixes=WANTED)
    assert everything(out) == {"a.txt"}
    assert set(codes(unpacked)) == {"damaged"}


def test_a_tar_cut_between_two_documents_says_so(tmp_path, out):
    path = tarred(tmp_path / "a.tar", [(info("a.txt"), b"x" * 512), (info("b.txt"), b"y")])
    path.write_bytes(path.read_bytes()[:1024])
    assert codes(unpack(path, out, suffixes=WANTED)) == ["damaged"]
    assert everything(out) == {"a.txt"}


def test_a_tar_with_a_broken_header_says_so(tmp_path, out):
    path = tarred(tmp_path / "a.tar", [(info("a.txt"), b"x" * 512), (info("b.txt"), b"y")])
    data = bytearray(path.read_bytes())
    data[1024 + 150] ^= 1  # in the checksum of the second header
    path.write_bytes(data)
    assert codes(unpack(path, out, suffixes=WANTED)) == ["damaged"]


# --- bombs ---------------------------------------------------------------------------------------


@pytest.fixture
def bounded():
    """512 MB of Python's memory are the limit of what a test may take."""
    tracemalloc.start()
    yield
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 512 * 2**20


@cache
def zeros(megabytes: int) -> bytes:
    """Zeros, deflated without a wrapper."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return b"".join(packer.compress(bytes(2**20)) for _ in range(megabytes)) + packer.flush()


def bomb(path: Path, packed: bytes, real: int, declared: int, times: int = 1) -> Path:
    """A zip of members with bytes packed already, and a size declared for them."""
    crc = 0
    for _ in range(real):
        crc = zlib.crc32(bytes(2**20), crc)
    with path.open("wb") as file, zipfile.ZipFile(file, "w") as archive:
        for number in range(times):
            member = zipfile.ZipInfo(f"{number}.txt")
            member.compress_type, member.CRC = zipfile.ZIP_DEFLATED, crc
            member.compress_size, member.file_size = len(packed), declared
            member.header_offset = file.tell()
            file.write(member.FileHeader(zip64=False) + packed)
            archive.filelist.append(member)
            archive.NameToInfo[member.filename] = member
        archive.start_dir = file.tell()
        archive._didModify = True
    return path


def test_a_member_that_is_too_large_is_refused_alone(tmp_path, out, bounded):
    path = bomb(tmp_path / "a.zip", zeros(60), 60, 60 * 2**20)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("good.txt", b"good")
    unpacked = unpack(path, out, suffixes=WANTED)
    assert codes(unpacked) == ["too_large"]
    assert everything(out) == {"good.txt"}


def test_members_that_are_too_large_together_leave_nothing(tmp_path, out, bounded):
    path = bomb(tmp_path / "a.zip", zeros(40), 40, 40 * 2**20, times=6)
    with pytest.raises(Refusal) as refused:
        unpack(path, out, suffixes=WANTED)
    assert refused.value.code == "archive_too_large"
    assert everything(out) == set()


def test_a_member_larger_than_it_declares_leaves_nothing(tmp_path, out, bounded):
    path = bomb(tmp_path / "a.zip", zeros(60), 60, 10)
    assert codes(unpack(path, out, suffixes=WANTED)) == ["damaged"]
    assert everything(out) == set()


def test_members_that_share_bytes_are_a_bomb(tmp_path, out, bounded):
    path = bomb(tmp_path / "a.zip", zeros(1), 1, 2**20, times=3)
    with zipfile.ZipFile(path, "a") as archive:
        for member in archive.filelist:
            member.header_offset = 0
        archive._didModify = True
    with pytest.raises(Refusal) as refused:
        unpack(path, out, suffixes=WANTED)
    assert refused.value.code == "zip_bomb"
    with pytest.raises(Refusal):
        check_zip(path.read_bytes())


def test_too_many_members_are_refused(tmp_path, out, bounded, monkeypatch):
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    four = dict.fromkeys(("1.txt", "2.txt", "3.txt", "4.txt"), b"x")
    three = {name: b"x" for name in list(four)[:3]}
    assert len(unpack(zipped(tmp_path / "3.zip", three), out, suffixes=WANTED).files) == 3
    tar = tarred(tmp_path / "4.tar", [(info(name), b"x") for name in four])
    for path in (zipped(tmp_path / "4.zip", four), tar):
        with pytest.raises(Refusal) as refused:
            unpack(path, out / path.name, suffixes=WANTED)
        assert refused.value.code == "archive_too_large"
        assert everything(out / path.name) == set()


def test_a_directory_of_a_million_members_is_not_read(tmp_path, out, bounded):
    path = zipped(tmp_path / "a.zip", {"a.txt": b"x"}, zipfile.ZIP_STORED)
    data = path.read_bytes()
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entries = data[start:end] * 400_000
    tail = bytearray(data[end:])
    tail[12:16] = len(entries).to_bytes(4, "little")
    path.write_bytes(data[:start] + entries + tail)
    with pytest.raises(Refusal) as refused:
        unpack(path, out, suffixes=WANTED)
    assert refused.value.code == "archive_too_large"


@crossed("mode, name", ["w:gz", "w:xz"], ["big.txt", "big.jpg"])
def test_a_tar_that_unpacks_to_too_much_is_refused(tmp_path, out, bounded, mode, name):
    class Zeros(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return bytes(size)

    path = tmp_path / "a.tar"
    with tarfile.open(
        path, mode, **{"w:gz": {"compresslevel": 1}, "w:xz": {"preset": 0}}[mode]
    ) as tar:
        tar.addfile(info("good.txt"), io.BytesIO())
        tar.addfile(info(name, size=210 * 2**20), Zeros())
    # What is not wanted is skipped, and skipping unpacks it too.
    with pytest.raises(Refusal) as refused:
        unpack(path, out, suffixes=WANTED)
    assert refused.value.code == "archive_too_large"
    assert everything(out) == set()


def test_a_tar_with_an_endless_comment_is_refused(tmp_path, out, bounded):
    path = tmp_path / "a.tar"
    comment = info("c", tarfile.XHDTYPE, size=150 * 2**20)
    path.write_bytes(comment.tobuf(tarfile.USTAR_FORMAT) + bytes(150 * 2**20))
    with pytest.raises(Refusal):
        unpack(path, out, suffixes=WANTED)


def test_a_stream_is_not_followed_beyond_the_limit():
    stream = archives._Counted(io.BytesIO(bytes(100)))
    assert (stream.seek(10), len(stream.read(20)), stream.tell()) == (10, 20, 30)
    with pytest.raises(Refusal):
        stream.seek(archives.MAX_TOTAL + 1)
    for size in (-1, archives._MAX_HEADER + 1):
        with pytest.raises(ValueError, match="too long"):
            stream.read(size)


def test_a_tar_of_nested_headers_is_refused(tmp_path, out, bounded):
    path = tmp_path / "a.tar"
    name = info("c", tarfile.GNUTYPE_LONGNAME, size=4).tobuf(tarfile.GNU_FORMAT)
    path.write_bytes((name + b"abc".ljust(512, b"\0")) * 20_000)
    with pytest.raises(Refusal):
        unpack(path, out, suffixes=WANTED)


def test_a_sparse_file_is_no_document(tmp_path, out, bounded):
    path = tmp_path / "a.tar"
    sparse = info("a.txt", tarfile.GNUTYPE_SPARSE, size=0)
    path.write_bytes(sparse.tobuf(tarfile.GNU_FORMAT) + bytes(1024))
    assert codes(unpack(path, out, suffixes=WANTED)) == ["not_a_file"]


def test_an_office_file_is_measured_by_unpacking_it(tmp_path, bounded):
    check_zip(zipped(tmp_path / "a.docx", {"word/document.xml": b"<w/>"}).read_bytes())
    data = bomb(tmp_path / "b.docx", zeros(210), 210, 10).read_bytes()
    with pytest.raises(Refusal):
        check_zip(data)
    with pytest.raises(Refusal) as refused:
        check_zip(bomb(tmp_path / "c.docx", zeros(210), 210, 210 * 2**20).read_bytes())
    assert refused.value.code == "too_large"
