"""Nodes into models: an entry's kind is found by its keys, and every fault is told at its line."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cardgrad.decks.entry import Entry, Model
from cardgrad.decks.fault import meant
from cardgrad.decks.identity import slug
from cardgrad.decks.kind import KINDS
from cardgrad.decks.report import Report
from cardgrad.decks.rule import RULES
from cardgrad.decks.tree import Mapping, Node, Plain, child, key_node

M = TypeVar("M", bound=Model)
_WANTED = {
    "front": "write the question",
    "back": "write the answer",
    "prompt": "write the question",
    "right": "write the right option",
    "wrong": "write at least one wrong option",
    "given": "say which numbers each input may be, such as {x: int -9..9}",
    "choice": "write right: and wrong: below it",
    "ask": "say what is asked for, such as [d/dx, d/dy]",
    "answer": "write it, with | between its parts",
    "why": "write the sentence that helps",
    "family": "name the family",
    "file": "write the picture's path",
    "from": "write a tag, a deck or a kind, such as {tag: chain-rule}",
}
_ELSEWHERE = {  # what other programs call a key
    "question": "front", "q": "front", "term": "front", "answer": "back", "a": "back", "definition": "back",
}  # fmt: skip
_BESIDE_CHOICE = ("right", "wrong")
_ABSENT = (
    "missing",
    "string_too_short",
    "too_short",
)  # what pydantic calls a value that is not there, or not all of it
_MOST_LOOKED_AT = 20  # keys that may be misspelt
_NO_KIND = (
    "but its other keys make its kind: delete it, and write front and back, cloze, prompt and choice, "
    "prompt and steps, prompt and type, graph, or family"
)


def find_kind(who: str, node: Mapping, keys: Iterable[str], report: Report) -> str | None:
    """Return the key that decides the kind of an entry; report none, or more than one."""
    deciding = [key for key in KINDS if key in keys]
    kinds = {KINDS[key][0] for key in deciding}
    if len(kinds) == 1:
        return deciding[0]
    if kinds:
        named = " and ".join(f"'{key}'" for key in deciding)
        report.error(node.start_mark, f"{who} has {named}, which make two kinds of card: write two entries")
        return None
    for key in islice((key for key in keys if key not in _BESIDE_CHOICE), _MOST_LOOKED_AT):
        if guess := meant(key, KINDS):
            report.error((key_node(node, key) or node).start_mark, f"{who} has an unknown key '{key}'{guess}")
            return None
    has_prompt = "prompt" in keys
    if has_prompt and {"answer", "a"} & {*keys}:
        place = (key_node(node, "answer") or key_node(node, "a") or node).start_mark
        advice = "write 'type' for the answer where it is typed, or 'front' for 'prompt' and 'back' for the answer"
        report.error(place, f"{who} is of no known kind: {advice}")
        return None
    if strangers := [key for key in keys if key in _ELSEWHERE]:
        told = " and ".join(f"'{_ELSEWHERE[key]}' for '{key}'" for key in strangers)
        report.error((key_node(node, strangers[0]) or node).start_mark, f"{who} is of no known kind: write {told}")
        return None
    if has_prompt and {"right", "wrong"} & {*keys}:
        place = (key_node(node, "right") or key_node(node, "wrong") or node).start_mark
        report.error(place, f"{who} has its options beside the prompt: write 'choice:', and right and wrong below it")
        return None
    advice = "beside prompt write choice, steps or type" if has_prompt else "write front and back, cloze, or a prompt"
    report.error(node.start_mark, f"{who} is of no known kind: {advice}")
    return None


def read_entry(who: str, node: Mapping, values: dict[str, Plain], report: Report) -> tuple[str, Entry] | None:
    """Return the kind and the model of an entry, or None when it has faults."""
    if "kind" in values:
        report.error((key_node(node, "kind") or node).start_mark, f"{who} has the key 'kind', {_NO_KIND}")
        values = {key: value for key, value in values.items() if key != "kind"}
        if not any(key in KINDS for key in values):
            return None  # what it lacks has been said
    deciding = find_kind(who, node, values, report)
    if deciding is None:
        return None
    kind, model = KINDS[deciding]
    found = fitted(model, who, node, values, report)
    return None if found is None else (kind, found)


def fitted(model: type[M], who: str, node: Node, values: dict[str, Plain], report: Report) -> M | None:
    """Return the values as a model, or None with every misfit reported."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        _report_misfits(model, who, node, error.errors(include_url=False, include_context=True), report)
        return None


def lacking(model: type[Model], who: str, node: Node, values: dict[str, Plain], report: Report) -> list[str] | None:
    """Return the keys that an unfinished entry lacks, or None with every other misfit reported."""
    try:
        model.model_validate(values)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        absent = [detail for detail in details if detail["type"] in _ABSENT]
        if others := [detail for detail in details if detail not in absent]:
            _report_misfits(model, who, node, others, report)
            return None
        return [str(detail["loc"][-1]) for detail in absent]
    return []


def _report_misfits(model: type[Model], who: str, node: Node, details: Sequence[ErrorDetails], report: Report) -> None:
    told: set[tuple[int, str]] = set()
    misspelt = [str(detail["loc"][-1]) for detail in details if detail["type"] == "extra_forbidden"]
    for detail in details:
        absent = str(detail["loc"][-1]) if detail["type"] == "missing" else ""
        if absent and (meant(absent, misspelt) or (absent == "front" and "prompt" in misspelt)):
            continue  # it is there, under the misspelt key
        place, message = _told(model, node, detail)
        if (place.start_mark.line, message) not in told:
            told.add((place.start_mark.line, message))
            report.error(place.start_mark, f"{who} {message}")


