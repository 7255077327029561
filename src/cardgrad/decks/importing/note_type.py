"""A note of Anki's as its texts: which of its fields asks, which answers, and what the others are."""

import re
from typing import NamedTuple

from cardgrad.decks.importing.building import Raw
from cardgrad.decks.importing.collection import AnkiNote, NoteType
from cardgrad.decks.importing.note import ANKI
from cardgrad.decks.importing.table import COLUMNS

_REFERENCE = re.compile(r"\{\{([^{}#^/!]+)\}\}")
_BESIDE = ("hint", "why", "source", "id")


class Roles(NamedTuple):
    """What the fields of a note type are: names of fields; `rest` are shown by none of its cards."""

    question: tuple[str, ...]
    answer: tuple[str, ...]
    typed: bool
    beside: dict[str, str]  # hint, why, source and id -> field
    rest: tuple[str, ...]


def roles_of(kind: NoteType) -> Roles:
    """Return what the fields of a note type are, by how its first card asks and answers."""
    first = kind.templates[0] if kind.templates else None
    asked = _fields(first.question if first else "", kind)
    shown = _fields(first.answer if first else "", kind)
    typed = [name for name, filters in asked if "type" in filters]
    question = tuple(dict.fromkeys(name for name, filters in asked if not {"type", "hint"} & set(filters)))
    question = question or kind.fields[:1]
    beside: dict[str, str] = {}
    for name in kind.fields:
        role = COLUMNS.get(name.casefold().replace(" ", "_"), "")
        if role in _BESIDE and role not in beside and name not in question:
            beside[role] = name
    answer = [name for name, _ in shown if name not in question and name not in beside.values()]
    answer = (
        list(dict.fromkeys(answer))
        or [name for name in kind.fields if name not in question and name not in beside.values()][:1]
    )
    used = {*question, *answer, *beside.values()}
    return Roles(question, tuple(answer), bool(typed), beside, tuple(name for name in kind.fields if name not in used))


def described(kind: NoteType) -> str | None:
    """Return how an unusual note type is read; None for those that Anki has by itself."""
    roles = roles_of(kind)
    usual = {name.casefold() for name in ("Front", "Back", "Text", "Back Extra", "Extra", "Add Reverse")}
    if all(name.casefold() in usual for name in (*roles.question, *roles.answer)):
        return None
    answer = ", ".join(roles.answer) or "nothing"
    return f"the note type {kind.name} is read so: {', '.join(roles.question)} asks, {answer} answers"


def raw_of(note: AnkiNote) -> Raw:
    """Return a note's texts."""
    kind, roles = note.type, roles_of(note.type)
    texts = dict(zip(kind.fields, note.fields, strict=False))
    lost = [f"the field {name}" for name in roles.rest if texts.get(name, "").strip() and not _is_switch(name, kind)]
    question = "<br>".join(filter(None, (texts.get(name, "") for name in roles.question)))
    reverse, more = _other_cards(note, roles)
    return Raw(
        question,
        _answer(texts, roles, labelled=len(roles.answer) > 1),
        ANKI + note.guid,
        typed=roles.typed,
        reverse=reverse,
        tags=note.tags,
        lost=(*lost, *more),
        hint=texts.get(roles.beside.get("hint", ""), ""),
        why=texts.get(roles.beside.get("why", ""), ""),
        source=texts.get(roles.beside.get("source", ""), ""),
        wish=texts.get(roles.beside.get("id", ""), ""),
    )


def _fields(template: str, kind: NoteType) -> list[tuple[str, list[str]]]:
    """Return the fields that a template names, each with its filters, as in `{{type:Back}}`."""
    found = []
    for reference in _REFERENCE.findall(template):
        *filters, name = (part.strip() for part in reference.split(":"))
        if name in kind.fields:
            found.append((name, filters))
    return found


def _is_switch(name: str, kind: NoteType) -> bool:
    """Tell whether a field only says whether a card is made, and shows on none."""
    shown = {found for template in kind.templates for side in template[1:] for found, _ in _fields(side, kind)}
    return name not in shown and any(f"{{{{#{name}}}}}" in template.question for template in kind.templates[1:])


def _answer(texts: dict[str, str], roles: Roles, *, labelled: bool) -> str:
    """Return the answer; of several fields each but the first stands behind its name."""
    filled = [(name, texts.get(name, "")) for name in roles.answer if texts.get(name, "").strip()]
    return "<p>".join(f"{name}: {text}" if labelled and name != roles.answer[0] else text for name, text in filled)


def _other_cards(note: AnkiNote, roles: Roles) -> tuple[bool, list[str]]:
    """Return whether a note also asks for its question by its answer, and the cards that a deck has no way to make."""
    if note.type.is_cloze:
        return False, []
    reverse = False
    lost = []
    for place in note.cards:
        if not 0 < place < len(note.type.templates):
            continue
        template = note.type.templates[place]
        asked = {name for name, _ in _fields(template.question, note.type)}
        shown = {name for name, _ in _fields(template.answer, note.type)}
        if (
            not reverse
            and asked & set(roles.answer)
            and not asked & set(roles.question)
            and shown & set(roles.question)
        ):
            reverse = True
        else:
            lost.append(f"the card {template.name}")
    return reverse, lost
