"""Offline pages: one file each, which holds its data and makes no request to the network."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from pathlib import Path
from typing import Any

from analysis.fonts import font_rule
from corpus.errors import Refusal
from corpus.files import save_text
from corpus.language import Lang

FOLDER = Path(__file__).parent


def write_page(path: Path, *, name: str, title: str, data: Any, lang: Lang = "en") -> Path:
    """Writes a page with its data, as JSON, and the script that shows them.

    The script inserts text as text only, and the page's content security policy admits no other
    script, style or address: markup within a report is shown and never executed. The page brings
    along the font for its Chinese characters, for computers that have none.

    Args:
        path: of the page, ending in .html.
        name: of the script and the style sheet in this folder, without extension.
        title: of the page.
        data: the data that the script shows, written as JSON.
        lang: language of the page: en or zh.

    Returns:
        The path.

    Raises:
        Refusal: ``unknown_page_format`` or ``not_saved``.
    """
    check_ending(path)
    content = page(name=name, title=title, data=data, lang=lang)
    return save_text(content, path)


def check_ending(path: Path) -> None:
    """Refuses a name under which no browser would open a page.

    Raises:
        Refusal: ``unknown_page_format``.
    """
    if path.suffix.lower() not in (".html", ".htm"):
        raise Refusal("unknown_page_format", str(path), path.suffix or "no extension")


def page(*, name: str, title: str, data: Any, lang: Lang = "en") -> str:
    """The HTML of a page; arguments as in ``write_page``.

    Example:
        >>> from analysis.pages.page import page
        >>> text = page(name="topics", title="主题", data={"note": "</script>"}, lang="zh")
        >>> "<title>主题</title>" in text, '{"note":"</script>"}' in text
        (True, False)
    """
    shown = _json(data)
    script = _asset(f"{name}.js", "page.js")
    style = font_rule(title + script + shown) + _asset(f"{name}.css", "page.css")
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n'
        f'<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        '<div id="app"></div>\n'
        f'<script type="application/json" id="data">{shown}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _asset(name: str, shared: str) -> str:
    """A script or style sheet, preceded by the part that all pages share."""
    return "\n".join((FOLDER / one).read_text(encoding="utf-8") for one in (shared, name))


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json(data: Any) -> str:
    """JSON that cannot close the script element around it."""
    text = json.dumps(
        data, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
    )
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
