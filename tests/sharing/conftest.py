"""A deck with every kind of card, one with the nastiest of texts, and what is shared of them."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cardgrad.decks.card import Card
from cardgrad.decks.fault import ERROR
from cardgrad.decks.reading import read_data
from cardgrad.sharing.shared import Shared, share

KINDS = """\
deck: gates
title: Gates in the backward flow
notes: |
  # A product

  It **switches**: $df/dx = y$ for $f = x*y$.
cards:
  - id: role
    front: In the backward flow, what does a MUL gate do?
    back: It switches. For $f = x*y$, $df/dx = y$ and $df/dy = x$, each times the upstream gradient.
    tags: [gates, slopes]
    why: The other factor is the slope.
    hint: Think of a rectangle.
    source: Lecture 4
    reverse: true
  - id: sum
    cloze: "The gradient at a fan-out is the {{op: sum}} of the {{what: gradients}}
      along **its {{where: branches}}**, $y = {{m: x}} + 1$."
  - id: pair
    cloze: "{{Forward}} first, then {{backward}}, always."
  - id: max
    prompt: What does a MAX gate do?
    choice: {right: sends all of it to the larger input, wrong: [halves it, copies it]}
  - {id: order, prompt: Put one step in order., steps: [forward pass, loss, backward pass], needs: [role]}
  - {id: name, prompt: What arrives at a node?, type: [upstream gradient, upstream]}
  - id: swap
    graph: f = x * y
    given: {x: int -9..9, y: int -9..9}
    upstream: int -5..5 except 0
    ask: [d/dx, d/dy]
    show: [graph, drawing]
    tags: [drills]
    why: One input's slope is the other.
  - {id: one, graph: Z = X @ W, given: {X: letter N x D, W: letter D x M}, upstream: letter G, ask: [d/dX, d/dW]}
"""
NASTY = """\
deck: nasty
title: "</title><script>alert(1)</script> *t* [bold]"
notes: |
  # <script>alert(1)</script>
  [go](javascript:alert(1)) ![see](http://x/y.png) <img src=x onerror=alert(1)> \\u202e [web]($x$ "a $x$ b")

  [ref]: javascript:alert(1)
cards:
  - id: one
    front: "=cmd() <img src=x onerror=alert(1)> {{c1::x}} [sound:x.mp3] [latex]y[/latex]
      \\\\(x\\\\) $x < 2$ \\u202e & \\"q\\" </script>"
    back: "+1 | @a *b* _c_ `</code>` \\x9b31m {}"
    hint: "<b>hint</b>"
    why: "-1+1 </div>"
    source: "<i>source</i>"
    tags: ["u-x"]
  - id: two
    cloze: "a }}-free :: text with {{one: b::c <b>}} and {{two: $x_{i_{j}}$}} <i>"
""".replace("}}-free", "free")


VOID = ("meta", "br", "img", "hr")


class Page(HTMLParser):
    """What a browser would make of a document: its elements, its words, and the elements that were left open."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.open: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag in VOID or self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]


def cards_of(text: str) -> tuple[Card, ...]:
    """Return the cards of a deck's text, which has no faults."""
    deck = read_data(text.encode(), "deck.yaml")
    assert deck.faults == ()
    return deck.cards


def shared_of(text: str, count: int = 3, seed: str = "1") -> Shared:
    """Return a deck's text as it is shared."""
    deck = read_data(text.encode(), "deck.yaml")
    assert [fault for fault in deck.faults if fault.severity == ERROR] == []
    return share(deck.id or "", deck.title, deck.notes, deck.cards, count, seed)


@pytest.fixture(scope="session")
def kinds() -> Shared:
    return shared_of(KINDS)


@pytest.fixture(scope="session")
def nasty() -> Shared:
    return shared_of(NASTY)


@pytest.fixture
def own_file(tmp_path: Path) -> Callable[[str], Path]:
    """Write a deck's file."""

    def write(text: str) -> Path:
        path = tmp_path / "deck.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write
