from collections.abc import Callable

import pytest

from quizgen.family import structure, structures
from quizgen.source import DrillSource

Draw = Callable[..., list[DrillSource]]


@pytest.fixture(scope="session")
def draw() -> Draw:
    """Return what draws all structures of a family; `fan_out` says the parameter fan-out, `from_` is from."""

    def drawn(family: str, **parameters: str) -> list[DrillSource]:
        written = tuple([(name.rstrip("_").replace("_", "-"), text) for name, text in parameters.items()])
        source = DrillSource("", (), (), family=family, parameters=written)
        return [structure(source, number) for number in range(structures(source))]

    return drawn
