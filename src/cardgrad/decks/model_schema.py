"""A model as JSON Schema: what it takes, in the words of editors.

All values are text to the models, while an editor takes `0.1` for a number and `true` for a truth value: where text may
stand, those may. What JSON Schema has no word for, such as the sentence of a pattern, is said in those of YAML's
language server.
"""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from cardgrad.decks.entry import ID_PATTERN, TAG_PATTERN, Model, absent, as_items, as_list

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


def without_boolean(schema: Any) -> Any:
    """Return a schema that refuses what is no text in another way, since editors suggest true and false for a type."""
    if isinstance(schema, list):
        return [without_boolean(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: without_boolean(value) for key, value in schema.items()}
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
        clashing = any(one.get(key, value) != value for key, value in rest.items())
        if clashing or "type" not in alternative or "enum" in alternative:  # enum binds every type
            return schema
        kind = alternative["type"]
        types += [name for name in (kind if isinstance(kind, list) else [kind]) if name not in types]
        one |= rest
    return {"type": types, **one, **said}
