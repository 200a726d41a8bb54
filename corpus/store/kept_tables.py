"""Tables that are made of a corpus once, and kept beside its store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Set
from contextlib import suppress
from dataclasses import is_dataclass
from functools import cache, wraps
from inspect import signature
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.files import saved
from corpus.lexicon import lists as lexicon
from corpus.store.fingerprint import code_digest
from corpus.store.manifest import store_fingerprint

P = ParamSpec("P")
Make = Callable[Concatenate[Corpus, P], pd.DataFrame]
_SUITE = Path(__file__).parents[2]
AT_MOST = 64  # tables of a function, so that many lists asked for one after another fill no disk


def kept(make: Make[P]) -> Make[P]:
    """A function that keeps the tables it makes of a corpus, for the next time it is asked.

    They are in the folder ``cache/kept`` of the outputs, and made again where the store, the
    arguments, the lexicon or the code has changed. A store without texts comes with those that
    were made of its texts.

    Args:
        make: takes a corpus and values that can be told from others: text, numbers, lists, sets,
            dataclasses and tables.

    Example:
        >>> from analysis import open_corpus
        >>> from corpus import read_table
        >>> from corpus.store.kept_tables import kept
        >>> @kept
        ... def longest(corpus, *, table):
        ...     print("made")
        ...     rows = read_table(corpus, table)
        ...     return rows.nlargest(1, "end")[["report_id", "end"]]
        >>> found = longest(open_corpus(), table="sentences")
        made
        >>> longest(open_corpus(), table="sentences").equals(found)
        True
    """
    told = signature(make)

    @wraps(make)
    def read(corpus: Corpus, *args: P.args, **options: P.kwargs) -> pd.DataFrame:
        given = told.bind(corpus, *args, **options)
        given.apply_defaults()
        path = _place(corpus, make, [*given.arguments.values()][1:])
        table = _read(path)
        if table is None:
            table = pa.Table.from_pandas(make(corpus, *args, **options))
            _keep(table, path)
        return table.to_pandas()  # the same whether it was kept or not

    return read


def kept_files(corpus: Corpus) -> dict[str, Path]:
    """The tables that are kept of the present state of a corpus, by their name in its outputs.

    Args:
        corpus: a corpus whose store is up to date.
    """
    folder, state = _folder(corpus), _state(corpus)
    found = sorted(folder.glob(f"*-{state}-*.parquet")) if folder.is_dir() else []
    return {f"cache/kept/{path.name}": path for path in found}


def _folder(corpus: Corpus) -> Path:
    return corpus.outputs / "cache" / "kept"


def _place(corpus: Corpus, make: Callable[..., Any], arguments: list[Any]) -> Path:
    given = json.dumps(arguments, sort_keys=True, default=_told)
    called = hashlib.sha256(given.encode()).hexdigest()[:16]
    name = f"{make.__module__}.{make.__qualname__.rpartition('.')[2]}"
    return _folder(corpus) / f"{name}-{_state(corpus)}-{called}.parquet"


def _state(corpus: Corpus) -> str:
    return hashlib.sha256(f"{store_fingerprint(corpus)}{_program()}".encode()).hexdigest()[:16]


@cache
def _program() -> str:
    """The digest of the code and the word lists."""
    packages = [one for one in ("analysis", "corpus") if (_SUITE / one).is_dir()]
    return code_digest(_SUITE, packages) + lexicon.fingerprint()


def _told(value: Any) -> Any:
    """What tells a value from others, where JSON has no word for it."""
    if isinstance(value, pd.DataFrame | pd.Series):
        return hashlib.sha256(value.to_csv(lineterminator="\n").encode()).hexdigest()
    if is_dataclass(value):
        return vars(value)
    if isinstance(value, Set):
        return sorted(value)
    return list(value)


def _read(path: Path) -> pa.Table | None:
    """The table in a file; None where there is none, or it is damaged."""
    try:
        with path.open("rb") as file:
            return pq.read_table(file)
    except (OSError, pa.ArrowException):
        return None


def _keep(table: pa.Table, path: Path) -> None:
    """Keeps a table, and deletes earlier ones; on a disk for reading only, neither.

    Those of an earlier state of the corpus go, and of this one the oldest beyond ``AT_MOST``.
    """
    name, state, _ = path.stem.rsplit("-", 2)
    with suppress(Refusal), saved(path) as part:
        pq.write_table(table, part, compression="zstd")
    with suppress(OSError):
        every = list(path.parent.glob(f"{name}-*.parquet"))
        own = sorted((one for one in every if f"-{state}-" in one.name), key=_written)
        for one in {*every} - {*own[-AT_MOST:]} - {path}:
            one.unlink(missing_ok=True)


def _written(path: Path) -> int:
    """When a file was written; 0 for one that another process has deleted meanwhile."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
