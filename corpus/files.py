"""Files that are written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus.errors import Refusal


@contextmanager
def saved(path: Path) -> Iterator[Path]:
    """The file to write to, which takes the place of ``path`` when all of it is written.

    Raises:
        Refusal: ``not_saved``.
    """
    part = path.with_name("." + path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(path)
    except OSError as error:
        raise Refusal("not_saved", str(path), error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
