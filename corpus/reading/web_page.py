"""The text of a web page."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corpus.errors import Notice, Refusal
from corpus.reading.encoding import BROKEN, broken_characters, decode
from corpus.reading.result import DocumentText

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


# Elements whose content is not displayed, and elements that begin and end a line.
_HIDDEN = ["script", "style", "template", "noscript", "head"]
_BLOCK_NAMES = """
    address article aside blockquote br caption center dd div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,20})")
# Elements that have no end tag, or may omit it; the last line lists elements of drawings.
_NOT_NESTED_NAMES = """
    p li dt dd tr td th thead tbody tfoot option br hr img input meta link area base col
    embed source track wbr
    path circle rect line polygon polyline ellipse use stop
"""
_NOT_NESTED = frozenset(_NOT_NESTED_NAMES.split())
MAX_DEPTH = 1000
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{3,20})""", re.I)


def read_html(data: bytes) -> DocumentText:
    """The text that a web page displays, in order, one line per block, without hidden elements.

    Raises:
        Refusal: ``not_text``, ``empty`` or ``damaged``.
    """
    from selectolax.lexbor import LexborHTMLParser

    markup, encoding, confidence, notices = decode(data)
    _check_depth(markup)
    tree = LexborHTMLParser(markup)
    tree.strip_tags(_HIDDEN)
    if tree.root is None:
        raise Refusal("empty", "")
    text = re.sub(r" ?\n[ \n]*", "\n", "".join(_html_pieces(tree.root))).strip("\n")
    found = (*_in_text(notices, text), *_wrong_label(data, encoding))
    return DocumentText(text, encoding, confidence, found)


def _in_text(notices: Iterable[Notice], text: str) -> Iterator[Notice]:
    """Warnings of the markup as those of the text, where broken characters of scripts are gone."""
    for notice in notices:
        if notice.code != "broken_characters":
            yield notice
        elif BROKEN in text:
            yield broken_characters(text)


def _check_depth(markup: str) -> None:
    """Refuses elements nested deeper than browsers display, since each level slows the parser."""
    depth = 0
    for closes, name in _TAG.findall(markup):
        if name.lower() not in _NOT_NESTED:
            depth = max(depth - 1, 0) if closes else depth + 1
        if depth > MAX_DEPTH:
            raise Refusal("damaged", "", f"elements nested over {MAX_DEPTH} deep")


def _html_pieces(root: LexborNode) -> Iterator[str]:
    """The text of a page in order, with a line end before and after each block.

    There is no recursion, since elements can be nested deeper than Python's stack allows.
    """
    waiting: list[LexborNode | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif node.tag == "-text":
            space = r"[ \t]+" if _is_preformatted(node) else r"[ \t\r\n]+"
            yield re.sub(space, " ", node.text_content or "")
        else:
            edge = "\n" if node.tag in _BLOCKS else ""
            yield edge
            waiting.append(edge)
            waiting.extend(reversed(list(node.iter(include_text=True))))


def _is_preformatted(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag in ("pre", "textarea")


def _wrong_label(data: bytes, encoding: str) -> tuple[Notice, ...]:
    """A warning where the page declares an encoding other than that of its bytes, which decide."""
    label = _DECLARED.search(data[:4096])
    if label is None:
        return ()
    declared = label.group(1).decode("ascii")
    try:
        same = codecs.lookup(declared).name == codecs.lookup(encoding).name
    except LookupError:
        same = False
    if same or (encoding == "gb18030" and declared.lower() in {"gb2312", "gbk"}):
        return ()
    return (Notice("wrong_charset", f"the page declares {declared}, its bytes are {encoding}"),)
