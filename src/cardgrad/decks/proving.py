"""The proofs of decks: what drills and entries need proven is gathered, done once, and told at its lines."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cardgrad.decks.claiming import Mathematics
from cardgrad.decks.drill_fault import report_drill_error
from cardgrad.decks.proof_store import ProofStore, proof_key
from cardgrad.decks.proof_work import (
    DrillWork,
    TextWork,
    Work,
    drill_result,
    holds_mathematics,
    lines_of,
    text_result,
)
from cardgrad.decks.reading import Opened
from cardgrad.decks.tree import Mapping, Scalar, child
from cardgrad.decks.workers import done
from quizgen.domain import DrillError
from quizgen.guarantee import Guarantee
from quizgen.source import DrillSource

Watch = Callable[[int, int], object]  # is told how many proofs are done, and of how many

_KEPT_AT_ONCE = 16  # results that a crash can cost


class Proven(NamedTuple):
    """A drill, where it stands, and what its problems show of it."""

    path: str
    line: int
    card: str
    arithmetic: bool  # whether it counts, and has no other proof
    found: Guarantee


class Stated(NamedTuple):
    """The statements of one entry, or of a deck's notes, by what was found of them."""

    path: str
    who: str  # `gates/mul`, or the deck's id for its notes
    found: Mathematics


class Proofs(NamedTuple):
    """What the proofs of decks have shown, beside the faults in the decks' reports."""

    drills: tuple[Proven, ...] = ()
    texts: tuple[Stated, ...] = ()
    done: int = 0  # pieces of work
    known: int = 0  # those among them that had been done before

    @property
    def mathematics(self) -> Mathematics:
        """Return all statements."""
        return Mathematics().and_of(*(text.found for text in self.texts))


class _Task(NamedTuple):
    """A piece of work, with where it comes from."""

    deck: Opened
    name: str  # of the card, the entry, or the deck for its notes
    node: Mapping | Scalar
    line: int
    work: Work
    key: str


def prove(decks: Sequence[Opened], seeds: int, store: ProofStore, cores: int, watch: Watch) -> Proofs:
    """Prove what these decks hold, of each drill so many problems; what is wrong is reported, deck by deck."""
    tasks = [task for deck in decks for task in _tasks(deck, seeds)]
    keys = {task.key: task.work for task in tasks}
    results = store.find(keys)
    known = len(results)
    missing = {key: work for key, work in keys.items() if key not in results}
    results |= _done(missing, store, cores, watch)
    told = [_told(task, results[task.key]) for task in tasks]
    return Proofs(
        tuple(one for one in told if isinstance(one, Proven)),
        tuple(one for one in told if isinstance(one, Stated)),
        len(keys),
        known,
    )


def _tasks(deck: Opened, seeds: int) -> Iterator[_Task]:
    """Yield what there is to prove in a deck."""
    if deck.tree is None:
        return
    whose = deck.file.stated  # what it is called also where it cannot be used: its formulas are looked at all the same
    lines = deck.report.lines
    notes = child(deck.tree, "notes")
    if isinstance(notes, Scalar) and holds_mathematics({}, own := lines_of(notes, lines)):
        yield _task(deck, whose, notes, TextWork("the deck's notes", notes, own))
    items = {f"{whose}/{item.name}": item for item in deck.items}
    for card in deck.file.cards if seeds else ():
        if isinstance(card.content, DrillSource):
            yield _task(deck, card.id, items[card.entry].node, DrillWork(card.id, card.content, seeds))
    for item in deck.items:
        own = lines_of(item.node, lines)
        if holds_mathematics(item.values, own):
            yield _task(deck, f"{whose}/{item.name}", item.node, TextWork(f"card '{item.name}'", item.node, own))


def _task(deck: Opened, name: str, node: Mapping | Scalar, work: Work) -> _Task:
    return _Task(deck, name, node, node.start_mark.line + 1, work, proof_key(work.basis))


def _done(missing: dict[str, Work], store: ProofStore, cores: int, watch: Watch) -> dict[str, str]:
    """Return the results of all that is missing, each kept as soon as it is there."""
    keys = list(missing)
    results: dict[str, str] = {}
    waiting: dict[str, str] = {}
    try:
        for count, (number, result) in enumerate(done(list(missing.values()), cores), 1):
            results[keys[number]] = result.text
            if result.lasting:
                waiting[keys[number]] = result.text
            if len(waiting) >= _KEPT_AT_ONCE or isinstance(missing[keys[number]], DrillWork):
                store.keep(waiting)
                waiting = {}
            watch(count, len(keys))
    finally:
        store.keep(waiting)
    return results


def _told(task: _Task, result: str) -> Proven | Stated | None:
    """Report what is wrong, and return what was found; None for a drill that makes no problem."""
    report = task.deck.report
    if isinstance(task.work, TextWork):
        faults, found = text_result(result, task.work, report.path)
        report.faults += faults
        return Stated(report.path, task.name, found)
    drill = drill_result(result)
    for fault in (drill,) if isinstance(drill, DrillError) else drill.faults:
        report_drill_error(f"card '{task.name.partition('/')[2]}'", task.node, fault, report)
    if isinstance(drill, DrillError):
        return None
    return Proven(report.path, task.line, task.name, bool(task.work.source.proof), drill)
