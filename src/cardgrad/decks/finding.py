"""What a person means by a name: a whole id, or the beginning of one that nothing else begins with."""

from collections.abc import Sequence

from cardgrad.decks.fault import meant
from cardgrad.errors import UsageError

_CANDIDATES_SHOWN = 6


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
