"""Cards of our own exports as the entries that they were: gaps of one text as one cloze, two directions as one card.

An export shows each gap with its answer and the whole text below it, so that the gap is found again where the texts
differ. What comes out is read as a deck reads it, and is one text only if each of its cards is the exported one.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from cardgrad.decks.card import BLANK, Cloze
from cardgrad.decks.cloze import ClozeError, read_cloze
from cardgrad.decks.gaps import Places, gaps_of
from cardgrad.decks.importing.building import Convert, Raw, note_of
from cardgrad.decks.importing.exported import explained, frozen, is_reference
from cardgrad.decks.importing.listing import LISTED, Listed, relisted
from cardgrad.decks.importing.notation import CLOSE, NAMED, OPEN
from cardgrad.decks.importing.note import NAMED as ID
from cardgrad.decks.importing.note import Note

_REVERSE = "/reverse"
_GAP = re.compile(f"{OPEN}([^{NAMED}]*){NAMED}([^{OPEN}{CLOSE}]*){CLOSE}")
_MOST_PARTS = 20  # of an answer, that may end where the whole text begins
_LOST = "a gap that cannot be found in its text, such as one in a formula: it is a question with its answer now"


class Told(NamedTuple):
    """A card's texts and the kind that the export says."""

    kind: str
    raw: Raw


class Format(NamedTuple):
    """How a format writes cards: its texts, its lists, a blank, what stands before the whole text, an entry's id."""

    convert: Convert
    listed: Callable[[str], Listed]
    blank: str
    between: str
    slashes: int  # in the id of an entry


def notes_of_export(cards: Sequence[Told], form: Format) -> Iterator[Note]:
    """Yield the notes of exported cards, which stand in the order of their entries."""
    for name, group in groupby(cards, key=lambda one: _entry(one.raw.wish, form)):
        entry = list(group)
        if is_reference(name):
            yield from (frozen(explained(note)) for one in entry if (note := note_of(one.raw, form.convert)))
            continue
        if all(one.kind == "cloze" for one in entry):
            yield from _cloze(name, [one.raw for one in entry], form)
            continue
        notes = [note for one in entry if (note := _note(one, form))]
        yield from [notes[0]._replace(reverse=True)] if _is_both_ways(notes) else notes


def _entry(name: str, form: Format) -> str:
    return name if is_reference(name) else "/".join(name.split("/")[: form.slashes + 1])


def _note(one: Told, form: Format) -> Note | None:
    note = relisted(one.raw, one.kind, form.listed, form.convert) if one.kind in LISTED else None
    return note or note_of(one.raw, form.convert)


def _is_both_ways(notes: Sequence[Note]) -> bool:
    """Tell whether the second note asks for the question of the first."""
    if len(notes) != 2 or {note.kind for note in notes} != {"front"}:
        return False
    there, back = notes
    return back.wish == there.wish + _REVERSE and (back.question, back.answer) == (there.answer, there.question)


def _cloze(name: str, raws: Sequence[Raw], form: Format) -> Iterator[Note]:
    """Yield the note of a text with its gaps, and one for each card whose gap is not found in it."""
    found: dict[str, tuple[Cloze, Places]] = {}
    for raw in raws:
        if pair := _found(raw, form):
            found[raw.wish] = pair
    text = _text(found, name, form)
    first = next((raw for raw in raws if text and raw.wish in found), None)
    if first and (note := note_of(first._replace(wish=name, key=ID + name), form.convert)):
        yield note._replace(kind="cloze", question=text, answer="", todo="")
    for raw in raws:
        if (not text or raw.wish not in found) and (note := note_of(raw, form.convert)):
            yield note._replace(lost=(*note.lost, _LOST))


def _found(raw: Raw, form: Format) -> tuple[Cloze, Places] | None:
    """Return a card as the file has it with the places of its gaps; the answer ends where the whole text begins."""
    parts = raw.answer.split(form.between)
    question = raw.question.replace(form.blank, BLANK)
    for place in range(1, min(len(parts), _MOST_PARTS)):
        cloze = Cloze(question, form.between.join(parts[:place]), form.between.join(parts[place:]))
        if places := gaps_of(cloze):
            return cloze, places
    return None


def _text(found: Mapping[str, tuple[Cloze, Places]], name: str, form: Format) -> str:
    """Return the text of an entry with its gaps, or nothing where it would not make the cards that were exported."""
    wholes = {cloze.full for cloze, _ in found.values()}
    if len(wholes) != 1:
        return ""
    names = {wish: wish.removeprefix(name).removeprefix("/") for wish in found}
    signs = sorted(
        (sign for wish, (_, places) in found.items() for start, end in places
         for sign in ((start, 1, f"{OPEN}{names[wish]}{NAMED}"), (end, 0, CLOSE))),
        reverse=True,
    )  # fmt: skip
    text = wholes.pop()
    for place, _, sign in signs:
        text = text[:place] + sign + text[place:]
    text = _GAP.sub(lambda gap: f"{{{{{gap[1]}{': ' * bool(gap[1])}{gap[2]}}}}}", form.convert(text).text)
    try:
        cards = read_cloze(text)
    except ClozeError:
        return ""
    meant = {
        names[wish]: tuple(form.convert(shown).text for shown in (cloze.question, cloze.full))
        for wish, (cloze, _) in found.items()
    }
    return text if {part: (cloze.question, cloze.full) for part, cloze in cards.items()} == meant else ""
