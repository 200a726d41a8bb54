import shutil
from pathlib import Path

import pytest

from corpus.collection import PROJECT
from corpus.store.fingerprint import (
    READING_CODE,
    code_digest,
    program_fingerprint,
    reading_fingerprint,
    words_fingerprint,
)

PACKAGE = PROJECT / "corpus"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The package in another place."""
    folder = tmp_path_factory.mktemp("project") / "corpus"
    shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__", "*.parquet"))
    return folder


def is_for_reading(module: str) -> bool:
    return any(module == name or module.startswith(f"{name}/") for name in READING_CODE)


@pytest.mark.parametrize("module", MODULES)
def test_a_change_reads_documents_anew_where_the_module_reads_them(copy, module):
    before, path = code_digest(copy, READING_CODE), copy / module
    content = path.read_bytes()
    path.write_bytes(content + b"#")
    after = code_digest(copy, READING_CODE)
    path.write_bytes(content)
    assert (after != before) == is_for_reading(module)


def test_every_part_of_the_reading_code_has_modules():
    for name in READING_CODE:
        assert any(module == name or module.startswith(f"{name}/") for module in MODULES), name


def test_what_fetches_and_adds_reads_no_document_anew():
    assert not any(map(is_for_reading, ("adding/download.py", "doctor.py", "store/cluster.py")))


def test_a_name_without_modules_is_an_error(tmp_path):
    (tmp_path / "reading").mkdir()
    with pytest.raises(FileNotFoundError):
        code_digest(tmp_path, ["reading"])
    with pytest.raises(FileNotFoundError):
        code_digest(tmp_path, ["report.py"])


def test_a_moved_module_is_another_program(tmp_path):
    for folder, name in (("a", "one.py"), ("b", "two.py")):
        (tmp_path / folder / "reading").mkdir(parents=True)
        (tmp_path / folder / "reading" / name).write_text("x = 1\n", encoding="utf-8")
    digests = {code_digest(tmp_path / folder, ["reading"]) for folder in "ab"}
    assert len(digests) == 2


def test_line_ends_change_nothing(tmp_path):
    found = set()
    for folder, end in (("a", "\n"), ("b", "\r\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.py").write_bytes(f"x = 1{end}".encode())
        found.add(code_digest(tmp_path / folder, ["report.py"]))
    assert len(found) == 1


def test_the_three_fingerprints_differ_and_stay():
    found = [reading_fingerprint(), words_fingerprint(), program_fingerprint()]
    assert len(set(found)) == 3 and all(len(one) == 64 for one in found)
    assert found == [reading_fingerprint(), words_fingerprint(), program_fingerprint()]
