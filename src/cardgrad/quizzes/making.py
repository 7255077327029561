"""A quiz is made: items are chosen once, each form draws its own numbers, orders and options, and all of it is kept.

Everything follows from the blueprint, the decks and the seed; how many processes share the work changes nothing.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cardgrad import __version__
from cardgrad.decks.fault import ERROR, Fault
from cardgrad.decks.library import Library
from cardgrad.errors import CardgradError
from cardgrad.quizzes.blueprint import NUMBERS, ORDER, Blueprint
from cardgrad.quizzes.choosing import Item, choose, refusal
from cardgrad.quizzes.drawn import UnfitError, drawing_of, drill_of, see_enough
from cardgrad.quizzes.drill_question import drill_questions
from cardgrad.quizzes.flashcard_question import flashcard_questions
from cardgrad.quizzes.naming import check_character, letter
from cardgrad.quizzes.picture import pictures_of
from cardgrad.quizzes.record import Form, Question, Record
from cardgrad.quizzes.roster import Roster
from quizgen.seed import Stream
from quizgen.source import DrillSource

_WORTH_SHARING = 200  # questions; fewer are made before a second process has started

Tell = Callable[[int, int], None]  # so many items made, of so many


class Task(NamedTuple):
    """What a process needs to make one item on all forms."""

    item: Item
    letters: tuple[str, ...]
    again: tuple[str, ...]
    seed: str
    calculator: bool
    language: str


def make(
    blueprint: Blueprint, library: Library, roster: Roster | None = None, tell: Tell | None = None, processes: int = 0
) -> Record:
    """Return the quiz as it is to be printed; what cannot be made is one sentence, or one a line of the quiz file."""
    students = roster.students if roster else ()
    letters = tuple(letter(number) for number in range(_count(blueprint, len(students))))
    items = choose(blueprint, library, partial(_unfit, blueprint=blueprint, letters=letters))
    pictures = pictures_of(item.card for item in items)
    orders = [_order(items, blueprint, form) for form in letters]
    again = _again(blueprint, items, letters, orders)
    tasks = [
        Task(
            item,
            letters,
            tuple(form for form, redrawn in again if redrawn == item.id),
            blueprint.seed,
            blueprint.heading.calculator,
            blueprint.heading.language,
        )
        for item in items
    ]
    made = _made(tasks, tell, processes)
    columns = {item.id: questions for item, questions in zip(items, made, strict=True)}
    forms = tuple(
        Form(form, form, check_character(f"{blueprint.name} {blueprint.seed}", form), tuple(
            columns[item.id][place]._replace(number=number, picture=pictures.get(item.card.id))
            for number, item in enumerate(order, 1)
        ))
        for place, (form, order) in enumerate(zip(letters, orders, strict=True))
    )  # fmt: skip
    decks = {item.card.deck: item.card.path for item in items}
    record = Record(
        blueprint.name,
        blueprint.heading,
        blueprint.seed,
        forms,
        __version__,
        tuple((deck, _hash(path)) for deck, path in decks.items()),
        (Path(blueprint.path).name, blueprint.hash) if blueprint.path else None,
    )
    return _seated(record, blueprint, students)


def sheets(record: Record) -> tuple[Form, ...]:
    """Return the sheets to print: the forms, dealt to students where few forms go round."""
    if not record.dealt:
        return record.forms
    return tuple(
        form._replace(student=row, spare=not row)
        for row, form in zip(record.dealt, _round(record.forms, len(record.dealt)), strict=True)
    )


def _count(blueprint: Blueprint, students: int) -> int:
    """Return how many forms there are."""
    if blueprint.forms is not None:
        return blueprint.forms
    if not students:
        raise CardgradError("'each' is one form for each student: name the students with --roster students.csv.")
    return students + blueprint.spares


def _seated(record: Record, blueprint: Blueprint, students: Sequence[tuple[tuple[str, str], ...]]) -> Record:
    """Return the record with students at their forms: one each, or dealt in seat order; sheets without a name last."""
    rows = [*students, *[()] * blueprint.spares]
    if blueprint.forms is None:
        forms = tuple(form._replace(student=row, spare=not row) for form, row in zip(record.forms, rows, strict=True))
        seats = tuple((dict(row)["id"], form.id) for form, row in zip(forms, students, strict=False))
        return record._replace(forms=forms, seats=seats)
    if not rows:
        return record
    dealt = _round(record.forms, len(students))
    seats = tuple((dict(row)["id"], form.id) for row, form in zip(students, dealt, strict=True))
    return record._replace(dealt=tuple(rows), seats=seats)


def _round(forms: Sequence[Form], count: int) -> list[Form]:
    return [forms[place % len(forms)] for place in range(count)]


def _unfit(item: Item, picked: bool, blueprint: Blueprint, letters: Sequence[str]) -> str | None:
    """Return why a card cannot be on this quiz."""
    if item.card.kind != "drill":
        return None
    try:
        if picked:
            see_enough(item, len(letters))
        drawing_of(item, blueprint.seed, calculator=blueprint.heading.calculator).require(letters)
    except UnfitError as error:
        return str(error)
    return None


def _order(items: Sequence[Item], blueprint: Blueprint, form: str) -> list[Item]:
    """Return the items in a form's order, which changes within sections only."""
    if ORDER not in blueprint.vary:
        return list(items)
    found: list[Item] = []
    for section in dict.fromkeys(item.section for item in items):
        left = [item for item in items if item.section == section]
        stream = Stream(blueprint.seed, "order", form, section)
        found += [left.pop(stream.below(len(left))) for _ in range(len(left))]
    return found


