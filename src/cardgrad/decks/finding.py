"""What a person means by a name: a whole id, or the beginning of one that nothing else begins with.

A deck that is there but cannot be studied is found as well, to say why, and never for a name that a sound one has.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cardgrad.decks.fault import Fault, meant
from cardgrad.errors import UsageError

_CANDIDATES_SHOWN = 6


class Unusable(NamedTuple):
    """A deck that cannot be studied: the id it states, its file, and the errors that say why."""

    id: str
    path: str
    faults: list[Fault]


def find_deck_id(text: str, ids: Sequence[str], unusable: Sequence[Unusable]) -> str:
    """Return the one deck that the text names; else a UsageError."""
    if text in ids:
        return text
    if broken := _named_whole(text, unusable):
        raise _refusal(broken)
    others = {broken.id: broken for broken in unusable if broken.id not in ids}
    found = named(text, [*ids, *others], "deck", "`cardgrad deck list` lists the decks")
    if found in others:
        raise _refusal(others[found])
    return found


def find_card_id(text: str, ids: Sequence[str], unusable: Sequence[Unusable]) -> str:
    """Return the one card that the text names, where a card part is enough; else a UsageError."""
    try:
        return named(text, ids, "card", "`cardgrad deck show DECK` lists the cards")
    except UsageError:
        if broken := _named_whole(text.partition("/")[0], unusable):
            raise _refusal(broken) from None
        raise


def named(text: str, ids: Sequence[str], what: str, where: str) -> str:
    """Return the one id that the text names: whole before beginnings, full ids before card parts; else a UsageError."""
    parts = {name: name.partition("/")[2] for name in ids}
    attempts = (
        [name for name in ids if name == text or parts[name] == text],
        [name for name in ids if name.startswith(text)],
        [name for name in ids if parts[name].startswith(text)],
    )
    found = next((names for names in attempts if names and text), [])
    if len(found) == 1:
        return found[0]
    if found:
        more = f" and {len(found) - _CANDIDATES_SHOWN} more" if len(found) > _CANDIDATES_SHOWN else ""
        candidates = ", ".join(found[:_CANDIDATES_SHOWN])
        raise UsageError(f"'{text}' names several {what}s: {candidates}{more}: write one in full.")
    guess = meant(text, ids) or meant(text, parts.values())
    raise UsageError(f"there is no {what} '{text}'{guess}: {where}.")


def _named_whole(text: str, unusable: Sequence[Unusable]) -> Unusable | None:
    """Return the unusable deck of this id, or of this file name."""
    return next((broken for broken in unusable if text and text in (broken.id, Path(broken.path).stem)), None)


def _refusal(broken: Unusable) -> UsageError:
    first, more = broken.faults[0], len(broken.faults) - 1
    others = f" (and {more} more: `cardgrad deck check` lists them)" if more else ""
    return UsageError(f"the deck '{broken.id}' cannot be studied: {first}{others}.")
