"""What may go wrong in any command, and what is said: the table behind the guard of commands."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable
from typing import Any, Final

from corpus.errors import Refusal


def refusal_of(error: Exception) -> Refusal | None:
    """The refusal that an error is told as; None for a fault of the program.

    Args:
        error: what a command raised.

    Example:
        >>> from analysis.cli.faults import refusal_of
        >>> print(refusal_of(RecursionError()))
        gwr: what was given is nested too deeply to be read; check the file
        >>> refusal_of(KeyError("term")) is None
        True
    """
    for kinds, said in _SAID:
        if isinstance(error, kinds):
            return said(error)
    return _of_database(error) if _is_of_database(error) else None


def _of_system(error: OSError) -> Refusal:
    """What the system said, with the file concerned."""
    place = error.filename or "gwr"
    if isinstance(place, int):
        place = "gwr"
    return Refusal("system", os.fsdecode(place), error.strerror or str(error))


def _of_character(error: UnicodeEncodeError) -> Refusal:
    """Half a character, which JSON can name and no file can hold."""
    return Refusal("half_character", "gwr", ascii(error.object[error.start : error.end])[1:-1])


_SAID: Final[tuple[tuple[Any, Callable[[Any], Refusal]], ...]] = (
    (Refusal, lambda refusal: refusal),
    (OSError, _of_system),
    (MemoryError, lambda _: Refusal("system", "gwr", os.strerror(errno.ENOMEM))),
    (RecursionError, lambda _: Refusal("too_deep", "gwr")),
    (UnicodeEncodeError, _of_character),
)


def _is_of_database(error: Exception) -> bool:
    """Whether the database could not read a file of the store; it has errors of its own."""
    database = sys.modules.get("duckdb")  # which most commands do not load
    if database is None:
        return False
    damaged = isinstance(error, database.InvalidInputException) and ".parquet" in str(error)
    return damaged or isinstance(error, database.IOException)


def _of_database(error: Exception) -> Refusal:
    """What the database said of a file, as a refusal with that file."""
    said = re.sub(r"^[A-Z][\w ]* Error: ", "", str(error).partition("\n")[0])
    named = re.search(r"""(["'])(.+?)\1""", said)
    reason = re.split(r"""["']:? """, said)[-1]
    return Refusal("bad_store", named[2] if named else "gwr", reason)