def _again(
    blueprint: Blueprint, items: Sequence[Item], letters: Sequence[str], orders: Sequence[Sequence[Item]]
) -> list[tuple[str, str]]:
    """Return the forms and items that are to be drawn again."""
    found, faults = [], []
    for word in blueprint.redraw:
        form, number = word.rstrip("0123456789"), int(word.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        if form not in letters:
            faults.append(f"redraw names {word}, but the last form is {letters[-1]}")
        elif number > len(items):
            faults.append(f"redraw names {word}, but the last question is {len(items)}")
        else:
            item = orders[letters.index(form)][number - 1]
            if item.card.kind != "drill" or NUMBERS not in item.vary:
                faults.append(f"redraw names {word}, but {item.card.id} has no numbers of its own on each form")
            found.append((form, item.id))
    if faults:
        raise refusal([Fault(blueprint.path, 0, 0, ERROR, fault) for fault in faults])
    return found


def _made(tasks: Sequence[Task], tell: Tell | None, processes: int) -> list[list[Question]]:
    """Return the questions of each item, on all cores where there are many."""
    share = processes or min(os.cpu_count() or 1, len(tasks))
    if share < 2 or (not processes and len(tasks) * len(tasks[0].letters) < _WORTH_SHARING):
        return list(_told(map(make_item, tasks), len(tasks), tell))
    order = sorted(range(len(tasks)), key=lambda place: -_structures(tasks[place].item))
    with ProcessPoolExecutor(share) as pool:
        running = {place: pool.submit(make_item, tasks[place]) for place in order}
        return list(_told((running[place].result() for place in range(len(tasks))), len(tasks), tell))


def _structures(item: Item) -> int:
    """Return how many graphs a drill's problems have, each of which is looked into: those with many take longest."""
    content = item.card.content
    return drill_of(item.card.id, content).structures if isinstance(content, DrillSource) else 0


def _told(made: Iterator[list[Question]], total: int, tell: Tell | None) -> Iterator[list[Question]]:
    for count, questions in enumerate(made, 1):
        yield questions
        if tell:
            tell(count, total)


def make_item(task: Task) -> list[Question]:
    """Return one item's question on each form."""
    if task.item.card.kind != "drill":
        return flashcard_questions(task.item, task.letters, task.seed, task.language)
    try:
        drawing = drawing_of(task.item, task.seed, calculator=task.calculator)
        problems = drawing.problems(task.letters)
        again = drawing.again(problems, task.again)
    except UnfitError as error:
        raise CardgradError(f"{error}.") from error
    drawn = dict(zip(task.letters, problems, strict=True))
    return drill_questions(task.item, drawn, again, task.seed, task.language, drawing.options)


def _hash(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""
