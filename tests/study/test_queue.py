"""What a session asks, and in which order."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from cardgrad.history.reading import Standing
from cardgrad.study.queue import SIBLING_GAP, Plan, Slot, Wish, apart, plan


def slots(*cards: str) -> list[Slot]:
    """Slots for ids such as d/a or d/a/x, whose entry is the second part."""
    return [(card, "/".join(card.split("/")[:2]), card.split("/")[0], "front") for card in cards]


def standing(
    due: dict[str, int] | None = None, owed: list[str] | None = None, seen: str = "", introduced: int = 0
) -> Standing:
    found = due or {}
    return Standing(found, owed or [], {*found, *(owed or []), *seen.split()}, introduced)


LETTERS = [f"d/{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]


def test_due_cards_come_before_new_ones_the_most_overdue_first() -> None:
    found = plan(slots("d/new", "d/a", "d/b", "d/c"), standing({"d/a": 9, "d/b": 7, "d/c": 8}), Wish(), "s")
    assert found == Plan(("d/b", "d/c", "d/a", "d/new"), ())


def test_ties_are_shuffled_but_the_same_for_one_salt() -> None:
    due = dict.fromkeys(LETTERS, 5)
    orders = {plan(slots(*LETTERS), standing(due), Wish(), salt).turns for salt in ("x", "y", "z", "x", "y")}
    assert len(orders) == 3
    assert all(sorted(order) == LETTERS and list(order) != LETTERS for order in orders)


def test_new_cards_come_in_deck_order_up_to_the_days_limit() -> None:
    assert plan(slots(*LETTERS), standing(), Wish(new=3), "s").turns == ("d/a", "d/b", "d/c")


def test_cards_introduced_today_count_against_the_limit() -> None:
    assert plan(slots(*LETTERS), standing(seen="d/a d/b", introduced=2), Wish(new=3), "s").turns == ("d/c",)
    assert plan(slots(*LETTERS), standing(seen="d/a", introduced=9), Wish(new=3), "s").turns == ()


def test_the_limit_counts_cards_and_leaves_the_repeats() -> None:
    found = plan(slots(*LETTERS), standing({"d/z": 1}, ["d/y"]), Wish(limit=2), "s")
    assert found == Plan(("d/z", "d/a"), ("d/y",))


def test_a_card_that_is_due_is_not_asked_as_a_repeat_too() -> None:
    assert plan(slots("d/a"), standing({"d/a": 1}, ["d/a"]), Wish(), "s") == Plan(("d/a",), ())


def test_cards_outside_the_chosen_decks_do_not_come() -> None:
    assert plan(slots("d/a"), standing({"e/a": 1}, ["e/b"]), Wish(new=0), "s") == Plan((), ())


def test_cards_taken_back_a_moment_ago_lead_in_their_order() -> None:
    due = dict.fromkeys(("d/a", "d/b", "d/c"), 5)
    found = plan(slots("d/a", "d/b", "d/c", "d/n"), standing(due, ["d/y"]), Wish(), "s", ["d/n", "d/c", "d/gone"])
    assert found.turns[:2] == ("d/n", "d/c")
    assert sorted(found.turns) == ["d/a", "d/b", "d/c", "d/n"]


def test_siblings_stand_apart_where_others_can_stand_between() -> None:
    cards = ["d/a/1", "d/a/2", "d/b", "d/c", "d/e", "d/f", "d/g"]
    entries = {card: entry for card, entry, _, _ in slots(*cards)}
    assert apart(cards, entries) == ["d/a/1", "d/b", "d/c", "d/e", "d/f", "d/a/2", "d/g"]


def test_the_last_due_cards_keep_their_new_siblings_away() -> None:
    cards = ["d/a/2", "d/b", "d/c", "d/e", "d/f"]
    entries = {card: entry for card, entry, _, _ in slots("d/a/1", *cards)}
    assert apart(cards, entries, after=["d/a/1"])[-1] == "d/a/2"


families = st.lists(st.integers(0, 6), max_size=30)


@given(families)
def test_setting_siblings_apart_loses_and_doubles_no_card(members: list[int]) -> None:
    cards, entries = _family(members)
    assert Counter(apart(cards, entries)) == Counter(cards)


@given(families)
def test_siblings_keep_their_own_order(members: list[int]) -> None:
    cards, entries = _family(members)
    placed = apart(cards, entries)
    for entry in set(entries.values()):
        assert [card for card in placed if entries[card] == entry] == [card for card in cards if entries[card] == entry]


@given(families)
def test_siblings_stand_together_only_where_nothing_else_could_stand(members: list[int]) -> None:
    cards, entries = _family(members)
    placed = apart(cards, entries)
    for place, card in enumerate(placed):
        recent = {entries[other] for other in placed[max(0, place - SIBLING_GAP) : place]}
        if entries[card] in recent:
            assert all(entries[later] in recent for later in placed[place:])


@given(families, st.integers(0, 12), st.integers(0, 12), st.text(max_size=3))
def test_a_plan_holds_each_card_once_and_keeps_the_limits(members: list[int], new: int, done: int, salt: str) -> None:
    cards, entries = _family(members)
    due = {card: place % 3 for place, card in enumerate(cards) if place % 4 == 0}
    listed = [(card, entries[card], "d", "front") for card in cards]
    found = plan(listed, standing(due, introduced=done), Wish(new=new), salt)
    assert len(set(found.turns)) == len(found.turns)
    assert set(found.turns[: len(due)]) == set(due)
    assert len(found.turns) - len(due) == min(len(cards) - len(due), max(0, new - done))


def _family(members: list[int]) -> tuple[list[str], dict[str, str]]:
    cards = [f"d/{member}/{place}" for place, member in enumerate(members)]
    return cards, {card: card.rsplit("/", 1)[0] for card in cards}
