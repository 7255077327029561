"""The reference at the end of docs/decks.md is what the models and the tables say."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cardgrad.decks.drill_entry import DrillEntry
from cardgrad.decks.entry import DeckHead, Entry, Model
from cardgrad.decks.kind import KINDS
from cardgrad.decks.model_schema import Schema, schema_of
from cardgrad.decks.rule import ABOUT, RULES
from quizgen.asked_function import FUNCTIONS_ASKED
from quizgen.autodiff.fault import ALL_FAULTS
from quizgen.autodiff.operations import OPERATIONS
from quizgen.domain import Numbers
from quizgen.domain_text import FORMS, read_domain
from quizgen.family import FAMILIES
from quizgen.mistake_name import known_mistakes
from quizgen.value import value_math
from quizgen.wrong_value import WRONG_VALUES

PAGE = Path(__file__).parents[2] / "docs" / "decks.md"
BEGINNING = "# Reference\n"
INTRODUCTION = f"""{BEGINNING}
Every key, domain, function and mistake, as the program has them. This part is generated from its models and tables:
`UPDATE_GOLDEN=1 python -m pytest tests/project/test_deck_reference.py` writes it anew.

*Text* is anything on one line, or lines after `|`. A key that stands in bold has to be there. Keys with nothing after
them are an error, but for those that only explain.
"""
KIND_TITLES = {
    "front": "Question and answer",
    "cloze": "Gaps",
    "choice": "Choice",
    "steps": "Order",
    "type": "Typed answer",
    "graph": "Drill with a graph",
    "family": "Drill of a family",
}
TEXT = {"string", "number", "boolean"}
WORDS = {r"^[a-z0-9][a-z0-9-]*$": "an id", r"^\S+$": "a word"}
PLURALS = {"a rule": "rules", "text": "texts", "a word": "words", "an id": "ids"}


def cell(text: str) -> str:
    """Text in a table, its formulas as code."""
    return text.replace("$", "`").replace("|", "\\|").replace("\n", " ")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        f"| {' | '.join(cell(text) for text in line)} |".replace("| --- ", "|---").replace("--- |", "---|")
        for line in lines
    )


def what_stands(schema: Schema) -> str:
    """What may stand behind a key, in words."""
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return "a rule"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(what_stands(part) for part in schema["anyOf"]))
    kinds = {schema["type"]} if isinstance(schema["type"], str) else set(schema["type"])
    found = []
    if kinds >= TEXT:
        found.append(WORDS.get(schema.get("pattern", ""), "text"))
    elif "boolean" in kinds:
        found.append("`true` or `false`")
    elif "integer" in kinds:
        least, most = schema.get("minimum"), schema.get("maximum")
        found.append("a whole number" + (f" from {least} to {most}" if most else ""))
    if "object" in kinds:
        inner = schema.get("properties")
        several = f"each with {what_stands(schema['additionalProperties'])}" if not inner else ""
        found.append(f"the keys {', '.join(f'`{key}`' for key in inner)}" if inner else f"names, {several}")
    if "array" in kinds:
        least, most = schema.get("minItems"), schema.get("maxItems")
        of_what = PLURALS.get(what_stands(schema["items"]), "these") if schema.get("items") else "entries"
        counted = f"{least} to {most} {of_what}" if least else f"up to {most} {of_what}"
        found.append(counted if most else f"a list of {of_what}")
    return ", or ".join(found)


def keys(schema: Schema, left_out: Iterable[str] = ()) -> str:
    rows = []
    for key, value in schema["properties"].items():
        if key in left_out:
            continue
        default = value.get("default")
        named = f"**`{key}`**" if key in schema.get("required", ()) else f"`{key}`"
        rows.append(
            [named, what_stands(value), "" if default is None else f"`{str(default).lower()}`", value["description"]]
        )
    return table(["Key", "What stands there", "Default", "What it is"], rows)


def parts(schema: Schema, left_out: Iterable[str] = ()) -> Iterator[str]:
    """Tables of the keys that stand within keys."""
    for key, value in schema["properties"].items():
        if "properties" in value and key not in left_out:
            yield f"\n`{key}` has {'one or a list of these' if 'items' in value else 'these'}:\n\n{keys(value)}\n"


def models() -> Iterator[str]:
    head, common = schema_of(DeckHead), schema_of(Entry)
    yield f"\n## A deck\n\n{keys(head)}\n"
    yield f"\n## Every card\n\nAn entry of `cards`, whatever its kind, may have:\n\n{keys(common)}\n"
    yield from parts(common)
    drills = shared_by_drills()
    for key, title in KIND_TITLES.items():
        _, model = KINDS[key]
        schema = schema_of(model)
        others = {*common["properties"], *(drills if issubclass(model, DrillEntry) else ())}
        if key == "graph":
            yield f"\n## Drills\n\n{keys({**schema, 'properties': drills})}\n"
            yield from parts({"properties": drills})
        yield f"\n### {title}\n\n{schema['description']}\n\n{keys(schema, others)}\n"
        yield from parts(schema, others)


def shared_by_drills() -> Mapping[str, Any]:
    """The keys that a drill has, whether its graph is written or made."""
    family, graph = [schema_of(KINDS[key][1])["properties"] for key in ("family", "graph")]
    return {key: value for key, value in family.items() if graph.get(key) == value and key not in Entry.model_fields}


def domains() -> str:
    rows = []
    for form, example, meaning in FORMS:
        written = f"`{example}`" if isinstance(example, str) else f"`[{', '.join(example)}]`"
        domain = read_domain(example, "given.x")
        drawn = ""
        if isinstance(domain, Numbers):
            values = [value_math(value) for value in domain.values]
            shown = values if len(values) < 6 else [*values[:3], "...", values[-1]]
            drawn = f"{len(values)}: {', '.join(shown).replace('$', '')}"
        rows.append([form, meaning, written, drawn])
    return table(["Domain", "What is drawn", "For example", "Numbers"], rows)


def asked() -> str:
    words = {"node": "a node", "number": "a number", "gradient": "`d/dX`, or a node"}
    rows = [
        ["`q`", "", "The value of a node."],
        ["`dA/dB`", "", "The derivative of one node by another; of a vector or matrix, its Jacobian."],
        ["`d/dB`", "", "The derivative of the output; with `upstream` that of a loss further on, so that it comes in."],
        *(
            [f"`{name}(...)`", ", ".join(words[kind] for kind in row.takes), row.rule]
            for name, row in FUNCTIONS_ASKED.items()
        ),
        ["`2*q + dA/dB`", "", "A formula over all these."],
        ["`label: formula`", "", "The same, and the learner sees the label instead of the formula."],
    ]
    return table(["Asked", "Takes", "What it is"], rows)


def families() -> Iterator[str]:
    for family in FAMILIES.values():
        rows = [
            [f"`{parameter.name}`", parameter.about, parameter.allowed, f"`{parameter.default}`"]
            for parameter in family.parameters
        ]
        told = table(["Parameter", "What it says", "May be", "Default"], rows)
        yield f"\n### `{family.name}`\n\n{family.about}\n\n{told}\n"


def sign(symbol: str) -> str:
    written = {"negate": "-x", "transpose": "X^T"}.get(symbol)
    takes = "x, y" if OPERATIONS[symbol].arity == 2 else "x"
    return f"`{written or (f'{symbol}({takes})' if symbol.isidentifier() else f'x {symbol} y')}`"


def functions() -> str:
    rows = [[sign(symbol), row.name, row.rule, row.domain] for symbol, row in OPERATIONS.items()]
    return table(["Written", "What it is", "Backwards", "Where"], rows)


def mistakes() -> Iterator[str]:
    groups: list[tuple[str, Iterable[Any]]] = [
        *((f"{sign(symbol)}, its gradient", row.wrong) for symbol, row in OPERATIONS.items()),
        *((f"{sign(symbol)}, its value", wrong) for symbol, wrong in WRONG_VALUES.items()),
        *((f"`{name}(...)`", row.wrong) for name, row in FUNCTIONS_ASKED.items()),
        ("The sweep itself", ALL_FAULTS),
    ]
    rows = [[where, f"`{rule.id}`", rule.name, rule.message] for where, rules in groups for rule in rules]
    yield table(["At", "Id", "What goes wrong", "What its learner reads"], rows)


def rules() -> str:
    return table(["Rule", "It warns"], [[f"`{rule}`", ABOUT[rule]] for rule in RULES])


def reference() -> str:
    return "".join(
        [
            INTRODUCTION,
            *models(),
            f"\n## Domains\n\nWhere a given takes its value from, and `upstream`.\n\n{domains()}\n",
            f"\n## What can be asked\n\n{asked()}\n",
            "\n## Families\n\n`with` says what a family is told: `with: {gates: 3}`.\n",
            *families(),
            "\n## Formulas of graphs\n\nWhat stands in `graph`, `let`, `unless`, `ask` and mistakes.\n\n",
            f"{functions()}\n",
            f"\n## Warnings\n\nThe names that `allow` takes, and that stand behind warnings.\n\n{rules()}\n",
            "\n## Mistakes\n\nThe ids that `targets` takes; those of your own are `own-1`, `own-2` ...\n\n",
            *mistakes(),
            "\n",
        ]
    )


def test_the_reference_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    taught, _, _ = page.partition(BEGINNING)
    whole = taught + reference()
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(whole, encoding="utf-8")
        page = whole
    assert page == whole, "run UPDATE_GOLDEN=1 pytest tests/project/test_deck_reference.py"


MODELS: list[type[Model]] = [DeckHead, *(model for _, model in KINDS.values())]


def test_every_mistake_is_listed_once() -> None:
    rows = [line.split(" | ")[1] for line in "".join(mistakes()).splitlines()[2:]]
    assert sorted(rows) == sorted(f"`{name}`" for name in known_mistakes())


def test_every_key_of_every_model_is_in_the_reference() -> None:
    text = reference()
    for model in MODELS:
        for key in schema_of(model)["properties"]:
            assert f"`{key}`" in text, key


def test_the_page_teaches_every_key_and_every_family() -> None:
    taught = PAGE.read_text(encoding="utf-8").partition(BEGINNING)[0]
    names: set[str] = set()
    for model in MODELS:
        names |= set(schema_of(model)["properties"])
    unspoken = {"id", "order", "seconds", "imported"}  # what needs no teaching stands in the reference
    for name in (names | set(FAMILIES)) - unspoken:
        assert f"`{name}" in taught or f"{name}:" in taught or f": {name}" in taught, name


def test_every_kind_of_card_has_its_part() -> None:
    assert set(KIND_TITLES) == set(KINDS) - {"back"}
