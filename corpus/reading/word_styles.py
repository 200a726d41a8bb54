"""The styles of a Word file, whatever part of it they are in, if they are in any."""

from __future__ import annotations

from typing import Any

_STYLE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}style"


def styles_of(document: Any) -> list[Any]:
    """The elements of the styles; none where the file has none, or a part of another kind.

    Args:
        document: from python-docx.
    """
    try:
        return list(document.styles.element.iter(_STYLE))
    except (KeyError, AttributeError):
        return []
