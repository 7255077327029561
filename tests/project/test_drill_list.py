"""Every idea of the material can be met with fresh numbers: the shipped drills, and the list of them in docs."""

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from cardgrad.decks.card import Card
from cardgrad.decks.reading import DeckFile, read_deck
from quizgen.drill import Drill, read_drill
from quizgen.problem import make_problem
from quizgen.proven_by import proven_by
from quizgen.seed import Stream
from quizgen.source import DrillSource
from quizgen.template import Template, template

ROOT = Path(__file__).parents[2]
LIST = ROOT / "docs" / "drills.md"
IDEAS: Mapping[str, Mapping[str, str]] = yaml.load(
    (ROOT / "docs" / "ideas.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
STRUCTURES = 4  # of a family's drill, looked at for its mistakes

INTRODUCTION = """# Drills

Every drill of the shipped decks, with the ideas that it is about, what it asks, how hard its problems are (the effort
up to which they are easy, and from which they are hard), what proves its keys, and the mistakes that every problem of
it tells from the right answer. `cardgrad practice --tag IDEA` asks the cards of one idea, drills and flashcards.

This list is generated: `UPDATE_GOLDEN=1 python -m pytest tests/project/test_drill_list.py` writes it anew.
"""


@cache
def decks() -> tuple[DeckFile, ...]:
    files = [read_deck(path, path.name) for path in sorted((ROOT / "cards").glob("*.yaml"))]
    return tuple(sorted(files, key=lambda deck: deck.order or 0))


def drills(deck: DeckFile) -> Iterator[tuple[Card, DrillSource]]:
    for card in deck.cards:
        if isinstance(card.content, DrillSource):
            yield card, card.content


def ideas_of(card: Card) -> list[str]:
    return [idea for idea in IDEAS[card.deck] if idea in card.tags]


@cache
def templates(card_id: str, source: DrillSource) -> tuple[Template, ...]:
    drill = read_drill(card_id, source)
    count = STRUCTURES if drill.structures else 1
    return tuple(template(drill.variant(Stream("list", number))) for number in range(count))


def asked(drill: Drill) -> str:
    if drill.structures:
        given = [f"{name} {value}" for name, value in drill.origin.parameters]
        return f"the family {drill.origin.family} with {', '.join(given)}"
    return ", ".join(f"`{ask.label}`" for ask in drill.asks)


def row(card: Card, source: DrillSource) -> str:
    drill, found = read_drill(card.id, source), templates(card.id, source)
    easy = sorted(round(shared.cuts[0], 1) for shared in found)
    hard = sorted(round(shared.cuts[1], 1) for shared in found)
    targets = list(dict.fromkeys(target.id for shared in found for target in shared.targets))
    named = [target for target in targets if not target.startswith("own-")]
    own = [f"{len(targets) - len(named)} of the author's"] if len(named) < len(targets) else []
    return " | ".join(
        [
            f"| `{card.id.partition('/')[2]}`",
            ", ".join(ideas_of(card)),
            asked(drill),
            f"{easy[0]:g}, {hard[-1]:g}",
            proven_by(make_problem(drill, 1)),
            f"{', '.join([*own, *named])} |",
        ]
    )


def drill_list() -> str:
    parts = [INTRODUCTION]
    for deck in decks():
        parts.append(f"\n## {deck.title}\n")
        covered = {idea: [card for card, _ in drills(deck) if idea in card.tags] for idea in IDEAS[deck.id or ""]}
        parts.append("| Idea | What it is | Drills |\n|---|---|---|")
        for idea, text in IDEAS[deck.id or ""].items():
            names = ", ".join(f"`{card.id.partition('/')[2]}`" for card in covered[idea])
            parts.append(f"| {idea} | {text.replace('$', '`')} | {names} |")
        parts.append("\n| Drill | Ideas | Asks | Effort | Proof | Mistakes |\n|---|---|---|---|---|---|")
        parts += [row(card, source) for card, source in drills(deck)]
    return "\n".join(parts) + "\n"


def test_every_idea_has_a_drill_and_every_drill_an_idea() -> None:
    assert list(IDEAS) == [deck.id for deck in decks()]
    for deck in decks():
        tags = {tag for card, _ in drills(deck) for tag in card.tags}
        assert [idea for idea in IDEAS[deck.id or ""] if idea not in tags] == []
        assert [card.id for card, _ in drills(deck) if not ideas_of(card)] == []


def test_no_drill_is_a_copy_of_another() -> None:
    sources = [source for deck in decks() for _, source in drills(deck)]
    assert len(sources) >= 45
    seen = [(source.graph, source.ask, source.family, source.parameters) for source in sources]
    assert [one for one in seen if seen.count(one) > 1] == []


@pytest.mark.parametrize("deck", decks(), ids=lambda deck: deck.id)
def test_every_drill_says_where_it_comes_from_what_comes_before_and_tells_two_mistakes_apart(deck: DeckFile) -> None:
    for card, source in drills(deck):
        assert card.source, card.id
        assert card.needs, card.id
        for shared in templates(card.id, source):
            assert len(set(shared.groups)) >= 2, card.id


def test_the_list_of_drills_is_up_to_date() -> None:
    text = drill_list()
    if os.environ.get("UPDATE_GOLDEN"):
        LIST.write_text(text, encoding="utf-8")
    assert LIST.read_text(encoding="utf-8") == text, "run UPDATE_GOLDEN=1 pytest tests/project/test_drill_list.py"
