"""A line of YAML whose text wanted quotes, mended."""

import re
from collections.abc import Container

_LINE = re.compile(r"(?P<head>\s*(?:-\s+)*(?:[A-Za-z_][\w-]*:\s+)?)(?P<text>\S.*)")
_UNSPACED = re.compile(r"(?P<head>\s*(?:-\s+)*(?P<key>[a-z]+)):(?P<text>\S.*)")
_TROUBLESOME = ("{", "}", "[", "]", "*", "&", "!", "`", "@", "%", "|", ">", '"', "'", ",", "#")


def _parts(line: str) -> re.Match[str] | None:
    """Return a line's parts; without the spaces at its end, so that no pattern has to look for those in a long text."""
    return _LINE.match(line.rstrip())


def mended(line: str) -> str | None:
    """Return the line with its text between quotes, or None where quotes would change nothing."""
    match = _parts(line)
    if match is None:
        return None
    text = match["text"]
    if is_quoted(text) or text in ("|", ">", "|-", ">-", "|+", ">+"):
        return None
    return match["head"] + quoted(text)


def requoted(line: str) -> str | None:
    """Return the line with its double quotes made single ones, in which a backslash is only itself."""
    match = _parts(line)
    if match is None or not is_quoted(match["text"]) or match["text"][0] != '"':
        return None
    return match["head"] + "'" + match["text"][1:-1].replace('\\"', '"').replace("'", "''") + "'"


def spaced(line: str, keys: Container[str]) -> str | None:
    """Return the line with the space that is missing after the colon of one of these keys."""
    match = _UNSPACED.match(line.rstrip())
    return f"{match['head']}: {match['text']}" if match and match["key"] in keys else None


def closed(line: str) -> str | None:
    """Return the line with the closing quote that its text lacks."""
    text = text_of(line)
    return line.rstrip() + text[0] if text[:1] in ('"', "'") and text.count(text[0]) == 1 else None


def key_of(line: str) -> str:
    """Return the key that a line begins with, or nothing."""
    match = _parts(line)
    return match["head"].strip(" \t-:") if match else ""


def text_of(line: str) -> str:
    """Return what stands on a line after its dashes and its key."""
    match = _parts(line)
    return match["text"] if match else ""


def quoted(text: str) -> str:
    """Return text between quotes that YAML reads back as it is."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def is_quoted(text: str) -> bool:
    """Tell whether a text is one quoted scalar already."""
    if len(text) < 2 or text[0] != text[-1] or text[0] not in "\"'":
        return False
    inside = text[1:-1]
    return "'" not in inside.replace("''", "") if text[0] == "'" else '"' not in inside.replace('\\"', "")


def needs_quotes(text: str) -> bool:
    """Tell whether YAML would not take the text as plain text."""
    return not is_quoted(text) and (text.startswith(_TROUBLESOME) or ": " in text)
