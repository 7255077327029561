"""Which asked thing stands before an equals sign: `dL/dx`, `d/dx`, `dx`, `x`, or the author's own words."""

from collections.abc import Sequence

from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_math
from quizgen.notation.tree import Tree
from quizgen.problem import Problem


def meant(label: str, problem: Problem, asked: Sequence[int]) -> list[int]:
    """Return the asked things that a label may be for: those it names exactly, else those it names loosely."""
    for named in (_exactly, _as_derivative, _by_name):
        found = [place for place in asked if named(label, problem, place)]
        if found:
            return found
    return []


def label_places(text: str, problem: Problem, asked: Sequence[int]) -> set[int]:
    """Return the places in a line that are inside labels, whose spaces part nothing."""
    held: set[int] = set()
    for at, character in enumerate(text):
        if character == "=":
            start = max(text.rfind(sign, 0, at) for sign in ",;|=") + 1
            starts = [
                place for place in range(start, at) if text[place] != " " and (place == start or text[place - 1] == " ")
            ]
            words = (place for place in starts if meant(text[place:at], problem, asked))
            letters = (place for place in starts if text[place].isalpha())
            held.update(range(next(words, next(letters, at)), at))
    return held


def _exactly(label: str, problem: Problem, place: int) -> bool:
    """Tell whether a label is an asked thing as it is shown, in any of its spellings."""
    asked = problem.asked[place]
    if _closed(label) == _closed(asked):
        return True
    shown = _shown(asked)
    return shown is not None and _shown(label) == shown


def _closed(label: str) -> str:
    return "".join(label.split())


def _as_derivative(label: str, problem: Problem, place: int) -> bool:
    of, by = _names(problem, place)
    return _closed(label) in (by if of is None else [form for name in by for form in _forms(of, name)])


def _forms(of: list[str], by: str) -> list[str]:
    return [f"d{by}", f"d/d{by}", *(f"d{name}/d{by}" for name in of)]


def _by_name(label: str, problem: Problem, place: int) -> bool:
    return _closed(label) in _names(problem, place)[1]


def _names(problem: Problem, place: int) -> tuple[list[str] | None, list[str]]:
    """Return the names of what an asked derivative is of and by; for a value none, and its own."""
    drill = problem.made.drill
    ask = drill.asks[place]

    def called(node: int) -> list[str]:
        return [name for name, where in drill.graph.names.items() if where == node]

    return (None, called(ask.of)) if ask.by is None else (called(ask.of), called(ask.by))


def _shown(label: str) -> Tree | None:
    try:
        return read_math(label)
    except NotationError:
        return None
