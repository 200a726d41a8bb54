"""A program that recognises the text of a scanned page and prints its lines as JSON.

It reads a PDF or an image from standard input; its argument is the number of the page. It runs in
a process of its own, because the libraries are native code: a damaged file must not end a batch.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageSequence

# Pages are recognised at this resolution; images without one are taken to be of this one.
DPI = 200
MAX_PIXELS = 60_000_000
# With less, the detector runs neighbouring lines of dense print together.
_UNCLIP = 1.3
# A page whose lines are so uncertain on average is tried upside down.
_SURE = 0.85
# Ink outside of all lines is looked at again, where it is as high as so much of a line.
_LEFT_OVER = 0.5

# Red ink has so much more red than green or blue; print is darker than this in every light; a row
# with less is empty, and lines of print are so many rows apart.
_RED, _DARK, _SOME_PRINT, _LINE = 60, 110, 0.005, 24


class Recognised(NamedTuple):
    """A recognised line: its text, confidence, and box in pixels from the upper left corner."""

    text: str
    score: float
    left: float
    top: float
    right: float
    bottom: float


def describe(data: bytes, number: int) -> dict[str, Any]:
    """The lines of a page, in reading order, in points; how much ink is in none; and the pages.

    Or an error, where there is no picture to recognise.
    """
    try:
        image, dpi, pages = _image(data, number)
    except MemoryError:
        raise
    except Image.DecompressionBombError:
        return {"error": "too_large", "detail": f"{2 * MAX_PIXELS:,} pixels"}
    except Exception as error:  # whatever a damaged picture makes its decoder raise
        return {"error": "damaged", "detail": f"{type(error).__name__}: {error}"[:200]}
    found, height, left_over = recognise(image)
    points = 72 / dpi
    lines = [
        {
            "text": one.text,
            "score": round(one.score, 4),
            "left": round(one.left * points, 2),
            "right": round(one.right * points, 2),
            "top": round((height - one.top) * points, 2),
            "em": round((one.right - one.left) * points / max(_width(one.text), 1), 3),
        }
        for one in found
    ]
    return {"lines": lines, "left_over": left_over, "pages": pages}


def _image(data: bytes, number: int) -> tuple[Image.Image, float, int]:
    """A page as an image, its resolution, and the number of pages of the document."""
    if data[:5] == b"%PDF-":
        import pypdfium2

        with pypdfium2.PdfDocument(data) as document:
            page = document[number]
            width, height = page.get_size()
            scale = min(DPI / 72, (MAX_PIXELS / max(width * height, 1)) ** 0.5)
            return page.render(scale=scale).to_pil().convert("RGB"), scale * 72, len(document)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    opened = Image.open(io.BytesIO(data))
    frames = getattr(opened, "n_frames", 1)
    frame = next(one for at, one in enumerate(ImageSequence.Iterator(opened)) if at == number)
    dpi = float(frame.info.get("dpi", (DPI, DPI))[0] or DPI)
    return frame.convert("RGB"), dpi if dpi > 50 else DPI, frames


def recognise(image: Image.Image) -> tuple[list[Recognised], int, int]:
    """The lines of a page in reading order, the height of the upright page, and unread strips."""
    engine = _engine()
    pixels, lines = _upright(engine, without_stamps(np.asarray(image)))
    pixels, lines = _straight(engine, pixels, lines)
    found, left_over = _with_left_over(engine, pixels, lines)
    return in_reading_order(found, pixels.shape[1]), pixels.shape[0], left_over


def without_stamps(pixels: np.ndarray) -> np.ndarray:
    """The page with red ink across or beside black print as pale as it is in red light.

    Print below a stamp stays dark; rows that have red ink only, such as a red head, are left.
    """
    channels = pixels.astype(np.int16)
    is_red = channels[..., 0] - channels[..., 1:].max(axis=2) > _RED
    if not is_red.any():
        return pixels
    has_print = ((channels.max(axis=2) < _DARK) & ~is_red).mean(axis=1) > _SOME_PRINT
    near = np.convolve(has_print, np.ones(2 * _LINE + 1), mode="same") > 0
    stamped = is_red & near[:, None]
    cleaned = pixels.copy()
    cleaned[stamped] = pixels[stamped][:, :1]
    return cleaned


def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error", "Det.unclip_ratio": _UNCLIP})


Lines = list[tuple[np.ndarray, str, float]]  # the corners of a line, its text and confidence


def _lines(engine: Any, pixels: np.ndarray) -> Lines:
    result = engine(pixels, use_cls=False)
    if result.boxes is None or result.txts is None:
        return []
    return list(zip(result.boxes, result.txts, result.scores, strict=True))


def _mean(found: Lines) -> float:
    letters = sum(len(text) for _, text, _ in found)
    return sum(len(text) * score for _, text, score in found) / letters if letters else 0.0


def _upright(engine: Any, pixels: np.ndarray) -> tuple[np.ndarray, Lines]:
    """The page turned so that its lines run from left to right, with its lines."""
    found = _lines(engine, pixels)
    tall = sum(np.ptp(box[:, 1]) > 1.5 * np.ptp(box[:, 0]) for box, _, _ in found)
    if tall * 2 > len(found):
        pixels = np.rot90(pixels)
        found = _lines(engine, pixels)
    if found and _mean(found) < _SURE:
        other = np.rot90(pixels, 2)
        turned = _lines(engine, other)
        if _mean(turned) > _mean(found):
            return other, turned
    return pixels, found


def _straight(engine: Any, pixels: np.ndarray, found: Lines) -> tuple[np.ndarray, Lines]:
    """The page turned by the angle of its longer lines, if that is enough to mix up the lines."""
    angles = [
        np.degrees(np.arctan2(*(box[1] - box[0])[::-1])) for box, text, _ in found if len(text) > 8
    ]
    angle = float(np.median(angles)) if angles else 0.0
    if not 0.2 < abs(angle) < 20:
        return pixels, found
    image = Image.fromarray(pixels).rotate(angle, expand=True, fillcolor=(255, 255, 255))
    turned = np.asarray(image)
    return turned, _lines(engine, turned)


def _box(corners: np.ndarray, text: str, score: float) -> Recognised:
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    return Recognised(text, float(score), *(float(edge) for edge in (left, top, right, bottom)))


def _with_left_over(engine: Any, pixels: np.ndarray, lines: Lines) -> tuple[list[Recognised], int]:
    """The lines, with those that a second look at the ink outside of them finds.

    Returns:
        The lines, and the number of strips of ink that are still in none.
    """
    found = [_box(*line) for line in lines]
    unread = 0
    for top, bottom in strips_without_line(pixels, found):
        margin = (bottom - top) // 2
        start = max(top - margin, 0)
        more = _lines(engine, np.ascontiguousarray(pixels[start : bottom + margin]))
        new = [_box(box + np.array([0, start]), text, score) for box, text, score in more]
        new = [one for one in new if not any(_same(one, other) for other in found)]
        found += new
        unread += not new
    return found, unread


def _same(one: Recognised, other: Recognised) -> bool:
    """Whether most of a line's height and some of its width is that of another."""
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    width = min(one.right, other.right) - max(one.left, other.left)
    return height * 2 > one.bottom - one.top and width > 0


