"""The lines around a view: the title with its progress, the grades that can be given, the keys."""

from collections.abc import Iterable

from rich.console import OverflowMethod
from rich.text import Text

from cardgrad.cli.text import styled
from cardgrad.scheduling.schedule import GOOD_ENOUGH
from cardgrad.scheduling.sm2 import LAST_FAIL
from cardgrad.study.command import Command
from cardgrad.study.view import GradeKey, Header

_BAR = 20
_KEY_NAMES = {"space": "Space", "enter": "Enter"}


def title_line(header: Header, width: int, *, ascii_only: bool) -> Text:
    """Return the title line: the deck, how the card stands, a bar of the progress."""
    filled = _BAR * (header.place - 1) // max(1, header.total)
    full, rest = ("=", "-") if ascii_only else ("━", "─")
    count = f" {header.place}/{header.total}"
    deck = styled(header.deck, ascii_only=ascii_only).plain
    left = Text.assemble((deck, "bold cyan"), (f"  {header.standing}", "dim"))
    cut: OverflowMethod = "crop" if ascii_only else "ellipsis"
    room = width - len(count) - _BAR - 2
    if room < 24:
        left.truncate(max(1, width - len(count)), overflow=cut)
        return Text.assemble(left, count)
    left.truncate(room, overflow=cut, pad=True)
    return Text.assemble(left, "  ", (full * filled, "cyan"), (rest * (_BAR - filled), "dim"), count)


def grade_lines(grades: Iterable[GradeKey], width: int, *, ascii_only: bool) -> list[Text]:
    """Return the grades, lapses and passes apart: 3 is a pass, whatever other programs call it."""
    dot, arrow, between = (" * ", "-> ", " | ") if ascii_only else (" · ", "→ ", " │ ")
    lapses, passes = Text(), Text()
    for key in grades:
        side = lapses if key.grade <= LAST_FAIL else passes
        if side:
            side.append(dot, "dim")
        side.append(str(key.grade), "bold")
        side.append(f" {key.label}{' (Space)' if key.grade == GOOD_ENOUGH else ''}")
        if key.back:
            side.append(f" {arrow}{key.back}", "dim")
    if len(lapses) + len(between) + len(passes) <= width:
        return [Text.assemble(lapses, (between, "dim"), passes)]
    return [lapses, passes]


def key_lines(commands: Iterable[Command], width: int, *, typed: bool) -> list[Text]:
    """Return the key bar, never broken within an item: `:words` where a line is typed, keys elsewhere."""
    lines = [Text(style="dim")]
    for command in commands:
        name = f":{command.word}" if typed else command.key
        if name in ("", ":"):
            continue
        label = "" if typed else f" {command.label}"
        gap = "  " if lines[-1] else ""
        if len(lines[-1]) + len(gap) + len(name) + len(label) > width:
            lines.append(Text(style="dim"))
            gap = ""
        lines[-1].append(gap).append(_KEY_NAMES.get(name, name), "bold").append(label)
    return lines
