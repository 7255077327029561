"""`cardgrad deck list`: the decks there are, where each comes from, and what is wrong with them."""

from collections.abc import Iterator
from typing import Any

from cardgrad.cli.context import Context, warn
from cardgrad.cli.due import look
from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json, print_table
from cardgrad.cli.screen import Screen
from cardgrad.decks.library import Deck, Library
from cardgrad.decks.place import PATH, SHIPPED
from cardgrad.study.outlook import DeckOutlook

STUDIED, HIDDEN, ELSEWHERE, BROKEN = "studied", "hidden", "elsewhere", "broken"
_ALWAYS = ("id", "title", "cards", "due", "new")
_WHERE_ANY = ("faults", "todo")
_BLANK = dict.fromkeys(_WHERE_ANY, "")  # nothing is better seen than 0


def list_(as_json: AsJson = False) -> None:
    """List your decks in study order, then those that are not studied and why."""
    context = Context()
    rows = list(_rows(context))
    if as_json:
        print_json([{key: value for key, value in row.items() if key != "faults"} for row in rows])
        return
    screen = Screen()
    warn(context.library)
    for state, title in _TITLES.items():
        found = [row for row in rows if row["state"] == state]
        keys = [key for key in _ALWAYS if state == STUDIED or key not in ("due", "new")]
        keys += [key for key in _WHERE_ANY if any(row[key] for row in found)]
        if found:
            if title:
                screen.say(f"\n{title}", "dim")
            cells = [[row[key] or _BLANK.get(key, row[key]) for key in (*keys, "origin")] for row in found]
            print_table(screen, [*(key.capitalize() for key in keys), "From"], cells, whole=("Id",))
    away = [row for row in rows if row["origin"] != SHIPPED]
    if away:
        screen.say("")
    for row in away:
        screen.say(f"{row['id']}: {row['path']}")
    if not rows:
        screen.line(f"There are no decks: put some into {context.own_decks}, or `cardgrad deck use PATH` names them.")


_TITLES = {
    STUDIED: "",
    HIDDEN: "Hidden; `cardgrad deck use ID` brings one back:",
    ELSEWHERE: "Studied by their path before; `cardgrad deck use PATH` keeps one among your decks:",
    BROKEN: "Not studied until they are mended; `cardgrad deck check` says what is wrong:",
}


def state_of(deck: Deck, library: Library) -> str:
    """Return whether a deck is studied, hidden or elsewhere."""
    away = deck in library.elsewhere or deck.origin == PATH
    return HIDDEN if deck in library.hidden else ELSEWHERE if away else STUDIED


def _rows(context: Context) -> Iterator[dict[str, Any]]:
    """Yield every deck there is as a row."""
    library = context.library
    counts = {row.id: row for row in look(context).decks}
    for deck in (*library.decks, *library.hidden, *library.elsewhere):
        yield _row(deck, state_of(deck, library), counts.get(deck.id))
    for broken in library.unusable():
        deck = Deck(broken.id, broken.id, broken.path, library.origin_of(broken.path), 0, None, len(broken.faults))
        yield _row(deck, BROKEN, None)


def _row(deck: Deck, state: str, counts: DeckOutlook | None) -> dict[str, Any]:
    """Return a deck's row; what is due is counted only where it is asked."""
    return {
        "id": deck.id,
        "title": deck.title,
        "state": state,
        "cards": deck.cards,
        "due": counts.due if counts else None,
        "new": counts.new if counts else None,
        "errors": deck.errors,
        "warnings": deck.warnings,
        "faults": deck.errors + deck.warnings,
        "todo": len(deck.unfinished),
        "origin": deck.origin,
        "path": deck.path,
    }
