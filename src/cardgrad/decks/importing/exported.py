"""What a deck's own exports hold: frozen problems, which nothing checks again, and tags that say what a note was.

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

_GAP_TAG = re.compile(rf"{TAG}::(c\d+)(?:::([a-z0-9][a-z0-9-]*))?")
_REFERENCE = re.compile(r"(?:[a-z0-9-]+/)?[a-z0-9-]+@\d+")


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


def untagged(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tags of a note of ours in Anki without those that an export adds."""
    return tuple(tag for tag in tags if tag != TAG and not tag.startswith(f"{TAG}::"))


def gap_tag(number: int, part: str) -> str:
    """Return the tag of a note in Anki that says how its deck names a gap that has a number there."""
    return f"{TAG}::c{number}{part.replace('/', '::')}"


def with_gaps_named(cloze: str, tags: tuple[str, ...]) -> str:
    """Return a cloze of ours from Anki with the names that its gaps had, as far as its tags say them.

    >>> with_gaps_named("The {{c1: sum}} of {{c2: all}}", (gap_tag(1, "/op"), gap_tag(2, "")))
    'The {{op: sum}} of {{all}}'
    """
    names = {found[1]: found[2] or "" for tag in tags if (found := _GAP_TAG.fullmatch(tag))}

    def named(gap: re.Match[str]) -> str:
        name = names.get(gap[1])
        return gap[0] if name is None else f"{{{{{name}: " if name else "{{"

    return re.sub(r"\{\{(c\d+): ", named, cloze)


def kind_tag(kind: str) -> str:
    """Return the tag of a note in Anki that says what kind of card it is; the tags with ids have a slash."""
    return f"{TAG}::{kind}"
