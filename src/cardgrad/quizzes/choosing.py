"""The items of a quiz: chosen once, the same on all forms, and known by the same id on all of them."""

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from cardgrad.decks.card import Card
from cardgrad.decks.fault import ERROR, Fault
from cardgrad.decks.library import Library
from cardgrad.errors import CardgradError, FaultsFoundError, UsageError
from cardgrad.quizzes.blueprint import Blueprint, Pool, Wanted
from cardgrad.quizzes.record import CHOICE, CLOZE, NUMERIC, SHORT, STEPS
from cardgrad.study.tally import counted
from quizgen.seed import derive_seed

PRINTED_AS = {
    "front": (SHORT,),
    "type": (SHORT,),
    "cloze": (CLOZE,),
    "choice": (CHOICE,),
    "steps": (STEPS,),
    "drill": (NUMERIC, CHOICE),
}
"""What each kind of card can be printed as, the usual one first."""

Fits = Callable[["Item", bool], str | None]  # why an item, picked or named, cannot be on this quiz, or nothing


class Item(NamedTuple):
    """One question of the quiz, whatever its numbers are."""

    id: str  # q4
    card: Card
    kind: str
    points: str
    band: int
    options: int
    space: str | None
    vary: frozenset[str]
    section: str
    occurrence: int = 0  # how many items before it have the same card


def choose(blueprint: Blueprint, library: Library, fits: Fits) -> tuple[Item, ...]:
    """Return the items; cards that are named come first to their right, then pools are picked from.

    A pool leaves out siblings of what is on the quiz already, and cards that do not fit it.
    """
    chosen: dict[int, list[Item]] = {}
    faults: list[Fault] = []
    taken: set[str] = set()
    for place, wanted in enumerate(blueprint.wanted):
        if wanted.card is None:
            continue
        try:
            item = _item(library.find_card(wanted.card), wanted, blueprint)
            reason = fits(item, False)
        except UsageError as error:
            reason = str(error).rstrip(".")
        if reason:
            faults.append(Fault(blueprint.path, wanted.line, wanted.column, ERROR, reason))
        else:
            chosen[place] = [item]
            taken.add(item.card.entry)
    for place, wanted in enumerate(blueprint.wanted):
        if wanted.card is not None:
            continue
        try:
            chosen[place] = _picked(wanted, blueprint, library, fits, taken, place)
        except UsageError as error:
            faults.append(Fault(blueprint.path, wanted.line, wanted.column, ERROR, str(error).rstrip(".")))
    if faults:
        raise refusal(faults)
    items = [item for place in sorted(chosen) for item in chosen[place]]
    return tuple(_numbered(items))


def refusal(faults: Collection[Fault]) -> CardgradError:
    """Return the error that tells all faults: one a line, with line and column where there is a file."""
    lines = []
    for fault in faults:
        place = f"{fault.path}:{fault.line}:{fault.column}: " if fault.path and fault.line else ""
        lines.append(f"{place or (f'{fault.path}: ' if fault.path else '')}{fault.message}.")
    return FaultsFoundError("\n".join(lines)) if any(fault.path for fault in faults) else CardgradError(lines[0])


def _item(card: Card, wanted: Wanted, blueprint: Blueprint) -> Item:
    possible = PRINTED_AS[card.kind]
    if wanted.kind is not None and wanted.kind not in possible:
        raise UsageError(f"the card {card.id}: {_impossible(card.kind, wanted.kind)}")
    vary = frozenset(blueprint.vary) if wanted.vary is None else wanted.vary
    return Item(
        "", card, wanted.kind or possible[0], wanted.points, wanted.band, wanted.options, wanted.space, vary,
        wanted.section,
    )  # fmt: skip


def _impossible(kind: str, wanted: str) -> str:
    return f"a {kind} card cannot be printed as {wanted}, but as {' or '.join(PRINTED_AS[kind])}"


def _picked(
    wanted: Wanted, blueprint: Blueprint, library: Library, fits: Fits, taken: set[str], place: int
) -> list[Item]:
    """Return so many items of a pool, each card as likely as another; a new card in a deck changes little."""
    kinds = wanted.pool.kinds
    if kinds and wanted.kind is not None and not any(wanted.kind in PRINTED_AS[kind] for kind in kinds):
        raise UsageError(", and ".join(_impossible(kind, wanted.kind) for kind in kinds))
    pool = list(in_pool(wanted.pool, library))
    ranked = sorted(pool, key=lambda card: derive_seed(blueprint.seed, "pick", place, card))
    found: list[Item] = []
    reasons: list[str] = []
    for card_id in ranked:
        if len(found) == wanted.pick:
            break
        card = library.card(card_id)
        if card is None or card.entry in taken:
            continue
        if wanted.kind is not None and wanted.kind not in PRINTED_AS[card.kind]:
            continue
        item = _item(card, wanted, blueprint)
        reason = fits(item, True)
        if reason:
            reasons.append(reason)
            continue
        found.append(item)
        taken.add(card.entry)
    if len(found) < wanted.pick:
        left_out = f" ({len(reasons)} did not fit; the first: {reasons[0]})" if reasons else ""
        asked = f" as {wanted.kind}" if wanted.kind else ""
        raise UsageError(
            f"{counted(wanted.pick, 'question')} wanted from {wanted.pool}{asked}, and {len(found)} left to pick"
            f"{left_out}: pick fewer, or from more decks"
        )
    order = {card_id: number for number, card_id in enumerate(pool)}
    return sorted(found, key=lambda item: order[item.card.id])  # as the decks have them: easier things first


def in_pool(pool: Pool, library: Library) -> Iterator[str]:
    """Yield the ids of the cards in a pool, in study order; an unknown deck is a UsageError."""
    decks = {library.find_studied_deck(name).id for name in pool.decks} or None
    tagged = None if not pool.tags else {slot[0] for tag in pool.tags for slot in library.slots(decks, tag)}
    if tagged is not None and not tagged:
        raise UsageError(f"no card has the tag {' or '.join(pool.tags)}: `cardgrad deck show DECK` lists the tags")
    for card_id, _, _, kind in library.slots(decks):
        if (tagged is None or card_id in tagged) and (not pool.kinds or kind in pool.kinds):
            yield card_id


def _numbered(items: list[Item]) -> Iterator[Item]:
    seen: dict[str, int] = {}
    for number, item in enumerate(items, 1):
        yield item._replace(id=f"q{number}", occurrence=seen.get(item.card.id, 0))
        seen[item.card.id] = seen.get(item.card.id, 0) + 1
