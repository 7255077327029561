"""Structure-generating drills: a deck names a family and its parameters, and gets one ordinary drill after another."""

from functools import lru_cache

from quizgen.domain import DrillError
from quizgen.families.deep_chain import DEEP_CHAIN
from quizgen.families.fan_out_sum import FAN_OUT_SUM
from quizgen.families.function_chain import FUNCTION_CHAIN
from quizgen.families.layer_shapes import LAYER_SHAPES
from quizgen.families.parameter import Parameter, read_parameters
from quizgen.families.random_graph import RANDOM_GRAPH
from quizgen.families.structure import Family, Structure
from quizgen.notation.fault import did_you_mean
from quizgen.prompt import listing
from quizgen.seed import Stream
from quizgen.source import DrillSource

__all__ = ["FAMILIES", "Family", "Parameter", "structure", "structures"]

FAMILIES: dict[str, Family] = {
    family.name: family for family in (RANDOM_GRAPH, FUNCTION_CHAIN, LAYER_SHAPES, DEEP_CHAIN, FAN_OUT_SUM)
}

MOST = 24  # structures of one drill: more than anybody knows by heart, few enough to check them all
_PATIENCE = 80  # draws in a row that bring nothing new before a family counts as exhausted


def structures(source: DrillSource) -> int:
    """Return how many structures a family's drill draws from; what it says wrongly is a DrillError."""
    return len(_found(source))


def structure(source: DrillSource, number: int) -> DrillSource:
    """Return an ordinary drill with the structure of this number; what its author wrote stays."""
    found = _found(source)
    made = found[number % len(found)]
    ask = source.ask or tuple([(None, formula) for formula in made.ask])
    return source._replace(graph=made.graph, given=made.given, ask=ask, family=None, parameters=())


def _found(source: DrillSource) -> tuple[Structure, ...]:
    name = source.family or ""
    if name not in FAMILIES:
        meant = did_you_mean(name, FAMILIES) or f"; there are {listing(list(FAMILIES), 'and')}"
        raise DrillError(f"there is no family {name}{meant}", "family")
    for field in ("graph", "given"):
        if getattr(source, field):
            raise DrillError(f"the family {name} makes what is in {field}: leave one of the two out", field)
    return _draw(name, source.parameters)


@lru_cache(maxsize=64)
def _draw(name: str, written: tuple[tuple[str, str], ...]) -> tuple[Structure, ...]:
    """Return a family's structures, each once; they hang on nothing but its name and its parameters."""
    family = FAMILIES[name]
    values = read_parameters(name, family.parameters, written)
    told = [f"{parameter.name} {parameter.write(values[parameter.name])}" for parameter in family.parameters]
    found: dict[object, Structure] = {}
    vain = attempt = 0
    while len(found) < MOST and vain < _PATIENCE:
        made = family.make(values, Stream("family", name, *told, attempt))
        attempt += 1
        vain += 1
        if made is not None and made.key not in found:
            found[made.key] = made
            vain = 0
    if not found:
        raise DrillError(f"the family {name} has no structure with {listing(told, 'and')}: change one of them", "with")
    return tuple(found.values())
