"""Quizzes from decks written here, with a card of every kind."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cardgrad.decks.library import Library, open_library
from cardgrad.decks.place import Places, shipped_folder
from cardgrad.errors import CardgradError, FaultsFoundError
from cardgrad.quizzes.blueprint import Blueprint, Pool, Wanted
from cardgrad.quizzes.evidence import form_effort, item_evidence, spread
from cardgrad.quizzes.making import make, sheets
from cardgrad.quizzes.rebuilt import bare_problem_of, with_mistakes
from cardgrad.quizzes.record import Form, Heading, Question, Record, dumps, loads
from cardgrad.quizzes.recreating import differences
from cardgrad.quizzes.roster import Roster
from quizgen.answers import Unreadable, read_answer
from quizgen.judging import judge
from quizgen.source import DrillSource

DECK = """\
deck: own
cards:
  - id: mul
    graph: f = x * y
    given: {x: int -9..9, y: int -9..9}
    upstream: int -5..5 except 0
    ask: [d/dx, d/dy]
    tags: [gates]
  - id: square
    graph: L = (w*x - y)^2
    given: {x: int 1..6, y: int -6..6, w: int -4..4}
    ask: dL/dw
    tags: [chain]
  - id: net
    graph: |
      z = w*x + b
      h = relu(z)
      L = (h - y)^2
    given: {x: int -4..6, y: int -6..6, w: int -4..4, b: int -3..3}
    ask: [z, dL/dh, dL/dw]
    show: [graph, drawing]
    tags: [chain]
  - {id: few, graph: f = x^2, given: {x: int 2..4}, ask: df/dx}
  - {id: logarithm, graph: "f = ln(x) * y", given: {x: int 2..9, y: int 2..9}, ask: df/dy}
  - id: delta
    graph: |
      y_hat = softmax(a)
      L = -sum(y .* ln(y_hat))
    given: {y_hat: probabilities 3 step 0.1, y: one-hot 3}
    ask: dL/da
  - {id: decided, graph: "h = exp(x) - y\\nf = relu(h)*z", given: {x: int 2..3, y: int 2..30, z: int 2..9}, ask: df/dh}
  - {id: front, front: Why add?, back: Because both branches matter for the output.}
  - {id: typed, prompt: Name the rule., type: [chain rule, the chain rule]}
  - {id: gap, cloze: "The gradient is the {{sum}} of both.", why: Fan-outs add.}
  - {id: choose, prompt: What does ADD do?, choice: {right: hand on, wrong: [swap, halve, stop]}}
  - {id: order, prompt: Put in order., steps: [forward, loss, backward, step]}
