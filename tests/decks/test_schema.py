"""The schema by which editors complete and check decks says what reading says, as far as a schema can."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from cardgrad.decks.entry import DeckHead, Model
from cardgrad.decks.kind import KINDS
from cardgrad.decks.place import shipped_folder
from cardgrad.decks.reading import read_data
from cardgrad.decks.schema import deck_schema
from cardgrad.decks.starting import TEMPLATES
from quizgen.domain_text import FORMS, read_domain
from quizgen.family import FAMILIES

SCHEMA = deck_schema()
VALIDATOR = Draft7Validator(SCHEMA)
HEAD = "deck: d\ntitle: T\ncards:\n- id: a\n"
DECKS = [*sorted(shipped_folder().glob("*.yaml")), *sorted(TEMPLATES.glob("*.yaml"))]


class Editor(yaml.SafeLoader):
    """YAML 1.2's core schema, by which editors take plain text for numbers, truth values and nothing."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - as its base has it


for tag, pattern, signs in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(signs))


def complaints(text: str) -> list[str]:
    """Where an editor underlines something, as in `cards.0.tags`."""
    tree = yaml.load(text, Editor)
    return [".".join(map(str, error.absolute_path)) for error in VALIDATOR.iter_errors(tree)]


def test_it_is_a_schema_of_the_draft_that_editors_know() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_every_shipped_deck_and_every_template_fits(path: Path) -> None:
    assert complaints(path.read_text(encoding="utf-8")) == []


def test_every_key_that_an_author_may_write_is_described() -> None:
    models: list[type[Model]] = [DeckHead, *(model for _, model in KINDS.values())]
    for model in models:
        silent = {name for name, field in model.model_fields.items() if not field.description}
        assert silent <= {"graph", "family", "given"}, model
        assert not any(model.model_fields[name].is_required() for name in silent), model


def described(schema: Any) -> list[Any]:
    """All properties in a schema that say nothing of what they are for."""
    if isinstance(schema, list):
        return [found for part in schema for found in described(part)]
    if not isinstance(schema, dict):
        return []
    keys = schema.get("properties", {})
    silent = [key for key, value in keys.items() if not {"description", "const", "doNotSuggest"} & set(value)]
    return [
        *(key for key in silent if key != "with"),
        *(found for part in schema.values() for found in described(part)),
    ]


def test_every_key_that_an_editor_suggests_is_described() -> None:
    assert described(SCHEMA) == []


