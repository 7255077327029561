"""`cardgrad deck orphans`: what was learned of cards that no deck has any more."""

from collections.abc import Iterator

from cardgrad.cli.context import Context, warn
from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json, print_table
from cardgrad.cli.screen import Screen
from cardgrad.decks.card import Card
from cardgrad.decks.library import Library
from cardgrad.scheduling.study_day import iso_day
from cardgrad.study.orphans import Orphan
from cardgrad.study.orphans import orphans as find_orphans
from cardgrad.study.tally import counted


def orphans(as_json: AsJson = False) -> None:
    """List cards with a history that no deck has, and what can be done about each."""
    context = Context()
    found = find_orphans(context.library, context.history)
    if as_json:
        print_json([_document(orphan) for orphan in found])
        return
    screen = Screen()
    warn(context.library)
    for line in _unread(context.library):
        screen.line(line)
    if not found:
        screen.say("Every card that you have learned is in a deck.")
        return
    last = [("-" if orphan.last is None else iso_day(orphan.last)) for orphan in found]
    rows = [(orphan.card, orphan.answers, day) for orphan, day in zip(found, last, strict=True)]
    print_table(screen, ("Card", "Answers", "Last answered"), rows)
    screen.say(f"\n{counted(len(found), 'card')} with a history {'is' if len(found) == 1 else 'are'} in no deck.")
    screen.say("Nothing is lost: a card whose id comes back goes on where it was.")
    for path in dict.fromkeys(orphan.path for orphan in found if orphan.path):
        screen.line(f"{path} is gone: bring it back, or name its new place with `cardgrad deck use PATH`.")
    guesses = [(orphan.card, orphan.likely) for orphan in found if orphan.likely]
    if guesses:
        screen.say("\nWhere one only has another id now, write 'was' into its entry, and the history follows:")
    told = {(likely.path, likely.line, _was(card, likely)): likely.entry for card, likely in guesses}
    for (path, number, was), entry in told.items():
        screen.line(f"{path}:{number}: card '{entry.partition('/')[2]}' may want the line  {was}")


def _unread(library: Library) -> Iterator[str]:
    """Yield a line about each deck whose cards may be out only for its faults."""
    for deck in library.unusable():
        yield f"{deck.id} cannot be read as it is now, so its cards are not listed: cardgrad deck check {deck.path}"
    for known in library.decks:
        if known.errors:
            yield f"{known.id} has faults, which keep cards out of it: cardgrad deck check {known.path}"


def _was(card: str, likely: Card) -> str:
    """Return the line that an author adds to the entry: the old id of the entry where that covers the card."""
    old, new = card.split("/"), likely.id.split("/")
    if old[2:] != new[2:]:
        return f"was: {card}"
    return f"was: {old[1] if old[0] == likely.deck else '/'.join(old[:2])}"


def _document(orphan: Orphan) -> dict[str, object]:
    likely = orphan.likely
    return {
        "id": orphan.card,
        "answers": orphan.answers,
        "last_answered": None if orphan.last is None else iso_day(orphan.last),
        "gone_path": orphan.path,
        "likely": None if likely is None else _likely_document(orphan.card, likely),
    }


def _likely_document(card: str, likely: Card) -> dict[str, object]:
    return {"id": likely.id, "path": likely.path, "line": likely.line, "add": _was(card, likely)}
