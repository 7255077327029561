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
NONZERO = "int -2..2 except 0"
FURTHER = {  # what takes more than numbers and gradients
    "nets/relu-net": DrillSource(
        "z1 = X @ W1\nh1 = relu(z1)\ny_hat = h1 @ W2\nL = sum(y_hat^2)",
        (("X", f"2x3 of {NONZERO}"), ("W1", f"3x2 of {NONZERO}"), ("W2", f"2x1 of {NONZERO}")),
        ((None, "dL/dW2"), (None, "dL/dz1"), (None, "dL/dW1")),
        show=("graph", "z1", "h1", "y_hat"),
    ),
    "nets/delta-softmax": DrillSource(
        "y_hat = softmax(a)\nL = -sum(y .* ln(y_hat))",
        (("y_hat", "probabilities 3 step 0.1"), ("y", "one-hot 3")),
        ((None, "dL/da"),),
    ),
    "nets/sigmoid-pinned": DrillSource(
        "z = w*x + b\nh = sigmoid(z)",
        (("h", "0.1..0.9 step 0.1"), ("x", "int -5..5"), ("w", "int -3..3")),
        ((None, "d/dw"), (None, "d/dx"), (None, "d/db")),
        "int -4..4 except 0",
    ),
    "shapes/rule": DrillSource(
        "Z = X @ W", (("X", "N x D"), ("W", "D x C")), ((None, "shape(d/dX)"), (None, "shape(d/dW)"))
    ),
    "shapes/cost": DrillSource("Z = X @ W", (("X", "N x D"), ("W", "D x C")), ((None, "multiplications(Z)"),)),
    "letters/balance": DrillSource(
        "Z = X @ W",
        (("X", "letter N x D"), ("W", "letter D x C")),
        ((None, "d/dX"), (None, "d/dW")),
        "letter G",
    ),
    "letters/square": DrillSource(
        "c = (f - y)^2", (("f", "letter"), ("y", "letter")), ((None, "dc/df"), (None, "dc/dy"))
    ),
    "steps/one": DrillSource(
        "L = (w*x - y)^2",
        (("x", "int 1..4"), ("y", "int -4..4"), ("w", "int -3..3"), ("lr", ("0.1", "1/4", "0.5"))),
        ((None, "dL/dw"), ("new w", "step(w, lr)")),
    ),
    "differences/central": DrillSource(
        "f = x^3 - 2*x",
        (("x", "int 2..5"), ("h", ("0.1", "0.2", "0.3"))),
        ((None, "central(f, x, h)"), (None, "forward(f, x, h)"), ("error", "central(f, x, h) - df/dx")),
        digits=5,
    ),
    "forward/relu": DrillSource(
        "z = w*x + b\nh = relu(z)\nL = (h - y)^2",
        (("w", "int -4..4"), ("x", "int -4..4"), ("b", "int -4..4"), ("y", "int -4..4")),
        ((None, "z"), (None, "h"), (None, "L")),
    ),
    "jacobians/linear": DrillSource(
        "y = A @ x", (("A", "2x2 of int -5..5"), ("x", "2x1 of int -5..5")), ((None, "dy/dx"),)
    ),
    "nets/bias": DrillSource(
        "Z = X @ W + b",
        (("X", "2x2 of int -3..3"), ("W", "2x2 of int -3..3"), ("b", "1x2 of int -3..3")),
        ((None, "d/db"), (None, "d/dW")),
        "int -3..3",
    ),
}


@pytest.fixture(scope="session")
def drills() -> Mapping[str, Drill]:
    """Return sample drills, one for each kind of rule."""
    return {drill_id: read_drill(drill_id, source) for drill_id, source in {**SOURCES, **FURTHER}.items()}


@pytest.fixture(params=[*SOURCES, *FURTHER], scope="session")
def any_drill(request: pytest.FixtureRequest, drills: Mapping[str, Drill]) -> Drill:
    """Return each sample drill in turn, those whose answers are more than numbers too."""
    return drills[request.param]


@pytest.fixture(params=SOURCES, scope="session")
def drill(request: pytest.FixtureRequest, drills: Mapping[str, Drill]) -> Drill:
    """Return each sample drill in turn."""
    return drills[request.param]
