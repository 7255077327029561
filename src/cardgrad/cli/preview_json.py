"""`cardgrad deck preview --json`: what a learner will see, as one document."""

from typing import Any

from cardgrad.cli.named_deck import NamedDeck
from cardgrad.cli.output import print_json
from cardgrad.decks.fault import Fault
from cardgrad.sharing.every_fault import merged, read_again
from cardgrad.sharing.shown import Shown, shown
from cardgrad.study.view import Block


def print_document(found: NamedDeck, name: str | None, seed: str) -> None:
    """Print the deck with all cards, or with those that the name means."""
    cards = [shown(card, seed) for card in (found.cards() if name is None else found.meant(name))]
    faults = merged([*found.faults, *read_again(found.path), *(card.fault for card in cards if card.fault)])
    print_json(
        {
            "deck": found.id,
            "title": found.title,
            "path": found.path,
            "notes": found.notes(),
            "faults": [_fault(fault) for fault in faults],
            "cards": [_card(card) for card in cards],
        }
    )


def _fault(fault: Fault) -> dict[str, Any]:
    return {"line": fault.line, "column": fault.column, "severity": fault.severity, "message": fault.message}


def _card(shown: Shown) -> dict[str, Any]:
    """Return a card; only a drill has problems, and only another card a question and an answer."""
    card = shown.card
    told: dict[str, Any] = {
        "id": card.id,
        "entry": card.entry,
        "kind": card.kind,
        "line": card.line,
        "tags": list(card.tags),
        "needs": list(card.needs),
        "source": card.source,
        "image": card.image and card.image._asdict(),
        "hints": list(shown.hints),
        "why": card.why,
    }
    if shown.samples is None:
        if shown.fault is not None:
            return told | {"problems": [], "accepted": None, "rejected": []}
        return told | {"question": _blocks(shown.question), "answer": _blocks(shown.answer)}
    from cardgrad.sharing.problem_document import document
    from quizgen.acceptance import measure

    acceptance = measure(shown.samples.drill)
    return told | {
        "problems": [document(problem) for problem in shown.samples.problems],
        "accepted": acceptance.rate,
        "rejected": acceptance.rejected,
    }


def _blocks(blocks: tuple[Block, ...]) -> list[dict[str, str]]:
    """Return pieces of a screen; `why` stands apart."""
    return [block._asdict() for block in blocks if block.role != "why"]
