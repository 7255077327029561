"""The deck that an argument means: one of the library by its id, or a file by its path."""

from pathlib import Path
from typing import NamedTuple

from cardgrad.cli.context import Context
from cardgrad.decks.card import Card
from cardgrad.decks.fault import Fault
from cardgrad.decks.library import Deck, Library
from cardgrad.decks.place import PATH, SUFFIXES, files_below
from cardgrad.errors import CardgradError, UsageError


class NamedDeck(NamedTuple):
    """A deck's file with what is known of it; without an id no card of it can be used, and the faults say why."""

    context: Context
    path: str  # as it is shown
    id: str | None
    title: str
    faults: tuple[Fault, ...]

    @property
    def library(self) -> Library:
        """The decks among which it is."""
        return self.context.library

    def cards(self) -> list[Card]:
        """Return its cards in its order."""
        return [] if self.id is None else self.library.cards(self.id)

    def notes(self) -> str | None:
        """Return its study notes."""
        return None if self.id is None else self.library.notes(self.id)

    def meant(self, name: str) -> list[Card]:
        """Return the cards that a name means: one, or all of an entry; else a UsageError."""
        library = self.library
        everything = (*library.slots([self.id or ""]), *library.slots_hidden(), *library.slots_elsewhere())
        slots = [slot for slot in everything if slot[2] == self.id]
        wanted = [card for card, entry, _, _ in slots if name in (card, entry, entry.partition("/")[2])]
        if not wanted:
            from cardgrad.decks.finding import named

            wanted = [
                named(name, [card for card, *_ in slots], "card", f"`cardgrad deck preview {self.path}` shows all")
            ]
        return [card for card in map(self.library.card, wanted) if card is not None]


def is_path(text: str) -> bool:
    """Tell whether an argument is a path, and no id of a card: both may hold a slash."""
    return text.endswith((".yaml", ".yml")) or text.startswith((".", "/")) or ("/" in text and Path(text).exists())


def named_deck(text: str) -> NamedDeck:
    """Return the deck of a path, sound or not, or of an id or the beginning of one; else a UsageError."""
    if not is_path(text):
        context = Context()
        try:
            found = context.library.find_deck(text)
        except UsageError as error:
            raise with_ending(text, error) from error
        return NamedDeck(context, found.path, found.id, found.title, tuple(context.library.faults_of(found)))
    shown = text
    if Path(text).is_dir():
        files = list(files_below(text))
        if len(files) > 1:
            raise UsageError(f"{text}: the folder holds {len(files)} decks: name one of them, such as {files[0]}.")
        shown = files[0] if files else text
    context = Context([Path(shown)])
    deck = next((deck for deck in context.library.decks if deck.origin == PATH), None)
    title = deck.title if deck else Path(shown).stem
    return NamedDeck(context, shown, deck.id if deck else None, title, _faults(context.library, shown))


def with_ending(name: str, error: UsageError) -> UsageError:
    """Return the error about a name that is no deck's; where a file has it but for the ending, that is what is said."""
    file = next((f"{name}{suffix}" for suffix in SUFFIXES if Path(f"{name}{suffix}").is_file()), None)
    return error if file is None else UsageError(f"there is no deck '{name}', but a file {file}: write {file}.")


def usable_deck(text: str) -> tuple[NamedDeck, Deck]:
    """Return the deck of a path or an id, and how it is listed; one without a usable card is a CardgradError."""
    found = named_deck(text)
    if found.id is None:
        raise CardgradError(f"{found.faults[0] if found.faults else found.path}: mend the deck first.")
    return found, found.library.find_deck(found.id)


def _faults(library: Library, path: str) -> tuple[Fault, ...]:
    return tuple(fault for fault in library.faults if fault.path == path)
