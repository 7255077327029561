"""`cardgrad deck preview --watch`: the card that its author is writing, drawn anew whenever the deck is saved."""

import time
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO

import typer
from rich.console import Console

from cardgrad.cli.named_deck import NamedDeck
from cardgrad.cli.preview_screen import show_card, show_faults
from cardgrad.cli.screen import Screen, interactive
from cardgrad.cli.terminal import Terminal
from cardgrad.decks.fault import ERROR
from cardgrad.errors import UsageError
from cardgrad.sharing.draft import NOTES, Draft, is_as_before, looked_at_again, opened
from cardgrad.sharing.shown import DRILL, shown
from cardgrad.study.tally import counted

_PAUSE = 0.2  # seconds between two looks at the file
_FAULTS = 6  # as many as leave room for the card


def watch(found: NamedDeck, name: str | None, seed: str) -> None:
    """Show a card of the deck until Ctrl-C or q: one that is pinned by its name, or the one that changed last."""
    pinned = None if name is None else _pinned(found, name)
    draft = opened(found.path, pinned)
    try:
        (_at_terminal if interactive() else _in_pipe)(draft, pinned, seed)
    except KeyboardInterrupt:
        print()  # after the line of keys
        raise typer.Exit(130) from None


def _pinned(found: NamedDeck, name: str) -> str | None:
    """Return the id of the card that is meant; nothing where a fault may keep it away, which is then seen."""
    try:
        return found.meant(name)[0].id
    except UsageError:
        if any(fault.severity == ERROR for fault in found.faults):
            return None
        raise


def _in_pipe(draft: Draft, pinned: str | None, seed: str) -> None:
    """Print what changed, one after the other."""
    screen = Screen()
    while True:
        _show(screen, draft, seed)
        screen.console.file.flush()
        while is_as_before(draft):
            time.sleep(_PAUSE)
        draft = looked_at_again(draft, pinned)
        screen.told(f"\n{'─' * screen.width}", "dim")


def _at_terminal(draft: Draft, pinned: str | None, seed: str) -> None:
    """Show a screenful, and react to saves and keys."""
    with Terminal() as terminal:
        page = _Page(draft, seed)
        while True:
            page.write()
            if page.unmeasured:
                page = _Page(draft, seed, page)
                page.write()
            while not (key := terminal.key(_PAUSE)) and is_as_before(draft):
                pass
            if key in ("q", "end"):
                break
            if not is_as_before(draft):
                draft = looked_at_again(draft, pinned)
                page = _Page(draft, seed)
            elif key in _TURNS:
                draft = draft.turned(_TURNS[key])
                pinned = None
                page = _Page(draft, seed)
            elif key == "resize":
                page = _Page(draft, seed)
            else:
                page.scroll(key)
    print()


_TURNS = {"n": 1, "p": -1}


class _Page:
    """What there is to show, and the part of it on the screen."""

    def __init__(self, draft: Draft, seed: str, before: "_Page | None" = None) -> None:
        self.screen = Screen()
        card = draft.card
        self.unmeasured = before is None and card is not None and card.kind == DRILL  # seen first, then measured
        self.lines = _lines(
            self.screen, lambda screen: _show(screen, draft, seed, _FAULTS, measured=not self.unmeasured)
        )
        self.place = draft.place
        self.room = max(3, self.screen.console.height - 1)
        self.top: int = before.top if before else 0

    def scroll(self, key: str) -> None:
        """Move down at Space or Enter, up at b or -."""
        step = {"space": self.room - 2, "enter": self.room - 2, "b": 2 - self.room, "-": 2 - self.room}.get(key, 0)
        self.top = max(0, min(self.top + step, len(self.lines) - self.room))

    def write(self) -> None:
        """Write the screen anew, in one piece."""
        shown = self.lines[self.top : self.top + self.room]
        left = len(self.lines) - self.top - len(shown)
        more = f"Space: {counted(left, 'line')} more  " if left else ""
        back = "b: back  " if self.top else ""
        bar = f"{more}{back}n p: next, previous card  q: quit  {self.place}"
        filled = [*shown, *[""] * (self.room - len(shown))]
        out = self.screen.console.file
        out.write("\x1b[H\x1b[2J\x1b[3J" + "\n".join(filled) + f"\n{bar[: self.screen.console.width - 1]}")
        out.flush()


def _lines(screen: Screen, draw: Callable[[Screen], None]) -> list[str]:
    """Return the lines that are drawn on a screen as wide as the terminal, with their colours."""
    written = StringIO()
    width = screen.console.width
    screen = Screen()
    screen.console = Console(file=written, force_terminal=True, width=width, highlight=False, markup=False, emoji=False)
    with redirect_stdout(written):
        draw(screen)
    return written.getvalue().rstrip("\n").split("\n")


def _show(screen: Screen, draft: Draft, seed: str, most: int | None = None, *, measured: bool = True) -> None:
    """Show the faults, then the card, or the notes."""
    show_faults(screen, draft.faults, most)
    if draft.card is not None:
        show_card(screen, shown(draft.card, seed), measured=measured)
    elif draft.shown == NOTES and draft.deck.notes:
        screen.say(draft.deck.title, "bold")
        screen.notes(draft.deck.notes)
    elif draft.faults:
        screen.told(f"{counted(len(draft.deck.cards), 'card')} can be used; save the deck mended to go on.", "dim")
    else:
        screen.told("The deck has no card yet: write one and save it.", "dim")
