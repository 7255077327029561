"""What deck files turn into."""

from cardgrad.decks.card import Choice, Cloze, Front, Steps, Typed
from cardgrad.decks.reading import DeckFile, read_data
from quizgen.source import DrillSource

HEAD = "deck: gates\ntitle: Gates\ncards:\n"


def read(text: str) -> DeckFile:
    return read_data(text.encode(), "gates.yaml")


def only_content(entry: str) -> object:
    deck = read(HEAD + entry)
    assert deck.faults == ()
    (card,) = deck.cards
    return card.content


def test_a_front_and_a_back_are_one_card() -> None:
    assert only_content("- {id: a, front: Why?, back: Because.}") == Front("Why?", "Because.")


def test_a_reversible_entry_is_two_siblings() -> None:
    deck = read(HEAD + "- {id: rule, front: f, back: g, reverse: true}")
    assert [(card.id, card.entry, card.content) for card in deck.cards] == [
        ("gates/rule", "gates/rule", Front("f", "g")),
        ("gates/rule/reverse", "gates/rule", Front("g", "f")),
    ]


def test_each_named_gap_is_a_card_and_all_unnamed_gaps_are_one() -> None:
    deck = read(HEAD + '- {id: c, cloze: "{{op: sum}} of {{all}} {{gradients}}"}')
    assert [(card.id, card.content) for card in deck.cards] == [
        ("gates/c/op", Cloze("____ of all gradients", "sum", "sum of all gradients")),
        ("gates/c", Cloze("sum of ____ ____", "all, gradients", "sum of all gradients")),
    ]


def test_a_choice_keeps_its_options_in_order() -> None:
    entry = "- id: c\n  prompt: Which?\n  choice:\n    right: this\n    wrong: [that, those]"
    assert only_content(entry) == Choice("Which?", "this", ("that", "those"))


def test_steps_keep_their_order() -> None:
    assert only_content("- {id: s, prompt: Order., steps: [one, two]}") == Steps("Order.", ("one", "two"))


def test_a_lone_typed_answer_needs_no_list() -> None:
    assert only_content("- {id: t, prompt: Name it., type: upstream}") == Typed("Name it.", ("upstream",))


def test_a_drill_keeps_its_fields_as_text() -> None:
    entry = "- {id: d, graph: f = x * y, given: {x: int 2..9, y: ['0.1', 1/2]}, ask: [d/dx, slope: d/dy]}"
    assert only_content(entry) == DrillSource(
        graph="f = x * y",
        given=(("x", "int 2..9"), ("y", ("0.1", "1/2"))),
        ask=((None, "d/dx"), ("slope", "d/dy")),
    )


def test_everything_an_author_can_say_of_a_drill_is_kept() -> None:
    entry = """- id: d
  graph: f = x * y
  given: {x: int 2..9, y: int 2..9}
  let: {z: x + 1}
  upstream: [2, 3]
  ask: {slope: d/dx, other: z*d/dy}
  unless: x = y
  prompt: At $x = {x}$?
  show: [drawing, f]
  hint: Switch.
  digits: 4
  targets: mul-not-switched
  mistakes:
  - {answer: [x, y], why: No.}
  examples:
  - {given: {x: 3, y: 4}, upstream: 2, answer: [8, 24]}
  - {given: {x: 3, y: 4}, answer: 4 | 12}
  seconds: 20
  unit: m
  proof: arithmetic
"""
    assert only_content(entry) == DrillSource(
        graph="f = x * y",
        given=(("x", "int 2..9"), ("y", "int 2..9")),
        ask=(("slope", "d/dx"), ("other", "z*d/dy")),
        upstream=("2", "3"),
        prompt="At $x = {x}$?",
        hint="Switch.",
        digits=4,
        unless=("x = y",),
        let=(("z", "x + 1"),),
        show=("drawing", "f"),
        targets=("mul-not-switched",),
        mistakes=(("x | y", "No."),),
        examples=(
            ((("x", "3"), ("y", "4")), "2", "8 | 24"),
            ((("x", "3"), ("y", "4")), None, "4 | 12"),
        ),
        seconds=20,
        unit="m",
        proof="arithmetic",
    )


def test_a_label_may_stand_between_the_quotes_that_a_comma_wants() -> None:
    entry = "- {id: d, graph: L = w^2, given: {w: int 2..9, lr: [2, 3]}, ask: [dL/dw, 'new w: step(w, lr)']}"
    content = only_content(entry)
    assert isinstance(content, DrillSource)
    assert content.ask == ((None, "dL/dw"), ("new w", "step(w, lr)"))


