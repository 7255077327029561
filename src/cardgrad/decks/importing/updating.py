"""A deck that an import made, and notes that were read again: what is new, changed, edited here, or gone.

Each entry holds the key of its note and a fingerprint of what was written. While the fingerprint fits, the entry is
as the import left it and may be replaced; once it does not, somebody has edited it, and it stays. Ids never change.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Values
from difflib import SequenceMatcher
from itertools import count
from typing import NamedTuple

from cardgrad.decks.identity import Namer, slug
from cardgrad.decks.importing.note import WORDED, Note
from cardgrad.decks.importing.old_deck import Known, OldDeck, question_of
from cardgrad.decks.importing.splicing import Splice, changed, end_of, spliced
from cardgrad.decks.importing.writing import entry, fingerprint, values_of, with_mark
from cardgrad.decks.tree import Mapping, Plain
from cardgrad.errors import CardgradError

_ALIKE = 0.8  # of two questions whose wording differs: the same card, mended
_MISSPELT = 0.6  # of two words that are one, spelt otherwise
_SMALL = frozenset(("a", "an", "the", "of", "for", "in", "on", "at", "to", "is", "are", "was", "does", "do"))
_TOKENS = re.compile(r"\w+|[^\w\s]")
_EXACT = re.compile(r"[0-9^*/=<>+$\\-]")
_ANSWERS = ("back", "choice", "type", "steps")
_MOST_COMPARED = 20_000  # pairs of questions
_FATES = _ADDED, _UPDATED, _EDITED, _DIFFERING, _UNCHANGED = "added", "updated", "edited", "differing", "unchanged"
_NUMBERED = re.compile(r"~[0-9]+$")
_UNNAMING = re.compile(r"\[(?:image|sound): [^\]]*\]|\{\{c\d+: |\}\}|_{3,}")


class Outcome(NamedTuple):
    """What an import did, by the ids of entries; `edited` were kept, those in `differing` against the file."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    unchanged: int = 0
    names: tuple[str, ...] = ()  # of each note, in its order
    anew: bool = False  # whether there was no deck before


def updated(deck: OldDeck, notes: Sequence[Note], path: str) -> tuple[list[str], Outcome]:
    """Return the lines of the deck after an import of these notes, and what it did."""
    matches = _matches(deck, notes)
    added = [note for note in notes if note.key not in matches]
    names = named(added, Namer(deck.names), deck.names)
    names |= {key: known.item.name for key, known in matches.items()}
    fates = [(names[note.key], _fate(note, matches.get(note.key))) for note in notes]
    splices = [
        splice
        for note, (name, fate) in zip(notes, fates, strict=True)
        if fate == _UPDATED
        for splice in _replacing(matches[note.key], with_mark(values_of(note), name, note.key), deck.lines)
    ]
    if added:
        splices.append(_appending(deck, added, names, path))
    matched = {known.key for known in matches.values()}
    by_fate = {fate: tuple(name for name, found in fates if found == fate) for fate in _FATES}
    outcome = Outcome(
        by_fate[_ADDED],
        by_fate[_UPDATED],
        by_fate[_EDITED],
        by_fate[_DIFFERING],
        tuple(known.item.name for known in deck.known if known.key not in matched),
        len(by_fate[_UNCHANGED]),
        tuple(name for name, _ in fates),
    )
    return spliced(deck.lines, splices), outcome


def rekeyed(deck: OldDeck, notes: Sequence[Note]) -> tuple[Note, ...]:
    """Return the notes with the keys of the entries that say the same, where several share a question or an id.

    Their keys end in numbers by their order in the file; where one of them is moved or gone, the others would each
    take the next one's entry, with its history.
    """
    prints = {note.key: fingerprint(values_of(note)) for note in notes}
    found = {one.key: one.key for one in deck.known if prints.get(one.key) == one.hash}
    entries = {(_stem(one.key), one.hash): one.key for one in deck.known if one.key not in found}
    for note in notes:
        if note.key not in found and (key := entries.pop((_stem(note.key), prints[note.key]), None)):
            found[note.key] = key
    taken = set(found.values())
    for note in notes:
        if note.key not in found:
            stem = _stem(note.key)
            keys = (stem if number == 1 else f"{stem}~{number}" for number in count(1))
            found[note.key] = note.key if note.key not in taken else next(key for key in keys if key not in taken)
            taken.add(found[note.key])
    return tuple(note._replace(key=found[note.key]) for note in notes)


def _stem(key: str) -> str:
    return _NUMBERED.sub("", key)


def _fate(note: Note, known: Known | None) -> str:
    """Return what becomes of a note whose entry is known, or not."""
    if known is None:
        return _ADDED
    wanted = fingerprint(values_of(note))
    if not known.key:
        return _UNCHANGED if wanted == fingerprint(known.item.values) else _EDITED
    if known.edited and wanted != fingerprint(known.item.values):
        return _EDITED if wanted == known.hash else _DIFFERING
    return _UNCHANGED if wanted == known.hash and note.key == known.key else _UPDATED