"""
NAMED = ("mul", "square", "net", "front", "typed", "gap", "choose", "order")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("decks")
    (folder / "own.yaml").write_text(DECK, encoding="utf-8")
    found = open_library(Places(None, folder), None)
    assert not found.faults
    yield found
    found.close()


def blueprint(*cards: str, **changes: Any) -> Blueprint:
    wanted = tuple(Wanted(f"own/{card}") for card in cards or NAMED)
    return Blueprint("quiz", Heading("Quiz"), wanted, "7", 6)._replace(**changes)


def by_item(form: Form) -> dict[str, Question]:
    return {question.item: question for question in form.questions}


def test_every_form_has_the_same_items_and_points(library: Library) -> None:
    record = make(blueprint(), library)
    assert [form.id for form in record.forms] == list("ABCDEF")
    assert {tuple(sorted(by_item(form))) for form in record.forms} == {tuple(f"q{n}" for n in range(1, 9))}
    for item in by_item(record.forms[0]):
        assert len({by_item(form)[item].card for form in record.forms}) == 1
        assert len({tuple(part.name for part in by_item(form)[item].parts) for form in record.forms}) == 1
    assert [question.number for question in record.forms[2].questions] == list(range(1, 9))


def test_a_record_reads_back_as_it_was(library: Library) -> None:
    record = make(blueprint(), library)
    assert loads(dumps(record)) == record


def test_the_same_blueprint_makes_the_same_record_with_any_number_of_processes(library: Library) -> None:
    first = make(blueprint(), library, processes=1)
    assert make(blueprint(), library, processes=2) == first
    assert make(blueprint(seed="8"), library) != first


def test_forms_differ_in_numbers_pairwise_and_hardly_in_effort(library: Library) -> None:
    record = make(blueprint("mul", "square", "net", forms=30), library)
    for one in item_evidence(record):
        assert (one.distinct, one.forms) == (30, 30)
    assert spread(list(form_effort(record).values())).relative < 0.15


def test_more_forms_leave_the_first_ones_alone(library: Library) -> None:
    few, many = make(blueprint(forms=3), library), make(blueprint(forms=9), library)
    assert many.forms[:3] == few.forms


def test_every_key_is_judged_right_and_every_predicted_mistake_named(library: Library) -> None:
    record = make(blueprint("mul", "square", "net"), library)
    for form in record.forms:
        for question in form.questions:
            problem = with_mistakes(bare_problem_of(question), question)
            read = read_answer(problem, " | ".join(part.key for part in question.parts))
            assert not isinstance(read, Unreadable)
            assert judge(problem, read.values).kind == "correct"
            for mistake in question.mistakes:
                wrong = read_answer(problem, " | ".join(mistake.answer))
                assert not isinstance(wrong, Unreadable)
                assert judge(problem, wrong.values).kind != "correct"


def test_the_seeds_make_what_was_printed_and_a_changed_number_is_told(library: Library) -> None:
    record = make(blueprint("mul", "square"), library)
    assert list(differences(record, library)) == []
    first = record.forms[0]
    changed = first.questions[0]._replace(given=(("x", "1"), ("y", "2")))
    form = first._replace(questions=(changed, *first.questions[1:]))
    (found,) = differences(record._replace(forms=(form, *record.forms[1:])), library)
    assert (found.form, found.item) == ("A", changed.item)
    assert "would have other numbers today" in found.message


def test_the_seeds_of_every_family_make_what_was_printed(tmp_path: Path) -> None:
    library = open_library(Places(shipped_folder(), tmp_path), None)
    cards = [library.card(slot[0]) for slot in library.slots(None)]
    ids = [card.id for card in cards if card and isinstance(card.content, DrillSource) and card.content.family]
    wanted = tuple(map(Wanted, ids))
    assert len(wanted) >= 8
    record = make(Blueprint("quiz", Heading("Quiz", calculator=True), wanted, "abc", 4), library)
    assert list(differences(loads(dumps(record)), library)) == []
    library.close()


def test_a_drill_that_changed_in_its_deck_is_told(library: Library, tmp_path: Path) -> None:
    record = make(blueprint("mul"), library)
    (tmp_path / "own.yaml").write_text(DECK.replace("x: int -9..9", "x: int -8..8", 1))
    later = open_library(Places(None, tmp_path), None)
    assert [one.message for one in differences(record, later)] == ["the drill own/mul has changed in its deck since"]
    (tmp_path / "own.yaml").write_text(DECK.replace("id: mul", "id: other", 1))
    gone = open_library(Places(None, tmp_path), None)
    assert "is in none of your decks any more" in next(differences(record, gone)).message


def test_redraw_draws_that_item_of_that_form_again_and_nothing_else(library: Library) -> None:
    before = make(blueprint(), library)
    number = next(one.number for one in before.forms[1].questions if one.card == "own/mul")
    once = make(blueprint(redraw=(f"B{number}",)), library)
    twice = make(blueprint(redraw=(f"B{number}", f"B{number}")), library)
    for record in (once, twice):
        assert differing(record, before) == [("B", number)]
    assert once != twice
    assert item_evidence(once)[0].distinct == 6


def test_a_choice_that_is_drawn_again_leaves_the_options_of_all_other_forms_as_they_are(library: Library) -> None:
    wanted = tuple(Wanted(f"own/{card}", kind="choice") for card in ("square", "net"))
    quiz = blueprint(wanted=wanted, vary=frozenset({"numbers", "options"}), forms=8)
    before = make(quiz, library)
    for word in (f"{form}{number}" for form in "ABCDEFGH" for number in (1, 2)):
        after = make(quiz._replace(redraw=(word,)), library)
        assert differing(before, after) == [(word[0], int(word[1]))]
        more = make(quiz._replace(redraw=(word, "H2")), library)
        assert {*differing(after, more)} <= {("H", 2)}


def differing(one: Record, other: Record) -> list[tuple[str, int]]:
    return [
        (form.id, question.number)
        for form, was in zip(one.forms, other.forms, strict=True)
        for question, old in zip(form.questions, was.questions, strict=True)
        if question != old
    ]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Z1", "redraw names Z1, but the last form is F"),
        ("B9", "redraw names B9, but the last question is 1"),
        ("B1", "own/typed has no numbers of its own"),
    ],
)
def test_a_question_that_cannot_be_drawn_again_is_told(library: Library, word: str, said: str) -> None:
    with pytest.raises(CardgradError, match=said):
        make(blueprint("typed", redraw=(word,)), library)


def test_vary_says_what_differs(library: Library) -> None:
    nothing = make(blueprint(vary=frozenset()), library)
    assert len({form.questions for form in nothing.forms}) == 1
    orders = make(blueprint(vary=frozenset({"order"})), library)
    assert (
        len({tuple(by_item(form)[item]._replace(number=0) for item in sorted(by_item(form))) for form in orders.forms})
        == 1
    )
    assert len({tuple(question.item for question in form.questions) for form in orders.forms}) > 1
    numbers = make(blueprint(vary=frozenset({"numbers"})), library)
    assert [one.distinct for one in item_evidence(numbers)][:3] == [6, 6, 6]
    assert len({by_item(form)["q8"].steps for form in numbers.forms}) == 1


@pytest.mark.parametrize("vary", [frozenset(), frozenset({"order"})])
def test_a_drill_as_a_choice_has_the_same_options_on_all_forms_where_neither_they_nor_numbers_vary(
    library: Library, vary: frozenset[str]
) -> None:
    wanted = tuple(Wanted(f"own/{card}", kind="choice") for card in ("square", "net"))
    record = make(blueprint(wanted=wanted, vary=vary), library)
    for item in ("q1", "q2"):
        assert len({by_item(form)[item].options for form in record.forms}) == 1


def test_one_question_may_vary_less_than_the_others(library: Library) -> None:
    wanted = (Wanted("own/few", vary=frozenset()), Wanted("own/mul"))
    record = make(blueprint(wanted=wanted), library)
    assert [one.distinct for one in item_evidence(record)] == [1, 6]


def test_order_changes_within_sections_only(library: Library) -> None:
    wanted = (*(Wanted(f"own/{card}", section="One") for card in NAMED[:4]), Wanted("own/order", section="Two"))
    record = make(blueprint(wanted=wanted), library)
    assert {form.questions[-1].section for form in record.forms} == {"Two"}
    assert {question.section for form in record.forms for question in form.questions[:4]} == {"One"}


def test_a_choice_of_mistakes_has_one_right_option_and_no_two_that_are_judged_the_same(library: Library) -> None:
    wanted = tuple(Wanted(f"own/{card}", kind="choice") for card in ("square", "net"))
    record = make(blueprint(wanted=wanted, forms=20), library)
    for form in record.forms:
        for question in form.questions:
            assert [option.right for option in question.options].count(True) == 1
            assert len({option.text for option in question.options}) == len(question.options)
            assert all(option.message for option in question.options if not option.right)
            assert question.options["abcdefgh".index(question.parts[0].key)].right
    for item in ("q1", "q2"):
        assert len({len(by_item(form)[item].options) for form in record.forms}) == 1


def test_beside_an_exact_answer_no_option_is_a_decimal_without_end(library: Library) -> None:
    record = make(blueprint(wanted=(Wanted("own/delta", kind="choice"),), forms=12), library)
    for question in (form.questions[0] for form in record.forms):
        assert len(question.options) >= 4
        assert not any(re.search(r"\d\.\d{5}", option.text) for option in question.options)


def test_the_right_option_stands_at_every_place_equally_often(library: Library) -> None:
    wanted = (Wanted("own/square", kind="choice"), Wanted("own/net", kind="choice"), Wanted("own/choose"))
    for one in item_evidence(make(blueprint(wanted=wanted, forms=24), library)):
        assert max(one.places) - min(one.places) <= 1
        assert sum(one.places) == 24
        assert not one.ranks or max(one.ranks) < 24


def test_flashcards_become_questions_of_their_kind(library: Library) -> None:
    record = make(blueprint(), library)
    found = {question.card: question for question in record.forms[0].questions}
    kinds = {card.partition("/")[2]: (one.kind, one.parts[0].kind) for card, one in found.items()}
    assert kinds == {
        "mul": ("numeric", "number"), "square": ("numeric", "number"), "net": ("numeric", "number"),
        "front": ("short", "prose"), "typed": ("short", "text"), "gap": ("cloze", "text"),
        "choose": ("choice", "letter"), "order": ("steps", "order"),
    }  # fmt: skip
    order = found["own/order"]
    right = [order.steps["abcd".index(letter)] for letter in order.parts[0].key]
    assert right == ["forward", "loss", "backward", "step"]
    assert order.steps != tuple(right)
    assert found["own/typed"].parts[0].accepted == ("the chain rule",)
    assert "Fan-outs add." in found["own/gap"].explanation
    assert found["own/net"].drawing
    assert "<svg" in str(found["own/net"].solution_drawing)


def test_parts_share_the_points(library: Library) -> None:
    (question,) = make(blueprint(wanted=(Wanted("own/net", points="2"),), forms=1), library).forms[0].questions
    assert [(part.name, part.points) for part in question.parts] == [
        ("q1_z", "2/3"),
        ("q1_dh", "2/3"),
        ("q1_dw", "2/3"),
    ]


def test_how_to_answer_is_the_same_on_all_forms_and_not_said_twice(library: Library) -> None:
    heading = Heading("Quiz", calculator=True, language="de")
    record = make(blueprint("logarithm", heading=heading), library)
    for form in record.forms:
        assert form.questions[0].parts[0].how == "exakt, oder 3 geltende Ziffern"
        assert "significant digits" not in form.questions[0].prompt


def test_without_a_calculator_only_exact_problems_are_drawn(library: Library) -> None:
    with pytest.raises(CardgradError, match="own/logarithm needs a calculator"):
        make(blueprint("logarithm"), library)
    with pytest.raises(CardgradError, match="own/decided needs a calculator"):
        make(blueprint("decided"), library)
    for question in (form.questions[0] for form in make(blueprint("delta"), library).forms):
        assert not any(sign in question.parts[0].key for sign in "e≈")  # nobody works out the loss
    picked = Wanted(None, 4, Pool(kinds=("drill",)))
    record = make(blueprint(wanted=(picked,), forms=2), library)
    assert "own/logarithm" not in {question.card for question in record.forms[0].questions}


def test_a_pool_takes_no_card_twice_and_leaves_out_what_cannot_fill_the_forms(library: Library) -> None:
    wanted = (Wanted("own/mul"), Wanted(None, 2, Pool(kinds=("drill",))))
    record = make(blueprint(wanted=wanted), library)
    assert sorted(question.card for question in record.forms[0].questions) == ["own/mul", "own/net", "own/square"]
    tagged = make(blueprint(wanted=(Wanted(None, 2, Pool(("chain",))),)), library)
    assert sorted(question.card for question in tagged.forms[0].questions) == ["own/net", "own/square"]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(None, 20), "20 questions wanted from all decks, and 9 left to pick"),
        (Wanted(None, 1, Pool(("nowhere",))), "no card has the tag nowhere"),
        (Wanted(None, 1, Pool((), ("nodeck",))), "there is no deck 'nodeck'"),
        (Wanted("own/mull"), "there is no card 'own/mull'"),
        (Wanted("own/front", kind="numeric"), "own/front: a front card cannot be printed as numeric, but as short"),
        (
            Wanted(None, 1, Pool((), (), ("drill", "type")), kind="cloze"),
            "a drill card cannot be printed as cloze, but as numeric or choice, and a type card",
        ),
        (Wanted("own/few"), "own/few makes only 3 different problems here, and 6 forms are wanted"),
    ],
)
def test_what_cannot_be_made_is_one_sentence(library: Library, wanted: Wanted, said: str) -> None:
    with pytest.raises(CardgradError) as error:
        make(blueprint(wanted=(wanted,)), library)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_all_lines_of_a_quiz_file_that_cannot_be_made_are_told_with_their_places(library: Library) -> None:
    wanted = (Wanted("own/none", line=4, column=5), Wanted("own/few", line=5, column=5), Wanted("own/mul"))
    with pytest.raises(FaultsFoundError) as error:
        make(blueprint(wanted=wanted, path="week.yaml"), library)
    lines = str(error.value).splitlines()
    assert [line.partition(": ")[0] for line in lines] == ["week.yaml:4:5", "week.yaml:5:5"]


def students(count: int) -> Roster:
    return Roster("s.csv", tuple((("name", f"N{place}"), ("id", f"s{place}")) for place in range(count)))


def test_few_forms_are_dealt_in_seat_order_with_spares_at_the_end(library: Library) -> None:
    record = make(blueprint("mul", forms=3, spares=2), library, students(7))
    printed = sheets(record)
    assert [form.id for form in printed] == list("ABCABCABC")
    assert [dict(form.student).get("name") for form in printed] == [*(f"N{n}" for n in range(7)), None, None]
    assert [form.spare for form in printed] == [False] * 7 + [True] * 2
    assert dict(record.seats)["s4"] == "B"
    assert len(record.forms) == 3


def test_each_student_has_a_form_and_spares_have_their_own(library: Library) -> None:
    record = make(blueprint("mul", forms=None, spares=1), library, students(3))
    assert [(form.id, dict(form.student).get("id"), form.spare) for form in record.forms] == [
        ("A", "s0", False), ("B", "s1", False), ("C", "s2", False), ("D", None, True),
    ]  # fmt: skip
    assert sheets(record) == record.forms
    assert record.seats == (("s0", "A"), ("s1", "B"), ("s2", "C"))


def test_one_form_each_wants_a_roster(library: Library) -> None:
    with pytest.raises(CardgradError, match="'each' is one form for each student: name the students with --roster"):
        make(blueprint("mul", forms=None), library)


def test_forms_of_one_item_are_told_apart_by_their_check_characters(library: Library) -> None:
    record: Record = make(blueprint("mul"), library)
    assert len({form.check for form in record.forms}) == 6
    assert Counter(len(form.check) for form in record.forms) == {1: 6}
