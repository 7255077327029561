from collections.abc import Mapping

import pytest

from quizgen.drill import Drill, DrillSource, read_drill

INT9 = "int -9..9"
SOURCES = {
    "gates/mul-swap": DrillSource(
        "f = x * y", (("x", INT9), ("y", INT9)), ((None, "d/dx"), (None, "d/dy")), "int -5..5 except 0"
    ),
    "graphs/sum-then-product": DrillSource(
        "q = x + y\nf = q * z",
        (("x", INT9), ("y", INT9), ("z", INT9)),
        ((None, "df/dq"), (None, "df/dz"), (None, "df/dx"), (None, "df/dy")),
    ),
    "nets/weight-chain": DrillSource(
        "h1 = w1 * x\nh2 = w2 * h1\nL = (h2 - y)^2",
        (("x", "int -4..4"), ("w1", "int -4..4"), ("w2", "int -4..4"), ("y", INT9)),
        ((None, "dL/dh2"), (None, "dL/dw2"), (None, "dL/dw1")),
    ),
    "chain/cube": DrillSource("u = 2*x + a\nf = u^3", (("x", INT9), ("a", INT9)), ((None, "df/du"), (None, "df/dx"))),
    "chain/fan-out": DrillSource(
        "a = x*y\nf = a*x + a", (("x", INT9), ("y", INT9)), ((None, "a"), (None, "df/da"), (None, "df/dx"))
    ),
    "gates/quotient": DrillSource(
        "f = x/y",
        (("x", INT9), ("y", "int 2..9")),
        ((None, "d/dx"), (None, "d/dy")),
        ("2", "-3", "1/2"),
        unless=("x = y", "x = -y"),
    ),
    "gates/difference": DrillSource(
        "f = -(x - y)*z", (("x", INT9), ("y", INT9), ("z", INT9)), ((None, "df/dx"), (None, "df/dy"))
    ),
}


@pytest.fixture(scope="session")
def drills() -> Mapping[str, Drill]:
    """Return sample drills, one for each kind of rule."""
    return {drill_id: read_drill(drill_id, source) for drill_id, source in SOURCES.items()}


@pytest.fixture(params=SOURCES, scope="session")
def drill(request: pytest.FixtureRequest, drills: Mapping[str, Drill]) -> Drill:
    """Return each sample drill in turn."""
    return drills[request.param]
