"""What a card holds, as other programs are given it."""

import json

from cardgrad.decks.card import Card, Choice, Content, Front, Steps
from cardgrad.decks.stored import as_document, decode_card
from quizgen.source import DrillSource


def in_json(content: Content) -> object:
    return json.loads(json.dumps(as_document(content)))


def test_a_flashcard_is_an_object_of_its_fields() -> None:
    assert in_json(Front("f", "b")) == {"front": "f", "back": "b"}
    assert in_json(Choice("p", "r", ("w", "v"))) == {"prompt": "p", "right": "r", "wrong": ["w", "v"]}
    assert in_json(Steps("p", ("one", "two"))) == {"prompt": "p", "steps": ["one", "two"]}


def test_a_drill_has_its_inputs_as_an_object_and_its_labels_as_keys() -> None:
    source = DrillSource(
        graph="f = x * y",
        given=(("x", "int 2..9"), ("y", ("0.1", "1/2"))),
        ask=((None, "d/dx"), ("slope", "d/dy")),
        upstream=("1", "2"),
    )
    assert in_json(source) == {
        "graph": "f = x * y",
        "given": {"x": "int 2..9", "y": ["0.1", "1/2"]},
        "ask": ["d/dx", {"slope": "d/dy"}],
        "upstream": ["1", "2"],
        "digits": 3,
        "unless": [],
        "let": {},
        "show": ["graph"],
        "targets": [],
        "mistakes": [],
        "examples": [],
    }
    assert as_document(source) == in_json(source)


def test_a_drill_of_a_family_has_what_the_family_is_told() -> None:
    example = ((("x", "3"),), "2", "8")
    source = DrillSource(
        "", (), (), family="random-graph", parameters=(("gates", "3"),), mistakes=(("x", "No."),), examples=(example,)
    )
    found = as_document(source)
    assert "graph" not in found
    assert (found["family"], found["with"]) == ("random-graph", {"gates": "3"})
    assert found["mistakes"] == [{"answer": "x", "why": "No."}]
    assert found["examples"] == [{"given": {"x": "3"}, "upstream": "2", "answer": "8"}]


def test_a_stored_drill_comes_back_as_it_was() -> None:
    source = DrillSource(
        "f = x", (("x", ("1", "2")),), ((None, "f"),), let=(("h", "x/2"),), examples=(((("x", "3"),), None, "8"),)
    )
    card = Card("d/a", "d", "d/a", "drill", source, ("t",), None, None, None, (), (), "d.yaml", 3)
    assert decode_card(json.dumps(card)) == card
