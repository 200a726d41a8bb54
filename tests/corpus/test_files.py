import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from upath import UPath

from corpus.errors import Refusal
from corpus.files import move, save_json, save_text, saved


@given(st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.just("\r"))))
def test_a_text_is_saved_with_the_line_ends_that_it_has(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        assert save_text(text, path) == path
        assert path.read_bytes() == text.encode("utf-8")


def test_folders_are_made_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "one" / "two" / "a.txt"
    save_text("甲", path)
    save_text("乙", path)
    assert [one.name for one in tmp_path.rglob("*")] == ["one", "two", "a.txt"]
    assert path.read_text(encoding="utf-8") == "乙"


def test_json_is_saved_as_people_read_it(tmp_path):
    content = {"名称": "沙河口区", "n": [1, None]}
    saved_at = save_json(content, tmp_path / "a.json")
    text = saved_at.read_bytes().decode("utf-8")
    assert json.loads(text) == content
    assert '"名称": "沙河口区"' in text
    assert text.endswith("}\n")


def test_a_file_takes_its_place_when_all_of_it_is_written(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    with saved(path) as part:
        part.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
    assert path.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_what_was_broken_off_leaves_the_file_as_it_was(tmp_path, error):
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(error), saved(path) as part:
        part.write_text("half", encoding="utf-8")
        raise error
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_saved_is_refused_with_the_reason(tmp_path):
    path = tmp_path / "a.txt"
    with pytest.raises(Refusal) as caught, saved(path) as part:
        part.write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")
    assert caught.value.code == "not_saved"
    assert (caught.value.place, caught.value.detail) == (str(path), "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_a_folder_should_be_is_refused(tmp_path):
    (tmp_path / "a").write_text("", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        save_text("甲", tmp_path / "a" / "b.txt")
    assert (caught.value.code, caught.value.place) == ("not_saved", str(tmp_path / "a" / "b.txt"))
    assert caught.value.detail


@pytest.mark.parametrize("at", ["a folder", "an address"])
def test_a_moved_file_takes_the_place_of_another(tmp_path, at):
    folder = tmp_path if at == "a folder" else UPath(f"memory://{tmp_path.name}")
    folder.mkdir(parents=True, exist_ok=True)
    part, path = folder / "a.part", folder / "a.txt"
    part.write_bytes(b"new")
    path.write_bytes(b"old")
    move(part, path)
    assert path.read_bytes() == b"new"
    assert not part.exists()
