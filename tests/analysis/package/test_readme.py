"""The README has every part of the template, and says what is in the archive and what is not."""

import re
import zipfile

from tests.analysis.conftest import DISTRICT_REPORT

PARTS = [
    "Overview",
    "Data availability and provenance statements",
    "Computational requirements",
    "Description of programs",
    "Instructions to replicators",
    "List of tables, figures and programs",
    "References",
]


def text_of(path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("README.md").decode()


def test_it_has_the_parts_of_the_template(with_texts):
    assert re.findall(r"^## (.*)$", text_of(with_texts), re.MULTILINE) == PARTS


def test_nothing_is_left_to_fill_in(with_texts, without_texts):
    for path in (with_texts, without_texts):
        text = text_of(path)
        assert not re.search(r"\{\w+\}|\bnan\b|None|<NA>", text)


def test_it_names_each_document_with_its_digest_and_each_result_with_its_cell(with_texts):
    text = text_of(with_texts)
    assert re.search(
        rf"\| {DISTRICT_REPORT.name} \| 沙河口区 \| 2018 \| .* \| [0-9a-f]{{64}} \|", text
    )
    assert re.search(r"\| tables \| 03_tf_idf-units \| \.csv \| 03_tf_idf \| \d+ \|", text)


def test_it_says_whether_the_documents_are_there(with_texts, without_texts):
    assert "are in this archive" in text_of(with_texts)
    assert "are not in this archive" in text_of(without_texts)
    assert "put the documents into" in text_of(without_texts)
    assert "put the documents into" not in text_of(with_texts)


def test_it_says_what_is_in_the_tables_only_where_they_are(with_texts, without_texts):
    assert "in alphabetical order" in text_of(without_texts)
    assert "in alphabetical order" not in text_of(with_texts)
