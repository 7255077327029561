"""A deck file's text: read within limits, decoded, and freed of characters that YAML refuses.

Whatever is wrong becomes a fault; where the text can be mended well enough to be looked at further, it is, so that one
run finds as much as possible.
"""

import os
import re
import stat
from itertools import islice
from pathlib import Path

from cardgrad.decks.fault import WARNING, meant
from cardgrad.decks.place import SUFFIXES
from cardgrad.decks.report import Report

SIZE_LIMIT = 1024 * 1024
_NAMES_LOOKED_AT = 1000  # of a folder, for one that was meant
_TOLD_AT_MOST = 5  # places of one kind of damage in one file
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_ODD_BREAKS = re.compile("[\x85\u2028\u2029]")


def read_bytes(path: str | Path, report: Report) -> bytes | None:
    """Return a file's bytes, or None with the reason reported; devices and huge files are not opened."""
    try:
        status = os.stat(path)  # noqa: PTH116 - one call, no Path on top of it
        reason = _unfit(status)
        if reason is None:
            with open(path, "rb") as file:  # noqa: PTH123 - the same
                data = file.read(SIZE_LIMIT + 1)
            if len(data) <= SIZE_LIMIT:
                return data
            reason = _too_big(len(data))
    except FileNotFoundError:
        reason = f"there is no such file{near_name(path)}: check the spelling of the path"
    except PermissionError:
        reason = "the file may not be read: mend its permissions"
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = f"the file cannot be read ({getattr(error, 'strerror', None) or error}): check the path and the disk"
    report.unreadable(0, 0, reason)
    return None


def near_name(path: str | Path) -> str:
    """Return ` (did you mean x?)` where a YAML file of nearly that name lies in its folder, else nothing."""
    wanted = Path(path)
    try:
        there = islice((other.name for other in wanted.parent.iterdir()), _NAMES_LOOKED_AT)
        return meant(wanted.name, sorted(name for name in there if name.endswith(SUFFIXES) and name.isprintable()))
    except (OSError, ValueError):
        return ""


def _unfit(status: os.stat_result) -> str | None:
    """Return why a file should not even be opened."""
    if stat.S_ISDIR(status.st_mode):
        return "this is a folder, not a deck: name a YAML file in it"
    if not stat.S_ISREG(status.st_mode):
        return "this is a device or a pipe, not a file: save the deck as an ordinary file"
    return _too_big(status.st_size) if status.st_size > SIZE_LIMIT else None


def _too_big(size: int) -> str:
    megabytes = max(size / 1e6, 1.1)
    return f"the file has {megabytes:.1f} MB, and a deck at most 1 MB: split it into several decks"


def decode(data: bytes, report: Report) -> str:
    """Return the text of a deck file with plain line ends, as far as its bytes can be read."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _decode_utf16(data, report)
    else:
        text = _decode_utf8(data.removeprefix(b"\xef\xbb\xbf"), report)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _without_controls(text, report)


def _decode_utf16(data: bytes, report: Report) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        report.unreadable(0, 0, f"the file is no whole UTF-16 text (byte {error.start}): save it as UTF-8")
        return ""


def _decode_utf8(data: bytes, report: Report) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    told = 0
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            meant = line[error.start : error.start + 1].decode("cp1252", "replace")
            report.unreadable(
                number,
                error.start + 1,
                f"byte {error.start + 1} of this line (0x{line[error.start]:02x}, perhaps {meant!r}) is not UTF-8: "
                "save the file with the encoding UTF-8",
            )
            told += 1
            if told == _TOLD_AT_MOST:
                break
    return data.decode("utf-8", "replace")


def _without_controls(text: str, report: Report) -> str:
    """Return the text without what YAML refuses or would silently break lines at, and report it."""
    controls = _CONTROLS.search(text)
    if controls and text.count("\0") > len(text) // 4:
        report.unreadable(0, 0, "the file is full of NUL bytes, as UTF-16 without a mark is: save it as UTF-8")
        return ""
    if controls:
        for match in list(_CONTROLS.finditer(text))[:_TOLD_AT_MOST]:
            line, column = _place(text, match.start())
            message = f"the control character U+{ord(match[0]):04X} cannot stand in a deck: delete it"
            report.at(line, column, message)
        text = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)
    if odd := _ODD_BREAKS.search(text):
        line, column = _place(text, odd.start())
        message = f"the line separator U+{ord(odd[0]):04X} is read as a space: write a space or a new line"
        report.at(line, column, message, WARNING)
        text = _ODD_BREAKS.sub(" ", text)
    return text


def _place(text: str, index: int) -> tuple[int, int]:
    """Return line and column, from 1, of a position in the text."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
