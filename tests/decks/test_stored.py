"""What a card holds, as other programs are given it."""

import json

from cardgrad.decks.card import Choice, Content, Front, Steps
from cardgrad.decks.stored import as_document
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
    }
    assert as_document(source) == in_json(source)