@pytest.mark.parametrize(
    ("entry", "places"),
    [
        ("  fornt: x\n  back: y", ["cards.0", "cards.0"]),
        ("  front: x", ["cards.0"]),
        ("  front: x\n  back:", ["cards.0.back"]),
        ("  front: x\n  back: '  '", ["cards.0.back"]),
        ("  front: x\n  cloze: y", ["cards.0", "cards.0"]),
        ("  prompt: x", ["cards.0"]),
        ("  hint: x", ["cards.0"]),
        ("  front: x\n  back: y\n- just text", ["cards.1"]),
        ("  front: x\n  back: y\n  tags: two words", ["cards.0.tags"]),
        ("  front: x\n  back: y\n  reverse: maybe", ["cards.0.reverse"]),
        ("  prompt: x\n  choice: {right: r}", ["cards.0.choice"]),
        ("  prompt: x\n  choice: {right: r, wrong: [w], wong: v}", ["cards.0.choice"]),
        ("  prompt: x\n  steps: one", ["cards.0.steps"]),
        ("  prompt: x\n  steps: [one]", ["cards.0.steps"]),
        ("  prompt: x\n  steps: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]", ["cards.0.steps"]),
        ("  prompt: x\n  choice: {right: r, wrong: [1, 2, 3, 4, 5, 6, 7, 8, 9]}", ["cards.0.choice.wrong"]),
        ("  cloze: no gap", ["cards.0.cloze"]),
        ("  kind: essay\n  front: x\n  back: y", ["cards.0"]),
        ("  front: x\n  back: [y]", ["cards.0.back"]),
        ("  front: x\n  back: {y: z}", ["cards.0.back"]),
        ("  graph: f = x\n  ask: d/dx", ["cards.0"]),
        ("  family: random-graph\n  graph: f = x", ["cards.0"]),
        ("  family: randm-graph", ["cards.0.family"]),
        ("  family: random-graph\n  with: {gaits: 3}", ["cards.0.with"]),
        ("  family: random-graph\n  with: {gates: 30}", ["cards.0.with.gates"]),
        ("  family: random-graph\n  with: {from: add subtrac}", ["cards.0.with.from"]),
        ("  family: deep-chain\n  with: {loss: perhaps}", ["cards.0.with.loss"]),
    ],
)  # fmt: skip
def test_what_reading_refuses_of_a_cards_structure_an_editor_underlines(entry: str, places: list[str]) -> None:
    assert [fault for fault in read_data((HEAD + entry).encode(), "d.yaml").faults if fault.severity == "error"]
    assert complaints(HEAD + entry) == places


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ("mistakes:\n  - answer: x | y", "mistakes.0"),
        ("examples:\n  - {given: {x: 3}}", "examples.0"),
        ("examples:\n  - {given: {x: 3, y: 2}, answer: 2, 3}", "examples.0"),
        ("seconds: soon", "seconds"),
        ("seconds: 0", "seconds"),
        ("digits: 50", "digits"),
        ("proof: yes", "proof"),
        ("with: {gates: 3}", ""),
        ("given: {x: , y: int 2..9}", "given.x"),
        ("upstream: {x: 3}", "upstream"),
        ("unless: ''", "unless"),
    ],
)  # fmt: skip
def test_what_reading_refuses_of_a_drills_structure_an_editor_underlines(fields: str, place: str) -> None:
    known = {"graph": "f = x * y", "given": "{x: int 2..9, y: int 2..9}", "ask": "[d/dx, d/dy]"}
    lines = [f"  {key}: {value}\n" for key, value in known.items() if not fields.startswith(key)]
    text = f"{HEAD}{''.join(lines)}  {fields}\n"
    assert [fault for fault in read_data(text.encode(), "d.yaml").faults if fault.severity == "error"]
    assert complaints(text) == [f"cards.0.{place}".rstrip(".")] * len(complaints(text)) != []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("deck: My Deck\ncards: [{id: a, front: x, back: y}]", ["deck"]),
        ("deck: d\n", [""]),
        ("deck: d\ncards:\n", ["cards"]),
        ("deck: d\ncards: []\n", ["cards"]),
        ("- a\n", [""]),
        ("deck: d\norder: first\ncards: [{id: a, front: x, back: y}]", ["order"]),
        ("deck: d\ncrads: [{id: a, front: x, back: y}]", ["", ""]),
    ],
)
def test_what_reading_refuses_of_a_deck_an_editor_underlines(text: str, places: list[str]) -> None:
    assert complaints(text) == places


def test_what_only_looks_like_a_number_is_text_to_an_editor_too() -> None:
    text = "deck: 7\ntitle: 0.1\norder: '3'\ncards:\n- {id: 12, front: true, back: 2026-11-20, tags: [1, no], hint: }\n"
    assert complaints(text + "- {id: b, prompt: 1, type: 0.25, reverse_: }".replace(", reverse_: ", "")) == []
    assert complaints(text + "- {id: c, front: a, back: b, reverse: yes, needs: 12}") == []


def test_an_unfinished_entry_may_lack_anything_and_have_nothing_unknown() -> None:
    lacking = "deck: d\ncards:\n- {id: a, todo: find the answer, front: x, back: }\n- {id: b, prompt: x, todo: }\n"
    assert complaints(lacking) == []
    assert complaints(lacking + "- {id: c, todo: write it, fornt: x}\n") == ["cards.2"]


