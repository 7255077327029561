"""How questions, parts, options, points and keys are called on every kind of paper."""

from collections.abc import Iterator
from fractions import Fraction
from re import fullmatch, sub

from cardgrad.errors import CardgradError
from cardgrad.quizzes.naming import LETTERS
from cardgrad.quizzes.printing.words import Words
from cardgrad.quizzes.record import (
    ARRAY,
    FORMULA,
    LETTER,
    NUMBER,
    ORDER,
    PROSE,
    SIZE,
    Form,
    Heading,
    Mistake,
    Part,
    Question,
)

_MATHEMATICS = (NUMBER, SIZE, FORMULA)
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4}
_LINE = 9  # millimetres of a written line
_SEVERAL = r"[+-]?\d[\d./e+-]*(?:;? [+-]?\d[\d./e+-]*)+"  # numbers in rows
_VULGAR = {Fraction(1, 2): "½", Fraction(1, 4): "¼", Fraction(3, 4): "¾"}


def form_id(form: Form) -> str:
    """Return what stands in the footer: the form's id and its check character."""
    return f"{form.id}-{form.check}" if form.check else form.id


def student_name(form: Form) -> tuple[str, str]:
    """Return the name and number of the student whose form it is, both empty for nobody's."""
    columns = {name.strip().lower(): value for name, value in form.student}
    return columns.get("name", ""), columns.get("id", "")


def tagged(question: Question) -> Iterator[tuple[str, Part]]:
    """Yield the parts of a question with what their boxes are called: 3, or 3a and 3b."""
    for place, part in enumerate(question.parts):
        yield f"{question.number}{_letter(place) if len(question.parts) > 1 else ''}", part


def asked_items(form: Form) -> list[tuple[str, int, str]]:
    """Return the items of a quiz in their own order, part by part: the item, which part, and what both are called."""
    several = {question.item for question in form.questions if len(question.parts) > 1}
    found = [(question.item, place) for question in form.questions for place in range(len(question.parts))]
    found.sort(key=lambda one: (int("".join(filter(str.isdecimal, one[0])) or 0), *one))
    return [(item, place, f"{item}{_letter(place)}" if item in several else item) for item, place in found]


def lettered(items: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return options or steps with their letters."""
    return [(_letter(place), item) for place, item in enumerate(items)]


def _letter(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else f"{LETTERS[place // 26 - 1]}{LETTERS[place % 26]}"


def how_many(points: str | Fraction, words: Words) -> str:
    """Return points in words: `½ point`, `2½ points`."""
    return f"{points_text(points)} {words.points[Fraction(points) > 1]}"


def points_text(points: str | Fraction) -> str:
    """Return a number of points as a person writes it.

    >>> points_text("5/2"), points_text("1/3"), points_text("4")
    ('2½', '1/3', '4')
    """
    number = Fraction(points)
    whole, rest = divmod(number, 1)
    if rest in _VULGAR:
        return f"{whole or ''}{_VULGAR[rest]}"
    return str(number)


def conditions(heading: Heading, points: Fraction, words: Words) -> list[str]:
    """Return what holds for the whole quiz: time, points, calculator."""
    time = [f"{heading.minutes} {words.minutes}"] if heading.minutes else []
    return [*time, how_many(points, words), words.calculator[heading.calculator]]


def how_to_answer(question: Question, words: Words) -> list[tuple[list[tuple[str, Part]], str]]:
    """Return groups of parts that are answered alike, each with how, and what one of them is worth."""
    groups: list[tuple[list[tuple[str, Part]], str]] = []
    for tag, part in tagged(question):
        if groups and (groups[-1][0][0][1].how, groups[-1][0][0][1].points) == (part.how, part.points):
            groups[-1][0].append((tag, part))
        else:
            groups.append(([(tag, part)], how_many(part.points, words) if len(question.parts) > 1 else ""))
    return [
        (parts, words.each.replace("{points}", worth) if worth and len(parts) > 1 else worth)
        for parts, worth in groups
        if worth or parts[0][1].how
    ]


def space_of(question: Question) -> float:
    """Return the millimetres that are left for work; a length that is none is an error."""
    if not question.space:
        return 0
    found = fullmatch(r"\s*(\d{1,3}(?:\.\d{1,2})?)\s*(mm|cm|in)\s*", question.space)
    if found is None:
        raise CardgradError(f"{question.item}: the space {question.space!r} cannot be read: write 3cm, 25mm or 1in.")
    return float(found[1]) * _MILLIMETRES[found[2]]


def lines_of(question: Question) -> int:
    """Return how many lines there are to write prose on."""
    if all(part.kind != PROSE for part in question.parts):
        return 0
    return round(space_of(question) / _LINE) or 3


def key_text(part: Part) -> str:
    """Return the key of a part as deck text.

    >>> key_text(Part("q1", "", ARRAY, "1 2; 3 4", (), "1", "")), key_text(Part("q2", "", ORDER, "bca", (), "1", ""))
    ('$[1 2; 3 4]$', 'b c a')
    """
    return answer_text(part.kind, part.key)


def short(typed: str) -> str:
    """Return an answer with its endless decimals in six digits, as working shows them.

    >>> short("2.3025850929940455 -1/3; 0.0078125 1")
    '2.30259 -1/3; 0.0078125 1'
    """
    return sub(r"-?\d+\.\d{10,}(e-?\d+)?", lambda found: f"{float(found[0]):.6g}", typed)


def answer_text(kind: str, typed: str) -> str:
    """Return an answer to a part of this kind, as the record writes answers, as deck text.

    A mistake may give several numbers where one is right.

    >>> answer_text(NUMBER, "0 -6 0"), answer_text(NUMBER, "-6")
    ('$[0 -6 0]$', '$-6$')
    """
    typed = short(typed) if kind in (ARRAY, NUMBER) else typed
    if kind == ARRAY or (kind == NUMBER and fullmatch(_SEVERAL, typed)):
        return f"${typed if typed.startswith('[') else f'[{typed}]'}$"
    if kind in _MATHEMATICS:
        return f"${typed}$"
    if kind == ORDER:
        return " ".join(typed)
    return f"**{typed}**" if kind == LETTER else typed


def mistaken(question: Question, mistake: Mistake) -> list[str]:
    """Return a predicted wrong answer, part by part, as deck text."""
    return [answer_text(part.kind, typed) for part, typed in zip(question.parts, mistake.answer, strict=False)]


def entries(part: Part) -> list[list[str]]:
    """Return the key of an array in rows of deck text, if it has the shape that the sheet shows; else nothing."""
    rows = [row.replace(",", " ").split() for row in short(part.key).strip("[]").split(";")]
    if part.shape is None or (len(rows), {len(row) for row in rows}) != (part.shape[0], {part.shape[1]}):
        return []
    return [[_entry(entry) for entry in row] for row in rows]


def _entry(typed: str) -> str:
    """Return a number in one line, so that a fraction fits into its row of a box; else a formula."""
    return typed.replace("-", "−") if fullmatch(r"-?\d+(\.\d+|/\d+)?", typed) else f"${typed}$"
