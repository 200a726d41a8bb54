"""A figure's picture elements as a PNG, written in a third of the usual time.

PNG libraries try five filters on each row. Figures are flat areas and text, which compress about as
well without any: of five figures at 600 dpi, four were smaller.
"""

from __future__ import annotations

import io
import struct
import zlib
from ctypes import c_ubyte
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.arrays import Bytes

if TYPE_CHECKING:
    from pypdfium2 import PdfBitmap

_LEVEL = 3  # of compression; higher ones take longer and save little
_AS_THEY_LIE = "RGBX"  # the order of the pixels, so that Pillow needs no copy of them
_ROWS = 64  # at a time, which fit into the processor's cache


def pixels_of_pdf(pdf: Path, dpi: int) -> Bytes:
    """The picture elements of a figure that was saved as PDF: rows, columns, and red, green, blue.

    A fourth number of each has no meaning. Drawing the PDF takes half of the time in which
    matplotlib draws the figure once more.

    Args:
        pdf: with one page.
        dpi: dots per inch.

    Example:
        >>> from pathlib import Path
        >>> from analysis.figures import new_figure
        >>> from analysis.figures.png import pixels_of_pdf
        >>> new_figure(25.4, 12.7).savefig("figure.pdf")
        >>> pixels_of_pdf(Path("figure.pdf"), 100).shape
        (50, 100, 4)
    """
    from pypdfium2 import PdfDocument  # slow to import, and needed for saving only

    with PdfDocument(pdf) as document:
        page = document[0].render(
            scale=dpi / 72, rev_byteorder=True, prefer_bgrx=True, bitmap_maker=_unwritten
        )
    return np.asarray(page.to_numpy())


def _unwritten(width: int, height: int, **how: Any) -> PdfBitmap:
    """A bitmap for a page: it is made white, so that its memory need not be set to 0 before.

    That took a third of the time in which a figure is drawn at 600 dpi.
    """
    from pypdfium2 import PdfBitmap

    memory = np.empty(4 * width * height, np.uint8)
    buffer = (c_ubyte * len(memory)).from_buffer(memory.data)
    return PdfBitmap.new_native(width, height, buffer=buffer, **how)


def shown(pixels: Bytes, dpi: int) -> bytes:
    """A small PNG of these pixels, which takes longer to write than that of ``encoded``.

    Args:
        pixels: from ``pixels_of_pdf``.
        dpi: dots per inch.
    """
    from PIL import Image

    picture, across = io.BytesIO(), (pixels.shape[1], pixels.shape[0])
    whole = Image.frombuffer(_AS_THEY_LIE, across, pixels, "raw", _AS_THEY_LIE, 0, 1)
    whole.convert("RGB").save(picture, "png", dpi=(dpi, dpi))
    return picture.getvalue()


def encoded(pixels: Bytes, dpi: int) -> bytes:
    """A PNG of these pixels.

    Args:
        pixels: rows, columns and red, green, blue; what else there is of each is left out.
        dpi: dots per inch.

    Example:
        >>> import io
        >>> import numpy as np
        >>> from PIL import Image
        >>> from analysis.figures.png import encoded
        >>> picture = Image.open(io.BytesIO(encoded(np.full((2, 3, 3), 255, np.uint8), 600)))
        >>> picture.size, picture.getpixel((0, 0)), round(picture.info["dpi"][0])
        ((3, 2), (255, 255, 255), 600)
    """
    height, width, _ = pixels.shape
    per_metre = round(dpi / 0.0254)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
            _chunk(b"IDAT", _compressed(pixels)),
            _chunk(b"IEND", b""),
        ]
    )


def _compressed(pixels: Bytes) -> bytes:
    """The rows of a picture, some at a time; colour by colour is three times as fast as by dot."""
    rows = np.zeros((_ROWS, 1 + 3 * pixels.shape[1]), np.uint8)  # the first byte: no filter
    deflated = zlib.compressobj(_LEVEL)
    parts = []
    for start in range(0, len(pixels), _ROWS):
        some = pixels[start : start + _ROWS]
        for colour in range(3):
            rows[: len(some), 1 + colour :: 3] = some[:, :, colour]
        parts.append(deflated.compress(rows[: len(some)].data))
    return b"".join([*parts, deflated.flush()])


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
