"""Writing files completely or not at all."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from corpus.errors import Refusal

_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def is_device(name: str) -> bool:
    """Whether Windows reserves a file's name for a device, with or without an extension.

    >>> is_device("aux.txt"), is_device("auxiliary.txt")
    (True, False)
    """
    return _DEVICES.fullmatch(name) is not None


def move(part: Path, path: Path) -> None:
    """Replaces one file by another: in one step on a disk; elsewhere as the storage allows."""
    source, target = cast(Any, part), cast(Any, path)
    if hasattr(source, "fs"):
        source.fs.mv(source.path, target.path)
    else:
        part.replace(path)


def save_text(text: str, path: Path) -> Path:
    """Writes a text in UTF-8 and keeps its line ends.

    Raises:
        Refusal: ``not_saved``.
    """
    with saved(path) as part:
        part.write_text(text, encoding="utf-8", newline="")
    return path


def save_json(content: Any, path: Path) -> Path:
    """Writes JSON in UTF-8.

    Raises:
        Refusal: ``not_saved``.
    """
    return save_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", path)


@contextmanager
def saved(path: Path) -> Iterator[Path]:
    """A file to write to, which replaces ``path`` once it is complete.

    Raises:
        Refusal: ``not_saved``.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")  # another process may save it too
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        move(part, path)
    except OSError as error:
        raise Refusal("not_saved", str(path), error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
