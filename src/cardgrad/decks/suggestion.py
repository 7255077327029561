"""What an editor suggests where the models know only text: domains, mistakes, families and what those are told.

What is listed here whole is an error in an editor too when it is misspelt, as it is in reading.
"""

from cardgrad.decks.model_schema import Schema
from quizgen.domain_text import FORMS
from quizgen.drill_check import SHOWN
from quizgen.families.parameter import Parameter
from quizgen.family import FAMILIES
from quizgen.mistake_name import known_mistakes


def suggest_for_drills(kind: Schema) -> None:
    """Put the ids of mistakes, the forms of domains and what can be shown into the schema of drills."""
    keys = kind["properties"]
    mistakes = known_mistakes()
    named = {
        "enum": list(mistakes),
        "markdownEnumDescriptions": list(mistakes.values()),
        "errorMessage": "There is no such mistake: `cardgrad deck check --verbose` names those of a drill.",
    }
    own = {"type": "string", "pattern": "^own-[1-9][0-9]*$"}
    keys["targets"] = {**keys["targets"], "items": {"anyOf": [named, own]}}
    keys["show"]["items"]["examples"] = list(SHOWN)
    domains = [example if isinstance(example, str) else list(example) for _, example, _ in FORMS]
    keys["upstream"]["examples"] = domains
    if "given" in keys:
        keys["given"]["additionalProperties"]["examples"] = domains


def suggest_families(kind: Schema) -> None:
    """Put the families and their parameters into the schema of drills that a family makes."""
    keys = kind["properties"]
    about = [family.about for family in FAMILIES.values()]
    keys["family"] = {
        "enum": list(FAMILIES),
        "markdownEnumDescriptions": about,
        "description": keys["family"]["description"],
    }
    kind["allOf"] = [
        {
            "if": {"properties": {"family": {"const": family.name}}, "required": ["family"]},
            "then": {
                "properties": {
                    "with": {
                        "type": "object",
                        "title": "names with values",
                        "properties": {parameter.name: _parameter(parameter) for parameter in family.parameters},
                        "additionalProperties": False,
                    }
                }
            },
        }
        for family in FAMILIES.values()
    ]


def _parameter(parameter: Parameter) -> Schema:
    """Return the schema of a parameter: a whole number, words, or yes and no."""
    about = {"description": f"{parameter.about[:1].upper()}{parameter.about[1:]}; {parameter.default} when missing."}
    if parameter.choices == (True, False):
        return {"enum": [True, False, "yes", "no", "on", "off"], **about}
    if not parameter.many:
        return {"enum": list(parameter.choices), **about}
    words = "|".join(map(str, parameter.choices))
    several = {
        "pattern": rf"^\s*({words})([\s,]+({words}))*[\s,]*$",
        "patternErrorMessage": f"It takes {parameter.allowed}.",
    }
    return {"type": ["string", "array"], "items": {"enum": list(parameter.choices)}, "minItems": 1, **several, **about}
