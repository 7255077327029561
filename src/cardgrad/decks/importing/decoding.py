"""The bytes of a text file as text that a deck can hold, whatever a program on another system made of them."""

import re

from cardgrad.errors import CardgradError

SIZE_LIMIT = 8_000_000  # bytes; a deck has one million
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_KNOWN = (
    (b"%PDF", "is a PDF", "copy its text into a text file"),
    (b"\x1f\x8b", "is compressed", "unpack it first"),
    (b"SQLite format 3", "is a database", "export a package (.apkg) or a text file from Anki"),
    (b"\xd0\xcf\x11\xe0", "is an old Office file", "save it as CSV UTF-8 or as plain text"),
    (b"{\\rtf", "is a rich text file", "save it as plain text"),
)


def decoded(data: bytes, name: str) -> tuple[str, list[str]]:
    """Return a file's text with plain line ends, and sentences on what was dropped; refuse what is no text."""
    for sign, what, advice in _KNOWN:
        if data.startswith(sign):
            raise CardgradError(f"{name} {what}, not text: {advice}.")
    if len(data) > SIZE_LIMIT:
        raise CardgradError(
            f"{name} has {len(data) / 1e6:.0f} MB of text, and a deck at most 1 MB: import parts of it."
        )
    text, said = _decoded(data, name)
    if not text.strip("\ufeff \t\r\n"):
        raise CardgradError(f"{name} is empty: there is nothing to import.")
    text, dropped = cleaned(text)
    return text, [*said, *dropped]


def cleaned(text: str) -> tuple[str, list[str]]:
    """Return text without the characters that a deck cannot hold or that nobody sees, and a sentence on each kind."""
    if text.isascii() and text.isprintable():
        return text, []
    text = _BREAKS.sub("\n", text)
    said = []
    for found, what in ((_CONTROLS, "control characters"), (_TURNING, "marks that turn the direction of writing")):
        if signs := found.findall(text):
            named = ", ".join(f"U+{ord(sign):04X}" for sign in list(dict.fromkeys(signs))[:4])
            said.append(f"{what} ({named}), which a deck cannot hold")
            text = found.sub("", text)
    return _UNSEEN.sub("", text).replace("\xa0", " "), said


def _decoded(data: bytes, name: str) -> tuple[str, list[str]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError as error:
            raise CardgradError(
                f"{name} is no whole UTF-16 text (byte {error.start}): save it as UTF-8, and import it again."
            ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _in_an_old_encoding(data, error, name)
    if "\0" in text:
        guess = "UTF-16 without its mark" if text.count("\0") > len(text) // 4 else "no text"
        raise CardgradError(f"{name} holds NUL bytes, so it is {guess}: save it as UTF-8, and import it again.")
    return text, []


def _in_an_old_encoding(data: bytes, error: UnicodeDecodeError, name: str) -> tuple[str, list[str]]:
    """Return text that is not UTF-8 as Windows would read it, if it can be text at all."""
    line = data.count(b"\n", 0, error.start) + 1
    place = f"byte 0x{data[error.start]:02x} in line {line}"
    odd = sum(byte < 9 or 13 < byte < 32 for byte in data)
    if odd > len(data) // 100:
        raise CardgradError(f"{name} is no text ({place}): name a text file, a table or an Anki package.")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise CardgradError(f"{name} is not in UTF-8 ({place}): save it as UTF-8, and import it again.") from None
    return text, [f"the file is not in UTF-8 ({place}) and was read as Windows-1252: look at its accents"]
