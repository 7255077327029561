"""Entries marked `todo`: no cards, a warning that says what is missing, and every other fault as ever."""

from pathlib import Path

import pytest

from cardgrad.decks.checking import check_paths
from cardgrad.decks.fault import WARNING
from cardgrad.decks.reading import read_data


def read(*entries: str) -> tuple[list[str], list[tuple[int, str, str]]]:
    """Return the ids of the cards, and the faults as line, severity and message."""
    text = "deck: d\ncards:\n" + "".join(f"  - {entry}\n" for entry in entries)
    deck = read_data(text.encode(), "d.yaml")
    return [card.id for card in deck.cards], [(fault.line, fault.severity, fault.message) for fault in deck.faults]


@pytest.mark.parametrize(
    ("entry", "lacks"),
    [
        ("{id: a, todo: hidden, front: Q}", "back"),
        ("{id: a, todo: hidden, front: Q, back: ''}", "back"),
        ("{id: a, todo: hidden, back: A}", "front"),
        ("{id: a, todo: hidden, prompt: Q}", "choice, steps or type"),
        ("{id: a, todo: hidden, prompt: Q, choice: {right: R}}", "wrong"),
        ("{id: a, todo: hidden, prompt: Q, steps: [one]}", "steps"),
        ("{id: a, todo: hidden, graph: f = x*y}", "given and ask"),
        ("{id: a, todo: hidden}", "front and back, cloze, or prompt"),
    ],
)
def test_an_unfinished_entry_makes_no_card_and_says_what_it_lacks(entry: str, lacks: str) -> None:
    cards, faults = read(entry, "{id: b, front: Q, back: A}")
    assert cards == ["d/b"]
    message = f"card 'a' is not studied yet (hidden); it lacks {lacks}: write it, then delete 'todo'"
    assert faults == [(3, WARNING, message)]


def test_a_whole_entry_may_be_unfinished_too_and_todo_needs_no_reason() -> None:
    cards, faults = read("{id: a, todo: , front: Q, back: A}")
    assert cards == []
    assert faults == [(3, WARNING, "card 'a' is not studied yet; finish it, then delete 'todo'")]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{id: a, todo: x, fornt: Q}", "unknown key 'fornt' (did you mean front?)"),
        ("{id: a, todo: x, front: Q, colour: red}", "unknown key 'colour'"),
        ("{id: a, todo: x, front: Q, tags: ['a b']}", "a tag is one word"),
        ("{id: a, todo: x, front: Q, cloze: C}", "two kinds of card"),
        ("{id: A!, todo: x, front: Q}", "an id is made of"),
        ("{id: a, todo: x, back: [b]}", "wants text for 'back'"),
    ],
)
def test_what_an_unfinished_entry_has_must_be_sound(entry: str, told: str) -> None:
    _, faults = read(entry)
    assert [severity for _, severity, _ in faults] == ["error"]
    assert told in faults[0][2]


def test_the_id_of_an_unfinished_entry_is_taken_and_may_be_needed(tmp_path: Path) -> None:
    cards, faults = read("{id: a, todo: x, front: Q}", "{id: b, front: Q, back: A, needs: a}")
    assert (cards, len(faults)) == (["d/b"], 1)
    assert any("stands twice" in told for _, _, told in read("{id: a, todo: x}", "{id: a, front: Q, back: A}")[1])


def test_a_check_of_files_knows_what_is_unfinished(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text("deck: d\ncards:\n- {id: a, todo: x, front: Q}\n- {id: b, front: Q, back: A, needs: [a]}\n")
    told = [(fault.severity, fault.rule) for fault in check_paths([path]).faults]
    assert told == [(WARNING, "todo"), (WARNING, "unreachable-needs")]
