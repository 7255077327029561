"""What a picture's bytes say of it: the format, and how many pixels it unpacks to. Nothing is decoded."""

import re
from struct import unpack_from
from typing import NamedTuple

_SVG = re.compile(rb"<svg[\s>]")
# What an SVG from a stranger must not hold: entities that grow, scripts, and addresses of anything outside it.
_REACHING = re.compile(rb"""<!ENTITY|<script\b|<foreignObject\b|@import|url\(\s*["']?(?!["'#]|data:)|"""
                       rb"""\bhref\s*=\s*["'](?!#|data:)""", re.IGNORECASE)  # fmt: skip


class Picture(NamedTuple):
    """A picture's format, and its width and height in pixels, which are 0 for drawings in SVG."""

    format: str  # png, jpeg, gif, webp or svg
    width: int = 0
    height: int = 0


def picture_of(data: bytes) -> Picture | None:
    """Return what the bytes are a picture of, or None where they are none that is known."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" and len(data) >= 24:
        return Picture("png", *unpack_from(">II", data, 16))
    if data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= 10:
        return Picture("gif", *unpack_from("<HH", data, 6))
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP" and len(data) >= 30:
        return _webp(data)
    return Picture("svg") if _SVG.search(data) else None


def reaches_out(svg: bytes) -> bool:
    """Tell whether an SVG holds a script, an entity, or the address of something outside itself."""
    return _REACHING.search(svg) is not None


def malformed(svg: bytes) -> str:
    """Return why an SVG cannot be read as XML, or nothing; it must hold no entities, which could grow."""
    from xml.parsers import expat

    try:
        expat.ParserCreate().Parse(svg, True)
    except (expat.ExpatError, ValueError) as error:  # ValueError: an encoding that is none
        return str(error)
    return ""


def _jpeg(data: bytes) -> Picture | None:
    """Return the size that the frame's header states; the segments before it are stepped over."""
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # a byte that fills
            place += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = unpack_from(">HH", data, place + 5)
            return Picture("jpeg", width, height)
        place += 2 + max(2, unpack_from(">H", data, place + 2)[0])
    return None


def _webp(data: bytes) -> Picture | None:
    """Return the size that the first chunk states, of the lossy, the lossless or the extended form."""
    chunk = data[12:16]
    if chunk == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = unpack_from("<HH", data, 26)
        return Picture("webp", width & 0x3FFF, height & 0x3FFF)
    if chunk == b"VP8L" and data[20] == 0x2F:
        (bits,) = unpack_from("<I", data, 21)
        return Picture("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if chunk == b"VP8X":
        return Picture("webp", int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1)
    return None
