"""Sample problems: easy, medium and hard, all different, the same for the same text."""

from cardgrad.decks.fault import Fault
from cardgrad.sharing.samples import samples
from quizgen.source import DrillSource
from quizgen.template import in_band, template
from tests.sharing.conftest import KINDS, cards_of

SWAP, LETTERS = (card for card in cards_of(KINDS) if card.kind == "drill")


def sampled(count: int = 3, purpose: str = "preview 1") -> list[str]:
    assert isinstance(SWAP.content, DrillSource)
    found = samples(SWAP, SWAP.content, purpose, count)
    assert not isinstance(found, Fault)
    return [problem.reference for problem in found.problems]


def test_the_bands_come_in_turn_and_no_problem_twice() -> None:
    assert isinstance(SWAP.content, DrillSource)
    found = samples(SWAP, SWAP.content, "preview 1", 9)
    assert not isinstance(found, Fault)
    assert [problem.band for problem in found.problems] == [1, 2, 3] * 3
    assert all(in_band(one.made, template(found.drill), one.band) for one in found.problems)
    assert len({problem.instance for problem in found.problems}) == 9


def test_the_same_purpose_gives_the_same_problems_and_a_greater_count_only_more() -> None:
    assert sampled() == sampled()
    assert sampled(9)[:3] == sampled()
    assert sampled(purpose="preview 2") != sampled()


def test_a_problem_is_named_so_that_it_is_easily_typed() -> None:
    assert all(len(name.rpartition("@")[2]) <= 4 for name in sampled(9))


def test_a_drill_with_one_problem_has_one() -> None:
    assert isinstance(LETTERS.content, DrillSource)
    found = samples(LETTERS, LETTERS.content, "preview 1", 5)
    assert not isinstance(found, Fault)
    assert len(found.problems) == 1


def test_a_drill_that_makes_no_problem_says_why() -> None:
    text = "deck: d\ncards:\n  - {id: a, graph: f = x * y, given: {x: int 0..1, y: int 0..1}, ask: d/dx}\n"
    (card,) = cards_of(text)
    assert isinstance(card.content, DrillSource)
    found = samples(card, card.content, "preview 1")
    assert isinstance(found, Fault)
    assert (found.path, found.line) == ("deck.yaml", 3)
    assert "no good problem" in found.message
