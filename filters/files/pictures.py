"""Pictures: what the QR and other matrix codes in them say. Reads nothing without the extra `codes` (Pillow, zxing-cpp)."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from filters.files.file import Contents, File
from filters.files.limits import PIXELS

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_TOO_LARGE = "it is a picture too large to be read"
_SIDE = 1600
"""Pixels of the longer side that is looked at: a code that a telephone reads from a screen is still read."""


def read(file: File) -> Contents:
    """The texts of the codes, one a line."""
    libraries = _libraries()
    if libraries is None:
        return Contents()
    pillow, zxing = libraries
    try:
        with pillow.open(io.BytesIO(file.data), formats=_FORMATS) as picture:
            picture.draft("L", (_SIDE, _SIDE))
            if picture.width * picture.height > PIXELS:
                return Contents(troubles=(_TOO_LARGE,))
            found = zxing.read_barcodes(_grey(picture), formats=zxing.BarcodeFormat.AllMatrix)
    except pillow.DecompressionBombError:
        return Contents(troubles=(_TOO_LARGE,))
    except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow raises for bad pictures, which show no code to anybody
        return Contents()
    texts = "\n".join(code.text for code in found if code.text.strip())
    return Contents((texts,) if texts else ())


def _grey(picture: Any) -> Any:
    """The first frame in shades of grey, on white, no larger than what is looked at."""
    if "A" in picture.getbands() or "transparency" in picture.info:
        coloured = picture.convert("RGBA")
        white = coloured.copy()
        white.paste((255, 255, 255, 255), (0, 0, *coloured.size))
        white.alpha_composite(coloured)
        picture = white
    grey = picture.convert("L")
    grey.thumbnail((_SIDE, _SIDE))
    return grey


@cache
def _libraries() -> tuple[Any, Any] | None:
    """Pillow's Image and zxingcpp, loaded with the first picture; None where they are not installed."""
    try:
        import zxingcpp
        from PIL import Image
    except ImportError:
        return None
    return Image, zxingcpp
