"""Whatever is done to a deck's bytes, reading ends in cards and faults."""

import json
import random
from pathlib import Path

import pytest

from cardgrad.decks.place import shipped_folder
from cardgrad.decks.reading import read_data

SHIPPED = sorted(shipped_folder().glob("*.yaml"))
SNIPPETS = [
    b"\t",
    b": ",
    b" #",
    b"{{",
    b"}}",
    b"[",
    b"]",
    b"*",
    b"&a ",
    b"!x ",
    b'"',
    b"'",
    b"\x00",
    b"\xff",
    b"|",
    b"---\n",
]
SNIPPETS += [
    b"- ",
    b"\n",
    b"$",
    b"id: a\n",
    b"\xe2\x80\xa8",
    b"\\e",
    b"%",
    b"? ",
    b"given: ",
    b"steps: ",
    b"<<: ",
    b"\r",
]


def excerpt(data: bytes, chance: random.Random) -> bytes:
    """Return the head of a deck and a few of its entries, so that each case is quick."""
    head, _, body = data.partition(b"\ncards:\n")
    entries = body.split(b"\n  - id:")
    start = chance.randrange(len(entries))
    return (
        head[:400].rpartition(b"\n")[0]
        + b"\ncards:\n  - id: first\n    front: a\n    back: b"
        + b"".join(b"\n  - id:" + entry for entry in entries[start : start + 6])
    )


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with a few random changes."""
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0:
                data = data[:at] + chance.choice(SNIPPETS) + data[at:]
            case 1:
                data = data[:at] + data[at + chance.randint(1, 30) :]
            case 2:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 3:
                lines = data.split(b"\n")
                index = chance.randrange(len(lines))
                lines.insert(chance.randrange(len(lines)), lines.pop(index))
                data = b"\n".join(lines)
            case _:
                lines = data.split(b"\n")
                index = chance.randrange(len(lines))
                lines[index] = b" " * chance.randint(0, 8) + lines[index].lstrip()
                data = b"\n".join(lines)
    return data


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_mutated_decks_end_in_cards_and_faults(path: Path) -> None:
    original = path.read_bytes()
    for seed in range(100):
        chance = random.Random(f"{path.stem}-{seed}")
        data = mutated(excerpt(original, chance), chance)
        deck = read_data(data, "fuzzed.yaml")
        assert deck.cards or deck.faults, (seed, data)
        last = data.count(b"\n") + data.count(b"\r") + 2
        assert all(0 <= fault.line <= last and str(fault).strip() for fault in deck.faults), (seed, deck.faults)
        assert len({card.id for card in deck.cards}) == len(deck.cards), seed


GRAPHS = (
    "f = x * y", "f = x/y", "h = relu(X @ W)", "z = w*x; h = sigmoid(z)", "f = ln(x) + sqrt(y)", "h = softmax(z)",
    "f = x^y", "f = max(x, y)", "f = 3", "L = norm2(X @ W - y)", "q = x + 1; f = q*q", "f = 1/(x - x)",
)  # fmt: skip
DOMAINS = (
    "int -9..9", "0", "2x3 of int -2..2", "N x D of int -2..2", "D x M of int -2..2", "N x D", "letter", "one-hot 3",
    "probabilities 3", "unknown", "unknown 2x3", "decimal -2..2 places 1", "0.1..0.9 step 0.1", "1/0", "int 9..1", "",
)  # fmt: skip
ASKED = (
    "d/dx", "d/dW", "df/dy", "dh/dz", "z", "h", "f", "shape(h)", "shape(d/dX)", "multiplications(h)", "step(x, y)",
    "central(f, x, 0.1)", "f*df/dx", "1/0", "q^q", "dL/dW", "step(x)", "-df/dx", "3",
)  # fmt: skip
EXTRAS: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("upstream", DOMAINS),
    ("let", ({"m": "1/x"}, {"x": "3"}, {"y": "exp(x)"})),
    ("unless", ("x = y", "f > 3", "1/x = 2", "x")),
    ("targets", ("mul-not-switched", "nope")),
    ("mistakes", ({"answer": "f", "why": "No."}, {"answer": "x | y", "why": "No."})),
    ("examples", ({"given": {"x": "3", "y": "0"}, "answer": "1"}, {"given": {"X": "2x3"}, "answer": "2x3"})),
    ("show", ("z", "h", "drawing")),
    ("prompt", ("At {x}, {upstream}?", "$ {", "{x!r}")),
    ("proof", ("arithmetic",)),
)


def test_drills_put_together_at_random_end_in_problems_or_sentences() -> None:
    sound = 0
    for seed in range(400):
        chance = random.Random(seed)
        graph = chance.choice(GRAPHS)
        given = {name: chance.choice(DOMAINS) for name in "xyzwqXW" if name in graph and chance.random() < 0.9}
        asked = chance.choices(ASKED, k=chance.randint(1, 2))
        entry: dict[str, object] = {"id": "a", "graph": graph, "given": given, "ask": asked}
        entry |= {key: chance.choice(values) for key, values in EXTRAS if chance.random() < 0.15}
        deck = read_data(json.dumps({"deck": "d", "cards": [entry]}).encode(), "fuzzed.yaml", formulas=True, seeds=1)
        assert not any("our fault" in fault.message for fault in deck.faults), (seed, entry, deck.faults)
        sound += bool(deck.drills) and not deck.faults
    assert sound


def test_the_shipped_decks_have_no_faults() -> None:
    assert SHIPPED
    for path in SHIPPED:
        deck = read_data(path.read_bytes(), str(path), formulas=True)
        assert (deck.id, deck.faults) == (path.stem, ())
