"""Where the notebooks are, in each language: their names, and copies of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus.collection import NOTEBOOK_NAMES, PROJECT, PROJECT_CORPUS, Corpus
from corpus.errors import Refusal
from corpus.files import saved
from corpus.language import Lang

# In a checkout they are beside the packages, in an installation within analysis.
NOTEBOOKS = next(
    (one for one in (PROJECT / "notebooks", PROJECT / "analysis" / "notebooks") if one.is_dir()),
    PROJECT / "notebooks",
)


def notebook_folder(lang: Lang = "en") -> Path:
    """The folder of the suite's notebooks in a language; both have the same code."""
    return NOTEBOOKS / "zh" if lang == "zh" else NOTEBOOKS


def notebooks_of(corpus: Corpus | None, lang: Lang = "en") -> Path:
    """The folder of the notebooks that are run on a corpus.

    Args:
        corpus: that has a folder of its own, as ``gwr new`` makes it, whatever its language; else,
            or with None, it is the suite's.
        lang: of the suite's notebooks.
    """
    own = None if corpus is None else own_notebooks(corpus)
    return own if own is not None and any(own.glob(NOTEBOOK_NAMES)) else notebook_folder(lang)


def notebook_path(name: str, lang: Lang = "en", corpus: Corpus | None = None) -> Path:
    """The file of a notebook of the suite, or of the corpus's own."""
    return notebooks_of(corpus, lang) / f"{name}.ipynb"


def notebook_names(lang: Lang = "en", corpus: Corpus | None = None) -> list[str]:
    """The names of all notebooks, in order."""
    return sorted(path.stem for path in notebooks_of(corpus, lang).glob(NOTEBOOK_NAMES))


def chosen_notebooks(
    wanted: Sequence[str], lang: Lang = "en", corpus: Corpus | None = None
) -> list[str]:
    """The names of the notebooks requested by name, file name or number.

    Args:
        wanted: what was requested; all notebooks if empty.
        lang: of the notebooks.
        corpus: whose own notebooks are run, where it has any.

    Raises:
        Refusal: ``unknown_notebook``.
    """
    names = notebook_names(lang, corpus)
    found = []
    for one in wanted:
        stem = Path(one).stem
        number = stem.zfill(2) if stem else ""
        match = [name for name in names if name == stem or name.split("_")[0] == number]
        if not match:
            raise Refusal("unknown_notebook", one or '""', ", ".join(names))
        found += match
    return found or names


def own_notebooks(corpus: Corpus) -> Path | None:
    """The notebooks beside the reports of a corpus, as ``gwr new`` puts them; None without any."""
    folder = corpus.documents.parent / "notebooks"
    local = "://" not in str(corpus.documents) and corpus.documents.name == "reports"
    return folder if local and folder.is_dir() else None


def borrows_notebooks(corpus: Corpus, lang: Lang = "en") -> bool:
    """Whether a corpus elsewhere has no notebooks of its own, so that the suite's are opened.

    Args:
        corpus: whose reports are read.
        lang: of the notebooks.
    """
    elsewhere = str(corpus.documents) != str(PROJECT_CORPUS / "reports")
    return elsewhere and notebooks_of(corpus, lang) == notebook_folder(lang)


def check_refresh(corpus: Corpus, lang: Lang = "en") -> None:
    """Checks that the notebooks run on a corpus may be replaced by the executed ones.

    Those of the suite only by what they say of its own corpus: another's sentences would remain in
    them.

    Args:
        corpus: that was run.
        lang: of the notebooks.

    Raises:
        Refusal: ``suite_notebooks`` for a corpus elsewhere without notebooks of its own.
    """
    if borrows_notebooks(corpus, lang):
        raise Refusal("suite_notebooks", str(notebooks_of(corpus, lang)))


def copy_notebooks(folder: Path, lang: Lang = "en") -> list[str]:
    """Makes a folder to work in: ``notebooks`` with the suite's, and ``reports`` for documents.

    Args:
        folder: made if it does not exist; a corpus, once ``reports`` has documents.
        lang: of the notebooks.

    Returns:
        The names of the notebooks.

    Raises:
        Refusal: ``notebooks_there`` if the folder has notebooks, or ``not_saved``.
    """
    target = folder / "notebooks"
    if target.exists() or any(folder.glob("*.ipynb")):
        raise Refusal("notebooks_there", str(folder))
    names = notebook_names(lang)
    try:
        (folder / "reports").mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as part:  # all of them appear, or none
            made = Path(part) / "notebooks"
            made.mkdir()
            for name in names:
                shutil.copyfile(notebook_path(name, lang), made / f"{name}.ipynb")
            made.rename(target)
    except OSError as error:
        raise Refusal("not_saved", str(folder), error.strerror or str(error)) from error
    return names


def refresh(
    names: Sequence[str], out: Path, lang: Lang = "en", corpus: Corpus | None = None
) -> list[str]:
    """Replaces the notebooks that were run by the executed ones.

    Args:
        names: of the notebooks.
        out: the folder of the results.
        lang: of the notebooks.
        corpus: whose own notebooks were run, where it has any.

    Returns:
        The names of the notebooks that changed.

    Raises:
        Refusal: as ``check_refresh``, or ``not_saved``.
    """
    if corpus is not None:
        check_refresh(corpus, lang)
    changed = []
    for name in names:
        source, target = out / "notebooks" / f"{name}.ipynb", notebook_path(name, lang, corpus)
        if source.read_bytes() != target.read_bytes():
            with saved(target) as part:
                shutil.copyfile(source, part)
            changed.append(name)
    return changed
