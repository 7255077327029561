"""A deck as CSV, read by Python's own reader."""

import csv
import io

from cardgrad.decks.card import Choice, Steps, Typed
from cardgrad.decks.importing.deck import made_anew
from cardgrad.decks.importing.sniffing import gather_bytes
from cardgrad.quizzes.table import plain_cell
from cardgrad.sharing.shared import Shared
from cardgrad.sharing.table import table


def rows(shared: Shared) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table(shared).data.decode())))


def test_each_card_has_a_row_and_each_drill_one_for_each_problem(kinds: Shared) -> None:
    found = rows(kinds)
    ids = [row["id"] for row in found]
    assert ids == [one.card.id for one in kinds.cards for _ in range(max(1, len(one.problems)))]
    assert ids.count("gates/swap") == 3
    assert found[0] == {
        "id": "gates/role",
        "kind": "front",
        "front": "In the backward flow, what does a MUL gate do?",
        "back": "It switches. For $f = x*y$, $df/dx = y$ and $df/dy = x$, each times the upstream gradient.",
        "hint": "Think of a rectangle.",
        "why": "The other factor is the slope.",
        "source": "Lecture 4",
        "tags": "gates slopes",
        "problem": "",
        "mistakes": "",
    }


def test_a_choice_has_its_options_in_front_and_the_right_one_on_the_back(kinds: Shared) -> None:
    row = next(row for row in rows(kinds) if row["kind"] == "choice")
    assert row["front"].startswith("What does a MAX gate do?\n1) ")
    assert row["back"] in row["front"].split("\n")
    assert row["back"].endswith("sends all of it to the larger input")


def test_an_import_of_it_keeps_texts_choices_and_ids(kinds: Shared) -> None:
    _, gathered = gather_bytes(table(kinds).data, "gates.csv")
    made = made_anew(gathered, "again", "gates.csv", "again.yaml").deck
    assert not made.faults
    found = {card.id.partition("/")[2]: card for card in made.cards}
    drills = [one for one in kinds.cards if one.problems]
    names = [frozen.problem.reference.partition("/")[2].replace("@", "-") for one in drills for frozen in one.problems]
    assert [name for name, card in found.items() if "@" in card.id or name in names] == names
    for one in (one for one in kinds.cards if not one.problems):
        again = found["sum-m" if one.card.id == "gates/sum/m" else one.card.id.partition("/")[2]]
        if isinstance(one.card.content, Choice):  # the order of wrong options is drawn
            assert isinstance(again.content, Choice)
            assert sorted(again.content.wrong) == sorted(one.card.content.wrong)
            assert again.content._replace(wrong=()) == one.card.content._replace(wrong=())
        elif isinstance(one.card.content, Steps):
            assert again.content == one.card.content
        elif one.card.id == "gates/sum/m":
            assert again.kind == "front"  # the gap is in a formula
        elif isinstance(one.card.content, Typed):
            assert again.content == Typed(one.card.content.prompt, one.card.content.answers[:1])
        else:
            assert (again.content, again.hint, again.why) == (one.card.content, one.card.hint, one.card.why)


def test_a_problem_has_its_key_its_working_and_its_mistakes(kinds: Shared) -> None:
    row = next(row for row in rows(kinds) if row["kind"] == "drill")
    problem = next(one for one in kinds.cards if one.problems).problems[0].problem
    assert row["problem"] == problem.reference
    assert row["front"] == problem.prompt
    assert row["back"].startswith(f"$dL/dx = {problem.answer[0]}$, $dL/dy = {problem.answer[1]}$\n")
    assert f"mul-not-switched: {problem.answer[1]} | {problem.answer[0]}" in row["mistakes"]


def test_no_cell_becomes_a_formula_and_no_character_steers(nasty: Shared) -> None:
    for row in rows(nasty):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            assert not any(sign in cell for sign in ("\u202e", "\x9b", "\x1b"))
    assert plain_cell(rows(nasty)[0]["front"]).startswith("=cmd() <img")


def test_what_a_table_cannot_hold_is_said(kinds: Shared) -> None:
    assert table(kinds).said == (
        "swap: 3 problems that stay as they are.",
        "one: 1 problem that stays as it is, and there are no others.",
        "gates: a table has no place for study notes.",
        "order: a table does not say which cards come first.",
        "swap: a table has no drawings: the prompt is all that is there.",
        "name: of the accepted answers only the first is there.",
    )
