"""What is said beside the answer: on stderr, one sentence each, folded at words where a person reads it."""

import os
import re
import sys
from collections.abc import Iterator
from typing import TextIO

from quizgen.notation.visible import visible

_NARROWEST = 20
_USUAL = 80


def tell(sentence: str) -> None:
    """Say a sentence; what was typed may stand in it, and steers no terminal."""
    from cardgrad.cli.text import plain, unicode_works  # Rich, which a start without words need not load

    put(plain(f"cardgrad: {visible(sentence)}", ascii_only=not unicode_works()), sys.stderr)


def put(text: str, stream: TextIO) -> None:
    """Print a text that is safe to be shown, folded if the stream is a terminal."""
    if stream.isatty():
        text = folded(text, _width(stream))
    print(text, file=stream)


def folded(text: str, width: int) -> str:
    """Return a text with lines no longer than a width, broken between words only; a line over a caret stays whole.

    >>> print(folded("one two three four five six seven", 20))
    one two three four
      five six seven
    """
    lines = text.split("\n")
    below = [*lines[1:], ""]
    return "\n".join(
        line if under.strip() == "^" else "\n".join(_broken(line, max(_NARROWEST, width)))
        for line, under in zip(lines, below, strict=True)
    )


def _broken(line: str, width: int) -> Iterator[str]:
    """Yield a line in parts that are no wider; a wide letter takes two columns, as Rich counts them."""
    from rich.cells import cell_len

    begun = ""
    for word in re.findall(r"\s*\S+", line):
        if begun and cell_len(begun + word) > width:
            yield begun
            begun = f"  {word.lstrip()}"
        else:
            begun += word
    yield begun


def _width(stream: TextIO) -> int:
    """Return how wide a terminal is: what COLUMNS says goes first, as for Rich, and one that does not know has 80."""
    stated = os.environ.get("COLUMNS", "")
    columns = int(stated) if stated.isascii() and stated.isdigit() else 0
    return columns or os.get_terminal_size(stream.fileno()).columns or _USUAL
