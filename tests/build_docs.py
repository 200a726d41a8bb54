"""Writes the reference of the public names: what ``make docs`` runs."""

import sys
from pathlib import Path, PurePath
from typing import Any

import pdoc
from pdoc import doc_pyi

from corpus.collection import PROJECT
from tests.public_names import DOORS, packages


class AsWritten:
    """An annotation as the code has it: names of types, not what they are made of."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def as_written(annotation: Any, *_: Any) -> Any:
    """The annotation that a page shows, in place of the type it stands for."""
    text = getattr(annotation, "__forward_arg__", annotation)
    return AsWritten(text) if isinstance(text, str) else annotation


def in_project(path: PurePath) -> str:
    """A default that is a file of the suite, without the folder in which it happens to be."""
    inside = path.relative_to(PROJECT) if path.is_relative_to(PROJECT) else path
    return f"Path({inside.as_posix()!r})"


def build(folder: Path) -> None:
    """Writes the pages, which need no network.

    Args:
        folder: of the pages; made where it does not exist.
    """
    pdoc.doc.safe_eval_type = as_written
    PurePath.__repr__ = in_project
    # The stubs only name what a package exports; types and descriptions are in the modules.
    doc_pyi.find_stub_file = lambda module_name: None
    pdoc.render.configure(docformat="google", show_source=False)
    names = [one.__name__ for one in packages()]
    pdoc.pdoc(*names, *DOORS, output_directory=folder)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
