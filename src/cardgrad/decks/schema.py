"""The JSON Schema of deck files, for editors: made from the models that read decks, so that the two agree.

Draft 07, which every editor knows. An entry's kind is found by its keys, as in reading: with an if for each kind an
editor completes and judges an entry by its own kind, which with an anyOf of all kinds it does not.
"""

import json

from cardgrad.decks.entry import DeckHead, Entry
from cardgrad.decks.kind import KINDS
from cardgrad.decks.model_schema import Schema, schema_of, without_boolean
from cardgrad.decks.suggestion import suggest_families, suggest_for_drills


def deck_schema() -> Schema:
    """Return the schema of deck files."""
    head = schema_of(DeckHead)
    head["properties"]["cards"]["items"] = {"$ref": "#/definitions/entry"}
    kinds = {key: schema_of(model) for key, (_, model) in KINDS.items() if key != "back"}
    for key in ("graph", "family"):
        suggest_for_drills(kinds[key])
    suggest_families(kinds["family"])
    whole = {**head, "definitions": {"entry": _entry(kinds), **kinds}}
    named = {"title": "A cardgrad deck", "description": "Flashcards and drills, and notes on them."}
    return {"$schema": "http://json-schema.org/draft-07/schema#", **without_boolean(whole), **named}


def schema_text() -> str:
    """Return the schema as the text of a file, the same each time."""
    return json.dumps(deck_schema(), ensure_ascii=False, indent=1) + "\n"


def _entry(kinds: dict[str, Schema]) -> Schema:
    """Return the schema of an entry: an if for each kind, in the order in which reading looks for them."""
    first = {*Entry.model_fields, *(key for schema in kinds.values() for key in schema["required"])}
    every: Schema = {}
    for schema in kinds.values():
        every |= {key: value for key, value in schema["properties"].items() if key not in every}
    keys = {key: value if key in first else {"doNotSuggest": True} for key, value in every.items()}
    asking = {"if": {"required": ["prompt"]}, "then": _one_of("choice", "steps", "type"), "else": _one_of(*kinds)}
    chosen: Schema = {"title": "card", "type": "object", "properties": keys, "additionalProperties": False, **asking}
    for key in reversed(kinds):
        deciding = ["front", "back"] if key == "front" else [key]
        chosen = {
            "if": {"type": "object", **_one_of(*deciding)},
            "then": {"$ref": f"#/definitions/{key}"},
            "else": chosen,
        }
    # An entry that says what is still to do may lack anything, as long as all that it has is known.
    told = {key: {"description": value["description"], "anyOf": [{}]} for key, value in every.items()}
    unfinished = {"properties": told, "additionalProperties": False}
    return {"if": {"type": "object", "required": ["todo"]}, "then": unfinished, "else": chosen}


def _one_of(*keys: str) -> Schema:
    """Return that one of these keys has to be there."""
    return {"anyOf": [{"required": [key]} for key in keys]}
