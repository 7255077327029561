"""Warnings that are meant: allowed by name where they stand, and no permission that nothing needs."""

import re
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from cardgrad.decks import rule
from cardgrad.decks.checking import check_data, check_paths
from cardgrad.decks.fault import ERROR, WARNING
from cardgrad.decks.reading import read_data
from cardgrad.decks.reading_formulas import read_with_formulas
from cardgrad.decks.rule import ABOUT, HANGING_ON_OTHERS, RULES

TWICE = '{id: a, front: "What is a gate, and why is it called so?", back: b%s}'
LONG = "x " * 80
BROKEN: dict[str, str] = {  # an entry, or several, whose first breaks the rule
    "two-questions": f"- {TWICE}",
    "long-answer": f"- {{id: a, front: Tell all, back: {LONG}%s}}",
    "longest-option": "\n".join(
        f"- {{id: {name}, prompt: Which of {name}, choice: {{right: the longest {name}, wrong: [b]}}%s}}"
        for name in "abc"
    ),
    "equation-in-words": "- {id: a, front: What is it, back: f = 3%s}",
    "stray-formula": "- {id: a, front: What is it, back: 'so dL/dw = 2*x*w'%s}",
    "undecided": "- {id: a, front: What is it, back: '$dL/da = y_hat - y$'%s}",
    "unreadable-formula": "- {id: a, front: What is it, back: '$a b$'%s}",
}


def deck(rule: str, allowed: str = "", head: str = "") -> bytes:
    entries = BROKEN[rule].replace("%s", f", allow: {allowed}" if allowed else "")
    return f"deck: d\n{head}cards:\n{entries}\n".encode()


def told(data: bytes) -> list[tuple[str, str]]:
    return [(fault.severity, fault.rule) for fault in check_data(data, "d.yaml").faults]


@pytest.mark.parametrize("rule", BROKEN)
def test_a_warning_has_a_name_by_which_its_card_allows_it(rule: str) -> None:
    assert (WARNING, rule) in told(deck(rule))
    assert (WARNING, rule) not in told(deck(rule, rule))
    assert not [one for one in told(deck(rule, f"[{rule}]")) if one[0] == ERROR]


@pytest.mark.parametrize("rule", BROKEN)
def test_a_deck_allows_it_for_all_of_its_cards(rule: str) -> None:
    found = told(deck(rule, head=f"allow: {rule}\n"))
    assert (WARNING, rule) not in found
    assert not [one for one in found if one[0] == ERROR]


@pytest.mark.parametrize("rule", BROKEN)
def test_what_nothing_breaks_is_not_allowed_either(rule: str) -> None:
    card = f"deck: d\ncards:\n- {{id: a, front: What is it, back: b, allow: [{rule}]}}\n"
    (fault,) = check_data(card.encode(), "d.yaml").faults
    assert str(fault) == f"d.yaml:3: card 'a' allows '{rule}', which nothing here breaks: delete it from 'allow'"
    (fault,) = check_data(f"deck: d\nallow: {rule}\ncards:\n- {{id: a, front: b, back: c}}\n".encode(), "d.yaml").faults
    assert str(fault) == f"d.yaml:2: the deck allows '{rule}', which nothing here breaks: delete it from 'allow'"


def test_one_card_is_allowed_what_another_is_not() -> None:
    other = TWICE.replace("id: a", "id: z").replace("gate", "node") % ""
    data = f"deck: d\ncards:\n- {TWICE % ', allow: [two-questions]'}\n- {other}\n".encode()
    assert [(fault.line, fault.rule) for fault in check_data(data, "d.yaml").faults] == [(4, "two-questions")]


def test_a_rule_of_the_deck_goes_on_for_the_other_cards() -> None:
    words = "\n".join(f"- {{id: {name}, front: What is {name}, back: {name} = 3%s}}" for name in "ab")
    data = f"deck: d\ncards:\n{words.replace('%s', ', allow: [equation-in-words]', 1) % ''}\n".encode()
    (fault,) = check_data(data, "d.yaml").faults
    assert "(b)" in fault.message