def strips_without_line(pixels: np.ndarray, found: Sequence[Recognised]) -> list[tuple[int, int]]:
    """Horizontal strips, as tall as print, with ink as dark as print and outside of all lines."""
    if not found:
        return []
    grey = pixels.mean(axis=2)
    paper, print_ = np.percentile(grey, 90), np.percentile(grey, 1)
    ink = grey < (paper + print_) / 2
    height = float(np.median([one.bottom - one.top for one in found]))
    usual = np.median(
        [ink[_rows(one), _columns(one)].sum() for one in found if len(one.text) > 8] or [0]
    )
    for one in found:
        ink[max(int(one.top - height / 3), 0) : int(one.bottom + height / 3), _columns(one)] = False
    dark = ink.sum(axis=1) > usual / height / 20
    edges = np.flatnonzero(np.diff(np.r_[0, dark.astype(int), 0]))
    strips = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [
        (a, b)
        for a, b in strips
        if _LEFT_OVER * height < b - a < 3 * height and ink[a:b].sum() > usual / 4
    ]


def _rows(one: Recognised) -> slice:
    return slice(max(int(one.top), 0), int(one.bottom))


def _columns(one: Recognised) -> slice:
    return slice(max(int(one.left), 0), int(one.right))


def in_reading_order(found: Sequence[Recognised], width: int) -> list[Recognised]:
    """The lines from top to bottom; in two columns first the left one, between lines across both.

    Args:
        found: the lines of an upright page.
        width: of the page, in pixels.
    """
    rows = sorted(found, key=lambda one: (one.top + one.bottom) / 2)
    gutter = _gutter(rows, width)
    if gutter is None:
        return _in_rows(rows)
    ordered: list[Recognised] = []
    left: list[Recognised] = []
    right: list[Recognised] = []
    for one in rows:
        if one.left < gutter < one.right:
            ordered += [*_in_rows(left), *_in_rows(right), one]
            left, right = [], []
        else:
            (left if one.right <= gutter else right).append(one)
    return [*ordered, *_in_rows(left), *_in_rows(right)]


def _gutter(rows: Sequence[Recognised], width: int) -> float | None:
    """Where a line from top to bottom crosses hardly any line, with many on both sides of it."""
    places = [float(at) for at in np.linspace(0.4, 0.6, 41) * width]
    across = [sum(one.left < at < one.right for one in rows) for at in places]
    least = [at for at, n in zip(places, across, strict=True) if n == min(across)]
    gutter = least[len(least) // 2]
    before = sum(one.right <= gutter for one in rows)
    sides = min(before, len(rows) - min(across) - before)
    return gutter if min(across) * 8 <= len(rows) and sides * 4 >= len(rows) else None


def _in_rows(rows: Sequence[Recognised]) -> list[Recognised]:
    """The lines from top to bottom, and those of one height from left to right."""
    ordered: list[Recognised] = []
    for one in rows:
        at = len(ordered)
        middle = (one.top + one.bottom) / 2
        while (
            at
            and ordered[at - 1].bottom > middle > ordered[at - 1].top
            and (ordered[at - 1].left > one.left)
        ):
            at -= 1
        ordered.insert(at, one)
    return ordered


def _width(text: str) -> float:
    """The width of a text in Chinese characters; letters and digits take half of one."""
    return sum(0.5 if ord(character) < 0x250 else 1.0 for character in text)


if __name__ == "__main__":
    print(json.dumps(describe(sys.stdin.buffer.read(), int(sys.argv[1]))))
