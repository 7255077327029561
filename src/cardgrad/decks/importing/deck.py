"""Gathered notes as a deck file: made anew, or brought into the one that the last import made."""

import codecs
from typing import NamedTuple

from cardgrad.decks.identity import Namer
from cardgrad.decks.importing.note import Gathered, Note
from cardgrad.decks.importing.old_deck import old_deck
from cardgrad.decks.importing.updating import Outcome, named, rekeyed, updated
from cardgrad.decks.importing.writing import deck_text, require_size, values_of, with_mark
from cardgrad.decks.reading import DeckFile, read_data

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Made(NamedTuple):
    """A deck file's bytes, how it reads, what the import did, and the notes that are in it."""

    data: bytes
    deck: DeckFile
    outcome: Outcome
    gathered: Gathered


def made_anew(gathered: Gathered, deck_id: str, source: str, shown: str) -> Made:
    """Return a deck with an entry for each note."""
    gathered = _distinct(gathered)
    names = named(gathered.notes, Namer(()), set())
    entries = [with_mark(values_of(note), names[note.key], note.key) for note in gathered.notes]
    data = deck_text(deck_id, gathered, source, entries).encode()
    ids = tuple(names[note.key] for note in gathered.notes)
    return _made(data, Outcome(added=ids, names=ids, anew=True), gathered, shown)


def brought_into(old: bytes, gathered: Gathered, shown: str) -> Made:
    """Return the deck that an import made, updated; its encoding and line ends stay what they are."""
    gathered = _distinct(gathered)
    deck = old_deck(old, shown)
    gathered = gathered._replace(notes=rekeyed(deck, gathered.notes))
    lines, outcome = updated(deck, gathered.notes, shown)
    text = "\n".join(lines)
    made = _made(_encoded(text, old) if outcome.added or outcome.updated else old, outcome, gathered, shown)
    if gathered.study_notes and gathered.study_notes != (made.deck.notes or "").strip():
        told = "the study notes of the file: the deck's own differ from them, and stay"
        return made._replace(gathered=gathered._replace(said=(*gathered.said, told)))
    return made


def is_imported(data: bytes, shown: str) -> bool:
    """Tell whether an import made this deck; refuse one that cannot be read."""
    return bool(old_deck(data, shown).known)


def _made(data: bytes, outcome: Outcome, gathered: Gathered, shown: str) -> Made:
    require_size(data, len(gathered.notes))
    return Made(data, read_data(data, shown), outcome, gathered)


def _encoded(text: str, old: bytes) -> bytes:
    """Return a text as the bytes that it was in: with their mark and their line ends."""
    mark = next((mark for mark in (codecs.BOM_UTF8, *_UTF16) if old.startswith(mark)), b"")
    encoding = _UTF16.get(mark, "utf-8")
    if "\r\n".encode(encoding) in old:
        text = text.replace("\n", "\r\n")
    return mark + text.encode(encoding)


def _distinct(gathered: Gathered) -> Gathered:
    """Return the notes with keys that differ: the same note twice is one, another one with the same key keeps both."""
    kept: dict[str, Note] = {}
    said: list[str] = []
    for note in gathered.notes:
        key, number = note.key, 1
        while key in kept and not _same(kept[key], note):
            number += 1
            key = f"{note.key}~{number}"
        if key in kept:
            said.append(f"{note.place or 'a note'}, which says the same as {kept[key].place or 'another'}")
        else:
            kept[key] = note._replace(key=key)
    return gathered._replace(notes=tuple(kept.values()), said=(*gathered.said, *said))


def _same(one: Note, other: Note) -> bool:
    return values_of(one) == values_of(other)
