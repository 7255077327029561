"""What a typed answer to a drill says: single numbers share a line, everything else has a line of its own.

A matrix goes on in another line while a `;` ends one or a bracket is open; an empty line ends it.
"""

from collections.abc import Sequence

from cardgrad.study.answer_lines import equation, shaped_label, share_a_line
from cardgrad.study.question import More, Reading, Unreadable
from quizgen.answers import Read, Value, continues, read_answer, read_part
from quizgen.problem import Problem


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
        return More(shaped_label(problem, wanted[len(values)]), "\n".join(said), kept)
    said.append(f"{label}: " + " ".join(rows).replace("$", "").replace("`", "").replace("*", "\\*"))
    return More(f"{label}, row {len(rows) + 1}", "\n".join(said), kept, open=True)
