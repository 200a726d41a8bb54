"""Archives of the one run that the tests of analysis share; no test changes them."""

import zipfile
from pathlib import Path

import pytest

from analysis.package import write_archive


def unpacked(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def with_texts(one_run, district_corpus, tmp_path_factory, one_wheel) -> Path:
    path = tmp_path_factory.mktemp("archive") / "whole.zip"
    return write_archive(district_corpus, path, out=one_run, texts=True).path


@pytest.fixture(scope="session")
def without_texts(one_run, district_corpus, tmp_path_factory, one_wheel) -> Path:
    path = tmp_path_factory.mktemp("archive") / "bare.zip"
    return write_archive(district_corpus, path, out=one_run).path