def named(notes: Iterable[Note], namer: Namer, taken: set[str]) -> dict[str, str]:
    """Return an id for each note by its key: the one that it asks for if that is free, else one made of its text."""
    taken = set(taken)
    found: dict[str, str] = {}
    for note in notes:
        wish = slug(note.wish.partition("/")[2] or note.wish)  # without the deck that it was in
        name = wish if wish.strip("0123456789-") and wish not in taken else namer.derived(_naming(note))
        while name in taken:  # a wish took it
            name = namer.derived(_naming(note))
        taken.add(name)
        found[note.key] = name
    return found


def _naming(note: Note) -> str:
    """Return the words that an id is made of: without pictures, blanks and the names of gaps."""
    texts = (_UNNAMING.sub(" ", text) for text in (note.question, note.answer))
    return next((text for text in texts if slug(text).strip("0123456789-")), note.question or note.answer)


def _matches(deck: OldDeck, notes: Sequence[Note]) -> dict[str, Known]:
    """Return the entry of each note by the note's key.

    It has the same key; or it asks the same without one, because its author has deleted it; or it has a key made of
    nearly the same question, and nearly the same answer. Two cards that only look alike are two: the history of one
    would go to the other.
    """
    by_key = {one.key: one for one in deck.known}
    found = {note.key: by_key[note.key] for note in notes if note.key in by_key}
    by_question = {question_of(one.item.values): one for one in deck.own}
    for note in notes:
        if note.key not in found and note.question in by_question:
            found[note.key] = by_question.pop(note.question)
    left = [one for one in deck.known if one.key not in found and one.key.startswith(WORDED)]
    pairs = 0
    for note in notes:
        if note.key in found or not note.key.startswith(WORDED):
            continue
        best: tuple[float, Known] | None = None
        for one in left:
            pairs += 1
            if pairs > _MOST_COMPARED:
                return found
            asked, values = question_of(one.item.values), values_of(note)
            score = _alike(note.question, asked)
            if score < _ALIKE or not (is_mended(asked, note.question) and _answers_alike(one.item.values, values)):
                continue
            if best is None or score > best[0]:
                best = score, one
        if best:
            found[note.key] = best[1]
            left.remove(best[1])
    return found


def is_mended(one: str, other: str) -> bool:
    """Tell whether two questions differ in spelling only: in no number and no sign, and in no word for another.

    >>> is_mended("What is the gadient?", "What is a gradient?"), is_mended("Derive sin(x).", "Derive cos(x).")
    (True, False)
    """
    first, second = (_TOKENS.findall(text.casefold()) for text in (one, other))
    for kind, start, end, begin, stop in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        old, new = "".join(first[start:end]), "".join(second[begin:stop])
        if kind != "equal" and (_EXACT.search(old + new) or (kind == "replace" and _unlike(old, new))):
            return False
    return True


def _unlike(old: str, new: str) -> bool:
    small = old in _SMALL and new in _SMALL
    return not small and SequenceMatcher(None, old, new, autojunk=False).ratio() < _MISSPELT


def _answers_alike(old: Values[str, Plain], new: Values[str, Plain]) -> bool:
    """Tell whether two entries answer nearly the same; one that has no answer yet may get any."""
    one, other = (" ".join(str(values.get(key, "")) for key in _ANSWERS).strip() for values in (old, new))
    return not one or "todo" in old or (_alike(one, other) >= _ALIKE and is_mended(one, other))


def _alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one[:300], other[:300], autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE else 0.0


def _replacing(known: Known, new: dict[str, Plain], lines: Sequence[str]) -> list[Splice]:
    """Return what brings an entry up to its note; what only its author adds stays."""
    old = known.item.values
    kept: dict[str, Plain] = {key: old[key] for key in ("needs", "was", "allow") if key in old}
    wanted = {**new, **kept, "imported": new["imported"]}
    return changed(known.item.node, known.limit, old, wanted, lines)


def _appending(deck: OldDeck, notes: Sequence[Note], names: dict[str, str], path: str) -> Splice:
    """Return new entries behind the last."""
    mark = deck.listing.start_mark
    nodes = [item for item in deck.listing.items if isinstance(item, Mapping)]
    if not nodes or deck.lines[mark.line][mark.column : mark.column + 1] != "-":
        raise CardgradError(f"{path}:{mark.line + 1}: the cards stand between [ and ]: write one '- ' for each.")
    at = end_of(nodes[-1], deck.end, deck.lines)
    texts = [entry(with_mark(values_of(note), names[note.key], note.key), mark.column) for note in notes]
    return Splice(at, at, [line for text in texts for line in text.split("\n")])
