"""Decks to measure with: 20 files of 500 cards of all kinds, in the manner of the shipped ones."""

import os
from pathlib import Path
from typing import NamedTuple

FILES = 20
ROUNDS = 50  # in a file, each of ten cards
AGE = 1_000_000_000  # seconds since 1970: files this old are not suspected of changing within the clock's tick

_ROUND = """
  - id: swap-{n}
    front: "{mark}: in the backward flow of $f = {a}*x*y$, what does the MUL gate hand to $x$?"
    back: The upstream gradient times the other factor, $df/dx = {a}*y$. A MUL gate switches its inputs.
    tags: [gates]
    source: "Made for measuring, page {n}"
  - id: slope-{n}
    front: "What is the slope of $x^{b}$, and what is it at $x = {a}$?"
    back: $d(x^{b})/dx = {b}*x^{c}$, which is $?{b}*{a}^{c}$ there.
    tags: [chain-rule]
  - id: sigmoid-{n}
    front: "With $z = {a}*x + {b}$ and $y_hat = sigmoid(z)$, which factor does the sigmoid add on the way back?"
    back: Its own slope, $sigmoid(z)*(1 - sigmoid(z))$, at most $1/4$.
    hint: It can be written with the output alone.
  - id: matrix-{n}
    front: "A layer computes $Z = X @ W$ with $X$ of shape {a}x{b}. What is the gradient for $W$, given $dL/dZ$?"
    back: $X^T @ Z_bar$, of the shape of $W$.
    why: Each weight meets every row of the batch, and its gradients add.
  - id: flow-{n}
    cloze: "In graph {n} an ADD gate of {a} inputs {{{{add: distributes}}}} the gradient, MAX {{{{max: routes}}}} it."
    tags: [gates]
  - id: cost-{n}
    prompt: "With {a} inputs and {b} outputs, which sweep needs the fewer passes over the graph?"
    choice:
      right: The one that starts on the side with fewer values
      wrong:
        - Always the forward sweep
        - Always the backward sweep
        - Both need {a} passes
  - id: training-{n}
    prompt: Put training step {n} in order.
    steps: [forward pass, compute the loss, propagate it backwards, step the optimiser, reset the gradients]
  - id: name-{n}
    prompt: "In text {n}: what is the gradient called that arrives at a node from the output side?"
    type: [upstream gradient, upstream]
  - id: drill-{n}
    graph: |
      q = x + y
      f = q * z
    given: {{x: int -{a}..9, y: int -9..9, z: int -9..{b}}}
    ask: [df/dz, df/dx]
    prompt: "{drill_mark}: $q = x + y$ and $f = q*z$ at $x = {{x}}$, $y = {{y}}$, $z = {{z}}$. Find the gradients."
    tags: [chain-rule]
"""
_NOTES = "  A node hands back the upstream gradient times its own slope, and knows no more: $df/dx = df/dq*dq/dx$.\n"


class Written(NamedTuple):
    """A card of the files, as the history and a watcher of the screen know it."""

    id: str
    kind: str
    mark: str = ""  # words at the beginning of its question that no other card has


def write_decks(folder: Path) -> list[Written]:
    """Write the files; return their cards in study order."""
    folder.mkdir(parents=True)
    cards: list[Written] = []
    for file in range(FILES):
        deck = f"measure-{file:02}"
        text = [f"deck: {deck}\ntitle: Measuring, part {file:02}\nnotes: |\n{_NOTES * 40}cards:"]
        for n in range(ROUNDS):
            marks = f"Question {file:02}-{n:02}", f"Problem {file:02}-{n:02}"
            a, b = 2 + (file + n) % 7, 3 + n % 6
            text.append(_ROUND.format(n=n, a=a, b=b, c=b - 1, mark=marks[0], drill_mark=marks[1]))
            cards += _cards(deck, n, *marks)
        path = folder / f"{deck}.yaml"
        path.write_text("".join(text), encoding="utf-8")
        os.utime(path, (AGE, AGE))
    return cards


def _cards(deck: str, n: int, mark: str, drill_mark: str) -> list[Written]:
    """Return the ten cards of one round."""
    fronts = [Written(f"{deck}/{name}-{n}", "front") for name in ("slope", "sigmoid", "matrix")]
    return [
        Written(f"{deck}/swap-{n}", "front", mark),
        *fronts,
        Written(f"{deck}/flow-{n}/add", "cloze"),
        Written(f"{deck}/flow-{n}/max", "cloze"),
        Written(f"{deck}/cost-{n}", "choice"),
        Written(f"{deck}/training-{n}", "steps"),
        Written(f"{deck}/name-{n}", "type"),
        Written(f"{deck}/drill-{n}", "drill", drill_mark),
    ]
