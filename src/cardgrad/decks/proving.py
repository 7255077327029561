"""The proofs of decks: what drills and entries need proven is gathered, done once, and told at its lines."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cardgrad.decks.card import Card
from cardgrad.decks.drill_fault import report_drill_error
from cardgrad.decks.naming import Item
from cardgrad.decks.proof_store import ProofStore, proof_key
from cardgrad.decks.proof_work import (
    DrillWork,
    EntryWork,
    Work,
    drill_result,
    entry_result,
    holds_mathematics,
    lines_of,
)
from cardgrad.decks.reading import Opened
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


class Proofs(NamedTuple):
    """What the proofs of decks have shown, beside the faults in the decks' reports."""

    drills: tuple[Proven, ...] = ()
    done: int = 0  # pieces of work
    known: int = 0  # those among them that had been done before


class _Task(NamedTuple):
    """A piece of work, with the entry it comes from."""

    deck: Opened
    item: Item
    card: Card | None  # the drill, for a drill's work
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
    return Proofs(tuple(_told(tasks, results)), len(keys), known)


def _tasks(deck: Opened, seeds: int) -> Iterator[_Task]:
    """Yield what there is to prove in a deck."""
    if deck.file.id is None:  # none of its cards can be used, and places in a text that was mended mean nothing
        return
    items = {f"{deck.file.id}/{item.name}": item for item in deck.items}
    for card in deck.file.cards if seeds else ():
        if isinstance(card.content, DrillSource):
            drill = DrillWork(card.id, card.content, seeds)
            yield _Task(deck, items[card.entry], card, drill, proof_key(drill.basis))
    for item in deck.items:
        lines = lines_of(item.node, deck.report.lines)
        if holds_mathematics(item.values, lines):
            entry = EntryWork(f"card '{item.name}'", item.node, lines)
            yield _Task(deck, item, None, entry, proof_key(entry.basis))


def _done(missing: dict[str, Work], store: ProofStore, cores: int, watch: Watch) -> dict[str, str]:
    """Return the results of all that is missing, each kept as soon as it is there."""
    keys = list(missing)
    results: dict[str, str] = {}
    waiting: dict[str, str] = {}
    try:
        for count, (number, result) in enumerate(done(list(missing.values()), cores), 1):
            results[keys[number]] = waiting[keys[number]] = result
            if len(waiting) == _KEPT_AT_ONCE or isinstance(missing[keys[number]], DrillWork):
                store.keep(waiting)
                waiting = {}
            watch(count, len(keys))
    finally:
        store.keep(waiting)
    return results


def _told(tasks: Sequence[_Task], results: dict[str, str]) -> Iterator[Proven]:
    """Report what is wrong, and yield what each drill shows."""
    for task in tasks:
        report, result = task.deck.report, results[task.key]
        if isinstance(task.work, EntryWork):
            report.faults += entry_result(result, task.work, report.path)
            continue
        assert task.card is not None  # noqa: S101 - a drill's work comes from its card
        who = f"card '{task.item.name}'"
        found = drill_result(result)
        for fault in (found,) if isinstance(found, DrillError) else found.faults:
            report_drill_error(who, task.item.node, fault, report)
        if not isinstance(found, DrillError):
            arithmetic = bool(getattr(task.card.content, "proof", ""))
            yield Proven(task.card.path, task.card.line, task.card.id, arithmetic, found)
