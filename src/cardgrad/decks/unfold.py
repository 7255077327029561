"""An entry becomes its cards: the part that follows the entry's id, and what the card holds."""

from collections.abc import Sequence

from cardgrad.decks.card import Choice, Content, Front, Steps, Typed
from cardgrad.decks.cloze import ClozeError, read_cloze
from cardgrad.decks.drill_entry import DrillEntry, drill_source
from cardgrad.decks.entry import (
    ChoiceEntry,
    ClozeEntry,
    Entry,
    FrontEntry,
    StepsEntry,
    TypeEntry,
)
from cardgrad.decks.report import Report
from cardgrad.decks.tree import Node, child

Parts = list[tuple[str, Content]]


def unfold(who: str, drill_id: str, entry: Entry, node: Node, report: Report) -> Parts:
    """Return the cards of an entry as (part, content); faults of the content are reported."""
    match entry:
        case FrontEntry(front=front, back=back):
            there: Parts = [("", Front(front, back))]
            return [*there, ("reverse", Front(back, front))] if entry.reverse else there
        case ClozeEntry(cloze=text):
            return _cloze(who, text, node, report)
        case ChoiceEntry(prompt=prompt, choice=choice):
            _report_twins(who, "choice", [choice.right, *choice.wrong], child(node, "choice") or node, report)
            return [("", Choice(prompt, choice.right, tuple(choice.wrong)))]
        case StepsEntry(prompt=prompt, steps=steps):
            _report_twins(who, "steps", steps, child(node, "steps") or node, report)
            return [("", Steps(prompt, tuple(steps)))]
        case TypeEntry(prompt=prompt, type=answers):
            return [("", Typed(prompt, tuple(answers)))]
        case DrillEntry():
            return _drill(who, drill_id, entry, node, report)
        case _:  # pragma: no cover - a kind without cards would be a mistake here, not of an author
            raise AssertionError(entry)


def _cloze(who: str, text: str, node: Node, report: Report) -> Parts:
    try:
        return list(read_cloze(text).items())
    except ClozeError as error:
        report.error((child(node, "cloze") or node).start_mark, f"{who} {error}")
        return []


def _report_twins(who: str, key: str, texts: Sequence[str], node: Node, report: Report) -> None:
    """Report texts that stand twice where each must be told from the others."""
    seen: set[str] = set()
    for text in texts:
        if text in seen:
            report.error(node.start_mark, f"{who} has {text!r} twice among its {key}: write something else once")
        seen.add(text)


def _drill(who: str, drill_id: str, entry: DrillEntry, node: Node, report: Report) -> Parts:
    """Return a drill that has been read; whether it makes problems is for a check to find out, which takes longer."""
    from cardgrad.decks.drill_fault import report_drill_error
    from quizgen.drill import DrillError, read_drill  # decks of flashcards do not pay for the engine

    source = drill_source(entry)
    try:
        read_drill(drill_id, source)
    except DrillError as error:
        report_drill_error(who, node, error, report)
        return []
    return [("", source)]
