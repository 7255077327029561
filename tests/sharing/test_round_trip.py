"""A deck that is exported and imported again: nothing on it becomes false, and what it says stays."""

from pathlib import Path

import pytest

from cardgrad.decks.checking import check_data
from cardgrad.decks.fault import ERROR
from cardgrad.decks.importing.deck import made_anew
from cardgrad.decks.importing.note import Gathered, Note
from cardgrad.decks.importing.sniffing import gather_bytes
from cardgrad.decks.place import shipped_folder
from cardgrad.decks.reading import read_deck
from cardgrad.sharing.formats import export
from cardgrad.sharing.shared import Shared, share
from tests.sharing.conftest import shared_of

SHIPPED = sorted(shipped_folder().glob("*.yaml"))
READ_AGAIN = ("apkg", "csv", "md")  # JSON is for programs
UNCHECKED = """\
deck: d
cards:
  - id: one
    front: "A formula that nobody checks: $?x*x = 5*x$, and $f = x^2$, whose slope is $?3$."
    back: "`code` and\\na second line, $df/dx = 2*x$ but not $?df/dx = 3*x$."
    hint: "Not $?f = x^3$ \\\\$ 5"
    why: "a_b *c* <d> [e] {f} # g"
  - id: two
    prompt: "Which?"
    choice: {right: "$2*x$", wrong: ["$df/dx = 3*x$, for $f = x^2$", "`x`"]}
"""


def imported(shared: Shared, to: str) -> Gathered:
    return gather_bytes(export(shared, to, 1_700_000_000).data, f"deck.{to}")[1]


def faults(gathered: Gathered) -> list[str]:
    made = made_anew(gathered, "again", "deck", "again.yaml")
    return [str(fault) for fault in check_data(made.data, "again.yaml").faults if fault.severity == ERROR]


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_a_shipped_deck_comes_back_without_a_fault_from_every_format(path: Path) -> None:
    deck = read_deck(path, path.name)
    shared = share(deck.id or "", deck.title, deck.notes, deck.cards, 1, "1")
    for to in READ_AGAIN:
        found = imported(shared, to)
        assert faults(found) == []
        assert not [lost for note in found.notes for lost in note.lost if "formula" in lost]


@pytest.fixture(scope="module")
def unchecked() -> Shared:
    return shared_of(UNCHECKED)


@pytest.mark.parametrize("to", READ_AGAIN)
def test_what_is_not_checked_on_a_deck_is_not_checked_where_it_comes_back(unchecked: Shared, to: str) -> None:
    found = imported(unchecked, to)
    assert faults(found) == []
    one = notes(found)["one"]
    assert [text.count("$?") for text in (one.question, one.answer, one.hint)] == [2, 1, 1]


@pytest.mark.parametrize("to", READ_AGAIN)
def test_signs_of_markdown_and_html_come_back_as_they_were(unchecked: Shared, to: str) -> None:
    one = notes(imported(unchecked, to))["one"]
    assert one.why == "a_b *c* <d> [e] {f} # g"
    assert one.answer.split("\n")[0] == "`code` and"
    assert one.hint.endswith("\\$ 5")


@pytest.mark.parametrize("to", READ_AGAIN)
def test_options_come_back_as_options_and_state_nothing(unchecked: Shared, to: str) -> None:
    two = notes(imported(unchecked, to))["two"]
    assert (two.kind, two.question, len(two.wrong)) == ("choice", "Which?", 2)
    assert two.answer.replace(" ", "") in ("$2*x$", "$2x$", "$2\\cdotx$")


def test_signs_around_a_formula_that_is_not_checked_stay_signs() -> None:
    text = "$$?x = 3$**so**$"
    (note,) = imported(shared_of(f"deck: d\ncards: [{{id: a, front: '{text}', back: b}}]"), "md").notes
    assert note.question == "\\$$?x = 3$**so**\\$"


LOOKS_LIKE = """\
deck: d
cards:
  - {id: choice, front: "Which of these is linear?\\n1) relu\\n2) x + 1", back: x + 1}
  - {id: numbered, front: "Which?\\n- 1) relu\\n- 2) x", back: "2) x"}
  - {id: steps, front: "Order these.\\na) one\\nb) two", back: "b a\\n1) two\\n2) one"}
  - {id: type, front: What arrives?, back: upstream}
"""


@pytest.mark.parametrize("to", READ_AGAIN)
def test_a_question_and_its_answer_stay_that_whatever_they_look_like(to: str) -> None:
    shared = shared_of(LOOKS_LIKE)
    found = [(note.kind, note.question, note.answer, note.wrong) for note in imported(shared, to).notes]
    assert found == [("front", *one.card.content, ()) for one in shared.cards]


@pytest.mark.parametrize("to", READ_AGAIN)
def test_a_typed_answer_is_typed_again_and_has_the_hint_of_its_author_only(kinds: Shared, to: str) -> None:
    name = notes(imported(kinds, to))["name"]
    assert (name.kind, name.question, name.answer, name.hint) == (
        "type",
        "What arrives at a node?",
        "upstream gradient",
        "",
    )


@pytest.mark.parametrize("to", READ_AGAIN)
def test_steps_come_back_in_their_order(kinds: Shared, to: str) -> None:
    order = notes(imported(kinds, to))["order"]
    assert (order.kind, order.steps) == ("steps", ("forward pass", "loss", "backward pass"))


@pytest.mark.parametrize("to", READ_AGAIN)
def test_a_frozen_problem_keeps_its_name_and_states_nothing(kinds: Shared, to: str) -> None:
    problem = next(one for one in kinds.cards if one.problems).problems[0].problem
    found = notes(imported(kinds, to))[problem.reference]
    assert "$?f = x" in found.question
    assert "$f" not in found.question
    assert len(found.answer) < 80  # the key alone; the working explains it
    assert "A product switches" in found.why


@pytest.mark.parametrize("to", READ_AGAIN)
def test_the_usual_mistakes_of_a_problem_come_back_below_its_working(kinds: Shared, to: str) -> None:
    frozen = next(one for one in kinds.cards if one.problems).problems[0]
    found = imported(kinds, to)
    why = notes(found)[frozen.problem.reference].why
    assert ("Usual mistakes:" if to != "md" else "**Wrong answers that name a mistake:**") in why
    if to == "csv":
        assert all(f"- {one.id}: `{' | '.join(one.answer)}`" in why for one in frozen.question.mistakes)
    assert not [sentence for sentence in found.said if "mistakes" in sentence]


def test_study_notes_come_back_from_markdown(kinds: Shared) -> None:
    assert imported(kinds, "md").study_notes.startswith("# A product\n\nIt **switches**: $")


def notes(gathered: Gathered) -> dict[str, Note]:
    return {note.wish.partition("/")[2] if "@" not in note.wish else note.wish: note for note in gathered.notes} | {
        note.wish: note for note in gathered.notes
    }