def _told(model: type[Model], node: Node, detail: ErrorDetails) -> tuple[Node, str]:
    """Return where a misfit is, and what to say of it."""
    kind, given = detail["type"], detail.get("input")
    place, path = _located(node, detail["loc"])
    name = str(path[-1]) if path and isinstance(path[-1], str) else ".".join(str(step) for step in path)
    words = [step for step in path if isinstance(step, str)]
    key = words[-1] if words else name
    if kind == "extra_forbidden" and words[0] == "examples" and given == "":
        return place, f"has '{key}' after a comma: write an answer of several numbers as [1, 2], or between quotes"
    if kind == "extra_forbidden":
        known = _known_keys(model, words[:-1])
        if key == "prompt" and "front" in known:
            return key_node(node, key) or place, "has 'prompt' beside 'back': write 'front' for 'prompt'"
        return key_node(
            _located(node, tuple(path[:-1]))[0], key
        ) or place, f"has an unknown key '{key}'{meant(key, known)}"
    if detail["loc"] == ("cards",) and (kind == "missing" or not given):
        return place, "has no cards: write '- front: ...' and 'back: ...' under 'cards:'"
    if kind == "missing":
        missing = str(detail["loc"][-1])
        return place, f"has no '{missing}': {_WANTED.get(missing, 'write it')}"
    if words[:1] == ["given"] and given == "":
        return place, f"gives no numbers for '{key}': put a domain that holds a comma between quotes"
    return place, _misfit(kind, key, given, detail.get("ctx") or {})


def _misfit(kind: str, key: str, given: Any, limits: dict[str, Any]) -> str:
    """Return what is wrong with one value, and what to write."""
    if kind == "string_too_short" or given == "":
        return f"has an empty '{key}': {_WANTED.get(key, 'write something, or delete the key')}"
    if kind == "string_pattern_mismatch":
        better = slug(str(given)) or "a-short-name"
        if key == "tags":
            return f"has the tag {given!r}, but a tag is one word: write {better}"
        return f"has the id {given!r}, but an id is made of a-z, 0-9 and hyphens: write {better}"
    if kind in ("string_type", "list_type", "dict_type", "model_type", "model_attributes_type"):
        return _wrong_form(kind, key, given)
    if kind == "too_short":
        return f"has too few '{key}' (at least {limits.get('min_length', 1)}): {_WANTED.get(key, 'write more of them')}"
    if kind == "too_long":
        return f"has too many '{key}' (at most {limits.get('max_length')}): make two cards of it"
    if kind == "bool_parsing":
        return f"has '{key}: {given}', but only true or false can stand there"
    if kind == "literal_error" and key == "allow":
        return f"allows {given!r}, which is no rule{meant(str(given), RULES)}: the rules are {', '.join(RULES)}"
    if kind == "literal_error" and key == "vary":
        return f"has 'vary: {given}', but only {limits.get('expected')} can stand there, or [] for nothing"
    if kind == "literal_error":
        return f"has '{key}: {given}', but only {limits.get('expected')} can stand there"
    if kind.startswith("int_"):
        return f"has '{key}: {given}', but only a whole number can stand there"
    if kind in ("greater_than_equal", "less_than_equal"):
        least, most = limits.get("ge"), limits.get("le")
        wanted = f"{most} or less" if least is None else f"{least} or more"
        return f"has '{key}: {given}', but only {wanted} can stand there"
    return f"has a '{key}' that does not fit"


def _wrong_form(kind: str, key: str, given: Any) -> str:
    """Return the sentence for text where a list should be, and the like."""
    wanted = {"string_type": "text", "list_type": "a list"}.get(kind, "keys with values")
    if wanted == "text" and isinstance(given, dict) and len(given) == 1:
        word, rest = next(iter(given.items()))
        if isinstance(rest, str) and rest:
            return f"has '{key}' text that YAML splits at ': ' — put it between quotes: \"{word}: {rest}\""
    found = "text" if isinstance(given, str) else "a list" if isinstance(given, list) else "keys with values"
    example = f": {key}: [one, two]" if wanted == "a list" else f": {_WANTED[key]}" if key in _WANTED else ""
    return f"wants {wanted} for '{key}', but has {found}{example}"


def _located(node: Node, loc: tuple[int | str, ...]) -> tuple[Node, list[int | str]]:
    """Follow a location into the tree as far as it goes; pydantic's names of alternatives are stepped over."""
    path: list[int | str] = []
    for step in loc:
        inner = child(node, step)
        if inner is not None:
            node = inner
            path.append(step)
        elif path == [] and isinstance(step, str):
            path.append(step)
    return node, path


def _known_keys(model: type[Model], path: list[str]) -> list[str]:
    """Return the keys that may stand at a place of a model."""
    for word in path:
        inner = model.model_fields[word].annotation if word in model.model_fields else None
        for kind in (inner, *get_args(inner)):  # a model that may be missing is one of two
            if isinstance(kind, type) and issubclass(kind, Model):
                model = kind
    return [field.alias or name for name, field in model.model_fields.items()]
