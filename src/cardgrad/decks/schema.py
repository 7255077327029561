"""The JSON Schema of deck files, for editors: made from the models that read decks, so that the two agree.

Draft 07, which every editor knows. All values are text to the models, while an editor takes `0.1` for a number and
`true` for a truth value: where text may stand, those may. An entry's kind is found by its keys, as in reading: with an
if for each kind an editor completes and judges an entry by its own kind, which with an anyOf of all kinds it does not.
What JSON Schema has no word for, such as the sentence of a pattern, is said in those of YAML's language server.
"""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from cardgrad.decks.drill_entry import as_items
from cardgrad.decks.entry import ID_PATTERN, TAG_PATTERN, DeckHead, Entry, Model, absent, as_list
from cardgrad.decks.kind import KINDS
from cardgrad.decks.suggestion import suggest_families, suggest_for_drills

Schema = dict[str, Any]

_TEXT = ["string", "number", "boolean"]  # what an editor may take a text for
_SOMETHING = {"pattern": r"\S", "patternErrorMessage": "Nothing is written here."}
_ID = {"pattern": ID_PATTERN, "patternErrorMessage": "An id is made of a-z, 0-9 and hyphens."}
_TAG = {"pattern": TAG_PATTERN, "patternErrorMessage": "A tag is one word: write a hyphen for a space."}
_WHOLE = {"pattern": r"^[+-]?[0-9]+$", "patternErrorMessage": "A whole number stands here."}
_TRUTH = {
    "pattern": r"^([Tt]rue|[Ff]alse|[Yy]es|[Nn]o|[Oo]n|[Oo]ff|[YyNnTtFf10])$",
    "patternErrorMessage": "Only true or false can stand here.",
}
_WANTED = "Text stands here."


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
    return {"$schema": "http://json-schema.org/draft-07/schema#", **_without_boolean(whole), **named}


def schema_text() -> str:
    """Return the schema as the text of a file, the same each time."""
    return json.dumps(deck_schema(), ensure_ascii=False, indent=1) + "\n"


class _Generator(GenerateJsonSchema):
    """Pydantic's generator, told how our models read."""

    def str_schema(self, schema: core_schema.StringSchema) -> Schema:
        """Return that a text is no list and no mapping, and what else is asked of it."""
        match schema.get("pattern"):
            case None:
                return {"type": _TEXT, **(_SOMETHING if schema.get("min_length") else {})}
            case pattern if pattern == ID_PATTERN:
                return {"type": _TEXT, "minimum": 0, "multipleOf": 1, **_ID}  # 7 is an id, 0.7 is none
            case pattern if pattern == TAG_PATTERN:
                return {"type": _TEXT, **_TAG}
            case pattern:
                return {"type": _TEXT, "pattern": pattern}

    def int_schema(self, schema: core_schema.IntSchema) -> Schema:
        """Return that a whole number stands here, between quotes or not."""
        return {**super().int_schema(schema), "type": ["integer", "string"], **_WHOLE}

    def bool_schema(self, schema: core_schema.BoolSchema) -> Schema:  # noqa: ARG002 - pydantic's signature
        """Return that true or false stands here, or a word for one of them."""
        return {"type": ["boolean", "string", "integer"], "minimum": 0, "maximum": 1, **_TRUTH}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        """Return the schema without null: a key that says nothing is left out."""
        return self.generate_inner(schema["schema"])

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        """Return what may stand beside what the model wants."""
        inner, function = self.generate_inner(schema["schema"]), schema["function"]["function"]
        if function is absent:
            return {"anyOf": [inner, {"type": "null"}]}
        if function in (as_list, as_items):
            return {"anyOf": [inner["items"], inner]}
        return super().function_before_schema(schema)

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the same
        """Return that no field has a title: its key is one."""
        return False


def schema_of(model: type[Model]) -> Schema:
    """Return a model's schema without references; a key that a model does not describe is not its authors' to write."""
    made = model.model_json_schema(schema_generator=_Generator, ref_template="{model}")
    parts = made.pop("$defs", {})
    plain: Schema = _plain(made, parts)
    del plain["title"]
    plain["properties"] = {key: value for key, value in plain["properties"].items() if "description" in value}
    return plain


def _plain(schema: Any, parts: Schema) -> Any:
    """Return a schema with the parts it refers to written into it, and alternatives as one where they can be."""
    if isinstance(schema, list):
        return [_plain(item, parts) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        named = parts[schema["$ref"]]
        return _plain({**named, **{key: value for key, value in schema.items() if key != "$ref"}}, parts)
    found = {
        key: _plain(value, parts) for key, value in schema.items() if not (key == "title" and isinstance(value, str))
    }
    if "default" in found and not isinstance(found["default"], int):
        del found["default"]  # nothing at all, which says nothing to an author
    if found.get("type") == "object":
        found["title"] = "names with values"  # what an editor says is wanted
    return _as_one(found) if "anyOf" in found else found


def _without_boolean(schema: Any) -> Any:
    """Return a schema that refuses what is no text in another way, since editors suggest true and false for a type."""
    if isinstance(schema, list):
        return [_without_boolean(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _without_boolean(value) for key, value in schema.items()}
    types = found.get("type")
    if not isinstance(types, list) or not {*_TEXT} <= {*types}:
        return found
    del found["type"]
    others = [name for name in ("object", "array", "null") if name not in types]
    wanted = {"type": [name for name in types if name not in ("number", "boolean")], "errorMessage": _WANTED}
    return {**found, "anyOf": [{"if": {"type": others}, "then": wanted}]}  # without an anyOf editors forget the colon


def _as_one(schema: Schema) -> Schema:
    """Return alternatives as one schema of several types, of which editors speak better, where no keyword clashes."""
    said = {key: value for key, value in schema.items() if key != "anyOf"}
    types: list[str] = []
    one: Schema = {}
    for alternative in schema["anyOf"]:
        rest = {key: value for key, value in alternative.items() if key not in ("type", "description")}
        if "type" not in alternative or any(one.get(key, value) != value for key, value in rest.items()):
            return schema
        kind = alternative["type"]
        types += [name for name in (kind if isinstance(kind, list) else [kind]) if name not in types]
        one |= rest
    return {"type": types, **one, **said}


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
