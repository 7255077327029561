"""What is said beside the answer: on stderr, one sentence each, folded at words where a person reads it."""

import os
import sys
from typing import TextIO

from quizgen.notation.visible import visible

_NARROWEST = 20


def tell(sentence: str) -> None:
    """Say a sentence; what was typed may stand in it, and steers no terminal."""
    from cardgrad.cli.text import plain, unicode_works  # Rich, which a start without words need not load

    put(plain(f"cardgrad: {visible(sentence)}", ascii_only=not unicode_works()), sys.stderr)


def put(text: str, stream: TextIO) -> None:
    """Print a text that is safe to be shown, folded if the stream is a terminal."""
    if stream.isatty():
        text = folded(text, os.get_terminal_size(stream.fileno()).columns)
    print(text, file=stream)


def folded(text: str, width: int) -> str:
    """Return a text with lines no longer than a width, broken between words only; a line over a caret stays whole.

    >>> print(folded("one two three four", 11))
    one two
      three
      four
    """
    import textwrap

    lines = text.split("\n")
    below = [*lines[1:], ""]
    return "\n".join(
        line
        if len(line) <= width or under.strip() == "^"
        else textwrap.fill(
            line, max(_NARROWEST, width), subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
        )
        for line, under in zip(lines, below, strict=True)
    )
