import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from upath import UPath

from corpus.errors import Refusal
from corpus.files import (
    half_of,
    halves_in,
    move,
    read_regular,
    save_json,
    save_text,
    saved,
    sweep_halves,
)


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


def test_a_new_file_takes_the_place_of_none(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("typed", encoding="utf-8")
    with pytest.raises(Refusal) as caught, saved(path, new=True) as part:
        part.write_text("new", encoding="utf-8")
    assert caught.value.code == "not_saved"
    assert path.read_text(encoding="utf-8") == "typed"
    with saved(tmp_path / "b.txt", new=True, durable=True) as part:
        part.write_text("new", encoding="utf-8")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("at", ["a disk without links", "an address"])
def test_a_new_file_is_moved_where_there_are_no_links(tmp_path, monkeypatch, at):
    def none(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", none)
    folder = tmp_path if at != "an address" else UPath(f"memory://{tmp_path.name}-new")
    with saved(folder / "a.txt", new=True, durable=True) as part:
        part.write_bytes(b"new")
    with pytest.raises(Refusal), saved(folder / "a.txt", new=True) as part:
        part.write_bytes(b"other")
    assert (folder / "a.txt").read_bytes() == b"new"
    assert [one.name for one in folder.iterdir()] == ["a.txt"]


def test_two_who_save_the_same_file_have_halves_of_their_own(tmp_path):
    path = tmp_path / "a.txt"
    with saved(path) as one, saved(path) as other:
        assert one != other
        one.write_text("1", encoding="utf-8")
        other.write_text("2", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "1"  # the one whose block ended last


@pytest.mark.parametrize("name", ["a.txt", "政" * 85, "a" * 255, os.fsdecode(b"\xb1\xa8" * 60)])
def test_a_half_has_a_name_that_any_disk_takes(tmp_path, name):
    half = half_of(tmp_path / name)
    half.write_bytes(b"")
    assert len(os.fsencode(half.name)) < 255
    assert list(halves_in(tmp_path)) == [half]


def test_halves_are_swept_and_nothing_like_them(tmp_path):
    others = [".a.part", "a.txt.12.part", ".unpacking.part", ".a.txt.12.parts", "b.part"]
    for name in [*others, ".a.txt.12.part", ".b.csv.7.0123abcd.part"]:
        (tmp_path / name).write_bytes(b"")
    sweep_halves([tmp_path, tmp_path / "none"], older=60)
    assert len(list(tmp_path.iterdir())) == len(others) + 2
    sweep_halves([tmp_path])
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(others)


def test_the_first_to_save_in_a_folder_clears_it_of_the_long_dead(tmp_path):
    dead, alive = tmp_path / ".a.csv.7.0123abcd.part", tmp_path / ".a.csv.8.0123abcd.part"
    for half in (dead, alive):
        half.write_bytes(b"half")
    os.utime(dead, (0, 0))
    save_text("甲", tmp_path / "a.csv")
    assert sorted(one.name for one in tmp_path.iterdir()) == [alive.name, "a.csv"]


def test_a_file_that_somebody_names_is_read(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert read_regular(tmp_path / "a", most=3) == b"abc"


@pytest.mark.parametrize(
    ("name", "most", "code"),
    [
        ("none", None, "not_found"),
        ("a/b", None, "not_found"),
        (".", None, "unreadable"),
        ("a", 2, "too_large"),
        ("长" * 300, None, "unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path, name, most, code):
    (tmp_path / "a").write_bytes(b"abc")
    with pytest.raises(Refusal) as caught:
        read_regular(tmp_path / name, most=most)
    assert (caught.value.code, caught.value.place) == (code, str(tmp_path / name))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(Refusal) as caught:
        read_regular(tmp_path / "a.txt")
    assert (caught.value.code, caught.value.detail) == ("unreadable", "not a regular file")
