"""A drill as text: what a deck hands over. It stands alone, so that reading decks need not load the engine."""

from typing import NamedTuple, TypeAlias

DomainText: TypeAlias = str | tuple[str, ...]

AuthoredMistake: TypeAlias = tuple[str, str]  # the wrong answer as formulas, one for each part; the sentence that helps
Example: TypeAlias = tuple[tuple[tuple[str, str], ...], str | None, str]  # given values, upstream, the answer


class DrillSource(NamedTuple):
    """A drill as its author wrote it: all text."""

    graph: str
    given: tuple[tuple[str, DomainText], ...]
    ask: tuple[tuple[str | None, str], ...]  # (label or none, formula)
    upstream: DomainText | None = None  # a domain
    prompt: str | None = None  # may hold {name} for givens
    hint: str | None = None
    digits: int = 3
    unless: tuple[str, ...] = ()  # relations that reject a draw
    let: tuple[tuple[str, str], ...] = ()  # numbers that are computed from those drawn
    show: tuple[str, ...] = ("graph",)  # what stands beside the givens: `graph`, `drawing`, or a node's value
    targets: tuple[str, ...] = ()  # ids of mistakes; none for all that apply
    mistakes: tuple[AuthoredMistake, ...] = ()
    examples: tuple[Example, ...] = ()
    seconds: int | None = None  # what a learner may need
    unit: str | None = None
    proof: str = ""  # `arithmetic` where only the count itself proves the key
    family: str | None = None
    parameters: tuple[tuple[str, str], ...] = ()