def test_a_near_duplicate_may_be_allowed_where_its_twin_is_not_checked(tmp_path: Path) -> None:
    text = "What does an ADD gate do with the gradient that arrives at it?"
    for name, allowed in (("one", ""), ("two", ", allow: near-duplicate")):
        (tmp_path / f"{name}.yaml").write_text(
            f"deck: {name}\ncards:\n- {{id: a, front: {text}, back: hands it on{allowed}}}\n"
        )
    assert check_paths([tmp_path]).faults == []
    assert check_paths([tmp_path / "two.yaml"]).faults == []


def test_a_name_that_is_no_rule_is_told_with_the_one_that_was_meant() -> None:
    card = "deck: d\ncards:\n- {id: a, front: b, back: c, allow: [long-answers]}\n"
    (fault,) = read_data(card.encode(), "d.yaml").faults
    assert fault.message.startswith(
        "card 'a' allows 'long-answers', which is no rule (did you mean long-answer?): the rules are two-questions, "
    )


def test_where_formulas_are_only_read_what_is_allowed_is_not_told(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_bytes(deck("unreadable-formula", "[unreadable-formula, two-questions]"))
    assert read_with_formulas(path, "d.yaml").faults == ()


def test_every_rule_is_listed_with_what_it_warns_of() -> None:
    assert set(ABOUT) == set(RULES) == {*BROKEN, *HANGING_ON_OTHERS}
    sources = "\n".join(path.read_text(encoding="utf-8") for path in Path(rule.__file__).parent.glob("*.py"))
    for name in RULES:
        assert len(re.findall(f'"{name}"', sources)) >= 3, name  # in the list, in the table, and where it is told


def test_an_editor_offers_the_names() -> None:
    from cardgrad.decks.schema import deck_schema

    schema = deck_schema()
    one, several = schema["definitions"]["front"]["properties"]["allow"]["anyOf"]
    assert one["enum"] == several["items"]["enum"] == list(RULES)
    card = {"front": "a", "back": "b"}
    judge = Draft7Validator(schema)
    for allow in ("long-answer", ["long-answer", "undecided"]):
        assert judge.is_valid({"deck": "d", "cards": [card | {"allow": allow}], "allow": allow})
        assert not judge.is_valid({"deck": "d", "cards": [card | {"allow": f"{allow}s"}]})


MEANT = '{id: a, front: "What is a gate, and why is it called so?", back: b, allow: two-questions}'
UNLOOKED = {
    "an unknown key": (MEANT.replace("back: b", "back: b, hnt: z"), "unknown key"),
    "no back": (MEANT.replace(", back: b", ""), "back"),
    "a mistake elsewhere": (f"{MEANT}\n- front:What", ""),
    "a line that is no YAML": (f"{MEANT}\n- {{id: b, front: What", ""),
    "an unfinished one": ("{id: a, front: Tell all, todo: the answer, allow: long-answer}", "todo"),
}


@pytest.mark.parametrize("entry", UNLOOKED)
def test_nothing_is_called_unneeded_where_no_rule_could_look(entry: str) -> None:
    written, said = UNLOOKED[entry]
    for head in ("", "allow: long-answer\n"):
        faults = check_data(f"deck: d\n{head}cards:\n- {written}\n".encode(), "d.yaml").faults
        assert faults
        assert any(said in fault.message for fault in faults)
        assert not [fault for fault in faults if "which nothing here breaks" in fault.message]


def test_a_sound_card_beside_an_unsound_one_is_still_told_of_what_it_allows_for_nothing() -> None:
    text = "deck: d\ncards:\n- {id: a, front: What is it, back: b, hnt: z}\n- {id: b, front: Who, back: c, allow: %s}\n"
    (one,) = (
        fault
        for fault in check_data((text % "long-answer").encode(), "d.yaml").faults
        if "which nothing here breaks" in fault.message
    )
    assert one.line == 4
