import shutil
import subprocess
from pathlib import Path

import pytest

from analysis.run.provenance import (
    PACKAGES,
    file_digest,
    git_commit,
    inputs,
    packages,
    program_digest,
    program_files,
    versions,
)
from corpus.collection import PROJECT, corpus_at

FILES = sorted(
    path.relative_to(PROJECT).as_posix()
    for package in PACKAGES
    for path in (PROJECT / package).rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
)
DOCUMENTS = "corpus/reports/"  # the store answers for them
NEVER_READ = (".md", ".pyi", "py.typed", "OFL.txt", "LICENSE.txt")


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The two packages in another place."""
    folder = tmp_path_factory.mktemp("project")
    for package in PACKAGES:
        shutil.copytree(
            PROJECT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    return folder


def test_a_copy_has_the_same_digest(copy):
    assert program_digest(copy) == program_digest()


@pytest.mark.parametrize("name", FILES)
def test_a_change_to_any_file_that_is_read_makes_results_anew(tmp_path, name):
    """In a project of that file alone: digests of the whole take a while."""
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"before")
    before = program_digest(tmp_path)
    path.write_bytes(b"after")
    is_read = not name.startswith(DOCUMENTS) and not name.endswith(NEVER_READ)
    assert (program_digest(tmp_path) != before) == is_read
    assert (name in program_files(tmp_path)) == is_read


def test_a_change_to_a_file_among_all_of_them_makes_results_anew(copy):
    before, read = program_digest(copy), list(program_files(copy))
    for name in [*read[::40], read[-1]]:
        path = copy / name
        content = path.read_bytes()
        path.write_bytes(content + b"#")
        assert program_digest(copy) != before
        path.write_bytes(content)
    assert program_digest(copy) == before


def test_a_new_and_a_lost_file_make_results_anew(copy):
    before = program_digest(copy)
    new = copy / "corpus" / "lexicon" / "published" / "new.csv"
    new.write_text("term\n", encoding="utf-8")
    assert program_digest(copy) != before
    new.unlink()
    assert program_digest(copy) == before


def test_line_ends_of_code_change_nothing_and_those_of_lists_do(copy):
    before = program_digest(copy)
    for name, same in (("analysis/counts.py", True), ("corpus/lexicon/policy_terms.csv", False)):
        path = copy / name
        content = path.read_bytes()
        path.write_bytes(content.replace(b"\n", b"\r\n"))
        assert (program_digest(copy) == before) == same
        path.write_bytes(content)


def test_inputs_name_the_documents_and_every_list_font_page_and_reference():
    named = inputs(corpus_at())
    assert {
        "reports/shahekou-2018.txt",
        "reports/reports.csv",
        "lexicon/policy_terms.csv",
        "lexicon/published/digital_wu_2021.csv",
        "reference/national_promises.csv",
        "analysis/pages/page.js",
        "analysis/methods/references.bib",
        "analysis/fonts/NotoSansSC-Regular.ttf",
    } <= set(named)
    assert not any(name.endswith(".py") for name in named)
    path = PROJECT / "corpus" / "reference" / "national_promises.csv"
    assert named["reference/national_promises.csv"] == file_digest(path)


def test_notebooks_within_an_installation_are_no_part_of_the_program(copy):
    """They are beside the packages in a checkout, and both give the same digest."""
    before = program_digest(copy)
    (copy / "analysis" / "notebooks").mkdir()
    (copy / "analysis" / "notebooks" / "01_x.ipynb").write_text("{}", encoding="utf-8")
    assert program_digest(copy) == before
    shutil.rmtree(copy / "analysis" / "notebooks")


def test_the_record_has_every_version_that_versions_lists():
    found = packages()
    for row in versions().itertuples():
        assert found[row.library] == row.version
    assert "gov-work-report" in found


def test_an_installation_has_no_commit_though_it_may_be_inside_a_repository(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "site-packages").mkdir()
    assert git_commit(tmp_path / "site-packages") is None


def test_versions_are_those_installed():
    table = versions()
    assert table["library"].is_unique
    assert dict(zip(table["library"], table["version"], strict=True))["jieba"] == "0.42.1"
