"""What a deck's own exports hold: frozen problems, which nothing checks again, and choices and steps as lists.

The formulas of a frozen problem were proven when it was drawn, by its drill; what it lists of working and of wrong
answers states something of that drill, which the file does not hold. So they are shown and not checked.
"""

import re

from cardgrad.decks.importing.note import Note
from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_math
from quizgen.notation.spans import spans
from quizgen.notation.tree import Relation, walk

TAG = "cardgrad"
"""The tag of every note of ours in Anki; another one, `cardgrad::gates/mul-swap`, says which card it is of."""

WORKING = "working"
"""The class of what stands below the key of a frozen problem in Anki."""

_REFERENCE = re.compile(r"(?:[a-z0-9-]+/)?[a-z0-9-]+@\d+")
_ITEM = re.compile(r"^(?:- )?(?:\d{1,2}|[a-z])[.)] ", re.MULTILINE)
_RIGHT = re.compile(r"(?:(\d{1,2})\) )?(.+)", re.DOTALL)
_ORDER = re.compile(r"[a-z](?: [a-z])+")


def is_reference(name: str) -> bool:
    """Tell whether a name is that of a problem, such as `gates/mul-swap@4182`."""
    return _REFERENCE.fullmatch(name) is not None


def frozen(note: Note) -> Note:
    """Return the note of a frozen problem: every equation in it is shown and not checked."""
    return note._replace(
        question=unchecked(note.question),
        answer=unchecked(note.answer),
        hint=unchecked(note.hint),
        why=unchecked(note.why),
    )


def explained(note: Note) -> Note:
    """Return the note of a problem whose working stands below an empty line of its answer, which it explains."""
    answer, why = _explained(note)
    return note._replace(answer=answer, why=why)


def _explained(note: Note) -> tuple[str, str]:
    """Return the first paragraph of an answer, and the others before what explains it."""
    first, _, rest = note.answer.partition("\n\n")
    return first, "\n\n".join(filter(None, (rest.strip("\n"), note.why)))


def parted(answer: str) -> tuple[str, str]:
    """Return the key of a frozen problem in Anki and what stands below it, both as HTML."""
    key, _, working = answer.partition(f'<div class="{WORKING}">')
    return key, working.removesuffix("</div>")


def unchecked(text: str) -> str:
    r"""Return deck text in which no formula states anything that would be checked.

    >>> unchecked("At $x$, $dL/dx = 3$.")
    'At $x$, $?dL/dx = 3$.'
    """
    stating = [span.position for span in spans(text) if span.kind == "math" and span.claimed and _states(span.text)]
    for position in reversed(stating):
        text = f"{text[:position]}?{text[position:]}"
    return text


def _states(formula: str) -> bool:
    try:
        return any(isinstance(part, Relation) for part in walk(read_math(formula)))
    except NotationError:
        return False


def relisted(note: Note) -> Note:
    """Return a note whose options or steps stand in a list below its question as the choice or the order that it is.

    What stands below the list says how to answer on paper, and what stands below the right option explains it.
    """
    if note.kind not in ("front", "type"):
        return note
    question, *options = _parted(note.question)
    answer, *steps = _parted(note.answer)
    if len(options) < 2:
        return note
    options[-1] = options[-1].partition("\n\n")[0]
    if steps and (not answer or _ORDER.fullmatch(answer)):
        steps[-1], why = _explained(note._replace(answer=steps[-1]))
        if sorted(steps) == sorted(options):
            return note._replace(kind="steps", question=question, answer="", steps=tuple(steps), why=why)
    for right, why in ((note.answer, note.why), _explained(note)):
        marked = _RIGHT.fullmatch(right)
        bare = marked[2] if marked else ""
        if bare in options and len(set(options)) == len(options):
            wrong = tuple(option for option in options if option != bare)
            return note._replace(kind="choice", question=question, answer=bare, wrong=wrong, why=why)
    return note


def _parted(text: str) -> list[str]:
    """Return a text without the list at its end, and what is listed."""
    return [part.strip() for part in _ITEM.split(text)]


def untagged(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tags of a note of ours in Anki without those that an export adds."""
    return tuple(tag for tag in tags if tag != TAG and not tag.startswith(f"{TAG}::"))
