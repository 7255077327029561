"""Which asked thing stands before an equals sign: `dL/dx`, `d/dx`, `dx`, `x`, or the author's own words.

What is asked with a function goes by its first input too: `X = 3x4` for `shape(X)`, `w = 0.5` or `w_new = 0.5` for
`step(w, lr)`.
"""

from collections.abc import Sequence

from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_math
from quizgen.notation.tree import Operation, Tree
from quizgen.parting import Part, stripped
from quizgen.problem import Problem
from quizgen.unreadable import Unreadable


def meant(label: str, problem: Problem, asked: Sequence[int]) -> list[int]:
    """Return the asked things that a label may be for: those it names exactly, else those it names loosely."""
    for named in (_exactly, _as_derivative, _by_name, _by_input):
        found = [place for place in asked if named(label, problem, place)]
        if found:
            return found
    return []


def label_places(text: str, problem: Problem, asked: Sequence[int]) -> set[int]:
    """Return the places in a line that are inside labels, whose spaces part nothing."""
    held: set[int] = set()
    for at, character in enumerate(text):
        if character == "=":
            start = max(text.rfind(sign, 0, at) for sign in ";|=") + 1
            starts = [
                place
                for place in range(start, at)
                if text[place] not in " ," and (place == start or text[place - 1] in " ,")
            ]
            words = (place for place in starts if meant(text[place:at], problem, asked))
            letters = (place for place in starts if place > text.rfind(",", 0, at) and text[place].isalpha())
            held.update(range(next(words, next(letters, at)), at))
    return held


def named_part(part: Part, place: int, problem: Problem, asked: Sequence[int]) -> tuple[int, Part] | Unreadable:
    """Return which asked thing a piece is for, `df/dx = 4` says so itself, and what stands on its right."""
    equals = equals_signs(part.text)
    if not equals:
        return place, part
    label, right = part.text[: equals[0]].strip(), part.text[equals[-1] + 1 :]
    if label:
        named = meant(label, problem, asked)
        if not named:
            choices = ", ".join(problem.asked[other] for other in asked)
            return Unreadable(f"{label} is not asked here, but {choices}", part.position)
        if place not in named and len(named) > 1:
            choices = " or ".join(problem.asked[other] for other in named)
            return Unreadable(f"{label} can be {choices}", part.position)
        place = place if place in named else named[0]
    return place, stripped(right, part.position + len(part.text) - len(right))


def equals_signs(text: str) -> list[int]:
    """Return where equals signs stand, none inside brackets."""
    found: list[int] = []
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if sign == "=" and depth <= 0:
            found.append(at)
    return found


def _exactly(label: str, problem: Problem, place: int) -> bool:
    """Tell whether a label is an asked thing as it is shown, in any of its spellings."""
    asked = problem.asked[place]
    if _closed(label) == _closed(asked):
        return True
    shown = _shown(asked)
    return shown is not None and _shown(label) == shown


def _closed(label: str) -> str:
    return "".join(label.replace('"', "").split())  # words are quoted where a formula is shown


def _as_derivative(label: str, problem: Problem, place: int) -> bool:
    of, by = _names(problem, place)
    return _closed(label) in (by if of is None else [form for name in by for form in _forms(of, name)])


def _forms(of: list[str], by: str) -> list[str]:
    return [f"d{by}", f"d/d{by}", *(f"d{name}/d{by}" for name in of)]


def _by_name(label: str, problem: Problem, place: int) -> bool:
    return _closed(label) in _names(problem, place)[1]


def _by_input(label: str, problem: Problem, place: int) -> bool:
    asked = _shown(problem.asked[place])
    label = label.strip().removesuffix("'").removesuffix("_new")
    return isinstance(asked, Operation) and asked.symbol == "call" and _shown(label) == asked.operands[1]


def _names(problem: Problem, place: int) -> tuple[list[str] | None, list[str]]:
    """Return the names of what an asked derivative is of and by; for a value none, and its own."""
    drill = problem.made.drill
    ask = drill.asks[place]

    def called(node: int | None) -> list[str]:
        return [name for name, where in drill.graph.names.items() if where == node]

    return (None, called(ask.of)) if ask.by is None else (called(ask.of), called(ask.by))


def _shown(label: str) -> Tree | None:
    try:
        return read_math(label)
    except NotationError:
        return None