def test_a_mistake_that_nobody_knows_is_underlined_and_one_of_the_authors_is_not() -> None:
    drill = "- {id: a, graph: f = x*y, given: {x: 1, y: int 1..9}, ask: d/dx, targets: [%s]}\n"
    assert complaints("deck: d\ncards:\n" + drill % "mul-not-switched, own-1") == []
    assert complaints("deck: d\ncards:\n" + drill % "mul-not-swtched") == ["cards.0.targets.0"]


@pytest.mark.parametrize("example", [example for _, example, _ in FORMS], ids=str)
def test_every_domain_that_an_editor_suggests_can_be_read(example: str | tuple[str, ...]) -> None:
    assert read_domain(example, "given.x")


@pytest.mark.parametrize("family", FAMILIES)
def test_every_parameter_of_every_family_may_have_all_its_values(family: str) -> None:
    for parameter in FAMILIES[family].parameters:
        written = [parameter.write((choice,) if parameter.many else choice) for choice in parameter.choices]
        for value in [parameter.default, *written]:
            text = f"deck: d\ncards:\n- {{id: a, family: {family}, with: {{{parameter.name}: {value}}}}}\n"
            assert complaints(text) == [], value
        if parameter.many:
            both = ", ".join(map(str, parameter.choices[:2]))
            assert complaints(f"deck: d\ncards:\n- {{family: {family}, with: {{{parameter.name}: [{both}]}}}}") == []


ENTRIES: list[dict[str, Any]] = [
    {"front": "x", "back": "y", "reverse": "true", "why": "z"},
    {"cloze": "a {{b}} c", "hint": "z"},
    {"prompt": "x", "choice": {"right": "r", "wrong": ["v", "w"]}},
    {"prompt": "x", "steps": ["one", "two"], "was": "old"},
    {"prompt": "x", "type": ["a", "b"], "source": "s"},
    {
        "graph": "f = x*y", "given": {"x": "int 2..9", "y": ["2", "3"]}, "ask": ["d/dx", {"slope": "df/dy"}],
        "digits": "3", "unless": ["x = y"], "mistakes": [{"answer": ["x", "y"], "why": "z"}],
        "examples": [{"given": {"x": "2", "y": "3"}, "answer": "3 | 2"}],
        "targets": "mul-not-switched", "show": "graph",
    },
    {"family": "random-graph", "with": {"gates": "3"}, "seconds": "60", "upstream": "int 2..3"},
]  # fmt: skip
VALUES: list[Any] = [
    "text",
    "two words",
    "7",
    "-1",
    "0.5",
    "true",
    "no",
    "",
    [],
    ["text"],
    ["", "text"],
    {},
    {"x": "int 2..9"},
]
KEYS = {key for entry in ENTRIES for key in entry} | {"id", "tags", "needs", "kind", "fornt"}
KEYS -= {"targets"}  # whether there is such a mistake, only a check says


class Plain(yaml.SafeDumper):
    """Writes text without quotes wherever YAML reads it back, so that an editor sees numbers and truth values."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - as its base has it


Plain.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text))


@settings(max_examples=400)
@given(st.data())
def test_an_editor_never_underlines_what_reading_takes(data: st.DataObject) -> None:
    entry = {"id": "a", **data.draw(st.sampled_from(ENTRIES))}
    for _ in range(data.draw(st.integers(0, 2))):
        key = data.draw(st.sampled_from(sorted(KEYS)))
        if data.draw(st.booleans()):
            entry[key] = data.draw(st.sampled_from(VALUES))
        else:
            entry.pop(key, None)
    assume("family" not in entry or entry.get("given") != {})  # which says nothing, but is no key of a family's drill
    text = yaml.dump({"deck": "d", "cards": [entry]}, Dumper=Plain, sort_keys=False).replace(" ''\n", "\n")
    if not read_data(text.encode(), "d.yaml").faults:
        event("taken")
        assert complaints(text) == [], text
