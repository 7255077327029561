"""How reading commands answer: one JSON document, or lines and tables for people."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from cardgrad.cli.screen import Screen
from cardgrad.cli.text import unicode_works

_ROOMY = 80  # columns, from which on a word has room in a table
_UNBROKEN = 8  # so long a number is not broken to make room; a longer one is, rather than cut off


def print_json(document: Any) -> None:
    """Print one JSON document; what would steer a terminal or is not seen stands there as its escape."""
    text = json.dumps(document, ensure_ascii=not unicode_works(), indent=2)
    print(text if text.replace("\n", "").isprintable() else "".join(map(_escaped, text)))


def _escaped(sign: str) -> str:
    """Return a sign as JSON has it on a screen: one that is not seen as its escape, which reads back as the sign."""
    if sign.isprintable() or sign == "\n":
        return sign
    return "\\u007f" if sign == "\x7f" else json.dumps(sign)[1:-1]


def print_table(
    screen: Screen, head: Sequence[str], rows: Iterable[Sequence[object]], *, whole: Sequence[str] = ()
) -> None:
    """Print a table without rules: words to the left, numbers to the right; columns that stay `whole` break last."""
    from rich.table import Table

    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *cells, strict=True)]
    gap = 2 if sum(widths) + 2 * (len(widths) - 1) <= screen.width else 1
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, gap, 0, 0))
    for place, title in enumerate(head):
        numbers = all(row[place].replace(".", "").isdigit() or row[place] in ("", "-") for row in cells)
        narrow = all(len(row[place]) <= _UNBROKEN for row in cells)
        unbroken = (numbers and narrow) or (title in whole and screen.width >= _ROOMY)
        table.add_column(title, justify="right" if numbers else "left", overflow="fold", no_wrap=unbroken)
    for row in cells:
        table.add_row(*(screen.text(cell) for cell in row))
    screen.console.print(table)
