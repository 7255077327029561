"""Text as a scalar of YAML that a deck's reader reads back as the same text."""

import re

_PLAIN = re.compile(r"[A-Za-z0-9(][^\x00-\x1f\x7f-\xa0\ufeff:#]*")
_ESCAPED = re.compile('[^\x20-\x7e\xa1-\u2027\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|["\\\\]')
_BROKEN = re.compile(r"[^\n\t\x20-\x7e\xa1-\u2027\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def scalar(text: str, indent: int, *, flow: bool = False) -> str:
    """Return text as a scalar behind its key; its lines, if it has several, begin with `indent` spaces.

    In `flow`, between brackets or braces, it stays on one line.
    """
    if "\n" in text and not flow and _is_literal(text):
        explicit = str(2) if text[0] in " \t\n" else ""
        margin = " " * indent
        lines = "\n".join(margin + line if line else "" for line in text.split("\n"))
        return f"|{explicit}-\n{lines}"
    if _ESCAPED.search(text) and not _is_printable(text):
        return f'"{_ESCAPED.sub(_escape, text)}"'
    if _PLAIN.fullmatch(text) and not text.endswith(" ") and not (flow and re.search(r"[\[\]{},]", text)):
        return text
    return "'" + text.replace("'", "''") + "'"


def words(texts: tuple[str, ...] | list[str]) -> str:
    """Return short texts as a list on one line."""
    return f"[{', '.join(scalar(text, 0, flow=True) for text in texts)}]"


def _is_literal(text: str) -> bool:
    """Tell whether a block of lines holds the text as it is: it ends with a word, and no line is made of spaces."""
    return (
        not _BROKEN.search(text)
        and not text.endswith("\n")
        and all(line.strip() or not line for line in text.split("\n"))
        and bool(text.strip())
    )


def _is_printable(text: str) -> bool:
    """Tell whether text can stand between single quotes, in which nothing is escaped."""
    return "\n" not in text and "\t" not in text and not _BROKEN.search(text)


def _escape(found: re.Match[str]) -> str:
    r"""Return an escape that is none of `\n`, `\t` and their like, which a reader could take for LaTeX."""
    sign = found[0]
    if sign in '"\\':
        return f"\\{sign}"
    code = ord(sign)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
