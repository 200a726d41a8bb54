"""What the tests of the store share: a corpus of the district report, and generated reports."""

import shutil
from pathlib import Path

import pytest

from corpus.collection import PROJECT, Corpus, corpus_at

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    shutil.copy(REPORT, tmp_path / "district.txt")
    return corpus_at(tmp_path)


def other_report(folder: Path, name: str = "other.txt") -> Path:
    """A generated report: the real one with another year and place, and fewer paragraphs."""
    text = (
        REPORT.read_text(encoding="utf-8").replace("2018年", "2020年").replace("2017年", "2019年")
    )
    lines = text.replace("沙河口区", "西岗区").splitlines()
    path = folder / name
    path.write_text("\n".join(lines[:60] + lines[62:]), encoding="utf-8")
    return path


def bytes_of(corpus: Corpus) -> dict[str, bytes]:
    files = (path for path in corpus.store.rglob("*") if path.is_file())
    return {path.relative_to(corpus.store).as_posix(): path.read_bytes() for path in files}


def several(corpus: Corpus, *names: str) -> None:
    """Generated reports that differ in their words."""
    for number, name in enumerate(names):
        path = other_report(corpus.documents, f"{name}.txt")
        text = path.read_text(encoding="utf-8").replace("发展", "发展" * (number + 1))
        path.write_text(text, encoding="utf-8")
