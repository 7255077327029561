"""A drill as text: what a deck hands over. It stands alone, so that reading decks need not load the engine."""

from typing import NamedTuple


class DrillSource(NamedTuple):
    """A drill as its author wrote it: all text."""

    graph: str
    given: tuple[tuple[str, str | tuple[str, ...]], ...]
    ask: tuple[tuple[str | None, str], ...]  # (label or none, formula)
    upstream: str | tuple[str, ...] | None = None  # a domain
    prompt: str | None = None  # may hold {name} for givens
    hint: str | None = None
    digits: int = 3
    unless: tuple[str, ...] = ()  # relations that reject a draw
