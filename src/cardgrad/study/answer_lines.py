"""An answer to a drill as it is typed: single numbers share a line, everything else has a line of its own.

A matrix goes on in another line while a `;` ends one or a bracket is open; an empty line ends it.
"""

from collections.abc import Sequence

from cardgrad.study.question import More, Reading, Unreadable
from quizgen.answers import Read, Value, continues, read_answer, read_part
from quizgen.autodiff.array import Array
from quizgen.problem import Problem
from quizgen.value import Size, Symbolic, value_math, write_answers


def share_a_line(problem: Problem, wanted: Sequence[int]) -> bool:
    """Tell whether the wanted parts are typed on one line: single numbers all."""
    return not any(isinstance(problem.answer[place], Array | Size | Symbolic) for place in wanted)


def prompt(problem: Problem, wanted: Sequence[int]) -> str:
    """Return the label of the first line for the wanted parts."""
    if share_a_line(problem, wanted):
        return ", ".join(f"${problem.asked[place]}$" for place in wanted)
    return _label(problem, wanted[0])


def read_lines(problem: Problem, wanted: Sequence[int], typed: str) -> Reading | Unreadable | More:
    """Return what some lines say of the wanted parts; a position counts from the start of the first line."""
    if share_a_line(problem, wanted):
        found = read_answer(problem, typed, wanted)
        return Reading(tuple(found.values), found.echo) if isinstance(found, Read) else found
    if " | " in typed and len(wanted) > 1:  # everything at once, as it stands on a key
        found = read_answer(problem, typed, wanted)
        if isinstance(found, Read):
            return Reading(tuple(found.values), found.echo)
    values: list[Value] = []
    parts: list[str] = []
    rows: list[str] = []
    start = end = kept = 0
    for number, line in enumerate(typed.split("\n"), 1):
        rows.append(line)
        end += len(line) + 1
        place, text = wanted[len(values)], "\n".join(rows)
        if continues(problem, text, (place,)):
            continue
        value = read_part(problem, text, place)
        if isinstance(value, Unreadable):
            return value if value.position is None else value._replace(position=start + value.position)
        values.append(value)
        parts.append(" ".join(rows).strip())
        rows, start, kept = [], end, number
    said = [equation(problem.asked[place], value) for place, value in zip(wanted, values, strict=False)]
    if not rows and len(values) == len(wanted):
        return Reading(tuple(values), "\n".join(said), " | ".join(parts))
    label = f"${problem.asked[wanted[len(values)]]}$"
    if not rows:
        return More(_label(problem, wanted[len(values)]), "\n".join(said), kept)
    said.append(f"{label}: " + " ".join(rows).replace("$", "").replace("`", "").replace("*", "\\*"))
    return More(f"{label}, row {len(rows) + 1}", "\n".join(said), kept, open=True)


def as_typed(problem: Problem, wanted: Sequence[int], values: Sequence[Value]) -> str:
    """Return values as a line that can be typed again; nothing where each has a line of its own."""
    return write_answers(tuple(values)).replace(" | ", "  ") if share_a_line(problem, wanted) else ""


def equation(label: str, value: Value) -> str:
    """Return an asked thing with its value, as deck text."""
    return f"${label} {'~=' if isinstance(value, float) else '='} {value_math(value)}$"


def _label(problem: Problem, place: int) -> str:
    """Return an asked thing with the shape that its answer has, unless shapes are what is asked."""
    key, label = problem.answer[place], f"${problem.asked[place]}$"
    if isinstance(key, Size):
        return f"{label} (rows × columns)"
    if isinstance(key, Symbolic):
        return f"{label} (a formula)"
    if isinstance(key, Array) and not any(isinstance(other, Size) for other in problem.answer):
        return f"{label} ({key.shape[0]} × {key.shape[1]})"
    return label
