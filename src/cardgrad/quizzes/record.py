"""A quiz as it was printed: every form with its questions, keys, mistakes and points, in one file.

Keys, marking and regrading read this and nothing else, so that no later change of a deck or of the program can change
an exam. All numbers are text, as they were printed.
"""

import hashlib
import json
from collections.abc import Hashable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, get_args, get_type_hints

from cardgrad.quizzes.picture import Picture, with_pictures_apart, with_pictures_in_place

FORMAT = 1  # raise it when an older program could misread a record

NUMERIC, CHOICE, SHORT, CLOZE, STEPS = "numeric", "choice", "short", "cloze", "steps"

# What stands in a box: TEXT is a few words that the program compares, PROSE is read by a person, who gives points.
NUMBER, ARRAY, SIZE, FORMULA, LETTER, ORDER, TEXT, PROSE = (
    "number", "array", "size", "formula", "letter", "order", "text", "prose",
)  # fmt: skip


class Mistake(NamedTuple):
    """A predicted wrong answer, and what to say about it."""

    id: str
    answer: tuple[str, ...]  # as typed, one for each part
    message: str  # deck text


class Option(NamedTuple):
    """An option of a choice, in the order in which it is printed."""

    text: str  # deck text
    right: bool
    mistake: str | None = None  # id of the mistake that it is the answer of
    message: str | None = None  # deck text


class Part(NamedTuple):
    """One asked thing of a question: what is written into one box."""

    name: str  # what a column of answers is called: q3_dx
    label: str  # deck text before the box: `$dL/dx$`; empty where there is only one
    kind: str  # number, array, size, formula, letter (of an option), order (of steps), text, or prose
    key: str  # as a person would type it; for text what is shown as the answer
    accepted: tuple[str, ...]  # further answers that count as right, for text
    points: str  # a fraction: 2, 1/2
    how: str  # deck text: `exact, or 3 significant digits`; may be empty
    shape: tuple[int, int] | None = None  # of an array that is wanted, where it is shown


class Question(NamedTuple):
    """One item on one form."""

    item: str  # the same on all forms: q4
    number: int  # where it stands on this form, from 1
    section: str
    kind: str
    card: str  # its id
    prompt: str  # deck text
    parts: tuple[Part, ...]
    points: str
    options: tuple[Option, ...] = ()
    steps: tuple[str, ...] = ()  # deck text, in the order in which they are printed; the key gives their right order
    mistakes: tuple[Mistake, ...] = ()
    working: tuple[str, ...] = ()  # deck text, the whole of it
    explanation: str = ""  # deck text: a flashcard's why
    reference: str | None = None  # of a problem: gates/mul-swap@4182
    revision: str | None = None
    band: int = 0
    effort: str = ""  # what there is to compute, a number
    given: tuple[tuple[str, str], ...] = ()  # names and values as typed
    upstream: str | None = None
    source: Any = None  # the drill itself as lists of text, from which the problem can be made again
    drawing: str | None = None  # SVG of the graph with values, for questions that show it
    solution_drawing: str | None = None  # SVG with values and gradients, for the key
    digits: int = 3
    space: str = ""  # for work: 3cm
    picture: Picture | None = None  # beside the question; a record keeps each once
    family: Any = None  # the drill as its author wrote it, where a family made the graph that stands in `source`


class Form(NamedTuple):
    """One version of the quiz, for one student if it names one."""

    id: str  # A, B, ... Z, AA, ...; with its check character it stands in every footer
    letter: str
    check: str
    questions: tuple[Question, ...]
    student: tuple[tuple[str, str], ...] = ()  # name, id and other columns of the roster; empty for none
    spare: bool = False


class Heading(NamedTuple):
    """What stands on the paper beside the questions."""

    title: str
    course: str = ""
    date: str = ""
    minutes: int | None = None
    instructions: str = ""  # deck text
    paper: str = "a4"
    columns: int = 1
    language: str = "en"
    calculator: bool = False
    large: bool = False
    one_sided: bool = False
    sections: tuple[tuple[str, str], ...] = ()  # titles with their instructions, which are deck text


class Record(NamedTuple):
    """A quiz as printed."""

    name: str
    heading: Heading
    seed: str
    forms: tuple[Form, ...]
    program: str  # version of the program that made it
    decks: tuple[tuple[str, str], ...] = ()  # deck ids with the hashes of their files
    quiz_file: tuple[str, str] | None = None  # its name and hash
    dealt: tuple[tuple[tuple[str, str], ...], ...] = ()  # roster rows in seat order, where few forms go round; () spare
    seats: tuple[tuple[str, str], ...] = ()  # student id and form id
    format: int = FORMAT

    @property
    def points(self) -> Fraction:
        """Return the total of a form: the same on all."""
        return sum((Fraction(question.points) for question in self.forms[0].questions), Fraction(0))


class RecordError(ValueError):
    """A file that is no record, or none that this program can read; one sentence."""


_T = TypeVar("_T")


def dumps(record: Record) -> str:
    """Return a record as JSON, a form a line, with the hash of all that comes before it as its last field."""
    body = with_pictures_apart(_plain(record))
    lines = [f"{json.dumps(name)}: {_lines(value)}" for name, value in {**body, "hash": _hash(body)}.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _lines(value: Any) -> str:
    """Return a field: short on its own line, a list of objects with a line for each."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(json.dumps(part, ensure_ascii=False) for part in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)


def loads(text: str) -> Record:
    """Return the record in a JSON text; a changed one is a RecordError."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise RecordError("this is no JSON, and so no record: restore it from where it was kept") from fault
    if not isinstance(body, dict) or "forms" not in body or "format" not in body:
        raise RecordError("this is no record of a quiz: restore it from where it was kept")
    if body["format"] > FORMAT:
        raise RecordError("this record was made by a newer cardgrad: update the program")
    told = body.pop("hash", "")
    if told != _hash(body):
        raise RecordError("this record was changed after it was printed: restore it from where it was kept")
    return _typed(Record, with_pictures_in_place(body))


def _hash(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Return named tuples as objects, and other tuples as lists."""
    if hasattr(value, "_asdict"):
        return {key: _plain(part) for key, part in value._asdict().items()}
    return [_plain(part) for part in value] if isinstance(value, tuple | list) else value


def _typed(kind: type[_T], value: Any) -> _T:
    """Return an object as the named tuple that it was."""
    hints = _hints(kind)  # type: ignore[arg-type]  # a class can be hashed, whatever its metaclass
    return kind(**{key: _field(hints[key], part) for key, part in value.items() if key in hints})


@lru_cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _field(hint: Any, value: Any) -> Any:
    if hasattr(hint, "_fields"):
        return _typed(hint, value)
    if isinstance(value, list):
        named = next((one for one in get_args(hint) if hasattr(one, "_fields")), None)
        return tuple(_typed(named, part) for part in value) if named else _frozen(value)
    return value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value