def test_a_drill_of_a_family_needs_no_graph() -> None:
    deck = read(HEAD + "- {id: d, family: random-graph, with: {gates: 3, from: [add, multiply]}}")
    assert deck.faults == ()
    (card,) = deck.cards
    assert card.kind == "drill"
    assert card.content == DrillSource(
        "", (), (), family="random-graph", parameters=(("gates", "3"), ("from", "add multiply"))
    )


def test_every_scalar_is_the_text_that_was_typed() -> None:
    assert only_content("- {id: no, prompt: on, type: [12:30, 017, no, 0.10, ~]}") == Typed(
        "on", ("12:30", "017", "no", "0.10", "~")
    )


def test_a_card_knows_its_place_and_what_its_author_said_of_it() -> None:
    deck = read(
        "deck: gates\nsource: the deck's\ncards:\n- {id: a, front: f, back: b}\n- id: b\n  front: f\n  back: b\n"
        "  tags: [x, y]\n  hint: h\n  why: w\n  source: its own\n  needs: a\n  was: [old, other/older]\n"
    )
    first, second = deck.cards
    assert (first.source, first.line, first.tags, first.hint) == ("the deck's", 4, (), None)
    assert (second.source, second.line, second.path) == ("its own", 5, "gates.yaml")
    assert (second.tags, second.hint, second.why) == (("x", "y"), "h", "w")
    assert (second.needs, second.was) == (("gates/a",), ("gates/old", "other/older"))


def test_former_ids_follow_the_cards_of_an_entry() -> None:
    deck = read(HEAD + '- {id: new, cloze: "{{a: x}} {{b: y}}", was: [old, far/entry, far/away/b]}')
    assert [card.was for card in deck.cards] == [
        ("gates/old/a", "far/entry/a"),
        ("gates/old/b", "far/entry/b", "far/away/b"),
    ]


def test_notes_title_and_order_belong_to_the_deck() -> None:
    deck = read("deck: gates\ntitle: All gates\norder: 3\nnotes: |\n  # Notes\ncards: [{id: a, front: f, back: b}]")
    assert (deck.id, *deck[2:5]) == ("gates", "All gates", 3, "# Notes")


def test_a_missing_id_is_derived_from_the_text_and_warned_about() -> None:
    deck = read(HEAD + "- {front: What is the Jacobian?, back: b}\n- {front: What is a Jacobian, back: c}")
    assert [card.id for card in deck.cards] == ["gates/what-is-jacobian", "gates/what-is-jacobian-2"]
    assert [(fault.line, fault.severity) for fault in deck.faults] == [(4, "warning"), (5, "warning")]
    assert "add 'id: what-is-jacobian'" in deck.faults[0].message


def test_a_derived_id_keeps_clear_of_the_ids_given() -> None:
    deck = read(HEAD + "- {front: Sum rule, back: b}\n- {id: sum-rule, front: f, back: c}")
    assert [card.id for card in deck.cards] == ["gates/sum-rule-2", "gates/sum-rule"]


def test_an_id_can_be_derived_from_text_without_latin_letters() -> None:
    (card,) = read(HEAD + "- {front: Что?, back: b}").cards
    assert card.id.startswith("gates/card-")


def test_a_deck_without_an_id_takes_the_name_of_its_file() -> None:
    deck = read("cards: [{id: a, front: f, back: b}]")
    assert (deck.id, deck.title) == ("gates", "Gates")
    assert "add the line 'deck: gates'" in deck.faults[0].message


def test_sound_cards_study_on_beside_a_broken_one() -> None:
    deck = read(HEAD + "- {id: a, front: f, back: b}\n- {id: b, fornt: f, back: b}\n- {id: c, front: f, back: b}")
    assert [card.id for card in deck.cards] == ["gates/a", "gates/c"]


def test_neither_of_two_cards_with_one_id_is_studied() -> None:
    deck = read(HEAD + "- {id: a, front: f, back: b}\n- {id: a, front: g, back: b}\n- {id: c, front: f, back: b}")
    assert [card.id for card in deck.cards] == ["gates/c"]


def test_a_bad_key_of_the_deck_does_not_silence_its_cards() -> None:
    deck = read("deck: gates\ntitel: Gates\norder: first\ncards: [{id: a, front: f, back: b}]")
    assert (len(deck.cards), len(deck.faults)) == (1, 2)


def test_utf_16_and_windows_line_ends_are_read() -> None:
    text = "deck: gates\r\ncards:\r\n- id: a\r\n  front: σ\r\n  back: b\r\n"
    for data in (text.encode("utf-16"), text.encode("utf-8-sig")):
        deck = read_data(data, "gates.yaml")
        assert (deck.faults, deck.cards[0].content, deck.cards[0].line) == ((), Front("σ", "b"), 3)
