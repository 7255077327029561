"""Notes as the entries of a deck in YAML, each text so that it is read back as it is."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from cardgrad.decks.importing.note import Gathered, Note
from cardgrad.decks.importing.scalar import scalar, words
from cardgrad.decks.source import SIZE_LIMIT
from cardgrad.decks.tree import Plain
from cardgrad.errors import CardgradError

LIST_INDENT = 2  # columns before the dash of an entry
_BESIDE_CONTENT = ("id", "imported", "needs", "was", "allow")  # what an author may add and not edit the import
_ONE_LINE = ("tags", "needs", "was")


def values_of(note: Note) -> dict[str, Plain]:
    """Return what an entry of this note says, without its id."""
    values: dict[str, Plain] = {}
    match note.kind:
        case "cloze":
            values["cloze"] = note.question
        case "choice":
            right: dict[str, Plain] = {"right": note.answer} if note.answer else {}
            values |= {"prompt": note.question, "choice": {**right, "wrong": list(note.wrong)}}
        case "steps":
            values |= {"prompt": note.question, "steps": list(note.steps)}
        case "type":
            values |= {"prompt": note.question, "type": note.answer}
        case _:
            values |= {"front": note.question, "back": note.answer}
    if note.reverse:
        values["reverse"] = "true"
    values |= {"hint": note.hint, "why": note.why, "source": note.source, "tags": list(note.tags), "todo": note.todo}
    return {key: value for key, value in values.items() if value}


def fingerprint(values: Mapping[str, Plain]) -> str:
    """Return what tells whether an entry is as it was written: how its YAML is laid out makes no difference."""
    content = {key: _bare(value) for key, value in values.items() if key not in _BESIDE_CONTENT}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def with_mark(values: Mapping[str, Plain], name: str, key: str) -> dict[str, Plain]:
    """Return the values of an entry with its id before them, and after them what the next import knows it by."""
    return {"id": name, **values, "imported": {"key": key, "hash": fingerprint(values)}}


def written(key: str, value: Plain, indent: int) -> str:
    """Return a key with its value as lines; all but the first begin with the key's own indent, or more."""
    deeper = indent + 2
    if isinstance(value, str):
        return f"{key}: {scalar(value, deeper)}"
    if isinstance(value, dict):
        if key == "imported":
            pairs = (f"{name}: {scalar(str(inner), 0, flow=True)}" for name, inner in value.items())
            return f"{key}: {{{', '.join(pairs)}}}"
        inner = (f"{' ' * deeper}{written(name, item, deeper)}" for name, item in value.items())
        return "\n".join([f"{key}:", *inner])
    texts = [item if isinstance(item, str) else "" for item in value]
    if key in _ONE_LINE:
        return f"{key}: {words(texts)}"
    return "\n".join([f"{key}:", *(f"{' ' * deeper}- {scalar(text, deeper + 2)}" for text in texts)])


def entry(values: Mapping[str, Plain], dash: int = LIST_INDENT) -> str:
    """Return an entry as lines, its dash in a column counted from 0."""
    indent = dash + 2
    lines = [written(key, value, indent) for key, value in values.items()]
    return f"{' ' * dash}- " + f"\n{' ' * indent}".join(lines)


def deck_text(deck_id: str, gathered: Gathered, source: str, entries: Iterable[Mapping[str, Plain]]) -> str:
    """Return a whole deck."""
    head = [
        "# Made by `cardgrad deck import`. Change what you like: another import of the",
        "# same file updates the cards that you did not change, adds new ones, and lists",
        "# the others. It knows them by the line 'imported'.",
        f"deck: {deck_id}",
        f"title: {scalar(gathered.title, 2)}",
        f"source: {scalar(source, 2)}",
    ]
    if gathered.study_notes:
        head.append(f"notes: {scalar(gathered.study_notes, 2)}")
    return "\n".join([*head, "cards:", *(entry(values) for values in entries)]) + "\n"


def require_size(data: bytes, cards: int) -> None:
    """Refuse a deck that could not be read again."""
    if len(data) > SIZE_LIMIT:
        raise CardgradError(
            f"the deck would have {cards:,} entries and {len(data) / 1e6:.1f} MB, and a deck has at most 1 MB: "
            "import parts of the file into decks of their own."
        )


def _bare(value: Plain) -> Plain:
    """Return a value without the space around its texts, which means nothing, and lone words as lists."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return {key: _bare(inner) for key, inner in value.items()}
