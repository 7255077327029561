"""What an entry says with formulas, in the order in which a learner reads it.

A wrong option says nothing and is left out, though what cannot be read in it is still warned of. A drill's prompt is
a template, where `{x}` is the number that the given `x` has.
"""

from collections.abc import Iterator

from cardgrad.decks.cloze import ClozeError, read_cloze
from cardgrad.decks.formula import Written, claim_line, formulas
from cardgrad.decks.report import Report
from cardgrad.decks.stray import report_strays
from cardgrad.decks.tree import Listing, Mapping, Node, Scalar, child

_KEYS = ("front", "back", "prompt", "choice", "cloze", "steps", "type", "hint", "why", "mistakes")
_SAID = ("right", "why")  # of what stands inside a choice or a mistake


def is_drill(entry: Mapping) -> bool:
    """Tell whether an entry is a drill."""
    return any(child(entry, key) is not None for key in ("graph", "family"))


def spoken(who: str, entry: Mapping, report: Report) -> list[Written]:
    """Return the formulas of an entry in their order, its claims last; those that cannot be read are reported."""
    found: list[Written] = []
    for key in _KEYS:
        node = child(entry, key)
        if node is None:
            continue
        numbers = _numbers(entry) if key == "prompt" and is_drill(entry) else frozenset()
        for inner, scalar in _scalars(key, node):
            text = _without_gaps(scalar.value) if inner == "cloze" else scalar.value
            if inner != "type":  # whose answers are formulas without dollars
                report_strays(who, scalar, text, report)
            said = list(formulas(who, scalar, text, report, numbers))
            found += said if inner != "wrong" else []
    claims = child(entry, "claims")
    for scalar, text in _lines(claims):
        line = claim_line(who, scalar, text, report)
        found += [line] if line is not None else []
    return found


def _numbers(entry: Mapping) -> frozenset[str]:
    """Return the names that stand for numbers in a drill's question."""
    named = [node for key in ("given", "let") if isinstance(node := child(entry, key), Mapping)]
    keys = [key.value for node in named for key in node.pairs[::2] if type(key) is Scalar]
    return frozenset((*keys, "upstream"))


def _scalars(key: str, node: Node) -> Iterator[tuple[str, Scalar]]:
    """Yield the texts below a key, each with the key it stands under."""
    if type(node) is Scalar:
        yield key, node
    elif isinstance(node, Listing):
        for item in node.items:
            yield from _scalars(key, item)
    elif isinstance(node, Mapping):
        for inner in (*_SAID, "wrong"):
            part = child(node, inner)
            if part is not None:
                yield from _scalars(inner, part)


def _lines(node: Node | None) -> Iterator[tuple[Scalar, str]]:
    """Yield the lines of `claims:`, each with where it begins; to YAML `X: N x D` is a mapping, and not to us."""
    for item in node.items if isinstance(node, Listing) else [node]:
        if type(item) is Scalar and item.value.strip():
            yield item, item.value.strip().strip("$")
        elif isinstance(item, Mapping):
            for key, value in zip(item.pairs[::2], item.pairs[1::2], strict=True):
                if type(key) is Scalar and type(value) is Scalar:
                    yield key, f"{key.value}: {value.value}"


def _without_gaps(text: str) -> str:
    """Return a cloze text with its gaps filled in; faulty gaps are reported elsewhere."""
    try:
        return next(iter(read_cloze(text).values())).full
    except ClozeError:
        return ""
