"""Anki packages as notes."""

import re
from collections import Counter
from typing import BinaryIO

from cardgrad.decks.importing.building import Raw, note_of
from cardgrad.decks.importing.collection import AnkiNote, Collection, read_collection
from cardgrad.decks.importing.decoding import cleaned
from cardgrad.decks.importing.exported import TAG, frozen, is_reference, kind_tag, parted, untagged, with_gaps_named
from cardgrad.decks.importing.exported_html import from_exported_html
from cardgrad.decks.importing.html_text import from_html
from cardgrad.decks.importing.listing import LISTED, Listed, relisted
from cardgrad.decks.importing.note import Gathered, Note
from cardgrad.decks.importing.note_type import described, raw_of
from cardgrad.decks.importing.package import opened_package

_DEFAULT = "Default"  # what Anki calls a deck that nobody named
_LIST = re.compile(r"(.*)<ol[^<>]*><li>(.*)</li></ol>(.*)", re.DOTALL)
_OLD_STUB = "Please update to the latest Anki version"


def read_apkg(file: BinaryIO, stem: str, name: str) -> Gathered:
    """Return every note of a package."""
    with opened_package(file, name) as (path, media):
        collection = read_collection(path, name)
    title, decks = _title(collection, stem)
    notes: list[Note] = []
    said: list[str] = []
    for place, found in enumerate(collection.notes, 1):
        if place == 1 and len(collection.notes) == 1 and any(_OLD_STUB in text for text in found.fields):
            said.append("the package's own words on newer versions of Anki, in the place of its cards")
            continue
        note = _note(found, place, with_deck=len(decks) > 1)
        if note is None:
            said.append(f"note {place}, which is empty")
        else:
            notes.append(note)
    types = dict.fromkeys(note.type for note in collection.notes)
    said += [told for kind in types if (told := described(kind))]
    if media:
        shown = ", ".join(media[:5]) + (f" and {len(media) - 5} more" if len(media) > 5 else "")
        said.append(f"{len(media)} media file{'s' * (len(media) != 1)} of the package: {shown}")
    if collection.reviewed:
        said.append("Anki's reviews and intervals: the cards begin as new ones here")
    return Gathered(title, tuple(notes), "", tuple(said))


def _note(found: AnkiNote, place: int, *, with_deck: bool) -> Note | None:
    fields = [cleaned(text) for text in found.fields]
    raw = raw_of(found._replace(fields=tuple(text for text, _ in fields)))
    dropped = dict.fromkeys(sentence for _, said in fields for sentence in said)
    tags = (*raw.tags, *([found.deck] if with_deck and found.deck else []))
    tags = tuple(cleaned(tag)[0] for tag in tags)
    ours = TAG in tags or found.type.name == TAG  # the one of decks, the other of quizzes
    raw = raw._replace(tags=untagged(tags) if ours else tags, place=f"note {place}", lost=(*raw.lost, *dropped))
    is_problem = ours and is_reference(raw.wish or raw.source)
    if is_problem:
        key, working = parted(raw.answer)
        raw = raw._replace(answer=key, why=working + raw.why)
    convert = from_exported_html if ours else from_html
    kind = next((kind for kind in LISTED if ours and kind_tag(kind) in tags), "")
    if kind and not is_problem and (note := relisted(_keyed(raw, kind), kind, _listed, convert)):
        return note
    note = note_of(raw, convert)
    if note and ours and note.kind == "cloze":
        return note._replace(question=with_gaps_named(note.question, tags))
    return frozen(note) if note and is_problem else note


def _listed(text: str) -> Listed:
    """Return HTML of ours with the list in it; how to answer on paper may stand below."""
    found = _LIST.fullmatch(text)
    return Listed(found[1], tuple(found[2].split("</li><li>")), found[3]) if found else Listed(text)


def _keyed(raw: Raw, kind: str) -> Raw:
    """Return a choice of a quiz without what explains its right option, which stands below it."""
    if kind == "choice":
        for item in _listed(raw.question).items:
            if raw.answer.startswith(right := f"<p>{item}</p>"):
                return raw._replace(answer=right, why=raw.answer.removeprefix(right) + raw.why)
    return raw


def _title(collection: Collection, stem: str) -> tuple[str, Counter[str]]:
    """Return the name of the only deck, or of the one that holds all others; and the decks."""
    decks = Counter(note.deck for note in collection.notes if note.deck)
    parts = [deck.split("::") for deck in decks]
    if len(parts) == 1:
        title = parts[0][-1]
    else:
        title = parts[0][0] if parts and all(part[0] == parts[0][0] for part in parts) else ""
    return (cleaned(title)[0] if title and title != _DEFAULT else stem), decks
