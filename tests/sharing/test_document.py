"""A deck as JSON: everything is in it, and the documented schema holds."""

import json
from pathlib import Path
from typing import Any

from cardgrad.sharing.document import document
from cardgrad.sharing.shared import Shared
from tests.sharing.conftest import Page

GUIDE = Path(__file__).parents[2] / "docs" / "deck-export.md"


def read(shared: Shared) -> Any:
    return json.loads(document(shared).data)


def keys(value: Any) -> set[str]:
    """Return every key of a document, at any depth, but those of an author's card."""
    if isinstance(value, list):
        return {name for item in value for name in keys(item)}
    if isinstance(value, dict):
        inner = (item for name, item in value.items() if name not in ("content", "given"))
        return set(value) | {name for item in inner for name in keys(item)}
    return set()


def test_every_card_and_problem_is_there_with_all_that_was_written(kinds: Shared) -> None:
    found = read(kinds)
    assert (found["cardgrad_deck"], found["id"], found["title"]) == (1, "gates", "Gates in the backward flow")
    assert found["notes"]["text"] == kinds.notes
    by_id = {card["id"]: card for card in found["cards"]}
    assert list(by_id) == [one.card.id for one in kinds.cards]
    role = by_id["gates/role"]
    assert (role["source"], role["tags"], role["hint"]["text"]) == (
        "Lecture 4",
        ["gates", "slopes"],
        "Think of a rectangle.",
    )
    assert role["content"]["back"].startswith("It switches.")
    assert by_id["gates/order"]["needs"] == ["gates/role"]
    assert by_id["gates/max"]["content"]["wrong"] == ["halves it", "copies it"]
    swap = by_id["gates/swap"]
    assert len(swap["problems"]) == 3
    assert swap["content"]["graph"] == "f = x * y"
    first = swap["problems"][0]
    assert first["drawing"].startswith("<svg")
    assert first["key"].count(" | ") == 1
    assert {mistake["id"] for mistake in first["mistakes"]} >= {"mul-not-switched"}


def test_nothing_is_left_out_and_so_nothing_is_said_of_it(kinds: Shared) -> None:
    assert document(kinds).said == kinds.said


def test_every_key_is_in_the_guide_and_in_snake_case(kinds: Shared) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    for name in keys(read(kinds)):
        assert name == name.lower()
        assert f"`{name}`" in guide, name


def test_the_html_in_it_obeys_no_deck(nasty: Shared) -> None:
    def texts(value: Any) -> list[str]:
        if isinstance(value, list):
            return [text for item in value for text in texts(item)]
        if isinstance(value, dict):
            return [item if name == "html" else text for name, item in value.items() for text in (texts(item) or [""])]
        return []

    for text in texts(read(nasty)):
        if isinstance(text, str):
            assert not {"script", "img", "i", "b", "u"} & set(Page(text).tags())
