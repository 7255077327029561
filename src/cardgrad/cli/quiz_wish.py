"""What an instructor asks for: a quiz file, or decks and options; options have the last word."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cardgrad.cli.context import Context, warn
from cardgrad.cli.named_deck import with_ending
from cardgrad.cli.telling import tell
from cardgrad.decks.fault import Fault
from cardgrad.decks.library import Library
from cardgrad.decks.place import PATH
from cardgrad.errors import UsageError
from cardgrad.quizzes.blueprint import Blueprint, Pool, Wanted
from cardgrad.quizzes.choosing import refusal
from cardgrad.quizzes.record import Heading

_QUESTIONS = 10


def wish(named: Sequence[str], pool: Pool, wanted: dict[str, Any], count: int | None) -> tuple[Blueprint, Library]:
    """Return the blueprint of a quiz file, or of decks; and the decks to make it from.

    `pool` and `wanted` are what options say of questions, which a quiz file says itself.
    """
    from cardgrad.quizzes.stated import is_quiz_file

    files = [name for name in named if is_quiz_file(Path(name))]
    if not files:
        blueprint = Blueprint("quiz", Heading("Quiz"), (Wanted(pick=count or _QUESTIONS, pool=pool, **wanted),))
        return _opened(blueprint._replace(decks=tuple(named)))
    if len(named) > 1:
        raise UsageError(f"{files[0]} is a quiz file, which names its decks itself: leave out the other names.")
    if count or pool != Pool() or wanted:
        raise UsageError(
            f"{files[0]} says which questions are wanted: write --questions, --tag, --kind, --as, --band and --points"
            " into it."
        )
    return _opened(read(Path(files[0])))


def read(path: Path) -> Blueprint:
    """Return the blueprint of a quiz file; all its faults are told at once, warnings beside it."""
    from cardgrad.quizzes.quiz_file import read_quiz_file

    found = read_quiz_file(path)
    if found.blueprint is None:
        raise refusal(list(found.faults))
    for fault in found.faults:
        tell(f"{_place(fault)} (warning)")
    return found.blueprint


def _place(fault: Fault) -> str:
    return f"{fault.path}:{fault.line}:{fault.column}: {fault.message}"


def _opened(blueprint: Blueprint) -> tuple[Blueprint, Library]:
    """Return the blueprint with the decks it names as ids, and the library that has them."""
    paths = [Path(name) for name in blueprint.decks if name.endswith((".yaml", ".yml")) or Path(name).is_dir()]
    try:
        library = Context(paths).library
        ids = [_studied_id(name, library) for name in blueprint.decks if Path(name) not in paths]
    except UsageError as error:
        raise UsageError(f"{blueprint.path}: {error}" if blueprint.path else str(error)) from error
    ids += [deck.id for deck in library.decks if deck.origin == PATH] if paths else []
    if paths and not ids:
        raise UsageError(f"{paths[0]} holds no deck that can be used: `cardgrad deck check {paths[0]}` says why.")
    warn(library)  # a card that is kept out by a fault would be missed in a quiz by nobody
    if not ids:
        return blueprint, library
    usual = tuple(dict.fromkeys(ids))
    wanted = [one._replace(pool=one.pool._replace(decks=one.pool.decks or usual)) for one in blueprint.wanted]
    return blueprint._replace(wanted=tuple(wanted)), library


def _studied_id(name: str, library: Library) -> str:
    """Return the id of the deck that a name means; where only its ending is missing, the error says so."""
    try:
        return library.find_studied_deck(name).id
    except UsageError as error:
        raise with_ending(name, error) from error
