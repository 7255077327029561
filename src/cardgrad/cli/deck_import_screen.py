"""What an import says of itself: to a person as lines, to a program as a document."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cardgrad.cli.text import plain, unicode_works
from cardgrad.decks.importing.deck import Made
from cardgrad.study.tally import counted

_SHOWN = 20  # lines of a list
_PLACES = 3  # ids behind one thing that was not carried over


def lines(made: Made, file: str, what: str, output: Path | None) -> Iterator[str]:
    """Yield what a person should know, and what to do next."""
    for line in _lines(made, file, what, output):
        yield plain(line, ascii_only=not unicode_works())


def document(made: Made, file: str, found: str, output: Path | None) -> dict[str, Any]:
    """Return all of it as a JSON object; without a file to write it holds the deck itself."""
    outcome = made.outcome
    return {
        "file": file,
        "format": found,
        "output": None if output is None else str(output),
        "deck": made.deck.id,
        "title": made.deck.title,
        "entries": len(made.gathered.notes),
        "cards": dict(Counter(card.kind for card in made.deck.cards)),
        "todo": [{"id": name, "why": why, "place": place} for name, why, place in _unfinished(made)],
        "added": list(outcome.added),
        "updated": list(outcome.updated),
        "unchanged": outcome.unchanged,
        "edited": [{"id": name, "differs": False} for name in outcome.edited]
        + [{"id": name, "differs": True} for name in outcome.differing],
        "vanished": list(outcome.vanished),
        "not_carried_over": [{"what": what, "ids": ids} for what, ids in _lost(made).items()],
        "next": _next(file, output),
        **({"yaml": made.data.decode()} if output is None else {}),
    }


def _lines(made: Made, file: str, what: str, output: Path | None) -> Iterator[str]:
    outcome = made.outcome
    kinds = Counter(card.kind for card in made.deck.cards)
    cards = f"{counted(sum(kinds.values()), 'card')}"
    cards += f" ({', '.join(f'{count} {kind}' for kind, count in kinds.most_common())})" if kinds else ""
    unfinished = list(_unfinished(made))
    waiting = f", and {len(unfinished)} not finished" if unfinished else ""
    if outcome.anew:
        yield f"{f'Wrote {output}' if output else 'Read'}: {cards}{waiting}, from {what}."
    else:
        did = [
            f"{len(names)} {word}"
            for word, names in (
                ("new", outcome.added), ("updated", outcome.updated), ("edited here and kept", _kept(made)),
                ("no longer in the file and kept", outcome.vanished),
            )
            if names
        ]  # fmt: skip
        did.append(f"{outcome.unchanged} as before")
        verb = "Updated" if outcome.added or outcome.updated else "Nothing to update in"
        yield f"{verb} {output}, from {what}: {', '.join(did)}."
        yield f"It has {cards}{waiting}."
        yield from _listed("New:", outcome.added)
        yield from _listed("Updated:", outcome.updated)
    yield from _listed("Kept as you edited them:", outcome.edited)
    yield from _listed("Kept as you edited them, though the file says something else now:", outcome.differing)
    yield from _listed("No longer in the file, and kept; delete those that you do not want:", outcome.vanished)
    todo = [f"{name}  {why} ({place})" for name, why, place in unfinished]
    yield from _listed("Not finished, and not studied until you write what is missing and delete 'todo':", todo)
    lost = [f"{what}{_where(ids)}" for what, ids in _lost(made).items()]
    yield from _listed("Not carried over, or changed:", lost)
    yield f"Next: {_next(file, output)}"


def _kept(made: Made) -> tuple[str, ...]:
    return made.outcome.edited + made.outcome.differing


def _unfinished(made: Made) -> Iterator[tuple[str, str, str]]:
    """Yield id, reason and place of each note that still is unfinished in the deck."""
    waiting = {name.partition("/")[2] for name in made.deck.unfinished}
    for note, name in zip(made.gathered.notes, made.outcome.names, strict=True):
        if name in waiting:
            yield name, note.todo or "marked todo in the deck", note.place


def _lost(made: Made) -> dict[str, list[str]]:
    """Return what was not carried over, each with the entries that it is of; none where it is of the file."""
    found: dict[str, list[str]] = {told: [] for told in made.gathered.said}
    for note, name in zip(made.gathered.notes, made.outcome.names, strict=True):
        for told in dict.fromkeys(note.lost):
            found.setdefault(told, []).append(name)
    return found


def _where(ids: Sequence[str]) -> str:
    if not ids:
        return ""
    more = f" and {len(ids) - _PLACES} more" if len(ids) > _PLACES else ""
    return f"  [{', '.join(ids[:_PLACES])}{more}]"


def _listed(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield title
        yield from (f"  {item}" for item in items[:_SHOWN])
        if len(items) > _SHOWN:
            yield f"  and {len(items) - _SHOWN} more (--json lists all)"


def _next(file: str, output: Path | None) -> str:
    """Return the command that comes next, ready to be pasted."""
    import shlex

    if output is None:
        return f"cardgrad deck import {shlex.quote(file)} -o NAME.yaml"
    return f"cardgrad deck check {shlex.quote(str(output))}"
